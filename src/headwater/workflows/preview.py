"""What would change if files were recorded, or a contribution taken back: found by resolving maps, writing nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from headwater.claims.log import ClaimLog
from headwater.claims.model import FileStamp, View
from headwater.errors import NotFound, Problem
from headwater.supply_map import SupplyMap
from headwater.workflows.candidate import Candidate
from headwater.workflows.changes import Changes, changes
from headwater.workflows.contributions import counting_contributions
from headwater.workflows.reading import Progress, Reader, RejectedRow, no_progress
from headwater.workflows.recognise import pick, told
from headwater.workflows.sources import Batch, SourceCheck
from headwater.workflows.view import build_map

MOST_ROWS = 300_000
"""Of files with more rows it is told how many, and not what would change: all of them would have to be in memory."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What adding the files would do.

    `rows` counts the good rows by table; `problems` and `rejected` are complete. `recorded_before` are the
    contributions that hold files of the same bytes and count. `seen` is the digest of the map it was compared with.
    `changes` is None where there are more than `MOST_ROWS` good rows.
    """

    format: str
    files: tuple[FileStamp, ...]
    rows: Mapping[str, int]
    problems: tuple[Problem, ...]
    rejected: tuple[RejectedRow, ...]
    recorded_before: tuple[str, ...]
    seen: str
    changes: Changes | None


def preview(  # noqa: PLR0913 - each is one thing the caller decides
    log: ClaimLog,
    readers: Sequence[Reader],
    paths: Sequence[Path],
    *,
    view: View = View(),  # noqa: B008 - frozen
    before: SupplyMap | None = None,
    format_name: str | None = None,
    options: Mapping[str, str] | None = None,
    progress: Progress = no_progress,
) -> Preview:
    """Read the files as `record.add` would with `skip_bad`, and say what the map of `view` would become.

    `before` is that map where the caller has it already. Bad rows are left out of the changes, and of nothing else.
    Raises what `record.add` raises before it records, except for bad rows.
    """
    reader = told(pick(readers, paths, format_name), options or {})
    now = before if before is not None else build_map(log, view)
    reading = reader.read(paths, progress)
    check = SourceCheck.of(log, reading, view.viewer)
    rows = _Rows(check.pass_known(reading.batches))
    found = None
    if rows.kept is not None:
        found = changes(now, build_map(Candidate(log, rows.kept), view))
    return Preview(
        format=reader.name,
        files=reading.files,
        rows=rows.counts,
        problems=(*reading.problems, *check.problems),
        rejected=(*reading.rejected, *check.rejected),
        recorded_before=_recorded_before(log, view, reading.files),
        seen=now.digest(),
        changes=found,
    )


def preview_retraction(log: ClaimLog, contribution: str, *, view: View = View()) -> Changes:  # noqa: B008 - frozen
    """What the map of `view` would be without a contribution; `NotFound` where this viewer sees none that counts."""
    if contribution not in counting_contributions(log, view.viewer):
        raise NotFound(f"There is no contribution {contribution} that counts.", "See `headwater log`.", contribution)
    return changes(build_map(log, view), build_map(Candidate(log, retracts=contribution), view))


class _Rows:
    """The good rows by table: counted, and kept while they are few enough."""

    def __init__(self, batches: Iterable[Batch]) -> None:
        self.counts: dict[str, int] = {}
        self.kept: dict[str, pl.DataFrame] | None = None
        frames: dict[str, list[pl.DataFrame]] = {}
        for name, rows in batches:
            if not rows.height:
                continue
            self.counts[name] = self.counts.get(name, 0) + rows.height
            if sum(self.counts.values()) > MOST_ROWS:
                frames.clear()
            else:
                frames.setdefault(name, []).append(rows)
        if sum(self.counts.values()) <= MOST_ROWS:
            self.kept = {name: pl.concat(parts) for name, parts in frames.items()}


def _recorded_before(log: ClaimLog, view: View, files: Sequence[FileStamp]) -> tuple[str, ...]:
    """Contributions that hold files of exactly these bytes, count, and that the viewer may see, oldest first."""
    wanted = sorted(stamp.sha256 for stamp in files)
    counting = counting_contributions(log, view.viewer)
    return tuple(
        entry.id
        for entry in log.contributions()
        if entry.id in counting and entry.files and sorted(stamp.sha256 for stamp in entry.files) == wanted
    )
