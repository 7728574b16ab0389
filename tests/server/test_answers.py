"""What the routes answer about the tiny world, whose figures stand in its README."""

import io

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from headwater.claims.model import View
from headwater.supply_map import MAP_TABLES
from headwater.workflows import assess
from headwater.workflows.systemic_risk import supply_network, systemic_risk
from headwater.workflows.view import build_map

ARROW = "application/vnd.apache.arrow.stream"
REFINED = "product:glimmerite-refined"


def ask(client, path, **parameters):
    answer = client.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_view_says_which_map_this_is(client, space):
    answer = ask(client, "/api/view", valid_on="2025-07-01")
    assert answer["viewer"] == "owner"
    assert answer["valid_on"] == "2025-07-01"
    assert answer["known_on"] is None
    assert answer["counts"]["products"] == 5
    assert answer["counts"]["sources"] == 3
    assert ask(client, "/api/view")["digest"] == build_map(space.log, View()).digest()


def test_a_view_before_anything_was_recorded_is_empty(client):
    assert ask(client, "/api/products", known_on="2024-01-01") == {"rows": []}


def test_the_list_of_products_has_each_once(client):
    rows = {row["id"]: row for row in ask(client, "/api/products")["rows"]}
    assert len(rows) == 5
    assert rows[REFINED]["market"] == {
        "basis": "volume",
        "period": "2024",
        "provider_kind": "country",
        "derived": False,
    }
    assert rows[REFINED]["top"][0]["provider"] == "country:CHN"


def test_a_product_shows_the_conflict_the_unknown_and_the_range(client):
    panel = ask(client, f"/api/products/{REFINED}")
    market = panel["markets"][panel["default_market"]]
    rows = {row["provider"]: row for row in market["rows"]}
    assert rows["country:CHN"]["share"] == pytest.approx(0.9)  # statistics rank before press
    assert (rows["country:CHN"]["low"], rows["country:CHN"]["high"]) == pytest.approx((0.8, 0.9))
    assert rows["country:CHN"]["conflict"] is True
    assert len(rows["country:CHN"]["claims"]) == 2
    assert rows["country:JPN"]["share"] is None
    assert rows["country:JPN"]["state"] == "unknown"
    assert market["unknown_providers"] == 1
    assert [need["product"] for need in panel["needs"]] == ["product:glimmerite-ore"]
    assert [need["product"] for need in panel["needed_by"]] == ["product:lumen-wafer"]
    assert [measure["id"] for measure in panel["measures"]] == ["measure:refined-glimmerite-licence"]


def test_the_map_layer_has_the_countries_and_keeps_zero_apart_from_unknown(client):
    layer = ask(client, "/api/map", product="product:glimmerite-ore")
    countries = {row["id"]: row for row in layer["countries"]}
    assert countries["country:KOR"]["share"] == 0.0
    assert countries["country:KOR"]["state"] == "zero"
    assert layer["market"]["remainder"] == pytest.approx(0.15)
    assert set(countries) == {"country:CHL", "country:VNM", "country:KOR"}


def test_a_market_can_be_asked_for_by_name(client):
    answer = client.get(
        "/api/map", params={"product": REFINED, "provider_kind": "country", "basis": "volume", "period": "2024"}
    )
    assert answer.json()["market"]["period"] == "2024"
    missing = client.get("/api/map", params={"product": REFINED, "basis": "volume", "period": "1999"})
    assert missing.status_code == 404


def test_from_a_figure_to_who_said_it(client):
    panel = ask(client, f"/api/products/{REFINED}")
    china = next(row for row in panel["markets"][panel["default_market"]]["rows"] if row["provider"] == "country:CHN")
    claims = ask(client, "/api/claims", id=china["claims"])["claims"]
    assert [claim["id"] for claim in claims] == china["claims"]
    said = {claim["source"]["title"]: claim for claim in claims}
    statistics, press = said["Survey of Glimmering Minerals 2025"], said["The Lantern Gazette"]
    assert statistics["chosen"] is True
    assert press["chosen"] is False
    assert press["row"]["figure"] == "four fifths"
    assert press["rivals"] == [statistics["id"]]
    assert press["contribution"]["contributor"] == "tester"
    assert press["locator"] == "page 1"


def test_search_forgives_accents(client):
    hits = ask(client, "/api/search", q="minerai de glimmerite")["hits"]
    assert hits[0]["id"] == "product:glimmerite-ore"


@pytest.mark.parametrize("by", ["country", "organization", "headquarters"])
@pytest.mark.parametrize("question", ["concentration", "chokepoints"])
def test_findings_are_those_of_the_workflow(client, space, question, by):
    expected = getattr(assess, question)(build_map(space.log, View()), by).to_dicts()
    assert ask(client, f"/api/findings/{question}", by=by)["rows"] == expected
    assert expected


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/api/countries/country:JPN", "Japan"),
        ("/api/organizations/org:quillon", "Quillon Devices"),
        ("/api/facilities/facility:quillon-hall", "Quillon Hall"),
    ],
)
def test_entities_have_their_panel(client, path, name):
    panel = ask(client, path)
    assert panel["entity"]["name"] == name
    assert set(panel) == {"entity", "provides", "findings", "facilities", "organizations", "ledger"}


def test_a_firm_provides_what_the_yearbook_says(client):
    provided = ask(client, "/api/organizations/org:quillon")["provides"]
    assert [(row["product"], row["share"]) for row in provided] == [("product:lumen-wafer", 0.3)]


@pytest.mark.parametrize("name", list(MAP_TABLES))
def test_tables_are_the_same_as_json_and_as_arrow(client, space, name):
    stream = client.get(f"/api/tables/{name}", headers={"Accept": ARROW})
    assert stream.headers["content-type"] == ARROW
    frame = pl.read_ipc_stream(io.BytesIO(stream.content))
    assert_frame_equal(frame, build_map(space.log, View())[name])
    page = ask(client, f"/api/tables/{name}", offset=1, limit=2)
    assert page["total"] == frame.height
    assert page["rows"] == frame.slice(1, 2).to_dicts()


def test_lists_come_in_pages(client):
    first, second = (ask(client, "/api/sources", offset=offset, limit=2) for offset in (0, 2))
    assert (len(first["rows"]), len(second["rows"]), first["total"]) == (2, 1, 3)


def test_conflicts_name_the_rule(client):
    rows = ask(client, "/api/conflicts")["rows"]
    assert any(row["low"] == pytest.approx(0.8) and row["high"] == pytest.approx(0.9) and row["rule"] for row in rows)


def test_a_conflict_names_both_sides_and_what_it_is_about(client):
    rows = ask(client, "/api/conflicts")["rows"]
    row = next(row for row in rows if [each["id"] for each in row["about"]] == ["country:CHN", REFINED])
    assert row["words"] == ["volume", "2024"]
    first, second = row["sides"]
    assert (first["number"], first["chosen"], first["sources"][0]["id"]) == (pytest.approx(0.9), True, "source:survey")
    assert (second["number"], second["chosen"], second["sources"][0]["id"]) == (
        pytest.approx(0.8), False, "source:gazette",
    )  # fmt: skip
    assert sorted(first["claims"] + second["claims"]) == row["claims"]


def test_rows_of_a_contribution_are_its_claims_table_by_table(client):
    entry = ask(client, "/api/contributions")["rows"][0]
    path = f"/api/contributions/{entry['id']}/rows"
    answer = ask(client, path, table="provisions", offset=10, limit=10)
    assert answer["tables"] == entry["rows"]
    assert (answer["total"], len(answer["rows"])) == (14, 4)
    claims = ask(client, "/api/claims", id=[row["id"] for row in answer["rows"]])["claims"]
    assert [claim["row"] for claim in claims] == [row["row"] for row in answer["rows"]]
    assert ask(client, path)["table"] == "sources"
    assert client.get("/api/contributions/nobody/rows").status_code == 404


def test_sources_count_their_claims_as_their_rows_do(client):
    sources = ask(client, "/api/sources")["rows"]
    for source in sources:
        assert ask(client, f"/api/sources/{source['id']}/rows")["tables"] == source["counts"]
    recorded = ask(client, "/api/contributions")["rows"][0]["rows"]
    assert sum(sum(source["counts"].values()) for source in sources) == sum(recorded.values())


def test_the_unknown_are_as_many_as_the_view_counts(client):
    answer = ask(client, "/api/unknown")
    assert answer["total"] == ask(client, "/api/view")["counts"]["unknown"]
    assert (REFINED, "country:JPN") in {(row["product"]["id"], row["provider"]["id"]) for row in answer["rows"]}


def test_firms_are_named_with_their_home_country(client, space):
    homes = dict(build_map(space.log, View())["organizations"].select("id", "home_country").iter_rows())
    named = {row["id"]: row["country"] for row in ask(client, "/api/names")["rows"] if row["id"].startswith("org:")}
    assert named == homes


def test_a_market_names_its_sources_and_a_measure_its_parties(client):
    panel = ask(client, f"/api/products/{REFINED}")
    sources = {each["id"]: each["title"] for each in panel["markets"][panel["default_market"]]["sources"]}
    assert sources["source:survey"] == "Survey of Glimmering Minerals 2025"
    parties = [party for measure in panel["measures"] for party in measure["imposers"]]
    assert all(set(party) == {"id", "name", "names"} for party in parties)


def test_the_log_says_who_recorded_what(client):
    answer = ask(client, "/api/contributions")
    assert answer["total"] == 1
    assert answer["rows"][0]["rows"]["provisions"] == 14
    assert answer["rows"][0]["recorded_at"] == "2025-07-01T12:00:00+00:00"


def test_the_standard_is_served_as_json_schema(client):
    assert ask(client, "/api/schema/provisions") == ask(client, "/api/schema")["provisions"]
    assert ask(client, "/api/schema/provisions")["properties"]["share"]["maximum"] == 1


@pytest.mark.parametrize(
    ("form", "beginning"),
    [("parquet", b"PK"), ("csv", b"PK"), ("graphml", b"<?xml"), ("geojson", b'{"type"'), ("ftm", b'{"id"')],
)
def test_exports_can_be_downloaded(client, form, beginning):
    answer = client.get(f"/api/export/{form}")
    assert answer.status_code == 200
    assert answer.content.startswith(beginning)
    assert "headwater-map" in answer.headers["content-disposition"]


def test_the_ranking_of_cells_has_names_both_sides_and_what_is_unknown(client, space):
    answer = ask(client, "/api/findings/systemic-risk", network="cells", top="2")
    assert answer["network"] == "cells"
    assert len(answer["ranked"]) == 2
    first = answer["ranked"][0]
    assert first["esri"] >= max(first["esri_down"], first["esri_up"], answer["ranked"][1]["esri"])
    assert all(first[name] for name in ("provider_name", "product_name", "claims"))
    assert {row["subject"] for row in answer["rows"]} == {row["node"] for row in answer["ranked"]}
    whole = systemic_risk(supply_network(build_map(space.log, View())))
    assert whole.row(0, named=True)["value"] == pytest.approx(first["esri"])
    assert "unknown" in {note["what"] for note in answer["notes"]}


def test_firms_without_flows_rank_nobody(client):
    answer = ask(client, "/api/findings/systemic-risk", network="firms")
    assert (answer["nodes"], answer["ranked"]) == (0, [])
    assert answer["notes"]


def test_what_if_tells_the_cascade_step_by_step(client):
    answer = ask(client, "/api/what-if", node="country:CHN")
    assert answer["stopped"] == [f"country:CHN > {REFINED}"]
    assert answer["steps"][0]["nodes"] == [{"node": f"country:CHN > {REFINED}", "loss_down": 1.0, "loss_up": 1.0}]
    assert len(answer["steps"]) == answer["rounds"] + 1
    losses = {row["product"]: row for row in answer["products"]}
    assert losses[REFINED]["direct"] == pytest.approx(0.9)
    assert losses["product:lumen-wafer"]["indirect"] > 0  # a tier down
    assert [each["name"] for each in answer["subjects"]] == ["China"]
    assert answer["subjects"][0]["names"]["ko"] == "중국"
    assert {"country": "country:CHN", "loss": 1.0} in answer["steps"][0]["countries"]
    assert answer["steps"][0]["products"] == [{"product": REFINED, "loss": pytest.approx(0.9)}]
    assert client.get("/api/what-if", params={"node": "country:ATL"}).status_code == 404
    assert client.get("/api/what-if").status_code == 422


def test_what_if_takes_any_shock(client):
    half = ask(client, "/api/what-if", node="country:CHN", psi="0.5", psi_up="0", sides="down", substitution="off")
    assert (half["psi"], half["psi_up"], half["esri_up"]) == (0.5, 0.0, 0.0)
    assert half["steps"][0]["nodes"][0]["loss_down"] == 0.5
    both = client.get("/api/what-if", params={"node": ["country:CHN", "product:lumen-wafer"]}).json()
    assert [each["id"] for each in both["subjects"]] == ["country:CHN", "product:lumen-wafer"]
    assert set(both["stopped"]) > set(ask(client, "/api/what-if", node="country:CHN")["stopped"])


@pytest.mark.parametrize(
    "wrong",
    [{"psi": "1.5"}, {"psi": "-0.1"}, {"psi": "nan"}, {"psi": " 1"}, {"psi_up": "2"}, {"sides": "left"},
     {"substitution": "yes"}, {"node": ""}],
)  # fmt: skip
def test_a_shock_that_is_none_is_refused(client, wrong):
    assert client.get("/api/what-if", params={"node": "country:CHN", **wrong}).status_code == 422


def test_a_shock_of_nothing_cannot_be_answered(client):
    assert client.get("/api/what-if", params={"node": "country:CHN", "psi": "0"}).status_code == 400


def test_one_side_of_the_ranking_leaves_the_other_out(client):
    down = ask(client, "/api/findings/systemic-risk", sides="down", top="2", substitution="off")
    assert {row["indicator"] for row in down["rows"] if row["value"] is not None} == {"esri", "esri_down"}
    assert [row["esri_up"] for row in down["ranked"]] == [None, None]


def test_the_chain_is_whole_or_about_one_product(client):
    whole = ask(client, "/api/chain")
    assert len(whole["nodes"]) == 5
    about = ask(client, "/api/chain", product="product:glimmerite-ore")
    assert {node["id"] for node in about["nodes"]} >= {"product:glimmerite-ore", REFINED}
    assert about["edges"]
    assert client.get("/api/chain", params={"product": "product:unobtainium"}).status_code == 404


def test_what_comes_from_a_country_is_given_by_share(client):
    answer = ask(client, "/api/chain/supplied", by="country:CHN")
    assert answer["provider"]["name"] == "China"
    shares = [row["share"] for row in answer["rows"] if row["share"] is not None]
    assert shares == sorted(shares, reverse=True)
    assert client.get("/api/chain/supplied", params={"by": "country:FRA"}).status_code == 404
