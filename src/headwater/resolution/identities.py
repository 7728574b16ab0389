"""Who is who: from every mention on the selected claims to one identity each.

Countries and areas resolve by code and name through the standard. Organizations, products, and facilities with places
resolve by evidence (see `clusters`). Everything else is its own identifier.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from headwater.resolution.clusters import Doubt, Evidence, cluster, pairs, representative
from headwater.resolution.names import all_names, normal_firm_name, normal_name
from headwater.resolution.selection import Claims
from headwater.standard.countries import resolve_areas, resolve_countries
from headwater.standard.tables import Column, all_tables, table

_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "organizations": ("org",),
    "products": ("product",),
    "facilities": ("facility", "place"),
}
"""Tables whose rows describe entities, and the kinds of identifier they describe."""


MENTION = "_mention"
"""Column in which `Identities.apply` keeps the identifier as the claim has it."""


@dataclass(frozen=True, slots=True)
class Identities:
    """`identity_of`: mention -> identity, for mentions that differ from theirs. `members`: identity -> its mentions."""

    identity_of: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]
    doubts: tuple[Doubt, ...]
    unknown_countries: tuple[str, ...]

    def apply(self, name: str, claims: pl.DataFrame) -> pl.DataFrame:
        """The rows of table `name` with every mention replaced by its identity."""
        changes = [_resolved(column, self.identity_of) for column in mention_columns(name)]
        return claims.with_columns(*changes, *([pl.col("id").alias(MENTION)] if "id" in claims.columns else []))


def mention_columns(name: str) -> list[Column]:
    """The columns of a table that mention entities: its own references and identifier, not the source."""
    return [c for c in table(name).own_columns if c.type in ("identifier", "reference", "references")]


def _resolved(column: Column, identity_of: Mapping[str, str]) -> pl.Expr:
    old, new = list(identity_of), list(identity_of.values())
    if column.is_list:
        return pl.col(column.name).list.eval(pl.element().replace(old, new))
    return pl.col(column.name).replace(old, new)


def resolve_identities(claims: Claims) -> Identities:
    """Find the identity of every mention on the claims."""
    mentions = _mentions(claims)
    identity_of, unknown_countries = _countries(mentions)
    members: dict[str, tuple[str, ...]] = {}
    doubts: list[Doubt] = []
    judged = pairs(claims["judgements"].select("left", "right", "verdict").rows())
    for name, kinds in _FAMILIES.items():
        evidence = _evidence(name, claims[name], _of_kinds(mentions, kinds), identity_of)
        for verdict, target in (("same", evidence.same), ("not-same", evidence.not_same), ("unsure", evidence.unsure)):
            target |= {pair for pair in judged.get(verdict, ()) if set(pair) <= evidence.nodes}
        clusters, found = cluster(evidence)
        doubts += found
        described = set(claims[name]["id"])
        for group in clusters:
            identity = representative(group, described)
            members[identity] = tuple(sorted(group))
            identity_of.update({member: identity for member in group if member != identity})
    return Identities(identity_of, members, tuple(doubts), tuple(unknown_countries))


def _mentions(claims: Claims) -> list[str]:
    found: set[str] = set()
    for definition in all_tables():
        rows = claims[definition.name]
        for column in mention_columns(definition.name):
            values = rows[column.name].explode() if column.is_list else rows[column.name]
            found.update(values.drop_nulls().unique())
    return sorted(found)


def _of_kinds(mentions: Iterable[str], kinds: tuple[str, ...]) -> list[str]:
    return [mention for mention in mentions if mention.partition(":")[0] in kinds]


def _countries(mentions: list[str]) -> tuple[dict[str, str], list[str]]:
    asked = _of_kinds(mentions, ("country", "area"))
    column = pl.Series(asked, dtype=pl.String)
    resolved = resolve_countries(column).fill_null(resolve_areas(column)).to_list()
    pairs_of = list(zip(asked, resolved, strict=True))
    identity_of = {mention: identity for mention, identity in pairs_of if identity is not None and identity != mention}
    return identity_of, [mention for mention, identity in pairs_of if identity is None]


def _evidence(name: str, rows: pl.DataFrame, mentions: list[str], identity_of: Mapping[str, str]) -> Evidence:
    evidence = Evidence(nodes=set(mentions))
    normal = normal_firm_name if name == "organizations" else normal_name
    # A site's name means one thing within a country only; a firm's home country must not contradict.
    fact = {"organizations": "home_country", "facilities": "country"}.get(name)
    described: set[str] = set()
    for row in rows.iter_rows(named=True):
        node = row["id"]
        described.add(node)
        evidence.listed[row["contribution"]].add(node)
        if fact and row[fact]:
            evidence.facts[node].add(identity_of.get(row[fact], row[fact]))
        for identifier in _identifiers(row):
            evidence.identifiers[identifier].add(node)
        first, *others = all_names(row["name"], [*(row["names"] or ()), *(row["aliases"] or ())])
        evidence.names[normal(first)].add(node)
        for other in others:
            evidence.aliases[normal(other)].add(node)
    for mention in mentions:
        if mention not in described:
            evidence.names[normal(mention.partition(":")[2])].add(mention)
    return _with_aliases_meeting_names(evidence)


def _identifiers(row: Mapping[str, object]) -> list[str]:
    found = [str(value) for value in row["identifiers"] or ()]  # type: ignore[attr-defined]
    return [*found, f"lei:{row['lei']}"] if row.get("lei") else found


def _with_aliases_meeting_names(evidence: Evidence) -> Evidence:
    """An alias of one may be the name of another: the second pass compares aliases with both."""
    merged: dict[str, set[str]] = defaultdict(set)
    for key, nodes in evidence.aliases.items():
        merged[key] = nodes | evidence.names.get(key, set())
    for keys in (evidence.names, merged):
        keys.pop("", None)
    evidence.aliases = merged
    return evidence
