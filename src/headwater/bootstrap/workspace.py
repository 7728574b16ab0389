"""A workspace: the store at a path, with the readers, writers and clock that go with it."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.claims.log import ClaimLog
from headwater.exports import WRITERS, Writer
from headwater.intake import READERS
from headwater.reading import Gazetteer
from headwater.storage import DeltaLog
from headwater.storage.layout import store_id
from headwater.workflows.reading import Reader
from headwater.workflows.review import Desk, ReviewQueue

if TYPE_CHECKING:
    from headwater.intake.articles import ArticleFiles

DEFAULT_STORE = Path("headwater-store")


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything that does input or output, picked here and handed to the workflows."""

    path: Path
    log: ClaimLog
    readers: Sequence[Reader]
    writers: Mapping[str, Writer]
    clock: Callable[[], datetime]

    def review_queue(self) -> ReviewQueue:
        """The review queue: in the store's folder, or in the database that HEADWATER_REVIEW_DATABASE names."""
        from headwater.storage.review_queue import DatabaseQueue  # noqa: PLC0415 - few commands need a database

        address = os.environ.get("HEADWATER_REVIEW_DATABASE", "").strip()
        store = store_id(self.path)
        return DatabaseQueue.at(address, store) if address else DatabaseQueue.in_folder(self.path, store)

    def desk(self, reviewer: str, queue: ReviewQueue | None = None) -> Desk:
        """A place at the queue for a reviewer."""
        return Desk(queue or self.review_queue(), self.log, self.clock, reviewer, new_key)

    def open_articles(self, paths: Sequence[Path]) -> ArticleFiles:
        """The articles of files and folders; `UnreadableFile` where a path is not there or a folder has none."""
        from headwater.intake.articles import open_articles  # noqa: PLC0415 - the same

        return open_articles(paths)

    def known_organizations(self) -> Gazetteer:
        """The organizations that readers know by name."""
        from headwater.bootstrap.known import known_organizations  # noqa: PLC0415 - few commands read articles

        return known_organizations()


def new_key() -> str:
    """A key for a decision whose asker gave none."""
    return secrets.token_hex(16)


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
