"""Articles on their way into the queue: looked at, put in, read in one after another, and taken back."""

from datetime import UTC, datetime

import pytest

from headwater.errors import BadQuestion, Outdated, Problem
from headwater.reading import Article, read_article
from headwater.storage.review_queue import DatabaseQueue
from headwater.workflows.read import records_of
from headwater.workflows.review import addition_id, additions, fill_one_by_one, look_through, put_in, take_back
from headwater.workflows.review.fill import article_id
from tests.doubles import InMemoryLog
from tests.doubles.review_world import BARE, HALDEN, HALDEN_FR, KNOWN, clock_from, desk_of, fill

GERMAN = "Der Konzern baut die Fabrik und das ist gut für die Stadt."


@pytest.fixture
def queue(tmp_path):
    return DatabaseQueue.in_folder(tmp_path, "one")


def articles(*texts):
    return [Article(id=f"a{n}", text=text, file=f"{n}.txt") for n, text in enumerate(texts, 1)]


def reader(seen):
    """Reads as the command does, and remembers what it was asked to read."""

    def read(article):
        seen.append(article.id)
        one = read_article(article, KNOWN)
        return one, records_of(one)

    return read


def run(queue, *texts, seen=None, addition="add-1", **how):
    steps = fill_one_by_one(
        queue, articles(*texts), reader([] if seen is None else seen), by="ann", clock=clock_from(), addition=addition,
        **how,
    )  # fmt: skip
    return list(steps)


def test_each_article_is_kept_before_the_next_is_taken(queue):
    steps = fill_one_by_one(
        queue, articles(HALDEN, HALDEN_FR), reader([]), by="ann", clock=clock_from(), addition="add-1"
    )
    assert next(steps).what == "new"
    assert [head.id for head in queue.heads()] == [article_id(HALDEN)]
    steps.close()  # interrupted here
    seen = []
    again = run(queue, HALDEN, HALDEN_FR, BARE, seen=seen, addition="add-2")
    assert [one.what for one in again] == ["known", "new", "new"]
    assert seen == ["a2", "a3"]  # what was kept is not read again
    assert [head.addition for head in queue.heads()] == ["add-1", "add-2", "add-2"]


def test_doubles_and_what_cannot_be_read_are_told_apart(queue):
    steps = run(queue, HALDEN, GERMAN, f" {HALDEN}", "")
    assert [one.what for one in steps] == ["new", "unreadable", "twice", "unreadable"]
    assert [len(one.records) for one in steps] == [2, 0, 0, 0]
    assert len(queue.heads()) == 1


def test_all_are_read_where_all_records_are_wanted(queue):
    first, again = (run(queue, HALDEN, HALDEN_FR, read_all=True) for _ in range(2))
    assert [one.what for one in again] == ["known", "known"]
    assert [one.records for one in again] == [one.records for one in first]
    assert len(queue.candidates()) == 3


def test_a_day_given_now_dates_what_is_there_without_one_and_reads_nothing_else_again(queue):
    run(queue, BARE, HALDEN)
    seen = []
    steps = run(queue, BARE, HALDEN, seen=seen, published="2031-11-02")
    assert [(one.what, one.dated) for one in steps] == [("known", True), ("known", False)]
    assert seen == ["a1"]
    assert queue.article(article_id(BARE)).dated == "2031-11-02"


def test_looking_keeps_nothing_and_says_what_would_be_kept(queue):
    fill(queue, HALDEN_FR)
    problems = [Problem("The file is empty.", "Give the text of an article.", "x.txt")]
    looked = look_through(queue, articles(HALDEN, HALDEN_FR, GERMAN, HALDEN), problems, KNOWN)
    assert [(one.can_be_queued, one.twice, one.queued is not None) for one in looked.found] == [
        (True, False, False), (False, False, True), (False, True, False),
    ]  # fmt: skip
    assert looked.found[0].kinds == {"investment": 1, "agreement": 1}
    assert looked.problems[0] == problems[0]
    assert [(each.file, each.reason) for each in looked.problems[1:]] == [("3.txt", "language")]
    assert len(queue.heads()) == 1


def test_what_was_seen_changes_with_what_is_read(queue):
    seen = [look_through(queue, articles(*texts), [], KNOWN).seen for texts in ((HALDEN,), (HALDEN,), (HALDEN_FR,))]
    assert seen[0] == seen[1] != seen[2]
    dated = look_through(queue, articles(BARE), [], KNOWN, published="2031-11-02").seen
    assert dated != look_through(queue, articles(BARE), [], KNOWN).seen


def test_the_day_of_a_file_goes_before_the_day_for_all(queue):
    two = articles(BARE, BARE.replace("29", "30"))
    looked = look_through(queue, two, [], KNOWN, published="2031-11-02", days={"2.txt": "2030-11-02"})
    assert [one.read.dated for one in looked.found] == ["2031-11-02", "2030-11-02"]
    with pytest.raises(BadQuestion):
        look_through(queue, two, [], KNOWN, days={"2.txt": "2030-02-30"})


def test_under_one_key_one_addition_is_made_and_said_the_same(queue):
    looked = look_through(queue, articles(HALDEN, HALDEN_FR), [], KNOWN)
    name = addition_id("a key")
    first, again = (put_in(queue, looked, by="ann", clock=clock_from(), addition=name) for _ in range(2))
    assert (first.new, first.candidates, first.first) == (again.new, again.candidates, again.first)
    assert first.first == f"{article_id(HALDEN)}-1"
    other = put_in(queue, looked, by="bo", clock=clock_from(), addition=addition_id("another"))
    assert (other.new, len(other.known), other.first) == ((), 2, None)


def test_additions_say_how_much_of_them_is_decided(queue):
    fill(queue, HALDEN, addition="add-1")
    fill(queue, HALDEN_FR, by="bo", addition="add-2", clock=clock_from(datetime(2031, 4, 6, tzinfo=UTC)))
    fill(queue, BARE)  # of before additions had names
    two, one = additions(queue)
    assert (one.id, one.by, one.candidates, one.decided) == ("add-1", "ann", 2, 0)
    assert (two.id, two.by, two.articles, two.candidates) == ("add-2", "bo", (article_id(HALDEN_FR),), 1)
    target, french = queue.candidates()[0].id, queue.candidates()[2].id
    desk_of(queue, InMemoryLog()).merge(french, target, set, hold=True)
    assert [each.decided for each in additions(queue)] == [1, 1]  # who is merged, and with whom
    for identity in ("add-1", "add-2"):
        with pytest.raises(Outdated):
            take_back(queue, identity)


def test_what_was_taken_back_is_as_if_it_had_never_been(queue):
    fill(queue, HALDEN_FR)
    before = (queue.articles(), queue.candidates())
    run(queue, HALDEN, BARE)
    done = take_back(queue, "add-1")
    assert (done.articles, done.candidates) == (2, 3)
    assert (queue.articles(), queue.candidates()) == before
