"""Which sums does a text explain only by where they stand, and whose are they by the clause they stand in?

A sum that no word explains is an investment where the text told of one before and the sentence plans; what a firm was
once founded with is none. Behind `theo đó`, `under which` or a semicolon a sum is of who stands there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from headwater.reading.actors import group_with, organizations_of
from headwater.reading.lexicon import Hit
from headwater.reading.money import Money
from headwater.reading.parties import Mention
from headwater.reading.scenes import Scene

NOT_INVESTED = ("revenue", "loss", "market_cap", "fine", "debt", "monthly")
_FOUNDED_WITH = re.compile(
    r"(?:[Tt]hành lập|[Ff]ondée?|[Cc]réée?|[Ff]ounded|[Ee]stablished)\s(?:từ\s|vào\s|en\s|in\s)?(?:năm\s)?\d{4}[^.;]{0,16}(?:vốn|capital)[^.;]{0,20}$"
)


def is_founding_capital(scene: Scene, money: Money) -> bool:
    """Whether a sum is what a firm was once founded with: a description of it, no investment of today."""
    return _FOUNDED_WITH.search(scene.text, scene.sentence.start, money.start) is not None


_TOLD_REACH = 120
_NO_INVESTMENT = (*NOT_INVESTED, "disaster", "control", "acquire", "agreement", "agreements", "loan", "inflow")
_OPEN_TO_SUMS = frozenset({"vi", "fr"})


def told_sum(scene: Scene, earlier: Sequence[Scene], money: Money) -> Hit | None:
    """A sum that no word explains, of a firm that plans, in a text that told of investments before: it is one more."""
    if scene.language not in _OPEN_TO_SUMS or scene.has(*_NO_INVESTMENT):
        return None
    just_told = any(each.sums and each.has("invest") for each in (*earlier[-1:], scene))
    if not just_told and not (organizations_of(scene) and any(each.sums and each.has("invest") for each in earlier)):
        return None
    cue = scene.near(
        money.start, _TOLD_REACH, "plan", "future", "announce", "commit", "site", "build", "raise", "consider"
    )
    if cue is None and scene.horizons:
        horizon = scene.horizons[0]
        return Hit(horizon.start, horizon.end, ("plan",))
    return cue


_WHEREBY = re.compile(r"[,;]\s(?:theo đó|qua đó|whereby|under which|aux termes? d\w+|en vertu d\w+)[,\s]|;\s")


def in_own_clause(scene: Scene, money: Money, organizations: Sequence[Mention]) -> list[Mention]:
    """Who stands between `theo đó`, `under which`, a semicolon and the sum: what comes before tells of something else."""
    turns = list(_WHEREBY.finditer(scene.text, scene.sentence.start, money.start))
    if not turns or scene.verb_last:
        return []
    inside = [each for each in organizations if turns[-1].end() <= each.start and each.end <= money.start]
    if inside:
        return group_with(scene, inside[-1], inside)
    if _PRONOUN_NEXT.match(scene.text, turns[-1].end()):
        before = [each for each in organizations if each.end <= turns[-1].start()]
        return before[:1]
    return []


_PRONOUN_NEXT = re.compile(r"(?:il|elle|ils|elles|it|they|hãng|công ty|tập đoàn)\s")
