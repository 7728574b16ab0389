"""`headwater read`: records as JSON, a table for people, and what could not be read."""

import json

import pytest
from typer.testing import CliRunner

from headwater.cli.app import app

TEXT = "Halden Electronics plans to invest $2.4 billion in a chip plant in Kestrel by 2036."


def run(*words):
    return CliRunner().invoke(app, ["read", *map(str, words)])


def test_json_is_a_list_of_records_with_verbatim_spans(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = run(tmp_path, "--json", "--without-reference-world")
    assert done.exit_code == 0
    (record,) = json.loads(done.stdout)
    assert (record["kind"], record["amount"], record["currency"]) == ("investment", 2.4e9, "USD")
    assert TEXT[record["quote_start"] :].startswith(record["quote"])
    assert all(
        TEXT[each["start"] : each["end"]] == each["text"] for spans in record["spans"].values() for each in spans
    )


def test_people_see_the_quote(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = run(tmp_path / "a.txt")
    assert "investment | planned | Halden Electronics (?) | 2,400,000,000 USD" in done.stdout
    assert "0: “Halden Electronics plans to invest" in done.stdout


BARE = "Tập đoàn Halden ngày 29/10 công bố đầu tư 2 tỷ USD."
BY_HAND = ("--published", "2031-11-02")


def test_a_day_of_publication_given_by_hand_gives_bare_days_their_year(tmp_path):
    (tmp_path / "a.txt").write_text(BARE, encoding="utf-8")
    (bare,), (dated,) = (json.loads(run(tmp_path, "--json", *more).stdout) for more in ((), BY_HAND))
    assert (bare["date"], bare["published_on"], bare["published_by_hand"], bare["notes"]) == (
        "--10-29",
        None,
        False,
        None,
    )
    assert (dated["date"], dated["published_on"], dated["published_by_hand"]) == ("2031-10-29", "2031-11-02", True)
    assert dated["notes"] == "day of publication 2031-11-02 given by hand"
    assert "2031-11-02 (given by hand)" in run(tmp_path, *BY_HAND).stdout


@pytest.mark.parametrize(
    ("name", "text", "own"),
    [
        ("a.txt", f"date 2029-11-05\n{BARE}", "2029-11-05"),
        ("a.jsonl", json.dumps({"text": BARE, "date": "2029-11-05"}), "2029-11-05"),
        ("a.jsonl", json.dumps({"text": BARE, "pubDate": "Mon, 05 Nov 2029 08:00:00 +0700"}), "2029-11-05"),
        ("a.txt", f"Ngày 5/11/2029. {BARE}", "2029-11-05"),
    ],
)
def test_an_article_s_own_day_wins_and_the_difference_is_reported(tmp_path, name, text, own):
    (tmp_path / name).write_text(text, encoding="utf-8")
    (record,) = json.loads(run(tmp_path, "--json", *BY_HAND).stdout)
    assert (record["date"], record["published_by_hand"]) == ("2029-10-29", False)
    assert f"published on 2031-11-02 by what was given by hand, but dated {own} itself" in record["notes"]
    assert "contradiction: published on 2031-11-02" in run(tmp_path, *BY_HAND).stdout


def test_a_day_told_of_shortly_before_the_one_given_contradicts_nothing(tmp_path):
    (tmp_path / "a.txt").write_text(BARE.replace("29/10", "29/10/2031"), encoding="utf-8")
    (record,) = json.loads(run(tmp_path, "--json", *BY_HAND).stdout)
    assert (record["date"], record["notes"]) == ("2031-10-29", None)


def test_what_cannot_be_read_is_said_and_the_rest_is_read(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x89PNG")
    (tmp_path / "c.txt").write_text("Der Konzern baut die Fabrik und das ist gut für die Stadt.", encoding="utf-8")
    done = run(tmp_path, "--json")
    assert done.exit_code == 1
    assert len(json.loads(done.stdout)) == 1
    assert "b.txt: The file is a PNG image, not text." in done.stderr
    assert "the language is none of en, fr, ja, ko, vi, zh" in done.stderr
