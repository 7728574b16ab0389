"""A workspace: the store at a path, with the readers, writers and clock that go with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from headwater.claims.log import ClaimLog
from headwater.exports import WRITERS, Writer
from headwater.intake import READERS
from headwater.storage import DeltaLog
from headwater.workflows.reading import Reader

DEFAULT_STORE = Path("headwater-store")


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything that does input or output, picked here and handed to the workflows."""

    path: Path
    log: ClaimLog
    readers: Sequence[Reader]
    writers: Mapping[str, Writer]
    clock: Callable[[], datetime]


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def open_workspace(path: Path | str = DEFAULT_STORE) -> Workspace:
    """The workspace of the store at `path`; `NoStore` where there is none."""
    folder = Path(path)
    return Workspace(folder, DeltaLog.open(folder), READERS, WRITERS, utc_now)


def create_store(path: Path | str = DEFAULT_STORE) -> Workspace:
    """A new, empty store at `path` and its workspace; `StoreExists` where there is one already."""
    folder = Path(path)
    return Workspace(folder, DeltaLog.create(folder), READERS, WRITERS, utc_now)
