"""Dependency over HTTP, on a small trade record; every expected figure is worked out beside it."""

import io

import polars as pl
import pytest

from headwater.bootstrap.workspace import create_store
from tests.server.trade import MAGNETS, WAFERS, record, trade_folder

ARROW = "application/vnd.apache.arrow.stream"


@pytest.fixture(scope="module")
def traded(tmp_path_factory, tiny_world):
    home = tmp_path_factory.mktemp("traded")
    return record(record(create_store(home / "store"), tiny_world), trade_folder(home / "trade"))


@pytest.fixture
def client(client_for, traded):
    return client_for("owner", traded)


def got(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_choices_name_years_importers_blocs_and_whose_limits_are(client):
    found = got(client, "/api/dependency")
    assert found["years"] == [2022, 2023]
    assert {row["id"] for row in found["importers"]} == {"country:KOR", "country:JPN", "country:VNM"}
    assert "ipef" in {row["key"] for row in found["blocs"]}
    assert [row["name"] for row in found["sources"]] == ["Customs of everybody"]
    limits = {row["name"]: row for row in found["thresholds"]}
    assert limits["import_hhi"]["default"] == 0.4
    assert "EU SWD(2021) 352" in limits["import_hhi"]["source"]


def test_a_store_without_flows_has_no_years(client_for, space):
    found = got(client_for("owner", space), "/api/dependency")
    assert (found["years"], found["importers"]) == ([], [])
    assert client_for("owner", space).get("/api/dependency/products?country=KOR").status_code == 404


def test_findings_are_those_of_the_command_line_paged_or_as_arrow(client):
    first = got(client, "/api/findings/dependency?country=KOR&limit=3")
    assert len(first["rows"]) == 3
    answer = client.get("/api/findings/dependency?country=Korea", headers={"Accept": ARROW})
    assert answer.headers["content-type"] == ARROW
    whole = pl.read_ipc_stream(io.BytesIO(answer.content))
    assert whole.height == first["total"]
    shares = whole.filter(pl.col("indicator") == "top_supplier")
    found = dict(zip(shares["subject"], shares["value"], strict=True))
    assert found == pytest.approx({f"country:KOR > {WAFERS}": 0.6, f"country:KOR > {MAGNETS}": 0.95})
    assert client.get("/api/findings/dependency?country=KOR", headers={"Accept": "text/html"}).status_code == 406


def test_findings_of_products_with_a_verdict(client):
    rows = got(client, "/api/findings/dependency?country=KOR&verdict=grade-a")["rows"]
    assert {row["subject"] for row in rows} == {f"country:KOR > {MAGNETS}"}


def test_lines_are_filtered_sorted_and_counted(client):
    found = got(client, "/api/dependency/products?country=KOR&sort=top_share&descending=false")
    assert [row["code"] for row in found["rows"]] == ["381800", "850511"]
    wafers, magnets = found["rows"]
    assert (wafers["imports"], wafers["top_supplier"]["id"], wafers["top_share"]) == (100, "country:JPN", 0.6)
    assert (wafers["years"], wafers["values"]) == (["2022", "2023"], [100, 100])
    assert wafers["top_shares"] == [0.6, 0.6]  # the United States in 2022, Japan in 2023
    assert magnets["values"] == [None, 100]
    assert found["facets"]["flags"]["early-warning"] == 2
    assert found["facets"]["chapters"] == {"38": 1, "85": 1}
    only = got(client, "/api/dependency/products?country=KOR&chapter=85&code=8505.11")
    assert (only["total"], only["total_value"], only["facets"]["products"]) == (1, 100, 2)


def test_thresholds_change_verdicts(client):
    plain = got(client, "/api/dependency/products?country=KOR&verdict=early-warning")
    strict = got(client, "/api/dependency/products?country=KOR&verdict=early-warning&threshold=early_warning=0.65")
    assert (plain["total"], strict["total"]) == (2, 1)


def test_one_product_with_what_both_sides_report(client):
    found = got(client, f"/api/dependency/product?country=KOR&product={WAFERS}")
    latest = found["suppliers"][-1]
    japan = next(row for row in latest["rows"] if row["supplier"]["id"] == "country:JPN")
    assert latest["period"] == "2023"
    # Korea says 60 with freight; Japan says 50 without, which is 53 with it
    assert (japan["value"], japan["high"]) == (60, 60)
    assert japan["low"] == pytest.approx(53)
    assert japan["share"] == 0.6
    assert japan["share_low"] == pytest.approx(53 / 93)
    assert len(japan["claims"]) == 2
    assert [year["period"] for year in found["by_year"]] == ["2022", "2023"]
    assert {row["indicator"] for row in found["findings"]} >= {"cdi1", "early_warning", "geodep"}
    assert found["exporters"] is None  # three reporters are not the world


def test_exporters_of_the_world_where_enough_report(client):
    few = got(client, f"/api/dependency/product?country=KOR&product={MAGNETS}&threshold=enough_exporters=2")
    # CHN to KOR 95, JPN 30, VNM 8; JPN to KOR 5; VNM to JPN 10, each as its buyer says it
    exports = {row["exporter"]["id"]: row["value"] for row in few["exporters"]["rows"]}
    assert exports == {"country:CHN": 133, "country:VNM": 10, "country:JPN": 5}


def test_the_line_of_a_product_is_the_same_in_the_table_and_alone(client):
    table = got(client, "/api/dependency/products?country=KOR")["rows"]
    for row in table:
        assert got(client, f"/api/dependency/product?country=KOR&product={row['product']}")["line"] == row


def test_codes_that_begin_so_are_found_as_among_all(client):
    """Korea exports no magnets, as is known from what else it exports: its ratio is infinite, not unknown."""
    whole = got(client, "/api/findings/dependency?country=KOR")["rows"]
    part = got(client, "/api/findings/dependency?country=KOR&hs=8505")["rows"]
    of_whole = [row for row in whole if row["subject"].endswith(MAGNETS)]
    assert [row["verdict"] for row in part] == [row["verdict"] for row in of_whole]
    assert [row["value"] for row in part] == pytest.approx([row["value"] for row in of_whole])
    assert {row["verdict"] for row in part if row["indicator"] == "cdi3"} == {"not substitutable"}


def test_two_partners_side_by_side(client):
    found = got(client, "/api/dependency/compare?left=KOR&right=Japan")
    assert [(side["importer"]["id"], side["flagged"]) for side in found["partners"]] == [
        ("country:KOR", 2), ("country:JPN", 1),
    ]  # fmt: skip
    assert (found["common"], found["same_supplier"]) == (1, 1)  # magnets, from China
    assert [row["code"] for row in found["rows"]] == ["850511", "381800"]
    assert found["rows"][1]["sides"][1] is None
    assert [(each["products"], each["imports"]) for each in found["between"]] == [(1, 100), (0, 0)]


def test_a_bloc_leaves_out_what_its_members_sell_each_other(client):
    found = got(client, "/api/dependency/products?bloc=ipef&code=850511")
    (row,) = found["rows"]
    assert row["imports"] == 95 + 30 + 8
    assert (row["top_supplier"]["id"], row["top_share"]) == ("country:CHN", 1)


def test_years_in_which_only_somebody_else_reports_are_not_the_usual_ones(client_for, tiny_world, tmp_path):
    space = record(record(create_store(tmp_path / "store"), tiny_world), trade_folder(tmp_path / "trade"))
    later = [("CHN", "VNM", MAGNETS, "VNM", 8, "cif", 2024), ("VNM", "KOR", MAGNETS, "VNM", 3, "fob", 2024)]
    client = client_for("owner", record(space, trade_folder(tmp_path / "later", later)))
    assert got(client, "/api/dependency/products?country=KOR")["years"] == ["2022", "2023"]
    assert got(client, "/api/dependency/products?country=VNM")["years"] == ["2023", "2024"]
    both = got(client, "/api/dependency/compare?left=KOR&right=VNM")
    assert [side["years"] for side in both["partners"]] == [["2022", "2023"], ["2023"]]


def test_what_the_world_depends_on_a_country_for(client):
    found = got(client, "/api/dependency/supplied?country=China&year=2023")
    (row,) = found["rows"]
    assert (row["code"], row["dependents"], row["imports"]) == ("850511", 3, 100 + 40 + 8)
    assert {each["id"] for each in row["largest"]} == {"country:KOR", "country:JPN", "country:VNM"}


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/api/dependency/products?country=USA", 404, "United States"),
        ("/api/dependency/products?country=Atlantis", 400, "no country"),
        ("/api/dependency/products", 400, "one country or of one bloc"),
        ("/api/dependency/products?country=KOR&years=1999", 404, "1999"),
        ("/api/dependency/products?country=KOR&years=2023-2022", 400, "first year"),
        ("/api/dependency/products?country=KOR&hs=0101", 404, "HS 0101"),
        ("/api/dependency/products?country=KOR&threshold=hhi=1", 400, "no threshold"),
        ("/api/dependency/products?country=KOR&threshold=hhi", 422, ""),
        ("/api/dependency/products?country=KOR&sort=name", 422, ""),
        ("/api/dependency/products?country=KOR&descending=1", 422, ""),
        ("/api/dependency/products?bloc=warsaw", 422, ""),
        ("/api/dependency/product?country=KOR&product=hs:HS2022.010121", 404, "010121"),
        ("/api/dependency/product?country=KOR&product=product:wafer", 422, ""),
        ("/api/dependency/supplied?country=CHN&year=1999", 404, "1999"),
    ],
)
def test_what_cannot_be_answered_says_why(client, path, status, said):
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert said in answer.json()["error"]["problem"]


def test_an_answer_the_client_has_is_not_sent_again(client, traded, tmp_path):
    path = "/api/dependency/products?country=KOR"
    tag = client.get(path).headers["etag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    more = ("AUS", "KOR", WAFERS, "KOR", 900, "cif", 2023)
    record(traded, trade_folder(tmp_path / "more", [more]))
    again = client.get(path, headers={"If-None-Match": tag})
    assert again.status_code == 200
    traded.log.retract(traded.log.contributions()[-1].id, contributor="tester", recorded_at=traded.clock())


def told(answer):
    return [(year["period"], [member["id"] for member in year["members"]]) for year in answer["told"]]


def test_a_bloc_says_on_whose_imports_it_rests(client):
    found = got(client, "/api/dependency/products?bloc=ipef")
    everybody = ["country:JPN", "country:KOR", "country:VNM"]  # of fourteen members; only Korea reports 2022
    assert told(found) == [("2022", ["country:KOR"]), ("2023", everybody)]
    assert len(found["members"]) == 14
    one = got(client, f"/api/dependency/product?bloc=ipef&product={MAGNETS}")
    assert told(one)[-1] == ("2023", everybody)
    (cdi1,) = [row for row in one["findings"] if row["indicator"] == "cdi1"]
    assert "imports of 3 of 14 members recorded in 2023 (country:JPN, country:KOR, country:VNM)" in cdi1["method"]
    assert got(client, "/api/dependency/products?country=KOR")["told"] == []


def test_a_bloc_of_ones_own(client):
    """Wafers: Korea's 100 from outside but Japan's 60; Viet Nam's come from Korea. Magnets: China's 95, 30 and 8."""
    found = got(client, "/api/dependency/products?bloc=VNM,KOR,JPN&sort=code")
    assert found["importer"]["id"] == "area:JPN+KOR+VNM"
    assert [(row["code"], row["imports"]) for row in found["rows"]] == [("850511", 133), ("381800", 40)]
    assert told(found)[-1][1] == [member["id"] for member in found["members"]]
    compared = got(client, "/api/dependency/compare?left=KOR,JPN&right=VNM")
    assert [side["importer"]["id"] for side in compared["partners"]] == ["area:JPN+KOR", "country:VNM"]


def test_what_is_no_bloc(client):
    assert client.get("/api/dependency/products?bloc=opec").status_code == 422
    assert client.get("/api/dependency/products?bloc=KOR").status_code == 422
    assert client.get("/api/dependency/products?bloc=KOR,XXX").json()["error"]["problem"] == "'XXX' is no country."
    assert client.get("/api/dependency/products?bloc=KOR,KOR").status_code == 400


def test_weights_give_the_weighted_index(client):
    weights = "JPN:0.1,USA:0.2,DEU:0.3,CHN:0.9"
    found = got(client, f"/api/dependency/products?country=KOR&weights={weights}&sort=governance_hhi")
    values = {row["code"]: row["verdicts"]["governance_hhi"]["value"] for row in found["rows"]}
    wafers = 0.6**2 * 0.1 + 0.3**2 * 0.2 + 0.1**2 * 0.3
    magnets = 0.95**2 * 0.9 + 0.05**2 * 0.1
    assert values == pytest.approx({"850511": magnets, "381800": wafers})
    assert [row["code"] for row in found["rows"]] == ["850511", "381800"]
    one = got(client, f"/api/dependency/product?country=KOR&product={WAFERS}&weights={weights}")
    assert one["line"]["verdicts"]["governance_hhi"]["verdict"] == "not risky"
    plain = got(client, "/api/dependency/products?country=KOR")["rows"][0]["verdicts"]
    assert "governance_hhi" not in plain


def test_a_supplier_without_a_weight_leaves_the_index_open(client):
    found = got(client, f"/api/dependency/product?country=KOR&product={WAFERS}&weights=JPN:0.1")
    said = found["line"]["verdicts"]["governance_hhi"]
    assert (said["value"], said["low"]) == (None, pytest.approx(0.036))  # 0.6 squared times 0.1, and whatever the rest
    assert client.get("/api/findings/dependency?country=KOR&weights=JPN:-1").status_code == 422
    assert client.get("/api/findings/dependency?country=KOR&weights=XXX:1").status_code == 400


def test_a_product_alone_is_as_among_all_also_where_it_was_not_bought_every_year(client_for, tiny_world, tmp_path):
    """Asked first, it is found of its own flows; asked after the table, of what was found of all."""
    space = record(record(create_store(tmp_path / "store"), tiny_world), trade_folder(tmp_path / "trade"))
    text = "supplier,buyer,product,period,reporter,value,currency,source,locator"
    rows = "\n".join(
        f"country:CHN,country:KOR,{product},{year},country:KOR,9,USD,source:customs,row {number}"
        for number, (product, year) in enumerate([("hs:HS2022.810411", 2022), ("hs:HS2022.810419", 2023)])
    )
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "flows.csv").write_text(f"{text}\n{rows}\n", encoding="utf-8")
    (folder / "sources.csv").write_text(
        "id,title,kind,source,locator\nsource:customs,Customs,official-statistics,source:customs,title\n",
        encoding="utf-8",
    )
    record(space, folder)
    for product in (WAFERS, "hs:HS2022.810419", "hs:HS2022.810411"):
        address = f"/api/dependency/product?country=KOR&product={product}"
        alone = client_for("owner", space).get(address)
        after = client_for("owner", space)
        after.get("/api/dependency/products?country=KOR")
        assert (alone.status_code, alone.json()) == (after.get(address).status_code, after.get(address).json())
