"""Which identifiers mean the same thing: a union of evidence, held back by everything that says otherwise.

Evidence, strongest first: a judgement `same`; a shared identifier (LEI, or SCHEME:VALUE); a shared name; an alias.
Held back by: a judgement `not-same` or `unsure`; two identifiers that one contribution lists as two rows (its author
knew them apart); names or aliases that several known-apart things share; contradicting facts (two home countries).
A judgement `same` overrules all but its own contradiction. Nothing here depends on the order of rows or contributions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

Pair = tuple[str, str]


@dataclass(slots=True)
class Evidence:
    """What is known of the identifiers of one kind.

    `listed`: per contribution, the identifiers it lists as rows of their own. `identifiers`, `names`, `aliases`: per
    comparable key, the identifiers that carry it. `facts`: per identifier, a fact that two of the same thing
    must share (the home country of a firm). `same`, `not_same`, `unsure`: judged pairs.
    """

    nodes: set[str] = field(default_factory=set)
    listed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    identifiers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    aliases: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    facts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    same: set[Pair] = field(default_factory=set)
    not_same: set[Pair] = field(default_factory=set)
    unsure: set[Pair] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Identifiers that look alike and were kept apart, and why."""

    members: tuple[str, ...]
    reason: str


@dataclass(slots=True)
class _Cluster:
    members: set[str]
    listings: dict[str, set[str]]  # contribution -> its identifiers in this cluster
    facts: set[str]


class _Union:
    """Clusters that grow by merging; each step names why it may not be taken."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        listings: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for contribution, members in evidence.listed.items():
            for member in members:
                listings[member][contribution].add(member)
        self._cluster = {
            node: _Cluster({node}, dict(listings.get(node, {})), set(evidence.facts.get(node, ())))
            for node in evidence.nodes
        }
        self._apart = evidence.not_same | evidence.unsure

    def clusters(self) -> list[set[str]]:
        unique = {id(cluster): cluster.members for cluster in self._cluster.values()}
        return list(unique.values())

    def together(self, left: str, right: str) -> bool:
        return self._cluster[left] is self._cluster[right]

    def merge(self, left: str, right: str) -> None:
        one, other = self._cluster[left], self._cluster[right]
        if one is other:
            return
        if len(one.members) < len(other.members):
            one, other = other, one
        one.members |= other.members
        one.facts |= other.facts
        for contribution, members in other.listings.items():
            one.listings[contribution] = one.listings.get(contribution, set()) | members
        for member in other.members:
            self._cluster[member] = one

    def objection(self, left: str, right: str) -> str | None:
        """Why the clusters of the two must stay apart; None where nothing speaks against merging."""
        one, other = self._cluster[left], self._cluster[right]
        if one is other:
            return None
        if any(
            (a in one.members and b in other.members) or (b in one.members and a in other.members)
            for a, b in self._apart
        ):
            return "judged not the same, or unsure"
        if one.facts and other.facts and one.facts.isdisjoint(other.facts):
            return "contradicting facts: " + " and ".join(sorted(one.facts | other.facts))
        if one.listings.keys() & other.listings.keys():
            return "one contribution lists them apart"
        return None


def cluster(evidence: Evidence) -> tuple[list[set[str]], list[Doubt]]:
    """Group the identifiers that mean the same thing; also say what looks alike and was kept apart."""
    union = _Union(evidence)
    doubts: list[Doubt] = []
    for left, right in sorted(evidence.same - evidence.not_same):
        union.merge(left, right)
    doubts += [Doubt(pair, "judged both same and not the same") for pair in sorted(evidence.same & evidence.not_same)]
    for keys, what in ((evidence.identifiers, "identifier"), (evidence.names, "name"), (evidence.aliases, "alias")):
        doubts += _merge_by_key(union, keys, what)
    return union.clusters(), _worth_saying(union, doubts)


def _merge_by_key(union: _Union, keys: Mapping[str, set[str]], what: str) -> list[Doubt]:
    doubts = []
    for key in sorted(keys):
        members = sorted(keys[key])
        if len(members) < 2:
            continue
        objections = [reason for a, b in combinations(members, 2) if (reason := union.objection(a, b))]
        if objections:
            # Where the key does not tell known-apart things from each other it tells nothing about anybody else.
            doubts.append(Doubt(tuple(members), f"same {what} {key!r}, but {objections[0]}"))
            continue
        for member in members[1:]:
            union.merge(members[0], member)
    return doubts


def _worth_saying(union: _Union, doubts: Iterable[Doubt]) -> list[Doubt]:
    """Doubts about identifiers that did not end up together, each set of members once."""
    kept: dict[tuple[str, ...], Doubt] = {}
    for doubt in doubts:
        if any(not union.together(doubt.members[0], member) for member in doubt.members[1:]):
            kept.setdefault(doubt.members, doubt)
    return list(kept.values())


def representative(members: Iterable[str], described: frozenset[str] | set[str]) -> str:
    """The identifier that names a cluster: global before scoped, described by a row before mentioned, then A to Z."""
    return min(members, key=lambda member: (_is_scoped(member), member not in described, member))


def _is_scoped(identifier: str) -> bool:
    """Whether a foreign reader minted it in its own scope (`product:eto.wafer`) or it is no slug at all."""
    slug = identifier.partition(":")[2]
    return not slug.replace("-", "").isalnum() or not slug.isascii() or slug != slug.lower()


def pairs(rows: Sequence[tuple[str, str, str]]) -> dict[str, set[Pair]]:
    """Judged pairs by verdict, each pair sorted, from rows of (left, right, verdict)."""
    judged: dict[str, set[Pair]] = defaultdict(set)
    for left, right, verdict in rows:
        if left != right:
            judged[verdict].add((left, right) if left < right else (right, left))
    return judged
