"""One table found in a file, before it is read: its name, its columns, and how to get its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class Sheet:
    """`batches` gives frames of cells with the number of their first row in the file."""

    file: str
    name: str
    columns: list[str]
    batches: Callable[[], Iterator[tuple[pl.DataFrame, int]]]
    place: str | None = None  # how a locator names it where the file holds several: `book.xlsx provisions`
