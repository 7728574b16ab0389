"""Systemic risk from Python: of a map, a network, a frame of links or arrays; the same figures whichever way."""

import numpy as np
import polars as pl
import pytest

import headwater as hw
from headwater.kernels.systemic_risk import Question
from headwater.workflows.plain_network import (
    InMemory,
    PlainNetwork,
    as_supply_network,
    fingerprint,
    heaviest,
    larger_strength,
    on_threads,
    rank_firms,
)
from headwater.workflows.systemic_risk import RiskOfMap, what_if_panel
from tests.supply_map.maps import flow, made, needs, small_map

ORE, METAL = "product:ore", "product:metal"
LINKS = pl.DataFrame({"supplier": [0, 1, 1], "buyer": [1, 2, 3], "w": [4.0, 3.0, 1.0]})
SECTORS, ESSENTIAL = [0, 1, 2, 2], np.full((3, 3), 2)


def world():
    return small_map(
        [*made(ORE, ("country:CHL", 0.6), ("country:PER", 0.4)), *made(METAL, ("country:JPN", 1.0))],
        [needs(METAL, ORE)],
        [flow("org:a", "org:b", ORE, 2.0)],
    )


def test_frames_arrays_and_names_give_the_same():
    frame = hw.systemic_risk(LINKS, sectors=SECTORS, essentiality=ESSENTIAL)
    arrays = hw.systemic_risk(
        (LINKS["supplier"], LINKS["buyer"], LINKS["w"]), sectors=SECTORS, essentiality=ESSENTIAL, threads=1
    )
    names = ["ore", "metal", "near", "far"]
    renamed = LINKS.with_columns(pl.col("supplier", "buyer").replace_strict(dict(enumerate(names)))).rename(
        {"w": "value"}
    )
    named = hw.systemic_risk(renamed, sectors=dict(zip(names, SECTORS, strict=True)), essentiality=ESSENTIAL)
    assert frame.equals(arrays)
    assert frame["firm"].to_list() == [0, 1, 2, 3]
    assert named["firm"].to_list() == names
    assert named["esri"].to_list() == frame["esri"].to_list()
    # by hand: all sales are 8; without firm 1 (half of them) firm 0 sells nothing and nobody gets anything
    assert frame["esri"][1] == pytest.approx(1.0)
    # without firm 3 firm 1 loses a quarter of its sales, and so does firm 0
    assert frame["esri_up"][3] == pytest.approx(0.25)


def test_what_is_missing_is_said():
    with pytest.raises(hw.BadQuestion, match="sectors"):
        hw.systemic_risk(LINKS)
    with pytest.raises(hw.BadQuestion, match="w or value"):
        hw.systemic_risk(LINKS.drop("w"), sectors=SECTORS, essentiality=ESSENTIAL)
    with pytest.raises(hw.BadQuestion, match="1 firms have no sector: 3"):
        hw.systemic_risk(LINKS, sectors={0: 0, 1: 1, 2: 2}, essentiality=ESSENTIAL)
    with pytest.raises(hw.BadQuestion, match="network"):
        hw.supply_network(world(), "planets")


def test_of_a_map_and_of_its_networks():
    supply_map = world()
    assert hw.systemic_risk(supply_map).equals(hw.systemic_risk(hw.supply_network(supply_map)))
    firms = hw.systemic_risk(hw.supply_network(supply_map, "firms"))
    assert set(firms.drop_nulls("value")["subject"]) == {"org:a", "org:b"}
    assert hw.systemic_risk(supply_map).schema == dict(hw.FINDING_SCHEMA)
    assert hw.what_if(supply_map, "country:CHL").stopped == (f"country:CHL > {ORE}",)


def test_a_plain_network_can_be_asked_what_if():
    plain = PlainNetwork(*(LINKS[name].to_numpy() for name in LINKS.columns), np.array(SECTORS), ESSENTIAL)
    panel = what_if_panel(hw.what_if(as_supply_network(plain), "2"))
    kept = InMemory(plain.size)
    assert rank_firms(plain, Question(), kept, on_threads(1)) == 4
    assert panel["esri"] == pytest.approx(kept.rows()["esri"][1], abs=1e-12)


def test_nothing_is_run_twice_and_only_what_is_asked():
    plain = PlainNetwork(*(LINKS[name].to_numpy() for name in LINKS.columns), np.array(SECTORS), ESSENTIAL)
    kept = InMemory(plain.size)
    assert rank_firms(plain, Question(), kept, on_threads(1), only=heaviest(plain, 2)) == 2
    assert kept.rows()["firm"].to_list() == [1, 2]
    assert rank_firms(plain, Question(), kept, on_threads(1)) == 2
    assert rank_firms(plain, Question(), kept, on_threads(1)) == 0
    assert kept.rows()["firm"].to_list() == [1, 2, 3, 4]


def test_weights_by_the_larger_of_sales_and_purchases():
    plain = PlainNetwork(*(LINKS[name].to_numpy() for name in LINKS.columns), np.array(SECTORS), ESSENTIAL)
    assert larger_strength(plain).tolist() == [4.0, 4.0, 3.0, 1.0]


def test_everything_that_changes_a_result_changes_the_fingerprint():
    arrays = [LINKS[name].to_numpy() for name in LINKS.columns]
    plain = PlainNetwork(*arrays, np.array(SECTORS), ESSENTIAL)
    others = [
        fingerprint(PlainNetwork(arrays[0], arrays[1], arrays[2] + 1.0, np.array(SECTORS), ESSENTIAL), Question()),
        *(
            fingerprint(plain, q)
            for q in (Question(eps=0.1), Question(substitution=False), Question(weights=np.ones(4)))
        ),
    ]
    assert len({fingerprint(plain, Question()), *others}) == 5


def test_a_map_is_asked_once_and_answers_again():
    answers = RiskOfMap(world(), cascades=1)
    first = answers.ranking_panel("cells", 2)
    assert [row["node"] for row in first["ranked"]] == [
        row["node"] for row in answers.ranking_panel("cells", 9)["ranked"][:2]
    ]
    assert answers.what_if_panel("cells", "country:CHL", 5) is answers.what_if_panel("cells", "country:CHL", 5)
    assert answers.what_if_panel("cells", "country:PER", 5)["subject"] == "country:PER"
