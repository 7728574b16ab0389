"""Cells compiled from provisions and requirements: every link and every unknown worked out by hand."""

import numpy as np
import pytest

from headwater.errors import BadQuestion, NotFound
from headwater.supply_map.cell_network import cell_network
from headwater.supply_map.network import NOT_NAMED
from tests.supply_map.maps import flow, made, needs, small_map

ORE, METAL, CHIP = "product:ore", "product:metal", "product:chip"


def links(network):
    """Links by name, each buyer's purchases as parts of the whole."""
    names, buyers = network.nodes["node"], network.buyer
    spent = np.bincount(buyers, network.value, minlength=network.size)
    pairs = zip(network.supplier, buyers, network.value / spent[buyers], strict=True)
    return {(names[int(supplier)], names[int(buyer)]): pytest.approx(float(part)) for supplier, buyer, part in pairs}


def notes(network, what):
    return {(subject, said) for kind, subject, said in network.notes.iter_rows() if kind == what}


def test_a_cell_buys_from_the_providers_of_its_input_in_proportion_to_their_shares():
    network = cell_network(
        small_map(
            [*made(ORE, ("country:CHL", 0.75), ("country:PER", 0.25)), *made(METAL, ("country:JPN", 1.0))],
            [needs(METAL, ORE)],
        )
    )
    assert links(network) == {
        (f"country:CHL > {ORE}", f"country:JPN > {METAL}"): 0.75,
        (f"country:PER > {ORE}", f"country:JPN > {METAL}"): 0.25,
    }
    assert network.sectors == (METAL, ORE)
    assert network.essentiality.tolist() == [[0, 0], [2, 0]]  # ore (row 1) for metal (column 0)
    assert network.weights.tolist() == network.nodes["share"].to_list()


def test_what_nobody_names_is_a_provider_that_no_name_stops():
    network = cell_network(
        small_map(
            [
                *made(ORE, ("country:CHL", 0.6), ("country:KOR", None), ("remainder:Others", 0.1)),
                *made(METAL, ("country:JPN", 1.0)),
            ],
            [needs(METAL, ORE)],
        )
    )
    rest = f"{NOT_NAMED} > {ORE}"
    assert links(network)[rest, f"country:JPN > {METAL}"] == 0.4
    assert network.nodes.filter(network.nodes["node"] == rest)["state"].to_list() == ["rest"]
    with pytest.raises(NotFound):
        network.find(NOT_NAMED)
    with pytest.raises(NotFound):
        network.find("country:KOR")
    assert (ORE, "0.4 of it comes from providers nobody names") in notes(network, "unknown")


def test_who_may_be_among_those_nobody_names():
    world = small_map(
        [
            *made(ORE, ("country:CHL", 0.6), ("country:KOR", None), ("country:ZMB", 0.0)),
            *made(METAL, ("country:KOR", 1.0)),
        ],
        [needs(METAL, ORE)],
    )
    network = cell_network(world)

    def may(provider):
        return set(network.nodes.filter(network.may_stop(provider))["node"])

    rest = f"{NOT_NAMED} > {ORE}"
    assert may("country:KOR") == {f"country:KOR > {METAL}", rest}  # its share of the ore is unknown
    assert may("country:CHL") == {f"country:CHL > {ORE}"}  # its share of the ore is stated, metal is all named
    assert may("country:ZMB") == set()  # stated to be none


def test_a_product_without_shares_is_there_and_unknown():
    network = cell_network(small_map(made(METAL, ("country:JPN", 1.0)), [needs(METAL, ORE), needs(CHIP, METAL)]))
    assert links(network) == {
        (f"{NOT_NAMED} > {ORE}", f"country:JPN > {METAL}"): 1.0,
        (f"country:JPN > {METAL}", f"{NOT_NAMED} > {CHIP}"): 1.0,
    }
    states = dict(network.nodes.select("product", "state").iter_rows())
    assert states == {ORE: "unknown", METAL: "named", CHIP: "unknown"}
    said = {subject for subject, words in notes(network, "unknown") if words == "no shares of its providers are known"}
    assert said == {ORE, CHIP}


def test_a_product_nobody_recorded_the_needs_of_is_unknown_too():
    network = cell_network(small_map(made(ORE, ("country:CHL", 1.0))))
    assert notes(network, "unknown") == {(ORE, "nobody recorded what it needs: losses of its inputs do not show")}


@pytest.mark.parametrize(("kind", "rank"), [("essential", 2), ("non-essential", 1), ("negligible", 0), (None, 2)])
def test_essentiality_is_that_of_the_requirement_and_unknown_means_essential(kind, rank):
    network = cell_network(
        small_map([*made(ORE, ("country:CHL", 1.0)), *made(METAL, ("country:JPN", 1.0))], [needs(METAL, ORE, kind)])
    )
    assert network.essentiality[network.sectors.index(ORE), network.sectors.index(METAL)] == rank
    assert bool(notes(network, "default")) == (kind is None)


def test_one_market_per_product_by_the_kind_asked_for_and_bases_never_mixed():
    world = small_map(
        [
            *made(ORE, ("country:CHL", 0.9), basis="value"),
            *made(ORE, ("country:PER", 0.5), basis="volume"),
            *made(ORE, ("org:one", 0.3), basis="sales", kind="organization"),
            *made(METAL, ("org:two", 0.8), basis="sales", kind="organization"),
        ]
    )
    network = cell_network(world)
    named = network.nodes.filter(network.nodes["state"] == "named")
    assert set(named.select("node", "basis").iter_rows()) == {
        (f"country:PER > {ORE}", "volume"),
        (f"org:two > {METAL}", "sales"),
    }
    assert (METAL, "no shares by country: counted by organization, basis sales, 2024") in notes(network, "default")
    by_firm = cell_network(world, "organization").nodes
    assert set(by_firm.filter(by_firm["state"] == "named")["provider"]) == {"org:one", "org:two"}
    with pytest.raises(BadQuestion):
        cell_network(world, "planet")


def test_flows_into_the_country_count_before_shares():
    world = small_map(
        [
            *made(ORE, ("country:CHL", 0.5), ("country:PER", 0.5)),
            *made(METAL, ("country:JPN", 0.5), ("country:KOR", 0.5)),
        ],
        [needs(METAL, ORE)],
        [
            flow("country:CHL", "country:JPN", ORE, 30.0),
            flow("country:AUS", "country:JPN", ORE, 10.0),
            flow("country:PER", "country:JPN", ORE, 500.0, period="2019"),  # an older period
            flow("country:PER", "country:JPN", ORE, 40.0, source="source:other"),  # another statement of the same case
        ],
    )
    network = cell_network(world)
    bought = {supplier: part for (supplier, buyer), part in links(network).items() if buyer == f"country:JPN > {METAL}"}
    assert bought == {f"country:CHL > {ORE}": 0.75, f"country:AUS > {ORE}": 0.25}
    assert (ORE, "country:JPN buys it from 2 suppliers as flows of 2024 say (source:s)") in notes(network, "flows")
    elsewhere = {
        supplier: part for (supplier, buyer), part in links(network).items() if buyer == f"country:KOR > {METAL}"
    }
    assert elsewhere == {f"country:CHL > {ORE}": 0.5, f"country:PER > {ORE}": 0.5}
    assert network.nodes.filter(network.nodes["state"] == "flow")["node"].to_list() == [f"country:AUS > {ORE}"]


def test_a_customs_code_counts_only_where_one_product_alone_has_it():
    def world(*codes):
        products = [
            {"id": ORE, "name": "ore", "hs_codes": codes[0], "hs_edition": "HS2022"},
            {"id": CHIP, "name": "chip", "hs_codes": codes[1], "hs_edition": "HS2022"},
        ]
        return small_map(
            [*made(ORE, ("country:CHL", 1.0)), *made(METAL, ("country:JPN", 1.0))],
            [needs(METAL, ORE)],
            [flow("country:PER", "country:JPN", "hs:HS2022.260300", 5.0)],
            products=products,
        )

    alone = links(cell_network(world(["260300"], ["854231"])))
    assert set(alone) == {(f"country:PER > {ORE}", f"country:JPN > {METAL}")}
    shared = links(cell_network(world(["260300"], ["260300"])))
    assert set(shared) == {(f"country:CHL > {ORE}", f"country:JPN > {METAL}")}


def test_a_country_stops_the_sites_that_stand_in_it_and_not_the_firms_at_home_there():
    world = small_map(
        [*made(ORE, ("facility:mine", 1.0), kind="facility"), *made(METAL, ("org:smelter", 1.0), kind="organization")],
        [needs(METAL, ORE)],
        organizations=[{"id": "org:smelter", "name": "Smelter", "home_country": "country:CHL"}],
        facilities=[{"id": "facility:mine", "name": "Mine", "country": "country:CHL", "operator": "org:digger"}],
    )
    network = cell_network(world)
    names = network.nodes["node"]
    assert set(names.filter(network.stops("country:CHL"))) == {f"facility:mine > {ORE}"}
    assert set(names.filter(network.may_stop("country:CHL"))) == {f"facility:mine > {ORE}", f"org:smelter > {METAL}"}
    assert set(names.filter(network.stops("org:digger"))) == {f"facility:mine > {ORE}"}
    assert set(names.filter(network.stops(METAL))) == {f"org:smelter > {METAL}"}


def test_values_of_products_weigh_them():
    world = small_map([*made(ORE, ("country:CHL", 0.5)), *made(METAL, ("country:JPN", 1.0))])
    sizes = dict(cell_network(world, values={ORE: 10.0}).nodes.select("node", "size").iter_rows())
    assert sizes == {f"country:CHL > {ORE}": 5.0, f"{NOT_NAMED} > {ORE}": 5.0, f"country:JPN > {METAL}": 1.0}
