"""Who of those named in a sentence takes part in what it says?

Subjects stand before the verb; partners behind `with`, `between`, `by`; reporters ("Reuters says") stand before a verb
of saying and take no part. A nation in a place ("tại Việt Nam") or beside its own firm or ministry is no party of its
own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from headwater.reading.lexicon import Hit
from headwater.reading.parties import Mention
from headwater.reading.scenes import Scene

_PLACE_BEFORE = re.compile(
    r"(?:[在於于赴往]|\b(?:in|at|across|to|from|into|near|visit|tại|ở|sang|đến|tới|thăm|vào|en|au|aux|à|dans|vers|depuis)\s(?:the\s|la\s|l'|thị trường\s)?|[(（]|của\s|[,]\s(?=\S+$))$"
)
_OWN_BEFORE = re.compile(r"(?:của|of|de|du|des|de la|d')\s$")
_PLACE_AFTER = re.compile(
    r"^(?:\s?D\.?C\.?)?(?:에서|로|으로|에|국내|産|製|で|にある|にお|に(?=投|進出|工場|建|設|[\d最約])|法人|内|向け|産業|市場|시장|산|산 |[을를](?=\s)|的[^，。；]{0,10}(?:厂|廠|基地|项目|項目|园区|園區|产线|產線)|의\s[^,.]{0,12}(?:공장|광산|제련소))|^['’]s\s(?:market)"
)
_NEAR_WITH = 70
_LONGEST_APPOSITION = 45
_AS_EXAMPLE = re.compile(r"(?:including|such as|led by|notamment|comme|dont|như|trong đó có|gồm)\s(?:[^\s,]+\s){0,3}$")
_APART = re.compile(
    r"^(?:,|、|·|\s|và|and|et|및|와|과|と|和|与|與|会同|會同|联合|聯合|以及|及|cùng|với|the|le|la|les|l'|\([^()]*\)|ou|as well as|hãng|doanh nghiệp|tập đoàn|công ty|'s|’s)*$"
)


def in_place(scene: Scene, mention: Mention) -> bool:
    """Whether a nation is named as a place, or beside something that is its own."""
    if mention.kind != "nation":
        return False
    before = scene.text[max(scene.sentence.start, mention.start - 18) : mention.start]
    after = scene.text[mention.end : mention.end + 6]
    if mention.role == "capital" and after.startswith((", on ", ", l'on")):
        return False  # `À Washington, on étudie ...`
    return bool(_PLACE_BEFORE.search(before) or _PLACE_AFTER.match(after))


def possible(scene: Scene) -> list[Mention]:
    """Those who can be parties: no adjectives, no areas, nobody who only reports."""
    return [
        each
        for each in scene.mentions
        if each.kind != "area" and not (each.kind == "nation" and each.role == "adjective")
    ]


def group_with(scene: Scene, chosen: Mention, among: Sequence[Mention]) -> list[Mention]:
    """All that stand in one row with a mention: `A, B và C`."""
    group = [chosen]
    place = among.index(chosen)
    for step, items in ((-1, among[:place][::-1]), (1, among[place + 1 :])):
        last = chosen
        for each in items:
            left, right = (each.end, last.start) if step < 0 else (last.end, each.start)
            if not _APART.match(_bare_gap(scene, left, right)):
                break
            group.append(each)
            last = each
    return sorted(group, key=lambda each: each.start)


def _bare_gap(scene: Scene, left: int, right: int) -> str:
    """What stands between two names, without nations and words for sorts of firms: `et le fabricant allemand`."""
    gap = scene.text[left:right]
    if right - left < 4 or right - left > _LONGEST_APPOSITION:
        return gap
    nations = [(each.start, each.end) for each in scene.mentions if each.kind == "nation"]
    sorts = [(hit.start, hit.end) for hit in scene.cues("corporate_before", "generic_firm")]
    for start, end in (*nations, *sorts):
        if left <= start and end <= right:
            gap = gap.replace(scene.text[start:end], "")
    return gap


def subject_before(scene: Scene, place: int, kinds: Iterable[str]) -> list[Mention]:
    """The row of mentions nearest before a place, of the first of `kinds` that has any."""
    for kind in kinds:
        among = [each for each in possible(scene) if each.kind == kind and not in_place(scene, each)]
        before = [each for each in among if each.end <= place]
        if before:
            return group_with(scene, before[-1], among)
    return []


def partners(scene: Scene, trigger: Hit) -> list[Mention]:
    """Everybody who takes part in an agreement that `trigger` (signs, agrees) speaks of."""
    everyone = possible(scene)
    opening = _after_reporter(scene, trigger, everyone)
    if scene.verb_last or scene.language == "zh":
        among = [each for each in everyone if opening <= each.start]
        before = [each for each in among if each.end <= trigger.start] or among
    else:
        before = [each for each in everyone if opening <= each.start and each.end <= trigger.start]
        before += _behind(scene, trigger, everyone)
    parties = [each for each in before if not in_place(scene, each) and not _is_example(scene, each)]
    parties = _without_owners(scene, parties)
    if len(distinct(parties)) == 1:
        own = parties[0].country
        parties += [each for each in everyone if in_place(scene, each) and each.country != own][:1]
    return parties


def _is_example(scene: Scene, mention: Mention) -> bool:
    before = scene.text[max(scene.sentence.start, mention.start - 40) : mention.start]
    return mention.kind == "organization" and _AS_EXAMPLE.search(before) is not None


def _after_reporter(scene: Scene, trigger: Hit, everyone: Sequence[Mention]) -> int:
    """Where the reported clause begins, if somebody reports and others act."""
    if scene.verb_last:
        return scene.sentence.start
    reports = [hit for hit in scene.cues("report") if hit.end <= trigger.start]
    if reports and any(reports[-1].end <= each.start and each.end <= trigger.start for each in everyone):
        return reports[-1].end
    return scene.sentence.start


def _behind(scene: Scene, trigger: Hit, everyone: Sequence[Mention]) -> list[Mention]:
    """Those behind `with`, `between`, `by` after the verb, and the row each begins."""
    found: list[Mention] = []
    after = [each for each in everyone if each.start >= trigger.end]
    for word in scene.cues("with"):
        if not -2 <= word.start - trigger.end <= _NEAR_WITH:
            continue
        first = next((each for each in after if 0 <= each.start - word.end <= 40), None)
        if first is not None:
            found += [each for each in group_with(scene, first, after) if each.start >= first.start]
            rest = [each for each in after if each.start > first.end]
            joined = re.match(r"[^.;]{0,60}?\b(?:and|et|và)\b", scene.text[first.end : first.end + 70])
            if (
                scene.text[word.start : word.end].lower() in {"between", "entre", "giữa", "by", "par"}
                and joined
                and rest
            ):
                found += rest[:1]
    return list(dict.fromkeys(found))


def _without_owners(scene: Scene, parties: Sequence[Mention]) -> list[Mention]:
    """Parties without nations that only say whose a firm or body is, and without leaders where bodies sign."""
    bodies = [each for each in parties if each.kind != "nation"]
    homes = {each.country for each in bodies if each.country}
    kept = []
    for each in parties:
        if each.kind == "nation" and each.country in homes and bodies:
            continue
        before = scene.text[max(scene.sentence.start, each.start - 6) : each.start]
        if each.kind == "nation" and _OWN_BEFORE.search(before) and bodies:
            continue
        kept.append(each)
    firm_or_body = [each for each in kept if each.role != "leader"]
    acting = [each for each in firm_or_body if each.kind != "nation"]
    covered = {each.country for each in kept if each.role == "leader"} <= {each.country for each in firm_or_body}
    return firm_or_body if len(distinct(acting)) >= 2 or (covered and len(distinct(firm_or_body)) >= 2) else kept


def key_of(mention: Mention) -> str:
    """What makes two mentions the same party: nations and their bodies by country, others by name."""
    if mention.kind == "nation" or (mention.kind == "public" and mention.role == "leader"):
        return f"country:{mention.country}"
    return mention.identity or _LEGAL_END.sub("", mention.name).casefold()


_LEGAL_END = re.compile(
    r"(?:,?\s(?:Inc|Corp|Corporation|Ltd|Limited|LLC|PLC|plc|GmbH|AG|SE|NV|BV|SA|SAS|SpA|AB|ASA|Oyj|Co|JSC|Bhd|Tbk|NV/SA)\.?)+$|(?:㈜|\(주\))$"
)


def distinct(mentions: Iterable[Mention]) -> list[Mention]:
    """The first mention of each party; a nation gives way to its body."""
    found: dict[str, Mention] = {}
    for each in mentions:
        found.setdefault(key_of(each), each)
    bodies = {each.country for each in found.values() if each.kind == "public" and each.role != "leader"}
    return [each for key, each in found.items() if not (key.startswith("country:") and each.country in bodies)]


_DATIVE_BEFORE = frozenset("向对對給给予")
_DATIVE_AFTER = {"ja": re.compile(r"(?:に(?!よ)|へ)"), "ko": re.compile(r"에(?:게)?(?=\s|도)")}


_GIVEN_TO = re.compile(
    r"\b(?:(?:award|grant|giv|lend|offer|pay|provid|allot|hand)(?:s|ed|ing|e|es)?|gave|lent|paid)\s(?:the\s)?(?:[a-z]+\s){0,2}$"
    r"|\b(?:cho|tặng)\s(?:[^\W\d_]+\s){0,3}$|\b(?:accord|octroi|vers|attribu|prêt|allou|vers)\w+\s(?:à|au|aux)\s(?:[a-z]+\s){0,2}$"
)


_PARTNER_AFTER = {
    "ko": re.compile(r"(?:와|과|의|로부터|으로부터|에서|측과|측의)(?=\s)"),
    "ja": re.compile(r"(?:と|の|から)"),
}
_SUBJECT_AFTER = {"ko": re.compile(r"(?:은|는|이|가)(?=\s)"), "ja": re.compile(r"[はが]")}


def acting(scene: Scene, before: Sequence[Mention]) -> Mention:
    """Of those before a verb the nearest; where verbs come last, the subject if the nearest is its partner or owner."""
    partner, subject = _PARTNER_AFTER.get(scene.language), _SUBJECT_AFTER.get(scene.language)
    if partner is None or subject is None or not partner.match(scene.text, before[-1].end):
        return before[-1]
    subjects = [each for each in before if subject.match(scene.text, each.end)]
    return subjects[-1] if subjects else before[-1]


_IN_RELATIVE_CLAUSE = re.compile(
    r"[이가]\s(?:[가-힣]+\s){0,2}?[가-힣]*(?:세운|만든|설립한|운영하는|운영한|짓는|지은|보유한|가진|출자한|투자한|합작한|생산하는|참여한|개발한|추진하는)\s"
)


def of_main_clause(scene: Scene, firms: Sequence[Mention]) -> list[Mention]:
    """Firms without those that only do something to a name behind them (`B가 세운 C`), where somebody else is the topic."""
    if scene.language != "ko":
        return list(firms)
    heads = [each for each in firms if _IN_RELATIVE_CLAUSE.match(scene.text, each.end)]
    inner = [each for head in heads for each in group_with(scene, head, list(firms))]
    topics = [each for each in scene.mentions if scene.text[each.end : each.end + 1] in {"은", "는"}]
    return [each for each in firms if each not in inner] if topics else list(firms)


def is_dative(scene: Scene, mention: Mention) -> bool:
    """Whether something is done to somebody: `向X投资`, `Xに出資`, `X에 투자`, `awards X $5 billion`."""
    if scene.language in {"en", "fr", "vi"}:
        before = scene.text[max(scene.sentence.start, mention.start - 40) : mention.start]
        return _GIVEN_TO.search(before) is not None
    if scene.language == "zh":
        return scene.text[mention.start - 1 : mention.start] in _DATIVE_BEFORE
    after = _DATIVE_AFTER.get(scene.language)
    return after is not None and after.match(scene.text, mention.end) is not None


def organizations_of(scene: Scene) -> list[Mention]:
    """The organizations of a sentence, each once."""
    return distinct(each for each in possible(scene) if each.kind == "organization")
