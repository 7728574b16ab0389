"""The file of one entry of the log: a Parquet file of one row, named after its place, its id and its own SHA-256.

00000012-20261122-4f3a9c1b-SHA256.parquet
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence
from pathlib import Path

import polars as pl
from polars.exceptions import PanicException, PolarsError

from headwater.storage.entries import Entry, entries_of, entry_frame

_ENTRY_FILE = re.compile(r"(?P<sequence>[0-9]{8})-(?P<id>[0-9]{8}-[0-9a-f]{8})-(?P<sha256>[0-9a-f]{64})\.parquet")


class UnreadableEntry(Exception):
    """The file of an entry is gone, changed or no entry; the text says which."""


def entry_file(entry: Entry) -> tuple[str, bytes]:
    """Name and bytes of the file of an entry."""
    buffer = io.BytesIO()
    entry_frame(entry).write_parquet(buffer)
    content = buffer.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    return f"{entry.sequence:08}-{entry.contribution.id}-{digest}.parquet", content


def sequence_of(name: str) -> int | None:
    """Which entry of the log a file holds, by its name; None for files another program made (a compaction)."""
    match = _ENTRY_FILE.fullmatch(name)
    return int(match["sequence"]) if match else None


def checked_bytes(path: Path) -> bytes:
    """The bytes of an entry's file; `UnreadableEntry` where they are gone or not those its name promises."""
    match = _ENTRY_FILE.fullmatch(path.name)
    whose = f"the entry of contribution {match['id']}" if match else "the file"
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise UnreadableEntry(f"{whose} is gone") from None
    except OSError as error:
        raise UnreadableEntry(f"{whose} cannot be read ({error.strerror})") from None
    if match and match["sha256"] != hashlib.sha256(content).hexdigest():
        raise UnreadableEntry(f"the bytes of {whose} are not those recorded: it was changed")
    return content


def decode(contents: Sequence[bytes]) -> list[Entry]:
    """The entries of checked files; decoding many at once takes a sixth of the time."""
    try:
        return entries_of(pl.read_parquet([*contents])) if contents else []
    except (PolarsError, PanicException, KeyError, TypeError, ValueError) as error:
        raise UnreadableEntry(f"the file holds no entry that can be read ({error})") from None
