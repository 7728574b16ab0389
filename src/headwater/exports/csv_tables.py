"""CSV: one file per table, lists joined by `;`, and `datapackage.json` that says what every column is.

Cells are written verbatim, also those that begin with `=`, `+`, `-` or `@`: a guard character before them would come
back as part of the value when the file is read again. Software that runs such cells as formulas should be given the
Parquet files, or told to open the columns as text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from headwater.errors import BadInput
from headwater.exports.datapackage import claims_package, map_package
from headwater.exports.placing import fill_parts, write_folder
from headwater.supply_map import MAP_TABLES, SupplyMap

LIST_SEPARATOR = ";"


class CsvWriter:
    """A folder with `TABLE.csv` for every table of the map, and a Data Package descriptor."""

    name = "csv"
    title = "folder of CSV files with a Data Package descriptor"
    suffix = ""
    media_type = "application/zip"

    def write(self, supply_map: SupplyMap, target: Path, *, force: bool = False) -> list[Path]:
        """See `Writer.write`."""
        tables = {name: supply_map[name] for name in MAP_TABLES}
        return write_folder(target, lambda folder: _fill(folder, tables, map_package(tables)), force=force)

    def write_claims(
        self, parts: Sequence[Mapping[str, pl.DataFrame]], target: Path, *, force: bool = False
    ) -> list[Path]:
        """See `ClaimWriter.write_claims`."""
        for tables in parts:
            for name, frame in tables.items():
                _refuse_separators(name, frame)
        return write_folder(target, lambda folder: fill_parts(folder, parts, _fill_claims), force=force)


def _fill_claims(folder: Path, tables: Mapping[str, pl.DataFrame]) -> None:
    _fill(folder, tables, claims_package(tables))


def _fill(folder: Path, tables: Mapping[str, pl.DataFrame], descriptor: dict[str, Any]) -> None:
    for name, frame in tables.items():
        flat(frame).write_csv(folder / f"{name}.csv")
    text = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def flat(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with every list joined into one text; an empty list becomes an empty cell."""
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    joined = (pl.col(name).list.join(LIST_SEPARATOR) for name in lists)
    return frame.with_columns(pl.when(text != "").then(text) for text in joined)


def _refuse_separators(name: str, frame: pl.DataFrame) -> None:
    """A list value that holds the separator would come back as two: say so instead of changing it."""
    for column, kind in frame.schema.items():
        if not isinstance(kind, pl.List):
            continue
        values = frame[column].explode().drop_nulls()
        bad = values.filter(values.str.contains(LIST_SEPARATOR, literal=True))
        if bad.len():
            raise BadInput(
                f"{bad.len()} values of {name}.{column} hold the list separator {LIST_SEPARATOR!r}.",
                "Export the claims with --to parquet, which keeps lists as lists.",
            )
