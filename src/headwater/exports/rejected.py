"""Rejected rows as a file beside the input: what stood in them, and what is wrong, so that they can be mended."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from headwater.errors import Problem
from headwater.exports.placing import write_file
from headwater.workflows.reading import RejectedRow

_ABOUT = ("file", "row", "column", "problem", "remedy")


def rejects_beside(paths: Sequence[Path]) -> Callable[[Sequence[RejectedRow]], Path]:
    """A function that writes rejected rows to `NAME.rejected.csv` beside the first of `paths`, replacing nothing."""

    def write(rows: Sequence[RejectedRow]) -> Path:
        target = _free_name(paths[0].absolute())
        write_file(target, lambda path: _fill(path, rows), force=False)
        return target

    return write


def _free_name(given: Path) -> Path:
    target, number = given.with_name(f"{given.name}.rejected.csv"), 1
    while target.exists():
        number += 1
        target = given.with_name(f"{given.name}.rejected-{number}.csv")
    return target


def _fill(path: Path, rows: Sequence[RejectedRow]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        write_rejected(file, rows)


def write_rejected(file: TextIO, rows: Sequence[RejectedRow]) -> None:
    """Write rejected rows as CSV: where each stood and what is wrong with it, then its cells."""
    cells = list(dict.fromkeys(name for row in rows for name in row.cells))
    sheet = csv.writer(file, lineterminator="\n")
    sheet.writerow([*(f"_{name}" for name in _ABOUT), *cells])
    for row in rows:
        about = (row.file, row.row, row.problem.column, row.problem.problem, row.problem.remedy)
        sheet.writerow([*about, *(row.cells.get(name, "") for name in cells)])


def write_problems(file: TextIO, problems: Sequence[Problem]) -> None:
    """Write problems as CSV: file, row, column, value, problem, remedy."""
    sheet = csv.DictWriter(file, ["file", "row", "column", "value", "problem", "remedy"], lineterminator="\n")
    sheet.writeheader()
    sheet.writerows(problem.as_dict() for problem in problems)
