"""Additions: articles put into the queue together, and taking them back while nobody has decided about any of it."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from headwater.workflows.review.model import ReviewQueue

_LETTERS = 10


@dataclass(frozen=True, slots=True)
class Addition:
    """Articles that came into the queue together, and still are there.

    `decided` counts the candidates that somebody has decided about, and those that others were merged with: while
    there are none it can be taken back.
    """

    id: str
    by: str
    at: datetime
    articles: tuple[str, ...]
    candidates: int
    decided: int


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How many articles and candidates went."""

    articles: int
    candidates: int


def addition_id(key: str) -> str:
    """The name of the addition made under a key, so that asking twice under one key makes one addition."""
    return f"add-{hashlib.sha256(key.encode()).hexdigest()[:_LETTERS]}"


def additions(queue: ReviewQueue) -> list[Addition]:
    """Every addition of which something is in the queue, the latest first.

    Articles of before additions had names are not among them; each can be taken back alone.
    """
    candidates = queue.candidates()
    merged_with = {one.merged_with for one in candidates if one.merged_with}
    read = Counter(one.article for one in candidates)
    decided = Counter(one.article for one in candidates if one.version > 0 or one.id in merged_with)
    together: dict[str, list[int]] = {}
    heads = queue.heads()
    for place, head in enumerate(heads):
        if head.addition is not None:
            together.setdefault(head.addition, []).append(place)
    found = []
    for name, places in together.items():
        mine = [heads[place] for place in places]
        found.append(
            Addition(
                name,
                mine[0].queued_by,
                mine[0].queued_at,
                tuple(head.id for head in mine),
                sum(read[head.id] for head in mine),
                sum(decided[head.id] for head in mine),
            )
        )
    return sorted(found, key=lambda one: one.at, reverse=True)


def take_back(queue: ReviewQueue, identity: str) -> TakenBack:
    """Remove an addition, or one article, from the queue; what was decided is never lost by it.

    `Outdated` where something of it was decided, `NotFound` where there is no such addition or article.
    """
    return TakenBack(*queue.take_back(identity))
