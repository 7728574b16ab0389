"""Writing the rows of one contribution to data files, in bounded memory, with their digests on the way.

A batch is hashed and, beside that, written in the background while the reader makes the next one; never more than one
is behind.
Nothing written here counts before the contribution's entry is committed; what is given up is removed again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from functools import partial

import polars as pl

from headwater.claims.model import TableStamp
from headwater.standard.frames import claim_schema, reader_schema
from headwater.standard.tables import TABLE_NAMES, table
from headwater.storage.delta_table import DeltaFolder, NewFile, Range
from headwater.storage.digest import TableDigest
from headwater.storage.entries import Part
from headwater.storage.layout import part_name

ROWS_PER_GROUP = 65_536  # a query for one product reads few of them
ROWS_IN_MEMORY = 8 * ROWS_PER_GROUP  # of all tables together, before they are written out
ROWS_WORTH_THREADS = 10_000  # a batch of fewer is hashed before the threads have started
ZSTD_LEVEL = 1  # a quarter less work than the usual 3, for a tenth more bytes
RANGED = ("product", "period")  # columns by which readers of a table leave files out


class PartWriter:
    """Takes the batches of one contribution; `finish` leaves its data files and stamps."""

    def __init__(
        self, folder_of: Callable[[str], DeltaFolder], contribution: str, contributor: str, recorded_at: datetime
    ) -> None:
        self._folder_of = folder_of
        self._contribution = contribution
        self._stamp = (
            pl.lit(contribution).alias("contribution"),
            pl.lit(contributor).alias("contributor"),
            pl.lit(recorded_at, dtype=pl.Datetime("us", "UTC")).alias("recorded_at"),
        )
        self._threads = ThreadPoolExecutor(thread_name_prefix="digest")
        self._background = ThreadPoolExecutor(2, thread_name_prefix="parts")
        self._behind: list[Future[None]] = []
        self._digests: dict[str, TableDigest] = {}
        self._waiting: dict[str, list[pl.DataFrame]] = {}
        self._parts: list[Part] = []
        self._ranges: dict[tuple[str, str], dict[str, Range]] = {}  # files of several tables have one name

    def new_files(self, name: str) -> list[NewFile]:
        """The data files of one table as its commit takes them, in row order."""
        return [NewFile(part.name, part.size, part.rows, self._ranges[name, part.name]) for part in self.parts
                if part.table == name]  # fmt: skip

    @property
    def parts(self) -> tuple[Part, ...]:
        """The data files written so far, in the order of the standard's tables."""
        return tuple(sorted(self._parts, key=lambda part: (TABLE_NAMES.index(part.table), part.first_row)))

    def add(self, name: str, rows: pl.DataFrame) -> None:
        """Take rows of one table, columns of `frames.reader_schema`; `TypeError` where they are not."""
        expected = dict(reader_schema(table(name)))
        if dict(rows.schema) != expected:
            wrong = sorted(set(rows.schema.items()) ^ set(expected.items()), key=str)
            raise TypeError(f"the columns of {name} are not those of the standard: {wrong}")
        self._catch_up()
        if not rows.is_empty():
            self._behind = [self._background.submit(task, name, rows) for task in (self._digest, self._keep)]

    def finish(self) -> tuple[TableStamp, ...]:
        """Write what waits; the stamps say how many rows each table got and their digest."""
        self._catch_up()
        self._write_waiting()
        names = [name for name in TABLE_NAMES if name in self._digests]
        return tuple(TableStamp(name, self._digests[name].rows, self._digests[name].hexdigest()) for name in names)

    def close(self) -> None:
        """Let go of the threads, when what is behind is done."""
        self._background.shutdown()
        self._threads.shutdown()

    def _catch_up(self) -> None:
        """Wait for the batch before; raises what went wrong with it."""
        behind, self._behind = self._behind, []
        for task in behind:
            task.result()

    def _digest(self, name: str, rows: pl.DataFrame) -> None:
        pool = self._threads if rows.height >= ROWS_WORTH_THREADS else None
        self._digests.setdefault(name, TableDigest()).update(rows, pool)

    def _keep(self, name: str, rows: pl.DataFrame) -> None:
        self._waiting.setdefault(name, []).append(rows)
        if sum(frame.height for frames in self._waiting.values() for frame in frames) >= ROWS_IN_MEMORY:
            self._write_waiting()

    def _write_waiting(self) -> None:
        waiting, self._waiting = self._waiting, {}
        names = [name for name in TABLE_NAMES if name in waiting]
        list(self._threads.map(lambda name: self._write(name, pl.concat(waiting[name])), names))

    def _write(self, name: str, rows: pl.DataFrame) -> None:
        earlier = [part for part in self._parts if part.table == name]
        first_row = sum(part.rows for part in earlier)
        stamped = rows.with_columns(
            *self._stamp, pl.int_range(first_row, first_row + rows.height, dtype=pl.Int64).alias("row")
        ).select(list(claim_schema(table(name))))
        folder = self._folder_of(name)
        file_name = part_name(self._contribution, len(earlier))
        write = partial(stamped.write_parquet, compression_level=ZSTD_LEVEL, row_group_size=ROWS_PER_GROUP)
        path = folder.write_file(file_name, write)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        self._ranges[name, file_name] = ranges_of(rows)
        self._parts.append(Part(name, file_name, first_row, rows.height, path.stat().st_size, digest))


def ranges_of(rows: pl.DataFrame) -> dict[str, Range]:
    """First and last value of the columns `RANGED`, of those that no row leaves empty."""
    names = [name for name in RANGED if rows.schema.get(name) == pl.String and not rows[name].null_count()]
    return {name: (str(rows[name].min()), str(rows[name].max())) for name in names if rows.height}
