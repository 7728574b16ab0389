"""Find products, firms, sites and countries by any name, alias or code, tolerant of accents and typing errors."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

from headwater.resolution.names import without_language
from headwater.standard.countries import countries, names_of
from headwater.supply_map import SupplyMap
from headwater.workflows.panels.labels import by_language

_KINDS = {"products": "product", "organizations": "organization", "facilities": "facility"}
_GOOD_ENOUGH = 78.0
"""Similarity (0..100) below which a match is noise: one wrong letter in a short word passes, two do not."""
_ROOM_FOR_ERRORS = 4
"""Queries shorter than this must be contained in a name as they are."""


def folded(text: str) -> str:
    """Text without case, accents and width: what a search compares."""
    decomposed = unicodedata.normalize("NFKD", text).casefold().replace("đ", "d")
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


@dataclass(frozen=True)
class SearchIndex:
    """All names of one map, folded once."""

    keys: list[str]
    entries: list[tuple[dict[str, Any], str]] = field(repr=False)

    @classmethod
    def of(cls, supply_map: SupplyMap) -> SearchIndex:
        """Index every product, organization, facility and country of the map."""
        keys, entries = [], []
        for hit, name in _names(supply_map):
            keys.append(folded(name))
            entries.append((hit, name))
        return cls(keys, entries)

    def find(self, query: str, limit: int = 12) -> list[dict[str, Any]]:
        """The best hits first, each entity once: {kind, id, name, names, matched}."""
        wanted = folded(query)
        if not wanted:
            return []
        hits: dict[str, dict[str, Any]] = {}
        for index in [*self._containing(wanted), *self._alike(wanted, limit)]:
            hit, matched = self.entries[index]
            hits.setdefault(hit["id"], {**hit, "matched": matched})
        return list(hits.values())[:limit]

    def _containing(self, wanted: str) -> list[int]:
        """Names that are the query, begin with it, have a word that does, or contain it; in that order."""
        inside = f" {wanted}"
        found = [
            (0 if key == wanted else 1 if key.startswith(wanted) else 2 if inside in key else 3, len(key), key, index)
            for index, key in enumerate(self.keys)
            if wanted in key
        ]
        return [index for *_, index in sorted(found)]

    def _alike(self, wanted: str, limit: int) -> list[int]:
        """Names that a typing error or two away; short queries have no room for errors."""
        if len(wanted) < _ROOM_FOR_ERRORS:
            return []
        scored = process.extract(wanted, self.keys, scorer=fuzz.WRatio, limit=limit * 4, score_cutoff=_GOOD_ENOUGH)
        return [index for key, _, index in scored if len(key) >= _ROOM_FOR_ERRORS]


def _names(supply_map: SupplyMap) -> Iterator[tuple[dict[str, Any], str]]:
    for table, kind in _KINDS.items():
        columns = [column for column in ("hs_codes", "identifiers", "lei") if column in supply_map[table].columns]
        for row in supply_map[table].iter_rows(named=True):
            hit = {"kind": kind, "id": row["id"], "name": row["name"], "names": by_language(row["names"])}
            codes = [code for column in columns for code in _listed(row[column])]
            for name in dict.fromkeys([row["name"], *map(without_language, [*row["names"], *row["aliases"]]), *codes]):
                yield hit, name
    named = countries().filter(countries()["id"].is_in(supply_map["countries"]["id"].to_list()))
    for row in named.iter_rows(named=True):
        names = names_of(row["id"])
        hit = {"kind": "country", "id": row["id"], "name": row["name_en"], "names": by_language(names)}
        for name in dict.fromkeys([*map(without_language, [*names, *row["aliases"]]), row["alpha3"], row["alpha2"]]):
            yield hit, name


def _listed(value: object) -> list[str]:
    if value is None:
        return []
    return [str(part) for part in value] if isinstance(value, list) else [str(value)]
