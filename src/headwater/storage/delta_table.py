"""One Delta table in a folder: create, append files written before, list the files that count.

deltalake keeps the log; the data files are written here with Polars, which is faster and lets them be named and synced.
Two writers that read the same version cannot both commit the next one: with no retries deltalake refuses where the log
moved on, and the file of a version is linked into place, which fails where it exists.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import BinaryIO

import polars as pl
from deltalake import CommitProperties, DeltaTable, Schema
from deltalake.exceptions import DeltaError
from deltalake.transaction import AddAction

from headwater.storage.durable import FolderSync, sync

_FOREVER = "interval 5200 weeks"
_CONFIGURATION = {
    "delta.appendOnly": "true",
    "delta.enableExpiredLogCleanup": "false",  # the log of versions is evidence
    "delta.logRetentionDuration": _FOREVER,
    "delta.deletedFileRetentionDuration": _FOREVER,
}
_RETRIES = 1_000  # the default of 15 loses appends when many writers meet
_UNSEEN = -1

FileWriter = Callable[[BinaryIO], object]
Range = tuple[str, str]
"""The first and the last value of a column in a file, A to Z."""


@dataclass(frozen=True, slots=True)
class NewFile:
    """A data file in the table's folder that a commit is to add; `ranges` go into the table's log as statistics."""

    name: str
    size: int
    rows: int
    ranges: Mapping[str, Range] = field(default_factory=dict)


def _delta_schema(schema: Mapping[str, pl.DataType]) -> Schema:
    arrow = pl.DataFrame(schema=dict(schema)).to_arrow(compat_level=pl.CompatLevel.oldest()).schema
    return Schema.from_arrow(arrow)


class DeltaFolder:
    """A Delta table of fixed columns; safe to share between threads, and between processes by its path."""

    def __init__(self, path: Path, schema: Mapping[str, pl.DataType], *, durable: bool) -> None:
        self.path = path
        self.schema = dict(schema)
        self.lock = RLock()
        self._durable = durable
        self._uri = path.absolute().as_uri()  # a bare path would be decoded as if it were one: %20 is a legal name
        self._log = path / "_delta_log"
        self._sync_log = FolderSync(self._log)
        self._table: DeltaTable | None = None
        self._files: tuple[int, frozenset[str]] = (_UNSEEN, frozenset())
        self._ranges: tuple[int, dict[str, Mapping[str, Range]]] = (_UNSEEN, {})

    def version_file(self, version: int) -> Path:
        """The log file of one version."""
        return self._log / f"{version:020}.json"

    def exists(self) -> bool:
        """Whether the table was made."""
        return self._table is not None or self.version_file(0).exists()

    def create(self, description: str) -> None:
        """Make the table where there is none; several processes may try at once."""
        if self.exists():
            return
        self.path.mkdir(parents=True, exist_ok=True)
        try:
            DeltaTable.create(
                self._uri,
                schema=_delta_schema(self.schema),
                mode="ignore",
                name=self.path.name,
                description=description,
                configuration=_CONFIGURATION,
            )
        except DeltaError:
            if not self.exists():
                raise
        self.sync()

    def refresh(self) -> int:
        """Read the log up to its newest version; return its number. Cheap where nothing is new."""
        with self.lock:
            return self._newest().version()

    def _newest(self) -> DeltaTable:
        if self._table is None:
            self._table = DeltaTable(self._uri)
        elif self.version_file(self._table.version() + 1).exists():
            self._table.update_incremental()
        return self._table

    def files(self) -> frozenset[str]:
        """Names of the data files that count in the newest version."""
        with self.lock:
            newest = self._newest()
            if self._files[0] != newest.version():
                self._files = (newest.version(), frozenset(uri.rpartition("/")[2] for uri in newest.file_uris()))
            return self._files[1]

    def ranges(self) -> Mapping[str, Mapping[str, Range]]:
        """By data file, the ranges of its columns that the newest version's log states."""
        with self.lock:
            newest = self._newest()
            if self._ranges[0] != newest.version():
                self._ranges = (newest.version(), _ranges_of(newest))
            return self._ranges[1]

    def append(self, new: Sequence[NewFile], *, only_after: int | None = None) -> None:
        """Commit data files that lie in the folder already; `sync` then makes it last.

        `only_after` is the version the commit must directly follow; `DeltaError` where the log has moved on.
        """
        with self.lock:
            newest = self._newest()
            if only_after is not None and newest.version() != only_after:
                raise DeltaError(f"the log is no longer at version {only_after}")
            retries = _RETRIES if only_after is None else 0
            newest.create_write_transaction(
                [_add_action(file) for file in new],
                "append",
                newest.schema(),
                commit_properties=CommitProperties(max_commit_retries=retries),
            )

    def sync(self) -> None:
        """Wait until what was committed, by us or by writers before us, is on the disk."""
        if self._durable:
            self._sync_log()

    def write_file(self, name: str, write: FileWriter) -> Path:
        """Write a new data file, on the disk when this returns. `FileExistsError` where the name is taken."""
        path = self.path / name
        with path.open("xb") as file:
            try:
                write(file)
            except BaseException:
                path.unlink(missing_ok=True)  # half a file is of no use, and on a full disk its room is
                raise
        if self._durable:
            sync(path)
            sync(self.path)
        return path


def _add_action(file: NewFile) -> AddAction:
    return AddAction(
        path=file.name,
        size=file.size,
        partition_values={},
        modification_time=time.time_ns() // 1_000_000,
        data_change=True,
        stats=json.dumps(_statistics(file)),
    )


def _statistics(file: NewFile) -> dict[str, object]:
    """What other engines look for too; Delta's own names."""
    if not file.ranges:
        return {"numRecords": file.rows}
    return {
        "numRecords": file.rows,
        "minValues": {column: least for column, (least, _) in file.ranges.items()},
        "maxValues": {column: most for column, (_, most) in file.ranges.items()},
        "nullCount": dict.fromkeys(file.ranges, 0),
    }


def _ranges_of(newest: DeltaTable) -> dict[str, Mapping[str, Range]]:
    told = pl.DataFrame(newest.get_add_actions(flatten=True))  # by way of pyarrow it would import pandas, a second
    columns = [name.removeprefix("min.") for name in told.columns if name.startswith("min.")]
    found: dict[str, Mapping[str, Range]] = {}
    for row in told.iter_rows(named=True):
        ends = {name: (row[f"min.{name}"], row.get(f"max.{name}")) for name in columns}
        found[row["path"].rpartition("/")[2]] = {
            name: (least, most) for name, (least, most) in ends.items() if isinstance(least, str) and most is not None
        }
    return found
