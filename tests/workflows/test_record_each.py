"""Files one after another: what is recorded stays, and a second run goes on where the first stopped."""

from datetime import UTC, datetime

import pytest

from headwater.errors import BadRows, UnreadableFile
from headwater.intake import READERS
from headwater.storage import DeltaLog
from headwater.workflows.record import retract
from headwater.workflows.record_each import add_each

CODES = "country_code,country_name,country_iso2,country_iso3\n156,China,CN,CHN\n410,Korea,KR,KOR\n"


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "baci"
    made.mkdir()
    (made / "country_codes_V202301.csv").write_text(CODES, encoding="utf-8")
    for year in (2020, 2021, 2022):
        path = made / f"BACI_HS17_Y{year}_V202301.csv"
        path.write_text(f"t,i,j,k,v,q\n{year},156,410,381800,3,1\n", encoding="utf-8")
    return made


@pytest.fixture
def log(tmp_path):
    return DeltaLog.create(tmp_path / "store", durable=False)


def clock():
    return datetime(2026, 3, 1, tzinfo=UTC)


def each(log, folder, contributor="test", **given):
    return add_each(log, READERS, [folder], contributor=contributor, clock=clock, **given)


def test_each_file_is_a_contribution(log, folder):
    names = [(path.name, added.rows["flows"]) for path, added in each(log, folder)]
    assert names == [(f"BACI_HS17_Y{year}_V202301.csv", 1) for year in (2020, 2021, 2022)]
    assert len(log.contributions()) == 3


def test_an_interrupted_run_goes_on(log, folder):
    first = next(each(log, folder))[1]
    again = [added for _, added in each(log, folder)]
    assert [added.already_recorded for added in again] == [first.contribution, None, None]
    assert again[0].rows == first.rows
    assert [added.already_recorded is None for _, added in each(log, folder)] == [False] * 3
    assert len(log.contributions()) == 3


def test_what_was_recorded_before_a_bad_file_stays(log, folder):
    bad = folder / "BACI_HS17_Y2021_V202301.csv"
    bad.write_text("t,i,j,k,v,q\n2021,156,999,381800,3,1\n", encoding="utf-8")
    with pytest.raises(BadRows):
        list(each(log, folder))
    assert len(log.contributions()) == 1


def test_a_changed_file_is_read_again_and_so_is_one_taken_back(log, folder):
    recorded = [added for _, added in each(log, folder)]
    (folder / "BACI_HS17_Y2021_V202301.csv").write_text("t,i,j,k,v,q\n2021,156,410,381800,4,1\n", encoding="utf-8")
    retract(log, recorded[0].contribution, contributor="test", clock=clock)
    assert [added.already_recorded is None for _, added in each(log, folder)] == [True, True, False]


def test_another_contributor_or_an_option_reads_anew(log, folder):
    list(each(log, folder))
    assert all(added.already_recorded is None for _, added in each(log, folder, "somebody else"))
    with pytest.raises(UnreadableFile, match="told: HS2012"):
        list(each(log, folder, options={"hs": "HS2012"}))
