"""Own tables as XLSX: one sheet a table, values only."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl
from python_calamine import CalamineError, CalamineWorkbook

from headwater.errors import BadRows, Problem, UnreadableFile
from headwater.intake.own.columns import table_named
from headwater.intake.own.sheet import Sheet

MOST_FORMULAS = 1_000
_AGAIN = "Save it again as XLSX, or give CSV or Parquet."
_BLOCK_BYTES = 1 << 20


def sheet_names(path: Path) -> list[str]:
    """Names of the sheets; `UnreadableFile` where it is no workbook."""
    return list(_workbook(path).sheet_names)


def open_xlsx(path: Path) -> list[Sheet]:
    """Every sheet that is named after a table, or the only sheet there is; sheets of notes are left alone."""
    book = _workbook(path)
    names = [name for name in book.sheet_names if table_named(name) is not None]
    if not names and len(book.sheet_names) == 1:
        names = list(book.sheet_names)
    _refuse_formulas(path, names)
    try:
        cells = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    except (CalamineError, OSError):
        raise UnreadableFile("The workbook is damaged.", _AGAIN, path.name) from None
    return [_sheet(path, name, rows) for name, rows in cells.items() if rows]


def _workbook(path: Path) -> CalamineWorkbook:
    try:
        with zipfile.ZipFile(path) as archive:
            inside = set(archive.namelist())
        if not {"[Content_Types].xml", "xl/workbook.xml"} <= inside:
            raise UnreadableFile("The file is a zip archive of something else, no workbook.", _AGAIN, path.name)
        return CalamineWorkbook.from_path(str(path))
    except (zipfile.BadZipFile, CalamineError, OSError, EOFError):
        raise UnreadableFile("The file is no whole XLSX workbook.", _AGAIN, path.name) from None


def _sheet(path: Path, name: str, cells: Sequence[Sequence[object]]) -> Sheet:
    top = next((place for place, row in enumerate(cells) if any(cell not in ("", None) for cell in row)), 0)
    header = ["" if cell is None else str(cell).strip() for cell in cells[top]]
    while header and not header[-1]:
        header.pop()
    rows = cells[top + 1 :]
    columns = [pl.Series(str(place), [_text(row[place]) for row in rows], pl.String) for place in range(len(header))]

    def batches() -> Iterator[tuple[pl.DataFrame, int]]:
        yield pl.DataFrame([column.alias(title) for column, title in zip(columns, header, strict=True)]), top + 2

    return Sheet(
        path.name, name if table_named(name) is not None else path.stem, header, batches, f"{path.name} {name}"
    )


def _text(cell: object) -> str | None:
    """A cell as our CSV would have it: whole numbers without decimals, days as ISO, empty as null."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, (dt.date, dt.datetime)):
        return cell.isoformat()
    return str(cell)


def _refuse_formulas(path: Path, names: list[str]) -> None:
    """`BadRows` with the address of every formula and error: a formula's value depends on what is not in the cell."""
    if not _has_formulas(path):
        return
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to load, and wanted only to name the cells

    book = load_workbook(path, read_only=True)
    found = [
        (f"{name}!{cell.coordinate}", _WHAT[cell.data_type], cell.row, str(cell.value))
        for name in names
        for row in book[name].iter_rows()
        for cell in row
        if cell.data_type in _WHAT
    ]
    book.close()
    if found:
        problems = [
            Problem(f"The cell {address} is {what}.", _PASTE, path.name, row, None, value)
            for address, what, row, value in found[:MOST_FORMULAS]
        ]
        places = ", ".join(address for address, *_ in found[:5])
        count = "1 cell is" if len(found) == 1 else f"{len(found):,} cells are"
        raise BadRows(f"{count} no plain value: {places}.", _PASTE, path.name, problems=problems)


_WHAT = {"f": "a formula", "e": "an error"}
_MARKS = (b"<f>", b"<f ", b"<f/", b't="e"')  # a formula, and a cell that holds an error
_PASTE = "Replace formulas by their values (paste as values) and add the file again."


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(_holds(archive, name) for name in sheets)


def _holds(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a sheet's XML has one of the marks, looked for without unpacking it whole."""
    with archive.open(name) as member:
        rest = b""
        while block := member.read(_BLOCK_BYTES):
            text = rest + block
            if any(mark in text for mark in _MARKS):
                return True
            rest = text[-8:]
    return False
