"""The day an article was published, given by hand where the article does not say it.

Days that its candidates name without a year are read again from the very words, counted from that day. Each change is a
correction with reviewer and time, so it can be taken back one by one; what is decided already is left as it is.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from headwater.errors import BadQuestion, Outdated
from headwater.workflows.record import Clock
from headwater.workflows.review.model import Candidate, Decision, QueuedArticle, ReviewQueue, snapshot
from headwater.workflows.review.words import day_in


@dataclass(frozen=True, slots=True)
class Dated:
    """An article with its day, and the candidates whose own days changed with it."""

    article: QueuedArticle
    changed: tuple[Candidate, ...]


def given_by_hand(queue: ReviewQueue, article: QueuedArticle) -> bool:
    """Whether the article's day, if it has one, was given by somebody and is not its own."""
    mine = [one for one in queue.candidates() if one.article == article.id]
    return article.dated is None or any(one.record.get("published_by_hand") for one in mine)


def date_article(queue: ReviewQueue, identity: str, day: str, *, reviewer: str, clock: Clock) -> Dated:
    """Give an article its day of publication; the same day again finishes what was left half done.

    `BadQuestion` for what is no whole day, or where the article says its own; `Outdated` where somebody was first.
    """
    check_day(day)
    article = queue.article(identity)
    if article.dated != day:
        if not given_by_hand(queue, article):
            raise BadQuestion(
                f"The article itself is dated {article.dated}.", "Correct the days of its records.", identity
            )
        if not queue.date(identity, day, article.dated):
            raise Outdated("Somebody else gave the article another day.", "Look at it again.", identity)
    changed = []
    for one in queue.candidates():
        if one.article == identity and one.state == "open" and (after := _counted_from(one, article, day)) is not None:
            with suppress(Outdated):  # decided while we looked: then that stands
                changed.append(_kept(queue, one, after, reviewer, clock))
    return Dated(queue.article(identity), tuple(changed))


def _counted_from(one: Candidate, article: QueuedArticle, day: str) -> Candidate | None:
    """The candidate with its day counted anew; None where nothing of it changes."""
    record = one.record
    spans = record["spans"].get("date")
    if not spans or record["read_by"].get("date") == "reviewer":
        return None
    found = day_in(spans[0]["text"], article.language, day) or record["date"]
    if found == record["date"] and record.get("published_on") == day:
        return None
    told = f"day of publication {day} given by hand"
    others = [note for note in (record["notes"] or "").split("; ") if note and not note.endswith("given by hand")]
    notes = "; ".join([*others, told])
    return replace(
        one, record={**record, "date": found, "published_on": day, "published_by_hand": True, "notes": notes}
    )


def _kept(queue: ReviewQueue, before: Candidate, after: Candidate, reviewer: str, clock: Clock) -> Candidate:
    now, key = clock(), f"day:{before.id}:{before.version}"
    after = replace(after, reviewer=reviewer, decided_at=now, version=before.version + 1)
    note = f"the article was published on {after.record['published_on']}"
    decision = Decision(key, before.id, "correct", reviewer, now, snapshot(before), snapshot(after), note)
    return queue.decide(after, decision)


def check_day(day: str) -> None:
    """`BadQuestion` for what is no day of the calendar, written out."""
    try:
        whole = date.fromisoformat(day).isoformat() == day
    except ValueError:
        whole = False
    if not whole:
        raise BadQuestion(f"{day!r} is no day.", "Write it as 2031-04-04.", "day")
