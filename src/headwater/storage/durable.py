"""Making sure that what was acknowledged outlives a power cut, not only a killed process."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_SETTLED_AFTER_SECONDS = 600  # by then the operating system has long written a file back of its own accord


def sync(path: Path) -> None:
    """Wait until the bytes of a file, or the entries of a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class FolderSync:
    """Syncs what is new in a folder. deltalake does not sync its log; files of other writers before ours count too."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._synced: dict[str, int] = {}

    def __call__(self) -> None:
        """Sync every file that changed since the last call (at first: within the last minutes), then the folder."""
        settled = time.time_ns() - _SETTLED_AFTER_SECONDS * 1_000_000_000
        files = dict(self._files())
        for name, changed in files.items():
            if self._synced.get(name, settled) < changed:
                with suppress(FileNotFoundError):
                    sync(self._folder / name)
        sync(self._folder)
        self._synced = files

    def _files(self) -> Iterator[tuple[str, int]]:
        """Names and times of change; drafts of other writers may vanish while we look."""
        with os.scandir(self._folder) as entries:
            for entry in entries:
                with suppress(FileNotFoundError):
                    if entry.is_file() and "#" not in entry.name:
                        yield entry.name, entry.stat().st_mtime_ns
