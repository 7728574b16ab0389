"""What do statistics say came in from abroad: how much, into which nation, registered or paid out?

Their investors have no names; the record is the nation's. A firm's own project in such an article is a record of its
own, by the rules of `investments`.
"""

from __future__ import annotations

from collections.abc import Sequence

from headwater.reading.actors import in_place, possible
from headwater.reading.drafts import Draft, with_role
from headwater.reading.lexicon import Hit
from headwater.reading.making import made
from headwater.reading.money import Money
from headwater.reading.names import english_name
from headwater.reading.parties import Mention
from headwater.reading.scenes import Scene
from headwater.reading.statuses import investment_status


def inflow(scene: Scene, earlier: Sequence[Scene], money: Money, equals: tuple[Money, ...], cue: Hit) -> Draft | None:
    """What statistics say came in from abroad: into which nation, from investors nobody names.

    The sentence itself speaks of investment from abroad, or goes on with what was registered or paid out behind one that
    does. Nobody named stands before the sum: a firm's own project is its own record.
    """
    words = scene.cues("inflow", "outsiders")
    goes_on = bool(earlier) and earlier[-1].has("inflow", "outsiders") and scene.has("register", "disburse")
    if not (words or goes_on) or any(each.kind == "organization" for each in possible(scene)):
        return None
    if scene.has("revenue", "export") and not scene.has("register", "disburse", "invest"):
        return None  # what those from abroad sell
    nations = [each for each in possible(scene) if each.kind == "nation" and each.role in {"name", "short"}]
    into = [each for each in nations if in_place(scene, each)] or nations
    into = into or _nation_of(possible(scene)) or _nation_spoken_of(earlier)
    if len({each.country for each in nations}) > 1 or not into:
        return None
    outsiders = [
        Mention(hit.start, hit.end, "unnamed", scene.text[hit.start : hit.end], None) for hit in scene.cues("outsiders")
    ]
    status, at = investment_status(scene, cue, money.start)
    paid = scene.near(money.start, _PAID_REACH, "disburse", "register")
    paid = paid if paid and "disburse" in paid.meanings else None
    status, at = ("disbursed", paid) if paid else (status, at) if status in _OPEN_INFLOW else ("registered", at)
    actors = [*with_role(outsiders[:1], "investor"), *with_role(into[:1], "recipient")]
    return made("investment", scene, cue, (status, at), actors, money, equals)


_OPEN_INFLOW = frozenset({"registered", "disbursed", "planned", "considering", "cancelled", "suspended"})
_PAID_REACH = 60


def _nation_of(mentions: Sequence[Mention]) -> list[Mention]:
    """The nation whose public body reports: `the statistics office of ...`."""
    bodies = [each for each in mentions if each.kind == "public" and each.country]
    return [
        Mention(each.start, each.end, "nation", english_name(each.country or ""), each.country) for each in bodies[:1]
    ]


def _nation_spoken_of(earlier: Sequence[Scene]) -> list[Mention]:
    """The nation that the sentences before name most recently."""
    for scene in reversed(earlier[-3:]):
        named = [each for each in possible(scene) if each.kind in {"nation", "public"} and each.country]
        if len({each.country for each in named}) == 1:
            return [each for each in named if each.kind == "nation"][:1] or _nation_of(named)
    return []
