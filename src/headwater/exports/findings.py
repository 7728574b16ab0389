"""Findings as a file: CSV, JSON or Parquet, by its ending."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl

from headwater.errors import BadQuestion
from headwater.exports.csv_tables import flat
from headwater.exports.placing import write_file

_ENDINGS = (".csv", ".json", ".parquet")


def write_findings(findings: pl.DataFrame, target: Path, *, force: bool = False) -> list[Path]:
    """Write findings to `target`, whole or not at all; `BadQuestion` where the ending is none of the three."""
    if target.suffix not in _ENDINGS:
        raise BadQuestion(f"{target.name} has no ending that says its format.", valid=_ENDINGS)
    return write_file(target, lambda path: _fill(findings, path), force=force)


def _fill(findings: pl.DataFrame, path: Path) -> None:
    if path.suffix == ".parquet":
        findings.write_parquet(path)
    elif path.suffix == ".csv":
        flat(findings).write_csv(path)
    else:
        path.write_text(json.dumps(findings.to_dicts(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
