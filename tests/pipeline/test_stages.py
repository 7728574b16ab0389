"""The tiny world through every stage: values worked out by hand, and one reviewed snapshot per stage.

A snapshot shows what else changed. Where one differs, read the difference line by line; where it is right, write it
again with `python -m tests.pipeline.stages` and commit both together.
"""

import difflib

import polars as pl
import pytest

from headwater.claims.model import View, Viewer
from headwater.workflows.assess import chokepoints, concentration
from headwater.workflows.view import build_map
from tests.pipeline.stages import SNAPSHOTS, STAGES, rendered, tiny_store


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return tiny_store(tmp_path_factory.mktemp("tiny") / "store")


@pytest.fixture(scope="module")
def supply_map(store):
    return build_map(store[0].log, View())


@pytest.fixture(scope="module")
def texts(store):
    return rendered(*store)


@pytest.mark.parametrize("stage", STAGES)
def test_the_stage_gives_its_reviewed_snapshot(texts, stage):
    reviewed = (SNAPSHOTS / f"{stage}.txt").read_text(encoding="utf-8")
    difference = difflib.unified_diff(
        reviewed.splitlines(), texts[stage].splitlines(), "reviewed", "now", n=0, lineterm=""
    )
    assert "\n".join(difference) == ""


def provision(supply_map, product, provider):
    rows = supply_map["provisions"].filter(
        (pl.col("product") == f"product:{product}") & (pl.col("provider") == provider)
    )
    assert rows.height == 1
    return rows.row(0, named=True)


def test_claims_keep_the_words_of_their_source(texts):
    assert '"provider": "country:Korea, Republic of", "share": 0.0' in texts["claims"]
    assert '"provider": "country:156", "share": 0.8' in texts["claims"]
    assert '"figure": "four fifths"' in texts["claims"]
    assert '"contribution": "mistake"' in texts["claims"]


def test_official_statistics_outrank_the_press_and_the_range_keeps_both(supply_map):
    row = provision(supply_map, "glimmerite-refined", "country:CHN")
    assert (row["share"], row["low"], row["high"]) == (0.9, 0.8, 0.9)
    assert (row["conflict"], row["rule"], len(row["claims"])) == (True, "source kind", 2)


def test_unknown_zero_and_remainder_are_three_things(supply_map):
    unknown = provision(supply_map, "glimmerite-refined", "country:JPN")
    zero = provision(supply_map, "glimmerite-ore", "country:KOR")
    rest = provision(supply_map, "glimmerite-ore", "remainder:Other countries")
    assert (unknown["state"], unknown["share"]) == ("unknown", None)
    assert (zero["state"], zero["share"]) == ("zero", 0.0)
    assert (rest["state"], rest["share"]) == ("remainder", 0.15)


def test_the_judgement_makes_one_firm_of_two_names(supply_map):
    firms = supply_map["organizations"]["id"].to_list()
    assert firms == ["org:brightwater-optics", "org:halden-forge", "org:quillon"]
    assert provision(supply_map, "prism-scanner", "org:halden-forge")["share"] == 0.2


def test_what_was_taken_back_does_not_count(supply_map):
    assert provision(supply_map, "glimmerite-ore", "country:CHL")["high"] == 0.6
    assert "country:DEU" not in supply_map["provisions"]["provider"].to_list()


# 0.9² + 0.05²; the press has 0.8. Ore: 0.6² + 0.25², the remainder is no provider. Chips: 0.4² + 0.25².
# Wafers by firm: 0.55² + 0.3². Scanners by firm: 0.8² + 0.2². By head office they are the same.
INDEX = {
    "country": {
        "product:glimmerite-refined": (0.8125, 0.6425, 0.8125),
        "product:glimmerite-ore": (0.4225, 0.4225, 0.4225),
        "product:beacon-chip": (0.2225, 0.2225, 0.2225),
    },
    "organization": {
        "product:lumen-wafer": (0.3925, 0.3925, 0.3925),
        "product:prism-scanner": (0.68, 0.68, 0.68),
    },
    "headquarters": {
        "product:lumen-wafer": (0.3925, 0.3925, 0.3925),
        "product:prism-scanner": (0.68, 0.68, 0.68),
    },
}


@pytest.mark.parametrize("by", INDEX)
def test_the_index_is_the_sum_of_squares(supply_map, by):
    found = concentration(supply_map, by=by).filter(pl.col("indicator") == "hhi")
    values = {
        subject: pytest.approx(tuple(ends)) for subject, *ends in found.select("subject", "value", "low", "high").rows()
    }
    assert {subject: tuple(ends) for subject, ends in INDEX[by].items()} == values


def test_what_stops_with_one_country(supply_map):
    """China refines 0.9: wafers need it, chips need wafers. Chile digs 0.6 of the ore: all three hang on it."""
    found = chokepoints(supply_map, by="country")
    counted = {
        (subject, indicator): value
        for subject, indicator, value in found.select("subject", "indicator", "value").rows()
        if indicator.startswith("products_") and value
    }
    assert counted == {
        ("country:CHL", "products_losing_half"): 1,
        ("country:CHN", "products_losing_half"): 1,
        ("country:CHL", "products_exposed"): 3,
        ("country:CHN", "products_exposed"): 2,
    }


def test_how_many_tiers_up_the_nearest_chokepoint_is(supply_map):
    found = chokepoints(supply_map, by="country").filter(pl.col("indicator") == "tiers_to_chokepoint")
    assert dict(found.select("subject", "value").rows()) == {
        "product:glimmerite-refined": 1,
        "product:lumen-wafer": 1,
        "product:beacon-chip": 2,
    }


def test_the_claim_that_may_not_travel_is_not_on_the_public_map(store):
    public = build_map(store[0].log, View(viewer=Viewer("public")))
    chips = public["provisions"].filter(pl.col("product") == "product:beacon-chip")
    assert chips["provider"].to_list() == ["country:VNM"]
    found = concentration(public).filter((pl.col("indicator") == "hhi") & (pl.col("subject") == "product:beacon-chip"))
    assert found["value"].to_list() == [pytest.approx(0.16)]
    assert "country:KOR" in public["countries"]["id"].to_list()  # through its measured zero, which is open
