"""Own tables as Parquet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from headwater.errors import UnreadableFile
from headwater.intake.own.sheet import Sheet

BATCH_ROWS = 250_000


def open_parquet(path: Path) -> list[Sheet]:
    """The one table of a Parquet file; `UnreadableFile` where it is truncated or something else."""
    try:
        columns = list(pl.scan_parquet(path, glob=False).collect_schema())
    except (pl.exceptions.PolarsError, OSError):
        raise _broken(path) from None
    return [Sheet(path.name, path.stem, columns, lambda: _batches(path))]


def _batches(path: Path) -> Iterator[tuple[pl.DataFrame, int]]:
    """Frames with the number of their first row; the first row of a Parquet file is row 1."""
    row = 1
    try:
        for frame in pl.scan_parquet(path, glob=False).collect_batches(chunk_size=BATCH_ROWS, maintain_order=True):
            yield frame, row
            row += frame.height
    except pl.exceptions.PolarsError:
        raise _broken(path) from None


def _broken(path: Path) -> UnreadableFile:
    return UnreadableFile(
        "The file is no whole Parquet file.", "It may be cut short: copy or write it again.", path.name
    )
