"""How far is it? The word for the stage of an investment, agreement, measure or event, and the cue that says so.

A coming or conditional signature is not one: `sẽ ký`, `will sign`, `proposerait ... de signer`, `서명할 예정` stay what
they are. The words are those of the annotations; `docs/reference/article-records.md` maps them onto the stages of the
ledger.
"""

from __future__ import annotations

import re

from headwater.reading.lexicon import Hit
from headwater.reading.scenes import Scene

_AHEAD, _AHEAD_EAST, _BEHIND_SUBJECT = 34, 22, 30
_FRENCH_FUTURE = re.compile(r"(?:[eiu]ra|[eiu]ront|[dv]ra|[dv]ront)$")
_FRENCH_FUTURE_VERB = re.compile(r"\b[a-zà-ÿ]{2,}(?:[eiu]ra|[eiu]ront|[dv]ra|[dv]ront)\b")
_JAPANESE_TO = re.compile(r"(?:する)?(?:方向)?へ(?=[\s。、」　]|$|[^ぁ-ん]{0,4}調整)")
"""`計画認定へ`: what a headline says is to come."""
_DONE = re.compile(r"(?<![^\W\d_])(?:đã|vừa|have|has|had|ont|a|avaient|was|were|were jointly)\s$")


_TOMORROW = re.compile(
    r"\b(?:ngày mai|sáng mai|chiều mai|tối mai|tuần tới|tuần sau|tháng tới|tháng sau|quý tới|năm tới|năm sau|demain|(?:la semaine|le mois|l'année|le trimestre) prochaine?"
    r"|l'an prochain|tomorrow|next (?:week|month|year|quarter))\b"
)
_OTHER_CLAUSE = re.compile(r"[,;:]\s")


def _reach(scene: Scene) -> int:
    return _AHEAD_EAST if scene.language in {"ko", "ja", "zh"} else _AHEAD


_DONE_TO = re.compile(
    "延长|延長|推迟|推遲|延后|延後|上调|上調|下调|下調|提高|降低|扩大|擴大|调整|調整|削减|削減|降至|增至|升至|由[^，。]{1,12}[降升增减減调調]"
)


_LISTED = re.compile("列入|纳入|納入|列为|列為|移出|剔除|加入")


def _has_its_object(scene: Scene, taking: Hit, trigger: Hit) -> bool:
    """Whether 将 takes an object, and is no word for what is to come: 将企业列入清单, 将出口禁令延长三个月."""
    if scene.text[taking.start : taking.end] not in {"将", "將"}:
        return False
    if scene.text[trigger.start] in "列纳納" or _LISTED.search(scene.text, taking.end, trigger.end):
        return True
    behind = _DONE_TO.match(scene.text, trigger.end) or _DONE_TO.search(scene.text, trigger.end, trigger.end + 4)
    starts = re.search("[起自]", scene.text[max(0, taking.start - 12) : taking.start])
    return (
        behind is not None
        and not starts
        and not re.search("[对對于於向在从從]", scene.text[taking.end : trigger.start])
    )


def coming(scene: Scene, trigger: Hit) -> Hit | None:
    """The cue that makes the trigger something still to come, if there is one."""
    if _DONE.search(scene.text[max(0, trigger.start - 14) : trigger.start].lower()):
        return None
    own = scene.text[trigger.start : trigger.end]
    if scene.language == "fr" and (_FRENCH_FUTURE.search(own) or _FRENCH_FUTURE_VERB.match(own)):
        return trigger
    if (tomorrow := _TOMORROW.search(scene.text, trigger.end, min(scene.sentence.end, trigger.end + _AHEAD))) and not (
        _OTHER_CLAUSE.search(scene.text, trigger.end, tomorrow.start())
    ):
        return Hit(*tomorrow.span(), ("future",))
    if scene.language == "ja" and _JAPANESE_TO.match(scene.text, trigger.end):
        return trigger
    for hit in scene.cues("future"):
        if _has_its_object(scene, hit, trigger):
            continue  # the object stands between them: 将企业列入清单
        if scene.verb_last:
            if -2 <= hit.start - trigger.end <= _AHEAD_EAST or hit.start <= trigger.start < hit.end:
                return hit
        elif 0 <= trigger.start - hit.end <= _reach(scene) or hit.start <= trigger.start < hit.end:
            return hit
    return None


def future_verb(scene: Scene, place: int) -> Hit | None:
    """The last French verb in the future before a place: `apportera`, `investiront`."""
    if scene.language != "fr":
        return None
    verbs = list(_FRENCH_FUTURE_VERB.finditer(scene.text, scene.sentence.start, place))
    return Hit(verbs[-1].start(), verbs[-1].end(), ("future",)) if verbs else None


_STATEMENT = re.compile(
    r"joint (?:statement|declaration|communiqu)|déclaration conjointe|communiqué conjoint|tuyên bố chung|공동성명|공동선언|共同声明|共同宣言|联合声明|聯合聲明"
)
_REACH_OF_ITS_END = 110


def agreement_status(scene: Scene, trigger: Hit) -> tuple[str, Hit]:
    """ended, considering, proposed, expected_to_be_signed, agreed, in_force or signed."""
    over = scene.near(trigger.end, _REACH_OF_ITS_END, "end")
    if over is not None and coming(scene, over) is None and coming(scene, trigger) is None:
        return "ended", over
    if "negotiate" in trigger.meanings and not {"sign", "agree"}.intersection(trigger.meanings):
        return "considering", trigger
    if "propose" in trigger.meanings:
        return "proposed", trigger
    proposed = scene.near(trigger.start, 60, "propose", "conditional")
    if proposed and proposed.start <= trigger.start:
        return "proposed", proposed
    if "in_force" in trigger.meanings:
        ahead = coming(scene, trigger) if scene.text[trigger.start - 1] not in "已年月日" else None
        return ("signed", ahead) if ahead else ("in_force", trigger)
    paper = "agreement" in trigger.meanings and "sign" not in trigger.meanings
    ahead = None if paper else coming(scene, trigger)
    if ahead is not None:
        return "expected_to_be_signed", ahead
    if "announce" in trigger.meanings and "sign" not in trigger.meanings:
        return "agreed", trigger
    if _STATEMENT.match(scene.text[trigger.start : trigger.end].lower()):
        return "agreed", trigger
    return ("agreed" if "agree" in trigger.meanings and "sign" not in trigger.meanings else "signed"), trigger


def investment_status(scene: Scene, trigger: Hit, place: int) -> tuple[str, Hit]:
    """From cancelled and suspended over considering to in_operation: the first in the order below that stands near."""
    if "disburse" in trigger.meanings and "invest" in trigger.meanings and coming(scene, trigger) is None:
        return "disbursed", trigger
    reach = 70 if scene.language in {"ko", "ja", "zh"} else 110
    for status, meaning, share in _INVESTMENT_STATUSES:
        hit = scene.near(place, reach // share, meaning)
        if hit is not None and _in_another_clause(scene, hit, place):
            continue
        if hit is not None and status == "considering" and _is_promised(scene, hit, place):
            continue
        if hit is not None and status == "proposed" and _ASKS.match(scene.text, hit.start):
            continue  # what others ask for is no proposal of the investor
        if hit is not None and not (status in _NOT_AHEAD and _is_ahead(scene, status, hit)):
            return status, hit
    licensed = [hit for hit in scene.cues("register") if hit.end <= place and not scene.verb_last]
    if licensed and trigger not in licensed and (main := ("registered", licensed[-1])):
        return _by_main_verb(scene, place) or main
    return _by_main_verb(scene, place) or ("announced", trigger)


_MAIN_VERBS = ("cancel", "suspend", "underway", "operating", "approve", "consider", "propose", "plan", "future")
_AUXILIARIES = re.compile(r"\s(?:(?:đã|vừa|mới|đang|cũng|chính thức|a|ont|vient de|viennent de|has|have)\s){0,3}")


def _by_main_verb(scene: Scene, place: int) -> tuple[str, Hit] | None:
    """The status that the verb right behind the first firm says, however far the sum: `X khởi công nhà máy ..., vốn 2 tỷ`."""
    if scene.verb_last or scene.language == "zh":
        return None
    first = next((each for each in scene.mentions if each.kind == "organization" and each.end < place), None)
    if first is None:
        return None
    verb = _AUXILIARIES.match(scene.text, first.end)
    if verb is None:
        return None
    for status, meaning, _ in _INVESTMENT_STATUSES:
        for hit in scene.cues(meaning) if meaning in _MAIN_VERBS else ():
            begins = hit.start <= verb.end() <= hit.end and hit.start >= first.end
            if begins and not _in_another_clause(scene, hit, place) and not _is_ahead(scene, status, hit):
                return status, hit
    return None


_ASKS = re.compile("提出|要求|请求|請求|呼吁|呼籲|申请|申請|요구|요청|촉구|권고")
_ONCE_MEANT = re.compile("(?:原訂|原定|原本|原计划|原計劃|原計畫|本應|当初)[^，。]{0,10}$")


def _is_promised(scene: Scene, weighing: Hit, place: int) -> bool:
    """Whether a promise stands nearer to the sum than the talks before it."""
    promise = scene.near(place, 12, "commit")
    return promise is not None and abs(weighing.start - place) > abs(promise.start - place)


_INVESTMENT_STATUSES = (
    ("cancelled", "cancel", 1), ("suspended", "suspend", 1), ("registered", "register", 1), ("considering", "consider", 1),
    ("in_operation", "operating", 2), ("under_construction", "underway", 2), ("disbursed", "disburse", 2),
    ("signed", "sign", 1), ("approved", "approve", 2), ("proposed", "propose", 1), ("committed", "commit", 1),
    ("announced", "announce", 1), ("planned", "plan", 1), ("planned", "future", 1),
)  # fmt: skip
"""Status, the cue that says it, and which part of the reach it must stand in."""

_NOT_AHEAD = frozenset({"cancelled", "in_operation", "under_construction", "disbursed", "signed", "approved"})


_CLAUSE = re.compile(
    r"[;；]|:\s|[,;]\s(?:theo đó|qua đó|whereby|under which|aux termes? d\w+|en vertu d\w+)[,\s]|,\s(?:while|whereas|but|tandis que|alors que|mais|trong khi|nhưng|còn)\s"
)


def _in_another_clause(scene: Scene, hit: Hit, place: int) -> bool:
    """Whether a semicolon, or a word that turns to something else, stands between a cue and what it might be said of."""
    return _CLAUSE.search(scene.text, min(hit.end, place), max(hit.start, place)) is not None


_WITHIN_MONTHS = re.compile(
    r"(?:\d+个?個?[月年](?:内|內|后|後)|年内|年內|[年月]底|[上下]半年|季度?)(?:前|实现|實現|即可|正式)?$"
)


def _is_ahead(scene: Scene, status: str, hit: Hit) -> bool:
    """Whether the cue speaks of what is still to come, or is no word of its own."""
    if coming(scene, hit) is not None:
        return True
    if _ONCE_MEANT.search(scene.text, max(scene.sentence.start, hit.start - 16), hit.start):
        return True
    if status in {"in_operation", "under_construction"}:
        return _is_goal(scene, hit) or _WITHIN_MONTHS.search(scene.text, max(0, hit.start - 10), hit.start) is not None
    told = scene.near(hit.start, 3, "announce") if status == "approved" else None
    return told is not None and not re.search("[，,]", scene.text[told.end : hit.start])


def _is_goal(scene: Scene, built: Hit) -> bool:
    """Whether something is only to be built or to run: planned right beside it, or before it where verbs come first."""
    goal = scene.near(built.start, 12, "plan", "future")
    done = "已" in scene.text[max(0, built.start - 6) : built.start] and scene.language == "zh"
    if goal is not None and not (done and goal.start >= built.end):
        return True
    if scene.verb_last or _DONE.search(scene.text[max(0, built.start - 14) : built.start].lower()):
        return False
    return any(hit.end <= built.start for hit in scene.cues("future"))


_OPENS = 14  # so near the head of a sentence the measure is its subject, and what became of it stands far behind


def measure_status(scene: Scene, trigger: Hit) -> tuple[str, Hit]:
    """licences_being_issued, suspended, eased, considering, planned, announced, approved or in_force."""
    place = trigger.start
    if told := _by_kind(scene, trigger):
        return told
    if scene.verb_last:
        return _last_said(scene, trigger)
    if turned := _turned_or_at_once(scene, place) or _stands(scene, place):
        return turned
    if hit := scene.near(place, 90, "announce"):
        return "announced", hit
    if decided := _DECIDED.search(scene.text, max(scene.sentence.start, place - 40), place):
        return "announced", Hit(decided.start(), decided.end(), ("announce",))
    if (hit := scene.near(place, 60, "approve", "sign")) and not _goes_on(scene, hit):
        return ("approved" if "approve" in hit.meanings else "signed"), hit
    if hit := coming(scene, trigger) or _planned(scene, trigger):
        return "planned", hit
    if hit := _will_be(scene, trigger):
        return "planned", hit
    verb = future_verb(scene, place)
    if verb is not None and place - verb.end <= _BEHIND_SUBJECT:
        return "planned", verb
    return _by_nature(trigger), scene.near(place, 60, "in_force") or trigger


def _by_kind(scene: Scene, trigger: Hit) -> tuple[str, Hit] | None:
    """What the word itself says of the stage: licences that are granted, a paper that is issued, exports that are stopped."""
    granted = "licence" in trigger.meanings and not _is_required(scene, trigger)
    if granted or ("control" in trigger.meanings and _is_issued(scene, trigger)):
        return "licences_being_issued", trigger
    if {"decree", "announce"} <= set(trigger.meanings):
        return "announced", trigger
    if "stopped_exports" in trigger.meanings:
        return _stopped(scene, trigger)
    extended = _EXTENDED.search(scene.text, scene.sentence.start, scene.sentence.end)
    return ("in_force", Hit(extended.start(), extended.end(), ("in_force",))) if extended else None


def _stopped(scene: Scene, trigger: Hit) -> tuple[str, Hit]:
    """Exports that stop, or will: their own word for stopping does not suspend the measure."""
    if ahead := _JUST_AHEAD.search(scene.text, scene.sentence.start, trigger.start):
        return "announced", Hit(ahead.start(), ahead.end(), ("announce",))
    said = scene.near(trigger.start, 90, "announce")
    return ("announced", said) if said else ("in_force", trigger)


def _stands(scene: Scene, place: int) -> tuple[str, Hit] | None:
    """In force for some time already."""
    found = _STANDING.search(scene.text, max(scene.sentence.start, place - 60), place + 90)
    return ("in_force", Hit(found.start(), found.end(), ("in_force",))) if found else None


_STANDING = re.compile(
    r"\ben vigueur depuis\b|\bin (?:force|effect|place) since\b|\bhave been in (?:force|place)\b|có hiệu lực từ (?:năm|tháng)|đang (?:được )?áp dụng"
)
_JUST_AHEAD = re.compile(r"\b(?:would|will|to|plans to|va|vont|allait)\s(?=\Z)")
_EXTENDED = re.compile(
    r"(?:금지|제한|통제)\S*\s(?:[가-힣0-9]+\s){0,2}연장(?:했|됐)|(?:禁止|制限|規制)[^、。]{0,12}延長した|(?:禁令|限制)[^，。]{0,6}延[长長]了"
)
_DECIDED = re.compile(r"\b(?:décid[eé]\w*\s(?:de|d['’])|decided\sto|quyết định)")


def _turned_or_at_once(scene: Scene, place: int) -> tuple[str, Hit] | None:
    """Suspended, removed, only weighed or proposed; or in force from the day it is published."""
    opens = place - scene.sentence.start <= _OPENS and scene.language in {"vi", "fr"}
    for status, meaning, reach in (
        ("suspended", "suspend", 120 if opens else 50),
        ("removed", "remove", 120 if opens else 50),
        ("considering", "consider", 50),
        ("proposed", "propose", 50),
    ):
        if hit := scene.near(place, reach, meaning):
            return status, hit
    if at_once := _AT_ONCE.search(scene.text, scene.sentence.start, scene.sentence.end):
        return "in_force", Hit(at_once.start(), at_once.end(), ("in_force",))
    return None


_GOES_ON = re.compile("extend|renew|prolong|reconduit|gia hạn|연장|延長|延长|更新")


def _goes_on(scene: Scene, hit: Hit) -> bool:
    """Whether a measure only goes on: it was in force before."""
    return _GOES_ON.match(scene.text[hit.start : hit.end].lower()) is not None


_AT_ONCE = re.compile("(?:自|于|於)?(?:公布|公佈|发布|發布)之日起|(?:自)?即日起|立即生效|即時生效|即刻生效")


def _planned(scene: Scene, trigger: Hit) -> Hit | None:
    """The word for a plan near a measure; controls are planned only where they are said to come."""
    hit = scene.near(trigger.start, 60, "plan") if "control" not in trigger.meanings else None
    return None if hit is None or _has_its_object(scene, hit, trigger) else hit


def _will_be(scene: Scene, trigger: Hit) -> Hit | None:
    """`The tariff on ... will be cut`: what is to come stands behind its subject."""
    ahead = [hit for hit in scene.cues("future") if 0 <= hit.start - trigger.end <= _BEHIND_SUBJECT]
    return ahead[0] if ahead and not re.search(r"[,;.]", scene.text[trigger.end : ahead[0].start]) else None


def _by_nature(trigger: Hit) -> str:
    """What a measure is where nothing is said: money is decided before it is paid, a rule is known by being in force."""
    return (
        "announced" if {"subsidy", "train", "support", "loan", "commit"}.intersection(trigger.meanings) else "in_force"
    )


_LICENCE = re.compile(r"licen[cs]e|giấy phép|許可|许可|허가")


_REQUIRED = re.compile(r"(?:requir\w+|must (?:obtain|have)|needs?|without|subject to)\s(?:an?\s|the\s)?$")


def _is_required(scene: Scene, trigger: Hit) -> bool:
    return _REQUIRED.search(scene.text[max(0, trigger.start - 24) : trigger.start].lower()) is not None


_SYSTEM = re.compile("제|制|対象|대상|의무|義務|要件|요건")  # 허가제: a rule that asks for licences


def _is_issued(scene: Scene, trigger: Hit) -> bool:
    """Whether a licence is spoken of as granted, not as required."""
    if not _LICENCE.search(scene.text[trigger.start : trigger.end].lower()):
        return False
    if _SYSTEM.match(scene.text, trigger.end):
        return False
    return scene.near(trigger.start, 40, "approve") is not None


_LAST_SAID = {
    "suspend": "suspended", "remove": "removed", "consider": "considering", "propose": "proposed", "announce": "announced",
    "approve": "approved", "sign": "signed", "plan": "planned", "future": "planned", "in_force": "in_force",
}  # fmt: skip


_COMING_END = re.compile(
    r"(?<!てい)(?<!であ)(?:[するくぐつむぶぬう])[。」]?$|(?<!있)(?:한다|된다|는다|준다|인다|린다)[.”\"]?$"
)


def _last_said(scene: Scene, trigger: Hit) -> tuple[str, Hit]:
    """Where verbs come last, the last word for a stage is the sentence's own."""
    if scene.language == "ja" and _JAPANESE_TO.match(scene.text, trigger.end):
        return "planned", trigger
    said = [hit for hit in scene.cues(*_LAST_SAID) if hit.start >= trigger.start]
    if not said:
        tail = scene.text[trigger.start : scene.sentence.end].rstrip()
        return ("planned" if _COMING_END.search(tail) else _by_nature(trigger)), trigger
    turned = [hit for hit in said if {"suspend", "remove", "consider", "propose"}.intersection(hit.meanings)]
    last = (turned or said)[-1]
    return next(status for meaning, status in _LAST_SAID.items() if meaning in last.meanings), last


_AS_OBJECT = re.compile("(?:을|를|에 대해|에 대한|과 관련)")
_STRIKE = re.compile("strike|walkout|industrial action|grève|débrayage|đình công|파업|휴업|ストライキ|スト$|罢工|罷工")


def event_status(scene: Scene, trigger: Hit) -> tuple[str, Hit]:
    """Scheduled, ongoing (a strike, a stop) or occurred."""
    ahead = scene.near(trigger.end, 90, "future")
    if (
        ahead
        and _STRIKE.search(scene.text[trigger.start : trigger.end].lower())
        and abs(ahead.start - trigger.end) < 24
    ):
        return "scheduled", ahead
    if (
        ahead
        and not scene.cues("disaster")
        and not _DONE.search(scene.text[max(0, trigger.start - 14) : trigger.start].lower())
    ):
        held = scene.near(ahead.end, 30, "hold", "meet")
        if held is not None:
            return "scheduled", ahead
    if scene.has("disaster", "stop") and (lasting := scene.near(trigger.end, 90, "ongoing")):
        return "ongoing", lasting
    return "occurred", trigger
