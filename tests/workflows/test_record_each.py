"""Files one after another: what is recorded stays, and a second run goes on where the first stopped."""

from datetime import UTC, datetime

import pytest

from headwater.claims.model import View
from headwater.errors import BadRows, UnreadableFile
from headwater.intake import READERS
from headwater.resolution.flows import RecordedFlows
from headwater.storage import DeltaLog
from headwater.workflows.record import add, retract
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


def test_a_folder_of_several_editions_is_refused_before_anything_is_recorded(log, folder):
    other = folder / "BACI_HS12_Y2019_V202301.csv"
    other.write_text("t,i,j,k,v,q\n2019,156,410,381800,3,1\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"BACI_HS12_Y2019.*HS2012.*BACI_HS17_Y2020.*HS2017"):
        list(each(log, folder))
    other.rename(folder / "BACI_HS17_Y2019_V202401.csv")
    with pytest.raises(UnreadableFile, match="several releases"):
        list(each(log, folder))
    assert log.contributions() == ()


COMTRADE = "period,reporterCode,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,motCode,primaryValue\n"


@pytest.mark.parametrize("one_by_one", [True, False])
def test_a_year_told_in_two_editions_is_refused_and_years_of_several_are_not(log, tmp_path, one_by_one):
    folder = tmp_path / "comtrade"
    folder.mkdir()
    for year, edition in ((2016, "H4"), (2018, "H5"), (2023, "H6")):
        path = folder / f"of_{year}.csv"
        path.write_text(f"{COMTRADE}{year},410,M,156,0,{edition},381800,0,5000\n", encoding="utf-8")

    def record():
        if one_by_one:
            return [added.rows["flows"] for _, added in each(log, folder)]
        return [add(log, READERS, [folder], contributor="test", clock=clock).rows["flows"]]

    again = folder / "of_2018_again.csv"
    again.write_text(f"{COMTRADE}2018,410,M,156,0,H4,381800,0,5000\n", encoding="utf-8")
    said = "Reporter 410 tells 2018 in two editions of the HS: HS2017 in of_2018.csv, HS2012 here"
    with pytest.raises(UnreadableFile, match=said):
        record()
    assert log.contributions() == ()
    again.unlink()
    assert sum(record()) == 3
    assert RecordedFlows(log, View()).editions == ("HS2012", "HS2017", "HS2022")
