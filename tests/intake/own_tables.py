"""Own tables for tests: a small valid folder, and ways to write one table in every format."""

from pathlib import Path

import polars as pl
import xlsxwriter

from headwater.standard.frames import reader_schema
from headwater.standard.tables import table

SOURCES = "id,title,source,locator\nsource:survey,A survey of lenses,source:survey,title page\n"
PROVISIONS = (
    "product,provider,share,basis,period,source,locator\n"
    "product:lens,country:NLD,0.6,sales,2024,source:survey,page 1\n"
    "product:lens,country:JPN,0.4,sales,2024,source:survey,page 1\n"
)


def folder_with(tmp_path: Path, **files: str) -> Path:
    """A folder of CSV files named after the keyword."""
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    return tmp_path


def cells_of(frame: pl.DataFrame) -> list[list[str | None]]:
    """A frame as cells of text, lists joined by `;`, as CSV and XLSX have them."""
    texts = frame.select(
        [
            pl.col(name).list.join(";") if dtype == pl.List(pl.String) else pl.col(name).cast(pl.String)
            for name, dtype in frame.schema.items()
        ]
    )
    return [list(row) for row in texts.rows()]


def write_csv(frame: pl.DataFrame, path: Path, separator: str = ",") -> None:
    """The frame as CSV."""
    texts = pl.DataFrame(cells_of(frame), schema=dict.fromkeys(frame.columns, pl.String), orient="row")
    texts.write_csv(path, separator=separator)


def write_xlsx(frame: pl.DataFrame, path: Path, sheet: str) -> None:
    """The frame as a sheet of a workbook: numbers as numbers, everything else as text."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet(sheet)
        page.write_row(0, 0, frame.columns)
        numbers = [frame.schema[name].is_numeric() for name in frame.columns]
        for place, (row, texts) in enumerate(zip(frame.rows(), cells_of(frame), strict=True), 1):
            for column, (value, text, is_number) in enumerate(zip(row, texts, numbers, strict=True)):
                if text is None:
                    continue
                if is_number:
                    page.write_number(place, column, value)
                else:
                    page.write_string(place, column, text)


def frame(table_name: str, rows: list[dict]) -> pl.DataFrame:
    """Rows as a frame of the standard."""
    return pl.DataFrame(rows, schema=dict(reader_schema(table(table_name))))
