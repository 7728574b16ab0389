"""A log of claims that keeps everything in memory and checks nothing: slow, obvious, and enough to make maps from."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import polars as pl

from headwater.claims.log import Verification
from headwater.claims.model import Contribution, TableStamp
from headwater.errors import NotFound
from headwater.standard.frames import claim_schema
from headwater.standard.tables import table

START = datetime(2026, 1, 1, tzinfo=UTC)


class InMemoryLog:
    """Implements `ClaimLog`. Contributions are called c0, c1... or what `ids` gives, one day apart from 2026-01-01."""

    def __init__(self, ids: Iterator[str] | None = None) -> None:
        self._ids = ids if ids is not None else (f"c{number}" for number in range(10**9))
        self._log: list[Contribution] = []
        self._claims: dict[str, list[pl.DataFrame]] = {}

    def add(self, rows: dict[str, pl.DataFrame], recorded_at: datetime | None = None) -> Contribution:
        """Record frames by table, as the test's own contributor."""
        when = recorded_at or START + timedelta(days=len(self._log))
        return self.record(rows.items(), contributor="tester", recorded_at=when, format_name="own")

    def take_back(self, contribution: str) -> Contribution:
        """Retract, one day after the last entry."""
        return self.retract(contribution, contributor="tester", recorded_at=START + timedelta(days=len(self._log)))

    def record(self, batches, *, contributor, recorded_at, format_name, files=(), note=None):
        identifier = next(self._ids)
        counts: dict[str, int] = {}
        for name, rows in batches:
            first = counts.get(name, 0)
            counts[name] = first + rows.height
            self._claims.setdefault(name, []).append(
                rows.with_columns(
                    pl.lit(identifier).alias("contribution"),
                    pl.int_range(first, first + rows.height, dtype=pl.Int64).alias("row"),
                    pl.lit(contributor).alias("contributor"),
                    pl.lit(recorded_at, dtype=pl.Datetime("us", "UTC")).alias("recorded_at"),
                ).select(*claim_schema(table(name)))
            )
        stamps = tuple(TableStamp(name, count, "") for name, count in counts.items())
        return self._append(
            Contribution(
                identifier,
                "add",
                contributor,
                recorded_at,
                format_name,
                tuple(files),
                stamps,
                None,
                note,
                "",
                identifier,
            )
        )

    def retract(self, contribution, *, contributor, recorded_at, note=None):
        if contribution not in {entry.id for entry in self._log if entry.kind == "add"}:
            raise NotFound(f"No contribution {contribution}.")
        identifier = f"r{len(self._log)}"
        return self._append(
            Contribution(
                identifier, "retract", contributor, recorded_at, "", (), (), contribution, note, "", identifier
            )
        )

    def contributions(self):
        return tuple(self._log)

    def claims(self, table_name, *, within=None):  # noqa: ARG002 - a hint
        empty = pl.DataFrame(schema=dict(claim_schema(table(table_name))))
        return pl.concat([empty, *self._claims.get(table_name, [])]).lazy()

    def summary(self, contribution, summary):
        return summary.work_out(self.claims(summary.table).filter(pl.col("contribution") == contribution))

    def verify(self):
        return Verification(len(self._log), sum(f.height for fs in self._claims.values() for f in fs), 0, ())

    def _append(self, entry):
        self._log.append(entry)
        return entry


class WithoutRows(InMemoryLog):
    """Another log without the rows whose disclosure is not among `visible`; what stays keeps its claim ids."""

    def __init__(self, log: InMemoryLog, visible: tuple[str, ...]) -> None:
        super().__init__()
        self._inner, self._visible = log, list(visible)

    def contributions(self):
        return self._inner.contributions()

    def claims(self, table_name, *, within=None):  # noqa: ARG002 - a hint
        return self._inner.claims(table_name).filter(pl.col("disclosure").fill_null("open").is_in(self._visible))
