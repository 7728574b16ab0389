"""The reader of our own tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from headwater.claims.model import FileStamp
from headwater.errors import BadInput, UnknownFormat
from headwater.intake.checking import Checking
from headwater.intake.files import gather, head_of, stamp, stamp_text
from headwater.intake.own.columns import STORE_NAMES, check_columns, split_header, table_named, table_of, table_with
from headwater.intake.own.csv_file import open_csv
from headwater.intake.own.parquet_file import open_parquet
from headwater.intake.own.sheet import Sheet
from headwater.intake.own.xlsx_file import open_xlsx, sheet_names
from headwater.standard.tables import TABLE_NAMES, Table
from headwater.standard.typed import typed
from headwater.workflows.reading import Progress, Reading, no_progress

_OPEN: Mapping[str, Callable[[Path], list[Sheet]]] = {
    ".csv": open_csv,
    ".tsv": open_csv,
    ".parquet": open_parquet,
    ".xlsx": open_xlsx,
}


class OwnReader:
    """Reads files in the standard's own columns; says of itself that it is for tables of the standard."""

    name = "own"
    title = "tables of the standard as CSV, Parquet or XLSX, one file or a folder"

    def recognises(self, paths: Sequence[Path]) -> bool:
        """Whether any of the files is named after a table or has the columns of one."""
        try:
            return any(_looks_own(path) for path in gather(paths))
        except (BadInput, OSError):
            return False

    def read(self, paths: Sequence[Path], progress: Progress = no_progress) -> Reading:
        """Open all files, check their bytes and columns, and give their rows in the order of the standard's tables."""
        files = [path for path in gather(paths) if _wanted(path, alone=not any(p.is_dir() for p in paths))]
        stamps = tuple(_stamp(path, progress) for path in files)
        opened: list[tuple[Table, Sheet]] = []
        for path in files:
            for sheet in _OPEN[path.suffix.lower()](path):
                definition = table_of(sheet.name, sheet.columns, sheet.file)
                check_columns(definition, sheet.columns, sheet.file)
                opened.append((definition, sheet))
        if not opened:
            raise UnknownFormat(
                "There is no table of the standard in it.",
                "Name files after tables, such as provisions.csv.",
                ", ".join(path.name for path in paths),
                TABLE_NAMES,
            )
        opened.sort(key=lambda pair: TABLE_NAMES.index(pair[0].name))
        reading = Reading(stamps, iter(()))
        reading.batches = _batches(opened, reading, progress)
        return reading


def _batches(
    opened: list[tuple[Table, Sheet]], reading: Reading, progress: Progress
) -> Iterator[tuple[str, pl.DataFrame]]:
    """Rows of all tables, checked; what is wrong is noted in the reading."""
    checking, done = Checking(reading), 0
    for definition, sheet in opened:
        for cells, first_row in sheet.batches():
            frame = _good_rows(definition, sheet, cells, first_row, checking)
            done += cells.height
            progress(done, None, "rows")
            if frame.height:
                yield definition.name, frame


def _good_rows(
    definition: Table, sheet: Sheet, cells: pl.DataFrame, first_row: int, checking: Checking
) -> pl.DataFrame:
    """Rows with the standard's types; blank rows, and rows with unreadable or forbidden cells, are left out."""
    rows = pl.int_range(first_row, first_row + cells.height, eager=True)
    cells = cells.drop([name for name in cells.columns if name in STORE_NAMES])
    blank = cells.select(pl.all_horizontal(pl.all().is_null()).alias("blank")).to_series()
    if blank.any():
        cells, rows = cells.filter(~blank), rows.filter(~blank)
    done = typed(definition, cells, sheet.file, rows)
    frame = done.frame
    if done.problems:
        checking.reject(cells, done.bad, done.problems, sheet.file, rows)
        frame, rows = frame.filter(~done.bad), rows.filter(~done.bad)
    return checking.good(definition.name, _with_locator(frame, rows, sheet.place or sheet.file), sheet.file, rows)


def _with_locator(frame: pl.DataFrame, rows: pl.Series, place: str) -> pl.DataFrame:
    """Fill empty locators with the place of the row: that is exactly where the statement stands."""
    if not frame["locator"].has_nulls():
        return frame
    here = (pl.lit(f"{place} row ") + rows.cast(pl.String)).alias("locator")
    return frame.with_columns(pl.col("locator").fill_null(here))


def _wanted(path: Path, *, alone: bool) -> bool:
    """Of a folder only what is named or made like a table; a file named by itself is always meant."""
    if alone and path.suffix.lower() not in _OPEN:
        raise UnknownFormat("This is no table.", "Give CSV, Parquet or XLSX.", path.name, tuple(_OPEN))
    return alone or _looks_own(path)


def _looks_own(path: Path) -> bool:
    """Whether the file is named after a table or has the columns of one; what cannot be read does not look like one."""
    ending = path.suffix.lower()
    if ending not in _OPEN:
        return False
    if table_named(path.stem) is not None:
        return True
    try:
        return _has_table(path, ending)
    except (BadInput, OSError, pl.exceptions.PolarsError):
        return False


def _has_table(path: Path, ending: str) -> bool:
    if ending == ".xlsx":
        return any(table_named(name) for name in sheet_names(path))
    if ending == ".parquet":
        return table_with(list(pl.read_parquet_schema(path))) is not None
    head = head_of(path).decode("utf-8", errors="replace").lstrip("\ufeff")
    return table_with(split_header(head.partition("\n")[0].rstrip("\r"), path.name)[1]) is not None


def _stamp(path: Path, progress: Progress) -> FileStamp:
    return stamp_text(path, progress) if path.suffix.lower() in {".csv", ".tsv"} else stamp(path, progress)
