"""The folder of a server's uploads among those of the system's temporary folder, and who owns which.

A server holds a lock on a file of its folder for as long as it lives; the system takes the lock away when the process
ends, however it ends. So a folder whose lock can be had belongs to nobody, and nothing has to be guessed from numbers
of processes or from times. Folders of other people, and links, are never touched.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

PREFIX = "headwater-uploads-"
LOCK = ".owner"
_UNLOCKED_SECONDS = 24 * 3600.0
"""A folder without a lock is being made at this moment, or was left by an older Headwater: it goes when it is old."""


@dataclass(frozen=True, slots=True)
class Home:
    """A folder of our own; `lock` is an open file, whose lock says that it is in use."""

    folder: Path
    lock: int

    @classmethod
    def make(cls) -> Self:
        """A new folder that only this user can open."""
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        unnamed = folder / f"{LOCK}-new"
        lock = os.open(unnamed, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        fcntl.flock(lock, fcntl.LOCK_EX)
        unnamed.rename(folder / LOCK)  # under this name nobody ever sees it without its lock
        return cls(folder, lock)

    def remove(self) -> None:
        """Remove it; again does nothing."""
        if self.folder.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            with suppress(OSError):
                os.close(self.lock)


def remove_leftovers() -> None:
    """Remove folders that servers left which were killed before they could do it themselves."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if _is_ours(folder) and _is_left(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _is_ours(folder: Path) -> bool:
    """Whether it is a folder of this very user, and no link to one."""
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()


def _is_left(folder: Path) -> bool:
    """Whether no living process holds it."""
    try:
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW)
    except FileNotFoundError:
        return time.time() - folder.stat().st_mtime > _UNLOCKED_SECONDS
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # somebody lives in it
        return False
    finally:
        os.close(lock)
    return True
