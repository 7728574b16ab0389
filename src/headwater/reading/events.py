"""Which events does a sentence speak of: takeovers, meetings, accidents?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from headwater.reading.actors import distinct, in_place, key_of, organizations_of, possible
from headwater.reading.agreements import last_pair
from headwater.reading.drafts import Draft, with_role
from headwater.reading.investments import is_standstill, topic_firm
from headwater.reading.lexicon import Hit
from headwater.reading.making import made
from headwater.reading.modality import is_supposed, is_weighed, modals_of
from headwater.reading.parties import GENERIC_BODIES, Mention
from headwater.reading.scenes import Scene
from headwater.reading.statuses import coming, event_status

_TO_COME = re.compile(r"(?:agreed|agrees|plans|will|to)\s")


_GOODS = re.compile(
    r"\s(?:about\s|up to\s|some\s|environ\s|khoảng\s)?[\d.,]+\s?(?:tonnes|tons|units|barrels|MW|GW|wafers|chips|GPUs|tấn|chiếc)|\s(?:du|de la|des|de l')\s?[a-zà-ÿ]+\s(?:au|à)|\s(?:lithium|copper|nickel|điện|khí|dầu)\b"
)


_INFINITIVE, _JUST = re.compile(r"(?:er|ir|re)$"), re.compile(r"(?:vien\w+ de|avoir) $")
_WEIGHED_BEFORE = 40


def _taken_over(scene: Scene, firm: Mention, verb: Hit) -> bool:
    """Whether a firm stands between 对 and the verb: `对X的收购`."""
    opens = max(scene.text.rfind(letter, scene.sentence.start, firm.start) for letter in "对對")
    return opens > 0 and firm.start - opens <= 8 and not re.search("[，。；]", scene.text[firm.end : verb.start])


_BUYING = re.compile("[가-힣]{0,3}(?:한다|인다)")


def _will_buy(scene: Scene, hit: Hit) -> Hit | None:
    """`인수한다`, `사들인다`: a Korean verb in the present tells what is to come."""
    return hit if scene.language == "ko" and _BUYING.match(scene.text, hit.start + 1) else None


_BUYS = frozenset({"购买", "購買", "取得", "受让", "受讓"})
_SHARES_BEHIND = re.compile("股权|股權|股份|%")


def takeovers(scene: Scene) -> list[Draft]:
    """A firm that buys another, or a share of it, with the sum where there is one."""
    organizations = organizations_of(scene)
    bodies = [each for each in possible(scene) if each.kind == "public"]
    for hit in scene.cues("acquire"):
        before = [each for each in organizations if each.end <= hit.start]
        before = before or [each for each in bodies if each.end <= hit.start and organizations]
        after = [each for each in organizations if each.start >= hit.end]
        buyers, targets = (before[:1], before[1:]) if scene.verb_last else (before[-1:], after)
        if scene.language == "zh" and (taken := [each for each in before if _taken_over(scene, each, hit)]):
            buyers, targets = [each for each in before if each not in taken][-1:], taken
        if scene.text[hit.start : hit.end] in _BUYS and not _SHARES_BEHIND.search(scene.text, hit.end, hit.end + 24):
            continue
        priced = bool(scene.sums) and scene.has("site")
        goods = _GOODS.match(scene.text, hit.end) is not None
        if buyers and (targets or priced) and not goods and not is_weighed(scene, hit):
            weighing = None if scene.verb_last else scene.near(hit.start, _WEIGHED_BEFORE, "consider", "negotiate")
            if weighing is not None and weighing.start < hit.start and "acquire" not in weighing.meanings:
                price = next((money for _, money in scene.sums if money.same_as is None), None)
                actors = [*with_role(buyers, "investor"), *with_role(targets[:2], "target")]
                return [made("investment", scene, hit, ("considering", weighing), actors, price)]
            ahead = coming(scene, hit) or _will_buy(scene, hit)
            ahead = ahead or (hit if _TO_COME.match(scene.text[hit.start : hit.end].lower()) else None)
            infinitive = scene.language == "fr" and _INFINITIVE.search(scene.text[hit.start : hit.end])
            if infinitive and not _JUST.search(scene.text[max(0, hit.start - 14) : hit.start]):
                ahead = ahead or hit
            status = ("scheduled", ahead) if ahead else ("completed", hit)
            actors = [*with_role(buyers, "acquirer"), *with_role(targets[:2], "target")]
            sums = [money for _, money in scene.sums if money.same_as is None]
            price = sums[0] if len(sums) == 1 and not scene.has("revenue", "market_cap", "debt") else None
            return [made("event", scene, hit, status, actors, price)]
    return []


_OCCASION = re.compile(
    r"(?:nơi diễn ra|bên lề|trong khuôn khổ|en marge (?:du|de la|de l'|d'une?)|on the sidelines of(?: the| a)?)\s?$"
)


_NUMBERED = re.compile("제\\s?\\d+\\s?[회차]|第[\\d一二三四五六七八九十]{1,3}[届屆次轮輪回]")


_SALES = {
    "vi": re.compile(
        r"(?:bán|chuyển nhượng|thoái)\s(?P<what>(?:[^,.;]|\.(?=[A-Z\d])){0,80}?)\scho\s(?:[^\W\d_A-Z][^\s,.]*\s){0,3}"
    ),
    "fr": re.compile(
        r"\b(?:vend|vendu|vendra|vendre|cède|cédé|cédera|céder|vente|cession)\s(?P<what>(?:[^,.;]|\.(?=[A-Z\d])){0,80}?)\s(?:à|au)\s(?:[a-zà-ÿ'’-]+\s){0,4}"
    ),
}
_SHARES = re.compile(r"cổ phần|phần vốn|\bmảng\b|\d\s?%|filiale|participation|activités|parts|division|actifs|capital")


def sales(scene: Scene) -> list[Draft]:
    """A firm or a share of one that its owner sells to another: told from the seller's side, the same takeover."""
    pattern = _SALES.get(scene.language)
    if pattern is None:
        return []
    organizations = organizations_of(scene)
    for match in pattern.finditer(scene.text, scene.sentence.start, scene.sentence.end):
        buyers = [each for each in organizations if 0 <= each.start - match.end() <= 14]
        sold = [each for each in organizations if match.start("what") <= each.start and each.end <= match.end("what")]
        if not buyers or not (sold or _SHARES.search(match["what"])):
            continue
        hit = Hit(match.start(), match.start("what") - 1, ("acquire",))
        if is_weighed(scene, hit):
            continue
        ahead = coming(scene, hit)
        status = ("scheduled", ahead) if ahead else ("completed", hit)
        sums = [money for _, money in scene.sums if money.same_as is None]
        price = sums[0] if len(sums) == 1 and not scene.has("revenue", "market_cap", "debt") else None
        seller = [each for each in organizations if each.end <= match.start()][-1:]
        actors = [*with_role(buyers[:1], "acquirer"), *with_role(sold[:1], "target"), *with_role(seller, "seller")]
        return [made("event", scene, hit, status, actors, price)]
    return []


def _is_summit(scene: Scene) -> bool:
    """Whether two states meet, on a day that is said: an event beside what they agree on, and no mere occasion for it."""
    met = scene.cues("meet")
    if met and _OCCASION.search(scene.text[max(scene.sentence.start, met[0].start - 28) : met[0].start].lower()):
        return False
    states = {each.country for each in scene.mentions if each.kind in {"public", "nation"} and each.role != "adjective"}
    return bool(scene.days) and len(states - {None}) >= 2 and scene.has("meet") and scene.has("hold")


_AT_WORKS = 60


def _stops(scene: Scene) -> list[Hit]:
    """Words for works that stand still, and for halting beside a word for works."""
    if scene.has("control", "agreement", "agreements", "export"):
        return scene.cues("stop")
    halted = [
        hit for hit in scene.cues("suspend") if is_standstill(scene, hit) and scene.near(hit.start, _AT_WORKS, "site")
    ]
    return scene.cues("stop") or halted


def _named_next(scene: Scene, later: Sequence[Scene]) -> list[Mention]:
    """Whose works they were, where the sentence on an accident names only the place: who is named first behind it."""
    if not scene.has("site"):
        return []
    return next((found[:1] for each in later[:2] if (found := organizations_of(each))), [])


_BUILT = re.compile("착공|공사|건설|증설|투자|建设|建設|兴建|興建|建厂|建廠|扩建|擴建|着工|建設|増設")
_WHO_CAME = re.compile(
    r"\s*(?:이날\s)?(?:회의|행사|간담회|포럼|회담|협약식|체결식|착공식|준공식|기공식|서명식)에는|\s*(?:出席|参加|參加)[^，。]{0,12}(?:的有|的还有|的還有|者包括)"
)
_SPOKE_AT = re.compile(
    r"(?:出席|参加|參加)[^，。]{0,40}(?:时|時|期间|期間)|(?:포럼|간담회|세미나|회의|행사|총회|콘퍼런스)에\s?(?:참석해|나와|출연해)"
)


_NOT_SO = re.compile(r"지[는도]?\s않|없[다었을이도고는]|막기|대비|예방")


def _is_none(scene: Scene, trigger: Hit) -> bool:
    """Whether it is only weighed or supposed, tells who came, or is the building of something that stops."""
    if modals_of(scene) or is_supposed(scene, trigger.start):
        return True
    if "stop" in trigger.meanings and _BUILT.search(
        scene.text, max(scene.sentence.start, trigger.start - 24), trigger.end
    ):
        return True
    if scene.language == "ko" and _NOT_SO.search(scene.text, trigger.end, trigger.end + 14):
        return True
    return _WHO_CAME.match(scene.text, scene.sentence.start) is not None or _spoke_at(scene)


def _spoke_at(scene: Scene) -> bool:
    """Whether the meeting is only where somebody said something."""
    return scene.has("report") and _SPOKE_AT.search(scene.text, scene.sentence.start, scene.sentence.end) is not None


def events(scene: Scene, earlier: Sequence[Scene], later: Sequence[Scene], found: Sequence[Draft]) -> list[Draft]:
    """Meetings and accidents: with a day of their own, or at the opening of the article."""
    triggers = scene.cues("disaster") or scene.cues("meet") or ([] if found else _stops(scene))
    if not triggers or any(draft.kind == "event" for draft in found):
        return []
    held = scene.cues("hold")
    trigger = min(triggers, key=lambda hit: min((abs(hit.start - each.start) for each in held), default=0))
    status, at = event_status(scene, trigger)
    hurt = scene.has("disaster") or bool({"stop", "suspend"}.intersection(trigger.meanings))
    struck = hurt and bool(scene.days or organizations_of(scene) or scene.has("site"))
    dated = struck or (bool(scene.days) and bool(held))
    beside = _is_summit(scene) or (
        dated and not hurt and _NUMBERED.search(scene.text, scene.sentence.start, scene.sentence.end)
    )
    if (found and status != "scheduled" and not beside) or not (dated or (scene.sentence.number < 5 and held)):
        return []
    if _is_none(scene, trigger):
        return []
    role = "affected" if hurt else "participant"
    everyone = [each for each in possible(scene) if not (in_place(scene, each))]
    guests = scene.cues("attend")
    if guests and not scene.verb_last:
        everyone = [each for each in everyone if each.start < guests[0].end] or everyone
    if role == "affected":
        nations = [each for each in everyone if each.kind == "nation"]
        actors = organizations_of(scene)[:2] or _named_next(scene, later)
        named = [each for each in possible(scene) if each.name.lower() not in GENERIC_BODIES]
        actors = actors or nations[:1] or topic_firm(earlier) or named[:1]
    elif status == "scheduled":
        actors = [each for each in everyone if abs(each.start - trigger.start) < 90]
        if scene.has("both") and len(actors) < 2:
            actors = last_pair(earlier) or actors
    else:
        before = [each for each in everyone if each.start <= trigger.start]
        actors = before or distinct(everyone)[:2]
        if len({key_of(each) for each in actors}) == 1 and "meet" in trigger.meanings:
            actors = [*actors, *[each for each in everyone if each.start >= trigger.end][:1]]
    if not actors:
        return []
    return [made("event", scene, trigger, (status, at), with_role(actors[:4], role))]
