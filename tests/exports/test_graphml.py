"""The network opens in networkx again with typed attributes, unknowns missing and never 0."""

import networkx as nx
import pytest

from headwater.exports import WRITERS


@pytest.fixture
def graph(supply_map, tmp_path):
    WRITERS["graphml"].write(supply_map, tmp_path / "map.graphml")
    return nx.read_graphml(tmp_path / "map.graphml", force_multigraph=True)


def edges(graph, kind):
    return {(start, end): data for start, end, data in graph.edges(data=True) if data["edge_kind"] == kind}


def test_supply_flows_along_the_edges(graph):
    needs = edges(graph, "requirement")
    assert ("product:glimmerite-ore", "product:glimmerite-refined") in needs
    assert needs["product:lumen-wafer", "product:beacon-chip"]["kind"] == "essential"
    assert len(needs) == 4


def test_shares_are_numbers_zero_is_zero_and_unknown_is_missing(graph):
    shares = edges(graph, "provision")
    assert shares["country:CHL", "product:glimmerite-ore"]["share"] == pytest.approx(0.6)
    assert shares["country:KOR", "product:glimmerite-ore"]["share"] == 0.0
    assert "share" not in shares["country:JPN", "product:glimmerite-refined"]
    assert shares["country:JPN", "product:glimmerite-refined"]["state"] == "unknown"


def test_who_operates_what(graph):
    assert ("org:halden-forge", "facility:halden-mill") in edges(graph, "operates")


def test_every_node_says_what_it_is(graph):
    kinds = {data["node_kind"] for _, data in graph.nodes(data=True)}
    assert {"product", "country", "organization", "facility", "remainder"} <= kinds
    assert graph.nodes["facility:halden-mill"]["latitude"] == pytest.approx(36.5)
    assert graph.nodes["country:CHL"]["name"] == "Chile"


def test_every_edge_leads_back_to_its_claims(graph):
    assert all(data["claims"] for _, _, data in graph.edges(data=True))
