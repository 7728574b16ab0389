"""The `contributions` table as a chain: read what is new, check each link, append one entry after the newest."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import RLock

from headwater.errors import StoreDamaged
from headwater.storage.delta_table import DeltaFolder, NewFile
from headwater.storage.entries import Entry, broken_link
from headwater.storage.entry_files import UnreadableEntry, checked_bytes, decode, entry_file
from headwater.storage.layout import CONTRIBUTIONS, RECEIPTS
from headwater.storage.receipts import Receipt, newest_receipt, write_receipt
from headwater.storage.trouble import WRITE_ERRORS, reading, unwritable


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

    def head_of(self, entries: Sequence[Entry]) -> str:
        """The hash the next entry must name as the one before it."""
        return entries[-1].contribution.hash if entries else self._genesis

    def _read(self, files: frozenset[str]) -> None:
        """Take in new files; start anew where a compaction replaced known ones."""
        if not self._files <= files:
            self._files, self._entries = frozenset(), ()
        entries = list(self._entries)
        fresh = self._decoded(sorted(files - self._files))
        for entry in sorted(fresh, key=lambda entry: entry.sequence):
            broken = broken_link(entry, len(entries), self.head_of(entries))
            if broken:
                raise self._damaged(broken)
            entries.append(entry)
        self._files, self._entries = files, tuple(entries)

    def _decoded(self, names: Sequence[str]) -> list[Entry]:
        contents = []
        for name in names:
            try:
                contents.append(checked_bytes(self._folder.path / name))
            except UnreadableEntry as error:
                raise self._damaged(f"{CONTRIBUTIONS}/{name}: {error}") from error
        try:
            return decode(contents)
        except UnreadableEntry as error:
            raise self._damaged(f"{CONTRIBUTIONS}: {error}") from error

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
        self._folder.sync()  # an error here is one: what may not outlive a power cut is not acknowledged
        with suppress(OSError):  # the entry is in the log whether or not its receipt can be written
            write_receipt(self._receipts, Receipt(entry.sequence, entry.contribution.id, entry.contribution.hash))
        return True

    def _won(self, name: str) -> bool:
        """Whether the commit is in the log after all: what failed may have come after it (a checkpoint)."""
        return name in self._folder.files()
