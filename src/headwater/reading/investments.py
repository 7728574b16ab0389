"""Which sums of a sentence are investments or public money, and which sites mean one without a sum?

A sum is what the word nearest to it says: invested, granted, earned, lost. Revenue, losses, market values, fines and
debts are sums of something else. A sum that only qualifies a site ("its $7 billion plant", `dự án trị giá ...`) is what the
site costs. What a state's body pays is a measure; what a firm takes over for is part of the takeover.

Misleads where a sentence gives two sums to two firms in an order of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from headwater.reading.actors import (
    acting,
    distinct,
    group_with,
    in_place,
    is_dative,
    key_of,
    of_main_clause,
    organizations_of,
    possible,
    subject_before,
)
from headwater.reading.drafts import Draft, with_role
from headwater.reading.lexicon import Hit
from headwater.reading.making import made
from headwater.reading.modality import is_supposed, is_weighed, modals_of
from headwater.reading.money import Money
from headwater.reading.names import english_name
from headwater.reading.parties import Mention
from headwater.reading.scenes import Scene
from headwater.reading.statuses import coming, future_verb, investment_status, measure_status

_NOT_INVESTED = ("revenue", "loss", "market_cap", "fine", "debt", "monthly")
_FOR_SUMS = ("invest", "build", "subsidy", "fund", "commit", "register", "disburse", "loan", *_NOT_INVESTED)
_STAGED = (
    "plan", "future", "announce", "commit", "invest", "sign", "approve", "cancel", "suspend", "underway", "operating",
    "disburse", "consider", "propose",
)  # fmt: skip
_SITE_BEHIND = re.compile(
    r"^(?:\s(?:[^\W\d_][\w-]*\s){0,3}|\s?(?:규모의?|짜리|을 들여|를 들여|이 투입되는)\s(?:[^\s,.]+\s){0,3}|(?:規模)?の[^、。]{0,10}|的?[^，。]{0,8})$"
)
_SITE_BEFORE = re.compile(
    r"^\s?(?:[^\W\d_]+\s){0,3}(?:worth|valued at|costing|of|de|d'une valeur de|à|trị giá|có tổng vốn|có vốn|với vốn|với tổng vốn|价值|價值)\s?(?:about |around |environ |khoảng )?$"
)


_CONTRACT, _FUND_REACH, _BESIDE, _SITE_NEAR = 40, 60, 20, 60


def of_sums(scene: Scene, earlier: Sequence[Scene], taken: Sequence[Money]) -> list[Draft]:
    """Investments and public money of a sentence; `taken` are sums that already belong to a takeover."""
    found = []
    for number, money in scene.sums:
        if money.same_as is not None or money in taken:
            continue
        if _is_contract(scene, money) or is_superseded(scene, money):
            continue
        cue = _meaning_of_sum(scene, money)
        if cue is None and earlier and scene.has("partof", "register", "commit") and earlier[-1].has("invest"):
            cue = scene.near(money.start, 80, "partof", "register", "commit")
        cue = cue or _site_of(scene, money) or _listed_site(scene, money) or scene.near(money.end, _BESIDE, "support")
        cue = cue or _supports(scene, money) or _of_its_list(scene, earlier, money)
        cue = cue or _staged_site(scene, money) or scene.near(money.start, _INFLOW_REACH, "inflow", "outsiders")
        cue = cue or _told_sum(scene, earlier, money)
        if cue is None or set(cue.meanings) & set(_NOT_INVESTED):
            continue
        equals = tuple(each for _, each in scene.sums if each.same_as == number)
        draft = _inflow(scene, earlier, money, equals, cue) or _sum_draft(scene, earlier, money, equals, cue)
        if draft is not None:
            draft.within = _within(scene, earlier, money)
            found.append(draft)
    return found


_FOUNDED_WITH = re.compile(
    r"(?:[Tt]hành lập|[Ff]ondée?|[Cc]réée?|[Ff]ounded|[Ee]stablished)\s(?:từ\s|vào\s|en\s|in\s)?(?:năm\s)?\d{4}[^.;]{0,16}(?:vốn|capital)[^.;]{0,20}$"
)
_PART_BESIDE = 24


def _within(scene: Scene, earlier: Sequence[Scene], money: Money) -> tuple[Money, Hit] | None:
    """The sum that another is said to be a part of (`of which 62 million`): the one before it, and the word that says so."""
    said = [hit for hit in scene.cues("partof", "includes") if 0 <= money.start - hit.end <= _PART_BESIDE]
    opens = [hit for hit in scene.cues("partof") if hit.start - scene.sentence.start <= 3]
    for hit in [*said, *opens]:
        before = [each for _, each in scene.sums if each.end <= hit.start and each.same_as is None]
        if not before and earlier:
            before = [each for _, each in earlier[-1].sums if each.same_as is None]
        before = [each for each in before if each.currency == money.currency and each.amount > money.amount]
        if before:
            return before[-1], hit
    return None


_LIST_OPENS = re.compile(
    r"\s*(?:[-•*·]|\d+[.)])?\s*(?:[Uu]p to\s|[Mm]ore than\s|[Oo]ver\s|[Jj]usqu'à\s|[Pp]lus de\s)?$"
)
_LIST_BACK = 8


def _of_its_list(scene: Scene, earlier: Sequence[Scene], money: Money) -> Hit | None:
    """The word of investing that opens a list, for an entry of it that begins with a sum or sells something for one."""
    line = scene.text.rfind("\n", 0, scene.sentence.start + 2) + 1
    if not _BULLET.match(scene.text, line):
        return None
    if not _LIST_OPENS.fullmatch(scene.text[line : money.start]) and not scene.has(
        "plan", "future", "announce", "commit"
    ):
        return None
    for past in reversed(earlier[-_LIST_BACK:]):
        start = past.text.rfind("\n", 0, past.sentence.start + 2) + 1
        if not _BULLET.match(past.text, start):
            return next(iter(past.cues("invest")), None)
    return None


_BULLET = re.compile(r"\s*[-•*·▲△◦]\s")


def _supports(scene: Scene, money: Money) -> Hit | None:
    """A word of helping some way behind a sum that a public body is to give."""
    bodies = [each for each in possible(scene) if each.kind == "public" and each.end <= money.start]
    return (
        next((hit for hit in scene.cues("support") if 0 <= hit.start - money.end <= _FUND_REACH), None)
        if bodies
        else None
    )


def _staged_site(scene: Scene, money: Money) -> Hit | None:
    """A site near a sum that nothing else explains, in a sentence that says how far it is."""
    if not scene.has("underway", "operating", "cancel", "suspend", "plan", "future", "announce", "approve", "disburse"):
        return None
    if scene.near(money.start, _SITE_NEAR, *_NOT_INVESTED) is not None:
        return None
    return scene.near(money.start, _SITE_NEAR, "site", "underway", "operating")


_TOLD_REACH = 120
_NO_INVESTMENT = (*_NOT_INVESTED, "disaster", "control", "acquire", "agreement", "agreements", "loan", "inflow")
_OPEN_TO_SUMS = frozenset({"vi", "fr"})


def _told_sum(scene: Scene, earlier: Sequence[Scene], money: Money) -> Hit | None:
    """A sum that no word explains, of a firm that plans, in a text that told of investments before: it is one more."""
    if scene.language not in _OPEN_TO_SUMS or scene.has(*_NO_INVESTMENT):
        return None
    just_told = any(each.sums and each.has("invest") for each in (*earlier[-1:], scene))
    if not just_told and not (organizations_of(scene) and any(each.sums and each.has("invest") for each in earlier)):
        return None
    cue = scene.near(
        money.start, _TOLD_REACH, "plan", "future", "announce", "commit", "site", "build", "raise", "consider"
    )
    if cue is None and scene.horizons:
        horizon = scene.horizons[0]
        return Hit(horizon.start, horizon.end, ("plan",))
    return cue


def _meaning_of_sum(scene: Scene, money: Money) -> Hit | None:
    """The cue that says what a sum is; a word right beside it beats one farther away, what it is not beats a tie."""
    best, distance = None, 90 if scene.language in {"ko", "ja", "zh"} else 140
    for cue in scene.cues(*_FOR_SUMS):
        away = max(cue.start - money.end, money.start - cue.end, 0)
        between = scene.text[min(cue.end, money.end) : max(cue.start, money.start)]
        away += 40 * len(re.findall(r"[;；]|,\s(?:while|but|trong khi|tandis que)", between))
        not_invested = bool(set(cue.meanings) & set(_NOT_INVESTED))
        if "build" in cue.meanings and not scene.has(*_STAGED):
            continue
        away -= 3 * not_invested - 6 * ("build" in cue.meanings)
        away -= 8 * ("subsidy" in cue.meanings and 0 <= money.start - cue.end <= 4)
        if away < distance:
            best, distance = cue, away
    if best is not None and "debt" in best.meanings:
        offers = [hit for hit in scene.cues("propose") if "invest" in hit.meanings and hit.end <= best.start]
        return offers[-1] if offers else best
    if best is not None and "loss" in best.meanings and (site := _costing_site(scene, best)):
        return site
    if best is not None and not set(best.meanings) & {"invest", *_NOT_INVESTED}:
        return scene.near(money.start, 60, "invest") if "build" in best.meanings and scene.has("invest") else best
    return best


def _costing_site(scene: Scene, cost: Hit) -> Hit | None:
    """The site right before a word of cost: what it costs is no loss, unless something befell it."""
    if not _COSTS.match(scene.text[cost.start : cost.end].lower()) or scene.has("disaster", "stop", "control"):
        return None
    return next((hit for hit in reversed(scene.cues("site")) if 0 <= cost.start - hit.end <= _SITE_NEAR), None)


_COSTS = re.compile(r"cost|coût|chi phí|tiêu tốn|費用|비용")


def _site_of(scene: Scene, money: Money) -> Hit | None:
    """The site whose price a sum is: right behind it, or before it with a word of price."""
    for hit in scene.cues("site"):
        if hit.start >= money.end and _SITE_BEHIND.match(scene.text[money.end : hit.start].lower()):
            return hit
        if hit.end <= money.start and _SITE_BEFORE.match(scene.text[hit.end : money.start].lower()):
            return hit
    return None


def _listed_site(scene: Scene, money: Money) -> Hit | None:
    """A project with its sum in a row of those that were registered or approved."""
    if not scene.has("register", "approve"):
        return None
    sites = [hit for hit in scene.cues("site") if 0 <= money.start - hit.end <= _CONTRACT]
    return sites[-1] if sites else None


def _is_contract(scene: Scene, money: Money) -> bool:
    """Whether a sum is what a signed contract is worth, not what one about investing is about."""
    if scene.near(money.start, _CONTRACT, "invest") is not None:
        return False
    noun = scene.near(money.end, _CONTRACT, "agreement", "agreements")
    return noun is not None and noun.start >= money.end and scene.near(noun.end, 20, "sign") is not None


_HOPED_FOR = re.compile(
    "(?:目标|目標|预计|預計|可望|有望|预估|預估)[^，。]{0,8}(?:引进|引進|吸引|带动|帶動|拉动|拉動|撬动|创造|創造)[^，。]{0,6}$"
)


def _is_hoped_for(scene: Scene, money: Money) -> bool:
    """Whether a sum is only what a plan is to draw in: `目標再引進1.2兆元投資`."""
    before = scene.text[max(scene.sentence.start, money.start - 24) : money.start]
    return scene.language == "zh" and _HOPED_FOR.search(before) is not None


def _sum_draft(
    scene: Scene, earlier: Sequence[Scene], money: Money, equals: tuple[Money, ...], cue: Hit
) -> Draft | None:
    if is_supposed(scene, cue.start) or scene.has("guess") or _is_hoped_for(scene, money):
        return None
    if "subsidy" in cue.meanings and scene.has("benefit"):
        return _received(scene, earlier, money, equals, cue)
    state = [each for each in possible(scene) if each.kind == "public"]
    payer = subject_before(scene, money.start, ("public",)) or state[:1]
    if not payer:
        payer = (
            _nation_pays(scene)
            or [each for past in earlier[-2:] for each in possible(past) if each.kind == "public"][-1:]
        )
    giver = [each for each in possible(scene) if each.kind == "organization" and each.end <= cue.start]
    if "subsidy" in cue.meanings and not payer and giver and not is_dative(scene, giver[-1]):
        return _invested(scene, earlier, money, equals, cue)
    if (
        _SETS_ASIDE.search(scene.text[cue.start : cue.end].lower())
        and not giver
        and (payer or _states_before(scene, cue.end))
    ):
        return _paid(scene, cue, money, equals, payer or _states_before(scene, cue.end))
    public_money = _public_money(scene, money, cue, payer)
    if public_money and (payer or "subsidy" in cue.meanings):
        return _paid(scene, public_money[0], money, equals, payer)
    return _invested(scene, earlier, money, equals, cue)


_SETS_ASIDE = re.compile(
    r"set[s]? aside|earmark|allocat|allot|réserv|débloqu|allou|dành|phân bổ|bố trí|편성|배정|計上|拨款|撥款|拨出|撥出|编列|編列"
)


def _paid(scene: Scene, cue: Hit, money: Money, equals: tuple[Money, ...], payer: Sequence[Mention]) -> Draft:
    """Public money, by whom, for whom."""
    takers = with_role([each for each in possible(scene) if each.kind == "organization"], "beneficiary")
    stage, at = measure_status(scene, cue)
    if stage in {"in_force", "announced"} and at is cue:
        ahead = next((hit for hit in scene.cues("future") if 0 <= money.start - hit.end <= _BESIDE), None)
        at = (
            coming(scene, cue)
            or ahead
            or scene.near(money.end, 40, "plan", "future")
            or future_verb(scene, money.start)
            or at
        )
        stage = stage if at is cue else "planned"
    return made("measure", scene, cue, (stage, at), [*with_role(payer[-1:], "implementer"), *takers], money, equals)


def _inflow(scene: Scene, earlier: Sequence[Scene], money: Money, equals: tuple[Money, ...], cue: Hit) -> Draft | None:
    """What statistics say came in from abroad: into which nation, from investors nobody names.

    The sentence itself speaks of investment from abroad, or goes on with what was registered or paid out behind one that
    does. Nobody named stands before the sum: a firm's own project is its own record.
    """
    words = scene.cues("inflow", "outsiders")
    goes_on = bool(earlier) and earlier[-1].has("inflow", "outsiders") and scene.has("register", "disburse")
    if not (words or goes_on) or any(each.kind == "organization" for each in possible(scene)):
        return None
    nations = [each for each in possible(scene) if each.kind == "nation" and each.role in {"name", "short"}]
    into = [each for each in nations if in_place(scene, each)] or nations
    into = into or _nation_of(possible(scene)) or _nation_spoken_of(earlier)
    if len({each.country for each in nations}) > 1 or not into:
        return None
    outsiders = [
        Mention(hit.start, hit.end, "unnamed", scene.text[hit.start : hit.end], None) for hit in scene.cues("outsiders")
    ]
    status, at = investment_status(scene, cue, money.start)
    paid = scene.near(money.start, _PAID_REACH, "disburse")
    status, at = ("disbursed", paid) if paid else (status, at) if status in _OPEN_INFLOW else ("registered", at)
    actors = [*with_role(outsiders[:1], "investor"), *with_role(into[:1], "recipient")]
    return made("investment", scene, cue, (status, at), actors, money, equals)


_OPEN_INFLOW = frozenset({"registered", "disbursed", "planned", "considering", "cancelled", "suspended"})
_PAID_REACH, _INFLOW_REACH = 60, 90


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
        re.compile(r"(?:由|从|從|原定的?|原先的?|原計畫的?|原计划的?|此前的?|先前的?|最初的?|原本的?)约?約?$"),
        re.compile(
            r"^(?:增至|增加至|增加到|提高至|提高到|上调至|上調至|扩大至|擴大至|加码至|加碼至|调升至|調升至|降至|下调至|下調至|缩减至|縮減至)"
        ),
    ),
}
"""Per language: what stands before a sum that another takes the place of, and what stands behind it."""


def _received(
    scene: Scene, earlier: Sequence[Scene], money: Money, equals: tuple[Money, ...], cue: Hit
) -> Draft | None:
    """Public money told from the side of who gets it; who pays stands behind `from`, or elsewhere in the sentence."""
    firms = [each for each in possible(scene) if each.kind == "organization"]
    takers = firms[:1] or (last_firms(earlier)[-1:] if scene.has("generic_firm") or not firms else [])
    payers = [each for each in possible(scene) if each.kind == "public"]
    payers = payers or [each for past in earlier[-2:] for each in possible(past) if each.kind == "public"][-1:]
    if not takers and not payers:
        return None
    word = scene.near(money.start, 200, "benefit") or cue
    supposed = scene.near(money.start, 120, "conditional", "propose")
    ahead = supposed or coming(scene, word) or scene.near(word.start, 2, "future")
    stage = "proposed" if supposed else "planned" if ahead else "announced"
    actors = [*with_role(payers[:1], "implementer"), *with_role(takers, "beneficiary")]
    return made("measure", scene, cue, (stage, ahead or word), actors, money, equals)


_BORROWS = re.compile("빌린다|빌렸|빌리기로|빌려(?!주|준)|대출받|융자받|차입")
_LENDER_BEHIND = re.compile("(?:으로부터|로부터|에서)(?=\\s)")


def _lender(scene: Scene) -> list[Mention]:
    """From whom somebody borrows: `A가 B에서 ... 빌린다`."""
    if scene.language != "ko" or not _BORROWS.search(scene.text, scene.sentence.start, scene.sentence.end):
        return []
    lenders = [each for each in scene.mentions if each.kind in {"public", "organization"}]
    return [each for each in lenders if _LENDER_BEHIND.match(scene.text, each.end)][:1]


def _invested(
    scene: Scene, earlier: Sequence[Scene], money: Money, equals: tuple[Money, ...], cue: Hit
) -> Draft | None:
    investors = _lender(scene) or _investors(scene, earlier, money, cue)
    takes_in = scene.has("register") and all(each.kind == "nation" for each in investors)
    lent = scene.near(money.start, _LOAN_REACH, "loan") if not takes_in else None
    actors = with_role(investors, "recipient" if takes_in else "financier" if lent else "investor")
    if lent:
        actors += with_role(_borrowers(scene, money, investors), "recipient")
    status = investment_status(scene, cue, money.start)
    if not scene.verb_last and any(0 <= cue.start - hit.end <= 3 for hit in modals_of(scene)):
        if all(each.kind != "organization" for each in investors):
            return None  # what anybody could spend is no plan of somebody
        status = ("considering", next(hit for hit in modals_of(scene) if 0 <= cue.start - hit.end <= 3))
    if status[0] in {"announced", "planned"} and not _names_investor(scene, investors):
        status = _called_off_before(earlier) or status
    weighed = scene.verb_last and is_weighed(scene, cue)
    if weighed and all(each.kind != "organization" for each in investors):
        return None
    if not lent and _is_of_a_body(scene, cue, investors):
        return _paid(scene, cue, money, equals, investors)
    draft = made("investment", scene, cue, status, actors, money, equals)
    draft.includes_said = bool(scene.near(money.end, 40, "includes"))
    if len(draft.actors) == 0 and modals_of(scene) and not scene.has("announce", "plan", "register"):
        return None
    return draft


_OWN_BUSINESS = ("sign", "register", "inflow", "raise", "agree", "acquire", "agreement", "agreements", "investor_word")


def _is_of_a_body(scene: Scene, cue: Hit, investors: Sequence[Mention]) -> bool:
    """Whether one ministry or government alone puts money into something: a measure. What it builds or signs is not."""
    one = len(investors) == 1 and investors[0].kind == "public" and investors[0].role != "leader"
    alone = not any(each.kind == "organization" for each in scene.mentions)
    eastern = scene.verb_last or scene.language == "zh"
    return eastern and one and alone and "invest" in cue.meanings and not scene.has(*_OWN_BUSINESS)


def _names_investor(scene: Scene, investors: Sequence[Mention]) -> bool:
    inside = [each for each in investors if scene.sentence.start <= each.start < scene.sentence.end]
    return bool(inside)


def _called_off_before(earlier: Sequence[Scene]) -> tuple[str, Hit] | None:
    """The word that called a project off in the sentence right before, whose cost the next one gives."""
    for scene in earlier[-1:]:
        for status, meaning in (("cancelled", "cancel"), ("suspended", "suspend")):
            hit = next(iter(scene.cues(meaning)), None)
            if hit and "stop" not in hit.meanings and scene.has("site", "plan", "build") and not coming(scene, hit):
                return status, hit
    return None


_LOAN_REACH = 40
_TO_BORROWER = re.compile(
    r"(?:\b(?:to|with|for|à|au|aux|avec|pour|cho|với)\s(?:the\s|la\s|le\s|l')?(?:[^\W\d_]+\s){0,3}|[向对對给給與与])$"
)
_BORROWER_END = re.compile(r"^(?:에|에게|와|과|に|へ|と)(?![가-힣])")


def _borrowers(scene: Scene, money: Money, lenders: Sequence[Mention]) -> list[Mention]:
    """To whom, or with whom, a loan is made."""
    firms = [each for each in possible(scene) if each.kind == "organization" and each not in lenders]
    firms = [each for each in firms if abs(each.start - money.end) <= 2 * _SITE_NEAR or scene.verb_last]
    return [
        each
        for each in firms
        if _TO_BORROWER.search(scene.text[max(scene.sentence.start, each.start - 30) : each.start].lower())
        or _BORROWER_END.match(scene.text[each.end : each.end + 3])
    ][:2]


def _public_money(scene: Scene, money: Money, cue: Hit, payer: Sequence[Mention]) -> list[Hit]:
    """The cues that make a sum public money: a subsidy, or a budget or fund that a state's body puts it in."""
    if "subsidy" in cue.meanings:
        return [cue]
    if _ITS_COST.match(scene.text[cue.start : money.start].lower()):
        return []
    firms = [each for each in possible(scene) if each.kind == "organization" and not is_dative(scene, each)]
    firms_before = any(each.end <= money.start for each in firms)
    if firms_before or not payer or payer[-1].start > money.start:
        return []
    given = scene.cues("subsidy") or [hit for hit in scene.cues("fund", "loan") if _near_sum(hit, money)]
    beside = scene.near(money.end, _BESIDE, "support")
    if beside is None and payer[-1].kind == "public":
        beside = next((hit for hit in scene.cues("support") if 0 <= hit.start - money.end <= _FUND_REACH), None)
    if beside is not None:
        return [*given, beside]
    if given or scene.has("generic_firms") or any(each.kind == "organization" for each in scene.mentions):
        return given
    return scene.cues("support")


_ITS_COST = re.compile(
    r"(?:投資額|総事業費|総投資額|総工費|事業費|投资额|总投资|總投資|投資額|投資金額|投资金额|투자액|투자금액|총사업비|사업비|총투자비|total investment|total cost|tổng vốn đầu tư|tổng mức đầu tư|vốn đầu tư|investissement total|coût total)"
    r"(?:は|은|는|为|為|,| of| is|:| là)?\s?(?:約|约|약|about|around|khoảng|environ)?\s?$"
)
"""What a project costs, right before the sum: nobody's public money, whatever else the sentence tells."""


def _near_sum(hit: Hit, money: Money) -> bool:
    return max(hit.start - money.end, money.start - hit.end) <= _FUND_REACH


def _nation_pays(scene: Scene) -> list[Mention]:
    if any(each.kind == "organization" for each in scene.mentions):
        before = [each for each in scene.mentions if each.kind == "organization"]
        nations = subject_before(scene, before[0].start, ("nation",))
        return nations if nations and scene.has("approve") else []
    return subject_before(scene, scene.sentence.end, ("nation",))


def _investors(scene: Scene, earlier: Sequence[Scene], money: Money, cue: Hit) -> list[Mention]:
    """Who invests: `by X` behind the sum, else the row before the verb, else those of the sentences before."""
    organizations = [each for each in possible(scene) if each.kind == "organization"]
    organizations = [each for each in organizations if not is_dative(scene, each)] or organizations
    organizations = of_main_clause(scene, organizations)
    own = whose_sum(scene, money) or _in_own_clause(scene, money, organizations)
    own = own or _between_sums(scene, money, organizations) or _by_whom(scene, money, cue, organizations)
    if own := own or _right_before_verb(scene, money):
        return own
    if several := _several(scene, earlier, money, organizations):
        return several
    place = _verb_of(scene, money)
    generic = [hit for hit in scene.cues("generic_firm") if hit.end <= money.start]
    if generic and not any(each.end <= money.start for each in organizations) and (topic := topic_firm(earlier)):
        return topic
    for limit in (place, money.start):
        if before := [each for each in organizations if each.end <= limit]:
            return group_with(scene, acting(scene, before), organizations)
    states = _states_before(scene, place) or _states_before(scene, cue.start)
    states = states or subject_before(scene, money.start, ("public", "nation"))
    return states or organizations[:1] or _investors_before(scene, earlier, money)


_ITS_SUM = re.compile(r"^(?:['’]s|['’])\s(?:[a-z-]+\s){0,3}$")


def whose_sum(scene: Scene, money: Money) -> list[Mention]:
    """Whose money it is: `Japan's $550 billion commitment`."""
    before = [each for each in possible(scene) if each.end <= money.start]
    return before[-1:] if before and _ITS_SUM.match(scene.text[before[-1].end : money.start]) else []


_SUBJECT_VERBS = ("plan", "future", "invest", "commit", "consider")


def _right_before_verb(scene: Scene, money: Money) -> list[Mention]:
    """A public body that stands right before the verb of the sum, whoever is named farther off."""
    if scene.verb_last or scene.language == "zh":
        return []
    verbs = {hit.start for hit in scene.cues(*_SUBJECT_VERBS) if hit.start <= money.start}
    bodies = [each for each in possible(scene) if each.kind == "public" and each.end + 1 in verbs]
    return bodies[-1:]


def _several(scene: Scene, earlier: Sequence[Scene], money: Money, organizations: Sequence[Mention]) -> list[Mention]:
    """Whom `the companies` means before a sum: a nation's own, else those of the sentence before."""
    plural = scene.cues("generic_firms")
    if not plural or plural[0].start >= money.start or not earlier:
        return []
    nations = [each for each in scene.mentions if each.kind == "nation"]
    theirs = [each for each in nations if abs(each.start - plural[0].end) <= 2 or abs(plural[0].start - each.end) <= 2]
    if theirs:
        return theirs[:1]
    own = [each for each in organizations if scene.near(each.start, 30, "includes")]
    return distinct([*own, *organizations_of(earlier[-1])]) or list(organizations)


def _verb_of(scene: Scene, money: Money) -> int:
    """Where the verb begins before which the investor stands; the sum itself where verbs come last."""
    verbs = scene.cues("plan", "invest", "announce", "commit", "consider", "register", "suspend", "cancel")
    before = [hit.start for hit in verbs if hit.start <= money.end]
    return money.start if scene.verb_last or scene.language == "zh" else min(before, default=money.start)


_TWO_FIRMS = re.compile(r"compan|firms|entreprises|công ty|회사|기업|양사|3사|社|公司|企业|企業|集团|集團")
_FAR_BACK = 10


def row_meant(scene: Scene, earlier: Sequence[Scene]) -> list[Mention]:
    """Whom `the two companies` means: the last two firms that one sentence names."""
    said = scene.cues("both")
    if not said or not _TWO_FIRMS.search(scene.text[said[0].start : said[0].end].lower()):
        return []
    rows = (organizations_of(past) for past in reversed(earlier[-_FAR_BACK:]))
    return next((found[:2] for found in rows if len(found) >= 2), [])


def _investors_before(scene: Scene, earlier: Sequence[Scene], money: Money) -> list[Mention]:
    """Who invests where the sentence itself names nobody: both states, all firms, or the firm the article is about."""
    if any(money.start >= hit.end for hit in scene.cues("both")) and (pair := pair_before(earlier)):
        return pair
    if row := row_meant(scene, earlier):
        return row
    before = last_firms(earlier)
    if len(before) > 1 and scene.has("total", "generic_firms", "both"):
        return before
    return topic_firm(earlier)


_BY_A_FUND = re.compile(
    r"^\s(?:[^\W\d_]+\s){0,2}(?:by|par|bởi)\s(?:the\s|le\s|la\s|l')?(?:[^\W\d_]+(?:['’]s)?\s){0,2}$"
)


_FROM_A_STATE = re.compile(
    r"(?:investments?|commitments?|pledges?|money|funding|capital|vốn|investissements?|engagements?)\s(?:\w+\s){0,2}(?:from|by|de|du|của|từ)\s(?:the\s|la\s|l')?$"
)


def _by_whom(scene: Scene, money: Money, cue: Hit, organizations: Sequence[Mention]) -> list[Mention]:
    """Who stands behind `by`, `from`, `par`, `của` right behind the sum."""
    states = [each for each in possible(scene) if each.kind == "nation" and each.start > money.end]
    for each in [*organizations, *states]:
        by = re.search(r"(?:\bby|\bfrom|của|par|de|d')\s?$", scene.text[max(0, each.start - 6) : each.start])
        near = by is not None and 0 <= each.start - max(cue.end, money.end) <= 12
        if near and each.kind == "nation":
            near = _FROM_A_STATE.search(scene.text[max(money.end, each.start - 40) : each.start].lower()) is not None
        if each.kind == "nation" and not near:
            continue
        if near or (each.start > money.end and _BY_A_FUND.search(scene.text[money.end : each.start])):
            return group_with(scene, each, organizations)
    return []


def _between_sums(scene: Scene, money: Money, organizations: Sequence[Mention]) -> list[Mention]:
    """Of several sums and firms by turns, the firm between this sum and the one before: `A with $3 m, B with $5 m`."""
    before = [each.end for _, each in scene.sums if each.end <= money.start and each.same_as is None]
    if not before:
        return []
    between = [each for each in organizations if before[-1] <= each.start and each.end <= money.start]
    return group_with(scene, between[-1], between) if between else []


_WHEREBY = re.compile(r"[,;]\s(?:theo đó|qua đó|whereby|under which|aux termes? d\w+|en vertu d\w+)[,\s]|;\s")


def _in_own_clause(scene: Scene, money: Money, organizations: Sequence[Mention]) -> list[Mention]:
    """Who stands between `theo đó`, `under which`, a semicolon and the sum: what comes before tells of something else."""
    turns = list(_WHEREBY.finditer(scene.text, scene.sentence.start, money.start))
    if not turns or scene.verb_last:
        return []
    inside = [each for each in organizations if turns[-1].end() <= each.start and each.end <= money.start]
    if inside:
        return group_with(scene, inside[-1], inside)
    if _PRONOUN_NEXT.match(scene.text, turns[-1].end()):
        before = [each for each in organizations if each.end <= turns[-1].start()]
        return before[:1]
    return []


_PRONOUN_NEXT = re.compile(r"(?:il|elle|ils|elles|it|they|hãng|công ty|tập đoàn)\s")


_GIVES_LEAVE = re.compile(
    r"(?:approval|permission|nod|clearance|go-ahead|licen[cs]e|permit|support|grants?|backing|help|aid|autorisation|accord|feu vert|chấp thuận|cấp phép|phê duyệt)"
    r"\s(?:from|of|de|du|của|by|par)\s(?:the\s|la\s|le\s|l')?$"
)


def _states_before(scene: Scene, place: int) -> list[Mention]:
    """The nation or body that stands nearest before a verb, with those in a row with it."""
    among = [each for each in possible(scene) if each.kind in {"public", "nation"} and not in_place(scene, each)]
    among = [
        each for each in among if not _GIVES_LEAVE.search(scene.text[max(0, each.start - 40) : each.start].lower())
    ]
    before = [each for each in among if each.end <= place and not re.search("[;；]", scene.text[each.end : place])]
    return group_with(scene, before[-1], among) if before else []


def last_firms(earlier: Sequence[Scene]) -> list[Mention]:
    """The organizations of the nearest of the two sentences before that names any."""
    return next((found for scene in reversed(earlier[-2:]) if (found := organizations_of(scene))), [])


def pair_before(earlier: Sequence[Scene]) -> list[Mention]:
    """The two states of the last sentence that names exactly two, for `both governments`."""
    for scene in reversed(earlier[-_TOPIC_BACK:]):
        if len(scene.states) == 2:
            return list(scene.states)
    return []


_TOPIC_BACK, _LEAD, _COMES_BACK = 10, 4, 3


def topic_firm(earlier: Sequence[Scene]) -> list[Mention]:
    """Whom `the company` means: the first organization of the nearest sentence before, or whom the article is about."""
    leading = _leading_firm(earlier)
    for scene in reversed(earlier[-_TOPIC_BACK:]):
        found = organizations_of(scene)
        starts = {each.start for each in found}
        own = [hit.start for hit in scene.cues("generic_firm") if not starts & set(range(hit.end, hit.end + 3))]
        if found and not (own and own[0] < found[0].start):
            once = sum(key_of(each) == key_of(found[0]) for past in earlier for each in organizations_of(past)) == 1
            return leading if leading and once else found[:1]
    return leading


def _leading_firm(earlier: Sequence[Scene]) -> list[Mention]:
    """The organization that headline and lead name, where the article comes back to it."""
    lead = next((found for scene in earlier[:_LEAD] if (found := organizations_of(scene))), [])
    if not lead:
        return []
    times = sum(key_of(each) == key_of(lead[0]) for past in earlier for each in organizations_of(past))
    headed = any(key_of(each) == key_of(lead[0]) for each in organizations_of(earlier[0]))
    return lead[:1] if times >= _COMES_BACK - headed else []


_SITE_VERBS = ("plan", "future", "announce", "consider", "commit", "approve", "cancel", "suspend", "underway")


_FAR_FROM_SUM = 15


def projects(scene: Scene, found: Sequence[Draft]) -> list[Draft]:
    """A site that a firm will build, means to, or gives up, where the sentence names no sum."""
    given_up = scene.cues("cancel", "suspend")
    far = given_up and all(abs(hit.start - money.start) > _FAR_FROM_SUM for hit in given_up for _, money in scene.sums)
    if found or (scene.sums and not far) or not scene.has(*_SITE_VERBS) or scene.has("disaster"):
        return []
    sites = scene.cues("site")
    for hit in scene.cues("raise", "cancel", "suspend", "underway", "operating"):
        if "stop" in hit.meanings or not any(abs(site.start - hit.start) <= 60 for site in sites):
            continue
        if is_standstill(scene, hit):
            continue
        if is_weighed(scene, hit):
            continue
        verbs = [each for each in scene.cues(*_SITE_VERBS) if each.start <= hit.start]
        limit = hit.start if scene.verb_last or not verbs else max(verbs[0].start, hit.start)
        if "cancel" in hit.meanings and _ends_something_else(scene, hit):
            continue
        organizations = [each for each in possible(scene) if each.kind == "organization" and each.end <= limit]
        if verbs and not scene.verb_last:
            organizations = [each for each in organizations if each.end <= verbs[0].start] or organizations
        if not organizations or scene.near(hit.start, 60 if scene.verb_last else 80, *_SITE_VERBS) is None:
            continue
        if scene.verb_last and any(each.start < organizations[0].start for each in scene.cues("generic_firm")):
            continue  # the company says when another's works is to run
        investors = group_with(scene, acting(scene, organizations), organizations)
        status = investment_status(scene, hit, hit.start)
        return [made("investment", scene, hit, status, with_role(investors, "investor"))]
    return []


_OBJECT = {"ko": re.compile(r"(?P<what>[가-힣A-Za-z]+)[을를]\s$"), "ja": re.compile(r"(?P<what>[一-龯ァ-ヶー]+)を$")}


def _ends_something_else(scene: Scene, hit: Hit) -> bool:
    """Whether what is cancelled stands right before the verb and is neither a plan nor a site: a status, a licence."""
    pattern = _OBJECT.get(scene.language)
    match = pattern.search(scene.text, max(scene.sentence.start, hit.start - 14), hit.start) if pattern else None
    if match is None:
        return False
    what = range(match.start("what"), match.end("what"))
    own = scene.cues("site", "plan", "invest", "build", "agreement", "raise")
    return not any(each.start in what or each.end - 1 in what for each in own)


def is_standstill(scene: Scene, hit: Hit) -> bool:
    """Whether what is suspended is a works that runs, not one that is planned or built: an event."""
    if "suspend" not in hit.meanings or scene.has(
        "plan", "invest", "raise", "future", "consider", "underway", "cancel"
    ):
        return False
    around = scene.text[max(scene.sentence.start, hit.start - _SITE_NEAR) : hit.end + _SITE_NEAR].lower()
    return _RUNNING.search(around) is not None and not _BUILDING.search(around)


_RUNNING = re.compile(
    r"\b(?:production|output|operations?|lines?|machines?|lignes?|sản xuất|hoạt động|dây chuyền|vận hành)\b|生産|操業|稼働|ライン|가동|생산|라인|조업|生产|生產|产线|產線|作业|作業"
)
_BUILDING = re.compile(
    r"\bwork on\b|construction|travaux|chantier|thi công|xây dựng|工事|着工|建設|施工|공사|착공|건설|(?:가동|양산|준공|투산)\s?(?:시점|시기|일정)|投产时间|投產時間|量产时间|在建|建设"
)


_BACK = 3


def call_off(drafts: Sequence[Draft], scenes: Sequence[Scene]) -> None:
    """`Two years later it cancelled the plan`: the last investment told of before is the one called off."""
    told = {draft.scene.sentence.start for draft in drafts}
    for place, scene in enumerate(scenes):
        cue = next(iter(scene.cues("cancel")), None)
        if cue is None or scene.sentence.start in told or scene.sums or is_weighed(scene, cue):
            continue
        if not scene.has("plan", "invest", "build", "site"):
            continue
        starts = {each.sentence.start for each in scenes[max(0, place - _BACK) : place]}
        before = [each for each in drafts if each.kind == "investment" and each.scene.sentence.start in starts]
        own = {each.name for each in organizations_of(scene)}
        before = [each for each in before if not own or own & {mention.name for mention, _ in each.actors}]
        if before and coming(scene, cue) is None:
            before[-1].status, before[-1].status_at = "cancelled", cue
