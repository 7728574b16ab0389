"""Fill the queue: articles that were read, with their candidates. The same text is queued once, whatever its file."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from headwater.reading import Article, ReadArticle
from headwater.standard.names import without_accents
from headwater.workflows.read import records_of
from headwater.workflows.record import Clock
from headwater.workflows.review.days import date_article
from headwater.workflows.review.model import PREFIXES, Candidate, QueuedArticle, ReviewQueue

_LONGEST_SLUG = 40


@dataclass(frozen=True, slots=True)
class Queued:
    """What came of queueing: ids of articles now in the queue, of those that were there before, and candidates.

    `dated` are those of the articles there before that got their day of publication by it; `first` is the first
    candidate of the new ones.
    """

    new: tuple[str, ...]
    known: tuple[str, ...]
    candidates: int
    dated: tuple[str, ...] = ()
    first: str | None = None


def queue_articles(
    queue: ReviewQueue,
    read: Iterable[ReadArticle],
    *,
    by: str,
    clock: Clock,
    records: Callable[[ReadArticle], Sequence[Mapping[str, Any]]] = records_of,
    addition: str | None = None,
) -> Queued:
    """Keep articles that could be read, with their candidates; each article with its own acknowledgement.

    An article that is there already, and had no day, takes one that was given by hand now. `addition` is the name under
    which the new ones can be taken back together.
    """
    new, known, dated, count = [], [], [], 0
    for one in read:
        if one.unreadable:
            continue
        article = _article(one, by, clock, addition)
        candidates = [_candidate(article.id, record) for record in records(one)]
        if queue.put(article, candidates):
            new.append(article.id)
            count += len(candidates)
        else:
            known.append(article.id)
            if one.dated_by_hand and article.dated and queue.article(article.id).dated is None:
                date_article(queue, article.id, article.dated, reviewer=by, clock=clock)
                dated.append(article.id)
    return Queued(tuple(new), tuple(known), count, tuple(dated))


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of one article on its way into the queue.

    `known` was in the queue before, `twice` came earlier in the same run; neither is read, unless all are. `records`
    are what was read, of a new article how many candidates there are now.
    """

    article: Article
    what: Literal["new", "known", "twice", "unreadable"]
    read: ReadArticle | None = None
    records: Sequence[Mapping[str, Any]] = ()
    dated: bool = False


def fill_one_by_one(  # noqa: PLR0913 - each is one thing the caller decides
    queue: ReviewQueue,
    articles: Iterable[Article],
    read: Callable[[Article], tuple[ReadArticle, Sequence[Mapping[str, Any]]]],
    *,
    by: str,
    clock: Clock,
    addition: str,
    published: str | None = None,
    read_all: bool = False,
) -> Iterator[Filled]:
    """Read articles into the queue, each kept before the next is taken, so that what ends early goes on where it was.

    What is in the queue is not read again, except where it has no day of publication and one is given by hand now, or
    with `read_all`.
    """
    before = {head.id: head.dated for head in queue.heads()}
    here: set[str] = set()
    for given in articles:
        article = replace(given, given_on=published) if published else given
        identity = article_id(article.text)
        undated = published is not None and identity in before and before[identity] is None
        there: Literal["known", "twice"] = "twice" if identity in here else "known"
        if (identity in before or identity in here) and not (undated or read_all):
            here.add(identity)
            yield Filled(article, there)
            continue
        one, records = read(article)
        if one.unreadable:
            yield Filled(article, "unreadable", one)
            continue
        queued = queue_articles(queue, [one], by=by, clock=clock, records=_as_read(records), addition=addition)
        if queued.dated:
            before[identity] = one.dated
        here.add(identity)
        yield Filled(article, "new" if queued.new else there, one, records, bool(queued.dated))


def _as_read(records: Sequence[Mapping[str, Any]]) -> Callable[[ReadArticle], Sequence[Mapping[str, Any]]]:
    return lambda _: records


def article_id(text: str) -> str:
    """The id of an article, of its letters in NFC with every run of spaces as one: a wrapped copy is the same."""
    letters = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(letters.encode()).hexdigest()[:12]


def _article(one: ReadArticle, by: str, clock: Clock, addition: str | None) -> QueuedArticle:
    article = one.article
    return QueuedArticle(
        id=article_id(article.text),
        name=article.id,
        text=article.text,
        title=article.title,
        language=one.language,
        dated=one.dated,
        publisher=article.publisher,
        url=article.url,
        file=article.file,
        sha256=article.sha256 or hashlib.sha256(article.text.encode()).hexdigest(),
        contradictions=tuple(each.problem for each in one.contradictions),
        queued_by=by,
        queued_at=clock(),
        addition=addition,
    )


def _candidate(article: str, record: Mapping[str, Any]) -> Candidate:
    number = int(str(record["record_id"]).rpartition("-")[2])
    own = {**record, "record_id": f"{article}-{number}", "relation": _relation(article, record["relation"])}
    own["read_by"] = {name: own.get("read_by", {}).get(name, "rules") for name in own["spans"]}
    return Candidate(
        id=f"{article}-{number}",
        article=article,
        number=number,
        read=own,
        record=own,
        state="open",
        subject=_subject(article, number, record),
        merged_with=None,
        contribution=None,
        reviewer=None,
        decided_at=None,
        version=0,
    )


def _relation(article: str, relation: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The relation with the ids that candidates have in the queue."""
    if relation is None:
        return None

    def own(record: str) -> str:
        return f"{article}-{record.rpartition('-')[2]}"

    return {
        name: [own(each) for each in value] if isinstance(value, list) else own(value)
        for name, value in relation.items()
        if value
    }


def _subject(article: str, number: int, record: Mapping[str, Any]) -> str:
    """An identifier of our own: who, in letters that an identifier may have, and which record of which article."""
    who = without_accents(record["parties"][0]["name"].casefold()) if record["parties"] else ""
    words = re.sub(r"[^a-z0-9]+", "-", who).strip("-")
    if len(words) > _LONGEST_SLUG:
        words = words[: _LONGEST_SLUG + 1].rpartition("-")[0] or words[:_LONGEST_SLUG]  # no word is cut in two
    tail = f"{article}-{number}"
    return f"{PREFIXES[record['kind']]}:review.{f'{words}-{tail}' if words else tail}"
