"""Small tables worked out from one contribution's rows, kept beside the store's tables.

summaries/TABLE/NAME/CONTRIBUTION-SHA256.parquet

The rows of a contribution never change, so what was made of them stays right; a retraction only means that nobody asks
for it. A file that is gone or whose bytes are not those its name promises is made again. Whoever deletes the folder
loses nothing but time.
"""

from __future__ import annotations

import hashlib
import io
import re
import secrets
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import polars as pl
from polars.exceptions import PanicException, PolarsError

from headwater.claims.log import Summary
from headwater.storage.layout import SUMMARIES

WORTH_KEEPING_ROWS = 100_000
"""A contribution with fewer rows is looked at again: that takes no longer than to open a file."""

_FILE = re.compile(r"(?P<contribution>[0-9]{8}-[0-9a-f]{8})-(?P<sha256>[0-9a-f]{64})\.parquet")


class Summaries:
    """The kept summaries of one store. Threads and processes may share a folder: each file is whole or not there."""

    def __init__(self, store: Path) -> None:
        self._folder = store / SUMMARIES

    def get(self, contribution: str, summary: Summary, rows: Callable[[], pl.LazyFrame]) -> pl.DataFrame:
        """What is kept, or worked out now and then kept where the folder can be written."""
        folder = self._folder / summary.table / summary.name
        kept = _kept(folder, contribution)
        if kept is not None:
            return kept
        found = summary.work_out(rows())
        with suppress(OSError):
            _keep(folder, contribution, found)
        return found

    def forget(self) -> None:
        """Delete what is kept, as far as that is allowed."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _kept(folder: Path, contribution: str) -> pl.DataFrame | None:
    with suppress(OSError, PolarsError, PanicException):
        for path in sorted(folder.glob(f"{contribution}-*.parquet")):
            match, content = _FILE.fullmatch(path.name), path.read_bytes()
            if match and hashlib.sha256(content).hexdigest() == match["sha256"]:
                return pl.read_parquet(io.BytesIO(content))
    return None


def _keep(folder: Path, contribution: str, found: pl.DataFrame) -> None:
    buffer = io.BytesIO()
    found.write_parquet(buffer)
    content = buffer.getvalue()
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{secrets.token_hex(8)}"
    try:
        draft.write_bytes(content)
        draft.replace(folder / f"{contribution}-{hashlib.sha256(content).hexdigest()}.parquet")
    finally:
        draft.unlink(missing_ok=True)
