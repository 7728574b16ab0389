"""Which investments, agreements, measures and events does a sentence speak of?

One rule per kind, each from a trigger (a sum with a word of investing, a word of signing, a word for a control, a word
for a meeting or an accident) to who takes part and how far it is. Revenue, losses, market values, fines and debts are
sums of something else. A sentence that only weighs what should be done gives no record.

Misleads on irony, on what somebody denies, and on articles that retell another one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from headwater.reading.actors import distinct, group_with, in_place, partners, possible, subject_before
from headwater.reading.dates import Day
from headwater.reading.drafts import Draft, with_role
from headwater.reading.lexicon import Hit
from headwater.reading.money import Money
from headwater.reading.parties import Mention
from headwater.reading.scenes import Scene
from headwater.reading.statuses import (
    agreement_status,
    coming,
    event_status,
    investment_status,
    measure_status,
)

_NOT_INVESTED = ("revenue", "loss", "market_cap", "fine", "debt", "monthly")
_FOR_SUMS = ("invest", "build", "subsidy", "fund", "commit", "register", "disburse", *_NOT_INVESTED)
_FAR_BACK = 10
_UNTIL = re.compile(r"(?:至|到|\buntil|\bthrough|jusqu'au|đến|đến ngày)\s?$")
_UNTIL_AFTER = re.compile(r"^(?:까지|まで|为止|為止)")
_SINCE = re.compile(r"(?:since|depuis|kể từ|từ khi|以来|自从|自從)[^,.;]{0,30}$")
_QUOTED_TITLE = re.compile("[「『《“][^」』》”]{6,120}[」』》”]")


def drafts_of(scene: Scene, earlier: Sequence[Scene], later: Sequence[Scene]) -> list[Draft]:
    """All records of one sentence; `earlier` and `later` are the sentences before and behind it."""
    found = [*_of_sums(scene, earlier)]
    found += _agreements(scene, earlier, later, found)
    found += _measures(scene, found)
    found += _takeovers(scene)
    found += _projects(scene, found)
    found += _events(scene, found)
    return found


def _of_sums(scene: Scene, earlier: Sequence[Scene]) -> list[Draft]:
    found = []
    for number, money in scene.sums:
        if money.same_as is not None:
            continue
        cue = _meaning_of_sum(scene, money)
        if cue is None and earlier and scene.has("partof", "register", "commit") and earlier[-1].has("invest"):
            cue = scene.near(money.start, 80, "partof", "register", "commit")
        if cue is None or set(cue.meanings) & set(_NOT_INVESTED):
            continue
        equals = tuple(each for _, each in scene.sums if each.same_as == number)
        found.append(_sum_draft(scene, earlier, money, equals, cue))
    return [draft for draft in found if draft is not None]


def _meaning_of_sum(scene: Scene, money: Money) -> Hit | None:
    """The cue that says what a sum is; a word right beside it beats one farther away, what it is not beats a tie."""
    best, distance = None, 90 if scene.language in {"ko", "ja", "zh"} else 140
    for cue in scene.cues(*_FOR_SUMS):
        away = max(cue.start - money.end, money.start - cue.end, 0)
        between = scene.text[min(cue.end, money.end) : max(cue.start, money.start)]
        away += 40 * len(re.findall(r"[;；]|,\s(?:while|but|trong khi|tandis que)", between))
        not_invested = bool(set(cue.meanings) & set(_NOT_INVESTED))
        if "build" in cue.meanings and not scene.has(
            "plan", "future", "announce", "commit", "invest", "sign", "approve"
        ):
            continue
        away -= 3 * not_invested - 6 * ("build" in cue.meanings)
        if away < distance:
            best, distance = cue, away
    if best is not None and not set(best.meanings) & {"invest", *_NOT_INVESTED}:
        return scene.near(money.start, 60, "invest") if "build" in best.meanings and scene.has("invest") else best
    return best


def _sum_draft(
    scene: Scene, earlier: Sequence[Scene], money: Money, equals: tuple[Money, ...], cue: Hit
) -> Draft | None:
    state = [each for each in possible(scene) if each.kind == "public"]
    payer = subject_before(scene, money.start, ("public",)) or state[:1]
    if not payer:
        payer = (
            _nation_pays(scene)
            or [each for past in earlier[-2:] for each in possible(past) if each.kind == "public"][-1:]
        )
    public_money = _public_money(scene, money, cue, payer)
    if public_money and not payer and "subsidy" in cue.meanings:
        taken = with_role([each for each in possible(scene) if each.kind == "organization"], "beneficiary")
        return _draft("measure", scene, cue, measure_status(scene, cue), taken, money, equals)
    if public_money and payer:
        taker = [each for each in possible(scene) if each.kind == "organization"]
        stage, at = measure_status(scene, public_money[0])
        if stage == "in_force" and (
            hit := coming(scene, public_money[0]) or scene.near(money.end, 40, "plan", "future")
        ):
            stage, at = "planned", hit
        actors = [*with_role(payer[-1:], "implementer"), *with_role(taker, "beneficiary")]
        return _draft("measure", scene, public_money[0], (stage, at), actors, money, equals)
    investors = _investors(scene, earlier, money, cue)
    takes_in = scene.has("register") and all(each.kind == "nation" for each in investors)
    actors = with_role(investors, "recipient" if takes_in else "investor")
    status = investment_status(scene, cue, money.start)
    draft = _draft("investment", scene, cue, status, actors, money, equals)
    draft.includes_said = bool(scene.near(money.end, 40, "includes"))
    if len(draft.actors) == 0 and scene.has("should") and not scene.has("announce", "plan", "register"):
        return None
    return draft


def _public_money(scene: Scene, money: Money, cue: Hit, payer: Sequence[Mention]) -> list[Hit]:
    """The cues that make a sum public money: a subsidy, or a budget or fund that a state's body puts it in."""
    if "subsidy" in cue.meanings:
        return [cue]
    firms_before = any(each.kind == "organization" and each.end <= money.start for each in possible(scene))
    if firms_before or not payer or payer[-1].start > money.start:
        return []
    return scene.cues("subsidy") or scene.cues("fund")


def _nation_pays(scene: Scene) -> list[Mention]:
    if any(each.kind == "organization" for each in scene.mentions):
        return []
    return subject_before(scene, scene.sentence.end, ("nation",))


def _investors(scene: Scene, earlier: Sequence[Scene], money: Money, cue: Hit) -> list[Mention]:
    """Who invests: `by X` behind the sum, else the row before the verb, else those of the sentences before."""
    organizations = [each for each in possible(scene) if each.kind == "organization"]
    behind = [each for each in organizations if 0 <= each.start - max(cue.end, money.end) <= 12]
    for each in behind:
        if re.search(r"(?:\bby|\bfrom|của|par|de|d')\s?$", scene.text[max(0, each.start - 6) : each.start]):
            return group_with(scene, each, organizations)
    plural = scene.cues("generic_firms")
    if plural and plural[0].start < money.start and earlier:
        own = [each for each in organizations if scene.near(each.start, 30, "includes")]
        return distinct([*own, *_organizations_of(earlier[-1])]) or organizations
    verbs = [
        hit
        for hit in scene.cues("plan", "invest", "announce", "commit", "consider", "register")
        if hit.start <= money.end
    ]
    place = (
        money.start
        if scene.verb_last or scene.language == "zh"
        else min((hit.start for hit in verbs), default=money.start)
    )
    for limit in (place, money.start):
        if before := [each for each in organizations if each.end <= limit]:
            return group_with(scene, before[-1], organizations)
    if found := subject_before(scene, money.start, ("public", "nation")):
        return found
    if organizations:
        return organizations[:1]
    for scene_before in reversed(earlier[-2:]):
        if before := _organizations_of(scene_before):
            return before[-1:] if scene.has("generic_firm") or len(before) == 1 else before
    return []


def _organizations_of(scene: Scene) -> list[Mention]:
    return distinct(each for each in possible(scene) if each.kind == "organization")


_BARE_AGREEMENT = ("sign", "agree")


def _agreements(scene: Scene, earlier: Sequence[Scene], later: Sequence[Scene], sums: Sequence[Draft]) -> list[Draft]:
    trigger = _agreement_trigger(scene)
    if trigger is None or _is_weighed(scene, trigger):
        return []
    parties = distinct(partners(scene, trigger))
    both = scene.cues("both")
    if (both and len(parties) < 2) or (both and not parties):
        parties = _last_pair(earlier) or parties
    if len(parties) < 2 and "sign" not in trigger.meanings and "propose" not in trigger.meanings and not both:
        return []
    if not parties and "sign" in trigger.meanings:
        parties = _last_pair(earlier) or _next_row(later)
    if not parties:
        return []
    status, at = agreement_status(scene, trigger)
    if any(draft.kind == "investment" and draft.status == "signed" for draft in sums) and len(parties) < 2:
        return []
    role = "signatory" if status == "signed" else "party"
    if pairs := _one_with_each(scene, trigger, parties):
        return [_draft("agreement", scene, trigger, (status, at), with_role(pair, role)) for pair in pairs]
    draft = _draft("agreement", scene, trigger, (status, at), with_role(parties, role))
    draft.apart = scene.near(trigger.end, 40, "similar") is not None
    return [draft]


def _agreement_trigger(scene: Scene) -> Hit | None:
    """A word of signing near a word for an agreement; else of agreeing; else of proposing to sign."""
    nouns = scene.cues("agreement", "agreements")
    reach = 60 if scene.language in {"ko", "ja", "zh"} else 90
    for hit in scene.cues("sign"):
        if (
            any(max(noun.start - hit.end, hit.start - noun.end) <= reach for noun in nouns)
            or "agreement" in hit.meanings
        ):
            return hit
        if scene.language == "ko" and scene.text[hit.start : hit.end] in {"협약식", "체결식"}:
            return hit
    for hit in scene.cues("agree"):
        return hit
    return None


def _is_weighed(scene: Scene, trigger: Hit) -> bool:
    """Whether somebody only says that it should or could be done."""
    if scene.verb_last:
        return any(0 <= hit.start - trigger.end <= 6 for hit in scene.cues("should"))
    return any(0 <= trigger.start - hit.end <= 10 for hit in scene.cues("should")) and not scene.has("propose")


def _next_row(later: Sequence[Scene]) -> list[Mention]:
    """Who stands in a row in one of the next sentences, for a signing that names nobody."""
    for scene in later[:3]:
        row = distinct(each for each in possible(scene) if each.kind == "organization")
        if len(row) >= 2:
            return row
    return []


def _last_pair(earlier: Sequence[Scene]) -> list[Mention]:
    """The parties of the last sentence that names two or more, for `the two countries`."""
    for scene in reversed(earlier[-_FAR_BACK:]):
        among = [
            each
            for each in scene.mentions
            if each.kind in {"nation", "public"} and each.country and each.role != "capital"
        ]
        pair = list({each.country: each for each in reversed(among)}.values())[::-1]
        if len(pair) == 2:
            return pair
        if len(pair) > 2:
            stated = [each for each in pair if not in_place(scene, each)]
            return stated[:2] if len(stated) >= 2 else pair[:2]
    return []


def _one_with_each(scene: Scene, trigger: Hit, parties: Sequence[Mention]) -> list[list[Mention]]:
    """`A signed deals with B and C` are two agreements."""
    plural = scene.near(trigger.start, 40, "agreements")
    if plural is None or len(parties) != 3:
        return []
    word = next((hit for hit in scene.cues("with") if trigger.end <= hit.start), None)
    if word is None or not all(each.start > word.start for each in parties[1:]) or parties[0].start > word.start:
        return []
    return [[parties[0], each] for each in parties[1:]]


def _measures(scene: Scene, sums: Sequence[Draft]) -> list[Draft]:
    if any(draft.kind != "agreement" for draft in sums):
        return []
    triggers = scene.cues("control", "licence", "designate", "subsidy") or _limits_on_trade(scene) or _decrees(scene)
    if not triggers or not (scene.things or scene.days or scene.has("licence", "designate")):
        return []
    strong = [hit for hit in triggers if "licence" in hit.meanings] or triggers
    trigger = strong[0]
    weighed = [hit for hit in scene.cues("should") if 0 <= trigger.start - hit.end <= 25]
    if weighed and not scene.has("announce", "in_force", "approve"):
        return []
    imposer = _imposer(scene, trigger)
    if imposer is None:
        return []
    if sums and imposer.start < trigger.end:
        return []  # the agreement is about it; only somebody else's measure is another record
    status = measure_status(scene, trigger)
    actors = [*with_role([imposer], "implementer"), *with_role(_affected(scene, trigger, imposer), "affected")]
    titles = [match.span() for match in _QUOTED_TITLE.finditer(scene.text, scene.sentence.start, scene.sentence.end)]
    titles = [span for span in titles if any(span[0] < hit.start < span[1] for hit in triggers)]
    if len(titles) < 2:
        draft = _draft("measure", scene, trigger, status, actors)
        draft.background = scene.near(trigger.start, 70, "earlier", "similar") is not None
        return [draft]
    made = []
    for span in titles:
        draft = _draft("measure", scene, trigger, status, actors)
        draft.things = [hit for hit in scene.things if span[0] <= hit.start < span[1]]
        draft.quoted, draft.apart = span, True
        made.append(draft)
    return made


def _limits_on_trade(scene: Scene) -> list[Hit]:
    """Words for limiting beside words for exporting: no fixed phrase, the same thing."""
    exports = scene.cues("export")
    return [hit for hit in scene.cues("limit") if any(abs(each.start - hit.start) <= 60 for each in exports)]


def _decrees(scene: Scene) -> list[Hit]:
    """A decree that somebody signs, issues or passes."""
    return [hit for hit in scene.cues("decree") if scene.near(hit.start, 30, "sign", "approve", "in_force")]


def _imposer(scene: Scene, trigger: Hit) -> Mention | None:
    """The body or nation right before the measure, else the one it is `of`."""
    own = re.compile(r"^\s?(?:của|of|by|from|de la|de|du|d')\s?(?:the\s|la\s|l')?(?:chính phủ\s)?$")
    everyone = [each for each in possible(scene) if each.kind in {"public", "nation"}]
    for each in everyone:
        if each.start >= trigger.end and own.match(scene.text[trigger.end : each.start]):
            return each
    before = [each for each in everyone if each.end <= trigger.start]
    for kind in ("public", "nation"):
        near = [each for each in before if each.kind == kind and not (kind == "nation" and in_place(scene, each))]
        if near:
            return near[-1]
    after = [each for each in everyone if each.kind == "public" and each.start >= trigger.end]
    return after[0] if after else None


_AIMED_AT = re.compile(r"(?:\bto|against|on|đối với|sang|vers|contre|à|envers|对|對)\s?(?:the\s|la\s|l')?$")
_AIMED_AFTER = re.compile(r"^(?:에 대한|에 대해|向け|に対する|に対し|을 상대)")


def _affected(scene: Scene, trigger: Hit, imposer: Mention) -> list[Mention]:
    found = []
    for each in possible(scene):
        if each is imposer or (each.country == imposer.country and each.kind != "organization"):
            continue
        before = scene.text[max(scene.sentence.start, each.start - 10) : each.start]
        aimed = _AIMED_AT.search(before) or _AIMED_AFTER.match(scene.text[each.end : each.end + 6])
        if (
            each.kind == "organization" and each.start < scene.sentence.end and abs(each.start - trigger.start) < 90
        ) or (each.kind == "nation" and aimed and "licence" not in trigger.meanings and each.start > trigger.start):
            found.append(each)
    return found


def _projects(scene: Scene, found: Sequence[Draft]) -> list[Draft]:
    """A site that a firm will build or means to, where the sentence names no sum."""
    if found or scene.sums or not scene.has("plan", "future", "announce", "consider", "commit", "approve"):
        return []
    sites = scene.cues("site")
    for hit in scene.cues("raise"):
        if not any(abs(site.start - hit.start) <= 60 for site in sites) or _is_weighed(scene, hit):
            continue
        verbs = [
            each for each in scene.cues("plan", "future", "consider", "announce", "commit") if each.start <= hit.start
        ]
        limit = hit.start if scene.verb_last or not verbs else max(verbs[0].end, hit.start)
        organizations = [each for each in possible(scene) if each.kind == "organization" and each.end <= limit]
        if not organizations:
            continue
        if (
            scene.near(hit.start, 60 if scene.verb_last else 80, "plan", "future", "consider", "announce", "commit")
            is None
        ):
            continue
        investors = group_with(scene, organizations[-1], organizations)
        status = investment_status(scene, hit, hit.start)
        return [_draft("investment", scene, hit, status, with_role(investors, "investor"))]
    return []


def _takeovers(scene: Scene) -> list[Draft]:
    organizations = _organizations_of(scene)
    for hit in scene.cues("acquire"):
        before = [each for each in organizations if each.end <= hit.start]
        after = [each for each in organizations if each.start >= hit.end]
        buyers, targets = (before[:1], before[1:]) if scene.verb_last else (before[-1:], after)
        if buyers and targets and not scene.has("should"):
            status = ("scheduled", at) if (at := coming(scene, hit)) else ("completed", hit)
            actors = [*with_role(buyers, "acquirer"), *with_role(targets[:2], "target")]
            return [_draft("event", scene, hit, status, actors)]
    return []


def _events(scene: Scene, found: Sequence[Draft]) -> list[Draft]:
    """Meetings and accidents: with a day of their own, or at the opening of the article."""
    triggers = scene.cues("disaster") or scene.cues("meet")
    if not triggers or any(draft.kind == "event" for draft in found):
        return []
    held = scene.cues("hold")
    trigger = min(triggers, key=lambda hit: min((abs(hit.start - each.start) for each in held), default=0))
    status, at = event_status(scene, trigger)
    dated = bool(scene.days) and (bool(held) or scene.has("disaster"))
    if (found and status != "scheduled") or not (dated or (scene.sentence.number < 5 and held)):
        return []
    if scene.has("should"):
        return []
    role = "affected" if scene.has("disaster") else "participant"
    everyone = [each for each in possible(scene) if not (in_place(scene, each))]
    if role == "affected":
        actors = [each for each in everyone if each.kind == "organization"][:2] or everyone[:1] or possible(scene)[:1]
    elif status == "scheduled":
        actors = [each for each in everyone if abs(each.start - trigger.start) < 90]
    else:
        before = [each for each in everyone if each.start <= trigger.start]
        actors = before or everyone[:2]
    if not actors:
        return []
    return [_draft("event", scene, trigger, (status, at), with_role(actors[:4], role))]


def _draft(
    kind: str,
    scene: Scene,
    trigger: Hit,
    status: tuple[str, Hit],
    actors: list[tuple[Mention, str]],
    money: Money | None = None,
    equals: tuple[Money, ...] = (),
) -> Draft:
    place = money.start if money else trigger.start
    days = [day for day in scene.days if not _is_goal(scene, day.start)]
    days = [day for day in days if not _bounds_something(scene, day)] or days
    day = min(days, key=lambda each: abs(each.start - place), default=None)
    horizon = min(scene.horizons, key=lambda each: abs(each.start - place), default=None)
    things = list({hit.meanings[0]: hit for hit in reversed(scene.things)}.values())[::-1]
    return Draft(kind, scene, trigger, status[0], status[1], actors, money, equals, day, horizon, things)  # type: ignore[arg-type]


def _bounds_something(scene: Scene, day: Day) -> bool:
    """Whether a day is only since or until when something else holds."""
    before = scene.text[max(scene.sentence.start, day.start - 32) : day.start]
    after = scene.text[day.end : day.end + 3]
    return bool(_SINCE.search(before) or _UNTIL.search(before) or _UNTIL_AFTER.match(after))


def _is_goal(scene: Scene, place: int) -> bool:
    """Whether a day is one by which something is to be done."""
    return any(horizon.start <= place < horizon.end for horizon in scene.horizons)
