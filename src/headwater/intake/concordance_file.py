"""A correlation of two editions of the HS as a file: CSV, or a workbook with a sheet of correlations."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from headwater.errors import UnreadableFile
from headwater.standard.concordance import Concordance, concordance_of


def concordance_in(path: Path) -> Concordance:
    """The concordance a file holds; `UnreadableFile` says what is wrong with it.

    Of a workbook the sheet whose name says correlation is read (one of conversions gives each code one other, which is
    what this is not), or else the only one.
    """
    rows = _workbook(path) if path.suffix.lower() in {".xlsx", ".xls"} else _text(path)
    return concordance_of(rows, path.name)


def _text(path: Path) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    except (OSError, UnicodeDecodeError, csv.Error):
        raise UnreadableFile("The file cannot be read as CSV in UTF-8.", "Check the name.", str(path)) from None


def _workbook(path: Path) -> list[list[object]]:
    try:
        book = CalamineWorkbook.from_path(str(path))
        named = [name for name in book.sheet_names if "correlation" in name.lower()] or list(book.sheet_names)
        if len(named) > 1:
            raise UnreadableFile(
                f"Several sheets may be meant: {', '.join(named)}.", "Keep the one of correlations.", path.name
            )
        return [list(row) for row in book.get_sheet_by_name(named[0]).to_python()]
    except (CalamineError, OSError):
        raise UnreadableFile("The workbook cannot be read.", "Check the name, or save it as CSV.", path.name) from None
