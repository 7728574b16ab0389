"""Findings as a file: CSV, JSON, Parquet, XLSX or SDMX-CSV, by its ending."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl

from headwater.errors import BadQuestion
from headwater.exports.csv_tables import flat
from headwater.exports.placing import write_file
from headwater.exports.sdmx import write_findings_as_sdmx
from headwater.exports.xlsx import fill_workbook

_SDMX = ".sdmx.csv"
_ENDINGS = (".csv", ".json", ".parquet", ".xlsx", _SDMX)


def write_findings(findings: pl.DataFrame, target: Path, *, force: bool = False) -> list[Path]:
    """Write findings to `target`, whole or not at all, and return the files written.

    `.sdmx.csv` has the structure of the data written beside it. `BadQuestion` where the ending is none of these.
    """
    if target.name.endswith(_SDMX):
        return write_findings_as_sdmx(findings, target, force=force)
    if target.suffix not in _ENDINGS:
        raise BadQuestion(f"{target.name} has no ending that says its format.", valid=_ENDINGS)
    return write_file(target, lambda path: _fill(findings, path), force=force)


def _fill(findings: pl.DataFrame, path: Path) -> None:
    if path.suffix == ".parquet":
        findings.write_parquet(path)
    elif path.suffix == ".csv":
        flat(findings).write_csv(path)
    elif path.suffix == ".xlsx":
        fill_workbook(path, {"findings": findings})
    else:
        path.write_text(json.dumps(findings.to_dicts(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
