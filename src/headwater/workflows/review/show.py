"""What is shown of the queue: its list, and a candidate with its article, spans, decisions and possible duplicates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from headwater.supply_map import SupplyMap
from headwater.workflows.review.corrections import choices
from headwater.workflows.review.days import given_by_hand
from headwater.workflows.review.duplicates import suggested
from headwater.workflows.review.model import ArticleHead, Candidate, Decision, QueuedArticle, ReviewQueue
from headwater.workflows.review.rows import TABLES, title_of

Plain = dict[str, Any]


@dataclass(frozen=True)
class Shelf:
    """The queue as people look at it. `supply_map` is asked only where a question needs the map."""

    queue: ReviewQueue
    supply_map: Callable[[], SupplyMap]

    def listed(
        self, *, state: str | None = None, kind: str | None = None, language: str | None = None,
        article: str | None = None,
    ) -> list[Plain]:  # fmt: skip
        """A line per candidate, in the order of the queue, of those that fit every filter given."""
        return self.at_once(state=state, kind=kind, language=language, article=article)[0]

    def at_once(
        self, *, state: str | None = None, kind: str | None = None, language: str | None = None,
        article: str | None = None,
    ) -> tuple[list[Plain], dict[str, int], str | None]:  # fmt: skip
        """The lines that fit, the counts, and the first open candidate, all of one look at the queue."""
        heads, candidates = {head.id: head for head in self.queue.heads()}, self.queue.candidates()
        rows = [self._line(one, heads[one.article]) for one in candidates if one.article in heads]
        wanted = {"state": state, "kind": kind, "language": language, "article": article}
        fitting = [row for row in rows if all(value is None or row[name] == value for name, value in wanted.items())]
        return fitting, _counts(candidates, len(heads)), _next_open(candidates, None)

    def counts(self) -> dict[str, int]:
        """Candidates by state, and articles."""
        return _counts(self.queue.candidates(), len(self.queue.heads()))

    def next_open(self, after: str | None = None) -> str | None:
        """The id of the first open candidate behind `after`; from the beginning where none is behind it."""
        return _next_open(self.queue.candidates(), after)

    def shown(self, identity: str) -> Plain:
        """A candidate with all that is needed to decide about it; `NotFound` where there is none."""
        one = self.queue.candidate(identity)
        article = self.queue.article(one.article)
        articles = {each.id: each for each in self.queue.heads()}
        others = [(each, articles[each.article]) for each in self.queue.candidates() if each.article in articles]
        return {
            **self._line(one, article),
            "record": dict(one.record),
            "read": dict(one.read),
            "article_text": self._article(article),
            "duplicates": [
                {**asdict(each), "reasons": list(each.reasons)}
                for each in suggested(one, article.dated, others, self.supply_map())
            ],
            "decisions": [decision_line(each) for each in self.queue.decisions(identity)],
            "siblings": [each.id for each, _ in others if each.article == one.article],
            "choices": {name: list(values) for name, values in choices(one.record["kind"]).items()},
        }

    def _article(self, article: QueuedArticle) -> Plain:
        return {
            "id": article.id,
            "name": article.name,
            "text": article.text,
            "title": article.title,
            "language": article.language,
            "dated": article.dated,
            "day_may_be_given": given_by_hand(self.queue, article),
            "publisher": article.publisher,
            "url": article.url,
            "contradictions": list(article.contradictions),
            "queued_by": article.queued_by,
            "queued_at": article.queued_at.isoformat(),
        }

    @staticmethod
    def _line(one: Candidate, article: QueuedArticle | ArticleHead) -> Plain:
        record = one.record
        return {
            "id": one.id,
            "state": one.state,
            "kind": record["kind"],
            "status": record["status"],
            "parties": [party["name"] for party in record["parties"]],
            "amount": record["amount"],
            "currency": record["currency"],
            "date": record["date"],
            "title": title_of(record),
            "article": article.id,
            "name": article.name,
            "language": article.language,
            "dated": article.dated,
            "subject": one.subject,
            "merged_with": one.merged_with,
            "contribution": one.contribution,
            "reviewer": one.reviewer,
            "decided_at": one.decided_at and one.decided_at.isoformat(),
            "version": one.version,
        }


def _counts(candidates: Sequence[Candidate], articles: int) -> dict[str, int]:
    found = {"open": 0, "accepted": 0, "recorded": 0, "rejected": 0}
    for one in candidates:
        found[one.state] += 1
    return {**found, "articles": articles}


def _next_open(candidates: Sequence[Candidate], after: str | None) -> str | None:
    behind = next((place + 1 for place, one in enumerate(candidates) if one.id == after), 0)
    return next((one.id for one in (*candidates[behind:], *candidates[:behind]) if one.state == "open"), None)


def ledger_ids(supply_map: SupplyMap) -> frozenset[str]:
    """Identifiers of all records of the ledger: what a candidate may be merged with."""
    return frozenset(identity for name in TABLES.values() for identity in supply_map[name]["id"].to_list())


def decision_line(decision: Decision) -> Plain:
    """A decision, and for each field of the record it changed what stood there before and after."""
    before, after = decision.before.get("record", {}), decision.after.get("record", {})
    changed = {
        name: {"before": before.get(name), "after": after.get(name)}
        for name in sorted({*before, *after} - {"spans", "read_by"})
        if before.get(name) != after.get(name)
    }
    return {
        "action": decision.action,
        "reviewer": decision.reviewer,
        "at": decision.at.isoformat(),
        "note": decision.note,
        "state": decision.after["state"],
        "changed": changed,
    }
