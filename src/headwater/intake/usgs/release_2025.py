"""The 2025 release: a wide table in UTF-8 with a byte order mark, a line for each country and table, two years beside.

Commodities and tables have other names than in the release after it; those that mean the same get the later name, so
that the two releases speak of one product. Spelling mistakes of the release are in the tables below as they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from headwater.intake.rows import Line
from headwater.intake.usgs.entry import Entry
from headwater.intake.usgs.figures import Figure, figure_of, provider_of
from headwater.standard.units import unit_of

ENCODING = "utf-8-sig"
COLUMNS = (
    "SOURCE", "COMMODITY", "COUNTRY", "TYPE", "UNIT_MEAS", "PROD_2023", "PROD_EST_ 2024", "PROD_NOTES", "CAP_2023",
    "CAP_EST_ 2024", "CAP_NOTES",
)  # fmt: skip

_COMMODITIES = {
    "Abrasives": "Abrasives (Manufactured)",
    "Feldspar": "Feldspar And Nepheline Syenite",
    "Gemanium": "Germanium",
    "Graphite": "Graphite (Natural)",
    "Niobium": "Niobium (Columbium)",
    "Nitrogen(fixed) - Ammonia": "Nitrogen (Fixed) Ammonia",
    "Talc, crude": "Talc And Pyrophyllite",
    "Zirconium and Hafnium": "Zirconium",
}
# For each type that does not name its table before the comma: the commodity where the type says it, and the table.
_TABLES: dict[str, tuple[str | None, str]] = {
    "Boron all types": (None, "Production All forms"),
    "Clinker capacity, estimated": (None, "Clinker capacity"),
    "Magnesium smelter production": (None, "Smelter production"),
    "Mine poduction, Bentonite": (None, "Mine production: Bentonite"),
    "Mine poduction, Fuller's earth": (None, "Mine production: Fuller's earth"),
    "Mine poduction, Kaolin": (None, "Mine production: Kaolin"),
    "Mine production, Palladium content": ("Palladium", "Mine production"),
    "Mine production, Platinum content": ("Platinum", "Mine production"),
    "Mine production, bauxite, dry tons": ("Bauxite", "mine production"),
    "Mine production, ilmentite, titanium dioxide (TiO2) content": (None, "Mine production: Ilmenite"),
    "Mine production, iron content": (None, "Mine production: Iron content"),
    "Mine production, mica scrap and flake": (None, "Mica (Scrap and flake): production"),
    "Mine production, mica sheet": (None, "Mica (Sheet): Mine production"),
    "Mine production, natural": (None, "Mine production: Natural"),
    "Mine production, rutile, titanium dioxide (TiO2) content": (None, "Mine production: Rutile"),
    "Mine production, usable ore": (None, "Mine production: Usable ore"),
    "Mine production, zirconium, gross weight": (None, "Zirconium mineral concentrates, mine production"),
    "Pigment Capacity": ("Tio2 Pigment", "TiO2 Pigment Capacity"),
    "Plant capacity, fused aluminum oxide": (None, "Fused aluminum oxide"),
    "Plant capacity, silicon carbide": (None, "Silicon carbide"),
    "Plant production, Ferosilicon, silicon content": (None, "Ferrosilicon"),
    "Plant production, arsenic trioxide or calculated equivalent.": (None, "Production"),
    "Plant production, lime": (None, "Production"),
    "Plant production, silicon metal": (None, "Silicon metal"),
    "Production, Synthetic": (None, "Mine production: synthetic"),
    "Production, all forms, sulfur content": (None, "Production, all forms"),
    "Refinery production, alumina - calcined equivalent weights": ("Alumina", "refinery production"),
    "Soda ash, natural, mine production": (None, "Mine production: Natural"),
    "Soda ash, total natural and synthetic": (None, "Mine production: natural and synthetic"),
    "Sponge Metal Production": ("Titanium Sponge Metal", "Titanium sponge metal production"),
}
_TOTALS_OF_TWO = {"World total (ilmenite and rutile, rounded)": "Mine production: ilmenite and rutile"}
# Tables whose unit cannot be right: the release after it gives nearly the same numbers in thousand metric tons.
_DOUBTED_UNITS = frozenset(
    {
        ("Sand and gravel (industrial)", "Mine production, estimated"),
        ("Titanium Mineral Concentrates", "Mine production, ilmentite, titanium dioxide (TiO2) content"),
        ("Titanium Mineral Concentrates", "Mine production, rutile, titanium dioxide (TiO2) content"),
    }
)
_DOUBT = "unit as printed; the release of 2026 gives this table in thousand metric tons"
_YEARS = (("PROD_2023", "2023"), ("PROD_EST_ 2024", "2024"), ("CAP_2023", "2023"), ("CAP_EST_ 2024", "2024"))
_NO_TOTAL = "xx"


def entries(lines: Sequence[Line], file: str) -> Iterator[Entry]:
    """Figures of the world tables. A column without any figure in a table does not belong to it and is left out."""
    tidy = [Line(line.number, {name: " ".join(cell.split()) for name, cell in line.cells.items()}) for line in lines]
    filled = {(*_table(line), column) for line in tidy for column, _ in _YEARS if line.cells[column]}
    units = {_table(line): line.cells["UNIT_MEAS"] for line in tidy if line.cells["UNIT_MEAS"]}
    mixed = {_table(line) for line in tidy if line.cells["PROD_NOTES"].casefold() == _NO_TOTAL}
    for line in tidy:
        for column, year in _YEARS:
            if (*_table(line), column) in filled:
                yield _entry(line, column, year, file, units[_table(line)], mixed=_table(line) in mixed)


def _table(line: Line) -> tuple[str, str]:
    return line.cells["COMMODITY"], line.cells["TYPE"]


def _entry(line: Line, column: str, year: str, file: str, table_unit: str, *, mixed: bool) -> Entry:
    cells = line.cells
    kind = "PROD" if column.startswith("PROD") else "CAP"
    commodity, stage = names_of(cells["COMMODITY"], cells["TYPE"])
    provider, remark = provider_of(cells["COUNTRY"])
    if mixed and remark:  # no total can be made of what the lines list: each is a product of its own
        stage, remark = f"{stage}: {remark}", None
    doubted = _table(line) in _DOUBTED_UNITS
    guessed = "" if cells["UNIT_MEAS"] else f"unit of the other lines: {table_unit}"
    notes = [cells[f"{kind}_NOTES"], guessed, _DOUBT if doubted else ""]
    return Entry(
        commodity=commodity,
        stage=_TOTALS_OF_TWO.get(cells["COUNTRY"], stage),
        provider=provider,
        basis="capacity" if kind == "CAP" or "capacity" in cells["TYPE"].casefold() else "volume",
        period=year,
        printed=cells[column],
        figure=_figure(cells, column, year, cells[f"{kind}_NOTES"]),
        unit=table_unit if unit_of(cells["UNIT_MEAS"]) is None else cells["UNIT_MEAS"],
        locator=f"{file} row {line.number}",
        remark=remark,
        note="; ".join(note for note in notes if note) or None,
        confidence="low" if doubted else None,
    )


def names_of(commodity: str, kind: str) -> tuple[str, str]:
    """Commodity and table as the later release calls them."""
    if commodity == "Perlite":
        return commodity, "Production"
    other, stage = _TABLES.get(kind, (None, kind.partition(",")[0].strip()))
    return other or _COMMODITIES.get(commodity, commodity), stage[:1].upper() + stage[1:]


def _figure(cells: dict[str, str], column: str, year: str, note: str) -> Figure:
    if not cells[column]:
        return _missing(note.casefold())
    words = note.casefold()
    if re.match(r"rep\w*ed\b", words):  # "reported", once misspelt
        return figure_of(cells[column])
    noted = words.startswith("estimated") and (year in words or "20" not in words)
    return figure_of(cells[column], estimated=noted or "EST" in column or "estimated" in cells["TYPE"])


def _missing(note: str) -> Figure:
    """Why a cell is empty, where the notes say so."""
    if note.startswith("w for"):
        return Figure(None, "withheld")
    if note.startswith("less than 1/2 unit"):
        return Figure(None, "negligible")
    return Figure(None, "not-available")
