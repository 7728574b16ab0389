"""Awards under the CHIPS and Science Act of the United States: announced and finalized amounts, in billions of dollars.

Each award is a commitment, one row per stage it has reached: `proposed` is announced, `finalized` announced and then
agreed, `renegotiating` agreed with the word as a note. A finalized amount of 0.0 beside `proposed` means that nothing
is final, not an award of nothing. States and cities stand joined by `/`; each city is a facility run by the company,
and `TBD` and `Various` are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from headwater.claims.model import FileStamp
from headwater.intake.checking import Batch
from headwater.intake.csv_lists import CsvListReader
from headwater.intake.rows import Line, frame_of, lines_of, slug
from headwater.intake.tracker_rows import BadCell, day, is_given, set_aside
from headwater.workflows.reading import Progress, Reading

COLUMNS = (
    "company", "state", "city", "chips_type", "announced_amount_b", "finalized_amount_b", "status", "date_proposed",
    "date_finalized", "expected_completion", "notes",
)  # fmt: skip
SOURCE = "source:chips-awards.list"
_BILLION = 10**9

# The stages that each status of the list means, in order, with the columns of their amount and day.
ANNOUNCED = ("announced", "announced_amount_b", "date_proposed")
AGREED = ("agreed", "finalized_amount_b", "date_finalized")
STAGES = {"proposed": (ANNOUNCED,), "finalized": (ANNOUNCED, AGREED), "renegotiating": (ANNOUNCED, AGREED)}

Row = dict[str, Any]


class ChipsAwardsReader(CsvListReader):
    """Reads awards into commitments and the facilities they are for."""

    name = "chips-awards"
    title = "CHIPS Act awards: announced and finalized amounts, status and days (CSV)"
    columns = COLUMNS
    words = "list of awards under the CHIPS Act"

    def tables(
        self, files: Sequence[Path], stamps: Sequence[FileStamp], reading: Reading, progress: Progress
    ) -> Iterator[Batch]:
        """The list as source, then facilities and commitments of each file."""
        return _tables(files, stamps, reading, progress)


def _tables(
    files: Sequence[Path], stamps: Sequence[FileStamp], reading: Reading, progress: Progress
) -> Iterator[Batch]:
    yield "sources", frame_of("sources", [_source(stamps)])
    for path in files:
        sites, awards = [], []
        for line in lines_of(path, "utf-8", COLUMNS):
            try:
                own = _facilities(line, path.name)
                awards += _award(line, path.name, [row["id"] for row in own])
            except BadCell as bad:
                set_aside(reading, line, path.name, str(bad))
                continue
            sites += own
        progress(len(sites), len(sites), "rows")
        yield "facilities", frame_of("facilities", sites)
        yield "commitments", frame_of("commitments", awards)


def _facilities(line: Line, file: str) -> list[Row]:
    """The cities of an award, each with its state where there is one state for each."""
    cells = line.cells
    cities, states = cells["city"].split("/"), cells["state"].split("/")
    places = [
        f"{city}, {states[number]}" if len(states) == len(cities) else city
        for number, city in enumerate(cities)
        if is_given(city)
    ]
    return [
        {
            "id": f"facility:chips-awards.{slug(' '.join((cells['company'], place)))}",
            "name": f"{cells['company']}, {place}",
            "kind": "other",
            "operator": f"org:{cells['company']}",
            "country": "country:USA",
            "place": place,
            "source": SOURCE,
            "locator": f"{file} row {line.number}",
        }
        for place in places
    ]


def _award(line: Line, file: str, facilities: Sequence[str]) -> list[Row]:
    cells = line.cells
    stages = STAGES.get(cells["status"].strip())
    if stages is None:
        raise BadCell(f"status is {cells['status']!r}, not one of {', '.join(STAGES)}")
    about = {
        "id": f"commitment:chips-awards.{slug(cells['company'])}",
        "title": f"CHIPS Act award for {cells['company']}",
        "investors": ["country:USA"],
        "recipient": "country:USA",
        "places": list(facilities) or None,
        "facility": facilities[0] if len(facilities) == 1 else None,
        "currency": "USD",
        "amount_qualifier": "exact",
        "horizon_to": cells["expected_completion"].strip() or None,
        "counts_in_totals": True,
        "source": SOURCE,
        "locator": f"{file} row {line.number}",
        "quote": cells["notes"].strip() or None,
        "note": f"status: {cells['status']}; chips: {cells['chips_type']}",
    }
    return [
        {**about, "stage": stage, "amount": _billions(cells[amount], amount), "stage_on": day(cells[on], on)}
        for stage, amount, on in stages
    ]


def _billions(cell: str, column: str) -> float:
    try:
        return float(Decimal(cell.strip()) * _BILLION)
    except InvalidOperation:
        raise BadCell(f"{column} is {cell!r}, which is no number") from None


def _source(stamps: Sequence[FileStamp]) -> Row:
    return {
        "id": SOURCE,
        "title": "CHIPS Act awards: announced and finalized amounts",
        "kind": "data-set",
        "language": "en",
        "sha256": stamps[0].sha256 if len(stamps) == 1 else None,
        "source": SOURCE,
        "locator": ", ".join(stamp.name for stamp in stamps),
    }
