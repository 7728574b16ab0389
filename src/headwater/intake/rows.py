"""Small text tables as rows, and rows as frames of the standard: what readers of other people's formats share."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from headwater.errors import UnreadableFile
from headwater.intake.files import head_of
from headwater.standard.frames import reader_schema
from headwater.standard.names import without_accents
from headwater.standard.tables import table

_HEADER_BYTES = 4096


class Line(NamedTuple):
    """A row of a file: its number as a spreadsheet counts it (the header is row 1), and its cells by column."""

    number: int
    cells: dict[str, str]


def header_of(head: bytes, encoding: str = "utf-8") -> list[str]:
    """Column names in the first line of a comma-separated file; empty where the bytes are no such thing."""
    line = head.decode(encoding, errors="replace").lstrip("\ufeff").partition("\n")[0]
    try:
        return [name.strip() for name in next(csv.reader([line]), [])]
    except csv.Error:
        return []


def is_csv_with(path: Path, columns: Iterable[str]) -> bool:
    """Whether a file is named as CSV and its first line has these columns."""
    return path.suffix.lower() == ".csv" and set(columns) <= set(header_of(head_of(path, _HEADER_BYTES)))


def lines_of(path: Path, encoding: str, columns: Iterable[str]) -> Iterator[Line]:
    """Rows of a comma-separated file whose bytes were checked before; `UnreadableFile` where a column is missing."""
    text = path.read_text(encoding=encoding).lstrip("\ufeff")
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="")
    names = reader.fieldnames or []
    missing = [name for name in columns if name not in names]
    if missing:
        raise UnreadableFile(
            f"Columns are missing: {', '.join(missing)}.", f"The file has: {', '.join(names)}.", path.name
        )
    for number, cells in enumerate(reader, 2):
        yield Line(number, {name: value or "" for name, value in cells.items() if name})


def frame_of(table_name: str, rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows as a frame of the standard; columns not given are null, or the standard's default."""
    definition = table(table_name)
    defaults = {column.name: column.default for column in definition.columns if column.default is not None}
    return pl.DataFrame([{**defaults, **row} for row in rows], schema=dict(reader_schema(definition)))


def slug(words: str) -> str:
    """Words as a readable identifier: lower-case letters and digits with hyphens between."""
    plain = without_accents(words.casefold().replace("&", " and ").replace("\u2019", "").replace("'", ""))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "unnamed"
