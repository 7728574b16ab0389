"""A log as it would stand with one more entry: rows somebody may add, or a retraction. Nothing is written.

Whatever reads a log can read a candidate, so that what would change is found by the very code that resolves the map.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NoReturn

import polars as pl

from headwater.claims.log import ClaimLog, Ranges, Summary
from headwater.claims.model import Contribution, TableStamp
from headwater.standard.frames import claim_schema
from headwater.standard.tables import table

CANDIDATE = "candidate"
"""Stands for the id a contribution would get; claims of it read `candidate:TABLE:ROW`."""

_LATEST = datetime(9999, 12, 31, tzinfo=UTC)


class Candidate:
    """The `ClaimLog` of a log and `rows` besides, or less what `retracts` names. It takes no writes: `TypeError`.

    `rows` are by table, in the columns of `frames.reader_schema`.
    """

    def __init__(
        self, log: ClaimLog, rows: Mapping[str, pl.DataFrame] | None = None, *, retracts: str | None = None
    ) -> None:
        self._log = log
        self._rows = {name: _stamped(name, frame) for name, frame in (rows or {}).items()}
        self._entry = _entry(self._rows, retracts)
        self._before = log.contributions()

    def contributions(self) -> tuple[Contribution, ...]:
        """The log as it stood, and the entry that may come."""
        return (*self._before, self._entry)

    def claims(self, table: str, *, within: Ranges | None = None) -> pl.LazyFrame:
        """The rows of the log, and those that may come."""
        claims = self._log.claims(table, within=within)
        return pl.concat([claims, self._rows[table].lazy()]) if table in self._rows else claims

    def summary(self, contribution: str, summary: Summary) -> pl.DataFrame:
        """Of the log's own contributions, and of the rows that may come."""
        if contribution != CANDIDATE:
            return self._log.summary(contribution, summary)
        return summary.work_out(self._rows[summary.table].lazy())

    def record(self, *_: object, **__: object) -> NoReturn:
        """Refuse."""
        raise TypeError("a candidate is only looked at")

    record_once = retract = verify = record


def _stamped(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(
        pl.lit(CANDIDATE).alias("contribution"),
        pl.lit(CANDIDATE).alias("contributor"),
        pl.lit(_LATEST, dtype=pl.Datetime("us", "UTC")).alias("recorded_at"),
        pl.int_range(rows.height, dtype=pl.Int64).alias("row"),
    ).select(list(claim_schema(table(name))))


def _entry(rows: Mapping[str, pl.DataFrame], retracts: str | None) -> Contribution:
    return Contribution(
        id=CANDIDATE,
        kind="add" if retracts is None else "retract",
        contributor=CANDIDATE,
        recorded_at=_LATEST,
        format="",
        files=(),
        tables=tuple(TableStamp(name, frame.height, "") for name, frame in rows.items()),
        retracts=retracts,
        note=None,
        previous="",
        hash="",
    )
