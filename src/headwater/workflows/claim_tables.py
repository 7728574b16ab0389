"""The claims of a view as own tables, so that another store can add them and come to the same map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from headwater.claims.log import ClaimLog
from headwater.claims.model import View
from headwater.resolution.selection import select_claims
from headwater.standard.frames import reader_schema
from headwater.standard.tables import table

_STAYS = ("own", "aggregate")


@dataclass(frozen=True, slots=True)
class ClaimTables:
    """Claims by table (columns of `frames.reader_schema`), and how many were kept back."""

    tables: Mapping[str, pl.DataFrame]
    withheld: int


def claim_tables(log: ClaimLog, view: View) -> ClaimTables:
    """The claims `view` is made of that may leave this store; a row recorded twice stands there once."""
    tables, withheld = {}, 0
    for name, claims in select_claims(log, view).items():
        travels = ~pl.col("disclosure").fill_null("open").is_in(list(_STAYS))
        kept = claims.filter(travels).select(reader_schema(table(name)).keys())
        withheld += claims.height - claims.filter(travels).height
        tables[name] = kept.unique(maintain_order=True)
    return ClaimTables(tables, withheld)
