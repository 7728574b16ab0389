"""Adding files, retracting, and judging who is who; readers here are made up, stores are real."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from headwater.claims.model import FileStamp, active_contributions
from headwater.errors import BadQuestion, BadRows, NotFound, Problem, UnknownFormat, UnreadableFile
from headwater.standard.frames import reader_schema
from headwater.standard.tables import table
from headwater.storage import DeltaLog
from headwater.workflows.reading import Reading, RejectedRow, no_progress
from headwater.workflows.record import JUDGEMENT_SOURCE, add, judge, retract

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def clock():
    return NOON


def rows(name, *cells):
    said = [
        {"source": "source:survey", "locator": f"survey.csv, row {n}", **row} for n, row in enumerate(cells, start=2)
    ]
    return pl.DataFrame(said, schema=dict(reader_schema(table(name))))


SOURCES = rows("sources", {"id": "source:survey", "title": "A survey"})
PROVISIONS = rows("provisions", {"product": "product:lens", "share": 0.5}, {"product": "product:mirror", "share": 0.25})


@dataclass
class MadeUpReader:
    """Gives the batches it was made with; problems and rejected rows show up while they are taken."""

    batches: list = field(default_factory=lambda: [("sources", SOURCES), ("provisions", PROVISIONS)])
    problems: list = field(default_factory=list)
    rejected: list = field(default_factory=list)
    name: str = "made-up"
    title: str = "A reader for tests"
    ending: str = ".csv"

    def recognises(self, paths):
        return all(path.name.endswith(self.ending) for path in paths)

    def read(self, paths, progress=no_progress):
        reading = Reading(tuple(FileStamp(path.name, 4, "ab" * 32) for path in paths), iter(()))
        reading.batches = self._give(reading)
        progress(1, 1, "rows")
        return reading

    def _give(self, reading):
        yield from self.batches
        reading.problems += self.problems
        reading.rejected += self.rejected


@pytest.fixture
def log(tmp_path):
    return DeltaLog.create(tmp_path / "store", durable=False)


@pytest.fixture
def files(tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text("a,b\n")
    return [path]


def added(log, files, *readers, **options):
    return add(log, readers or [MadeUpReader()], files, contributor="anna", clock=clock, **options)


def assert_nothing_recorded(log):
    assert log.contributions() == ()
    assert log.claims("provisions").collect().is_empty()
    assert log.verify().uncommitted_rows == 0


def test_adding_says_what_was_recorded(log, files):
    done = added(log, files, note="first")
    (entry,) = log.contributions()
    assert (done.contribution, dict(done.rows)) == (entry.id, {"sources": 1, "provisions": 2})
    assert (done.problems, done.rejected, done.already_recorded) == ((), None, None)
    assert (entry.contributor, entry.recorded_at, entry.format, entry.note) == ("anna", NOON, "made-up", "first")
    assert entry.files == (FileStamp("survey.csv", 4, "ab" * 32),)
    assert log.claims("provisions").select(PROVISIONS.columns).collect().equals(PROVISIONS)


def test_the_reader_that_recognises_the_files_reads_them(log, files):
    other = MadeUpReader(name="other", ending=".xlsx")
    assert log.contributions() == ()
    added(log, files, other, MadeUpReader())
    assert log.contributions()[0].format == "made-up"


def test_a_format_that_is_named_is_used(log, files):
    forced = MadeUpReader(name="forced", ending=".never")
    added(log, files, MadeUpReader(), forced, format_name="forced")
    assert log.contributions()[0].format == "forced"


@pytest.mark.parametrize("name", [None, "excel"])
def test_an_unknown_format_lists_those_there_are(log, files, name):
    readers = [MadeUpReader(name="own", ending=".never"), MadeUpReader(name="eto", ending=".never")]
    with pytest.raises(UnknownFormat) as caught:
        added(log, files, *readers, format_name=name)
    assert list(caught.value.valid) == ["own", "eto"]
    assert_nothing_recorded(log)


def test_a_file_that_is_not_there(log, tmp_path):
    with pytest.raises(UnreadableFile, match=r"nowhere\.csv"):
        added(log, [tmp_path / "nowhere.csv"])


@pytest.mark.parametrize("name", ["", "  "])
def test_somebody_must_have_recorded_it(log, files, name):
    with pytest.raises(BadQuestion, match="contributor"):
        add(log, [MadeUpReader()], files, contributor=name, clock=clock)


def test_one_bad_row_refuses_all_and_every_problem_is_told(log, files):
    problems = [Problem("Not a number.", "Write a number.", "survey.csv", row, "share", "x") for row in (3, 9)]
    with pytest.raises(BadRows) as caught:
        added(log, files, MadeUpReader(problems=problems))
    assert list(caught.value.problems) == problems
    assert_nothing_recorded(log)


def test_bad_rows_can_be_skipped_and_are_handed_over(log, files, tmp_path):
    problem = Problem("Not a number.", "Write a number.", "survey.csv", 3, "share", "x")
    rejected = [RejectedRow("survey.csv", 3, {"share": "x"}, problem)]
    handed = []

    def rejects(those):
        handed.extend(those)
        return tmp_path / "rejected.csv"

    reader = MadeUpReader(problems=[problem], rejected=rejected)
    done = added(log, files, reader, skip_bad=True, rejects=rejects)
    assert handed == rejected
    assert (done.problems, done.rejected) == ((problem,), tmp_path / "rejected.csv")
    assert dict(done.rows) == {"sources": 1, "provisions": 2}


def test_what_cannot_be_handed_over_is_not_recorded_without(log, files):
    def rejects(_):
        raise PermissionError("no")

    problem = Problem("Not a number.", "Write a number.", "survey.csv", 3, "share", "x")
    reader = MadeUpReader(problems=[problem], rejected=[RejectedRow("survey.csv", 3, {"share": "x"}, problem)])
    with pytest.raises(PermissionError):
        added(log, files, reader, skip_bad=True, rejects=rejects)
    assert_nothing_recorded(log)


@pytest.mark.parametrize("skip_bad", [False, True])
def test_where_no_row_is_left_nothing_is_recorded(log, files, skip_bad):
    with pytest.raises(BadRows, match="no row"):
        added(log, files, MadeUpReader(batches=[]), skip_bad=skip_bad)
    assert_nothing_recorded(log)


def test_the_same_file_twice_is_recorded_once(log, files):
    first, again = added(log, files), added(log, files)
    assert again.already_recorded == again.contribution == first.contribution
    assert again.rows == first.rows
    assert len(log.contributions()) == 1


def test_the_same_rows_from_somebody_else_are_another_voice(log, files):
    first = added(log, files)
    other = add(log, [MadeUpReader()], files, contributor="bert", clock=clock)
    assert other.already_recorded is None
    assert active_contributions(log.contributions()) == {first.contribution, other.contribution}


def test_what_was_retracted_may_be_added_again(log, files):
    first = added(log, files)
    gone = retract(log, f" {first.contribution} ", contributor="anna", clock=clock, note="too early")
    assert (gone.retracts, gone.note) == (first.contribution, "too early")
    again = added(log, files)
    assert again.already_recorded is None
    assert active_contributions(log.contributions()) == {again.contribution}
    with pytest.raises(NotFound):
        retract(log, "20260101-00000000", contributor="anna", clock=clock)


# Sources


def test_a_source_may_come_after_the_rows_that_name_it(log, files):
    added(log, files, MadeUpReader(batches=[("provisions", PROVISIONS), ("sources", SOURCES)]))
    assert log.claims("provisions").collect().height == 2


def test_a_source_may_be_in_the_store_already(log, files):
    added(log, files, MadeUpReader(batches=[("sources", SOURCES)]))
    added(log, files, MadeUpReader(batches=[("provisions", PROVISIONS)]))
    assert log.claims("provisions").collect().height == 2


def test_a_source_that_was_retracted_is_missing(log, files):
    first = added(log, files, MadeUpReader(batches=[("sources", SOURCES)]))
    retract(log, first.contribution, contributor="anna", clock=clock)
    with pytest.raises(BadRows):
        added(log, files, MadeUpReader(batches=[("provisions", PROVISIONS)]))


def test_missing_sources_are_told_once_each_with_their_first_row(log, files):
    strange = rows(
        "provisions", {"source": "source:survay"}, {"source": "source:survay"}, {"source": "source:other"}, {}
    )
    batches = [("sources", SOURCES), ("provisions", strange), ("provisions", strange)]
    with pytest.raises(BadRows) as caught:
        added(log, files, MadeUpReader(batches=batches))
    told = caught.value.problems
    assert [(problem.value, problem.column, problem.file) for problem in told] == [
        ("source:survay", "source", "survey.csv"),
        ("source:other", "source", "survey.csv"),
    ]
    assert "4 rows of provisions (the first: survey.csv, row 2)" in told[0].problem
    assert told[0].remedy == "Did you mean source:survey?"
    assert_nothing_recorded(log)


@pytest.mark.parametrize("sources_last", [False, True])
def test_rows_of_a_missing_source_can_be_skipped(log, files, sources_last):
    some = rows("provisions", {"product": "product:a"}, {"product": "product:b", "source": "source:nowhere"})
    batches = [("sources", SOURCES), ("provisions", some)]
    handed = []

    def rejects(those):
        handed.extend(those)
        return Path("rejected.csv")

    reader = MadeUpReader(batches=batches[::-1] if sources_last else batches)
    done = added(log, files, reader, skip_bad=True, rejects=rejects)
    assert dict(done.rows) == {"sources": 1, "provisions": 1}
    assert log.claims("provisions").collect()["product"].to_list() == ["product:a"]
    assert [row.cells for row in handed] == [
        {"product": "product:b", "source": "source:nowhere", "locator": "survey.csv, row 3"}
    ]
    assert [problem.value for problem in done.problems] == ["source:nowhere"]


# Judgements


def test_a_judgement_is_a_claim_with_its_source(log):
    entry = judge(log, "org:eto.asml", "same", "org:asml", contributor="anna", clock=clock, reason="same LEI")
    (row,) = log.claims("judgements").collect().to_dicts()
    said = {"left": "org:eto.asml", "right": "org:asml", "verdict": "same", "reason": "same LEI", "judged_by": "anna"}
    assert {name: row[name] for name in said} == said
    assert (row["source"], row["stated_on"], row["contribution"]) == (JUDGEMENT_SOURCE, "2026-03-01", entry.id)
    assert log.claims("sources").collect()["id"].to_list() == [JUDGEMENT_SOURCE]


def test_a_judgement_is_undone_by_retracting_it_and_the_others_keep_their_source(log):
    first = judge(log, "org:a", "same", "org:b", contributor="anna", clock=clock)
    second = judge(log, "org:a", "not-same", "org:c", contributor="anna", clock=clock)
    retract(log, first.id, contributor="anna", clock=clock)
    active = active_contributions(log.contributions())
    assert active == {second.id}
    for name in ("sources", "judgements"):
        assert set(log.claims(name).filter(pl.col("contribution").is_in(active)).collect()["contribution"]) == {
            second.id
        }


def test_the_same_judgement_on_the_same_day_is_recorded_once(log):
    once = [judge(log, "org:a", "unsure", "org:b", contributor="anna", clock=clock) for _ in range(2)]
    assert once[0] == once[1]


@pytest.mark.parametrize(
    ("left", "verdict", "right"),
    [
        ("org:a", "equal", "org:b"),
        ("org:a", "same", "product:b"),
        ("org:a", "same", "org:a"),
        ("a", "same", "org:b"),
        ("org:", "same", "org:b"),
        ("agreement:a", "same", "agreement:b"),
        ("org:a\n", "same", "org:b"),
    ],
)
def test_what_is_no_judgement_is_refused(log, left, verdict, right):
    with pytest.raises(BadQuestion):
        judge(log, left, verdict, right, contributor="anna", clock=clock)
    assert log.contributions() == ()


def test_files_that_two_readers_recognise_are_refused_and_both_are_named(log, files):
    readers = [MadeUpReader(name="one"), MadeUpReader(name="other")]
    with pytest.raises(UnknownFormat, match="one and other") as caught:
        add(log, readers, files, contributor="ana", clock=clock)
    assert "--as one, then --as other" in str(caught.value)
    assert log.contributions() == ()
    assert add(log, readers, files, format_name="other", contributor="ana", clock=clock).rows["provisions"] == 2


class ToldReader(MadeUpReader):
    """A made-up reader that can be told the edition of its codes, and keeps what it was told."""

    options = ("hs",)

    def told(self, options):
        told = ToldReader()
        told.title = options["hs"]
        told.batches = [("sources", rows("sources", {"id": "source:survey", "title": options["hs"]}))]
        return told


def test_a_reader_is_told_the_options_it_takes(tmp_path):
    log = DeltaLog.create(tmp_path / "store")
    path = tmp_path / "survey.csv"
    path.touch()
    add(log, [ToldReader()], [path], contributor="me", clock=clock, options={"hs": "HS2017"})
    assert log.claims("sources").collect()["title"].to_list() == ["HS2017"]


@pytest.mark.parametrize("reader", [MadeUpReader(), ToldReader()])
def test_an_option_the_format_does_not_take(tmp_path, reader):
    log = DeltaLog.create(tmp_path / "store")
    path = tmp_path / "survey.csv"
    path.touch()
    with pytest.raises(BadQuestion, match="takes no option 'colour'"):
        add(log, [reader], [path], contributor="me", clock=clock, options={"colour": "red"})
