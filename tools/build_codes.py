"""Make the code lists of countries, areas and currencies: `python tools/build_codes.py [--check]`.

Names come from CLDR through babel, codes from CLDR's table of territory aliases, everything CLDR does not have from
`tools/codes/*.yaml`. The results are committed under `src/headwater/standard/codes/`, so that nothing needs babel at
run time; `--check` compares them with what would be written now. Units and HS editions are kept by hand beside them.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from babel.core import get_global

ROOT = Path(__file__).resolve().parent.parent
INPUTS = ROOT / "tools" / "codes"
TARGET = ROOT / "src" / "headwater" / "standard" / "codes"
LANGUAGES = ("en", "ko", "vi", "fr", "ja", "zh")
NO_COUNTRY = {
    "AC",
    "CP",
    "CQ",
    "DG",
    "EA",
    "EU",
    "EZ",
    "IC",
    "QO",
    "TA",
    "UN",
    "XA",
    "XB",
    "ZZ",
}  # ISO reserves or CLDR's own
USER_ASSIGNED = {"XK": ("XKX", "")}  # not in ISO 3166, used by statistics all the same
NO_CURRENCY = {"BOV", "CHE", "CHW", "CLF", "COU", "MXV", "USN", "UYI", "UYW"}  # units of account, not money
SUPRANATIONAL = ("XDR",)


def main(arguments: list[str]) -> int:
    """Write the lists, or compare them; return the exit status."""
    stale = []
    for name, text in (("countries.csv", countries()), ("areas.csv", areas()), ("currency.csv", currencies())):
        path = TARGET / name
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    if stale:
        print(f"stale: {', '.join(stale)}; run python tools/build_codes.py")
    return 1 if stale else 0


def countries() -> str:
    """One row a country, in order of its alpha-3 code."""
    extra = _yaml("country_aliases.yaml")
    rows = []
    for alpha2, alpha3, numeric in sorted(_iso_codes(), key=lambda codes: codes[1]):
        names = _names(alpha2)
        aliases = [*extra["names"].get(alpha3, ()), *_traditional(alpha2)]
        rows.append(
            {
                "alpha3": alpha3,
                "alpha2": alpha2,
                "numeric": numeric,
                "other_codes": ";".join(extra["codes"].get(alpha3, ())),
                "status": "user-assigned" if alpha2 in USER_ASSIGNED else "official",
                **names,
                "aliases": _joined(aliases, names),
            }
        )
    unknown = (set(extra["names"]) | set(extra["codes"])) - {row["alpha3"] for row in rows}
    if unknown:
        raise SystemExit(f"country_aliases.yaml names no countries: {sorted(unknown)}")
    return _csv(rows)


def areas() -> str:
    """One row an area, in the order of areas.yaml."""
    rows = []
    for slug, area in _yaml("areas.yaml").items():
        names = _names(area["cldr"]) if "cldr" in area else dict.fromkeys((f"name_{code}" for code in LANGUAGES), "")
        names["name_en"] = area["name"]
        rows.append(
            {
                "area": slug,
                "kind": area["kind"],
                "codes": ";".join(area.get("codes", ())),
                "valid_from": area.get("valid_from", ""),
                "valid_to": area.get("valid_to", ""),
                **names,
                "aliases": _joined(area.get("aliases", ()), names),
            }
        )
    return _csv(rows)


def currencies() -> str:
    """One row a currency that is legal tender somewhere today."""
    current = {
        code
        for spans in get_global("territory_currencies").values()
        for code, _, end, tender in spans
        if end is None and tender
    }
    names = Locale.parse("en").currencies
    fractions = get_global("currency_fractions")
    codes = sorted((current - NO_CURRENCY) | set(SUPRANATIONAL))
    return _csv([{"code": c, "meaning": names[c], "minor_digits": str(fractions.get(c, (2,))[0])} for c in codes])


def _iso_codes() -> Iterator[tuple[str, str, str]]:
    """alpha-2, alpha-3 and numeric code of every country: CLDR lists the latter two as aliases of the first."""
    longer: dict[str, list[str]] = {}
    for alias, territories in get_global("territory_aliases").items():
        if len(alias) == 3 and len(territories) == 1:
            longer.setdefault(territories[0], []).append(alias)
    for alpha2 in Locale.parse("en").territories:
        if len(alpha2) != 2 or alpha2 in NO_COUNTRY or alpha2.isdigit():
            continue
        alpha3, numeric = USER_ASSIGNED.get(alpha2) or _pick(alpha2, longer[alpha2])
        yield alpha2, alpha3, numeric


def _pick(alpha2: str, aliases: list[str]) -> tuple[str, str]:
    """The code in force among the current and withdrawn ones."""
    withdrawn = set(_yaml("country_aliases.yaml")["withdrawn"].get(alpha2, ()))
    alpha3 = [alias for alias in aliases if alias.isalpha() and alias not in withdrawn]
    numeric = [alias for alias in aliases if alias.isdigit() and alias not in withdrawn]
    if len(alpha3) != 1 or len(numeric) != 1:
        raise SystemExit(f"{alpha2}: not one alpha-3 and one numeric code but {alpha3} and {numeric}")
    return alpha3[0], numeric[0]


def _names(territory: str) -> dict[str, str]:
    return {f"name_{code}": Locale.parse(code).territories.get(territory, "") for code in LANGUAGES}


def _traditional(alpha2: str) -> list[str]:
    return [f"zh:{Locale.parse('zh_Hant').territories[alpha2]}"]


def _joined(aliases: list[str], names: dict[str, str]) -> str:
    """Aliases joined by `;`, without repeats and without what is a name already."""
    known = {f"{column[-2:]}:{name}" for column, name in names.items()} | {names["name_en"]}
    return ";".join(alias for alias in dict.fromkeys(map(str, aliases)) if alias not in known)


def _yaml(name: str) -> dict[str, Any]:
    return yaml.safe_load((INPUTS / name).read_text(encoding="utf-8"))


def _csv(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
