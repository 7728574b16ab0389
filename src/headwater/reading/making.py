"""A draft from its parts, with the day, the horizon and the technologies of its sentence."""

from __future__ import annotations

import re

from headwater.reading.dates import Day, Horizon
from headwater.reading.drafts import Draft
from headwater.reading.lexicon import Hit
from headwater.reading.model import Kind
from headwater.reading.money import Money
from headwater.reading.parties import Mention
from headwater.reading.scenes import Scene

_UNTIL = re.compile(r"(?:至|到|\buntil|\bthrough|jusqu'au|đến|đến ngày)\s?$")
_UNTIL_AFTER = re.compile(r"^(?:까지|まで|为止|為止)")
_SINCE = re.compile(r"(?:since|depuis|kể từ|từ khi|以来|自从|自從)[^,.;]{0,30}$")


def made(
    kind: Kind,
    scene: Scene,
    trigger: Hit,
    status: tuple[str, Hit],
    actors: list[tuple[Mention, str]],
    money: Money | None = None,
    equals: tuple[Money, ...] = (),
) -> Draft:
    """A record of a sentence; its day is the one nearest the trigger that bounds nothing and is no goal."""
    place = money.start if money else trigger.start
    days = [day for day in scene.days if not _is_goal(scene, day.start)]
    days = [day for day in days if not _bounds_something(scene, day)] or days
    begins = [day for day in days if _begins(scene, day)] if kind == "measure" and status[0] in _NOT_YET else []
    days = [day for day in days if day not in begins]
    day = min(days, key=lambda each: abs(each.start - place), default=None)
    horizons = [*scene.horizons, *(Horizon(each.start, each.end, f"from {each.day}") for each in begins)]
    horizon = min(horizons, key=lambda each: abs(each.start - place), default=None)
    things = list({hit.meanings[0]: hit for hit in reversed(scene.things)}.values())[::-1]
    return Draft(kind, scene, trigger, status[0], status[1], actors, money, equals, day, horizon, things)


_NOT_YET = frozenset({"announced", "planned", "approved", "signed", "proposed", "considering"})
_FROM = re.compile(
    r"(?:\bfrom|\bstarting|\bbeginning|\beffective|\bas of|\bas from|\bà compter du|\bà partir du|\bdès le|\bkể từ|\btừ|自|从|從)"
    r"\s?(?:on\s|ngày\s|the\s)?$"
)
_FROM_AFTER = re.compile(r"^(?:から|より|부터|起|施行|に施行|적용|시행)")


def _begins(scene: Scene, day: Day) -> bool:
    """Whether a day is the one from which a measure is to hold: not the day it was taken on."""
    before = scene.text[max(scene.sentence.start, day.start - 16) : day.start].lower()
    return bool(_FROM.search(before) or _FROM_AFTER.match(scene.text[day.end : day.end + 3]))


def _bounds_something(scene: Scene, day: Day) -> bool:
    """Whether a day is only since or until when something else holds."""
    before = scene.text[max(scene.sentence.start, day.start - 32) : day.start]
    after = scene.text[day.end : day.end + 3]
    return bool(_SINCE.search(before) or _UNTIL.search(before) or _UNTIL_AFTER.match(after))


def _is_goal(scene: Scene, place: int) -> bool:
    """Whether a day is one by which something is to be done."""
    return any(horizon.start <= place < horizon.end for horizon in scene.horizons)
