"""`assess systemic-risk`: of a store and of plain files, against published values, interrupted and gone on with."""

import json
import signal
import subprocess
import sys
import time

import polars as pl
import pytest

GOLDEN = "golden/systemic_risk/network_{size}_{part}"


def files(shared_data, size=1000):
    part = {
        name: shared_data / GOLDEN.format(size=size, part=file)
        for name, file in (("links", "edges.parquet"), ("sectors", "sector.csv"), ("essentiality", "essentiality.csv"))
    }
    return [word for name, path in part.items() for word in (f"--{name}", path)]


def expected(shared_data, size=1000):
    return pl.read_csv(shared_data / GOLDEN.format(size=size, part="expected.csv"))


def agrees(found, wanted):
    for ours, theirs in (("esri", "ESRI"), ("esri_down", "ESRI_d"), ("esri_up", "ESRI_u")):
        assert (found[ours] - wanted[theirs]).abs().max() < 1e-9
    assert found["firm"].to_list() == wanted["firm"].to_list()
    assert found["rounds"].to_list() == wanted["T"].to_list()


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_the_published_network_gives_the_published_values(run, shared_data, tmp_path, ending):
    out = tmp_path / f"result.{ending}"
    run("assess", "systemic-risk", *files(shared_data), "--eps", "0.01", "--out", out)
    agrees(pl.read_csv(out) if ending == "csv" else pl.read_parquet(out), expected(shared_data))


def test_without_a_file_the_worst_are_printed(run, shared_data):
    found = run("assess", "systemic-risk", *files(shared_data), "--top", "5", "--threads", "2", json_=True)
    wanted = expected(shared_data).sort("ESRI", descending=True).head(5)
    assert [row["firm"] for row in found] == wanted["firm"].to_list()
    assert list(found[0]) == ["firm", "esri", "esri_down", "esri_up", "rounds"]


def test_only_the_heaviest(run, shared_data, tmp_path):
    out = tmp_path / "heavy.csv"
    run("assess", "systemic-risk", *files(shared_data), "--heaviest", "7", "--out", out)
    links = pl.read_parquet(files(shared_data)[1])
    largest = links.group_by("supplier").agg(pl.col("w").sum()).sort("w", descending=True).head(7)
    assert set(pl.read_csv(out)["firm"]) == {firm + 1 for firm in largest["supplier"]}


def test_one_firm_stops(run, shared_data):
    panel = run("assess", "systemic-risk", *files(shared_data), "--what-if", "17", "--top", "3", json_=True)
    wanted = expected(shared_data).row(16, named=True)
    assert panel["esri"] == pytest.approx(wanted["ESRI"], abs=1e-9)
    assert panel["rounds"] == wanted["T"]
    assert panel["hit"][0]["node"] == "17"
    assert panel["hit"][0]["tier_down"] == 0
    assert len(panel["steps"]) == wanted["T"] + 1


def test_several_firms_or_a_sector_stop_in_part(run, shared_data):
    asked = ["assess", "systemic-risk", *files(shared_data), "--psi", "0.4", "--psi-up", "0", "--no-substitution"]
    together = run(*asked, "--what-if", "17", "--what-if", "23", "--sides", "down", json_=True)
    assert [each["id"] for each in together["subjects"]] == together["stopped"] == ["17", "23"]
    assert {row["loss_down"] for row in together["steps"][0]["nodes"]} == {0.4}
    assert together["esri"] == together["esri_down"] > 0 == together["esri_up"]
    shown = run(*asked, "--what-if", "17", "--what-if", "23").stdout
    assert shown.startswith("17 and 23 stop to 0.4 as supplier and 0 as buyer (2 nodes)")
    sectors = pl.read_csv(files(shared_data)[3])["p"]
    sector = run(*asked, "--what-if", f"sector:{sectors[16]}", json_=True)
    assert len(sector["stopped"]) == int((sectors == sectors[16]).sum())


def test_one_side_of_the_ranking(run, shared_data):
    wanted = expected(shared_data)
    found = run("assess", "systemic-risk", *files(shared_data), "--sides", "down", "--top", "1000", json_=True)
    assert all(row["esri_up"] == 0.0 and row["esri"] == row["esri_down"] for row in found)
    # on one side alone a cascade may rest earlier, never with more than eps to go
    off = [abs(row["esri"] - wanted["ESRI_d"][row["firm"] - 1]) for row in found]
    assert max(off) < 0.1
    assert sum(value < 1e-9 for value in off) > 500


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_run_goes_on_where_it_was(run, shared_data, tmp_path, stop):
    """Stopped after its first part, the same command keeps that part and ends with the published values."""
    out, folder = tmp_path / "result.parquet", tmp_path / "result.parquet.parts"
    command = [
        "assess",
        "systemic-risk",
        *files(shared_data, 10_000),
        "--strategy",
        "batched",
        "--threads",
        "1",
        "--out",
        out,
    ]
    code = "from headwater.cli import main; main()"
    running = subprocess.Popen([sys.executable, "-c", code, *map(str, command)], stderr=subprocess.PIPE)
    begun = time.monotonic()
    while not list(folder.glob("part-*.parquet")):
        assert running.poll() is None, running.stderr.read()
        assert time.monotonic() - begun < 120
        time.sleep(0.02)
    running.send_signal(stop)
    running.communicate(timeout=60)
    assert running.returncode == (130 if stop == signal.SIGINT else -signal.SIGKILL)
    kept = {part: part.stat().st_mtime_ns for part in folder.glob("part-*.parquet")}
    done = pl.read_parquet(list(kept))
    assert 0 < done.height < 10_000
    assert done["firm"].n_unique() == done.height
    again = run(*command)
    assert f"going on: {done.height:,} of 10,000 firms are done" in again.stderr
    agrees(pl.read_parquet(out), expected(shared_data, 10_000))
    assert not folder.exists()


def test_other_options_do_not_mix_with_what_is_there(run, shared_data, tmp_path):
    out = tmp_path / "result.csv"
    folder = tmp_path / "result.csv.parts"
    folder.mkdir()
    (folder / "question.json").write_text(json.dumps({"fingerprint": "other", "firms": 3}), encoding="utf-8")
    said = run("assess", "systemic-risk", *files(shared_data), "--out", out, code=1)
    assert "another network or other options" in said.stderr


def test_notes_on_links_are_told(run, tmp_path):
    (tmp_path / "edges.csv").write_text("supplier,buyer,w\n0,1,1\n0,1,2\n1,1,5\n", encoding="utf-8")
    (tmp_path / "sector.csv").write_text("p\n1\n2\n", encoding="utf-8")
    (tmp_path / "matrix.csv").write_text("2,2\n2,2\n", encoding="utf-8")
    given = [
        "--links",
        tmp_path / "edges.csv",
        "--sectors",
        tmp_path / "sector.csv",
        "--essentiality",
        tmp_path / "matrix.csv",
    ]
    said = run("assess", "systemic-risk", *given)
    assert "note: 1 link from a node to itself dropped." in said.stderr
    assert "note: 1 link given more than once" in said.stderr


@pytest.mark.parametrize("words", [["--sectors", "x.csv"], ["--spark", "local[1]"], ["--heaviest", "3"]])
def test_options_of_plain_networks_need_links(filled, words):
    assert "goes with --links" in filled("assess", "systemic-risk", *words, code=2).output


@pytest.mark.parametrize("words", [["--psi", "0.4"], ["--psi-up", "0.4"]])
def test_a_part_that_stops_needs_somebody_who_stops(filled, words):
    assert "go with --what-if" in filled("assess", "systemic-risk", *words, code=2).output


def test_links_need_the_rest(run, shared_data):
    assert "--links needs" in run("assess", "systemic-risk", *files(shared_data)[:2], code=2).output


def test_the_cells_of_a_store(filled):
    found = filled("assess", "systemic-risk", "--top", "2", json_=True)
    ranked = [row for row in found if row["value"] is not None]
    assert [row["indicator"] for row in ranked] == ["esri", "esri_down", "esri_up"] * 2
    assert any(row["verdict"].startswith("unknown") for row in found)
    shown = filled("assess", "systemic-risk", "--top", "2")
    assert "every value is a lower bound" in shown.stderr
    assert len(shown.stdout.splitlines()) == 7  # a header and three lines for each


def test_what_if_of_a_store(filled):
    panel = filled("assess", "systemic-risk", "--what-if", "country:CHN", json_=True)
    assert panel["stopped"] == ["country:CHN > product:glimmerite-refined"]
    assert {row["product"]: row["direct"] for row in panel["products"]}["product:glimmerite-refined"] == pytest.approx(
        0.9
    )
    assert filled("assess", "systemic-risk", "--what-if", "country:CHN").stdout.startswith("country:CHN stops")
    assert "No node" in filled("assess", "systemic-risk", "--what-if", "country:ATL", code=1).stderr


def test_firms_of_a_store_without_flows_are_unknown(filled):
    found = filled("assess", "systemic-risk", "--network", "firms", json_=True)
    assert [row["value"] for row in found] == [None]
