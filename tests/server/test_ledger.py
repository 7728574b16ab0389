"""The ledger over HTTP: the same numbers as the workflow, pages, days and forms."""

import io
import zipfile

import polars as pl

ARROW = "application/vnd.apache.arrow.stream"
HALL = "commitment:quillon-hall"


def test_a_commitment_tells_its_stages_and_what_was_promised(client):
    (row,) = client.get("/api/ledger/commitments").json()["rows"]
    assert (row["id"], row["now"], row["amount"], row["currency"]) == (HALL, "under-construction", 2e8, "USD")
    assert [(mark["stage"], mark["amount"]) for mark in row["stages"]] == [
        ("announced", 2e8),
        ("under-construction", 1.5e8),
    ]
    assert client.get("/api/claims", params={"id": row["claims"]}).status_code == 200


def test_filters_and_pages(client):
    assert client.get("/api/ledger/commitments?country=Viet Nam").json()["total"] == 1
    assert client.get("/api/ledger/commitments?country=KOR").json() == {"rows": [], "total": 0}
    assert client.get("/api/ledger/commitments?offset=1").json() == {"rows": [], "total": 1}
    assert client.get("/api/ledger/commitments?countri=KOR").status_code == 422
    assert client.get("/api/ledger/commitments?kind=deal").status_code == 400
    assert client.get("/api/ledger/commitments?party=org:nobody").status_code == 404


def test_totals_come_with_their_lines_and_add_up(client):
    found = client.get("/api/ledger/totals?by=stage").json()
    assert {row["group"]: row["total"] for row in found["rows"]} == {"announced": 2e8, "under-construction": 1.5e8}
    assert sum(line["counts"] for line in found["lines"]) == 3.5e8
    part = client.get("/api/ledger/totals?by=stage&group=announced&limit=1").json()
    assert (len(part["lines"]), part["lines_in_all"]) == (1, 1)


def test_rates_are_the_clients_own(client):
    ask = "/api/ledger/totals?in=EUR&rate=USD:0.5"
    assert client.get(ask).json()["rows"][0]["total"] == 1e8
    assert client.get("/api/ledger/totals?in=EUR").json()["rows"][0]["total"] is None
    assert client.get("/api/ledger/totals?in=EUR&rate=USD:0").status_code == 400
    assert client.get("/api/ledger/totals?in=EUR&rate=half").status_code == 422


def test_what_is_overdue_is_of_a_day(client):
    assert client.get("/api/ledger/overdue?on=2020-01-01").json() == {"on": "2020-01-01", "rows": [], "total": 0}


def test_the_answer_of_another_day_is_not_kept(client):
    first = client.get("/api/ledger/overdue?on=2025-01-01")
    again = client.get("/api/ledger/overdue?on=2025-01-01", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert client.get("/api/ledger/commitments?on=2025-01-01").headers["etag"] != first.headers["etag"]


def test_one_commitment_and_one_measure_in_full(client):
    found = client.get(f"/api/ledger/commitments/{HALL}").json()
    titles = [(told["source"], told["source_title"]) for told in found["statements"]]
    assert titles == [
        ("source:gazette", "The Lantern Gazette"),
        ("source:guild", "Yearbook of the Beacon Guild 2024"),
    ]
    assert found["commitment"]["id"] == HALL
    assert all(told["now"]["hhi"] > 0 for told in found["deliveries"])
    edges = client.get("/api/ledger/measures/measure:refined-glimmerite-licence").json()["edges"]
    assert {edge["tier"] for edge in edges} >= {0, 1}
    assert client.get("/api/ledger/commitments/commitment:none").status_code == 404
    assert client.get("/api/ledger/agreements/agreement:none").status_code == 404


def test_all_that_match_as_an_arrow_stream(client):
    answer = client.get("/api/ledger/commitments", headers={"Accept": ARROW})
    assert answer.headers["content-type"] == ARROW
    assert pl.read_ipc_stream(io.BytesIO(answer.content))["id"].to_list() == [HALL]
    assert client.get("/api/ledger/events", headers={"Accept": "text/csv"}).status_code == 406


def test_the_whole_ledger_as_a_file(client):
    packed = client.get("/api/ledger/export/csv?on=2026-01-01")
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert "commitments.csv" in archive.namelist()
    linked = client.get("/api/ledger/export/jsonld?on=2026-01-01")
    assert linked.headers["content-type"] == "application/ld+json"
    assert linked.json()["@graph"]
    assert client.get("/api/ledger/export/pdf").status_code == 422
