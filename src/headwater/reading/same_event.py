"""Which records of different articles may tell of the same event? Suggestions with reasons, for a person to decide.

Two records are suggested where they are of one kind and stand in different articles, share a party (an agreement: two,
or all that one of them names), nothing keeps them apart, and their signs add up to `ENOUGH`: the same sum, the same
day, a technology, a place, a horizon. Sums of one currency that differ by more than `WIDEST_SUM` keep apart, as do days
that are further apart than `MOST_DAYS`, and two sums never make agreements of other parties the same. Nothing is
decided: a record may be suggested with several.

Misleads where a firm makes the same sort of promise again within the month, and where an article retells an old one
without its day.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import polars as pl

Record = Mapping[str, Any]

SAME_SUM, WIDEST_SUM, MOST_DAYS = 0.01, 0.1, 31
"""Sums within a hundredth are the same, beyond a tenth they are others; days this far apart belong to other events."""

ENOUGH = 4
_SAME_DAY, _NEAR_DAYS = 2, 7
_MOST_SHARING = 200
_SCHEMA: dict[str, pl.DataType] = {
    "record_id": pl.String(), "other_id": pl.String(), "doc_id": pl.String(), "other_doc_id": pl.String(), "kind": pl.String(),
    "weight": pl.Int64(), "reasons": pl.List(pl.String()), "against": pl.List(pl.String()),
}  # fmt: skip


def suggested_duplicates(records: Iterable[Record]) -> pl.DataFrame:
    """Pairs of records (as `workflows.read.records_of` makes them) of different articles that may be one event.

    Columns `record_id`, `other_id` (the earlier in the given order first), `doc_id`, `other_doc_id`, `kind`, `weight`
    (how many signs, at least `ENOUGH`), `reasons` in plain words, `against` (what the two say differently: a person
    will want to see it). The best pairs come first; equal ones in the given order.
    """
    given = list(records)
    found = []
    for first, second in _pairs(given):
        one, other = given[first], given[second]
        weight, reasons, against = _compared(one, other)
        if weight >= ENOUGH:
            found.append(
                {
                    "record_id": one["record_id"], "other_id": other["record_id"], "doc_id": one["doc_id"],
                    "other_doc_id": other["doc_id"], "kind": one["kind"], "weight": weight, "reasons": reasons,
                    "against": against,
                }
            )  # fmt: skip
    return pl.DataFrame(found, schema=_SCHEMA).sort("weight", descending=True, maintain_order=True)


def _pairs(records: Sequence[Record]) -> Iterator[tuple[int, int]]:
    """Places of records of one kind, in different articles, that share a party; each pair once, in order."""
    sharing: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, record in enumerate(records):
        for key in _party_keys(record):
            sharing[record["kind"], key].append(place)
    found = {
        pair
        for places in sharing.values()
        for pair in itertools.combinations(places[:_MOST_SHARING], 2)
        if records[pair[0]]["doc_id"] != records[pair[1]]["doc_id"]
    }
    yield from sorted(found)


def _compared(one: Record, other: Record) -> tuple[int, list[str], list[str]]:
    """Weight, reasons and what speaks against; weight 0 where something keeps the two apart."""
    shared = _party_keys(one) & _party_keys(other)
    fewest = min(len(_party_keys(one)), len(_party_keys(other)))
    if one["kind"] == "agreement" and len(shared) < min(2, fewest):
        return 0, [], []
    weight, reasons, against = 1 + (len(shared) > 1), [f"same party: {', '.join(sorted(map(_shown, shared)))}"], []
    for sign in (_sums, _days, _technologies, _places, _horizons, _stages):
        points, reason, objection = sign(one, other)
        if points is None:
            return 0, [], []
        weight += points
        reasons += [reason] if reason else []
        against += [objection] if objection else []
    return weight, reasons, against


Sign = tuple[int | None, str, str]


def _sums(one: Record, other: Record) -> Sign:
    mine, theirs = one["amount"], other["amount"]
    if mine is None or theirs is None:
        return 0, "", ""
    if one["currency"] != other["currency"]:
        return 0, "", f"sums in two currencies: {_money(one)}, {_money(other)}"
    apart = abs(mine - theirs) / max(mine, theirs) if max(mine, theirs) else 0.0
    if apart <= SAME_SUM:
        return 3, f"same sum: {_money(one)}", ""
    if apart <= WIDEST_SUM:
        return 1, f"sums within a tenth: {_money(one)}, {_money(other)}", f"sums differ: {_money(one)}, {_money(other)}"
    return None, "", ""


def _days(one: Record, other: Record) -> Sign:
    mine, theirs = one["date"] or one.get("published_on"), other["date"] or other.get("published_on")
    if not mine or not theirs:
        return 0, "", ""
    if mine.startswith("--") or theirs.startswith("--"):
        return (1, f"same day of a year: {mine}", "") if mine[-5:] == theirs[-5:] else (0, "", "")
    length = min(len(mine), len(theirs))
    if length < len("2031-04-05"):
        agrees = mine[:length] == theirs[:length]
        apart = None if not agrees and one["date"] and other["date"] and not _adjoining(mine, theirs) else 0
        return (1, f"same {'month' if length > 4 else 'year'}: {mine[:length]}", "") if agrees else (apart, "", "")
    days = abs((date.fromisoformat(mine) - date.fromisoformat(theirs)).days)
    if days <= _SAME_DAY:
        return 2, f"same days: {mine}, {theirs}" if days else f"same day: {mine}", ""
    if days <= _NEAR_DAYS:
        return 1, f"days within a week: {mine}, {theirs}", ""
    return (None if days > MOST_DAYS else 0), "", f"days differ: {mine}, {theirs}"


def _adjoining(mine: str, theirs: str) -> bool:
    """Whether two months, or a month and a day, are at most one month apart; years must be the same."""
    if len(mine) < 7 or len(theirs) < 7:
        return False
    months = [int(day[:4]) * 12 + int(day[5:7]) for day in (mine, theirs)]
    return abs(months[0] - months[1]) <= 1


def _technologies(one: Record, other: Record) -> Sign:
    shared = [name for name in one["products"] if name in other["products"]]
    if shared:
        return 1, f"same technology: {', '.join(shared)}", ""
    return 0, "", "other technologies" if one["products"] and other["products"] else ""


def _places(one: Record, other: Record) -> Sign:
    mine, theirs = (_words(record["place"] or "") for record in (one, other))
    return (1, f"same place: {one['place']}", "") if mine & theirs else (0, "", "")


def _horizons(one: Record, other: Record) -> Sign:
    if one["period"] and one["period"] == other["period"]:
        return 1, f"same horizon: {one['period']}", ""
    return 0, "", ""


def _stages(one: Record, other: Record) -> Sign:
    if one["status"] == other["status"]:
        return 0, "", ""
    return 0, "", f"told as {one['status']} and as {other['status']}"


def _party_keys(record: Record) -> set[str]:
    """Parties by what makes them the same across scripts: identity, the state they stand for, or words of the name."""
    keys = set()
    for party in record["parties"]:
        if party.get("identity"):
            keys.add(party["identity"])
        elif party.get("kind") in {"nation", "public"} and party["country"]:
            keys.add(f"state:{party['country']}")
        else:
            keys.add(f"name:{' '.join(sorted(_words(party['name'])))}")
    return keys


def _shown(key: str) -> str:
    return key.partition(":")[2]


def _money(record: Record) -> str:
    return f"{record['amount']:,.0f} {record['currency']}"


def _words(name: str) -> set[str]:
    """The words of a name without accents and case; letters of other scripts stay."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = unicodedata.normalize("NFKC", "".join(letter for letter in plain if not "\u0300" <= letter <= "\u036f"))
    return {word for word in re.findall(r"\w+", plain) if len(word) > 1}
