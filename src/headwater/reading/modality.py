"""Is it said to be so, or only weighed? What should, could or would be done if something else were, is no record.

`coming` things are records (they are planned); supposed ones are not. A sentence whose clause begins with `if`, `si`,
`nếu`, `만약`, `もし`, `如果` before the trigger supposes; a modal right before the trigger (behind it where verbs come last)
weighs.

Misleads on politeness ("should you visit, the plant opens in May") and on quotations of plans in the conditional.
"""

from __future__ import annotations

import re

from headwater.reading.lexicon import Hit
from headwater.reading.scenes import Scene

_BEFORE, _BEHIND = 14, 6
_NEW_CLAUSE = re.compile(r"[;；:：—]|,\s(?:but|while|mais|tandis|trong khi|nhưng)\b")


def is_supposed(scene: Scene, place: int) -> bool:
    """Whether the clause around a place begins with a word for `if`."""
    for hit in scene.cues("hypothetical"):
        if scene.text[hit.start] == "만" and "가" <= scene.text[hit.start - 1 : hit.start] <= "힣":
            continue  # 영일만일반산업단지
        if hit.start <= place and not _NEW_CLAUSE.search(scene.text, hit.end, place):
            return True
        if scene.verb_last and 0 <= hit.start - place <= 30:
            return True
    return False


def is_weighed(scene: Scene, trigger: Hit) -> bool:
    """Whether somebody only says that it should or could be done."""
    if is_supposed(scene, trigger.start):
        return True
    modals = modals_of(scene)
    if scene.verb_last:
        return any(-2 <= hit.start - trigger.end <= _BEHIND for hit in modals)
    return any(
        -4 <= trigger.start - hit.end <= _BEFORE and hit.start < trigger.start for hit in modals
    ) and not scene.has("propose")


_NOT_BEFORE = re.compile(
    r"(?:\bnot(?: yet)?(?: been)?|n't(?: yet)?(?: been)?|\bnever|\byet to(?: be)?|\bchưa(?: được)?|\bkhông|\bpas(?: encore)?(?: été)?|尚未|没有|沒有|未)\s?$"
)
_NOT_BEHIND = re.compile(r"^(?:하지|되지|지)?\s?(?:않|못)|^(?:して|されて)?い?(?:ない|なかった)|^せず|^に至って")


def is_negated(scene: Scene, hit: Hit) -> bool:
    """Whether it is said not to have been done (yet): `has not been signed`, `chưa ký`, `尚未签署`."""
    if scene.verb_last:
        return _NOT_BEHIND.match(scene.text[hit.end : hit.end + 8]) is not None
    before = scene.text[max(scene.sentence.start, hit.start - 18) : hit.start].lower()
    return _NOT_BEFORE.search(before) is not None


def modals_of(scene: Scene) -> list[Hit]:
    """Words for should, could and may; the month of May is none."""
    return [
        hit
        for hit in scene.cues("should")
        if not (
            scene.language == "en" and scene.text[hit.start : hit.end] == "May" and hit.start > scene.sentence.start
        )
    ]
