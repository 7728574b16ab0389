"""What page and command line show, on the tiny world: every figure with its claims, nothing hidden, nothing mixed."""

import pytest

from headwater.claims.model import View, Viewer
from headwater.errors import NotFound
from headwater.workflows.panels import Panels
from headwater.workflows.view import build_map
from tests.doubles import InMemoryLog, rows_of_folder


@pytest.fixture(scope="module")
def log(tiny_world):
    filled = InMemoryLog()
    filled.add(rows_of_folder(tiny_world))
    return filled


@pytest.fixture(scope="module")
def panels(log):
    return Panels(build_map(log, View()))


def test_the_most_concentrated_product_comes_first_and_unknown_ones_last(panels):
    lines = panels.product_list()
    known = [line["hhi"] for line in lines if line["hhi"] is not None]
    assert known == sorted(known, reverse=True)
    assert lines[0]["id"] == "product:glimmerite-refined"
    assert lines[0]["hhi"] == pytest.approx(0.9**2 + 0.05**2)
    assert lines[0]["top"][0] | {"names": {}} == {
        "provider": "country:CHN",
        "name": "China",
        "names": {},
        "share": 0.9,
    }


def test_a_market_shows_measured_then_unknown_then_remainder(panels):
    market = panels.product("product:glimmerite-ore")["markets"][0]
    assert [(bar["provider"], bar["state"]) for bar in market["rows"]] == [
        ("country:CHL", "measured"),
        ("country:VNM", "measured"),
        ("country:KOR", "zero"),
        ("remainder:Other countries", "remainder"),
    ]
    assert market["remainder"] == pytest.approx(0.15)
    assert market["unknown_providers"] == 0
    assert market["hhi"]["value"] == pytest.approx(0.6**2 + 0.25**2)


def test_conflicting_claims_show_as_a_range_with_the_rule(panels):
    panel = panels.product("product:glimmerite-refined")
    bar = panel["markets"][0]["rows"][0]
    assert (bar["share"], bar["low"], bar["high"], bar["rule"]) == (0.9, 0.8, 0.9, "source kind")
    assert bar["claims"] == ["c0:provisions:4", "c0:provisions:5"]
    assert [conflict["field"] for conflict in panel["conflicts"]] == ["share"]
    assert panel["measures"][0]["id"] == "measure:refined-glimmerite-licence"
    assert [need["id"] for need in panel["needs"]] == ["product:glimmerite-ore"]
    assert [need["id"] for need in panel["needed_by"]] == ["product:lumen-wafer"]


def test_companies_are_also_shown_by_home_country_and_marked_as_derived(panels):
    markets = panels.product("product:prism-scanner")["markets"]
    assert [(market["counted_by"], market["derived"]) for market in markets] == [
        ("headquarters", True),
        ("organization", False),
    ]
    shares = {bar["provider"]: bar["share"] for bar in markets[0]["rows"]}
    assert shares == {"country:NLD": 0.8, "country:JPN": 0.2}  # the gazette's Haldensche Werke is Halden Forge of Japan


def test_the_map_layer_follows_the_market_asked_for(panels):
    layer = panels.map_layer("product:lumen-wafer", provider_kind="headquarters")
    assert {place["provider"]: place["share"] for place in layer["countries"]} == {
        "country:JPN": 0.55,
        "country:VNM": 0.3,
    }
    assert [site["id"] for site in layer["facilities"]] == ["facility:halden-mill"]
    with pytest.raises(NotFound, match="headquarters · sales · 2023"):
        panels.map_layer("product:lumen-wafer", basis="volume")


def test_a_product_without_provisions_is_unknown_not_safe(panels):
    assert panels.map_layer("product:beacon-chip")["market"]["basis"] == "site"
    assert panels.product("product:beacon-chip")["commitments"][0]["stage"] == "under-construction"


def test_what_the_viewer_may_not_see_is_in_no_panel(log):
    public = Panels(build_map(log, View(viewer=Viewer.parse("public"))))
    bars = public.product("product:beacon-chip")["markets"][0]["rows"]
    assert [bar["provider"] for bar in bars] == ["country:VNM"]


def test_providers_know_what_they_supply(panels):
    assert {row["product"]["id"] for row in panels.country("country:VNM")["provides"]} == {
        "product:glimmerite-ore",
        "product:glimmerite-refined",
        "product:beacon-chip",
    }
    firm = panels.organization("org:halden-forge")
    assert firm["entity"]["home_country"]["id"] == "country:JPN"
    assert set(firm["entity"]["members"]) >= {"org:halden-forge", "org:gazette.halden", "org:Haldensche Werke"}
    assert panels.facility("facility:quillon-hall")["ledger"]["commitments"][0]["id"] == "commitment:quillon-hall"


@pytest.mark.parametrize(
    ("ask", "identity"),
    [
        ("product", "product:none"),
        ("country", "country:ATA"),
        ("organization", "org:none"),
        ("facility", "facility:none"),
    ],
)
def test_what_is_not_on_the_map_is_not_found(panels, ask, identity):
    with pytest.raises(NotFound):
        getattr(panels, ask)(identity)
