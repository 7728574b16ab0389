"""The log protocol: what every store of claims can do. `storage` keeps it; everybody else asks for this."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import polars as pl

from headwater.claims.model import Contribution, FileStamp


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify` found: how much was checked, and each place where the bytes are not what was recorded."""

    contributions: int
    rows: int
    uncommitted_rows: int
    damage: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether every recorded byte is what its hash says."""
        return not self.damage


class ClaimLog(Protocol):
    """An append-only log of contributions and their claims."""

    def record(
        self,
        batches: Iterable[tuple[str, pl.DataFrame]],
        *,
        contributor: str,
        recorded_at: datetime,
        format_name: str,
        files: Sequence[FileStamp] = (),
        note: str | None = None,
    ) -> Contribution:
        """Append checked rows, table by table, and then the entry that makes them count.

        Frames have the columns of `frames.reader_schema`. Either everything is recorded, or nothing counts.
        Raises `StoreUnwritable` or `StoreBusy`.
        """
        ...

    def retract(
        self, contribution: str, *, contributor: str, recorded_at: datetime, note: str | None = None
    ) -> Contribution:
        """Take a contribution back: from now on its rows do not count. `NotFound` where there is none that counts."""
        ...

    def contributions(self) -> tuple[Contribution, ...]:
        """The log, oldest first."""
        ...

    def claims(self, table: str) -> pl.LazyFrame:
        """Every committed row of a table (columns of `frames.claim_schema`), retracted ones included."""
        ...

    def verify(self) -> Verification:
        """Check every recorded byte against the chain of hashes."""
        ...
