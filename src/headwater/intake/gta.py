"""Interventions of Global Trade Alert as its bulk download: one measure each, one row per status it has reached.

Statuses: every intervention was announced; `Is In Force` 1 is in force since `Date Implemented`, until `Date Removed`
where that is to come; 0 with both days past was in force and is removed; 0 with a day of implementation that is still
to come is announced, that day a plan. What is to come is told from the latest day of announcement in the file, which is
also the day its statements are of. Red and Amber, which Global Trade Alert counts together as harmful, are harmful;
Green is liberalising. HS codes stand comma-joined in one cell and have lost leading zeros; their edition is not in the
file: HS 2022 unless told, since codes new in that edition occur.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from headwater.claims.model import FileStamp
from headwater.intake.checking import Batch
from headwater.intake.csv_lists import CsvListReader
from headwater.intake.rows import Line, frame_of, lines_of
from headwater.intake.tracker_rows import BadCell, day, set_aside
from headwater.intake.trade_rows import HS_OPTION, edition_told
from headwater.standard.countries import area_of, country_of
from headwater.workflows.reading import Progress, Reading

COLUMNS = (
    "Intervention ID", "Intervention URL", "State Act ID", "State Act Title", "GTA Evaluation",
    "Implementing Jurisdictions", "Implementation Level", "Eligible Firm", "Intervention Type", "Mast Chapter",
    "Affected Products", "Affected Jurisdictions", "Date Announced", "Date Implemented", "Date Removed", "Is In Force",
)  # fmt: skip
SOURCE = "source:gta.interventions"
EDITION = "HS2022"

DIRECTIONS = {"Red": "harmful", "Amber": "harmful", "Green": "liberalising"}

# By intervention type, then by the letter of the chapter of the MAST classification of non-tariff measures (UNCTAD).
KINDS_BY_TYPE = {
    "Price stabilisation": "price-support", "Import tariff": "tariff", "Export tax": "tariff",
    "Import ban": "import-control", "Local content requirement": "local-content",
    "Local content incentive": "local-content", "Anti-dumping": "tariff",
    "FDI: Entry and ownership rule": "investment-screening",
    "FDI: Treatment and operations, nes": "investment-screening",
}  # fmt: skip
KINDS_BY_CHAPTER = {
    "D": "tariff", "E": "import-control", "F": "import-control", "G": "other", "I": "local-content", "L": "subsidy",
    "M": "procurement", "P": "export-control",
}  # fmt: skip

Row = dict[str, Any]


class GtaReader(CsvListReader):
    """Reads interventions into measures."""

    name = "gta"
    title = "Global Trade Alert: interventions, one row each (CSV of the bulk download)"
    columns = COLUMNS
    words = "bulk download of Global Trade Alert"
    options = (HS_OPTION,)

    def __init__(self, edition: str = EDITION) -> None:
        self._edition = edition

    def told(self, options: Mapping[str, str]) -> GtaReader:
        """The same reader, knowing the edition of the HS that `hs` names; `BadQuestion` where it is none."""
        return GtaReader(edition_told(options[HS_OPTION]) if HS_OPTION in options else EDITION)

    def tables(
        self, files: Sequence[Path], stamps: Sequence[FileStamp], reading: Reading, progress: Progress
    ) -> Iterator[Batch]:
        """The download as source, then the measures of each file."""
        return _tables(files, stamps, reading, self._edition, progress)


def _tables(
    files: Sequence[Path], stamps: Sequence[FileStamp], reading: Reading, edition: str, progress: Progress
) -> Iterator[Batch]:
    lines = {path.name: list(lines_of(path, "utf-8", COLUMNS)) for path in files}
    as_of = max((line.cells["Date Announced"] for each in lines.values() for line in each), default="")
    yield "sources", frame_of("sources", [_source(stamps, as_of)])
    for file, each in lines.items():
        rows = [row for line in each for row in _measures(line, file, as_of, edition, reading)]
        progress(len(each), len(each), "rows")
        yield "measures", frame_of("measures", rows)


def _measures(line: Line, file: str, as_of: str, edition: str, reading: Reading) -> list[Row]:
    """The rows of one intervention; none, and a problem, where a cell is not what it should be."""
    try:
        said = _said(line, file, as_of, edition)
        statuses = _statuses(line.cells, as_of)
    except BadCell as bad:
        set_aside(reading, line, file, str(bad))
        return []
    return [{**said, **status} for status in statuses]


def _said(line: Line, file: str, as_of: str, edition: str) -> Row:
    cells = line.cells
    codes = [code.zfill(6) for code in _listed(cells["Affected Products"])]
    if cells["GTA Evaluation"] not in DIRECTIONS:
        raise BadCell(f"GTA Evaluation is {cells['GTA Evaluation']!r}, not one of {', '.join(DIRECTIONS)}")
    return {
        "id": f"measure:gta.{cells['Intervention ID']}",
        "title": cells["State Act Title"],
        "kind": KINDS_BY_TYPE.get(cells["Intervention Type"], KINDS_BY_CHAPTER.get(cells["Mast Chapter"][:1], "other")),
        "direction": DIRECTIONS[cells["GTA Evaluation"]],
        "imposers": [_state(name) for name in _listed(cells["Implementing Jurisdictions"])],
        "affected": [_state(name) for name in _listed(cells["Affected Jurisdictions"])] or None,
        "hs_codes": codes or None,
        "hs_edition": edition if codes else None,
        "announced_on": day(cells["Date Announced"], "Date Announced"),
        "in_force_on": day(cells["Date Implemented"], "Date Implemented"),
        "removed_on": day(cells["Date Removed"], "Date Removed"),
        "source": SOURCE,
        "locator": f"{file} row {line.number}",
        "stated_on": as_of or None,
        "note": "; ".join(
            (
                cells["Intervention Type"], f"level: {cells['Implementation Level']}",
                f"eligible: {cells['Eligible Firm']}", f"state act {cells['State Act ID']}", cells["Intervention URL"],
            )
        ),
    }  # fmt: skip


def _statuses(cells: Mapping[str, str], as_of: str) -> list[Row]:
    """Status and its days, one for each that was reached by `as_of`."""
    flag = cells["Is In Force"].strip().removesuffix(".0")
    if flag not in {"0", "1"}:
        raise BadCell(f"Is In Force is {cells['Is In Force']!r}, not 0 or 1")
    announced, implemented, removed = (
        cells[f"Date {what}"].strip() for what in ("Announced", "Implemented", "Removed")
    )
    reached: list[Row] = [{"status": "announced", "status_on": announced or None}]
    ended = flag == "0" and bool(removed) and removed <= as_of
    if flag == "1" or (ended and implemented and implemented <= as_of):
        reached.append({"status": "in-force", "status_on": implemented or None, "status_until": removed or None})
    if ended:
        reached.append({"status": "removed", "status_on": removed})
    return reached


@cache
def _state(name: str) -> str:
    """A jurisdiction as a country, or as an area where it is a former one (the Netherlands Antilles)."""
    former = country_of(name) is None and area_of(name) is not None
    return f"area:{name}" if former else f"country:{name}"


def _listed(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(",") if name.strip()]


def _source(stamps: Sequence[FileStamp], as_of: str) -> Row:
    return {
        "id": SOURCE,
        "title": "Global Trade Alert: interventions",
        "kind": "research",
        "publisher": "Global Trade Alert (St. Gallen Endowment for Prosperity Through Trade)",
        "published_on": as_of or None,
        "url": "https://globaltradealert.org",
        "language": "en",
        "licence": "CC BY 4.0 according to the site; check before passing on",
        "sha256": stamps[0].sha256 if len(stamps) == 1 else None,
        "source": SOURCE,
        "locator": ", ".join(stamp.name for stamp in stamps),
    }
