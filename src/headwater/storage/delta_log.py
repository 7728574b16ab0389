"""The log of claims on Delta tables.

Writing: data files, then their commit in each table, then one row in `contributions`. That last commit is what makes
the rows count, and what links the contribution into the chain of hashes.

Reading goes the other way round: `contributions` first, then the tables. Every table then holds all rows of every
contribution that was read, and rows of later ones are left out: a contribution is seen whole or not at all. Who reads
several tables takes `contributions()` once, first, and keeps to those ids.
"""

from __future__ import annotations

import dataclasses
import random
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock

import polars as pl

from headwater.claims.log import Ranges, Recorded, Summary, Verification
from headwater.claims.model import Contribution, ContributionKind, FileStamp, active_contributions
from headwater.errors import NotFound, StoreBusy, StoreDamaged
from headwater.standard.frames import claim_schema
from headwater.standard.tables import TABLE_NAMES, table
from headwater.storage.delta_table import DeltaFolder, Range
from headwater.storage.entries import ENTRY_SCHEMA, Entry, Part, seal
from headwater.storage.history import History
from headwater.storage.layout import (
    CONTRIBUTIONS,
    TABLES,
    contribution_of_part,
    new_contribution_id,
    prepare_folder,
    read_marker,
    write_marker,
)
from headwater.storage.parts import PartWriter
from headwater.storage.summaries import WORTH_KEEPING_ROWS, Summaries
from headwater.storage.trouble import WRITE_ERRORS, reading, writing
from headwater.storage.verification import verify_store

BUSY_AFTER_SECONDS = 120.0
_LONGEST_PAUSE_SECONDS = 0.25
_SAYS = "One row per contribution, linked by hashes. A row of a table counts only if its contribution is here."


class DeltaLog:
    """A `ClaimLog` in a folder. Threads may share one; processes open their own (spawn them, never fork)."""

    def __init__(self, path: Path, *, durable: bool = True) -> None:
        self.path = path
        self._durable = durable
        self._lock = RLock()
        self._history = History(path, read_marker(path).genesis, _log_folder(path, durable=durable))
        self._summaries = Summaries(path)
        self._tables = {
            name: DeltaFolder(path / TABLES / name, claim_schema(table(name)), durable=durable) for name in TABLE_NAMES
        }

    @classmethod
    def create(cls, path: str | Path, *, durable: bool = True) -> DeltaLog:
        """Make a new store. Raises `StoreExists` or `StoreUnwritable`."""
        folder = Path(path)
        with writing(folder):
            prepare_folder(folder)
            _log_folder(folder, durable=durable).create(_SAYS)
            write_marker(folder)
        return cls(folder, durable=durable)

    @classmethod
    def open(cls, path: str | Path, *, durable: bool = True) -> DeltaLog:
        """Open the store at a path. Raises `NoStore`, or `StoreDamaged` where its marker cannot be read.

        With `durable` (the default) a contribution is acknowledged only when it is on the disk; without, when the
        operating system has it, which a power cut may undo.
        """
        return cls(Path(path), durable=durable)

    def __reduce__(self) -> tuple[type[DeltaLog], tuple[Path]]:
        return (DeltaLog, (self.path,))

    def contributions(self) -> tuple[Contribution, ...]:
        """The log, oldest first; cheap where nothing is new. Raises `StoreDamaged` where its chain is broken."""
        return tuple(entry.contribution for entry in self._history.entries())

    def claims(self, table: str, *, within: Ranges | None = None) -> pl.LazyFrame:
        """Every committed row of a table, retracted ones included, in the order of the log; see `ClaimLog.claims`."""
        entries = self._history.entries()  # before the table's files: see the top of this file
        return _scan(self._tables[table], *self._names(table, entries, within), entries)

    def data_files(self, table: str, *, within: Ranges | None = None) -> list[Path]:
        """The files that hold these rows, for engines that read them themselves and keep to the contributions given."""
        ours, foreign = self._names(table, self._history.entries(), within)
        return [self._tables[table].path.absolute() / name for name in (*ours, *foreign)]

    def _names(self, table: str, entries: Sequence[Entry], within: Ranges | None) -> tuple[list[str], list[str]]:
        """Data files of a table, ours in the order of the log and then those another program made."""
        folder = self._tables[table]
        if not any(entry.parts_of(table) for entry in entries):
            return [], []
        with reading(self.path):
            present = folder.files()
        ours = [part.name for entry in entries for part in entry.parts_of(table)]
        foreign = sorted(name for name in present if contribution_of_part(name) is None)
        if not foreign:
            self._must_be_present(folder, ours, present)
        ours = [name for name in ours if name in present]
        if within:
            ours, foreign = (_overlapping(folder, names, within) for names in (ours, foreign))
        return ours, foreign

    def summary(self, contribution: str, summary: Summary) -> pl.DataFrame:
        """What `summary` makes of a contribution's rows, kept where they are many; see `ClaimLog.summary`."""
        entry = next((each for each in self._history.entries() if each.contribution.id == contribution), None)

        def rows() -> pl.LazyFrame:
            within = {"contribution": [(contribution, contribution)]}
            return self.claims(summary.table, within=within).filter(pl.col("contribution") == contribution)

        if entry is None or sum(part.rows for part in entry.parts_of(summary.table)) < WORTH_KEEPING_ROWS:
            return summary.work_out(rows())
        return self._summaries.get(contribution, summary, rows)

    def verify(self) -> Verification:
        """Check every recorded byte, anew from the disk; see `ClaimLog.verify`.

        Kept summaries are forgotten: no chain covers them, and they are made again from rows that were checked.
        """
        self._summaries.forget()
        folders = {
            name: DeltaFolder(folder.path, folder.schema, durable=False) for name, folder in self._tables.items()
        }
        return verify_store(self.path, read_marker(self.path).genesis, _log_folder(self.path, durable=False), folders)

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
        """Append rows and then the entry that makes them count; see `ClaimLog.record`."""
        draft = _draft("add", contributor, recorded_at, format_name, files=tuple(files), note=note)
        return self._record(draft, batches, once=False).contribution

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
        """Append rows unless the contributor's same rows count already; see `ClaimLog.record_once`."""
        draft = _draft("add", contributor, recorded_at, format_name, files=tuple(files), note=note)
        return self._record(draft, batches, once=True, check=check)

    def retract(
        self, contribution: str, *, contributor: str, recorded_at: datetime, note: str | None = None
    ) -> Contribution:
        """Take a contribution back; see `ClaimLog.retract`."""
        draft = _draft("retract", contributor, recorded_at, "", retracts=contribution, note=note)
        with writing(self.path):
            return self._commit(draft, (), once=False).contribution

    def _record(
        self,
        draft: Contribution,
        batches: Iterable[tuple[str, pl.DataFrame]],
        *,
        once: bool,
        check: Callable[[], None] | None = None,
    ) -> Recorded:
        writer = PartWriter(self._ready_table, draft.id, draft.contributor, draft.recorded_at)
        recorded = None
        try:
            for name, rows in batches:
                with writing(self.path):
                    writer.add(name, rows)
            with writing(self.path):
                whole = dataclasses.replace(draft, tables=writer.finish())
                recorded = self._commit_all(whole, writer, once=once, check=check)
                return recorded
        finally:
            writer.close()
            if recorded is None or not recorded.is_new:
                self._remove_uncommitted(writer.parts)

    def _commit_all(
        self, draft: Contribution, writer: PartWriter, *, once: bool, check: Callable[[], None] | None
    ) -> Recorded:
        same = _same_rows(self._history.entries(), draft) if once else None
        if same is not None:
            return Recorded(same, is_new=False)
        if check is not None:
            check()  # also here, where what was written can still be taken away again
        self._commit_rows(writer)
        return self._commit(draft, writer.parts, once=once, check=check)

    def _ready_table(self, name: str) -> DeltaFolder:
        folder = self._tables[name]
        folder.create(table(name).says)
        return folder

    def _commit_rows(self, writer: PartWriter) -> None:
        """Commit each table's files; side by side, for each waits for the disk."""
        names = list(dict.fromkeys(part.table for part in writer.parts))
        with ThreadPoolExecutor(max(1, len(names)), thread_name_prefix="commit") as pool:
            list(pool.map(lambda name: self._commit_table(name, writer), names))

    def _commit_table(self, name: str, writer: PartWriter) -> None:
        self._tables[name].append(writer.new_files(name))
        self._tables[name].sync()

    def _remove_uncommitted(self, parts: Sequence[Part]) -> None:
        """Remove data files that no table's log names; where that cannot be done they stay, and nobody reads them."""
        with suppress(*WRITE_ERRORS):
            for part in parts:
                folder = self._tables[part.table]
                if part.name not in folder.files():
                    (folder.path / part.name).unlink(missing_ok=True)

    def _commit(
        self, draft: Contribution, parts: Sequence[Part], *, once: bool, check: Callable[[], None] | None = None
    ) -> Recorded:
        """Append the entry; where another writer was faster, look at the log again and retry."""
        give_up = time.monotonic() + BUSY_AFTER_SECONDS
        pause = 0.005
        while True:
            with self._lock:
                recorded = self._try_to_commit(draft, parts, once=once, check=check)
            if recorded is not None:
                return recorded
            if time.monotonic() > give_up:
                raise StoreBusy("Other writers kept winning.", "Try again in a moment.", str(self.path))
            time.sleep(random.uniform(0, pause))  # noqa: S311 - jitter, not a secret
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    def _try_to_commit(
        self, draft: Contribution, parts: Sequence[Part], *, once: bool, check: Callable[[], None] | None
    ) -> Recorded | None:
        """One attempt to be the entry after the newest; None where another writer came first."""
        entries, version = self._history.entries_at()
        same = _same_rows(entries, draft) if once else None
        if same is not None:
            return Recorded(same, is_new=False)
        if draft.retracts is not None:
            _must_count(entries, draft.retracts)
        if check is not None:
            check()
        entry = seal(draft, parts, len(entries), self._history.head_of(entries))
        if not self._history.append(entry, after=version):
            return None
        return Recorded(entry.contribution, is_new=True)

    def _must_be_present(self, folder: DeltaFolder, ours: Sequence[str], present: frozenset[str]) -> None:
        """Every data file of the log must be in the table's log and on the disk: else rows would be missing unsaid."""
        on_disk = {path.name for path in folder.path.iterdir()}
        lost = [name for name in ours if name not in present or name not in on_disk]
        if lost:
            raise StoreDamaged(
                f"{len(lost)} data files of {folder.path.name} are gone, the first of them {lost[0]}.",
                "Run `headwater verify` to see all that is damaged, and restore the store from a copy.",
                str(self.path),
                findings=tuple(f"{TABLES}/{folder.path.name}/{name}: the file is gone" for name in lost),
            )


def _log_folder(path: Path, *, durable: bool) -> DeltaFolder:
    return DeltaFolder(path / CONTRIBUTIONS, ENTRY_SCHEMA, durable=durable)


def _draft(
    kind: ContributionKind,
    contributor: str,
    recorded_at: datetime,
    format_name: str,
    *,
    files: tuple[FileStamp, ...] = (),
    retracts: str | None = None,
    note: str | None = None,
) -> Contribution:
    """A contribution without its place in the chain. `ValueError` for an instant without a time zone."""
    if recorded_at.tzinfo is None:
        raise ValueError("recorded_at needs a time zone")
    at = recorded_at.astimezone(UTC)
    return Contribution(
        id=new_contribution_id(at),
        kind=kind,
        contributor=contributor,
        recorded_at=at,
        format=format_name,
        files=files,
        tables=(),
        retracts=retracts,
        note=note,
        previous="",
        hash="",
    )


def _same_rows(entries: Iterable[Entry], draft: Contribution) -> Contribution | None:
    """The contribution that counts, is of the same contributor and holds exactly the same rows; None where none is."""
    log = [entry.contribution for entry in entries]
    active = active_contributions(log)
    for entry in log:
        if entry.id in active and entry.contributor == draft.contributor and entry.tables == draft.tables:
            return entry
    return None


def _must_count(entries: Iterable[Entry], contribution: str) -> None:
    log = [entry.contribution for entry in entries]
    if contribution in active_contributions(log):
        return
    if any(entry.retracts == contribution for entry in log):
        raise NotFound(f"Contribution {contribution} was retracted already.", "See `headwater log`.", contribution)
    if any(entry.id == contribution for entry in log):
        raise NotFound("A retraction cannot be retracted.", "Add the rows again instead.", contribution)
    raise NotFound(
        f"There is no contribution {contribution}.", "See `headwater log` for those there are.", contribution
    )


def _overlapping(folder: DeltaFolder, names: Sequence[str], within: Ranges) -> list[str]:
    """The data files that may hold a row within these ranges; those whose ranges nobody stated may.

    Whose rows a file holds its name says; the other ranges stand in the table's log.
    """
    ranges = folder.ranges() if set(within) - {"contribution"} else {}
    stated = {name: {**ranges.get(name, {}), **_whose(name)} for name in names}
    return [
        name
        for name in names
        if all(
            column not in stated[name]
            or any(stated[name][column][0] <= last and first <= stated[name][column][1] for first, last in ranges)
            for column, ranges in within.items()
        )
    ]


def _whose(name: str) -> dict[str, Range]:
    contribution = contribution_of_part(name)
    return {} if contribution is None else {"contribution": (contribution, contribution)}


def _scan(folder: DeltaFolder, ours: Sequence[str], foreign: Sequence[str], entries: Sequence[Entry]) -> pl.LazyFrame:
    """The rows of our own data files as they are, of files another program made only those that are committed.

    Columns that the standard gained after a file was written are null in its rows.
    """
    if not ours and not foreign:
        return pl.LazyFrame(schema=folder.schema)
    scans = []
    if ours:
        paths = [folder.path / name for name in ours]
        scans.append(pl.scan_parquet(paths, schema=folder.schema, missing_columns="insert", glob=False))
    if foreign:
        paths = [folder.path / name for name in foreign]
        committed = [entry.contribution.id for entry in entries]
        scan = pl.scan_parquet(paths, schema=folder.schema, missing_columns="insert", glob=False)
        scans.append(scan.filter(pl.col("contribution").is_in(committed)))
    return scans[0] if len(scans) == 1 else pl.concat(scans)
