"""Making a store, adding to it, taking back, judging and checking."""

import getpass
import json

import pytest

BAD = """\
product,provider,share,basis,period,source,locator
product:lumen-wafer,org:quillon,1.7,sales,2023,source:guild,row 1
product:lumen-wafer,org:quillon,0.1,wishes,2022,source:guild,row 2
product:lumen-wafer,org:brightwater-optics,0.1,sales,2022,source:guild,row 3
"""


@pytest.fixture
def bad_rows(tmp_path):
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "provisions.csv").write_text(BAD, encoding="utf-8")
    return folder


def failure(result):
    return json.loads(result.stderr)["error"]


def test_a_store_is_made_once(run, store):
    assert str(store) in run("init").stdout
    assert failure(run("init", "--json", code=1))["code"] == "store-exists"


def test_without_a_store_the_error_says_what_to_do(run):
    result = run("log", code=1)
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert "init" in result.stderr


def test_add_says_what_was_recorded_and_what_comes_next(run, tiny_world):
    run("init")
    shown = run("add", tiny_world, "--by", "tester").stdout
    assert [line.split() for line in shown.splitlines() if line.startswith("provisions")] == [["provisions", "14"]]
    assert "recorded as contribution" in shown
    assert "next: " in shown


def test_the_contributor_is_the_user_unless_named(run, tiny_world):
    run("init")
    run("add", tiny_world)
    assert run("log", json_=True)[0]["contributor"] == getpass.getuser()


def test_the_same_files_are_recorded_once(filled, tiny_world):
    again = filled("add", tiny_world, "--by", "tester", json_=True)
    assert again["already_recorded"] == again["contribution"]
    assert len(filled("log", json_=True)) == 1


def test_bad_rows_are_all_told_and_nothing_is_recorded(filled, bad_rows):
    before = filled("map", json_=True)["digest"]
    result = filled("add", bad_rows, code=1)
    assert "provisions.csv, row 2, column share" in result.stderr
    assert "provisions.csv, row 3, column basis" in result.stderr
    problems = failure(filled("add", bad_rows, "--json", code=1))["problems"]
    assert [(problem["row"], problem["column"]) for problem in problems] == [(2, "share"), (3, "basis")]
    assert filled("map", json_=True)["digest"] == before


def test_skipping_bad_rows_keeps_them_in_a_file_beside(filled, bad_rows):
    added = filled("add", bad_rows, "--skip-bad", json_=True)
    assert added["rows"] == {"provisions": 1}
    beside = bad_rows.parent / "bad.rejected.csv"
    assert added["rejected"] == str(beside)
    lines = beside.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    assert "1.7" in lines[1]
    assert "wishes" in lines[2]


def test_only_the_first_twenty_problems_are_printed(filled, tmp_path):
    rows = [f"product:lumen-wafer,org:quillon,7,sales,{1900 + n},source:guild,row {n}" for n in range(30)]
    (tmp_path / "provisions.csv").write_text("\n".join([BAD.splitlines()[0], *rows]) + "\n", encoding="utf-8")
    shown = filled("add", tmp_path / "provisions.csv", code=1).stderr
    assert shown.count("column share") == 20
    assert "10 more" in shown


def test_what_was_retracted_no_longer_counts(filled):
    contribution = filled("log", json_=True)[0]["id"]
    back = filled("retract", contribution, "--note", "a test", json_=True)
    assert back["retracts"] == contribution
    assert filled("map", json_=True)["tables"]["provisions"] == 0
    assert [row["kind"] for row in filled("log", json_=True)] == ["add", "retract"]
    assert failure(filled("retract", contribution, "--json", code=1))["code"] == "not-found"


def test_what_was_retracted_by_mistake_is_restored(filled):
    contribution = filled("log", json_=True)[0]["id"]
    held = filled("map", json_=True)["tables"]
    filled("retract", contribution)
    back = filled("restore", contribution, "--note", "it was right", json_=True)
    assert (back["restores"], back["contribution"] == contribution) == (contribution, False)
    assert filled("map", json_=True)["tables"] == held
    assert filled("restore", contribution, json_=True) == back  # twice is once
    assert failure(filled("restore", back["contribution"], "--json", code=1))["code"] == "not-found"


def test_a_judgement_joins_two_and_can_be_taken_back(filled):
    def organizations():
        return filled("map", json_=True)["tables"]["organizations"]

    before = organizations()
    judged = filled(
        "judge", "org:quillon", "same", "org:brightwater-optics", "--by", "t", "--why", "a test", json_=True
    )
    assert organizations() == before - 1
    filled("retract", judged["contribution"])
    assert organizations() == before


def test_verify_says_what_was_checked(filled):
    found = filled("verify", json_=True)
    assert found["sound"] is True
    assert found["contributions"] == 1
    assert "sound" in filled("verify").stdout


def test_verify_names_a_changed_byte_and_fails(filled, store):
    victim = max(
        (path for path in store.rglob("*.parquet") if "provisions" in str(path)), key=lambda p: p.stat().st_size
    )
    whole = bytearray(victim.read_bytes())
    whole[len(whole) // 2] ^= 1
    victim.write_bytes(whole)
    assert failure(filled("verify", "--json", code=1))["findings"]
    assert "error: " in filled("verify", code=1).stderr


def test_an_unknown_format_lists_those_there_are(filled, tiny_world):
    error = failure(filled("add", tiny_world, "--as", "nonsense", "--json", code=1))
    assert error["code"] == "unknown-format"
    assert "own" in error["valid"]


def test_a_dry_run_says_what_would_change_and_records_nothing(filled, tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "provisions.csv").write_text(
        "product,provider,share,basis,period,source,locator,stated_on\n"
        "product:glimmerite-refined,country:CHN,0.5,volume,2024,source:survey,row 1,2026-01-01\n"
        "product:glimmerite-refined,country:VNM,50,volume,2024,source:survey,row 2,2026-01-01\n",
        encoding="utf-8",
    )
    before = filled("log", json_=True)
    told = filled("add", folder, "--dry-run", json_=True)
    assert told["rows"] == {"provisions": 1}
    assert [problem["column"] for problem in told["problems"]] == ["share"]
    assert told["changes"]["counts"]["shares.changed"] == 1
    shown = filled("add", folder, "--dry-run").stdout
    assert "shares that change: 1" in shown
    assert "nothing was recorded" in shown
    assert "50.0" in shown
    without = filled("retract", before[0]["id"], "--dry-run", json_=True)
    assert without["counts"]["shares.gone"] > 0
    assert filled("log", json_=True) == before
