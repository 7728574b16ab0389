"""Which records may be the same thing, across articles and languages, and why one thinks so. People decide.

Only records of one kind are compared. Each likeness adds its points; at `suggested_from` points a record is suggested.
An amount that differs in the same currency takes points away: two sums are seldom one. Names meet after resolution:
an identity, a country by its code, else the name without its legal form and case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from headwater.resolution.names import normal_firm_name
from headwater.standard.countries import place_of
from headwater.standard.periods import bounds
from headwater.supply_map import SupplyMap
from headwater.workflows.review.model import ArticleHead, Candidate
from headwater.workflows.review.rows import TABLES, party_mention, title_of


@dataclass(frozen=True, slots=True)
class DuplicateThresholds:
    """Points per likeness, how near is near, and from how many points a record is suggested."""

    same_amount: int = 3
    near_amount: int = 1
    other_amount: int = -3
    same_parties: int = 3
    shared_party: int = 2
    related_parties: int = 2
    near_date: int = 1
    same_place: int = 1
    same_product: int = 1
    suggested_from: int = 4
    near_days: int = 14
    amount_tolerance: float = 0.005
    near_tolerance: float = 0.1


@dataclass(frozen=True, slots=True)
class Likeness:
    """A record that may be the same: a candidate of the queue or a row of the ledger, its points, and the reasons."""

    other: str
    where: str
    title: str
    language: str | None
    points: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Features:
    kind: str
    parties: frozenset[str]
    houses: frozenset[str]
    amount: float | None
    currency: str | None
    days: tuple[int, int] | None
    place: str | None
    products: frozenset[str]


class Names:
    """Identities of organizations by every name a map knows them by."""

    def __init__(self, supply_map: SupplyMap | None) -> None:
        self._known: dict[str, str] = {}
        self._members: dict[str, str] = {}
        self._parents: dict[str, str] = {}
        if supply_map is None:
            return
        columns = ("id", "parent", "name", "names", "aliases", "members")
        for identity, parent, name, names, aliases, members in supply_map["organizations"].select(columns).iter_rows():
            if parent:
                self._parents[identity] = parent
            self._members.update(dict.fromkeys(members or (), identity))
            for each in (name, *(names or ()), *(aliases or ())):
                key = normal_firm_name(each.partition(":")[2] if _has_language(each) else each)
                if key:
                    self._known.setdefault(key, identity)

    def identity(self, mention: str) -> str:
        """What a mention stands for, as far as names tell."""
        kind, _, name = mention.partition(":")
        if kind in {"country", "area"}:
            return place_of(mention) or mention
        if mention in self._members:
            return self._members[mention]
        return self._known.get(normal_firm_name(name)) or f"{kind}:{normal_firm_name(name)}"

    def houses(self, parties: Iterable[str]) -> frozenset[str]:
        """The parties, each as the firm at the head of its house."""
        return frozenset(self._head(party) for party in parties)

    def _head(self, party: str) -> str:
        for _ in range(10):  # a ring of parents is somebody's mistake, and no reason to hang
            party = self._parents.get(party, party)
        return party


def suggested(
    candidate: Candidate,
    dated: str | None,
    others: Iterable[tuple[Candidate, ArticleHead]],
    supply_map: SupplyMap | None,
    thresholds: DuplicateThresholds = DuplicateThresholds(),
) -> list[Likeness]:
    """Records that may be the same as a candidate, the likeliest first; each record once."""
    names = Names(supply_map)
    own = _of_candidate(candidate, dated, names)
    found: list[Likeness] = []
    for other, article in others:
        if other.id == candidate.id or other.state == "rejected" or other.record["kind"] != own.kind:
            continue
        points, reasons = _alike(own, _of_candidate(other, article.dated, names), thresholds)
        if points >= thresholds.suggested_from:
            found.append(Likeness(other.id, "queue", title_of(other.record), article.language, points, tuple(reasons)))
    ledger = _of_ledger(own.kind, supply_map, names, candidate.subject) if supply_map is not None else []
    for identity, title, features in ledger:
        points, reasons = _alike(own, features, thresholds)
        if points >= thresholds.suggested_from:
            found.append(Likeness(identity, "ledger", title, None, points, tuple(reasons)))
    best: dict[str, Likeness] = {}
    for one in sorted(found, key=lambda each: (-each.points, each.where, each.other)):
        best.setdefault(one.other, one)
    return list(best.values())


def _alike(own: _Features, other: _Features, at: DuplicateThresholds) -> tuple[int, list[str]]:
    points, reasons = _alike_amounts(own, other, at)
    shared = own.parties & other.parties
    if shared and own.parties == other.parties:
        points += at.same_parties
        reasons.append(f"same parties: {', '.join(sorted(shared))}")
    elif shared:
        points += at.shared_party
        reasons.append(f"a party in common: {', '.join(sorted(shared))}")
    elif own.houses & other.houses:
        points += at.related_parties
        reasons.append(f"parties of one house: {', '.join(sorted(own.houses & other.houses))}")
    if not reasons:
        return 0, []  # a day, a place or a product alone says nothing
    if own.days and other.days and _apart(own.days, other.days) <= at.near_days:
        points += at.near_date
        reasons.append(f"at most {at.near_days} days apart")
    if own.place and own.place == other.place:
        points += at.same_place
        reasons.append("same place")
    if own.products & other.products:
        points += at.same_product
        reasons.append("same product")
    return points, reasons


def _alike_amounts(own: _Features, other: _Features, at: DuplicateThresholds) -> tuple[int, list[str]]:
    if own.amount is None or other.amount is None or own.currency != other.currency:
        return 0, []
    apart = abs(own.amount - other.amount) / (max(own.amount, other.amount) or 1.0)
    if apart <= at.amount_tolerance:
        return at.same_amount, [f"same amount: {own.amount:,.0f} {own.currency}"]
    if apart <= at.near_tolerance:
        return at.near_amount, [f"amounts near: {own.amount:,.0f} and {other.amount:,.0f} {own.currency}"]
    return at.other_amount, []


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(0, one[0] - other[1], other[0] - one[1])


def _of_candidate(candidate: Candidate, dated: str | None, names: Names) -> _Features:
    record = candidate.record
    parties = frozenset(names.identity(party_mention(party)) for party in record["parties"])
    return _Features(
        record["kind"],
        parties,
        names.houses(parties),
        record["amount"],
        record["currency"],
        _days(record["date"]) or _days(dated),
        _folded(record["place"]),
        frozenset(_folded(name) or "" for name in record["products"]),
    )


_PARTIES = {
    "commitments": ("investors",),
    "agreements": ("parties",),
    "measures": ("imposers", "affected"),
    "events": ("organizations", "countries"),
    "programmes": ("partners",),
}
_DAY = {"commitments": "stage_on", "agreements": "status_on", "measures": "status_on"}


def _of_ledger(
    kind: str, supply_map: SupplyMap, names: Names, own_subject: str
) -> Iterable[tuple[str, str, _Features]]:
    name = TABLES[kind]
    for row in supply_map[name].iter_rows(named=True):
        if row["id"] == own_subject:
            continue
        parties = frozenset(names.identity(each) for column in _PARTIES[name] for each in row[column] or ())
        yield (
            row["id"],
            row["title"],
            _Features(
                kind,
                parties,
                names.houses(parties),
                row.get("amount", row.get("budget")),
                row.get("currency"),
                _days(row.get(_DAY.get(name, "starts_on"))) or _days(row["stated_on"]),
                None,
                frozenset(_folded(each.partition(":")[2]) or "" for each in row.get("products") or ()),
            ),
        )


def _days(day: str | None) -> tuple[int, int] | None:
    if not day or day.startswith("--") or len(day) < 7:
        return None  # a year alone is near to everything
    first, last = bounds(day)
    return first.toordinal(), last.toordinal()


def _folded(words: str | None) -> str | None:
    return None if not words else words.casefold().strip()


def _has_language(name: str) -> bool:
    tag, colon, _ = name.partition(":")
    return bool(colon) and 2 <= len(tag) <= 3 and tag.isalpha() and tag.islower()
