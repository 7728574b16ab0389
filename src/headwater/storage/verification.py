"""Recompute every digest and the chain of a store, from the disk, and name each place that is not what was recorded.

Nothing here raises for damage: each check notes what it finds and goes on, so that one broken file hides no other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
from polars.exceptions import PanicException

from headwater.claims.log import Verification
from headwater.claims.model import TableStamp
from headwater.standard.tables import STORE_COLUMNS
from headwater.storage.delta_table import DeltaFolder, Range
from headwater.storage.digest import TableDigest
from headwater.storage.entries import Entry, Part, broken_link
from headwater.storage.entry_files import UnreadableEntry, checked_bytes, decode, sequence_of
from headwater.storage.layout import CONTRIBUTIONS, RECEIPTS, TABLES, contribution_of_part
from headwater.storage.parts import ranges_of
from headwater.storage.receipts import is_torn, read_receipts
from headwater.storage.trouble import WRITE_ERRORS

_STORE_COLUMNS = [column.name for column in STORE_COLUMNS]


@dataclass(slots=True)
class _Findings:
    damage: list[str] = field(default_factory=list)
    rows: int = 0
    uncommitted_rows: int = 0

    def note(self, where: str, what: str) -> None:
        self.damage.append(f"{where}: {what}")


def verify_store(store: Path, genesis: str, log: DeltaFolder, tables: Mapping[str, DeltaFolder]) -> Verification:
    """Check the log of contributions, the receipts, and every table against them."""
    found = _Findings()
    entries = _check_log(log, genesis, found)
    _check_receipts(store / RECEIPTS, entries, found)
    for name, folder in tables.items():
        if folder.path.exists():
            _check_table(name, folder, entries, found)
        else:
            for entry in entries:
                if entry.parts_of(name):
                    found.note(
                        f"{TABLES}/{name}", f"the folder with rows of contribution {entry.contribution.id} is gone"
                    )
    return Verification(len(entries), found.rows, found.uncommitted_rows, tuple(found.damage))


def _check_log(log: DeltaFolder, genesis: str, found: _Findings) -> list[Entry]:
    """Check the entries' files and the chain; return the entries that can be read, in log order."""
    unread: set[int | None] = set()
    contents: dict[str, bytes] = {}
    for name in sorted(_active_files(log, CONTRIBUTIONS, found)):
        try:
            contents[name] = checked_bytes(log.path / name)
        except UnreadableEntry as error:
            found.note(f"{CONTRIBUTIONS}/{name}", str(error))
            unread.add(sequence_of(name))
    entries = _decoded(contents, found)
    entries.sort(key=lambda entry: entry.sequence)
    place, previous = 0, genesis
    for entry in entries:
        while place in unread:  # named already; what follows it cannot be held against it
            place, previous = place + 1, entry.contribution.previous
        broken = broken_link(entry, place, previous)
        if broken:
            found.note(CONTRIBUTIONS, broken)
        place, previous = entry.sequence + 1, entry.contribution.hash
    return entries


def _decoded(contents: Mapping[str, bytes], found: _Findings) -> list[Entry]:
    """All entries at once; where that fails, each by itself, to say which it was."""
    try:
        return decode([*contents.values()])
    except UnreadableEntry:
        entries = []
        for name, content in contents.items():
            try:
                entries += decode([content])
            except UnreadableEntry as error:
                found.note(f"{CONTRIBUTIONS}/{name}", str(error))
        return entries


def _active_files(folder: DeltaFolder, where: str, found: _Findings) -> frozenset[str]:
    """The data files of the newest version; notes log files that are missing, unreadable or say something else."""
    before = len(found.damage)
    logged = _files_logged(folder, where, found)
    try:
        active = folder.files()
    except (*WRITE_ERRORS, StopIteration) as error:
        found.note(where, f"the table's log cannot be read ({_short(error)})")
        return frozenset(name for name in logged if (folder.path / name).exists())
    for name in sorted(active - logged) if len(found.damage) == before else ():
        found.note(where, f"data file {name} is in the table's checkpoint and in no entry of its log")
    return active


def _files_logged(folder: DeltaFolder, where: str, found: _Findings) -> frozenset[str]:
    """The data files that the table's log names, version by version; no version may be missing."""
    versions = {int(path.stem): path for path in (folder.path / "_delta_log").glob("*.json") if path.stem.isdigit()}
    logged: set[str] = set()
    for version in range(max(versions, default=-1) + 1):
        name = f"{where}/_delta_log/{version:020}.json"
        if version not in versions:
            found.note(name, "an entry of the table's log was removed")
            continue
        try:
            actions = [json.loads(line) for line in versions[version].read_text(encoding="utf-8").splitlines()]
            logged |= {action["add"]["path"] for action in actions if "add" in action}
        except (OSError, ValueError, KeyError, TypeError) as error:
            found.note(name, f"an entry of the table's log cannot be read ({_short(error)})")
    return frozenset(logged)


def _check_receipts(path: Path, entries: Sequence[Entry], found: _Findings) -> None:
    recorded = {entry.sequence: entry.contribution for entry in entries}
    for number, line, receipt in read_receipts(path):
        where = f"{RECEIPTS}, line {number}"
        if receipt is None:
            if not is_torn(line):
                found.note(where, "this is no receipt: the line was changed")
        elif receipt.sequence not in recorded:
            found.note(where, f"contribution {receipt.contribution} was acknowledged and is no longer in the log")
        elif (recorded[receipt.sequence].id, recorded[receipt.sequence].hash) != (receipt.contribution, receipt.hash):
            found.note(where, f"contribution {receipt.contribution} was acknowledged and another stands in its place")


def _check_table(name: str, folder: DeltaFolder, entries: Sequence[Entry], found: _Findings) -> None:
    where = f"{TABLES}/{name}"
    active = _active_files(folder, where, found) if (folder.path / "_delta_log").exists() else frozenset()
    foreign = sorted(file for file in active if contribution_of_part(file) is None)
    for entry in entries:
        stamp = next((stamp for stamp in entry.contribution.tables if stamp.table == name), None)
        if stamp is not None:
            found.rows += stamp.rows
            _check_rows(_Rows(folder, entry, stamp, active, foreign), found)
    found.uncommitted_rows += _uncommitted_rows(folder, name, entries, foreign)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one contribution in one table, and where they should be."""

    folder: DeltaFolder
    entry: Entry
    stamp: TableStamp
    active: frozenset[str]
    foreign: Sequence[str]

    @property
    def where(self) -> str:
        return f"contribution {self.entry.contribution.id}, table {self.stamp.table}"

    def parts(self) -> list[Part]:
        return self.entry.parts_of(self.stamp.table)


def _check_rows(rows: _Rows, found: _Findings) -> None:
    """Check the files by their bytes, then the rows by their digest; a finding names the narrowest place known."""
    before = len(found.damage)
    for part in rows.parts():
        _check_part(rows, part, found)
    if len(found.damage) > before:
        return  # decoding bytes that are known to be wrong tells nothing more
    digest = TableDigest()
    try:
        stated = _stated_ranges(rows.folder)
        for name, frame in _frames(rows):
            if stated.get(name) and stated[name] != ranges_of(frame):
                found.note(f"{rows.where}, file {name}", "the table's log states another first or last value")
            _check_store_columns(rows, frame, digest.rows, found)
            digest.update(frame.drop(_STORE_COLUMNS))
    except (*WRITE_ERRORS, PanicException, TypeError) as error:
        found.note(rows.where, f"the rows cannot be read ({_short(error)})")
        return
    if (digest.rows, digest.hexdigest()) != (rows.stamp.rows, rows.stamp.sha256) and len(found.damage) == before:
        found.note(rows.where, "the rows are not those recorded")


def _stated_ranges(folder: DeltaFolder) -> Mapping[str, Mapping[str, Range]]:
    """What the table's log says of its files; nothing where it cannot be read, which is noted elsewhere."""
    try:
        return folder.ranges()
    except (*WRITE_ERRORS, StopIteration):
        return {}


def _check_part(rows: _Rows, part: Part, found: _Findings) -> None:
    span = f"rows {part.first_row} to {part.first_row + part.rows - 1}"
    place = f"{rows.where}, {span}, file {TABLES}/{part.table}/{part.name}"
    if part.name not in rows.active:
        if not rows.foreign:  # else the rows may be in a compacted file, and their digest tells
            found.note(place, "the table's log does not name the file")
        return
    try:
        with (rows.folder.path / part.name).open("rb") as file:
            actual = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        found.note(place, "the file is gone")
    except OSError as error:
        found.note(place, f"the file cannot be read ({_short(error)})")
    else:
        if actual != part.sha256:
            found.note(place, "the bytes of the file are not those recorded")


def _frames(rows: _Rows) -> Iterator[tuple[str, pl.DataFrame]]:
    """The rows in their order, a file at a time with its name; those of compacted files sorted, at once, without."""
    own = [part for part in rows.parts() if part.name in rows.active]
    for part in own:
        yield part.name, pl.read_parquet(rows.folder.path / part.name, glob=False)
    if rows.foreign and len(own) < len(rows.parts()):
        paths = [rows.folder.path / name for name in rows.foreign]
        scan = pl.scan_parquet(paths, glob=False, missing_columns="insert")
        yield "", scan.filter(pl.col("contribution") == rows.entry.contribution.id).sort("row").collect()


def _check_store_columns(rows: _Rows, frame: pl.DataFrame, first_row: int, found: _Findings) -> None:
    said = rows.entry.contribution
    right = frame.select(
        (pl.col("contribution").eq_missing(said.id)).all()
        & (pl.col("contributor").eq_missing(said.contributor)).all()
        & (pl.col("recorded_at").eq_missing(pl.lit(said.recorded_at, dtype=pl.Datetime("us", "UTC")))).all()
        & (pl.col("row") == pl.int_range(first_row, first_row + pl.len())).all()
    ).item()
    if not right:
        found.note(rows.where, "contribution, contributor, instant or row numbers are not those recorded")


def _uncommitted_rows(folder: DeltaFolder, name: str, entries: Sequence[Entry], foreign: Sequence[str]) -> int:
    """Rows on the disk that no contribution counts: what killed or refused writers left, and nobody reads."""
    committed = {part.name for entry in entries for part in entry.parts_of(name)}
    rows = 0
    for path in folder.path.glob("*.parquet"):
        if path.name not in committed and contribution_of_part(path.name) is not None:
            rows += _rows_in(path)
    if foreign:
        ids = [entry.contribution.id for entry in entries]
        scan = pl.scan_parquet([folder.path / file for file in foreign], glob=False)
        rows += scan.filter(~pl.col("contribution").is_in(ids)).select(pl.len()).collect().item()
    return rows


def _rows_in(path: Path) -> int:
    try:
        return int(pq.read_metadata(path).num_rows)
    except (OSError, ValueError):  # cut short when its writer was killed
        return 0


def _short(error: BaseException) -> str:
    return str(error).partition("\n")[0][:200]
