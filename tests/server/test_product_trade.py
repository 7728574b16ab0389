"""Trade in a product of the map over HTTP; every expected figure is worked out beside it."""

import io
import json

import polars as pl
import pytest
from typer.testing import CliRunner

from headwater.bootstrap.workspace import create_store
from headwater.cli import app as cli
from tests.server.trade import FILM, GALLIUM, METAL, NICKEL, ORE, product_folder, record

ARROW = "application/vnd.apache.arrow.stream"
ENOUGH = "threshold=enough_exporters=1"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("products-traded")


@pytest.fixture(scope="module")
def served(home):
    return record(create_store(home / "store"), product_folder(home / "trade"))


@pytest.fixture
def client(client_for, served):
    return client_for("owner", served)


def got(client, product, query=ENOUGH):
    answer = client.get(f"/api/products/{product}/trade?{query}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_exporters_of_the_last_year_and_a_line_for_each(client):
    found = got(client, NICKEL)
    assert (found["years"], found["recorded"], found["total"]) == ([2023], [2022, 2023], 2)
    largest, second = found["rows"]
    assert (largest["exporter"]["id"], largest["low"], largest["high"]) == ("country:IDN", 90, 90)
    assert (largest["share_low"], largest["share_high"], second["share_low"]) == (0.9, 0.9, 0.1)
    assert len(largest["claims"]) == 1
    assert [(year["period"], year["exporters"], year["top"]["id"], year["share_low"]) for year in found["by_year"]] == [
        ("2022", 2, "country:IDN", 0.7), ("2023", 2, "country:IDN", 0.9),
    ]  # fmt: skip
    assert [year["high"] for year in found["by_year"]] == [100, 100]


def test_its_codes_say_why_and_by_whom(client):
    found = got(client, NICKEL)
    (link,) = found["links"]
    assert (link["edition"], link["code"], link["whole"], found["whole"]) == ("HS2022", "260400", True, True)
    assert "nickel ores" in link["reason"]
    assert link["source"] == "Harmonized System 2022, subheading 2604.00"
    assert {code["product"]: code["certain"] for code in found["codes"]} == {ORE: True, "hs:HS2017.260400": True}
    assert found["concordance"].startswith("United Nations Statistics Division")


def test_a_split_code_has_a_low_and_a_high(client):
    found = got(client, GALLIUM)
    china = found["rows"][0]
    assert (china["edition"], china["low"], china["high"]) == ("HS2017", 0, 8)
    assert (china["share_low"], china["share_high"], china["share_of_codes"]) == (0, 1, 0.8)
    assert not found["whole"]
    assert {code["product"]: code["certain"] for code in found["codes"]}[METAL] is False
    assert (found["by_year"][0]["low"], found["by_year"][0]["high"]) == (0, 10)


def test_years_pages_and_the_whole_as_arrow(client):
    both = got(client, NICKEL, f"years=2022-2023&{ENOUGH}")
    assert (both["years"], both["total"]) == ([2022, 2023], 4)
    second = got(client, NICKEL, f"years=2022-2023&{ENOUGH}&offset=1&limit=2")
    assert second["rows"] == both["rows"][1:3]
    answer = client.get(f"/api/products/{NICKEL}/trade?years=2022-2023&{ENOUGH}&limit=1", headers={"Accept": ARROW})
    whole = pl.read_ipc_stream(io.BytesIO(answer.content))
    assert whole["high"].to_list() == [row["high"] for row in both["rows"]]
    assert whole["claims"].to_list() == [row["claims"] for row in both["rows"]]
    refused = client.get(f"/api/products/{NICKEL}/trade", headers={"Accept": "text/html"})
    assert refused.status_code == 406


def test_the_figures_are_those_of_the_command_line(client, home):
    words = ["--store", str(home / "store"), "assess", "trade", NICKEL, "--limit", "enough_exporters=1", "--json"]
    lines = json.loads(CliRunner().invoke(cli, words).stdout)
    rows = got(client, NICKEL)["rows"]
    assert [line["value"] for line in lines] == [row["share_low"] for row in rows]
    assert [line["claims"] for line in lines] == [row["claims"] for row in rows]


def test_too_few_countries_say_nothing_of_the_world(client):
    found = got(client, NICKEL, "")
    assert (found["world"], found["rows"], found["by_year"]) == ([], [], [])
    assert len(found["links"]) == 1
    assert got(client, NICKEL)["world"] == [2022, 2023]


def test_a_product_without_a_code_and_a_store_without_flows(client, client_for, tmp_path):
    found = got(client, FILM)
    assert (found["links"], found["codes"], found["rows"]) == ([], [], [])
    bare = product_folder(tmp_path / "bare")
    (bare / "flows.csv").unlink()
    empty = got(client_for("owner", record(create_store(tmp_path / "store"), bare)), NICKEL)
    assert (empty["recorded"], empty["rows"], len(empty["links"])) == ([], [], 1)


def test_what_cannot_be_answered(client):
    assert client.get("/api/products/product:polysilicon/trade").status_code == 404  # not on this map
    assert client.get(f"/api/products/{NICKEL}/trade?years=1999").json()["error"]["valid"] == ["2022", "2023"]
    assert client.get(f"/api/products/{NICKEL}/trade?years=2023-2022").status_code == 400
    assert client.get(f"/api/products/{NICKEL}/trade?threshold=no_such=1").status_code == 400
    assert client.get(f"/api/products/{NICKEL}/trade?year=2022").status_code == 422


def test_an_answer_the_client_has_is_not_sent_again(client):
    address = f"/api/products/{NICKEL}/trade?{ENOUGH}"
    tag = client.get(address).headers["etag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_years_in_several_editions_are_named_and_brought_to_one(client, home):
    asked = f"country=JPN&years=2022&{ENOUGH}"
    lines = client.get(f"/api/dependency/products?{asked}").json()
    assert lines["editions"] == [{"edition": "HS2017", "years": ["2022"]}, {"edition": "HS2022", "years": ["2022"]}]
    told = client.get(f"/api/findings/dependency?{asked}").json()["rows"]
    assert {row["subject"] for row in told} == {f"country:JPN > {METAL}"}
    brought = client.get(f"/api/findings/dependency?{asked}&edition=HS2022&limit=1000").json()["rows"]
    assert f"country:JPN > {METAL.replace('HS2017', 'HS2022')}" in {row["subject"] for row in brought}
    assert not any(METAL in row["subject"] for row in brought)
    (share,) = [row for row in brought if row["indicator"] == "cdi1" and row["subject"].endswith("HS2022.811292")]
    assert share["verdict"].startswith("uncertain: no trade that is certain")  # the old code was split
    words = ["assess", "dependency", "--country", "JPN", "--years", "2022", "--hs-edition", "HS2022", "--json"]
    given = ["--store", str(home / "store"), *words, "--limit", "enough_exporters=1"]
    assert json.loads(CliRunner().invoke(cli, given).stdout) == brought
    flagged = client.get(f"/api/findings/dependency?{asked}&edition=newest&verdict=concentrated").json()
    assert flagged["rows"] == []  # nothing of it is certain
    assert client.get(f"/api/findings/dependency?{asked}&edition=HS1").status_code == 422


def test_lists_are_brought_to_one_edition_and_what_a_split_leaves_open_is_unknown(client):
    asked = f"country=JPN&years=2022&{ENOUGH}"
    told = client.get(f"/api/dependency/products?{asked}").json()
    assert (told["brought_to"], told["concordance"], [row["product"] for row in told["rows"]]) == (None, None, [METAL])
    assert told["rows"][0]["imports"] == 10  # 8 from China and 2 from Germany
    brought = client.get(f"/api/dependency/products?{asked}&edition=newest").json()
    assert (brought["brought_to"], brought["editions"]) == ("HS2022", told["editions"])
    assert "correlation" in brought["concordance"]
    rows = {row["code"]: row for row in brought["rows"]}
    assert {row["edition"] for row in rows.values()} == {"HS2022"}
    metal = rows["811292"]  # the old code was split: none of its trade, or all of it
    assert (metal["imports"], metal["top_supplier"], metal["top_share"], metal["values"]) == (None, None, None, [None])
    assert metal["verdicts"]["cdi1"]["verdict"].startswith("uncertain: no trade that is certain")
    assert brought["total_value"] == 0
    assert brought["facets"]["flags"]["concentrated"] == 0
    assert brought["facets"]["flags"]["unknown"] == len(rows)
    left_as_told = client.get(f"/api/dependency/products?{asked}&edition=HS2017").json()
    assert [row["product"] for row in left_as_told["rows"]] == [METAL]


def test_partners_are_compared_in_one_edition(client):
    asked = f"left=JPN&right=CHN&years=2022&verdict=unknown&{ENOUGH}"
    found = client.get(f"/api/dependency/compare?{asked}&edition=HS2022").json()
    assert {side["brought_to"] for side in found["partners"]} == {"HS2022"}
    assert not any("HS2017" in row["product"] for row in found["rows"])
    assert client.get(f"/api/dependency/product?country=JPN&product={METAL}&edition=HS2022").status_code == 422
