"""Years told in two editions of the HS: said so, and brought to one where that is asked; figures worked out by hand."""

from dataclasses import replace

import polars as pl
import pytest

from headwater.claims.model import View
from headwater.errors import BadQuestion
from headwater.standard.blocs import bloc_from
from headwater.standard.concordance import concordance_of
from headwater.workflows.dependency import (
    DependencyQuestion,
    common_critical_goods,
    dependency,
    editions_asked,
    mirror,
)
from headwater.workflows.panels.atlas import Atlas
from headwater.workflows.panels.trade import TradePanels
from headwater.workflows.panels.trade_lines import Choice
from headwater.workflows.view import build_map
from tests.doubles import InMemoryLog, frame

TABLE = concordance_of(
    [
        ["HS2022", "HS2017"],
        ["200001", "100001"],  # one became one
        ["200002", "100002"],  # one was split in two
        ["200003", "100002"],
        ["200004", "100003"],  # two became one
        ["200004", "100004"],
    ],
    "the test's table",
)
ONE, CHIPS, SPLIT, HALF, BOTH = (f"hs:HS2022.{code}" for code in ("200001", "854231", "200002", "200003", "200004"))
LIMITS = {"enough_exporters": 1}


def rows(product, years, **sold):
    """What Korea bought of each, and Korea's one sale of chips, by which its exports are known."""
    return [
        {"supplier": f"country:{who}", "buyer": "country:KOR", "product": product, "period": str(year), "value": value}
        for year in years for who, value in sold.items()
    ]  # fmt: skip


@pytest.fixture
def log():
    told = [
        *rows("hs:HS2017.100001", (2020, 2021), CHN=90.0, JPN=10.0),
        *rows(ONE, (2022,), CHN=90.0, JPN=10.0),
        *rows("hs:HS2017.100002", (2020, 2021), CHN=70.0, JPN=30.0),
        *rows(SPLIT, (2022,), CHN=80.0, JPN=20.0),
        *rows(HALF, (2022,), CHN=30.0, JPN=40.0, USA=30.0),
        *rows("hs:HS2017.100003", (2020, 2021), CHN=60.0),
        *rows("hs:HS2017.100004", (2020, 2021), JPN=40.0),
        *rows(BOTH, (2022,), CHN=50.0, JPN=25.0, USA=25.0),
    ]
    own = [
        {"supplier": "country:KOR", "buyer": "country:USA", "product": product, "period": str(year), "value": 5.0}
        for product, year in (("hs:HS2017.854231", 2020), ("hs:HS2017.854231", 2021), (CHIPS, 2022))
    ]
    made = InMemoryLog()
    said = {"source": "source:reconciled", "locator": "p. 1", "currency": "USD", "valuation": "fob"}
    made.add({"flows": frame("flows", [{**row, **said} for row in told + own])})
    return made


def ask(log, years=(2020, 2022), **more):
    asked = DependencyQuestion(country="KOR", years=years, limits=LIMITS, concordance=TABLE, **more)
    found = dependency(log, View(), asked)
    return {(row["subject"].partition(" > ")[2], row["indicator"]): row for row in found.iter_rows(named=True)}


def test_years_in_two_editions_are_named_and_a_code_that_changed_begins_anew(log):
    found = ask(log)
    row = found[ONE, "geodep"]
    assert row["verdict"] == "unknown"  # one year of three
    assert row["method"].endswith("years told in HS2017 (2020, 2021), HS2022 (2022), not translated")
    assert "not translated" not in found[ONE, "cdi1"]["method"]  # which is of one year
    asked = DependencyQuestion(country="KOR", years=(2020, 2022), limits=LIMITS)
    assert editions_asked(log, View(), asked) == {"HS2017": ["2020", "2021"], "HS2022": ["2022"]}


def test_one_edition_is_nothing_to_speak_of(log):
    row = ask(log, years=(2020, 2021))["hs:HS2017.100001", "geodep"]
    assert "translated" not in row["method"]
    assert "brought" not in row["method"]


@pytest.mark.parametrize("edition", ["HS2022", "newest"])
def test_a_code_that_only_got_another_number_has_all_its_years(log, edition):
    found = ask(log, edition=edition)
    # 0.9^2 + 0.1^2 = 0.82 in every year, of imports and of world exports; exports of it: none
    row = found[ONE, "geodep"]
    assert (row["value"], row["low"], row["high"], row["verdict"]) == (3, 3, 3, "dependent")
    assert row["method"].endswith("brought to HS2022 by the test's table")
    held = found[ONE, "persistence"]
    assert (held["value"], held["verdict"]) == (1, "persistent")


def test_codes_that_became_one_are_added_up(log):
    found = ask(log, years=(2020, 2021), edition="HS2022")
    assert found[BOTH, "cdi1"]["value"] == pytest.approx(0.6**2 + 0.4**2)
    assert found[BOTH, "top_supplier"]["verdict"] == "largest supplier: country:CHN"
    # 2020 and 2021: 0.52; 2022: 0.375, which is not above 0.4
    assert ask(log, edition="HS2022")[BOTH, "persistence"]["value"] == pytest.approx(2 / 3)


def test_what_a_split_leaves_open_is_uncertain_and_what_both_ends_say_is_not(log):
    found = ask(log, edition="HS2022")
    row = found[SPLIT, "geodep"]  # without the old code one year is known, with all of it three
    assert row["value"] is None
    assert row["verdict"] == "uncertain: unknown, or dependent"
    # only 2022: 0.34, not above 0.4; with the old years 0.58, 0.58 and 0.34
    row = found[HALF, "persistence"]
    assert (row["value"], row["low"], row["high"]) == (None, 0, pytest.approx(2 / 3))
    assert row["verdict"] == "uncertain: not persistent, or persistent"
    assert "codes that were split with none and all" in row["method"]
    row = found[SPLIT, "persistence"]
    assert (row["value"], row["verdict"]) == (1, "persistent")  # 0.68 in 2022 alone, and 0.58 before
    assert found[HALF, "cdi1"]["value"] == pytest.approx(0.34)  # of 2022, which needs no translation


def test_a_year_of_which_only_split_codes_tell_is_uncertain_throughout(log):
    found = ask(log, years=(2020, 2021), edition="HS2022")
    assert found[HALF, "top_supplier"]["verdict"] == (
        "uncertain: no trade that is certain, or largest supplier: country:CHN"
    )
    assert found[HALF, "cdi1"]["low"] is None


def test_digits_are_those_of_the_edition_asked_for(log):
    found = ask(log, edition="HS2022", hs="2000")
    assert {product for product, _ in found} == {ONE, SPLIT, HALF, BOTH}
    row = found[ONE, "geodep"]
    assert (row["value"], row["verdict"]) == (3, "dependent")


def test_codes_no_table_knows_stay_as_they_are(log):
    asked = DependencyQuestion(country="USA", years=(2020, 2022), limits=LIMITS, concordance=TABLE, edition="newest")
    found = dependency(log, View(), asked)
    assert set(found["subject"]) == {f"country:USA > {CHIPS}"}
    assert found.filter(pl.col("indicator") == "geodep")["verdict"].to_list() == ["unknown"]


def test_an_edition_that_is_none_and_mirror_gaps_across_editions(log):
    with pytest.raises(BadQuestion, match="HS2022"):
        DependencyQuestion(country="KOR", edition="HS2021")
    with pytest.raises(BadQuestion, match="as told"):
        mirror(log, View(), DependencyQuestion(country="KOR", edition="newest"))


def test_goods_in_common_are_found_in_one_edition_too(log):
    two = bloc_from("{bloc: two, name: Two, members: [{country: KOR, from: '2000-01-01'}]}")
    asked = DependencyQuestion(
        bloc=two, years=(2020, 2022), limits={**LIMITS, "partners_in_common": 1}, concordance=TABLE, edition="newest"
    )
    found = common_critical_goods(log, View(), asked, "geodep")
    assert ONE in set(found["subject"])


def test_lists_show_the_years_that_are_certain_and_no_figure_for_the_others(log):
    asked = DependencyQuestion(country="KOR", years=(2020, 2022), limits=LIMITS, concordance=TABLE, edition="newest")
    panels = TradePanels(log, View(), Atlas(build_map(log, View())))
    found = panels.products(asked, Choice(), 0, 50)
    assert (found["brought_to"], found["concordance"], found["years"]) == (
        "HS2022", "the test's table", ["2020", "2021", "2022"],
    )  # fmt: skip
    lines = {row["product"]: row for row in found["rows"]}
    assert {product: row["values"] for product, row in lines.items()} == {
        ONE: [100, 100, 100], BOTH: [100, 100, 100], SPLIT: [None, None, 100], HALF: [None, None, 100],
    }  # fmt: skip
    assert lines[BOTH]["top_shares"] == pytest.approx([0.6, 0.6, 0.5])  # 60 of 100 in two codes, then 50
    assert lines[HALF]["top_shares"] == [None, None, pytest.approx(0.4)]
    assert lines[SPLIT]["verdicts"]["geodep"]["verdict"] == "uncertain: unknown, or dependent"
    assert found["total_value"] == 400
    as_told = panels.products(replace(asked, edition=None), Choice(), 0, 50)
    assert (as_told["brought_to"], {row["product"]: row["values"] for row in as_told["rows"]}[ONE]) == (
        None, [None, None, 100],
    )  # fmt: skip
