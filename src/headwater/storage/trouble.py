"""What the operating system, Polars and deltalake say when a folder cannot be written, in one clear error."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl
from deltalake.exceptions import DeltaError

from headwater.errors import StoreDamaged, StoreUnwritable

_FULL = ("The disk is full.", "Free some space and try again; nothing recorded so far is lost.")
_QUOTA = ("The limit of your disk quota or of file sizes is reached.", "Raise it or free some space, and try again.")
_READ_ONLY = ("The folder is on a read-only file system.", "Copy the store to a folder you can write.")
_FORBIDDEN = ("You have no permission to write there.", "Ask for it, or copy the store to a folder of yours.")
_BROKEN = ("The disk reports an error.", "Check the disk, then run `headwater verify`.")

_SENTENCES: dict[int, tuple[str, str]] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _QUOTA,
    errno.EFBIG: _QUOTA,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EIO: _BROKEN,
}
_OS_ERROR = re.compile(r"os error ([0-9]+)")

WRITE_ERRORS = (OSError, DeltaError, pl.exceptions.PolarsError)
"""What a failing write raises, whichever library was writing."""


def errno_of(error: BaseException) -> int | None:
    """The operating system's number behind an error; the Rust libraries say it only in their text."""
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    found = _OS_ERROR.search(str(error))
    return int(found[1]) if found else None


def unwritable(error: BaseException, store: Path) -> StoreUnwritable | None:
    """The error in our words; None where it is about something else."""
    sentence = _SENTENCES.get(errno_of(error) or 0)
    return None if sentence is None else StoreUnwritable(*sentence, str(store))


@contextmanager
def writing(store: Path) -> Iterator[None]:
    """Turn failures to write into `StoreUnwritable`; let everything else through."""
    try:
        yield
    except WRITE_ERRORS as error:
        translated = unwritable(error, store)
        if translated is None:
            raise
        raise translated from error


@contextmanager
def reading(store: Path) -> Iterator[None]:
    """Turn files of the store that cannot be read into `StoreDamaged`."""
    try:
        yield
    except WRITE_ERRORS as error:
        first_line = str(error).partition("\n")[0]
        raise StoreDamaged(
            "A part of the store cannot be read.",
            "Run `headwater verify` to see what is damaged, and restore it from a copy.",
            str(store),
            findings=(first_line,),
        ) from error
