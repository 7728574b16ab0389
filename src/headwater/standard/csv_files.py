"""One way to read a code list kept as CSV: rows as plain dictionaries, without loading a table engine."""

from __future__ import annotations

import csv
import io
from functools import cache
from importlib.resources import files


@cache
def code_rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of `codes/NAME.csv`; FileNotFoundError where there is none."""
    text = (files(__package__) / "codes" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text)))


def split_list(cell: str) -> tuple[str, ...]:
    """The values of a cell joined by `;`."""
    return tuple(part for part in cell.split(";") if part)
