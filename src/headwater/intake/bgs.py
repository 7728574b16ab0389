"""World Mineral Statistics of the British Geological Survey, as its CSV downloads: one file a mineral, 1971 to 2023.

Mine, smelter and refined production stand in one file and are products of their own. A line is of a country or of a
state that no longer exists; its name counts before its code, since the code DEU stands beside "German Federal Republic"
and COD beside "Congo" (which is the other Congo). "-----" is nothing produced, "..." not available.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from headwater.claims.model import FileStamp
from headwater.errors import UnreadableFile
from headwater.intake.checking import Batch
from headwater.intake.csv_lists import CsvListReader
from headwater.intake.rows import Line, frame_of, lines_of, slug
from headwater.standard.countries import area_of, country_of
from headwater.standard.units import unit_of
from headwater.workflows.reading import Progress, Reading

COLUMNS = (
    "country_trans", "country_iso3_code", "bgs_commodity_trans", "bgs_sub_commodity_trans", "bgs_statistic_type_trans",
    "units", "year", "quantity", "quantity_in_book_style", "data_precision_description", "concat_figure_notes_text",
)  # fmt: skip
SOURCE = "source:bgs.world-mineral-statistics"

# What the survey says about a figure, as qualifier and whether the quantity stands.
_PRECISION = {
    "Nil (nothing produced)": "nil",
    "Figures not available": "not-available",
    "Quantity is more than 0 but less than 0.5": "negligible",
}
_UNKNOWN = frozenset({"not-available", "negligible"})

Row = dict[str, Any]


class BgsReader(CsvListReader):
    """Reads production by country and year."""

    name = "bgs"
    title = "BGS World Mineral Statistics: production by country and year, one file a mineral (CSV)"
    columns = COLUMNS
    words = "download of World Mineral Statistics"

    def tables(
        self,
        files: Sequence[Path],
        stamps: Sequence[FileStamp],
        reading: Reading,  # noqa: ARG002 - what is wrong with a row the check of the table says
        progress: Progress,
    ) -> Iterator[Batch]:
        """The statistics as source, the minerals, then production, file by file."""
        return _tables(files, stamps, progress)


def _tables(files: Sequence[Path], stamps: Sequence[FileStamp], progress: Progress) -> Iterator[Batch]:
    yield "sources", frame_of("sources", [_source(stamps)])
    yield "products", frame_of("products", _products(files))
    done = 0
    for path in files:
        frame = frame_of("provisions", (_provision(line, path.name) for line in _lines(path)))
        done += frame.height
        progress(done, None, "rows")
        yield "provisions", frame


def _lines(path: Path) -> Iterator[Line]:
    """Lines about production; there are no others so far, and other statistics would be other tables."""
    return (line for line in lines_of(path, "utf-8", COLUMNS) if line.cells["bgs_statistic_type_trans"] == "Production")


def _products(files: Sequence[Path]) -> Iterator[Row]:
    """Commodities, and the parts of those that have parts, each at the place it first stands."""
    first: dict[tuple[str, str], tuple[str, Line]] = {}
    for path in files:
        for line in _lines(path):
            first.setdefault(
                (line.cells["bgs_commodity_trans"], line.cells["bgs_sub_commodity_trans"]), (path.name, line)
            )
    for (commodity, part), (file, line) in first.items():
        name = f"{commodity}: {part}" if part else commodity
        content = line.cells["units"].partition(" (")[2].rstrip(")")
        yield {
            "id": _product(commodity, part),
            "name": f"{name} ({content})" if content == "metal content" else name,
            "kind": "material",
            "technology": "critical-minerals",
            "variant_of": [_product(commodity, "")] if part and (commodity, "") in first else None,
            "identifiers": [f"bgs:{name}"],
            "source": SOURCE,
            "locator": f"{file} row {line.number}",
        }


def _product(commodity: str, part: str) -> str:
    return f"product:bgs.{slug(f'{commodity} {part}')}"


def _provision(line: Line, file: str) -> Row:
    cells, locator = line.cells, f"{file} row {line.number}"
    qualifier = _qualifier(cells, locator)
    quantity = None if qualifier in _UNKNOWN else _number(cells["quantity"], locator)
    return {
        "product": _product(cells["bgs_commodity_trans"], cells["bgs_sub_commodity_trans"]),
        "provider": _provider(cells["country_trans"], cells["country_iso3_code"]),
        "quantity": quantity,
        "unit": None if quantity is None else _unit(cells["units"], locator),
        "basis": "volume",
        "period": cells["year"][:4],
        "figure": cells["quantity_in_book_style"] or None,
        "qualifier": qualifier,
        "source": SOURCE,
        "locator": locator,
        "note": cells["concat_figure_notes_text"].replace("|", " ") or None,
    }


def _qualifier(cells: dict[str, str], locator: str) -> str:
    said = cells["data_precision_description"]
    if said:
        if said not in _PRECISION:
            raise UnreadableFile(f"The remark {said!r} is not known.", "The format of the survey has changed.", locator)
        return _PRECISION[said]
    return "estimated" if "Estimates." in cells["concat_figure_notes_text"] else "exact"


@cache
def _provider(name: str, code: str) -> str:
    """The name as printed, as a country or as an area; the code only where nobody knows the name."""
    if country_of(name) is not None:
        return f"country:{name}"
    if area_of(name) is not None:
        return f"area:{name}"
    return f"country:{code if country_of(code) is not None else name}"


def _number(printed: str, locator: str) -> float:
    try:
        return float(printed)
    except ValueError:
        raise UnreadableFile(
            f"The quantity {printed!r} is no number.", "The format of the survey has changed.", locator
        ) from None


def _unit(words: str, locator: str) -> str:
    unit = unit_of(words)
    if unit is None:
        raise UnreadableFile(
            f"The unit {words!r} is not known.", "Ask for it to be added to the list of units.", locator
        )
    return unit


def _source(stamps: Sequence[FileStamp]) -> Row:
    return {
        "id": SOURCE,
        "title": "World Mineral Statistics 1971-2023",
        "kind": "official-statistics",
        "publisher": "British Geological Survey",
        "published_on": "2025",
        "url": "https://www.bgs.ac.uk/mineralsuk/statistics/world-mineral-statistics/",
        "language": "en",
        "licence": "Open Government Licence; contains British Geological Survey materials, copyright UKRI",
        "sha256": stamps[0].sha256 if len(stamps) == 1 else None,
        "source": SOURCE,
        "locator": ", ".join(stamp.name for stamp in stamps),
    }
