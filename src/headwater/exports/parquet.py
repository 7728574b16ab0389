"""Parquet: one file per table, types kept, lists as lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from headwater.exports.placing import fill_parts, write_folder
from headwater.supply_map import MAP_TABLES, SupplyMap


class ParquetWriter:
    """A folder with `TABLE.parquet` for every table of the map."""

    name = "parquet"
    title = "folder of Parquet files, one per table of the map"
    suffix = ""
    media_type = "application/zip"

    def write(self, supply_map: SupplyMap, target: Path, *, force: bool = False) -> list[Path]:
        """See `Writer.write`."""
        return write_folder(target, lambda folder: _fill(folder, {n: supply_map[n] for n in MAP_TABLES}), force=force)

    def write_claims(
        self, parts: Sequence[Mapping[str, pl.DataFrame]], target: Path, *, force: bool = False
    ) -> list[Path]:
        """See `ClaimWriter.write_claims`."""
        return write_folder(target, lambda folder: fill_parts(folder, parts, _fill), force=force)


def _fill(folder: Path, tables: Mapping[str, pl.DataFrame]) -> None:
    for name, frame in tables.items():
        frame.write_parquet(folder / f"{name}.parquet", compression="zstd", statistics=True)
