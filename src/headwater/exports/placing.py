"""Putting an export in its place: written beside it first, then renamed, so that nobody ever reads half of one."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from headwater.errors import BadQuestion, StoreUnwritable

_EXPORT_ENDINGS = (".csv", ".parquet", "datapackage.json", "structure.xml")
_OURS = ".headwater-part-"


@contextmanager
def _disk_errors(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreUnwritable(
            f"The export could not be written: {error.strerror or error}.",
            "Free some space or choose a folder you may write; nothing was left half written.",
            str(target),
        ) from error


def write_file(target: Path, fill: Callable[[Path], None], *, force: bool) -> list[Path]:
    """Have `fill` write a temporary sibling of the file `target`, then move it there."""
    with _disk_errors(target):
        _check_file(target, force=force)
        with _scratch_folder(target) as scratch:
            part = scratch / target.name
            fill(part)
            part.replace(target)
    return [target]


def write_folder(target: Path, fill: Callable[[Path], None], *, force: bool) -> list[Path]:
    """Have `fill` write a temporary sibling of the folder `target`, then move it there; return the files in it."""
    with _disk_errors(target):
        _check_folder(target, force=force)
        with _scratch_folder(target) as scratch:
            part = scratch / "new"
            part.mkdir()
            fill(part)
            if target.exists():
                target.rename(scratch / "old")  # leaves with the scratch folder
            part.rename(target)
    return sorted(path for path in target.rglob("*") if path.is_file())


def fill_parts(
    folder: Path, parts: Sequence[Mapping[str, pl.DataFrame]], fill: Callable[[Path, Mapping[str, pl.DataFrame]], None]
) -> None:
    """Have `fill` write the tables with rows: the first part into the folder, the n-th into its folder `part-n`."""
    for number, tables in enumerate(parts, 1):
        place = folder if number == 1 else folder / f"part-{number}"
        place.mkdir(exist_ok=True)
        fill(place, {name: frame for name, frame in tables.items() if frame.height})


def _check_file(target: Path, *, force: bool) -> None:
    if target.is_dir():
        raise BadQuestion(f"{target} is a folder.", "Name the file to write, for example with the format's ending.")
    if target.exists() and not force:
        raise BadQuestion(f"{target} is there already.", "Choose another file, or replace it with --force.")


def _check_folder(target: Path, *, force: bool) -> None:
    """Refuse what would lose somebody's files: `force` replaces a folder only where it holds an export and no more."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise BadQuestion(f"{target} is no folder.", "Choose a new folder for the export.")
    inside = sorted(target.iterdir()) if target.exists() else []
    if not inside:
        return
    if not force:
        raise BadQuestion(
            f"{target} is not empty.", "Choose a new or empty folder, or replace an earlier export with --force."
        )
    foreign = [path.name for path in target.rglob("*") if not _is_of_an_export(path)]
    if foreign:
        raise BadQuestion(
            f"{target} holds more than an export: {', '.join(foreign[:5])}.",
            "Choose a new or empty folder; --force never deletes other files.",
        )


def _is_of_an_export(path: Path) -> bool:
    if path.is_dir():
        return re.fullmatch(r"part-[0-9]+", path.name) is not None and not path.is_symlink()
    return path.name.endswith(_EXPORT_ENDINGS)


@contextmanager
def _scratch_folder(target: Path) -> Iterator[Path]:
    """A temporary folder beside the target: on the same file system, so that moving from it is one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=_OURS, dir=target.parent))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
