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
from headwater.claims.model import Contribution, active_contributions
from headwater.errors import BadQuestion, BadRows, Problem, UnknownFormat, UnreadableFile
from headwater.standard.codes import code_list
from headwater.standard.frames import reader_schema
from headwater.standard.tables import table
from headwater.workflows.reading import Adjustable, Progress, Reader, Reading, RejectedRow, no_progress
from headwater.workflows.sources import Batch, SourceCheck

Clock = Callable[[], datetime]
Rejects = Callable[[Sequence[RejectedRow]], Path]
"""Writes rejected rows somewhere their owner finds them, and says where."""

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
) -> Added:
    """Record files (or one folder) as one contribution.

    `options` are what the reader must be told because the files do not say it (`hs`: the edition of their codes).
    Raises `BadQuestion` for an option that the format does not take, `UnknownFormat`, `UnreadableFile`, `BadRows` with
    every problem, and what `ClaimLog.record` raises; then nothing is recorded.
    """
    who = _contributor(contributor)
    reader = _told(_pick(readers, paths, format_name), options or {})
    reading = reader.read(paths, progress)
    taking = _Taking(log, reading, skip_bad=skip_bad, rejects=rejects)
    recorded = log.record_once(
        taking.batches(), contributor=who, recorded_at=clock(), format_name=reader.name, files=reading.files, note=note
    )
    return taking.added(recorded)


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
    """Record each file as a contribution of its own, one after another; what is recorded stays, whatever comes later.

    Run again after an interruption it goes on where it stopped: a file whose bytes this contributor recorded in this
    format is passed over unread, unless `options` say what its bytes do not. Raises as `add` does.
    """
    who = _contributor(contributor)
    reader = _pick(readers, paths, format_name)
    inside = [inner for path in paths for inner in (sorted(path.iterdir()) if path.is_dir() else [path])]
    for path in inside:
        if not reader.recognises([path]):
            continue  # a table of codes beside, or something else
        same = None if options else _recorded_as(log, reader, path, who)
        yield path, same or add(
            log, [reader], [path], contributor=who, clock=clock, format_name=reader.name, options=options, note=note,
            progress=progress,
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


def retract(
    log: ClaimLog, contribution: str, *, contributor: str, clock: Clock, note: str | None = None
) -> Contribution:
    """Take a contribution back; `NotFound` where there is none that counts."""
    return log.retract(contribution.strip(), contributor=_contributor(contributor), recorded_at=clock(), note=note)


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

    def __init__(self, log: ClaimLog, reading: Reading, *, skip_bad: bool, rejects: Rejects | None) -> None:
        self._reading = reading
        self._skip_bad = skip_bad
        self._rejects = rejects
        self._sources = SourceCheck(log, reading.files[0].name if len(reading.files) == 1 else None)
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


def _pick(readers: Sequence[Reader], paths: Sequence[Path], format_name: str | None) -> Reader:
    """The reader of that name, or the only one that recognises the files: none is passed over silently."""
    names = tuple(reader.name for reader in readers)
    for path in paths:
        if not path.exists():
            raise UnreadableFile("There is no such file or folder.", "Check the name.", str(path))
    fitting = [
        reader
        for reader in readers
        if (reader.recognises(paths) if format_name is None else reader.name == format_name)
    ]
    if len(fitting) > 1:
        said = " and ".join(reader.name for reader in fitting)
        raise UnknownFormat(
            f"This holds files of several formats: {said}.",
            f"Add them one after another, each with its format: --as {fitting[0].name}, then --as {fitting[1].name}.",
            ", ".join(path.name for path in paths),
            valid=[reader.name for reader in fitting],
        )
    if fitting:
        return fitting[0]
    if format_name is not None:
        raise UnknownFormat(f"There is no format {format_name!r}.", valid=names)
    where = ", ".join(path.name for path in paths)
    raise UnknownFormat("No reader recognises this.", "Name the format with --as.", where, valid=names)


def _told(reader: Reader, options: Mapping[str, str]) -> Reader:
    """The reader, knowing the options; `BadQuestion` where it takes no such option."""
    taken = reader.options if isinstance(reader, Adjustable) else ()
    for name in options:
        if name not in taken:
            raise BadQuestion(f"The format {reader.name} takes no option {name!r}.", "Leave it away.", valid=taken)
    return reader.told(options) if options and isinstance(reader, Adjustable) else reader


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


def _row(name: str, values: Mapping[str, str | None]) -> pl.DataFrame:
    return pl.DataFrame([values], schema=dict(reader_schema(table(name))))
