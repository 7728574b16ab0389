"""Rows of the standard, from plain dicts or from own-table CSV files, with nothing but Polars."""

from pathlib import Path

import polars as pl

from headwater.standard.frames import reader_schema
from headwater.standard.tables import TABLE_NAMES, table


def frame(name: str, rows: list[dict]) -> pl.DataFrame:
    """A frame as a reader would give it; columns that a row leaves out are null."""
    return pl.DataFrame(rows, schema=dict(reader_schema(table(name))), orient="row")


def rows_of_folder(folder: Path) -> dict[str, pl.DataFrame]:
    """Every table of the standard that has a CSV file in the folder."""
    return {name: _read(name, folder / f"{name}.csv") for name in TABLE_NAMES if (folder / f"{name}.csv").is_file()}


def _read(name: str, path: Path) -> pl.DataFrame:
    raw = pl.read_csv(path, infer_schema=False)
    cells = {}
    for column, kind in reader_schema(table(name)).items():
        if column not in raw.columns:
            cells[column] = pl.lit(None, dtype=kind)
        elif kind == pl.List(pl.String):
            cells[column] = pl.col(column).str.split(";")
        elif kind == pl.Boolean:
            cells[column] = pl.col(column) == "true"
        else:
            cells[column] = pl.col(column).cast(kind)
    return raw.select(**cells)
