"""Own tables as CSV: read in large batches, each as text first, so that every bad cell can be named."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from headwater.errors import UnreadableFile
from headwater.intake.files import head_of
from headwater.intake.own.columns import split_header
from headwater.intake.own.sheet import Sheet

BATCH_ROWS = 250_000


def open_csv(path: Path) -> list[Sheet]:
    """The one table of a CSV file; its bytes were checked before."""
    head = head_of(path, 1 << 20).decode("utf-8", errors="replace").lstrip("\ufeff")
    delimiter, columns = split_header(head.partition("\n")[0].rstrip("\r"), path.name)
    return [Sheet(path.name, path.stem, columns, lambda: _batches(path, delimiter, columns))]


def _batches(path: Path, delimiter: str, columns: list[str]) -> Iterator[tuple[pl.DataFrame, int]]:
    """Frames of text with the number of their first row; blank lines keep their number."""
    schema = dict.fromkeys(columns, pl.String)
    row = 2
    try:
        scan = pl.scan_csv(path, separator=delimiter, schema=schema, encoding="utf8", glob=False)
        for frame in scan.collect_batches(chunk_size=BATCH_ROWS, maintain_order=True):
            yield frame, row
            row += frame.height
    except pl.exceptions.PolarsError as error:
        raise _broken(path, delimiter, len(columns), error) from None


def _broken(path: Path, delimiter: str, width: int, error: Exception) -> UnreadableFile:
    """Say which row does not fit, by reading slowly what could not be read fast."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            for number, cells in enumerate(csv.reader(file, delimiter=delimiter, strict=True), 1):
                if len(cells) > width:
                    return UnreadableFile(
                        f"Row {number} has {len(cells)} cells, the header {width}.",
                        "Put cells that hold the delimiter into quotes.",
                        f"{path.name}, row {number}",
                    )
        except csv.Error as problem:
            return UnreadableFile(f"The quotes do not close: {problem}.", "Check the quotes.", path.name)
    return UnreadableFile(f"The file is no CSV: {error}", "Save it again as CSV.", path.name)
