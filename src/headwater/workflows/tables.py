"""Pages of any table of the map."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from headwater.errors import BadQuestion, NotFound
from headwater.supply_map import MAP_TABLES, SupplyMap


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a table, and how many there are in all."""

    rows: pl.DataFrame
    total: int


def map_table(supply_map: SupplyMap, name: str) -> pl.DataFrame:
    """A whole table of the map; `NotFound` lists the tables there are."""
    if name not in MAP_TABLES:
        raise NotFound(f"The map has no table {name!r}.", valid=tuple(MAP_TABLES))
    return supply_map[name]


def page(rows: pl.DataFrame, offset: int = 0, limit: int = 100) -> Page:
    """Rows `offset` to `offset + limit`; `BadQuestion` unless both are in range."""
    if offset < 0 or not 1 <= limit <= 10_000:
        raise BadQuestion("The offset must be 0 or more and the limit 1 to 10,000.")
    return Page(rows.slice(offset, limit), rows.height)
