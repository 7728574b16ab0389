"""The standard's tables as Polars schemas: one place that says which column has which type at rest and in memory."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from headwater.standard.tables import STORE_COLUMNS, Column, Table

_SCALARS: dict[str, pl.DataType] = {
    "number": pl.Float64(),
    "integer": pl.Int64(),
    "boolean": pl.Boolean(),
    "instant": pl.Datetime("us", "UTC"),
}


def polars_type(column: Column) -> pl.DataType:
    """The Polars type of a column; texts, codes, days and references are strings, lists are lists of strings."""
    if column.is_list:
        return pl.List(pl.String)
    return _SCALARS.get(column.type, pl.String())


def reader_schema(table: Table) -> Mapping[str, pl.DataType]:
    """Columns a reader gives: the table's own and provenance."""
    return {column.name: polars_type(column) for column in table.columns}


def claim_schema(table: Table) -> Mapping[str, pl.DataType]:
    """Columns at rest: what a reader gives, and what the store adds."""
    return {column.name: polars_type(column) for column in (*table.columns, *STORE_COLUMNS)}
