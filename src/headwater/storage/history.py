"""The `contributions` table as a chain: read what is new, check each link, append one entry after the newest."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import RLock

import polars as pl

from headwater.errors import StoreDamaged
from headwater.storage.delta_table import DeltaFolder, NewFile
from headwater.storage.entries import Entry, broken_link, entries_of, entry_frame
from headwater.storage.layout import RECEIPTS
from headwater.storage.receipts import Receipt, newest_receipt, write_receipt
from headwater.storage.trouble import WRITE_ERRORS, reading, unwritable

_ENTRY_FILE = re.compile(r"[0-9]{8}-(?P<sha256>[0-9a-f]{64})\.parquet")


def entry_file(entry: Entry) -> tuple[str, bytes]:
    """Name and bytes of the file of an entry; the name carries the SHA-256 of the bytes."""
    buffer = io.BytesIO()
    entry_frame(entry).write_parquet(buffer)
    content = buffer.getvalue()
    return f"{entry.sequence:08}-{hashlib.sha256(content).hexdigest()}.parquet", content


def promised_sha256(name: str) -> str | None:
    """The SHA-256 an entry's file name promises; None for files another program made (a compaction)."""
    match = _ENTRY_FILE.fullmatch(name)
    return match["sha256"] if match else None


class History:
    """The log's entries, cached per version of the table. Threads may share one."""

    def __init__(self, store: Path, genesis: str, folder: DeltaFolder) -> None:
        self._store = store
        self._genesis = genesis
        self._folder = folder
        self._receipts = store / RECEIPTS
        self._lock = RLock()
        self._version = -1
        self._files: frozenset[str] = frozenset()
        self._entries: tuple[Entry, ...] = ()

    def entries(self) -> tuple[Entry, ...]:
        """The entries in log order. Raises `StoreDamaged` where they cannot be read or the chain is broken."""
        return self.entries_at()[0]

    def entries_at(self) -> tuple[tuple[Entry, ...], int]:
        """The entries, and the version of the table they were read at."""
        with self._lock, reading(self._store):
            receipt = newest_receipt(self._receipts)  # before the log, which must then hold it
            version = self._folder.refresh()
            if version != self._version:
                self._read(self._folder.files())
                self._version = version
            self._check_receipt(receipt)
            return self._entries, version

    def head_of(self, entries: Iterable[Entry]) -> str:
        """The hash the next entry must name as the one before it."""
        return self._hash_before([*entries])

    def _hash_before(self, entries: list[Entry]) -> str:
        return entries[-1].contribution.hash if entries else self._genesis

    def _read(self, files: frozenset[str]) -> None:
        """Take in new files; start anew where a compaction replaced known ones."""
        if not self._files <= files:
            self._files, self._entries = frozenset(), ()
        entries = list(self._entries)
        paths = [self._folder.path / name for name in sorted(files - self._files)]
        fresh = entries_of(pl.read_parquet(paths).sort("sequence")) if paths else []
        for entry in fresh:
            broken = broken_link(entry, len(entries), self._hash_before(entries))
            if broken:
                raise self._damaged(broken)
            entries.append(entry)
        self._files, self._entries = files, tuple(entries)

    def _check_receipt(self, receipt: Receipt | None) -> None:
        if receipt is None:
            return
        if receipt.sequence >= len(self._entries):
            raise self._damaged(f"contribution {receipt.contribution} was acknowledged and is no longer in the log")
        if self._entries[receipt.sequence].contribution.hash != receipt.hash:
            raise self._damaged(f"contribution {receipt.contribution} was acknowledged and another stands in its place")

    def _damaged(self, finding: str) -> StoreDamaged:
        return StoreDamaged(
            f"The log of contributions is damaged: {finding}.",
            "Run `headwater verify` to see all that is damaged, and restore the store from a copy.",
            str(self._store),
            findings=(finding,),
        )

    def append(self, entry: Entry, *, after: int) -> bool:
        """Commit an entry as the version directly after `after`; False where another writer was faster."""
        name, content = entry_file(entry)
        path = self._folder.path / name
        try:
            self._folder.write_file(name, lambda file: file.write(content))
            self._folder.append([NewFile(name, len(content), 1)], only_after=after)
        except WRITE_ERRORS as error:
            if not self._won(name):
                path.unlink(missing_ok=True)
                if self._folder.refresh() > after:
                    return False
                raise unwritable(error, self._store) or error from error
        with suppress(OSError):  # the entry is in the log whether or not its receipt can be written
            write_receipt(self._receipts, Receipt(entry.sequence, entry.contribution.id, entry.contribution.hash))
        return True

    def _won(self, name: str) -> bool:
        """Whether the commit is in the log after all: what failed may have come after it (a checkpoint)."""
        return name in self._folder.files()
