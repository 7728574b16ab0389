"""`headwater read`: records as JSON, a table for people, and what could not be read."""

import json

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


def test_the_base_date_gives_bare_days_their_year(tmp_path):
    (tmp_path / "a.txt").write_text("Tập đoàn Halden ngày 29/10 công bố đầu tư 2 tỷ USD.", encoding="utf-8")
    days = [
        json.loads(run(tmp_path, "--json", *base).stdout)[0]["date"] for base in ([], ["--base-date", "2031-11-02"])
    ]
    assert days == ["--10-29", "2031-10-29"]


def test_what_cannot_be_read_is_said_and_the_rest_is_read(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x89PNG")
    (tmp_path / "c.txt").write_text("Der Konzern baut die Fabrik und das ist gut für die Stadt.", encoding="utf-8")
    done = run(tmp_path, "--json")
    assert done.exit_code == 1
    assert len(json.loads(done.stdout)) == 1
    assert "b.txt: The file is a PNG image, not text." in done.stderr
    assert "the language is none of en, fr, ja, ko, vi, zh" in done.stderr
