"""A record being put together: values with their places in the clean text, before they become spans of the original."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from headwater.reading.actors import distinct, key_of
from headwater.reading.dates import Day, Horizon
from headwater.reading.lexicon import Hit
from headwater.reading.model import Kind
from headwater.reading.money import Money
from headwater.reading.parties import GENERIC_BODIES, Mention
from headwater.reading.scenes import Scene


@dataclass(slots=True)
class Draft:
    """One record as found in one sentence."""

    kind: Kind
    scene: Scene
    trigger: Hit
    status: str
    status_at: Hit
    actors: list[tuple[Mention, str]]
    money: Money | None = None
    equals: tuple[Money, ...] = ()
    day: Day | None = None
    horizon: Horizon | None = None
    things: Sequence[Hit] = ()
    apart: bool = False
    background: bool = False
    includes_said: bool = False
    quoted: tuple[int, int] | None = None
    within: tuple[Money, Hit] | None = None
    notes: list[str] = field(default_factory=list)
    also: list[Scene] = field(default_factory=list)

    @property
    def keys(self) -> set[str]:
        """The parties, by what makes them the same."""
        return {key_of(mention) for mention, _ in self.actors}

    @property
    def by_no_name(self) -> bool:
        """Whether it is of `the ministry`, `the government`: of a body named elsewhere."""
        return any(mention.name.lower() in GENERIC_BODIES for mention, _ in self.actors)

    @property
    def is_headline(self) -> bool:
        """Whether it stands in a line at the top that ends without a full stop."""
        sentence = self.scene.sentence
        return sentence.number < 2 and self.scene.text[sentence.end - 1] not in ".。!?"

    @property
    def countries(self) -> set[str]:
        """The parties' countries, where known."""
        return {mention.country for mention, _ in self.actors if mention.country}

    @property
    def products(self) -> set[str]:
        """Names of the technologies."""
        return {hit.meanings[0] for hit in self.things}


def with_role(mentions: Sequence[Mention], role: str) -> list[tuple[Mention, str]]:
    """Each party once, in that role."""
    return [(mention, role) for mention in distinct(mentions)]


_FIRMNESS = {
    "agreement": ("considering", "proposed", "expected_to_be_signed", "agreed", "signed", "in_force", "ended"),
    "investment": (
        "proposed", "considering", "planned", "announced", "committed", "approved", "signed", "registered",
        "under_construction", "disbursed", "in_operation", "suspended", "cancelled",
    ),
}  # fmt: skip


def merged(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts that say the same made one: the fuller keeps its words, what it lacks comes from the other."""
    kept: list[Draft] = []
    if any(draft.kind == "measure" and not draft.background for draft in drafts):
        drafts = [draft for draft in drafts if not draft.background]
    drafts = [draft for draft in drafts if not _is_public_money_again(draft, drafts)]
    apart = [draft for draft in drafts if draft.apart and draft.kind == "measure"]
    for draft in drafts:
        if not draft.apart and any(_is_general(draft, each) for each in apart):
            continue
        twin = next((each for each in kept if _same(each, draft)), None)
        if twin is None:
            kept.append(draft)
        else:
            kept[kept.index(twin)] = _joined(twin, draft)
    return _without_joint_projects(_without_what_follows(kept))


def _without_what_follows(drafts: list[Draft]) -> list[Draft]:
    """Drafts without what two will do under an agreement they signed: `they will set up a joint group`."""
    signed = [draft for draft in drafts if draft.kind == "agreement" and draft.status in {"signed", "in_force"}]
    return [
        draft
        for draft in drafts
        if not (
            draft.kind == "agreement"
            and draft.status == "expected_to_be_signed"
            and "sign" not in draft.trigger.meanings
            and any(each.countries == draft.countries and len(draft.countries) == 2 for each in signed)
        )
    ]


def _without_joint_projects(drafts: list[Draft]) -> list[Draft]:
    """Drafts without projects that name no sum and are what an agreement of the same parties is about."""
    agreed = [draft for draft in drafts if draft.kind == "agreement"]
    kept = []
    for draft in drafts:
        about = next((each for each in agreed if _is_about(each, draft)), None)
        if about is None:
            kept.append(draft)
        else:
            about.also.append(draft.scene)
    return kept


def _is_about(agreement: Draft, project: Draft) -> bool:
    if project.kind != "investment" or project.money or project.status in _FINAL or project.scene is agreement.scene:
        return False
    named = {key_of(mention) for mention in project.scene.mentions if mention.kind == "organization"}
    return project.keys <= agreement.keys and len(named & agreement.keys) >= 2


def _is_general(draft: Draft, titled: Draft) -> bool:
    """Whether a measure is said again, by its title, elsewhere."""
    return (
        draft.kind == "measure" and bool(draft.countries & titled.countries) and bool(draft.products & titled.products)
    )


def _is_public_money_again(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether an investment of a state is the measure or programme that another sentence tells of."""
    if draft.kind != "investment" or any(mention.kind == "organization" for mention, _ in draft.actors):
        return False
    return any(each.kind in {"measure", "programme"} and _same_money(each, draft) for each in drafts)


_SOON = 2  # sentences within which a sum and a site of one firm are one investment, whatever each calls its goods


def _same(one: Draft, other: Draft) -> bool:
    if one.kind != other.kind or one.apart or other.apart:
        return False
    if one.kind == "investment":
        if one.money and other.money:
            return _same_money(one, other) and not _of_other_firms(one, other)
        if _is_its_headline(one, other) or _is_its_headline(other, one):
            return True
        near = abs(one.scene.sentence.number - other.scene.sentence.number) <= _SOON
        alike = bool(one.products & other.products or not (one.products and other.products))
        same = bool(one.keys & other.keys or _headed_alike(one, other))
        return same and (alike or (near and not other.scene.has("additional")))
    if one.kind == "agreement":
        if _same_money(one, other):
            return True
        headed = one.is_headline or other.is_headline
        if one.status == other.status == "signed" and not headed and _about_other_things(one, other):
            return False
        if _months_apart(one, other) and one.status != other.status:
            return False
        small, large = sorted((one.keys, other.keys), key=len)
        return (
            small == large
            or (len(small) == 1 and small <= large)
            or (len(one.countries) >= 2 and one.countries == other.countries)
        )
    return _same_measure(one, other) if one.kind == "measure" else _same_event(one, other)


_LEAD = 3


def _is_its_headline(head: Draft, body: Draft) -> bool:
    """Whether a headline without a sum tells of what one of the first sentences gives the sum of: it names the same house."""
    if not head.is_headline or head.money or body.scene.sentence.number > _LEAD:
        return False
    named = {key_of(mention) for mention in body.scene.mentions}
    return bool(head.keys & named) and (head.status == body.status or head.status in {"suspended", "cancelled"})


def _of_other_firms(one: Draft, other: Draft) -> bool:
    """Whether each sentence names an investor of its own, and none is of both: two firms that spend the same."""
    named = [
        {
            key_of(mention)
            for mention, _ in draft.actors
            if mention.kind == "organization" and draft.scene.sentence.start <= mention.start < draft.scene.sentence.end
        }
        for draft in (one, other)
    ]
    return all(named) and not named[0] & named[1] and not (one.is_headline or other.is_headline)


_THIS_BEFORE = re.compile(
    r"(?:\b(?:this|these|the new|cette|ces|ce|cet)\s(?:\w+\s){0,2}|本次|此次|该|該|同|この|이번\s?|해당\s?)$"
)
_THIS_BEHIND = re.compile(r"^\s(?:này|nói trên|trên)\b")


def _is_this_one(draft: Draft) -> bool:
    """Whether its measure is called `this tariff`: told of before."""
    text, hit = draft.scene.text, draft.trigger
    before = text[max(draft.scene.sentence.start, hit.start - 20) : hit.start].lower()
    return bool(_THIS_BEFORE.search(before) or _THIS_BEHIND.match(text[hit.end : hit.end + 10]))


_RATE = re.compile(r"\d[\d.,]*\s?(?:%|percent|per cent|phần trăm|퍼센트|パーセント)")


def _at_other_rates(one: Draft, other: Draft) -> bool:
    """Whether both give a rate, and different ones: two tariffs."""
    rates = []
    for draft in (one, other):
        start = max(draft.scene.sentence.start, draft.trigger.start - 30)
        found = _RATE.search(draft.scene.text, start, min(draft.scene.sentence.end, draft.trigger.end + 30))
        rates.append(re.sub(r"\D", "", found[0]) if found else None)
    return None not in rates and rates[0] != rates[1] and one.scene is not other.scene


def _headed_alike(one: Draft, other: Draft) -> bool:
    """Whether a headline names the firm of the other more shortly, and says it is as far: `Samsung` for `Samsung Electronics`."""
    if one.is_headline == other.is_headline or one.status != other.status:
        return False
    heads = [{mention.name.split()[0] for mention, _ in draft.actors if mention.name} for draft in (one, other)]
    return bool(heads[0] & heads[1])


def _same_measure(one: Draft, other: Draft) -> bool:
    if one.money and other.money:
        return _same_money(one, other)
    if _against_others(one, other):
        return False
    both = bool(one.products & other.products)
    shared = both or not (one.products and other.products)
    if _of_other_sorts(one, other) or _at_other_rates(one, other):
        return False
    if _is_this_one(other) and one.countries & other.countries and not (one.products and other.products):
        return True
    licences = [each.status == "licences_being_issued" for each in (one, other)]
    same_state = bool(one.countries & other.countries)
    same_body = bool(one.keys & other.keys) or (same_state and (one.by_no_name or other.by_no_name))
    if one.is_headline != other.is_headline and same_state and shared and one.status == other.status:
        return licences[0] == licences[1]
    aid = (
        all("subsidy" in each.trigger.meanings for each in (one, other))
        and same_state
        and shared
        and _follows(one, other)
    )
    return ((same_body and shared) or (same_state and both) or aid) and licences[0] == licences[1]


def _follows(one: Draft, other: Draft) -> bool:
    """Whether one stands in the sentence before the other, or in the one before that."""
    return abs(one.scene.sentence.number - other.scene.sentence.number) <= 2


def _against_others(one: Draft, other: Draft) -> bool:
    """Whether each names firms that it is aimed at, and not one of them is the same."""
    aimed = [{key_of(mention) for mention, role in each.actors if role == "affected"} for each in (one, other)]
    firms = [{key for key in keys if not key.startswith("country:")} for keys in aimed]
    return bool(firms[0]) and bool(firms[1]) and not firms[0] & firms[1]


def _same_event(one: Draft, other: Draft) -> bool:
    if one.keys & other.keys or _headed_alike(one, other):
        return True
    apart = all(any(mention.kind == "organization" for mention, _ in draft.actors) for draft in (one, other))
    struck = all("disaster" in each.trigger.meanings for each in (one, other))
    if struck and not apart and (one.is_headline or other.is_headline):
        return True
    same_day = one.day is not None and other.day is not None and one.day.day == other.day.day
    return same_day and not apart


_SORTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"tariff|dut(?:y|ies)|lev(?:y|ies)|surtax|droits?\b|taxe|thuế|관세|関税|关税|關稅|稅|税率",
        r"quota|contingent|hạn ngạch|쿼터|割当|配额|配額",
        r"sanction|entity|list|trừng phạt|danh sách|제재|制裁|清单|清單|名单|名單",
        r"stockpil|reserve|stock stratégique|dự trữ|비축|備蓄|储备|儲備|收储",
    )
)


def _of_other_sorts(one: Draft, other: Draft) -> bool:
    """Whether one is a tariff and the other a quota: two measures, whoever takes them."""
    sorts = [
        next((number for number, sort in enumerate(_SORTS) if sort.search(_said(draft))), None)
        for draft in (one, other)
    ]
    return None not in sorts and sorts[0] != sorts[1] and not (one.is_headline or other.is_headline)


def _said(draft: Draft) -> str:
    return draft.scene.text[draft.trigger.start : draft.trigger.end].lower()


def _months_apart(one: Draft, other: Draft) -> bool:
    """Whether both have a day of their own, in different months."""
    days = [draft.day.day for draft in (one, other) if draft.day and not draft.day.day.startswith("--")]
    return len(days) == 2 and days[0][:7] != days[1][:7]


def _about_other_things(one: Draft, other: Draft) -> bool:
    named = bool(one.products) and bool(other.products)
    return named and not one.products & other.products and one.scene is not other.scene


_ROUNDED = 0.01  # a headline rounds


def _same_money(one: Draft, other: Draft) -> bool:
    if one.money is None or other.money is None:
        return False
    mine = {(money.currency, money.amount) for money in (one.money, *one.equals)}
    if any((money.currency, money.amount) in mine for money in (other.money, *other.equals)):
        return True
    rounded = one.is_headline != other.is_headline and one.money.currency == other.money.currency
    return rounded and abs(one.money.amount - other.money.amount) <= _ROUNDED * one.money.amount


_FINAL = frozenset({"under_construction", "in_operation", "suspended", "cancelled"})


_FAR = 4


def _says_how_far(base: Draft, rest: Draft) -> bool:
    """Whether the other sentence says better how far an investment is: firmer, or at all; not from far off in the text."""
    order = _FIRMNESS["investment"]
    if (
        abs(base.scene.sentence.number - rest.scene.sentence.number) > _FAR
        and base.money is not None
        and rest.money is None
    ):
        return False
    if order.index(rest.status) > order.index(base.status) and rest.status in _FINAL:
        return True
    return base.status_at is base.trigger and rest.status_at is not rest.trigger


def _joined(one: Draft, other: Draft) -> Draft:
    """Of two that say the same: the firmer, the one with more parties, then the first."""
    order = _FIRMNESS.get(one.kind, ())
    firm_one, firm_other = (order.index(each.status) if each.status in order else 0 for each in (one, other))
    richer = (firm_other, len(other.actors), len(other.equals)) > (firm_one, len(one.actors), len(one.equals))
    richer = (other.money is not None, richer) > (one.money is not None, False)
    if one.kind == "measure" and (one.money is None) == (other.money is None):
        richer = one.status_at is one.trigger and other.status_at is not other.trigger  # else the news stands first
    if one.is_headline != other.is_headline and (one.money is None) == (other.money is None):
        richer = one.is_headline and bool(other.actors)  # the text says it in full, and more exactly
    base, rest = (other, one) if richer else (one, other)
    if base.kind == "investment" and _says_how_far(base, rest):
        base.status, base.status_at = rest.status, rest.status_at
    if not base.actors or (one.kind == "agreement" and len(base.actors) < len(rest.actors)):
        base.actors = rest.actors
    base.also += [rest.scene, *rest.also]
    base.day = base.day or rest.day
    base.horizon = base.horizon or rest.horizon
    seen = {hit.meanings[0] for hit in base.things}
    base.things = [*base.things, *(hit for hit in rest.things if hit.meanings[0] not in seen)]
    return base
