"""Arcs: needs of the tiny world, and flows of a made one in which two reports, two years and two currencies meet."""

import re

import pytest

from headwater.claims.model import View
from headwater.errors import NotFound
from headwater.workflows.panels import Panels
from headwater.workflows.panels.arcs import LEAST_MADE, LEAST_SUPPLIED, MOST_SUPPLIERS
from headwater.workflows.view import build_map
from tests.doubles import InMemoryLog, frame, rows_of_folder
from tests.rules.repository import ROOT

ORE, REFINED, WAFER = "product:glimmerite-ore", "product:glimmerite-refined", "product:lumen-wafer"


@pytest.fixture(scope="module")
def tiny(tiny_world):
    log = InMemoryLog()
    log.add(rows_of_folder(tiny_world))
    return Panels(build_map(log, View()))


def _pairs(rows):
    return [(row["supplier"]["id"], row["maker"]["id"], row["share"]) for row in rows]


def test_main_suppliers_of_an_input_lead_to_where_the_product_is_made(tiny):
    arcs = tiny.arcs(REFINED)
    # ore: 60 % Chile, 25 % Viet Nam; refined: 90 % China, the rest under a quarter
    assert _pairs(arcs["needs"]) == [("country:CHL", "country:CHN", 0.6), ("country:VNM", "country:CHN", 0.25)]
    assert [end["id"] for end in arcs["makers"]] == ["country:CHN"]
    assert {row["basis"] for row in arcs["needs"]} == {"volume"}
    for row in arcs["needs"]:
        assert any(":requirements:" in claim for claim in row["claims"])
        assert any(":provisions:" in claim for claim in row["claims"])


def test_a_supplier_named_without_a_share_is_drawn_only_where_no_share_is_known(tiny):
    needs = tiny.arcs(WAFER)["needs"]
    assert {row["supplier"]["id"] for row in needs} == {"country:CHN"}  # not Japan, whose share is withheld
    log = InMemoryLog()
    log.add(
        {
            "sources": frame("sources", [{"id": "source:s", "title": "S", "kind": "press"}]),
            "products": frame(
                "products", [{"id": f"product:{name}", "name": name, "source": "source:s"} for name in ("in", "out")]
            ),
            "requirements": frame(
                "requirements", [{"product": "product:out", "input": "product:in", "source": "source:s"}]
            ),
            "provisions": frame(
                "provisions",
                [
                    _provision("product:in", "country:JPN", None),
                    _provision("product:out", "country:FRA", 0.5),
                ],
            ),
        }
    )
    (row,) = Panels(build_map(log, View())).arcs("product:out")["needs"]
    assert (row["supplier"]["id"], row["share"], row["state"]) == ("country:JPN", None, "unknown")


def _provision(product, provider, share):
    qualifier = "withheld" if share is None else "exact"
    return {
        "product": product, "provider": provider, "share": share, "basis": "volume", "period": "2024",
        "qualifier": qualifier, "source": "source:s",
    }  # fmt: skip


def test_the_limits_are_those_the_documentation_states():
    page = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    (about,) = re.findall(r"## Arcs on the map\n(.*?)\n## ", page, re.DOTALL)
    assert MOST_SUPPLIERS == 3
    assert "up to three" in about
    assert f"{LEAST_SUPPLIED:.0%}".replace("%", " %") in about
    assert f"{LEAST_MADE:.0%}".replace("%", " %") in about


def test_an_unknown_product_is_refused(tiny):
    with pytest.raises(NotFound):
        tiny.arcs("product:unobtainium")


def test_a_product_without_flows_or_needs_has_no_arcs(tiny):
    arcs = tiny.arcs(ORE)
    assert arcs["needs"] == []
    assert arcs["flows"] == {"measure": None, "rows": [], "total": 0, "whole": None, "others": 0}


def _flow(supplier, buyer, value, **more):
    return {
        "supplier": supplier, "buyer": buyer, "product": "product:p", "value": value, "currency": "USD",
        "period": "2023", "source": "source:s", **more,
    }  # fmt: skip


@pytest.fixture(scope="module")
def flows():
    log = InMemoryLog()
    coded = {"hs_codes": ["811292"], "hs_edition": "HS2022"}
    log.add(
        {
            "sources": frame(
                "sources", [{"id": f"source:{name}", "title": name, "kind": "press"} for name in ("s", "t")]
            ),
            "organizations": frame(
                "organizations",
                [{"id": "org:mill", "name": "Mill", "home_country": "country:VNM", "source": "source:s"}],
            ),
            "products": frame("products", [{"id": "product:p", "name": "P", "source": "source:s", **coded}]),
            "flows": frame(
                "flows",
                [
                    _flow("country:CHN", "country:KOR", 70.0),
                    _flow("country:CHN", "country:JPN", 20.0, product="hs:HS2022.811292"),
                    _flow("country:VNM", "country:KOR", 10.0),
                    _flow("country:VNM", "country:KOR", 12.0, source="source:t"),
                    _flow("country:CHN", "country:KOR", 999.0, period="2022"),
                    _flow("country:CHN", "country:KOR", 5.0, currency="EUR"),
                    _flow("country:CHN", "country:KOR", 3.0, period="2024-01"),
                    _flow("country:CHN", "world:World", 500.0),
                    _flow("org:mill", "country:KOR", 4.0),
                ],
            ),
        }
    )
    return Panels(build_map(log, View()))


def test_flows_of_one_measure_only_the_latest_full_year_and_the_most_used_currency(flows):
    found = flows.arcs("product:p")["flows"]
    assert found["measure"] == {
        "period": "2023", "currency": "USD", "price_year": None, "valuation": None, "unit": None,
    }  # fmt: skip
    assert [(row["supplier"]["id"], row["buyer"]["id"], row["amount"]) for row in found["rows"]] == [
        ("country:CHN", "country:KOR", 70.0),
        ("country:CHN", "country:JPN", 20.0),
        ("country:VNM", "country:KOR", 10.0),
    ]
    assert found["total"] == 3
    assert found["whole"] == pytest.approx(100.0)  # 70 + 20 + 10: the world as a whole is not added to its parts
    assert found["others"] == 5


def test_a_pair_told_twice_has_a_range_and_both_claims(flows):
    *_, told_twice = flows.arcs("product:p")["flows"]["rows"]
    assert (told_twice["low"], told_twice["high"]) == (10.0, 12.0)
    assert len(told_twice["claims"]) == 2


def test_only_the_largest_are_given_and_all_are_counted(flows):
    found = flows.arcs("product:p", limit=1)["flows"]
    assert [row["amount"] for row in found["rows"]] == [70.0]
    assert (found["total"], found["whole"]) == (3, pytest.approx(100.0))
