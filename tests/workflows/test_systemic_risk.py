"""Systemic risk from Python: of a map, a network, a frame of links or arrays; the same figures whichever way."""

import numpy as np
import polars as pl
import pytest
from scipy import sparse

import headwater as hw
from headwater.kernels.systemic_risk import Question
from headwater.workflows.plain_network import (
    PlainNetwork,
    as_supply_network,
    fingerprint,
    heaviest,
    larger_strength,
)
from headwater.workflows.rank_firms import InMemory, on_threads, rank_firms
from headwater.workflows.systemic_risk import Cascade, RiskOfMap, what_if_panel
from tests.kernels.reference import ReferenceNetwork, cascade
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
    chile, peru = Cascade(("country:CHL",)), Cascade(("country:PER",))
    assert answers.what_if_panel("cells", chile, 5) is answers.what_if_panel("cells", chile, 5)
    assert [each["id"] for each in answers.what_if_panel("cells", peru, 5)["subjects"]] == ["country:PER"]


def test_a_map_is_asked_with_every_option_apart():
    answers = RiskOfMap(world())
    whole, part = (Cascade(("country:CHL",), psi) for psi in (1.0, 0.5))
    assert answers.what_if_panel("cells", whole, 5)["esri"] > answers.what_if_panel("cells", part, 5)["esri"]
    both, down = (answers.ranking_panel("cells", 3, sides=sides) for sides in ("both", "down"))
    assert both["ranked"][0]["esri_up"] is not None
    assert down["ranked"][0]["esri_up"] is None
    assert {row["indicator"] for row in down["rows"] if row["value"] is not None} == {"esri", "esri_down"}


def test_steps_tell_products_and_countries():
    """Chile makes six tenths of the ore and nothing else: it loses all it makes; ore loses six tenths, then metal."""
    panel = RiskOfMap(world()).what_if_panel("cells", Cascade(("country:CHL",), substitution=False, sides="down"), 5)
    assert panel["steps"][0]["countries"] == [{"country": "country:CHL", "loss": 1.0}]
    assert panel["steps"][0]["products"] == [{"product": ORE, "loss": pytest.approx(0.6)}]
    assert panel["steps"][1]["countries"] == [{"country": "country:JPN", "loss": pytest.approx(0.6)}]
    assert panel["steps"][1]["products"] == [{"product": METAL, "loss": pytest.approx(0.6)}]


def twin(psi, psi_up, *, substitution=True, cut=None):
    """The slow twin on the links of this file, with one side cut off where asked."""
    sales = sparse.csr_array((LINKS["w"], (LINKS["supplier"], LINKS["buyer"])), shape=(4, 4))
    network = ReferenceNetwork(sales, np.array(SECTORS), ESSENTIAL)
    down, up = np.zeros(4), np.zeros(4)
    down[[0, 3]], up[[0, 3]] = psi, psi_up
    if cut == "up":
        network.upstream, up = network.upstream * 0, up * 0
    if cut == "down":
        network.essential, network.linear, down = network.essential * 0, network.linear * 0, down * 0
    return cascade(network, down, up, substitution=substitution)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"psi": 0.4}, {"psi": 0.4, "psi_up": 0.4}),
        ({"psi": 0.4, "psi_up": 0.9}, {"psi": 0.4, "psi_up": 0.9}),
        ({"psi": 0.0, "psi_up": 0.5}, {"psi": 0.0, "psi_up": 0.5}),
        ({"psi": 0.7, "sides": "down"}, {"psi": 0.7, "psi_up": 0.7, "cut": "up"}),
        ({"psi": 0.7, "sides": "up"}, {"psi": 0.7, "psi_up": 0.7, "cut": "down"}),
        ({"psi": 0.7, "substitution": False}, {"psi": 0.7, "psi_up": 0.7, "substitution": False}),
    ],
)
def test_any_shock_agrees_with_the_twin(given, expected):
    answer = hw.what_if(LINKS, ["0", "3"], sectors=SECTORS, essentiality=ESSENTIAL, **given)
    esri, down, up, rounds, hd, hu = twin(**expected)
    assert (answer.esri, answer.esri_down, answer.esri_up) == pytest.approx((esri, down, up), abs=1e-12)
    assert answer.rounds == rounds
    assert answer.stopped == ("0", "3")
    hit = dict(answer.hit.select("node", "loss").iter_rows())
    assert hit == pytest.approx({str(i): 1 - min(hd[i], hu[i]) for i in range(4) if min(hd[i], hu[i]) < 1})


def test_a_sector_stops_and_names_are_kept():
    names = dict(zip(["ore", "metal", "near", "far"], SECTORS, strict=True))
    links = LINKS.with_columns(pl.col("supplier", "buyer").replace_strict(dict(enumerate(names))))
    sector = hw.what_if(links, "sector:3", sectors=names, essentiality=ESSENTIAL)
    firms = hw.what_if(links, ["near", "far"], sectors=names, essentiality=ESSENTIAL)
    assert sector.stopped == firms.stopped == ("near", "far")
    assert sector.esri == firms.esri > 0


@pytest.mark.parametrize(
    ("subjects", "given", "said"),
    [([], {}, "Nobody is named"), (["0"], {"psi": 1.5}, "psi is 1.5"), (["0"], {"psi_up": -0.1}, "psi_up is -0.1"),
     (["0"], {"psi": 0.0}, "Nothing stops"), (["0"], {"psi": float("nan")}, "psi is nan")],
)  # fmt: skip
def test_a_shock_that_is_none(subjects, given, said):
    with pytest.raises(hw.BadQuestion, match=said):
        hw.what_if(LINKS, subjects, sectors=SECTORS, essentiality=ESSENTIAL, **given)
