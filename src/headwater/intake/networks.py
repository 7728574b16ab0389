"""A plain supply network as researchers keep it: links, sectors, essentiality, weights. No store, no claims.

    links           .parquet or .csv: supplier, buyer (firms, counted from 0), w (or value): sales
    sectors         .csv: column p (or sector), one row per firm, sectors counted from 1
    essentiality    .csv without header: row supplying sector, column buying sector; 2, 1 or 0
    weights         .csv: column weight (or w), one row per firm

Whether links, sectors and essentiality fit together is checked where they are used.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from headwater.errors import UnreadableFile
from headwater.workflows.plain_network import PlainNetwork

_LAYOUT = "See `headwater assess systemic-risk --help` for the layout."


def read_network(links: Path, sectors: Path, essentiality: Path) -> PlainNetwork:
    """Read the three files; `UnreadableFile` where one is not what it should be."""
    edges = _table(links)
    value = _column(edges, ("w", "value"), links)
    ends = [_column(edges, (end,), links) for end in ("supplier", "buyer")]
    ranks = _matrix(essentiality)
    sector = _sectors(sectors, len(ranks))
    numbers = [_numbers(end, links, pl.Int64) for end in ends]
    return PlainNetwork(numbers[0], numbers[1], _numbers(value, links, pl.Float64), sector, ranks)


def read_weights(path: Path) -> np.ndarray:
    """One weight per firm; `UnreadableFile` where the file is no such column."""
    return _numbers(_column(_table(path), ("weight", "w"), path), path, pl.Float64)


def _table(path: Path, *, header: bool = True) -> pl.DataFrame:
    try:
        if path.suffix == ".parquet":
            return pl.read_parquet(path)
        return pl.read_csv(path, has_header=header, infer_schema_length=None)
    except FileNotFoundError:
        raise UnreadableFile("There is no such file.", "Check the path.", path.name) from None
    except (OSError, pl.exceptions.PolarsError) as error:
        what = str(error).partition("\n")[0]
        raise UnreadableFile(
            f"The file cannot be read as {path.suffix or 'a table'}: {what}.", _LAYOUT, path.name
        ) from None


def _column(table: pl.DataFrame, names: Sequence[str], path: Path) -> pl.Series:
    found = [name for name in names if name in table.columns]
    if not found:
        said = f"The column {' or '.join(names)} is missing; the file has: {', '.join(table.columns)}."
        raise UnreadableFile(said, _LAYOUT, path.name)
    return table[found[0]]


def _numbers(column: pl.Series, path: Path, kind: type[pl.DataType]) -> np.ndarray:
    """The column as numbers; what is no number, or no whole one, is named with its row."""
    cast = column.cast(kind, strict=False)
    wrong = cast.is_null() | (cast.cast(pl.Float64) != column.cast(pl.Float64, strict=False)).fill_null(value=True)
    if wrong.any() and not (kind == pl.Float64 and cast.is_not_null().all()):
        row = int(wrong.arg_true()[0])
        kind_words = "whole number" if kind == pl.Int64 else "number"
        said = f"Column {column.name} has no {kind_words} in row {row + 1} of the data: {column[row]!r}."
        raise UnreadableFile(said, _LAYOUT, path.name)
    return cast.to_numpy()


def _sectors(path: Path, known: int) -> np.ndarray:
    """Sectors counted from 0."""
    sector = _numbers(_column(_table(path), ("p", "sector"), path), path, pl.Int64)
    outside = np.flatnonzero((sector < 1) | (sector > known))
    if len(outside):
        raise UnreadableFile(
            f"Sector {sector[outside[0]]} in row {outside[0] + 1} of the data has no row of essentiality; "
            f"there are sectors 1 to {known}.",
            "Add its row and column, or correct the sector.",
            path.name,
        )
    return sector - 1


def _matrix(path: Path) -> np.ndarray:
    table = _table(path, header=False)
    return np.column_stack([_numbers(table[name], path, pl.Int64) for name in table.columns])
