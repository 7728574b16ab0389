"""Cells of tracker files: days, sums in dollars as people write them, and rows set aside with their reason."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from headwater.errors import Problem
from headwater.intake.rows import Line
from headwater.workflows.reading import Reading, RejectedRow

_SUM = re.compile(r"\$\s?(?P<number>[\d,]+(?:\.\d+)?)(?:\s(?P<magnitude>thousand|million|billion))?")
_MAGNITUDES = {None: 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_ACROSS = re.compile(r"across (\d+) locations")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY_IN_WORDS = re.compile(r"(?P<month>[A-Z][a-z]{2,8})\.?\s(?P<day>\d{1,2}),\s(?P<year>\d{4})")
NOT_GIVEN = frozenset({"", "n/a", "not available", "tbd", "various"})


class BadCell(ValueError):
    """A cell that does not say what its column promises; its words are those of a problem."""


def is_given(cell: str) -> bool:
    """Whether a cell says anything: `Not Available`, `N/A` and `TBD` do not."""
    return cell.strip().casefold() not in NOT_GIVEN


def day(cell: str, column: str) -> str | None:
    """A day as `YYYY-MM-DD`; None where the cell is empty, `BadCell` where it is no day."""
    if not is_given(cell):
        return None
    try:
        return date.fromisoformat(cell.strip()).isoformat()
    except ValueError:
        raise BadCell(f"{column} is {cell!r}, which is no day") from None


def day_in_words(text: str) -> str | None:
    """The first whole day of a text such as `Final Award (Dec. 20, 2024)`; None where it names no year."""
    match = _DAY_IN_WORDS.search(text)
    if match is None:
        return None
    month = next((n for n, name in enumerate(_MONTHS, 1) if match["month"].lower().startswith(name)), 0)
    return date(int(match["year"]), month, int(match["day"])).isoformat() if month else None


def dollars(cell: str, column: str) -> Decimal | None:
    """The first sum of `$1.7 billion`, `$60,000,000`; None where nothing is given, `BadCell` where there is no sum."""
    if not is_given(cell):
        return None
    match = _SUM.match(cell.strip())
    if match is None:
        raise BadCell(f"{column} is {cell!r}, which is no sum")
    return Decimal(match["number"].replace(",", "")) * _MAGNITUDES[match["magnitude"]]


def locations(cell: str) -> int:
    """For how many sites a sum stands: `$93 million across 2 locations` is one sum for two."""
    match = _ACROSS.search(cell)
    return int(match[1]) if match else 1


def set_aside(reading: Reading, line: Line, file: str, problem: str) -> None:
    """Note a row that is left out, and why."""
    noted = Problem(f"{problem[0].upper()}{problem[1:]}.", "Correct the row, or leave it out.", file, line.number)
    reading.problems.append(noted)
    reading.rejected.append(RejectedRow(file, line.number, line.cells, noted))
