"""The log protocol: what every store of claims can do. `storage` keeps it; everybody else asks for this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import polars as pl

from headwater.claims.model import Contribution, FileStamp

Ranges = Mapping[str, Sequence[tuple[str, str]]]
"""By column, first and last values, both included."""


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


@dataclass(frozen=True, slots=True)
class Recorded:
    """A contribution, and whether this call recorded it (False: its rows counted already)."""

    contribution: Contribution
    is_new: bool


@dataclass(frozen=True, slots=True)
class Summary:
    """A small table made of the rows of one contribution in one table and of nothing else, so it is never made twice.

    `name` stands for all it says: it changes whenever `work_out`, or what that makes, does. `work_out` takes the rows
    (columns of `frames.claim_schema`).
    """

    table: str
    name: str
    work_out: Callable[[pl.LazyFrame], pl.DataFrame]


class ClaimLog(Protocol):
    """An append-only log of contributions and their claims.

    Others may append while somebody reads. Each call sees a contribution whole or not at all, and never sees less than
    an earlier call did. Who reads several tables takes `contributions()` once, before them, and keeps to those ids.
    """

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

        Frames have the columns of `frames.reader_schema`. Either everything is recorded, or nothing counts; also where
        `batches` raises. `recorded_at` has a time zone. Raises `StoreUnwritable` or `StoreBusy`.
        """
        ...

    def record_once(
        self,
        batches: Iterable[tuple[str, pl.DataFrame]],
        *,
        contributor: str,
        recorded_at: datetime,
        format_name: str,
        files: Sequence[FileStamp] = (),
        note: str | None = None,
        check: Callable[[], None] | None = None,
    ) -> Recorded:
        """Like `record`, but where a contribution of this contributor that counts holds exactly the same rows.

        Then nothing is appended, and that contribution is returned. The same rows from somebody else are another voice.
        `check` is called just before the entry is appended, and no other entry can come between; what it raises leaves
        nothing recorded. It may read the log.
        """
        ...

    def retract(
        self, contribution: str, *, contributor: str, recorded_at: datetime, note: str | None = None
    ) -> Contribution:
        """Take a contribution back: from now on its rows do not count. `NotFound` where there is none that counts.

        A retraction is not retracted; to undo it, the rows are added again.
        """
        ...

    def contributions(self) -> tuple[Contribution, ...]:
        """The log, oldest first."""
        ...

    def claims(self, table: str, *, within: Ranges | None = None) -> pl.LazyFrame:
        """Every committed row of a table (columns of `frames.claim_schema`), retracted ones included, in log order.

        `within` gives ranges of columns (first and last value) that the caller is going to filter by: rows outside of
        all of them may then be missing, so that files that hold no other are not opened. It is a hint: they may be
        there still.
        """
        ...

    def summary(self, contribution: str, summary: Summary) -> pl.DataFrame:
        """What `summary` makes of a contribution's rows; a store may keep it, since these rows never change."""
        ...

    def verify(self) -> Verification:
        """Check every recorded byte against the chain of hashes; damage is reported, never raised."""
        ...
