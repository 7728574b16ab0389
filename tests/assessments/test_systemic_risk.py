"""The ranking of a compiled network and one cascade of it, against sums done by hand and against the ranking itself."""

import pytest

from headwater.assessments.systemic_risk import systemic_risk, what_if
from headwater.errors import NotFound
from headwater.kernels.systemic_risk import Question
from headwater.supply_map.cell_network import cell_network
from headwater.supply_map.firm_network import firm_network
from tests.supply_map.maps import flow, made, needs, small_map

ORE, METAL, CHIP = "product:ore", "product:metal", "product:chip"
EXACT = Question(eps=1e-12, substitution=False)


def world():
    return small_map(
        [*made(ORE, ("country:CHL", 0.6), ("country:PER", 0.4)), *made(METAL, ("country:JPN", 1.0)),
         *made(CHIP, ("country:KOR", 1.0))],
        [needs(METAL, ORE), needs(CHIP, METAL)],
    )  # fmt: skip


def values(found, indicator="esri"):
    return dict(
        found.filter((found["indicator"] == indicator) & found["value"].is_not_null())
        .select("subject", "value")
        .iter_rows()
    )


def test_the_index_of_a_chain():
    found = systemic_risk(cell_network(world()), EXACT)
    # three products, each counting 1: Chile stops six tenths of each; upstream nothing, it buys nothing
    assert values(found, "esri_down")[f"country:CHL > {ORE}"] == pytest.approx(0.6)
    assert values(found, "esri_up")[f"country:CHL > {ORE}"] == pytest.approx(0.2)
    # without chips nobody needs metal or ore
    assert values(found, "esri_up")[f"country:KOR > {CHIP}"] == pytest.approx(1.0)
    assert values(found, "esri_down")[f"country:KOR > {CHIP}"] == pytest.approx(1 / 3)
    assert values(found)[f"country:JPN > {METAL}"] == pytest.approx(1.0)


def test_worst_first_and_what_is_unknown_last():
    found = systemic_risk(cell_network(world()), EXACT)
    ranked = found.filter((found["indicator"] == "esri") & found["value"].is_not_null())
    assert ranked["value"].is_sorted(descending=True)
    assert ranked["verdict"][0].startswith("rank 1 of 4")
    assert ranked["high"].null_count() == ranked.height  # the ore's own needs are not recorded
    assert found.tail(1)["subject"].to_list() == [ORE]
    assert found.tail(1)["value"].to_list() == [None]


def test_a_cascade_says_who_is_hit_and_at_which_tier():
    answer = what_if(cell_network(world()), "country:CHL", EXACT)
    hit = {row["node"]: row for row in answer.hit.iter_rows(named=True)}
    assert {node: row["tier_down"] for node, row in hit.items()} == {
        f"country:CHL > {ORE}": 0, f"country:JPN > {METAL}": 1, f"country:KOR > {CHIP}": 2,
    }  # fmt: skip
    assert hit[f"country:KOR > {CHIP}"]["loss"] == pytest.approx(0.6)
    assert hit[f"country:KOR > {CHIP}"]["lost"] == pytest.approx(0.2)
    assert [row["step"] for row in answer.changes.iter_rows(named=True)] == [0, 1, 2]
    losses = {row["product"]: (row["direct"], row["indirect"]) for row in answer.products.iter_rows(named=True)}
    assert losses == {
        ORE: (pytest.approx(0.6), pytest.approx(0.0)),
        METAL: (0.0, pytest.approx(0.6)),
        CHIP: (0.0, pytest.approx(0.6)),
    }


@pytest.mark.parametrize("question", [Question(), Question(substitution=False), EXACT])
def test_the_cascade_of_a_node_ends_where_its_ranking_stands(question):
    network = cell_network(world())
    ranked = systemic_risk(network, question)
    for node, esri in values(ranked).items():
        answer = what_if(network, node, question)
        assert (answer.esri, answer.esri_down, answer.esri_up) == (
            pytest.approx(esri, abs=1e-12),
            pytest.approx(values(ranked, "esri_down")[node], abs=1e-12),
            pytest.approx(values(ranked, "esri_up")[node], abs=1e-12),
        )
        assert answer.steps["esri"].to_list()[-1] == pytest.approx(answer.esri, abs=1e-12)


def test_a_sole_provider_is_not_softened_by_its_own_market():
    """Shares are below 1; the formula counts a market with nothing left as 1, which must not make losses smaller."""
    lone = small_map(
        [*made(ORE, ("country:CHL", 0.5), ("country:PER", 0.5)), *made(METAL, ("country:JPN", 1.0))],
        [needs(METAL, ORE)],
    )
    answer = what_if(cell_network(lone), ORE, Question(eps=1e-12, substitution=True))
    assert dict(answer.products.select("product", "loss").iter_rows())[METAL] == pytest.approx(1.0)


def test_firms_rank_by_recorded_sales():
    network = firm_network(small_map(requirements=[needs(METAL, ORE)], flows=[
        flow("org:mine", "org:smelter", ORE, 10.0), flow("org:smelter", "org:maker", METAL, 30.0)]))  # fmt: skip
    found = values(systemic_risk(network, EXACT))
    assert found == {"org:mine": pytest.approx(1.0), "org:smelter": pytest.approx(1.0), "org:maker": pytest.approx(1.0)}


def test_a_network_without_links_ranks_nothing_and_says_what_is_unknown():
    found = systemic_risk(firm_network(small_map()))
    assert found["value"].to_list() == [None]
    alone = what_if(cell_network(small_map(made(ORE, ("country:CHL", 0.5)))), "country:CHL")
    assert alone.esri == pytest.approx(0.5)


def test_a_node_nobody_knows_is_not_found():
    with pytest.raises(NotFound) as caught:
        what_if(cell_network(world()), "country:ATL")
    assert f"country:CHL > {ORE}" in caught.value.valid
