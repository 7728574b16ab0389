"""Dependency from files to findings, through a store; published figures from the raw download to eight digits."""

from datetime import UTC, datetime

import polars as pl
import pytest

from headwater.claims.model import View
from headwater.errors import BadQuestion, NotFound
from headwater.intake import READERS
from headwater.standard.blocs import bloc, bloc_from
from headwater.storage import DeltaLog
from headwater.workflows.dependency import DependencyQuestion, common_critical_goods, dependency
from headwater.workflows.record import add, retract
from headwater.workflows.view import build_map


def clock():
    return datetime(2026, 3, 1, 12, tzinfo=UTC)


def add_to(log, *paths, **given):
    return add(log, READERS, list(paths), contributor="test", clock=clock, **given)


@pytest.fixture(scope="module")
def thailand(shared_data, tmp_path_factory):
    log = DeltaLog.create(tmp_path_factory.mktemp("thai") / "store", durable=False)
    path = shared_data / "data/trade_comtrade_thailand_8542/TradeData.csv"
    first = add_to(log, path)
    assert add_to(log, path).already_recorded == first.contribution
    return log


def top_of(log, year):
    found = dependency(log, View(), DependencyQuestion(country="Thailand", hs="8542", years=(year, year)))
    (row,) = found.filter(pl.col("indicator") == "top_supplier").to_dicts()
    return row


def test_published_share_of_taiwan_in_2024(thailand):
    row = top_of(thailand, 2024)
    assert row["verdict"] == "largest supplier: country:TWN"
    assert round(row["value"], 8) == 0.43613232


def test_published_share_of_taiwan_in_2014_through_the_map(thailand):
    flows = build_map(thailand, View())["flows"].filter(
        pl.col("period") == "2014", pl.col("buyer") == "country:THA", pl.col("supplier") != "world:World"
    )
    taiwan = flows.filter(pl.col("supplier") == "country:TWN")["value"].sum()
    assert round(taiwan / flows["value"].sum(), 8) == 0.22805471
    assert round(top_of(thailand, 2014)["value"], 8) == 0.22805471


def test_years_that_are_not_there(thailand):
    with pytest.raises(NotFound, match=r"No flows are recorded for 1999.*2014, 2015"):
        top_of(thailand, 1999)


def test_questions_that_make_no_sense():
    with pytest.raises(BadQuestion, match="one country or of one bloc"):
        DependencyQuestion()
    with pytest.raises(BadQuestion, match="no beginning of an HS code"):
        DependencyQuestion(country="KOR", hs="85.*")
    with pytest.raises(BadQuestion, match="first year comes after"):
        DependencyQuestion(country="KOR", years=(2023, 2021))


def test_an_unknown_country(thailand):
    with pytest.raises(BadQuestion, match="'Atlantis' is no country"):
        dependency(thailand, View(), DependencyQuestion(country="Atlantis"))


def test_a_part_of_baci_says_nothing_of_the_whole(shared_data, tmp_path):
    log = DeltaLog.create(tmp_path / "store", durable=False)
    add_to(log, shared_data / "data/trade_baci_zaf_afg_2021", options={"hs": "HS1992"})
    asked = DependencyQuestion(country="AGO", years=(2021, 2021))
    with pytest.raises(NotFound, match="a part of BACI says nothing of the whole"):
        dependency(log, View(), asked)
    limited = DependencyQuestion(country="AGO", years=(2021, 2021), limits={"enough_exporters": 1})
    assert "country:ZAF" in "".join(dependency(log, View(), limited)["verdict"])


HEAD = "t,i,j,k,v,q\n"


@pytest.fixture
def release(tmp_path):
    folder = tmp_path / "release"
    folder.mkdir()
    codes = (
        "country_code,country_name,country_iso2,country_iso3\n156,China,CN,CHN\n392,Japan,JP,JPN\n410,Korea,KR,KOR\n"
    )
    (folder / "country_codes_V202301.csv").write_text(codes, encoding="utf-8")

    def year(name, *lines):
        path = folder / name
        path.write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")
        return path

    return year


ONE = {"enough_exporters": 1}


def test_the_same_years_again_from_another_contributor_change_no_finding(tmp_path, release):
    log = DeltaLog.create(tmp_path / "store", durable=False)
    path = release("BACI_HS17_Y2021_V202301.csv", "2021,156,410,381800,3,1", "2021,392,410,381800,1,1")
    asked = DependencyQuestion(country="KOR", limits=ONE)
    add_to(log, path)
    alone = dependency(log, View(), asked).drop("claims")
    second = add(log, READERS, [path], contributor="somebody else", clock=clock)
    assert dependency(log, View(), asked).drop("claims").equals(alone)
    retract(log, second.contribution, contributor="somebody else", clock=clock)
    assert dependency(log, View(), asked).drop("claims").equals(alone)


def test_blocs_of_the_standard_and_of_a_file(tmp_path, release):
    log = DeltaLog.create(tmp_path / "store", durable=False)
    add_to(log, release("BACI_HS17_Y2022_V202301.csv", "2022,156,410,381800,3,1", "2022,392,410,381800,1,1"))
    asked = DependencyQuestion(bloc=bloc("ipef"), limits=ONE)
    rows = {row["indicator"]: row for row in dependency(log, View(), asked).to_dicts()}
    assert rows["cdi2"]["value"] == pytest.approx(0.75)  # what Korea buys from Japan stays among the members
    assert "14 members of 31 December 2022" in rows["cdi1"]["method"]
    assert "imports of 1 of 14 members recorded in 2022 (country:KOR)" in rows["cdi1"]["method"]
    pair = bloc_from('bloc: pair\nmembers: [KOR, {country: Viet Nam, from: "2020-01-01"}]')
    assert pair.members_on(clock().date()) == ("country:KOR", "country:VNM")
    own = dependency(log, View(), DependencyQuestion(bloc=pair, limits=ONE)).to_dicts()
    assert own[0]["subject"] == "area:pair > hs:HS2017.381800"


def test_goods_in_common(tmp_path, release):
    log = DeltaLog.create(tmp_path / "store", durable=False)
    add_to(log, release("BACI_HS17_Y2022_V202301.csv", "2022,156,410,381800,3,1", "2022,156,392,381800,1,1"))
    found = common_critical_goods(
        log, View(), DependencyQuestion(bloc=bloc("ipef"), limits=ONE | {"partners_in_common": 2})
    )
    assert found["subject"].to_list() == ["hs:HS2017.381800"]


def test_few_exporters_of_one_product_are_no_part_of_the_world(tmp_path, release):
    log = DeltaLog.create(tmp_path / "store", durable=False)
    lines = ["2022,156,410,381800,3,1", "2022,392,410,854231,1,1", "2022,410,392,854231,1,1"]
    add_to(log, release("BACI_HS17_Y2022_V202301.csv", *lines))
    asked = DependencyQuestion(country="KOR", hs="3818", limits={"enough_exporters": 2})
    found = dependency(log, View(), asked)  # one exporter of wafers, three of anything
    assert set(found["subject"]) == {"country:KOR > hs:HS2017.381800"}
