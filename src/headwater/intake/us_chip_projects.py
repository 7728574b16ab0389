"""The list of chip projects in the United States: a site a row, what it costs, and public money promised for it.

Each row is a facility and the announcement of its project. The size stands twice, in words for all sites of a project
(`$6 billion across 2 locations`) and as a number for this one: the number counts. Grants and loans stand in words only,
repeated at every site they are for; they are read once. `PMT` (preliminary memorandum of terms) is announced, `Final
Award` agreed; the day counts where it has its year. Public money is part of what a project costs and is not counted
beside it. Coordinates of a site that is still to be named are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from headwater.claims.model import FileStamp
from headwater.intake.checking import Batch
from headwater.intake.csv_lists import CsvListReader
from headwater.intake.rows import Line, frame_of, lines_of, slug
from headwater.intake.tracker_rows import BadCell, day_in_words, dollars, locations, set_aside
from headwater.workflows.reading import Progress, Reading

COLUMNS = (
    "Company", "City, State", "City", "State", "LAT", "LON", "Project Type", "Category", "Technology", "Source",
    "Project Size (text)", "Project Size ($)", "Grants", "Loans", "Status",
)  # fmt: skip
SOURCE = "source:us-chip-projects.list"

FACILITY_KINDS = {
    "Semiconductors": "fab", "Packaging": "assembly-plant", "Materials": "factory", "Equipment": "factory",
    "R&D Facility": "laboratory", "Chip Design": "laboratory",
}  # fmt: skip
STAGES = {"PMT": "announced", "Final Award": "agreed"}

Row = dict[str, Any]


class UsChipProjectsReader(CsvListReader):
    """Reads projects into facilities and commitments."""

    name = "us-chip-projects"
    title = "Chip projects in the United States: sites, sums, grants and loans (CSV)"
    columns = COLUMNS
    words = "list of chip projects in the United States"

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
        sites, promises = [], []
        public: dict[str, Row] = {}
        for name, line in _named(lines_of(path, "utf-8", COLUMNS)):
            try:
                rows = (_facility(name, line, path.name), _project(name, line, path.name))
                paid = _public_money(name, line, path.name)
            except BadCell as bad:
                set_aside(reading, line, path.name, str(bad))
                continue
            sites.append(rows[0])
            promises.append(rows[1])
            for row in paid:
                _join(public, row)
        progress(len(sites), len(sites), "rows")
        yield "facilities", frame_of("facilities", sites)
        yield "commitments", frame_of("commitments", [*promises, *public.values()])


def _named(lines: Iterator[Line]) -> Iterator[tuple[str, Line]]:
    """Each row with a name of its own: company and city, numbered where both are the same."""
    seen: Counter[str] = Counter()
    for line in lines:
        name = slug(f"{line.cells['Company']} {line.cells['City, State']}")
        seen[name] += 1
        yield (name if seen[name] == 1 else f"{name}-{seen[name]}"), line


def _facility(name: str, line: Line, file: str) -> Row:
    cells = line.cells
    if cells["Category"] not in FACILITY_KINDS:
        raise BadCell(f"Category is {cells['Category']!r}, not one of {', '.join(FACILITY_KINDS)}")
    placed = not _is_open(cells)
    return {
        "id": f"facility:us-chip-projects.{name}",
        "name": f"{cells['Company']}, {cells['City, State']}",
        "kind": FACILITY_KINDS[cells["Category"]],
        "operator": f"org:{cells['Company']}",
        "country": "country:USA",
        "place": cells["City, State"],
        "latitude": _degrees(cells["LAT"], "LAT") if placed else None,
        "longitude": _degrees(cells["LON"], "LON") if placed else None,
        "precision": None if placed else "missing",
        "source": SOURCE,
        "locator": f"{file} row {line.number}",
        "note": cells["Technology"].strip() or None,
    }


def _is_open(cells: dict[str, str]) -> bool:
    """Whether the site is still to be named."""
    return "announced)" in cells["City, State"].casefold() or "tba" in cells["City"].casefold()


def _degrees(cell: str, column: str) -> float:
    try:
        return float(cell)
    except ValueError:
        raise BadCell(f"{column} is {cell!r}, which is no number") from None


def _project(name: str, line: Line, file: str) -> Row:
    cells = line.cells
    amount = dollars(cells["Project Size ($)"], "Project Size ($)")
    return {
        "id": f"commitment:us-chip-projects.{name}",
        "title": f"{cells['Company']}: {cells['Project Type']}, {cells['City, State']}",
        "investors": [f"org:{cells['Company']}"],
        "stage": "announced",
        "amount": None if amount is None else float(amount),
        "amount_qualifier": "unknown" if amount is None else "exact",
        "counts_in_totals": True,
        "quote": cells["Project Size (text)"] or None,
        **_about(name, line, file),
    }


def _about(name: str, line: Line, file: str) -> Row:
    return {
        "recipient": "country:USA",
        "facility": f"facility:us-chip-projects.{name}",
        "places": [f"facility:us-chip-projects.{name}"],
        "currency": "USD",
        "source": SOURCE,
        "locator": f"{file} row {line.number}",
        "note": line.cells["Source"].strip() or None,
    }


def _public_money(name: str, line: Line, file: str) -> Iterator[Row]:
    """Grant and loan of a row, each as a commitment whose investor the list does not name."""
    cells = line.cells
    for column, what in (("Grants", "grant"), ("Loans", "loan")):
        amount = dollars(cells[column], column)
        if amount is None:
            continue
        stage = next((stage for word, stage in STAGES.items() if cells["Status"].startswith(word)), None)
        if stage is None:
            raise BadCell(f"Status is {cells['Status']!r}, not one of {', '.join(STAGES)}")
        shared = locations(cells[column]) > 1
        own = slug(f"{cells['Company']} {cells[column]}") if shared else name
        yield {
            **_about(name, line, file),
            "id": f"commitment:us-chip-projects.{own}-{what}",
            "title": f"{cells['Company']}: public {what}" + ("" if shared else f", {cells['City, State']}"),
            "facility": None if shared else f"facility:us-chip-projects.{name}",
            "stage": stage,
            "stage_on": day_in_words(cells["Status"]),
            "amount": float(amount),
            "amount_qualifier": "total-including-parts" if shared else "exact",
            "part_of": None if shared else f"commitment:us-chip-projects.{name}",
            "counts_in_totals": False,
            "quote": f"{cells[column]}; {cells['Status']}",
        }


def _join(public: dict[str, Row], row: Row) -> None:
    """One row for a sum that stands at several sites: their places and rows together."""
    known = public.get(row["id"])
    if known is None:
        public[row["id"]] = row
        return
    known["places"] = [*known["places"], *row["places"]]
    known["locator"] = f"{known['locator']}, {row['locator'].rpartition(' ')[2]}"


def _source(stamps: Sequence[FileStamp]) -> Row:
    return {
        "id": SOURCE,
        "title": "Chip projects in the United States",
        "kind": "industry",
        "language": "en",
        "sha256": stamps[0].sha256 if len(stamps) == 1 else None,
        "source": SOURCE,
        "locator": ", ".join(stamp.name for stamp in stamps),
    }
