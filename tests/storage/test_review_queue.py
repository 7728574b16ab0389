"""The review queue, one body of tests for both databases: nothing acknowledged is lost, and nobody overwrites."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert, text, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from headwater.errors import MissingPart, NotFound, Outdated, StoreError
from headwater.storage.review_queue import FILE, DatabaseQueue, _row
from headwater.storage.review_tables import CANDIDATES, DECISIONS
from headwater.workflows.review.model import Decision
from tests.doubles.review_world import BARE, HALDEN, HALDEN_FR, fill

REVIEWER = Path(__file__).with_name("reviewer.py")
NOON = datetime(2031, 4, 5, 12, tzinfo=UTC)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def installed(program):
    """Where a program of PostgreSQL is: on the path, or where Debian puts it."""
    places = [os.environ["PATH"], *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))]
    return shutil.which(program, path=os.pathsep.join(places))


@pytest.fixture(scope="session")
def postgres(tmp_path_factory):
    """The address of a PostgreSQL of our own, on loopback, gone after the tests."""
    if installed("initdb") is None:
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("PostgreSQL is not installed")
    folder = tmp_path_factory.mktemp("postgres")
    who = "nobody" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
    if who:
        shutil.chown(folder, who)
        for parent in list(folder.parents)[:3]:
            parent.chmod(parent.stat().st_mode | 0o011)
    data, port = folder / "data", free_port()
    made = [installed("initdb"), "-D", data, "-U", "headwater", "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(made, check=True, capture_output=True, user=who, cwd=folder)
    words = [installed("postgres"), "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder, "-F"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(words, user=who, cwd=folder, stdout=log, stderr=log)
    address = f"postgresql://headwater@127.0.0.1:{port}/postgres"
    wait_for(address, server)
    yield address
    server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
    server.wait(timeout=60)


def wait_for(address, server):
    engine = create_engine(address.replace("postgresql:", "postgresql+pg8000:"), poolclass=NullPool)
    for _ in range(300):
        assert server.poll() is None, "PostgreSQL did not start"
        try:
            engine.connect().close()
        except SQLAlchemyError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("PostgreSQL does not answer")


@pytest.fixture(params=["sqlite", "postgresql"])
def opened(request, tmp_path):
    """A function that opens the queue, as another process would."""
    if request.param == "sqlite":
        return lambda: DatabaseQueue.in_folder(tmp_path, "one")
    address = request.getfixturevalue("postgres")
    name = "q" + os.urandom(4).hex()
    admin = create_engine(
        address.replace("postgresql:", "postgresql+pg8000:"), isolation_level="AUTOCOMMIT", poolclass=NullPool
    )
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    return lambda: DatabaseQueue.at(address.replace("/postgres", f"/{name}"), "one")


def decided(found, key, **changes):
    after = replace(found, version=found.version + 1, reviewer="ann", decided_at=NOON, **changes)
    return after, Decision(key, found.id, "reject", "ann", NOON, {"state": found.state}, {"state": after.state})


def test_an_empty_queue_is_empty_and_leaves_nothing_behind(opened, tmp_path):
    queue = opened()
    assert (queue.articles(), queue.candidates(), queue.decided("k")) == ((), (), None)
    with pytest.raises(NotFound):
        queue.candidate("x-1")
    assert list(tmp_path.iterdir()) == []


def test_what_was_put_in_is_there_for_others_letter_for_letter(opened):
    fill(opened(), HALDEN)
    queue = opened()
    (article,) = queue.articles()
    assert article.text == HALDEN
    assert article.queued_at.tzinfo is not None
    found = queue.candidates()
    assert [one.number for one in found] == [1, 2]
    assert found[0].record["amount"] == 2.4e9
    for one in found:
        for spans in one.record["spans"].values():
            assert all(HALDEN[each["start"] : each["end"]] == each["text"] for each in spans)


def test_the_same_text_is_kept_once(opened):
    first = fill(opened(), HALDEN, HALDEN_FR)
    wrapped = HALDEN.replace("plans to invest", "plans\nto invest")
    again = fill(opened(), HALDEN, wrapped)
    assert (len(first.new), len(again.new), len(set(again.known))) == (2, 0, 1)
    assert len(opened().articles()) == 2


def test_only_the_first_of_two_decisions_about_one_version_is_kept(opened):
    fill(opened(), HALDEN)
    seen = opened().candidates()[0]
    opened().decide(*decided(seen, "a", state="rejected"))
    with pytest.raises(Outdated, match="ann was first: the candidate is rejected now"):
        opened().decide(*decided(seen, "b", state="accepted"))
    assert opened().candidate(seen.id).state == "rejected"
    assert [one.key for one in opened().decisions(seen.id)] == ["a"]


def test_a_key_is_used_once(opened):
    fill(opened(), HALDEN)
    one, other = opened().candidates()
    opened().decide(*decided(one, "a", state="rejected"))
    with pytest.raises(Outdated):
        opened().decide(*decided(other, "a", state="rejected"))
    assert opened().candidate(other.id).state == "open"
    assert opened().decided("a").candidate == one.id


def test_a_database_of_another_store_or_a_newer_version_is_refused(opened):
    fill(opened(), HALDEN)
    queue = opened()
    queue._store = "two"
    with pytest.raises(StoreError, match="belongs to another store"):
        queue.candidates()
    with opened()._engine.execution_options(writing=True).begin() as connection:
        connection.execute(text("UPDATE review_facts SET value = '99' WHERE name = 'version'"))
    with pytest.raises(StoreError, match="version 99"):
        opened().candidates()


def test_sqlite_waits_for_the_disk(tmp_path):
    fill(DatabaseQueue.in_folder(tmp_path, "one"), HALDEN)
    with DatabaseQueue.in_folder(tmp_path, "one")._engine.connect() as connection:
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2  # FULL


@pytest.mark.parametrize("address", ["nonsense", "oracle9://x/y", "postgresql+nothing://ann:secret@h/d"])
def test_a_bad_address_is_said_without_its_password(address):
    with pytest.raises((StoreError, MissingPart)) as raised:
        DatabaseQueue.at(address, "one")
    assert "secret" not in str(raised.value)


def test_a_database_that_does_not_answer_is_said_without_its_password():
    queue = DatabaseQueue.at(f"postgresql://ann:secret@127.0.0.1:{free_port()}/none", "one")
    with pytest.raises(StoreError) as raised:
        queue.candidates()
    assert "secret" not in str(raised.value)


def test_a_broken_file_is_said(tmp_path):
    (tmp_path / FILE).write_bytes(b"no database" * 1000)
    with pytest.raises(StoreError, match="review queue"):
        DatabaseQueue.in_folder(tmp_path, "one").candidates()


def reviewers(folder, count, rounds):
    command = [sys.executable, str(REVIEWER), str(folder)]
    return [subprocess.Popen([*command, f"r{n}", str(rounds)], stdout=subprocess.PIPE, text=True) for n in range(count)]


@pytest.mark.slow
def test_reviewers_at_once_never_overwrite_one_another(tmp_path):
    """Four processes decide about the same candidates: each version has one author, and every word kept was theirs."""
    fill(DatabaseQueue.in_folder(tmp_path, "one"), HALDEN)
    kept = set()
    for process in reviewers(tmp_path, 4, 30):
        out, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        kept |= set(out.split())
    queue = DatabaseQueue.in_folder(tmp_path, "one")
    for one in queue.candidates():
        decisions = queue.decisions(one.id)
        assert [each.after["version"] for each in decisions] == list(range(1, one.version + 1))
        assert all(each.before["version"] + 1 == each.after["version"] for each in decisions)
    found = {each.key for one in queue.candidates() for each in queue.decisions(one.id)}
    assert found == kept
    assert len(kept) >= 30


@pytest.mark.slow
def test_a_reviewer_killed_at_any_moment_loses_nothing_acknowledged(tmp_path):
    fill(DatabaseQueue.in_folder(tmp_path, "one"), HALDEN)
    acknowledged = set()
    for after in (1, 2, 5, 9, 14):
        (process,) = reviewers(tmp_path, 1, 10_000)
        for _ in range(after):
            acknowledged.add(process.stdout.readline().strip())
        os.kill(process.pid, signal.SIGKILL)
        rest = process.stdout.read().split("\n")[:-1]
        process.stdout.close()
        process.wait()
        acknowledged |= set(rest)
        queue = DatabaseQueue.in_folder(tmp_path, "one")
        found = {each.key for one in queue.candidates() for each in queue.decisions(one.id)}
        assert acknowledged <= found
        assert len(found - acknowledged) <= after  # one a kill at most: kept, and killed before it could say so


def test_a_day_is_given_only_where_it_is_still_the_one_that_was_seen(opened):
    queue = opened()
    fill(queue, BARE)
    (article,) = queue.articles()
    assert article.dated is None
    assert queue.date(article.id, "2031-11-02", None)
    assert not queue.date(article.id, "2031-11-03", None)  # somebody was first
    assert queue.date(article.id, "2031-11-04", "2031-11-02")
    assert queue.article(article.id).dated == "2031-11-04"


def test_an_addition_is_taken_back_whole_and_the_rest_stays(opened):
    fill(opened(), HALDEN, HALDEN_FR, addition="add-1")
    fill(opened(), BARE, addition="add-2")
    assert [head.addition for head in opened().heads()] == ["add-1", "add-1", "add-2"]
    assert opened().take_back("add-1") == (2, 3)
    (left,) = opened().articles()
    assert left.text == BARE
    assert {one.article for one in opened().candidates()} == {left.id}
    assert opened().take_back(left.id) == (1, 1)  # one article, by its own id
    assert (opened().heads(), opened().candidates()) == ((), ())
    for gone in ("add-1", "add-2", left.id):
        with pytest.raises(NotFound):
            opened().take_back(gone)
    assert len(fill(opened(), HALDEN).new) == 1  # and may come again


def test_taking_back_from_a_queue_that_was_never_filled_makes_none(opened, tmp_path):
    with pytest.raises(NotFound):
        opened().take_back("add-1")
    assert list(tmp_path.iterdir()) == []


def test_nothing_decided_is_taken_back_even_where_the_decision_was(opened):
    fill(opened(), HALDEN, HALDEN_FR, addition="add-1")
    one = opened().candidates()[0]
    after = opened().decide(*decided(one, "a", state="rejected"))
    opened().decide(*decided(after, "b", state="open"))  # taken back: open again, with a history
    before = (opened().heads(), opened().candidates(), opened().decisions(one.id))
    for identity in ("add-1", one.article):
        with pytest.raises(Outdated, match="1 candidate was decided about"):
            opened().take_back(identity)
    assert (opened().heads(), opened().candidates(), opened().decisions(one.id)) == before


def test_what_another_article_was_merged_with_is_not_taken_back(opened):
    fill(opened(), HALDEN, addition="add-1")
    fill(opened(), HALDEN_FR, addition="add-2")
    target, other = opened().candidates()[0], opened().candidates()[2]
    opened().decide(*decided(other, "a", state="accepted", subject=target.subject, merged_with=target.id))
    with pytest.raises(Outdated, match="merged with"):
        opened().take_back("add-1")
    assert opened().candidate(target.id) == target


def test_nothing_is_merged_with_what_was_taken_back(opened):
    fill(opened(), HALDEN, addition="add-1")
    fill(opened(), HALDEN_FR, addition="add-2")
    target, other = opened().candidates()[0], opened().candidates()[2]
    opened().take_back("add-1")
    with pytest.raises(NotFound):
        opened().decide(*decided(other, "a", state="accepted", merged_with=target.id))
    with pytest.raises(NotFound):
        opened().decide(*decided(target, "b", state="rejected"))
    assert (opened().candidate(other.id), opened().decided("a")) == (other, None)


def test_a_decision_made_at_the_same_moment_is_not_lost(opened):
    """Somebody decides, and before that is kept another takes the article back, who waits and is refused."""
    fill(opened(), HALDEN, addition="add-1")
    after, decision = decided(opened().candidates()[0], "a", state="rejected")
    outcome = []

    def take_back():
        try:
            outcome.append(opened().take_back("add-1"))
        except Outdated as error:
            outcome.append(error)

    waiting = threading.Thread(target=take_back)
    queue = opened()
    queue.candidates()
    with queue._writing() as connection:
        connection.execute(update(CANDIDATES).where(CANDIDATES.c.id == after.id).values(_row(after)))
        connection.execute(insert(DECISIONS), _row(decision))
        waiting.start()
        waiting.join(0.5)
        assert outcome == []
    waiting.join(40)
    assert [type(each) for each in outcome] == [Outdated]
    assert opened().decided("a") == decision


def test_a_queue_of_before_additions_is_brought_up(opened):
    fill(opened(), HALDEN)
    with opened()._engine.execution_options(writing=True).begin() as connection:
        connection.execute(text("DROP INDEX ix_review_articles_addition"))
        connection.execute(text("ALTER TABLE review_articles DROP COLUMN addition"))
        connection.execute(text("UPDATE review_facts SET value = '1' WHERE name = 'version'"))
    (article,) = opened().articles()
    assert (article.text, article.addition) == (HALDEN, None)
    fill(opened(), HALDEN_FR, addition="add-1")
    assert opened().take_back("add-1") == (1, 1)
    assert opened().take_back(article.id) == (1, 2)
