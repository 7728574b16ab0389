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

Tables = Mapping[str, pl.DataFrame]
"""Claims by table, in the columns of `frames.reader_schema`."""


@dataclass(frozen=True, slots=True)
class ClaimTables:
    """Claims in parts to be added one after the other, and how many were kept back.

    One contribution may hold a key once; a store may hold it several times, where a source was recorded again with
    other figures. The n-th row with a key is therefore in the n-th part. Most stores need one part.
    """

    parts: tuple[Tables, ...]
    withheld: int


def claim_tables(log: ClaimLog, view: View) -> ClaimTables:
    """The claims `view` is made of that may leave this store; a row recorded twice stands there once."""
    numbered, withheld = {}, 0
    for name, claims in select_claims(log, view).items():
        kept = claims.filter(~pl.col("disclosure").fill_null("open").is_in(list(_STAYS)))
        withheld += claims.height - kept.height
        numbered[name] = _numbered(name, kept)
    last = max(rows.select(pl.col("_part").max().fill_null(0)).item() for rows in numbered.values())
    return ClaimTables(tuple(_part(numbered, part) for part in range(last + 1)), withheld)


def _numbered(name: str, claims: pl.DataFrame) -> pl.DataFrame:
    """Reader's columns and `_part`: how many rows with the same key stand before."""
    definition = table(name)
    rows = claims.select(reader_schema(definition).keys()).unique(maintain_order=True)
    return rows.with_columns(pl.int_range(pl.len()).over(definition.key).alias("_part"))


def _part(numbered: Tables, part: int) -> Tables:
    return {name: rows.filter(pl.col("_part") == part).drop("_part") for name, rows in numbered.items()}
