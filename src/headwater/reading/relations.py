"""Which sums are parts of others, and which records of several articles may be one?

A sum is part of a total of the same article where the total is called one (`tổng cộng`, `a total of`) or says whom it
includes, the part is smaller, in the same currency, of one of the total's investors (or of nobody named), and not told
as an earlier one. Across articles records are the same event, as a suggestion only, where kind, parties and day agree.
"""

from __future__ import annotations

from collections.abc import Sequence

from headwater.reading.drafts import Draft


def parts(drafts: Sequence[Draft]) -> dict[int, tuple[int, tuple[int, int]]]:
    """For each part (number in the list): its total, and the place of the words that say so."""
    found: dict[int, tuple[int, tuple[int, int]]] = {}
    for number, part in enumerate(drafts):
        if part.within is None or part.money is None:
            continue
        money, said = part.within
        for whole, total in enumerate(drafts):
            if total is not part and total.money == money:
                found[number] = (whole, (said.start, said.end))
    for whole, total in enumerate(drafts):
        cue = _total_cue(total)
        if cue is None or total.money is None:
            continue
        for number, part in enumerate(drafts):
            if number != whole and part.money and _is_part(part, total):
                found.setdefault(number, (whole, cue))
    return found


def _total_cue(draft: Draft) -> tuple[int, int] | None:
    if draft.kind not in {"investment", "measure"} or draft.money is None:
        return None
    scene = draft.scene
    includes = scene.near(draft.money.end, 60, "includes")
    total = scene.near(draft.money.start, 25, "total")
    cue = includes if draft.includes_said and includes else total
    if cue is None and scene.near(draft.money.start, 90, "fund") and draft.kind == "measure":
        cue = scene.near(draft.money.start, 90, "fund")
    return None if cue is None else (cue.start, cue.end)


def _is_part(part: Draft, total: Draft) -> bool:
    if part.money is None or total.money is None:
        return False
    if part.money.currency != total.money.currency or part.money.amount >= total.money.amount:
        return False
    if part.kind != total.kind or _is_earlier(part, total):
        return False
    said = (
        part.scene.near(part.money.start, 60, "partof") is not None
        and part.scene.sentence.start > total.scene.sentence.start
    )
    return said or not part.actors or _shares_party(part, total)


def _is_earlier(part: Draft, total: Draft) -> bool:
    if part.money is not None and part.scene.near(part.money.start, 80, "earlier"):
        return True
    if part.day is None or part.day.start >= total.scene.sentence.start:
        return False
    return part.scene.cues("announce") != [] and len(part.day.day) <= 7


def _shares_party(part: Draft, total: Draft) -> bool:
    mine = [mention.name.casefold() for mention, _ in part.actors]
    whole = [mention.name.casefold() for mention, _ in total.actors]
    acronyms = {_acronym(name) for name in whole}
    return any(
        one == other or other.startswith(one + " ") or one.startswith(other + " ") or f"({one})" in other
        for one in mine
        for other in whole
    ) or any(one in acronyms for one in mine)


def _acronym(name: str) -> str:
    return "".join(word[0] for word in name.split() if word)
