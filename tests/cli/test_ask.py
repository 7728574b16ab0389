"""Asking the map: counts, findings, claims, the standard and exports."""

import csv
import io
import json

import polars as pl
import pytest

from headwater.standard.findings import FINDING_SCHEMA
from headwater.standard.tables import TABLE_NAMES

REFINED = "product:glimmerite-refined"


def test_the_map_is_counted_and_has_a_digest(filled):
    found = filled("map", json_=True)
    assert found["tables"]["products"] == 5
    assert len(found["digest"]) == 64
    assert found["digest"] in filled("map").stdout


def test_the_viewer_decides_what_is_there(filled):
    owner, public = (filled("map", "--viewer", viewer, json_=True) for viewer in ("owner", "public"))
    assert owner["tables"]["provisions"] == public["tables"]["provisions"] + 1  # the one claim with disclosure own


def test_a_day_before_everything_gives_an_empty_map(filled):
    assert filled("map", "--known-on", "2000-01-01", json_=True)["tables"]["provisions"] == 0


@pytest.mark.parametrize("question", ["concentration", "chokepoints"])
@pytest.mark.parametrize("by", ["country", "organization", "headquarters"])
def test_findings_have_exactly_the_fields_of_a_finding(filled, question, by):
    found = filled("assess", question, "--by", by, json_=True)
    assert found
    assert all(list(finding) == list(FINDING_SCHEMA) for finding in found)


def test_the_concentration_of_one_product(filled):
    """China 0.9 and Vietnam 0.05 are known: 0.81 + 0.0025; with the press's 0.8 for China 0.64 + 0.0025."""
    found = filled("assess", "concentration", "--product", "Glimmerite, refined", json_=True)
    assert {finding["subject"] for finding in found} == {REFINED}
    index = next(finding for finding in found if finding["indicator"] == "hhi")
    assert (index["value"], index["low"], index["high"]) == pytest.approx((0.8125, 0.6425, 0.8125))


def test_what_a_product_loses_names_who_stops(filled):
    found = filled("assess", "chokepoints", "--product", REFINED, json_=True)
    pairs = {finding["subject"]: finding["value"] for finding in found if finding["indicator"] == "n_minus_1_loss"}
    assert pairs[f"country:CHN > {REFINED}"] == pytest.approx(0.9)


def test_top_gives_the_most_concentrated_first(filled):
    found = filled("assess", "concentration", "--top", "1", json_=True)
    assert {finding["subject"] for finding in found} == {REFINED}


def test_a_product_nobody_knows_is_not_found(filled):
    result = filled("assess", "concentration", "--product", "unobtainium", "--json", code=1)
    assert json.loads(result.stderr)["error"]["code"] == "not-found"


def test_csv_can_be_read_back(filled):
    rows = list(csv.DictReader(io.StringIO(filled("assess", "concentration", "--csv").stdout)))
    assert rows[0].keys() == FINDING_SCHEMA.keys()
    assert len(rows) == len(filled("assess", "concentration", json_=True))


def test_findings_go_into_a_file(filled, tmp_path):
    target = tmp_path / "findings.parquet"
    filled("assess", "concentration", "--out", target)
    assert dict(pl.read_parquet_schema(target)) == dict(FINDING_SCHEMA)
    filled("assess", "concentration", "--out", target, code=1)
    filled("assess", "concentration", "--out", tmp_path / "findings.docx", code=1)


def test_ids_are_never_cut_in_a_pipe(filled):
    shown = filled("assess", "chokepoints").stdout
    for finding in filled("assess", "chokepoints", json_=True):
        assert f"{finding['subject']} " in shown


def test_a_claim_reads_like_a_citation(filled):
    chosen = filled("assess", "concentration", "--product", REFINED, json_=True)[0]["claims"][0]
    found = filled("claim", chosen, json_=True)
    shown = filled("claim", chosen).stdout
    assert found["source"]["title"] in shown
    assert found["locator"] in shown
    assert found["contribution"]["contributor"] in shown
    assert found["rivals"][0] in shown


def test_a_claim_one_may_not_see_is_told_like_one_that_is_not_there(filled):
    contribution = filled("log", json_=True)[0]["id"]
    own = f"{contribution}:provisions:13"
    assert filled("claim", own, json_=True)["disclosure"] == "own"
    hidden, missing = (
        filled("claim", claim, "--viewer", "public", code=1).stderr.replace(claim, "ID")
        for claim in (own, f"{contribution}:provisions:999")
    )
    assert hidden == missing


def test_the_standard_is_printed(filled):
    assert [line.split()[0] for line in filled("schema").stdout.splitlines()[1:]] == list(TABLE_NAMES)
    assert "basis" in filled("schema", "provisions").stdout
    assert filled("schema", json_=True)["provisions"] == filled("schema", "provisions", json_=True)
    filled("schema", "secrets", code=1)


@pytest.mark.parametrize("to", ["parquet", "csv", "graphml", "geojson", "ftm"])
def test_the_map_is_exported_once_unless_forced(filled, tmp_path, to):
    target = tmp_path / "out"
    files = filled("export", "--to", to, "--out", target, json_=True)["files"]
    assert files
    filled("export", "--to", to, "--out", target, code=1)
    filled("export", "--to", to, "--out", target, "--force")


def test_claims_are_exported_as_own_tables(filled, tmp_path):
    shown = filled("export", "--to", "csv", "--claims", "--out", tmp_path / "claims")
    assert "1 claims" in shown.stderr  # the one with disclosure own stays
    assert "own" not in pl.read_csv(tmp_path / "claims" / "provisions.csv")["disclosure"].to_list()
    filled("export", "--to", "geojson", "--claims", code=2)


def test_the_doctor_finds_the_store(filled, store):
    checks = {check["what"]: check for check in filled("doctor", json_=True)}
    assert checks["store"]["state"] == "fine"
    assert str(store) in checks["store"]["found"]
    assert checks["polars"]["state"] == "fine"


def test_the_doctor_says_when_a_store_is_broken(run, store):
    store.mkdir()
    (store / "headwater.json").write_text("nonsense", encoding="utf-8")
    checks = {check["what"]: check for check in json.loads(run("doctor", "--json", code=1).stdout)}
    assert checks["store"]["state"] == "broken"
    assert checks["store"]["remedy"]
