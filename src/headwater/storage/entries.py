"""One row of the `contributions` table: an entry of the log, its place in the chain of hashes, and its data files."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

import polars as pl

from headwater.claims.model import Contribution, FileStamp, TableStamp

_TEXT = pl.String()
_COUNT = pl.Int64()

ENTRY_SCHEMA: dict[str, pl.DataType] = {
    "sequence": _COUNT,
    "id": _TEXT,
    "kind": _TEXT,
    "contributor": _TEXT,
    "recorded_at": pl.Datetime("us", "UTC"),
    "format": _TEXT,
    "files": pl.List(pl.Struct({"name": _TEXT, "size": _COUNT, "sha256": _TEXT})),
    "tables": pl.List(pl.Struct({"table": _TEXT, "rows": _COUNT, "sha256": _TEXT})),
    "parts": pl.List(
        pl.Struct({"table": _TEXT, "name": _TEXT, "first_row": _COUNT, "rows": _COUNT, "size": _COUNT, "sha256": _TEXT})
    ),
    "retracts": _TEXT,
    "note": _TEXT,
    "previous": _TEXT,
    "hash": _TEXT,
}


@dataclass(frozen=True, slots=True)
class Part:
    """A data file as it was written: the rows of its contribution and table it holds, its size and SHA-256."""

    table: str
    name: str
    first_row: int
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A contribution, its place in the log (from 0), and the data files it was written to."""

    sequence: int
    contribution: Contribution
    parts: tuple[Part, ...]

    def parts_of(self, table: str) -> list[Part]:
        """The data files of one table, in row order."""
        return sorted((part for part in self.parts if part.table == table), key=lambda part: part.first_row)


def entry_hash(entry: Entry) -> str:
    """SHA-256 over every field but `hash` itself, as JSON with sorted keys and no spaces."""
    row = entry_row(entry)
    del row["hash"]
    row["recorded_at"] = entry.contribution.recorded_at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(json.dumps(row, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def seal(draft: Contribution, parts: Sequence[Part], sequence: int, previous: str) -> Entry:
    """Give a contribution its place in the chain."""
    entry = Entry(sequence, dataclasses.replace(draft, previous=previous, hash=""), tuple(parts))
    sealed = dataclasses.replace(entry.contribution, hash=entry_hash(entry))
    return dataclasses.replace(entry, contribution=sealed)


def entry_row(entry: Entry) -> dict[str, Any]:
    """The entry as one row of `ENTRY_SCHEMA`."""
    row = {field.name: getattr(entry.contribution, field.name) for field in dataclasses.fields(Contribution)}
    row["files"] = [dataclasses.asdict(stamp) for stamp in entry.contribution.files]
    row["tables"] = [dataclasses.asdict(stamp) for stamp in entry.contribution.tables]
    row["parts"] = [dataclasses.asdict(part) for part in entry.parts]
    row["sequence"] = entry.sequence
    return {name: row[name] for name in ENTRY_SCHEMA}


def entry_frame(entry: Entry) -> pl.DataFrame:
    """The entry as a frame of one row."""
    return pl.DataFrame([entry_row(entry)], schema=ENTRY_SCHEMA)


def entries_of(frame: pl.DataFrame) -> list[Entry]:
    """The entries a frame of `ENTRY_SCHEMA` holds, in its order."""
    return [_entry(row) for row in frame.iter_rows(named=True)]


def _entry(row: dict[str, Any]) -> Entry:
    sequence = row.pop("sequence")
    parts = tuple(Part(**part) for part in row.pop("parts"))
    row["files"] = tuple(FileStamp(**stamp) for stamp in row["files"])
    row["tables"] = tuple(TableStamp(**stamp) for stamp in row["tables"])
    return Entry(sequence, Contribution(**row), parts)


def broken_link(entry: Entry, sequence: int, previous: str) -> str | None:
    """What is wrong with an entry at that place of the chain; None where nothing is."""
    name = f"contribution {entry.contribution.id}"
    if entry.sequence != sequence:
        return f"{name} is entry {entry.sequence} where entry {sequence} should be: an entry was removed or added"
    if entry.contribution.hash != entry_hash(entry):
        return f"{name}: its entry in the log was changed after it was recorded"
    if entry.contribution.previous != previous:
        return f"{name} does not follow the entry before it: an entry was exchanged, removed or added"
    return None
