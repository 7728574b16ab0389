"""Firms compiled from flows: which flows count, in what unit, and what a firm is taken to make."""

from headwater.supply_map.firm_network import firm_network
from tests.supply_map.maps import flow, made, needs, small_map

ORE, METAL = "product:ore", "product:metal"


def links(network):
    names = network.nodes["node"]
    return {
        (names[int(s)], names[int(b)]): float(v)
        for s, b, v in zip(network.supplier, network.buyer, network.value, strict=True)
    }


def test_a_firms_sector_is_what_it_sells_most_of_then_what_it_makes():
    network = firm_network(
        small_map(
            made(METAL, ("org:smelter", 0.2), kind="organization"),
            [needs(METAL, ORE, "non-essential")],
            [
                flow("org:mine", "org:smelter", ORE, 5.0),
                flow("org:mine", "org:smelter", "product:gravel", 3.0),
                flow("org:mine", "org:builder", "product:gravel", 1.0),
            ],
        )
    )
    assert dict(network.nodes.select("node", "product").iter_rows()) == {
        "org:mine": ORE, "org:smelter": METAL, "org:builder": "sector:not-known",
    }  # fmt: skip
    assert links(network) == {("org:mine", "org:smelter"): 8.0, ("org:mine", "org:builder"): 1.0}
    assert network.nodes.filter(network.nodes["node"] == "org:mine")["size"].to_list() == [9.0]
    rank = {
        (supplying, buying): int(network.essentiality[network.sectors.index(supplying), network.sectors.index(buying)])
        for supplying, buying in [(ORE, METAL), (METAL, METAL), (ORE, "sector:not-known"), (METAL, ORE)]
    }
    # recorded; not among the recorded needs; buyer unknown; needs of ore not recorded
    assert rank == {(ORE, METAL): 1, (METAL, METAL): 1, (ORE, "sector:not-known"): 2, (METAL, ORE): 2}
    assert "org:builder" in network.unknown()


def test_one_currency_and_period_and_a_delivery_counts_once():
    network = firm_network(
        small_map(
            flows=[
                flow("org:a", "org:b", ORE, 10.0, source="source:large"),
                flow("org:a", "org:c", ORE, 4.0, source="source:large"),
                flow("org:a", "org:b", ORE, 12.0, source="source:small"),  # the same delivery once more
                flow("org:a", "org:d", ORE, 900.0, currency="JPY"),
                flow("org:a", "org:d", ORE, 7.0, period="2021"),
                flow("country:CHL", "org:d", ORE, 7.0),
                flow("org:a", "org:d", ORE, None, quantity=3.0, unit="t"),
            ]
        )
    )
    assert links(network) == {("org:a", "org:b"): 10.0, ("org:a", "org:c"): 4.0}
    assert network.unit == "2024, USD"
    left = [said for what, _, said in network.notes.iter_rows() if what == "left-out"]
    assert left == [
        "1 flows between organizations have no value, or go from one to itself",
        "3 flows are in another period or currency, or state a delivery again",
    ]


def test_without_flows_there_are_no_nodes_and_that_is_said():
    network = firm_network(small_map(made(ORE, ("country:CHL", 1.0))))
    assert network.size == 0
    assert network.unknown() == ["flows"]
