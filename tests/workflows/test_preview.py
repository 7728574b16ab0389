"""A preview says what the map becomes, and writes nothing: compared with what happens when the files are recorded."""

import re
from datetime import UTC, datetime

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from headwater.claims.model import View, Viewer
from headwater.errors import NotFound, Outdated, UnknownFormat
from headwater.intake import READERS
from headwater.storage import DeltaLog
from headwater.supply_map import MAP_TABLES
from headwater.workflows import preview as previewing
from headwater.workflows.candidate import CANDIDATE, Candidate
from headwater.workflows.changes import changes
from headwater.workflows.preview import preview, preview_retraction
from headwater.workflows.record import add, restore, retract
from headwater.workflows.view import build_map

REFINED = "product:glimmerite-refined"
HEAD = "product,provider,share,basis,period,source,locator,stated_on,disclosure\n"
FILES = {
    "sources": "id,title,kind,source,locator\nsource:census,Census of 2026,official-statistics,source:census,title\n",
    "provisions": HEAD
    + f"{REFINED},country:CHN,0.5,volume,2024,source:census,row 1,2026-01-01,\n"
    + f"{REFINED},country:KOR,0.1,volume,2024,source:census,row 2,2026-01-01,own\n",
}


def clock():
    return datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def log(tmp_path, tiny_world):
    made = DeltaLog.create(tmp_path / "store", durable=False)
    add(made, READERS, [tiny_world], contributor="tester", clock=clock)
    return made


def written(folder, files):
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path):
    return written(tmp_path / "files", FILES)


def without_ids(supply_map, identity):
    """The tables of a map with one contribution called X; lists of claims in the order this gives."""

    def told(frame):
        text = frame.write_ndjson().replace(f'"{identity}:', '"X:')
        return sorted(
            re.sub(r'"claims":\[(.*?)\]', lambda m: str(sorted(m[1].split(","))), line) for line in text.splitlines()
        )

    return {name: told(supply_map[name]) for name in MAP_TABLES}


@pytest.mark.parametrize("viewer", ["owner", "public"])
def test_the_candidate_map_is_the_map_that_comes(log, folder, viewer):
    view = View(viewer=Viewer.parse(viewer))
    rows = {}
    for reader in READERS:
        if reader.recognises([folder]):
            rows = dict(reader.read([folder]).batches)
    foreseen = build_map(Candidate(log, rows), view)
    before = build_map(log, view).digest()
    assert len(log.contributions()) == 1
    added = add(log, READERS, [folder], contributor="anna", clock=clock)
    came = build_map(log, view)
    assert without_ids(foreseen, CANDIDATE) == without_ids(came, added.contribution)
    assert came.digest() != before


def test_a_preview_writes_nothing_and_names_the_map_it_was_made_for(log, folder):
    entries, digest = log.contributions(), build_map(log, View()).digest()
    found = preview(log, READERS, [folder])
    assert log.contributions() == entries
    assert log.verify().uncommitted_rows == 0
    assert found.seen == digest
    assert (found.format, dict(found.rows), found.problems) == ("own", {"sources": 1, "provisions": 2}, ())
    assert found.recorded_before == ()
    add(log, READERS, [folder], contributor="anna", clock=clock)
    assert preview(log, READERS, [folder]).recorded_before == (log.contributions()[-1].id,)


def test_what_changes_is_told_by_how_much_it_does(log, folder):
    found = preview(log, READERS, [folder]).changes
    assert [(row["kind"], row["provider"]["id"]) for row in found.shares] == [
        ("changed", "country:CHN"), ("new", "country:KOR"),
    ]  # fmt: skip
    china = found.shares[0]
    assert (china["before"]["share"], china["after"]["share"]) == (0.9, 0.5)
    assert found.counts()["shares.changed"] == 1


def test_a_viewer_is_told_only_what_they_may_see(log, folder):
    found = preview(log, READERS, [folder], view=View(viewer=Viewer.parse("public")))
    assert found.rows["provisions"] == 1
    assert [row["provider"]["id"] for row in found.changes.shares] == ["country:CHN"]
    assert [problem.column for problem in found.problems] == ["disclosure"]


def test_a_map_compared_with_itself_has_no_changes(log):
    here = build_map(log, View())
    found = changes(here, here)
    assert set(found.counts().values()) == {0}


def test_what_comes_by_adding_goes_by_taking_back(log, folder):
    added = add(log, READERS, [folder], contributor="anna", clock=clock)
    foreseen = preview_retraction(log, added.contribution)
    before = build_map(log, View())
    retract(log, added.contribution, contributor="anna", clock=clock)
    assert foreseen == changes(before, build_map(log, View()))
    assert foreseen.shares[0]["after"]["share"] == 0.9
    with pytest.raises(NotFound):
        preview_retraction(log, added.contribution)


def test_beyond_a_number_of_rows_only_the_rows_are_told(log, folder, monkeypatch):
    monkeypatch.setattr(previewing, "MOST_ROWS", 2)
    found = preview(log, READERS, [folder])
    assert found.changes is None
    assert found.rows == {"sources": 1, "provisions": 2}


def test_files_of_no_format_are_refused_as_add_does(log, tmp_path):
    with pytest.raises(UnknownFormat):
        preview(log, READERS, [written(tmp_path / "other", {"holiday": "who,where\nAda,Rome\n"})])


def test_a_candidate_takes_no_writes(log):
    with pytest.raises(TypeError):
        Candidate(log).record([], contributor="anna", recorded_at=clock(), format_name="own")


def test_what_was_taken_back_is_restored_row_for_row(log):
    first = log.contributions()[0]
    before = build_map(log, View())
    with pytest.raises(NotFound):
        restore(log, first.id, contributor="anna", clock=clock)
    retract(log, first.id, contributor="anna", clock=clock)
    again = restore(log, first.id, contributor="anna", clock=clock)
    assert (again.tables, again.files) == (first.tables, first.files)
    assert without_ids(build_map(log, View()), again.id) == without_ids(before, first.id)
    assert log.verify().sound


def test_what_the_check_raises_leaves_nothing_recorded(log, folder):
    def refuse():
        raise Outdated("somebody was first")

    with pytest.raises(Outdated):
        add(log, READERS, [folder], contributor="anna", clock=clock, check=refuse)
    assert len(log.contributions()) == 1
    found = log.verify()
    assert (found.sound, found.uncommitted_rows) == (True, 0)
    assert_frame_equal(
        log.claims("provisions").filter(pl.col("contributor") == "anna").collect(),
        log.claims("provisions").limit(0).collect(),
    )


def test_the_check_sees_what_another_writer_recorded_in_between(log, folder, tmp_path):
    """The other entry comes after the first look of the check and before the commit: only the last look can see it."""
    other, looks = DeltaLog.open(log.path, durable=False), []
    rest = written(tmp_path / "rest", {"sources": FILES["sources"].replace("census", "poll")})

    def once_unchanged():
        looks.append(len(log.contributions()))
        if len(looks) == 1:
            add(other, READERS, [rest], contributor="grace", clock=clock)
        elif looks[-1] != looks[0]:
            raise Outdated("somebody was first")

    with pytest.raises(Outdated):
        add(log, READERS, [folder], contributor="anna", clock=clock, check=once_unchanged)
    assert [entry.contributor for entry in log.contributions()] == ["tester", "grace"]
