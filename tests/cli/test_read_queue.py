"""`headwater read --queue`: over folders, after an interruption, and taken back again."""

import json
import signal
import sqlite3
import time
from contextlib import closing

import pytest

from headwater.storage.review_tables import ARTICLES
from tests.doubles.review_world import BARE, HALDEN, HALDEN_FR


@pytest.fixture
def folder(run, tmp_path):
    run("init")
    made = tmp_path / "articles"
    made.mkdir()
    for name, text in {"a.txt": HALDEN, "b.txt": HALDEN_FR, "c.txt": BARE}.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def counts(run):
    rows = run("review", "list", json_=True)
    return len({row["article"] for row in rows}), len(rows)


def test_the_end_says_articles_candidates_doubles_and_failures(run, folder):
    (folder / "again.txt").write_text(HALDEN, encoding="utf-8")
    (folder / "empty.txt").touch()
    (folder / "picture.txt").write_bytes(b"\x89PNG")
    (folder / "german.txt").write_text("Der Konzern baut die Fabrik und das ist gut.", encoding="utf-8")
    done = run("read", folder, "--queue", code=1)
    assert done.stdout == ""
    first, following, *rest = done.stderr.splitlines()
    assert first == "queued 3 articles with 4 candidates; 1 came twice; 3 could not be read"
    assert following.startswith("next: headwater review (to take this back: headwater review take-back add-")
    for problem in ("empty.txt: The file is empty.", "picture.txt: The file is a PNG", "german.txt: Article german:"):
        assert any(problem in line for line in rest), problem
    again = run("read", folder, "--queue", code=1).stderr.splitlines()[0]
    assert again == "queued 0 articles with 0 candidates; 3 were there before; 1 came twice; 3 could not be read"
    assert counts(run) == (3, 4)


def test_an_addition_is_listed_and_taken_back(run, folder):
    run("read", folder / "a.txt", "--queue", "--by", "ann")
    run("read", folder, "--queue", "--by", "bo")
    second, first = run("review", "additions", json_=True)
    assert [(one["by"], len(one["articles"]), one["candidates"], one["decided"]) for one in (first, second)] == [
        ("ann", 1, 2, 0), ("bo", 2, 2, 0),
    ]  # fmt: skip
    assert second["id"] in run("review", "additions").stdout
    run("review", "reject", f"{first['articles'][0]}-1", "--by", "ann")
    refused = run("review", "take-back", first["id"], code=1)
    assert "1 candidate was decided about" in refused.stderr
    assert run("review", "take-back", second["id"]).stdout == "took back 2 articles with 2 candidates\n"
    assert counts(run) == (1, 2)
    assert "There is no add-" in run("review", "take-back", second["id"], code=1).stderr
    assert run("read", folder, "--queue").stderr.startswith("queued 2 articles with 2 candidates; 1 was there before")


def test_one_article_is_taken_back_by_its_own_id(run, folder):
    run("read", folder, "--queue")
    article = run("review", "list", json_=True)[0]["article"]
    assert run("review", "take-back", article, json_=True) == {"id": article, "articles": 1, "candidates": 2}
    assert counts(run) == (2, 2)


def test_nothing_added_is_said(run):
    run("init")
    assert run("review", "additions").stdout == "nothing was added\n"
    assert run("review", "additions", json_=True) == []


@pytest.mark.slow
def kept_so_far(store):
    """Articles in the queue's file, looked at from outside; 0 while there is none."""
    try:
        with closing(sqlite3.connect(f"file:{store / 'review.sqlite'}?mode=ro", uri=True)) as seen:
            return seen.execute(f"SELECT count(*) FROM {ARTICLES.name}").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def test_interrupted_it_says_so_and_goes_on_where_it_was(process, run, store, tmp_path):
    """Interrupted at some moment of some hundred articles; the same command then leaves each of them there once."""
    run("init")
    many = 400
    lines = [json.dumps({"text": HALDEN.replace("$2.4", f"${n + 2}.4")}) for n in range(many)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    words = ("--store", store, "read", tmp_path / "many.jsonl", "--queue")
    started = process(*words)
    deadline = time.monotonic() + 60
    while not kept_so_far(store) and time.monotonic() < deadline:
        time.sleep(0.02)
    started.send_signal(signal.SIGINT)
    _, said = started.communicate(timeout=60)
    assert started.returncode == 130
    kept, _ = counts(run)
    assert 0 < kept < many, said
    assert f"queued {kept} article" in said
    assert "the same command goes on from here" in said
    assert "Traceback" not in said
    again = run(*words[2:]).stderr
    assert again.startswith(f"queued {many - kept} articles")
    assert f"{kept} were there before" in again or f"{kept} was there before" in again
    assert counts(run) == (many, 2 * many)


@pytest.mark.slow
def test_killed_at_any_moment_it_goes_on_where_it_was(process, run, store, tmp_path):
    run("init")
    lines = [json.dumps({"text": HALDEN.replace("$2.4", f"${n + 2}.4")}) for n in range(300)]
    (tmp_path / "many.jsonl").write_text("\n".join(lines), encoding="utf-8")
    for seconds in (0.1, 0.4):
        before = counts(run)[0]
        started = process("--store", store, "read", tmp_path / "many.jsonl", "--queue")
        deadline = time.monotonic() + 60
        while counts(run)[0] == before and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(seconds)
        started.kill()
        started.communicate()
    run("read", tmp_path / "many.jsonl", "--queue")
    assert counts(run) == (300, 600)
