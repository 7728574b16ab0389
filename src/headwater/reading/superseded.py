"""Which sum of a sentence is only what was said before another: `from 12 billion to 40`, `originally 5.7 billion`?"""

from __future__ import annotations

import re

from headwater.reading.money import Money
from headwater.reading.scenes import Scene


def is_superseded(scene: Scene, money: Money) -> bool:
    """Whether a sum is only what was said before another in its sentence: `from 12 billion to 40`, `originally 5.7`."""
    others = [
        each for _, each in scene.sums if each is not money and each.same_as is None and each.currency == money.currency
    ]
    if not others:
        return False
    before, after = _EARLIER_SUM[scene.language]
    return bool(
        before.search(scene.text[max(scene.sentence.start, money.start - 40) : money.start].lower())
        or after.match(scene.text[money.end : money.end + 24].lower())
    )


_EARLIER_SUM = {
    "en": (
        re.compile(
            r"(?:\bfrom|\binstead of|\brather than|\bcompared with|\bversus|\bagainst|\b(?:initially|originally|previously)"
            r"\s(?:\w+\s){1,3}(?:at|as|of)?|\b(?:initial|original|previous|earlier|prior)\s(?:\w+\s){1,3}(?:of|at))\s"
            r"(?:an?\s|the\s)?(?:(?:initial|original|previous|earlier|prior|planned|about|around|initially|originally)\s){0,2}$"
        ),
        re.compile(r"^,?\s(?:initially|originally|previously)\s(?:planned|announced|estimated|pledged)"),
    ),
    "fr": (
        re.compile(
            r"(?:\b(?:contre|au lieu de|au lieu des|plutôt que|passant de|passe de|passer de|passé de|initialement\s(?:\w+\s){1,3}(?:à|de)"
            r"|parlaient de|parlait de|initiale?s?\s(?:\w+\s){0,2}(?:de|des)))\s(?:quelque\s|environ\s)?$"
        ),
        re.compile(r"^\s(?:initialement|à l'origine|au départ|précédemment|auparavant|évoqués? (?:jusqu|au départ))"),
    ),
    "vi": (
        re.compile(r"(?:\btừ|thay vì|so với|ban đầu là|trước đó là)\s(?:mức\s|con số\s|khoảng\s|hơn\s)?$"),
        re.compile(r"^\s(?:ban đầu|trước đó|như (?:dự kiến|kế hoạch) ban đầu|lên\s)"),
    ),
    "ko": (
        re.compile(r"(?:당초|기존|애초|종전)\s?(?:계획(?:했던|한|인|보다)?\s?|예상(?:한|했던)?\s?)?(?:약\s?)?$"),
        re.compile(r"^\s?(?:규모)?(?:에서|이던|였던|이었던|보다)\s?"),
    ),
    "ja": (
        re.compile(r"(?:当初(?:計画|予定)?(?:の|は)?|従来(?:計画)?の|これまでの)約?$"),
        re.compile(r"^(?:規模)?(?:から|だった|としていた|より)"),
    ),
    "zh": (
        re.compile(
            r"(?:由|从|從|原定的?|原先的?|原計畫的?|原计划的?|原訂的?|原订的?|此前的?|先前的?|最初的?|原本的?)约?約?$"
        ),
        re.compile(
            r"^(?:增至|增加至|增加到|提高至|提高到|上调至|上調至|扩大至|擴大至|加码至|加碼至|调升至|調升至|降至|下调至|下調至|缩减至|縮減至)"
        ),
    ),
}
"""Per language: what stands before a sum that another takes the place of, and what stands behind it."""
