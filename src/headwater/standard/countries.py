"""Countries and areas: identities from codes and names, and names from identities.

A country is one of ISO 3166 today (and Kosovo). An area is a bloc, a continent, a group of statistics or a state that
no longer exists: the Soviet Union is an area, so that its figures are never taken for Russia's. Lookups take whole
mentions: a code (alpha-2, alpha-3, numeric, the M49-like codes of trade statistics), a name in any language of the
list, or an alias; case, accents, punctuation and word order do not matter. Nothing is guessed from a part of a name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import polars as pl

from headwater.standard.csv_files import code_rows, split_list
from headwater.standard.names import exact_key, loose_key, repaired

LANGUAGES: tuple[str, ...] = ("en", "ko", "vi", "fr", "ja", "zh")


class _Index:
    """Codes and names of one list, each pointing at an identity."""

    def __init__(self, kind: str, entries: Iterable[tuple[str, Iterable[str], Iterable[str]]]) -> None:
        self.codes: dict[str, str] = {}
        self.exact: dict[str, str] = {}
        self.loose: dict[str, str | None] = {}
        for slug, codes, names in entries:
            identity = f"{kind}:{slug}"
            self.codes.update({_code_key(code): identity for code in codes if code})
            for name in names:
                self._add_name(name, identity)

    def _add_name(self, name: str, identity: str) -> None:
        self.exact.setdefault(exact_key(name), identity)
        key = loose_key(name)
        if key is not None and self.loose.setdefault(key, identity) != identity:
            self.loose[key] = None  # two places share it: say nothing rather than guess

    def find(self, text: str) -> str | None:
        """The identity of a whole mention; codes in capitals come before names, names before other codes."""
        code, key = _code_key(text), exact_key(text)
        if not key:
            return None
        found = (self.codes.get(code) if code == code.upper() else None) or self.exact.get(key)
        found = found or self.codes.get(code.upper())
        if found is None and (loose := loose_key(text)) is not None:
            found = self.loose.get(loose)
        if found is None and (better := repaired(text)) is not None:
            return self.find(better)
        return found


def country_of(mention: str) -> str | None:
    """`country:KOR` for `country:410`, `KR`, `Korea, Republic of`, `한국`; None where no country of today is meant."""
    return _country_index().find(mention.removeprefix("country:").strip())


def area_of(mention: str) -> str | None:
    """`area:SUN` for `country:SUN`, `USSR`...; None where the list knows no such area."""
    return _area_index().find(mention.removeprefix("area:").removeprefix("country:").strip())


def place_of(mention: str) -> str | None:
    """The country or else the area that a mention means; None where it means neither."""
    return country_of(mention) or area_of(mention)


def resolve_countries(mentions: pl.Series) -> pl.Series:
    """`country_of` for a whole column; null where no country of today is meant. Each distinct mention is asked once."""
    return _resolve(mentions, country_of)


def resolve_areas(mentions: pl.Series) -> pl.Series:
    """`area_of` for a whole column; null where the list knows no such area."""
    return _resolve(mentions, area_of)


def name_of(identity: str, language: str = "en") -> str | None:
    """Name of `country:KOR` or `area:EUR` in a language, in English where that one has none; None where unknown."""
    row = _rows_by_identity().get(identity)
    if row is None:
        return None
    return row.get(f"name_{language}") or row["name_en"]


def names_of(identity: str) -> tuple[str, ...]:
    """All names by language as `LANGUAGE:NAME`; empty where the identity is unknown."""
    row = _rows_by_identity().get(identity, {})
    return tuple(f"{code}:{row[f'name_{code}']}" for code in LANGUAGES if row.get(f"name_{code}"))


@cache
def countries() -> pl.DataFrame:
    """One row a country: id, alpha3, alpha2, numeric, other_codes, status, names by language, aliases.

    Aliases read LANGUAGE:NAME or NAME.
    """
    rows = [{"id": f"country:{row['alpha3']}", **row} for row in code_rows("countries")]
    return _with_lists(rows, ("other_codes", "aliases"))


@cache
def areas() -> pl.DataFrame:
    """One row an area: id, area, kind, codes, valid_from and valid_to (years), names by language, aliases."""
    rows = [{"id": f"area:{row['area']}", **row} for row in code_rows("areas")]
    return _with_lists(rows, ("codes", "aliases"))


def _with_lists(rows: list[dict[str, str]], columns: tuple[str, ...]) -> pl.DataFrame:
    lists = [
        pl.when(pl.col(name) == "")
        .then(pl.lit([], pl.List(pl.String)))
        .otherwise(pl.col(name).str.split(";"))
        .alias(name)
        for name in columns
    ]
    return pl.DataFrame(rows).with_columns(lists)


@cache
def _country_index() -> _Index:
    return _Index(
        "country",
        (
            (
                row["alpha3"],
                (row["alpha3"], row["alpha2"], row["numeric"], *split_list(row["other_codes"])),
                _names(row),
            )
            for row in code_rows("countries")
        ),
    )


@cache
def _area_index() -> _Index:
    return _Index(
        "area", ((row["area"], (row["area"], *split_list(row["codes"])), _names(row)) for row in code_rows("areas"))
    )


@cache
def _rows_by_identity() -> dict[str, dict[str, str]]:
    found = {f"country:{row['alpha3']}": row for row in code_rows("countries")}
    return found | {f"area:{row['area']}": row for row in code_rows("areas")}


def _names(row: dict[str, str]) -> Iterable[str]:
    """Names in every language, then aliases without their language."""
    yield from (row[f"name_{code}"] for code in LANGUAGES if row[f"name_{code}"])
    for alias in split_list(row["aliases"]):
        language, _, name = alias.partition(":")
        yield name if language in LANGUAGES and name else alias


def _code_key(code: str) -> str:
    """A numeric code with its leading zeros (4 is 004); other codes as they are."""
    return code.zfill(3) if code.isascii() and code.isdigit() else code


def _resolve(mentions: pl.Series, find: Callable[[str], str | None]) -> pl.Series:
    distinct = mentions.drop_nulls().unique()
    found = {mention: identity for mention in distinct.to_list() if (identity := find(mention)) is not None}
    return mentions.replace_strict(found, default=None, return_dtype=pl.String)
