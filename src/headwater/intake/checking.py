"""What every reader does with its rows before it gives them on: check them, and set the bad ones apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from headwater.errors import BadRows, Problem
from headwater.standard.check import Checker
from headwater.workflows.reading import Reading, RejectedRow

MOST_REJECTED = 100_000
"""Bad rows kept; a file with more is refused whatever was asked for, since it is no file with a few bad rows."""

Batch = tuple[str, pl.DataFrame]


@dataclass(slots=True)
class Checking:
    """Rows on their way out of a reader. Problems and rejected rows are noted in the reading they belong to."""

    reading: Reading
    _checker: Checker = field(default_factory=Checker)

    def good(
        self,
        name: str,
        frame: pl.DataFrame,
        file: str | None = None,
        rows: pl.Series | None = None,
        *,
        keys_differ: bool = False,
    ) -> pl.DataFrame:
        """The rows that keep every rule of the table; `rows` are their numbers in the file, as a person counts them.

        With `keys_differ` the reader knows that no key stands twice in all it reads, and they are not remembered.
        """
        checked = self._checker.check(name, frame, file, rows, keys_differ=keys_differ)
        if not checked.problems:
            return frame
        self.reject(frame, checked.bad, checked.problems, file, rows)
        return frame.filter(~checked.bad)

    def reject(
        self, cells: pl.DataFrame, bad: pl.Series, problems: list[Problem], file: str | None, rows: pl.Series | None
    ) -> None:
        """Note the bad rows in the words of their file, each with the first thing wrong with it."""
        self.reading.problems += problems
        first = {(problem.file, problem.row): problem for problem in reversed(problems)}
        places = bad.arg_true().to_list()
        for place, words in zip(places, cells.filter(bad).iter_rows(named=True), strict=True):
            if len(self.reading.rejected) >= MOST_REJECTED:
                raise BadRows(
                    f"More than {MOST_REJECTED:,} rows are bad.",
                    "Look at the first ones: a whole column is likely to be wrong.",
                    file or "",
                    problems=self.reading.problems,
                )
            where, row = (words.get("locator"), None) if rows is None else (file, int(rows[place]))
            in_words = {column: _cell(value) for column, value in words.items() if value is not None}
            problem = first.get((where, row), problems[0])
            self.reading.rejected.append(RejectedRow(file or _file_in(where), row or _row_in(where), in_words, problem))


def checked(reading: Reading) -> Reading:
    """The same reading with every batch checked; for formats whose rows say in their locator where they stand."""
    checking, batches = Checking(reading), reading.batches

    def good() -> Iterator[Batch]:
        for name, frame in batches:
            kept = checking.good(name, frame)
            if kept.height:
                yield name, kept

    reading.batches = good()
    return reading


def _file_in(locator: str | None) -> str:
    return re.sub(r" rows? .*$", "", locator or "")


def _row_in(locator: str | None) -> int:
    """The number in `provision.csv row 12`; 0 where there is none."""
    found = re.search(r"\brow (\d+)$", locator or "")
    return int(found[1]) if found else 0


def _cell(value: object) -> str:
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)
