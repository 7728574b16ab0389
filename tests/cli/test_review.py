"""`headwater review`: each command, the walk with its keys, and texts of others that stay text."""

import json
import os
import pty
import select
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.doubles.review_world import BARE, HALDEN, HALDEN_FR


@pytest.fixture
def queued(run, tmp_path):
    (tmp_path / "halden.txt").write_text(HALDEN, encoding="utf-8")
    run("init")
    run("read", tmp_path / "halden.txt", "--queue", "--by", "ann")
    return run


def ids(run):
    return [row["id"] for row in run("review", "list", json_=True)]


def test_reading_without_queue_keeps_nothing(run, tmp_path):
    (tmp_path / "halden.txt").write_text(HALDEN, encoding="utf-8")
    run("init")
    run("read", tmp_path / "halden.txt")
    listed = run("review", "list")
    assert "0 open" in listed.stdout
    assert "next: headwater read ARTICLE --queue" in listed.stdout


def test_json_of_read_is_the_same_with_queue(queued, tmp_path):
    plain = queued("read", tmp_path / "halden.txt", json_=True)
    again = queued("read", tmp_path / "halden.txt", "--queue", "--json")
    assert json.loads(again.stdout) == plain
    assert "1 was there before" in again.stderr


def test_without_a_store_nothing_can_be_queued(run, tmp_path):
    (tmp_path / "halden.txt").write_text(HALDEN, encoding="utf-8")
    assert "no Headwater store" in run("read", tmp_path / "halden.txt", "--queue", code=1).stderr


def test_show_marks_the_words_and_says_where_they_stand(queued):
    shown = queued("review", "show", ids(queued)[0]).stdout
    assert "[more than $2.4 billion|amount]" in shown
    start = HALDEN.index("more than")
    assert f"amount            2,400,000,000  (characters {start}-{start + 22})" in shown


def test_accept_undo_and_reject(queued):
    first, second = ids(queued)
    accepted = queued("review", "accept", first, "--by", "ann", "--confidence", "high", json_=True)
    assert [(one["state"], one["reviewer"]) for one in accepted] == [("recorded", "ann")]
    claim = queued("claim", f"{accepted[0]['contribution']}:commitments:0", json_=True)
    assert (claim["confidence"], claim["contribution"]["contributor"]) == ("high", "ann")
    assert HALDEN[17:].startswith(claim["quote"])
    queued("review", "undo", first, "--by", "bob")
    queued("review", "reject", second, "--note", "no text", "--by", "bob")
    states = {row["id"]: row["state"] for row in queued("review", "list", json_=True)}
    assert states == {first: "open", second: "rejected"}
    assert [entry["kind"] for entry in queued("log", json_=True)] == ["add", "retract"]


def test_hold_and_record(queued):
    first, second = ids(queued)
    queued("review", "accept", first, "--hold")
    assert queued("log", json_=True) == []
    assert "not accepted" in queued("review", "record", second, code=1).stderr
    assert [one["state"] for one in queued("review", "record", json_=True)] == ["recorded"]
    assert "nothing to record" in queued("review", "record").stdout


def test_correct_takes_fields_as_people_type_them(queued):
    first, _ = ids(queued)
    words = ["amount=3,000,000,000", "parties=Halden (CL, investor); Orrin Energy", "products=", "status=signed"]
    queued("review", "correct", first, *words, "--keep-span", "amount", "--span", "status=61-70")
    record = queued("review", "show", first, json_=True)["record"]
    assert (record["amount"], record["status"], record["stage"], record["products"]) == (3e9, "signed", "agreed", [])
    assert [(one["name"], one["country"], one["role"]) for one in record["parties"]] == [
        ("Halden", "CL", "investor"), ("Orrin Energy", None, "party"),
    ]  # fmt: skip
    assert record["spans"]["amount"][0]["text"] == "more than $2.4 billion"
    assert record["spans"]["status"] == [{"start": 61, "end": 70, "text": HALDEN[61:70]}]


def test_words_of_the_article_are_read_for_a_field(queued):
    first, _ = ids(queued)
    queued("review", "correct", first, "--words", "amount=$2.4 billion", "--words", "place=a chip plant in Kestrel")
    record = queued("review", "show", first, json_=True)["record"]
    assert (record["amount"], record["amount_qualifier"], record["place"]) == (2.4e9, None, "a chip plant in Kestrel")
    start = HALDEN.index("$2.4")
    assert record["spans"]["amount"] == [{"start": start, "end": start + 12, "text": "$2.4 billion"}]
    queued("review", "correct", first, "products=data centres", "--words", "products=a chip plant")
    record = queued("review", "show", first, json_=True)["record"]
    assert record["products"] == ["data centres"]  # what was typed stays
    assert record["spans"]["products"][0]["text"] == "a chip plant"


def test_words_that_cannot_be_used_are_said(queued):
    first, _ = ids(queued)
    for words, problem in {
        "amount=$9 billion": "The article does not say '$9 billion'",
        "amount=on": f"The article says 'on' {HALDEN.count('on')} times",
        "date=chip plant": "No date could be read in “chip plant”",
        "mood=chip": "No words can be picked for 'mood'",
    }.items():
        assert problem in queued("review", "correct", first, "--words", words, code=1).stderr
    assert queued("review", "list", json_=True)[0]["version"] == 0


def test_the_quote_of_the_claim_is_other_words_of_the_article(queued):
    first, _ = ids(queued)
    quote = "it plans to invest more than $2.4 billion"
    queued("review", "correct", first, "--words", f"quote={quote}")
    (done,) = queued("review", "accept", first, json_=True)
    claim = queued("claim", f"{done['contribution']}:commitments:0", json_=True)
    start = HALDEN.index(quote)
    assert (claim["quote"], claim["locator"]) == (quote, f"characters {start}-{start + len(quote)}")


@pytest.mark.parametrize("word", ["amount=much", "amount", "mood=good", "status=wished", "currency=XXQ"])
def test_what_cannot_be_corrected_is_said(queued, word):
    failed = queued("review", "correct", ids(queued)[0], word, code=1)
    assert failed.stderr.startswith("error: ")


def test_a_version_seen_earlier_is_refused(queued):
    first, _ = ids(queued)
    queued("review", "reject", first, "--seen", "0", "--by", "ann")
    assert "ann was first" in queued("review", "accept", first, "--seen", "0", "--by", "bob", code=1).stderr


def test_merging_with_a_candidate_and_with_the_ledger(queued, tmp_path):
    (tmp_path / "fr.txt").write_text(HALDEN_FR, encoding="utf-8")
    queued("read", tmp_path / "fr.txt", "--queue")
    first, _, other = ids(queued)
    (recorded,) = queued("review", "accept", first, json_=True)
    shown = queued("review", "show", other).stdout
    assert f"{recorded['subject']}:" in shown
    assert "same amount: 2,400,000,000 USD" in shown
    (merged,) = queued("review", "merge", other, recorded["subject"], json_=True)
    assert merged["subject"] == recorded["subject"]
    queued("review", "undo", other)
    assert "There is no" in queued("review", "merge", other, "commitment:nothing", code=1).stderr


def test_a_day_given_by_hand_gives_bare_days_their_year(run, tmp_path):
    (tmp_path / "bare.txt").write_text(BARE, encoding="utf-8")
    run("init")
    run("read", tmp_path / "bare.txt", "--queue", "--by", "ann")
    (before,) = run("review", "list", json_=True)
    assert (before["date"], before["dated"]) == ("--10-29", None)
    (done,) = run("review", "date", before["article"], "2031-11-02", "--by", "bob", json_=True)
    (after,) = run("review", "list", json_=True)
    assert (after["date"], after["dated"], done["version"]) == ("2031-10-29", "2031-11-02", 1)
    shown = run("review", "show", before["id"], json_=True)
    assert shown["record"]["spans"]["date"] == shown["read"]["spans"]["date"]  # the words stay the words
    assert "day of publication 2031-11-02 given by hand" in shown["record"]["notes"]
    assert [one["reviewer"] for one in shown["decisions"]] == ["bob"]
    assert "no day of its open" in run("review", "date", before["article"], "2031-11-02").stdout  # again does nothing
    run("review", "date", before["article"], "2030-11-02")  # a slip can be mended
    assert run("review", "list", json_=True)[0]["date"] == "2030-10-29"
    assert "is no day" in run("review", "date", before["article"], "2030-02-31", code=1).stderr


def test_reading_again_with_a_day_dates_what_is_queued(run, tmp_path):
    (tmp_path / "bare.txt").write_text(BARE, encoding="utf-8")
    run("init")
    run("read", tmp_path / "bare.txt", "--queue")
    again = run("read", tmp_path / "bare.txt", "--published", "2031-11-02", "--queue")
    assert "1 was there before, 1 of them got the day now" in again.stderr
    assert [row["date"] for row in run("review", "list", json_=True)] == ["2031-10-29"]


def test_an_article_with_a_day_of_its_own_keeps_it(queued):
    first, _ = ids(queued)
    failed = queued("review", "date", first.partition("-")[0], "2031-11-02", code=1)
    assert "The article itself is dated 2031-04-04" in failed.stderr


def test_escapes_in_an_article_do_not_reach_the_terminal(run, tmp_path):
    (tmp_path / "a.txt").write_text(f"\x1b]0;owned\x07\x1b[2J{HALDEN[17:]}\u202e", encoding="utf-8")
    run("init")
    printed = run("read", tmp_path / "a.txt", "--queue").stdout + run("review", "show", ids(run)[0]).stdout
    assert "Halden" in printed
    assert not {"\x1b", "\x07", "\u202e"} & set(printed)


def walked(store, keys):
    """Walk on a terminal of its own: what it printed after those keys."""
    source = str(Path(sys.modules["headwater"].__file__).parents[1])
    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover - the other process
        os.environ.update(PYTHONPATH=source, COLUMNS="130", TERM="xterm")
        code = "from headwater.cli import main; main()"
        os.execv(sys.executable, [sys.executable, "-c", code, "--store", str(store), "review", "--by", "ann"])
    printed, ahead, deadline = b"", list(keys), time.monotonic() + 40
    while time.monotonic() < deadline:
        try:
            if select.select([terminal], [], [], 0.2)[0]:
                printed += os.read(terminal, 65_536)
        except OSError:
            break
        wanted, key = ahead[0] if ahead else (b"\0", b"")
        if wanted in printed:
            printed = printed[printed.index(wanted) + len(wanted) :]
            time.sleep(0.5)  # keys before the terminal listens for single ones are dropped
            os.write(terminal, key)
            ahead.pop(0)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    assert not ahead, (ahead, printed)
    return printed.decode()


def test_the_walk_asks_one_key_a_decision(queued, store):
    menu = b"q stop"
    keys = [
        (menu, b"c"), (b"FIELD=VALUE", b"amount=5000000000\n"), (b"right?", b"y\n"),
        (menu, b"w"), (b"FIELD=WORDS", b"title=a chip plant\n"), (menu, b"h"),
        (menu, b"r"), (b"why", b"no text\n"),
    ]  # fmt: skip
    assert "0 open, 0 recorded, 1 rejected, 1 accepted and not recorded" in walked(store, keys)
    states = {row["state"]: row for row in queued("review", "list", json_=True)}
    assert (states["accepted"]["amount"], states["accepted"]["title"]) == (5e9, "a chip plant")
    assert states["rejected"]["reviewer"] == "ann"


def test_a_process_killed_after_it_acknowledged_has_lost_nothing(queued, process, store):
    first, second = ids(queued)
    for one, word in ((first, "accept"), (second, "reject")):
        started = process("--store", store, "review", word, one, "--by", "ann")
        assert started.stdout.readline().startswith(f"{one} is")
        started.kill()
    states = [row["state"] for row in queued("review", "list", json_=True)]
    assert states == ["recorded", "rejected"]
    assert queued("verify", json_=True)
