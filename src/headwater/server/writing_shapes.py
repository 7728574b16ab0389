"""From what the workflows of writing give to the shapes HTTP promises."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from headwater.claims.model import FileStamp
from headwater.workflows.changes import Changes


def file_answer(stamp: FileStamp) -> dict[str, Any]:
    """A file that came whole."""
    return {"name": stamp.name, "size": stamp.size, "sha256": stamp.sha256}


def changes_answer(found: Changes, shown: int) -> dict[str, Any]:
    """The first `shown` rows of each kind of change, and how many there are."""
    return {"counts": found.counts(), **{each.name: getattr(found, each.name)[:shown] for each in fields(found)}}
