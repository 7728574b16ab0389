"""What people record: rows read from files, retractions, and judgements on who is who.

A contribution is taken whole or not at all. With `skip_bad`, rows that break the standard are handed to `rejects` and
the others recorded. The same rows from the same contributor are recorded once, however often they are added; after
a retraction they may be added again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import polars as pl

from headwater.claims.log import ClaimLog, Recorded
from headwater.claims.model import Contribution, Viewer, active_contributions
from headwater.errors import BadQuestion, BadRows, NotFound, Problem
from headwater.resolution.traders import keep_pairs
from headwater.standard.codes import code_list
from headwater.standard.frames import reader_schema
from headwater.standard.tables import table
from headwater.workflows.contributions import counting_contributions
from headwater.workflows.reading import Progress, Reader, Reading, RejectedRow, no_progress
from headwater.workflows.recognise import pick, told
from headwater.workflows.sources import Batch, SourceCheck

Clock = Callable[[], datetime]
Rejects = Callable[[Sequence[RejectedRow]], Path]
"""Writes rejected rows somewhere their owner finds them, and says where."""

_BATCH_ROWS = 250_000

JUDGEMENT_SOURCE = "source:judgement"


@dataclass(frozen=True, slots=True)
class Added:
    """What came of `add`.

    `contribution` is the id under which the rows count, `already_recorded` the same id where they counted before.
    `rows` says how many each table got. `problems` is empty unless bad rows were skipped; `rejected` is where they are.
    """

    contribution: str
    rows: Mapping[str, int]
    problems: tuple[Problem, ...] = ()
    rejected: Path | None = None
    already_recorded: str | None = None


def add(  # noqa: PLR0913 - each is one thing the caller decides
    log: ClaimLog,
    readers: Sequence[Reader],
    paths: Sequence[Path],
    *,
    contributor: str,
    clock: Clock,
    format_name: str | None = None,
    options: Mapping[str, str] | None = None,
    skip_bad: bool = False,
    rejects: Rejects | None = None,
    note: str | None = None,
    progress: Progress = no_progress,
    viewer: Viewer = Viewer(),  # noqa: B008 - frozen
    check: Callable[[], None] | None = None,
) -> Added:
    """Record files (or one folder) as one contribution.

    `options` are what the reader must be told because the files do not say it (`hs`: the edition of their codes).
    `viewer` is who adds them: rows that only others could see, or that rest on a source hidden from them, are bad.
    `check` is called when nothing can come between it and the entry; what it raises leaves nothing recorded.
    Raises `BadQuestion` for an option that the format does not take, `UnknownFormat`, `UnreadableFile`, `BadRows` with
    every problem, and what `ClaimLog.record` raises; then nothing is recorded.
    """
    who = _contributor(contributor)
    reader = told(pick(readers, paths, format_name), options or {})
    reading = reader.read(paths, progress)
    taking = _Taking(log, reading, viewer, skip_bad=skip_bad, rejects=rejects)
    recorded = log.record_once(
        taking.batches(), contributor=who, recorded_at=clock(), format_name=reader.name, files=reading.files, note=note,
        check=check,
    )  # fmt: skip
    keep_pairs(log, recorded.contribution.id)
    return taking.added(recorded)


def retract(
    log: ClaimLog,
    contribution: str,
    *,
    contributor: str,
    clock: Clock,
    note: str | None = None,
    viewer: Viewer = Viewer(),  # noqa: B008 - frozen
) -> Contribution:
    """Take a contribution back; `NotFound` where there is none that counts, or none of which `viewer` sees a claim."""
    who, identity = _contributor(contributor), contribution.strip()
    if viewer.may_see() is not None and identity not in counting_contributions(log, viewer):
        raise NotFound(f"There is no contribution {identity}.", "See `headwater log` for those there are.", identity)
    return log.retract(identity, contributor=who, recorded_at=clock(), note=note)


def restore(
    log: ClaimLog, contribution: str, *, contributor: str, clock: Clock, note: str | None = None
) -> Contribution:
    """Undo a retraction: record the rows of the contribution that was taken back once more, without its files.

    `NotFound` where there is none of that id that was taken back. Rows that count already are not recorded twice.
    """
    entries = log.contributions()
    found = next((entry for entry in entries if entry.id == contribution.strip() and entry.kind == "add"), None)
    if found is None or found.id in active_contributions(entries):
        raise NotFound(f"No contribution {contribution} was retracted.", "See `headwater log`.", contribution)
    batches = ((stamp.table, rows) for stamp in found.tables for rows in _rows_of(log, stamp.table, found.id))
    return log.record_once(
        batches,
        contributor=_contributor(contributor),
        recorded_at=clock(),
        format_name=found.format,
        files=found.files,
        note=note,
    ).contribution


def judge(
    log: ClaimLog,
    left: str,
    verdict: str,
    right: str,
    *,
    contributor: str,
    clock: Clock,
    reason: str | None = None,
) -> Contribution:
    """Record whether two identifiers mean the same thing; to undo it, retract the contribution returned.

    The judgement brings its own source row along, so that retracting one leaves the others whole. `BadQuestion` for
    another verdict than same, not-same and unsure, for what is no identifier, and for two of different kinds.
    """
    who = _contributor(contributor)
    _must_be_comparable(left, right)
    valid = code_list("verdict").codes()
    if verdict not in valid:
        raise BadQuestion(f"{verdict!r} is no verdict.", valid=valid)
    now = clock()
    said = {"source": JUDGEMENT_SOURCE, "locator": f"judged by {who}", "stated_on": now.date().isoformat()}
    source = {"id": JUDGEMENT_SOURCE, "title": "Judgements of the people who keep this store", **said}
    judgement = {"left": left, "right": right, "verdict": verdict, "reason": reason, "judged_by": who, **said}
    batches = [("sources", _row("sources", source)), ("judgements", _row("judgements", judgement))]
    return log.record_once(batches, contributor=who, recorded_at=now, format_name="judgement").contribution


class _Taking:
    """The batches of one reading on their way into the log, and what was found wrong."""

    def __init__(
        self, log: ClaimLog, reading: Reading, viewer: Viewer, *, skip_bad: bool, rejects: Rejects | None
    ) -> None:
        self._reading = reading
        self._skip_bad = skip_bad
        self._rejects = rejects
        self._sources = SourceCheck.of(log, reading, viewer)
        self._rows = 0
        self._rejected: Path | None = None

    def batches(self) -> Iterator[Batch]:
        """The rows to record. Raises `BadRows` after the last batch, which makes the log forget them all."""
        check = self._sources.pass_known if self._skip_bad else self._sources.pass_all
        for name, rows in check(self._reading.batches):
            self._rows += rows.height
            yield name, rows
        problems = self._problems()
        if problems and not self._skip_bad:
            raise BadRows(
                f"{_counted(len(problems))}; nothing was recorded.",
                "Correct the rows, or skip the bad ones with --skip-bad.",
                problems=problems,
            )
        if not self._rows:
            raise BadRows("There is no row to record.", "Give a file with rows.", problems=problems)
        rejected = [*self._reading.rejected, *self._sources.rejected]
        if rejected and self._rejects:
            self._rejected = self._rejects(rejected)

    def added(self, recorded: Recorded) -> Added:
        """What to tell the caller."""
        contribution = recorded.contribution
        return Added(
            contribution=contribution.id,
            rows={stamp.table: stamp.rows for stamp in contribution.tables},
            problems=self._problems(),
            rejected=self._rejected,
            already_recorded=None if recorded.is_new else contribution.id,
        )

    def _problems(self) -> tuple[Problem, ...]:
        return (*self._reading.problems, *self._sources.problems)


def _counted(problems: int) -> str:
    return "1 problem" if problems == 1 else f"{problems:,} problems"


def _contributor(name: str) -> str:
    if not name.strip():
        raise BadQuestion("A contribution needs a contributor.", "Say who records it.")
    return name.strip()


def _must_be_comparable(left: str, right: str) -> None:
    kinds = table("judgements").column("left").kinds
    for mention in (left, right):
        if not re.fullmatch(rf"({'|'.join(kinds)}):\S(.*\S)?", mention):
            remedy = "An identifier reads KIND:NAME, for example org:asml."
            raise BadQuestion(f"{mention!r} is no identifier.", remedy, valid=kinds)
    if left.partition(":")[0] != right.partition(":")[0]:
        raise BadQuestion(f"{left} and {right} are of different kinds.", "Judge two identifiers of one kind.")
    if left == right:
        raise BadQuestion(f"{left} was given twice.", "Judge two different identifiers.")


def _rows_of(log: ClaimLog, name: str, contribution: str) -> Iterator[pl.DataFrame]:
    """What a contribution recorded in one table, as its reader gave it, in batches."""
    rows = log.claims(name).filter(pl.col("contribution") == contribution)
    return rows.select(list(reader_schema(table(name)))).collect_batches(chunk_size=_BATCH_ROWS, maintain_order=True)


def _row(name: str, values: Mapping[str, str | None]) -> pl.DataFrame:
    return pl.DataFrame([values], schema=dict(reader_schema(table(name))))
