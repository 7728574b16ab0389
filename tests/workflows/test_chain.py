"""The chain of the tiny world: ore into refined, refined into wafer; and a made one with a circle and a variant."""

import pytest

from headwater.claims.model import View
from headwater.errors import NotFound
from headwater.workflows.panels import Panels
from headwater.workflows.view import build_map
from tests.doubles import InMemoryLog, frame, rows_of_folder

ORE, REFINED, WAFER = "product:glimmerite-ore", "product:glimmerite-refined", "product:lumen-wafer"


@pytest.fixture(scope="module")
def supply_map(tiny_world):
    log = InMemoryLog()
    log.add(rows_of_folder(tiny_world))
    return build_map(log, View())


@pytest.fixture(scope="module")
def panels(supply_map):
    return Panels(supply_map)


def ids(chain):
    return [node["id"] for node in chain["nodes"]]


def test_the_whole_world_has_every_product_and_every_requirement_once(panels, supply_map):
    chain = panels.chain()
    assert ids(chain) == sorted(supply_map["products"]["id"])
    assert {(edge["input"], edge["product"]) for edge in chain["edges"]} == set(
        supply_map["requirements"].select("input", "product").iter_rows()
    )
    assert (ORE, REFINED) in {(edge["input"], edge["product"]) for edge in chain["edges"]}
    assert all(edge["claims"] for edge in chain["edges"])


def test_a_node_says_what_the_product_list_says(panels):
    lines = {line["id"]: line for line in panels.product_list()}
    for node in panels.chain()["nodes"]:
        line = lines[node["id"]]
        assert {key: node[key] for key in ("hhi", "verdict", "weak")} == {
            key: line[key] for key in ("hhi", "verdict", "weak")
        }
        assert len(node["top"]) <= 5
        measured = [top["provider"] for top in node["top"] if top["share"] is not None]
        assert measured[:3] == [top["provider"] for top in line["top"]]


def test_an_unknown_share_is_shown_after_the_known_ones_and_never_as_zero(panels):
    (refined,) = (node for node in panels.chain()["nodes"] if node["id"] == REFINED)
    shares = {top["provider"]: top["share"] for top in refined["top"]}
    assert shares["country:JPN"] is None
    assert next(iter(shares)) == "country:CHN"
    (ore,) = (node for node in panels.chain()["nodes"] if node["id"] == ORE)
    assert "country:KOR" not in {top["provider"] for top in ore["top"]}  # measured as zero: supplies nothing


def test_about_a_product_only_what_leads_there_and_what_follows(panels):
    about_ore = ids(panels.chain(ORE))
    assert REFINED in about_ore
    assert WAFER in about_ore
    about_refined = panels.chain(REFINED)
    assert ORE in ids(about_refined)
    inside = set(ids(about_refined))
    assert all({edge["product"], edge["input"]} <= inside for edge in about_refined["edges"])
    with pytest.raises(NotFound):
        panels.chain("product:unobtainium")


def test_a_provider_lights_up_with_its_share_of_the_first_current_market(panels):
    rows = {row["product"]: row for row in panels.supplied_by("country:CHN")["rows"]}
    assert rows[REFINED]["share"] == pytest.approx(0.9)
    assert (rows[REFINED]["basis"], rows[REFINED]["period"], rows[REFINED]["derived"]) == ("volume", "2024", False)
    unknown = {row["product"]: row for row in panels.supplied_by("country:JPN")["rows"]}
    assert unknown[REFINED]["share"] is None
    assert unknown[REFINED]["state"] == "unknown"


def test_firms_added_up_by_home_country_are_marked(panels):
    rows = {row["product"]: row for row in panels.supplied_by("country:NLD")["rows"]}
    assert rows["product:prism-scanner"]["share"] == pytest.approx(0.8)
    assert rows["product:prism-scanner"]["derived"] is True


def test_a_firm_lights_up_too_and_nobody_else_does(panels):
    rows = {row["product"]: row for row in panels.supplied_by("org:halden-forge")["rows"]}
    assert rows[WAFER]["share"] == pytest.approx(0.55)
    with pytest.raises(NotFound, match="names country:FRA"):
        panels.supplied_by("country:FRA")


def test_everyone_who_supplies_is_named_once_countries_first(panels):
    providers = panels.chain()["providers"]
    kinds = [provider["id"].partition(":")[0] for provider in providers]
    assert kinds == sorted(kinds)
    assert len({provider["id"] for provider in providers}) == len(providers)
    for provider in providers:
        named = [row for row in panels.supplied_by(provider["id"])["rows"] if row["state"] != "zero"]
        assert provider["products"] == len(named)


def test_a_circle_ends_and_a_variant_leads_to_what_it_is_a_variant_of():
    log = InMemoryLog()
    products = [
        {"id": f"product:{name}", "name": name, "variant_of": ["product:a"] if name == "v" else []} for name in "abcv"
    ]
    needs = [
        {"product": f"product:{to}", "input": f"product:{of}", "source": "source:s"} for of, to in ("ab", "ba", "bc")
    ]
    log.add(
        {
            "sources": frame("sources", [{"id": "source:s", "title": "S", "kind": "press"}]),
            "products": frame("products", [{"source": "source:s", **row} for row in products]),
            "requirements": frame("requirements", needs),
        }
    )
    panels = Panels(build_map(log, View()))
    assert ids(panels.chain("product:v")) == ["product:a", "product:b", "product:c", "product:v"]
    assert ids(panels.chain("product:c")) == ["product:a", "product:b", "product:c", "product:v"]
    assert panels.chain()["variants"] == [{"product": "product:a", "variant": "product:v"}]


def test_a_map_without_products_has_an_empty_chain():
    panels = Panels(build_map(InMemoryLog(), View()))
    assert panels.chain() == {"product": None, "nodes": [], "edges": [], "variants": [], "providers": []}
