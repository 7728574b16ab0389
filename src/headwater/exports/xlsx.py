"""XLSX: one workbook, a sheet per table. Text is written as text, whatever it begins with: no cell is a formula.

A cell that begins with `=`, `+`, `-` or `@` stays what it says, since it is stored as a string and not as a formula.
Lists are joined by `;` as in CSV. The bytes depend on the rows alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from headwater.errors import BadQuestion
from headwater.exports.csv_tables import flat
from headwater.exports.placing import write_file
from headwater.supply_map import MAP_TABLES, SupplyMap

MOST_ROWS = 1_048_575
"""Rows of a sheet below its header: the format's limit."""

MOST_LETTERS = 32_767
"""Letters of a cell: the format's limit."""

_CUT = " ... (cut: the format holds no more; see the Parquet or CSV file)"
_CREATED = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # no clock: the same rows give the same bytes
_NARROW, _WIDE = 10, 48


class XlsxWriter:
    """A workbook with a sheet for every table of the map that has rows."""

    name = "xlsx"
    title = "Excel workbook, a sheet per table of the map"
    suffix = ".xlsx"
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def write(self, supply_map: SupplyMap, target: Path, *, force: bool = False) -> list[Path]:
        """See `Writer.write`."""
        tables = {name: supply_map[name] for name in MAP_TABLES if supply_map[name].height}
        return write_file(
            target, lambda path: fill_workbook(path, tables or {"sources": supply_map["sources"]}), force=force
        )


def fill_workbook(path: Path, sheets: Mapping[str, pl.DataFrame]) -> None:
    """Write the frames as sheets; `BadQuestion` where one has more rows than a sheet holds."""
    for name, frame in sheets.items():
        if frame.height > MOST_ROWS:
            raise BadQuestion(
                f"{name} has {frame.height:,} rows; a sheet holds {MOST_ROWS:,}.", "Write Parquet or CSV instead."
            )
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": True,
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": _CREATED})
        head = book.add_format({"bold": True, "bottom": 1})
        for name, frame in sheets.items():
            _fill_sheet(book.add_worksheet(name[:31]), flat(frame), head)


def _fill_sheet(sheet: Any, frame: pl.DataFrame, head: Any) -> None:  # noqa: ANN401 - the library ships no types
    sheet.freeze_panes(1, 0)
    for place, (name, kind) in enumerate(frame.schema.items()):
        sheet.set_column(
            place,
            place,
            _WIDE
            if kind == pl.String and name in ("subject", "method", "verdict", "claims")
            else max(_NARROW, len(name) + 2),
        )
    sheet.write_row(0, 0, frame.columns, head)
    if frame.height:
        sheet.autofilter(0, 0, frame.height, frame.width - 1)
    for number, row in enumerate(frame.iter_rows(), 1):
        for place, value in enumerate(row):
            _write_cell(sheet, number, place, value)


def _write_cell(sheet: Any, row: int, column: int, value: object) -> None:  # noqa: ANN401 - the library ships no types
    """Unknown stays an empty cell; truth is a truth value; numbers are numbers; all else is text."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value)
    else:
        text = str(value)
        sheet.write_string(row, column, text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - len(_CUT)] + _CUT)
