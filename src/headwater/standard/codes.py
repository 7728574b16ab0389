"""Code lists: code -> its meaning, in the order that ranks them where order counts.

Short lists are `codes/*.yaml`. Lists whose codes carry more than a meaning (currencies, units) are `codes/*.csv` with
columns `code` and `meaning` first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from headwater.standard.csv_files import code_rows
from headwater.standard.yaml_files import read_yaml

_CSV_LISTS: dict[str, str] = {
    "currency": "currency of an amount (ISO 4217)",
    "unit": "unit of a quantity or a capacity",
}


@dataclass(frozen=True, slots=True)
class CodeList:
    """A named list of codes and their meanings."""

    name: str
    says: str
    meanings: dict[str, str]

    def codes(self) -> tuple[str, ...]:
        """The codes, in the list's order."""
        return tuple(self.meanings)

    def rank(self, code: str) -> int:
        """Place of the code in the list, 0 first; unknown codes come after all others."""
        try:
            return self.codes().index(code)
        except ValueError:
            return len(self.meanings)


@cache
def code_list(name: str) -> CodeList:
    """The code list of that name; FileNotFoundError where there is none."""
    if name in _CSV_LISTS:
        return CodeList(name, _CSV_LISTS[name], {row["code"]: row["meaning"] for row in code_rows(name)})
    text = (files(__package__) / "codes" / f"{name}.yaml").read_text(encoding="utf-8")
    raw = read_yaml(text)
    return CodeList(raw["list"], raw["says"], {str(code): str(meaning) for code, meaning in raw["codes"].items()})
