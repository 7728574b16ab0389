"""Record files one after another, each as a contribution of its own: many years, gone on with after an interruption."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from headwater.claims.log import ClaimLog
from headwater.claims.model import active_contributions
from headwater.workflows.reading import Progress, Reader, Together, no_progress
from headwater.workflows.recognise import pick, told
from headwater.workflows.record import Added, Clock, add


def add_each(  # noqa: PLR0913 - as `add`
    log: ClaimLog,
    readers: Sequence[Reader],
    paths: Sequence[Path],
    *,
    contributor: str,
    clock: Clock,
    format_name: str | None = None,
    options: Mapping[str, str] | None = None,
    note: str | None = None,
    progress: Progress = no_progress,
) -> Iterator[tuple[Path, Added]]:
    """Record each file by itself; what is recorded stays, whatever comes later. Raises as `add` does.

    Files that may not stand beside each other (of several editions of the HS) are refused before the first is recorded.

    Run again it goes on where it stopped: a file whose bytes this contributor recorded in this format is passed over
    unread, unless `options` say what its bytes do not.
    """
    reader = pick(readers, paths, format_name)
    inside = [inner for path in paths for inner in (sorted(path.iterdir()) if path.is_dir() else [path])]
    ours = [path for path in inside if reader.recognises([path])]  # besides tables of codes, or something else
    knowing = told(reader, options or {})
    if isinstance(knowing, Together):
        knowing.belong_together(ours)
    for path in ours:
        same = None if options else _recorded_as(log, reader, path, contributor.strip())
        yield path, same or add(
            log, [reader], [path], contributor=contributor, clock=clock, format_name=reader.name, options=options,
            note=note, progress=progress,
        )  # fmt: skip


def _recorded_as(log: ClaimLog, reader: Reader, path: Path, contributor: str) -> Added | None:
    """What counts already and was read from the same bytes, by the same contributor in the same format."""
    contributions = log.contributions()
    mine = [each for each in contributions if (each.contributor, each.format) == (contributor, reader.name)]
    if not any(stamp.name == path.name for each in mine for stamp in each.files):
        return None
    stamps, active = reader.read([path]).files, active_contributions(contributions)
    for each in mine:
        if each.id in active and each.files == stamps:
            return Added(each.id, {stamp.table: stamp.rows for stamp in each.tables}, already_recorded=each.id)
    return None
