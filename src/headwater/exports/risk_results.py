"""Results of a long run, kept as they come: one small file per finished part, put together at the end.

The parts stand in `OUT.parts` beside the result. Each is written under another name and then renamed, so that a killed
process leaves whole parts only. A run that goes on reads them and does the rest; parts of another network or question
are refused, and two processes cannot write the same parts.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from headwater.errors import BadQuestion, StoreBusy, StoreUnwritable
from headwater.exports.placing import write_file

_ENDINGS = (".csv", ".parquet")


@dataclass
class PartFiles:
    """Parts of one run in one folder. Open them with `part_files`."""

    target: Path
    folder: Path
    size: int
    written: int = 0

    def done(self) -> np.ndarray:
        """Per firm, whether a part holds its result."""
        mask = np.zeros(self.size, np.bool_)
        mask[self.rows()["firm"].to_numpy() - 1] = True
        return mask

    def keep(self, rows: pl.DataFrame) -> None:
        """Write one part; it is on disk when this returns. `StoreUnwritable` where it cannot be written."""
        place = self.folder / f"part-{os.getpid()}-{self.written:06}.parquet"
        self.written += 1
        unfinished = place.with_suffix(".unfinished")
        try:
            rows.write_parquet(unfinished)
            with unfinished.open("rb") as file:
                os.fsync(file.fileno())
            unfinished.replace(place)
        except OSError as error:
            raise StoreUnwritable(
                f"A part of the results could not be written: {error.strerror or error}.",
                "Free some space and give the same command again: it goes on where it stopped.",
                str(self.folder),
            ) from error

    def rows(self) -> pl.DataFrame:
        """All results so far, one row per firm, in order."""
        parts = sorted(self.folder.glob("part-*.parquet"))
        if not parts:
            return pl.DataFrame(schema={"firm": pl.Int64})
        return pl.read_parquet(parts).unique("firm", keep="first").sort("firm")

    def finish(self) -> pl.DataFrame:
        """Put the parts together as the result, and remove them; returns the rows."""
        rows = self.rows()
        write_file(self.target, lambda path: _fill(rows, path), force=True)
        shutil.rmtree(self.folder)
        return rows


@contextmanager
def part_files(target: Path, fingerprint: str, size: int, *, force: bool = False) -> Iterator[PartFiles]:
    """Open the parts beside `target`, new or from an earlier run of the same question, for this process alone.

    Raises `BadQuestion` where `target` is there already or the parts are of another question (`force` starts again),
    and `StoreBusy` where another process is at it.
    """
    _check(target, force=force)
    folder = target.with_name(target.name + ".parts")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w")
    except OSError as error:
        raise StoreUnwritable(f"{folder} cannot be written: {error.strerror}.", "Choose another folder.") from error
    with lock:
        _lock(lock.fileno(), folder)
        _same_question(folder, fingerprint, size, force=force)
        yield PartFiles(target, folder, size)


def write_results(rows: pl.DataFrame, target: Path, *, force: bool = False) -> None:
    """Write results at once; `BadQuestion` where the ending is neither .csv nor .parquet, or the file is there."""
    _check(target, force=force)
    write_file(target, lambda path: _fill(rows, path), force=force)


def _check(target: Path, *, force: bool) -> None:
    if target.suffix not in _ENDINGS:
        raise BadQuestion(f"{target.name} has no ending that says its format.", valid=_ENDINGS)
    if target.exists() and not force:
        raise BadQuestion(f"{target} is there already.", "Choose another file, or replace it with --force.")


def _lock(descriptor: int, folder: Path) -> None:
    """Released by the system when the process ends, however it ends."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise StoreBusy("Another process is working on these results.", "Wait for it.", str(folder)) from None


def _same_question(folder: Path, fingerprint: str, size: int, *, force: bool) -> None:
    said = {"fingerprint": fingerprint, "firms": size}
    place = folder / "question.json"
    if place.is_file() and json.loads(place.read_text(encoding="utf-8")) != said:
        if not force:
            raise BadQuestion(
                f"{folder} holds results of another network or other options.",
                "Remove it, name another --out, or start again with --force.",
            )
        for part in folder.glob("part-*"):
            part.unlink()
    for left_over in folder.glob("*.unfinished"):
        left_over.unlink()
    unfinished = place.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(said), encoding="utf-8")
    unfinished.replace(place)


def _fill(rows: pl.DataFrame, path: Path) -> None:
    if path.suffix == ".parquet":
        rows.write_parquet(path)
    else:
        rows.write_csv(path)
