"""Which measures does a sentence speak of: controls, tariffs, licences, subsidies without a sum, decrees, and whose?

The body or nation right before the word imposes it; with several in a row, all of them. A sentence that only weighs or
supposes a measure gives no record, and a measure somebody "would have to" take is none yet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from headwater.reading.actors import group_with, in_place, possible
from headwater.reading.drafts import Draft, with_role
from headwater.reading.lexicon import Hit
from headwater.reading.making import made
from headwater.reading.modality import is_negated, is_supposed, modals_of
from headwater.reading.parties import Mention
from headwater.reading.scenes import Scene
from headwater.reading.statuses import measure_status

_FAR_OFF = 70
_QUOTED_TITLE = re.compile("[「『《“][^」』》”]{6,120}[」』》”]")


_SAYS_HOW_FAR = ("announce", "approve", "future", "remove", "suspend", "consider")
_HOW_FAR_BESIDE = 40


_OPENS, _FAR_BEHIND = 14, 120


def _reach_of_stage(scene: Scene, trigger: Hit) -> int:
    """How far off a word may stand that says how far a measure is: far where the measure opens the sentence."""
    opens = trigger.start - scene.sentence.start <= _OPENS and scene.language in {"vi", "fr"}
    return _FAR_BEHIND if opens else _HOW_FAR_BESIDE


def measures(scene: Scene, earlier: Sequence[Scene], sums: Sequence[Draft]) -> list[Draft]:
    """The measures of a sentence; `sums` are the records already made of it."""
    triggers = (
        scene.cues("control", "licence", "designate", "subsidy")
        or _limits_on_trade(scene)
        or stopped_exports(scene)
        or _decrees(scene)
        or papers(scene)
    )
    if not triggers or not (
        scene.things
        or scene.days
        or scene.has("licence", "designate")
        or any(scene.near(hit.start, _reach_of_stage(scene, hit), *_SAYS_HOW_FAR) for hit in triggers)
    ):
        return []
    triggers = [hit for hit in triggers if not _is_told(scene, hit, sums) and not is_negated(scene, hit)]
    if not triggers:
        return []
    strong = [hit for hit in triggers if "licence" in hit.meanings] or triggers
    trigger = strong[0]
    weighed = [hit for hit in modals_of(scene) if 0 <= trigger.start - hit.end <= 25]
    if (
        _is_asked_about(scene, trigger)
        or is_supposed(scene, trigger.start)
        or (weighed and not scene.has("announce", "in_force", "approve"))
    ):
        return []
    imposers = _imposers(scene, trigger) or _body_before(scene, trigger, earlier)
    if not imposers:
        return []
    if any(draft.kind == "agreement" for draft in sums) and imposers[0].start < trigger.end:
        return []  # the agreement is about it; only somebody else's measure is another record
    status = measure_status(scene, trigger)
    if status[1] is trigger and status[0] == "in_force" and scene.has("meet") and scene.has("hold"):
        return []  # a meeting about it
    actors = [*with_role(imposers, "implementer"), *with_role(_affected(scene, trigger, imposers), "affected")]
    titles = [match.span() for match in _QUOTED_TITLE.finditer(scene.text, scene.sentence.start, scene.sentence.end)]
    titles = [span for span in titles if any(span[0] < hit.start < span[1] for hit in triggers)]
    if len(titles) < 2:
        draft = made("measure", scene, trigger, status, actors)
        draft.background = scene.near(trigger.start, 70, "earlier", "similar") is not None
        return [draft]
    return [_titled(scene, trigger, status, actors, span) for span in titles]


_ASKED_ABOUT = re.compile("就(?P<what>[^。]{2,60}?)(?:答记者问|答記者問|回应|回應|发表谈话|發表談話|提问|提問)")


def _is_asked_about(scene: Scene, trigger: Hit) -> bool:
    """Whether somebody only answers questions on a measure: `就...答记者问`."""
    asked = _ASKED_ABOUT.search(scene.text, scene.sentence.start, scene.sentence.end)
    return asked is not None and asked.start("what") <= trigger.start < asked.end("what")


_CLAUSE = re.compile(r",\s|;\s|，|、| after | while ")


def _is_told(scene: Scene, trigger: Hit, sums: Sequence[Draft]) -> bool:
    """Whether a word for a measure belongs to a record already made: only far off, in a clause of its own, it does not."""
    for draft in sums:
        if draft.kind == "agreement":
            continue
        if draft.money is None or draft.kind != "investment":
            return True
        left, right = sorted(((trigger.start, trigger.end), (draft.money.start, draft.money.end)))
        if right[0] - left[1] < _FAR_OFF or not _CLAUSE.search(scene.text, left[1], right[0]):
            return True
    return False


def _titled(
    scene: Scene, trigger: Hit, status: tuple[str, Hit], actors: list[tuple[Mention, str]], span: tuple[int, int]
) -> Draft:
    """One of several measures that a sentence gives by their titles."""
    draft = made("measure", scene, trigger, status, actors)
    draft.things = [hit for hit in scene.things if span[0] <= hit.start < span[1]]
    draft.quoted, draft.apart = span, True
    return draft


def _limits_on_trade(scene: Scene) -> list[Hit]:
    """Words for limiting beside words for exporting: no fixed phrase, the same thing."""
    exports = scene.cues("export")
    return [hit for hit in scene.cues("limit") if any(abs(each.start - hit.start) <= 60 for each in exports)]


_STOPPED_EXPORTS = {
    "en": re.compile(
        r"\b(?:suspend|halt|ban|stop|restrict|curb|freeze|froze|bar)(?:s|n?ed|ped|en|n?ing|ping)?\s(?:all\s|its\s|the\s|further\s)?(?:[a-z-]+\s){0,3}?exports?\b"
    ),
    "fr": re.compile(
        r"\b(?:suspend\w*|interdi\w*|arrêt\w*|gel\w*|interromp\w*|bloqu\w*|restrei\w*)\s(?:[^\s,.;]+\s){0,2}?(?:(?:toutes\s)?(?:ses|les|leurs)\s|l['’]|d['’])exportations?\b"
    ),
    "ko": re.compile(r"수출을\s(?:[가-힣0-9]+\s){0,2}(?:중단|금지|제한|중지|정지|보류|동결)"),
    "ja": re.compile(r"輸出を(?:[^、。]{0,12}?)(?:停止|禁止|制限|中断|凍結|見合わせ)"),
    "zh": re.compile(r"(?:暂停|暫停|禁止|停止|中止|限制|冻结|凍結)[^，。、；]{0,10}?出口"),
}


def stopped_exports(scene: Scene) -> list[Hit]:
    """Exports that a nation stops, with what they are of in between: `halted nickel ore exports`, `니켈 수출을 중단`."""
    pattern = _STOPPED_EXPORTS.get(scene.language)
    if pattern is None or not scene.has("export"):
        return []
    found = pattern.search(scene.text, scene.sentence.start, scene.sentence.end)
    return [Hit(found.start(), found.end(), ("control", "stopped_exports"))] if found else []


def _decrees(scene: Scene) -> list[Hit]:
    """A decree that somebody signs, issues or passes."""
    return [hit for hit in scene.cues("decree") if scene.near(hit.start, 30, "sign", "approve", "in_force")]


_PAPER = re.compile(
    r"(?:印发|印發|发布|發布|公布|公佈|出台|下发|下發|颁布|頒布|修订|修訂|通過|通过|制定)了?(?=《[^》]{4,60}(?:方案|办法|辦法|规定|規定|细则|細則|条例|條例|通知|意见|意見|目录|目錄|清单|清單|措施|政策|规划|規劃)(?:（[^）]*）)?》)"
    r"|['‘「“][^'’」”]{4,40}(?:대책|방안|전략|로드맵|기본계획|종합계획|추진계획|추진방안|지원책)['’」”](?=[을를]\s(?:발표|확정|의결|내놨|내놓|마련|공개|수립))"
)


def papers(scene: Scene) -> list[Hit]:
    """A plan, rule or list that is issued under its title: `印发《…方案》`, `'… 대책'을 발표했다`."""
    if scene.language not in {"zh", "ko"}:
        return []
    found = _PAPER.search(scene.text, scene.sentence.start, scene.sentence.end)
    return [Hit(found.start(), found.end(), ("decree", "announce"))] if found else []


_OWN = re.compile(
    r"^(?:\s(?:de\s)?\d[\d,.]*\s?%)?(?:\s(?:de|des|du|sur|of|on)\s[^\s,]+)?\s?(?:(?:imposed|introduced|levied|taken|announced|imposée?s?|instaurée?s?|décidée?s?|annoncée?s?)\s(?:by|par)|của|of|by|from|de la|de|du|d')\s?(?:the\s|la\s|l')?(?:chính phủ\s)?$"
)


_ITS_OWN = re.compile(
    r"^\s(?:[a-z-]+\s)?(?:firms?|companies|entities|businesses|exporters?|importers?|goods|products|chips|chipmakers?|buyers|customers|technology|investors|banks|nationals|arms|imports|exports of)\b"
)


def _is_whose(scene: Scene, mention: Mention) -> bool:
    """Whether a nation only says whose firms or goods they are: `10 U.S. firms`."""
    return mention.kind == "nation" and _ITS_OWN.match(scene.text[mention.end : mention.end + 40]) is not None


def _imposers(scene: Scene, trigger: Hit) -> list[Mention]:
    """The body or nation right before the measure, else the one it is `of`; nations in a row together."""
    everyone = [each for each in possible(scene) if each.kind in {"public", "nation"} and not _is_whose(scene, each)]
    for each in everyone:
        if each.start >= trigger.end and _OWN.match(scene.text[trigger.end : each.start]):
            return [each]
    before = [each for each in everyone if each.end <= trigger.start]
    for kind in ("public", "nation"):
        near = [each for each in before if each.kind == kind and not (kind == "nation" and in_place(scene, each))]
        if near:
            return group_with(scene, near[-1], near)
    after = [each for each in everyone if each.start >= trigger.end]
    whose = [
        each for each in after if _THAT_THEY_TOOK.search(scene.text, max(trigger.end, each.start - 12), each.start)
    ]
    return whose[:1] or [each for each in after if each.kind == "public"][:1]


_THAT_THEY_TOOK = re.compile(
    r"\b(?:mà|do|que|qu'|imposée?s? par|prise?s? par|décidée?s? par)\s?(?:la\s|le\s|les\s|l')?$"
)
_BODY_BACK = 6
_PRONOUN = re.compile(
    r"\W*(?:(?:Separately|In addition|Meanwhile|Also|Additionally|Earlier|Later|In a separate move),?\s(?:it|they)|(?:\d+\.\s)?I|It|They|He|She|Il|Elle|Ils|Elles|Nước này|Bộ này|The\s(?:Executive\s)?(?:Order|Proclamation|Memorandum|[Dd]ecree|[Rr]egulation|[Rr]ule|[Ll]aw|[Mm]easure)s?"
    r"|(?:Le décret|L'arrêté|Nghị định|Sắc lệnh|Quyết định)(?:\snày)?)\s|\s*(?:同国|同省|该国|該國|该部|該部|이 나라)"
)
_THAT_BODY = re.compile(
    r"\b(?:cơ quan này|bộ này|Bộ này|nước này|chính quyền này|ce pays|ce dernier|cette dernière|le pays|l'exécutif|l'institution)\s"
)
_MYSELF = re.compile(r"\W*(?:\d+\.\s)?I\s")
_SAID_BEFORE = re.compile(
    r"\b(?:the|this|these|that|its|their|la|le|les|cette|ce|ces)\s(?:\S+\s){0,2}$|이번|해당|同|この|该|該|此"
)


def _body_before(scene: Scene, trigger: Hit, earlier: Sequence[Scene]) -> list[Mention]:
    """The body that one of the last sentences names, for a decree or control that is said to be made, by nobody named."""
    if _PRONOUN.match(scene.text, scene.sentence.start) or _THAT_BODY.search(
        scene.text, scene.sentence.start, trigger.start
    ):
        bodies = (
            [each for each in possible(past) if each.kind in {"public", "nation"}] for past in reversed(earlier[-3:])
        )
        return next((found[:1] for found in bodies if found), [])
    if scene.mentions or not {"control", "limit"}.intersection(trigger.meanings):
        return []
    before = scene.text[max(scene.sentence.start, trigger.start - 24) : trigger.start].lower()
    if _SAID_BEFORE.search(before) or not scene.near(trigger.start, _HOW_FAR_BESIDE, "in_force", "future", "plan"):
        return []
    bodies = ([each for each in possible(past) if each.kind == "public"] for past in reversed(earlier[-_BODY_BACK:]))
    return next((found[:1] for found in bodies if found), [])


_AIMED_AT = re.compile(
    r"(?:\bto|against|on|from|đối với|sang|từ|vers|contre|à|aux|envers|(?:对|對)(?:来自|來自|原产于|原產於|自|进口自|產自|产自)?)\s?(?:the\s|la\s|l')?$"
)
_AIMED_AFTER = re.compile(r"^(?:에 대한|에 대해|向け|に対する|に対し|을 상대|산 |産の|製の)")


def _affected(scene: Scene, trigger: Hit, imposers: Sequence[Mention]) -> list[Mention]:
    found = []
    for each in possible(scene):
        if each in imposers or (each.country in {one.country for one in imposers} and each.kind != "organization"):
            continue
        before = scene.text[max(scene.sentence.start, each.start - 10) : each.start]
        aimed = _AIMED_AT.search(before) or _AIMED_AFTER.match(scene.text[each.end : each.end + 6])
        if (
            each.kind == "organization" and each.start < scene.sentence.end and abs(each.start - trigger.start) < 90
        ) or (
            each.kind == "nation"
            and aimed
            and "licence" not in trigger.meanings
            and (each.start > trigger.start or scene.verb_last or scene.language == "zh")
        ):
            found.append(each)
    return found
