"""Articles kept for review, candidates read from them, decisions about candidates, and the protocol of their queue.

A queue is the workspace's, not the map's: nothing in it is a claim. A candidate has the record as it was read, which
never changes, and the record as reviewers left it. Every change is a decision with reviewer, time, and the candidate
before and after; a candidate's `version` counts them, and a decision names the version it has seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from headwater.errors import Outdated

State = Literal["open", "accepted", "recorded", "rejected"]
STATES: tuple[State, ...] = ("open", "accepted", "recorded", "rejected")
"""Not decided; accepted and not yet in the log of claims; in it, under `contribution`; not to become a claim."""

Action = Literal["accept", "correct", "reject", "merge", "undo", "record"]

Record = Mapping[str, Any]
"""A record as `headwater read --json` prints it, with `read_by`: for every field rules, model or reviewer."""


@dataclass(frozen=True, slots=True)
class QueuedArticle:
    """An article in the queue. `id` is made from its text, so that the same text is queued once.

    `addition` names what was put into the queue together with it; None where it was queued before additions had names.
    """

    id: str
    name: str
    text: str
    title: str | None
    language: str | None
    dated: str | None
    publisher: str | None
    url: str | None
    file: str | None
    sha256: str
    contradictions: tuple[str, ...]
    queued_by: str
    queued_at: datetime
    addition: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """What a list says of an article in the queue: all but its text."""

    id: str
    name: str
    language: str | None
    dated: str | None
    queued_by: str
    queued_at: datetime
    addition: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One record of one article on its way to a claim, or not.

    `subject` is the identifier its claim will have; merging gives it that of another record, named in `merged_with`.
    """

    id: str
    article: str
    number: int
    read: Record
    record: Record
    state: State
    subject: str
    merged_with: str | None
    contribution: str | None
    reviewer: str | None
    decided_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class Decision:
    """Something a reviewer did. `key` is given by who asks, so that asking twice does it once."""

    key: str
    candidate: str
    action: Action
    reviewer: str
    at: datetime
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    note: str | None = None


class ReviewQueue(Protocol):
    """Where articles, candidates and decisions are kept. What a call acknowledged outlives whatever is killed next.

    Several processes may use one queue at once. Every call is one transaction: all of it holds, or none.
    """

    def put(self, article: QueuedArticle, candidates: Sequence[Candidate]) -> bool:
        """Keep an article with its candidates; False, and nothing kept, where the article is there already."""
        ...

    def articles(self) -> tuple[QueuedArticle, ...]:
        """All articles, oldest first."""
        ...

    def heads(self) -> tuple[ArticleHead, ...]:
        """All articles without their texts, oldest first."""
        ...

    def article(self, identity: str) -> QueuedArticle:
        """One article; `NotFound` where there is none."""
        ...

    def take_back(self, identity: str) -> tuple[int, int]:
        """Remove the articles of an addition, or one article, with their candidates; how many of each went.

        Only where nothing was ever decided about any of the candidates, and none of another article is merged with
        one: otherwise nothing goes, and `Outdated` says so. `NotFound` where there is no such addition or article.
        """
        ...

    def date(self, identity: str, day: str, was: str | None) -> bool:
        """Give an article its day; False, and nothing changed, where its day is no longer `was`."""
        ...

    def candidates(self) -> tuple[Candidate, ...]:
        """All candidates, by article in the order of the queue, then by number."""
        ...

    def candidate(self, identity: str) -> Candidate:
        """One candidate; `NotFound` where there is none."""
        ...

    def decided(self, key: str) -> Decision | None:
        """The decision made under that key; None where there is none."""
        ...

    def decisions(self, candidate: str) -> tuple[Decision, ...]:
        """What was decided about a candidate, oldest first."""
        ...

    def decide(self, after: Candidate, decision: Decision) -> Candidate:
        """Keep the candidate as decided, and the decision, together.

        `after.version` must be one more than the version kept: otherwise somebody else was first, nothing is kept, and
        `Outdated` says who. A key that was used before is `Outdated` too: look with `decided` first. `NotFound` where
        the candidate, or the one it is merged with, was taken back.
        """
        ...


PREFIXES: Mapping[str, str] = {
    "investment": "commitment",
    "agreement": "agreement",
    "measure": "measure",
    "event": "event",
    "programme": "programme",
}
"""What a record of a kind becomes: the kind of its identifier."""

SNAPSHOT = ("record", "state", "subject", "merged_with", "contribution")
"""What a decision keeps of a candidate, before and after, so that it can be taken back."""


def snapshot(candidate: Candidate) -> dict[str, Any]:
    """`SNAPSHOT` of a candidate."""
    return {name: getattr(candidate, name) for name in SNAPSHOT}


def something_was_decided(count: int, identity: str) -> Outdated:
    """The error for taking back what somebody has decided about since, or has merged something with."""
    told = "1 candidate was" if count == 1 else f"{count:,} candidates were"
    return Outdated(
        f"It cannot be taken back: {told} decided about, or merged with, already. Nothing was removed.",
        "Reject what is not wanted, or take back single articles of which nothing was decided.",
        identity,
    )


def somebody_was_first(now: Candidate) -> Outdated:
    """The error for a decision about a version that is no longer there, saying what is there instead."""
    who = now.reviewer or "Somebody"
    return Outdated(
        f"{who} was first: the candidate is {now.state} now (version {now.version}).",
        "Look at it again, and decide about what is there now.",
        now.id,
    )
