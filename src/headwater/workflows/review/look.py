"""Look at articles before they are put into the queue: what would be read of each, and what is wrong. Nothing is kept.

The same reading is then kept by `put_in`, so that what somebody saw is what comes into the queue.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal

from headwater.errors import Problem
from headwater.reading import Article, Gazetteer, ReadArticle
from headwater.workflows.read import read_articles
from headwater.workflows.reading import Progress, no_progress
from headwater.workflows.record import Clock
from headwater.workflows.review.days import check_day
from headwater.workflows.review.fill import Queued, article_id, queue_articles
from headwater.workflows.review.model import ArticleHead, ReviewQueue

MOST_ARTICLES = 1_000
"""What is looked at in one go: a person looks at the list, and all of it is in memory until it is kept."""


_HEAD, _OPENING = 1_000, 120
_HEADER = re.compile(r"^\s*date:?\s+\d{4}-\d{2}(-\d{2})?\b")

NoticeCode = Literal["no-day", "day-by-hand", "no-candidates", "queued-before", "gets-day", "twice"]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something whoever adds an article should know: a code, and the same in plain words."""

    code: NoticeCode
    text: str


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article as it was read. `queued` is the article of the same text that is in the queue already, if any.

    `twice` says that the same text came before in what was given; only the first of them would be kept.
    """

    id: str
    read: ReadArticle
    kinds: Mapping[str, int]
    queued: ArticleHead | None = None
    twice: bool = False

    @property
    def can_be_queued(self) -> bool:
        """Whether putting it in would add it to the queue."""
        return self.queued is None and not self.twice

    @property
    def gets_a_day(self) -> bool:
        """Whether it is in the queue without a day of publication, and would get the one given by hand."""
        return self.queued is not None and self.queued.dated is None and self.read.dated_by_hand

    @property
    def opening(self) -> str:
        """The first words of the text, to know it by where it has no title."""
        words = " ".join(_HEADER.sub("", self.read.article.text[:_HEAD]).split())
        return words if len(words) <= _OPENING else f"{words[:_OPENING].rpartition(' ')[0] or words[:_OPENING]} …"

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What whoever adds it should know."""
        said: list[Notice] = []
        if self.twice:
            said.append(Notice("twice", "The same text was given before; it is kept once."))
        if self.queued is not None:
            who, when = self.queued.queued_by, self.queued.queued_at.date().isoformat()
            said.append(Notice("queued-before", f"It is in the queue already, since {when}, by {who}."))
        if self.gets_a_day:
            said.append(Notice("gets-day", f"The article in the queue has no day, and gets {self.read.dated}."))
        if self.read.dated is None and self.read.candidates:
            said.append(Notice("no-day", "It does not say when it was published: days without a year stay so."))
        if self.read.dated_by_hand and not self.gets_a_day:
            said.append(Notice("day-by-hand", f"Its day of publication, {self.read.dated}, is the one given by hand."))
        if not self.read.candidates:
            said.append(Notice("no-candidates", "Nothing was read from it: there is nothing to review."))
        return tuple(said)


@dataclass(frozen=True, slots=True)
class Looked:
    """What was read of all that was given: `found` what is an article and can be read, `problems` why anything is not.

    `seen` is a digest of what was read: whoever puts it in names it.
    """

    found: tuple[FoundArticle, ...]
    problems: tuple[Problem, ...]
    seen: str


def look_through(
    queue: ReviewQueue,
    articles: Iterable[Article],
    problems: Sequence[Problem],
    gazetteer: Gazetteer,
    *,
    published: str | None = None,
    days: Mapping[str, str] | None = None,
    progress: Progress = no_progress,
) -> Looked:
    """Read articles and compare them with the queue. `problems` is filled while `articles` are taken.

    `published` is a day given by hand for articles without a day of their own; `days` are such days by file, and go
    before it: `BadQuestion` where one is none.
    """
    for day in [*(days or {}).values(), *([published] if published else [])]:
        check_day(day)
    given = _dated(articles, published, days or {})
    heads = {head.id: head for head in queue.heads()}
    found: list[FoundArticle] = []
    ids: set[str] = set()
    unread: list[Problem] = []
    for one in read_articles(islice(given, MOST_ARTICLES), gazetteer, progress=progress):
        identity = article_id(one.article.text)
        if one.unreadable:
            unread.append(_unreadable(one))
            continue
        kinds: Counter[str] = Counter(candidate.kind.value for candidate in one.candidates)
        found.append(FoundArticle(identity, one, kinds, heads.get(identity), twice=identity in ids))
        ids.add(identity)
    more = [_too_many()] if next(given, None) is not None else []
    return Looked(tuple(found), (*problems, *unread, *more), _digest(found))


def put_in(
    queue: ReviewQueue,
    looked: Looked,
    *,
    by: str,
    clock: Clock,
    addition: str,
    without: Collection[str] = (),
) -> Queued:
    """Keep what was looked at, less the articles `without`; again under the same `addition` says the same.

    Each article is kept on its own: what a killed process leaves undone is done by asking again.
    """
    wanted = [each for each in looked.found if each.id not in without and not each.twice]
    queued = queue_articles(queue, [each.read for each in wanted], by=by, clock=clock, addition=addition)
    mine = {head.id for head in queue.heads() if head.addition == addition}
    new = [each for each in wanted if each.id in mine]
    return Queued(
        tuple(each.id for each in new),
        tuple(each for each in queued.known if each not in mine),
        sum(len(each.read.candidates) for each in new),
        queued.dated,
        next((f"{each.id}-{each.read.candidates[0].number}" for each in new if each.read.candidates), None),
    )


def _dated(articles: Iterable[Article], published: str | None, days: Mapping[str, str]) -> Iterator[Article]:
    for article in articles:
        day = days.get(article.file or "", published)
        yield replace(article, given_on=day) if day else article


def _digest(found: Sequence[FoundArticle]) -> str:
    said = [[each.id, each.read.dated, len(each.read.candidates)] for each in found]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _unreadable(one: ReadArticle) -> Problem:
    reason = "language" if one.article.text.strip() else "no-text"
    return Problem(
        f"Article {one.article.id}: {one.unreadable}.", "Nothing was read from it.", one.article.file, reason=reason
    )


def _too_many() -> Problem:
    return Problem(
        f"There are more than {MOST_ARTICLES:,} articles; the others were not looked at.",
        "Give fewer at once, or read them on the machine of the store with `headwater read FOLDER --queue`.",
        reason="many",
    )
