"""From selected claims to the supply map: the whole way in one place, each step in its own module."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from headwater.claims.log import ClaimLog
from headwater.claims.model import View
from headwater.resolution.disagreements import conflict_table, unresolved_table
from headwater.resolution.entities import country_table, entity_table
from headwater.resolution.identities import mention_columns, resolve_identities
from headwater.resolution.policy import ranked, source_ranks
from headwater.resolution.provisions import provision_table
from headwater.resolution.requirements import requirement_table
from headwater.resolution.selection import Claims, select_claims
from headwater.resolution.statements import LEDGER, source_table, statement_table
from headwater.standard.tables import TABLE_NAMES
from headwater.supply_map import MAP_TABLES, SupplyMap

_ENTITIES: Mapping[str, tuple[str, ...]] = {
    "organizations": ("org",),
    "facilities": ("facility", "place"),
    "products": ("product",),
}


def resolve(log: ClaimLog, view: View) -> SupplyMap:
    """The supply map of `log` for `view`; a pure function of the claims and judgements the view is made of."""
    return resolve_claims(select_claims(log, view))


def resolve_claims(claims: Claims) -> SupplyMap:
    """The supply map of these claims; they have the columns of `frames.claim_schema`, and `claim`."""
    ranks = source_ranks(claims["sources"])
    identities = resolve_identities(claims)
    resolved = {name: ranked(identities.apply(name, claims[name]), ranks) for name in TABLE_NAMES}
    mentioned = _mentioned(resolved)

    tables = {
        name: entity_table(name, resolved[name], identities, _of_kinds(mentioned, kinds))
        for name, kinds in _ENTITIES.items()
    }
    undescribed = {name: _undescribed(tables[name]) for name in _ENTITIES}
    tables["countries"] = country_table(_of_kinds(mentioned, ("country",)))
    tables["provisions"] = provision_table(resolved["provisions"])
    tables["requirements"] = requirement_table(resolved["requirements"])
    tables["sources"] = source_table(resolved["sources"])
    tables |= {name: statement_table(name, resolved[name]) for name in (*LEDGER, "flows", "stocks")}
    tables["conflicts"] = conflict_table(tables["provisions"], resolved)
    tables["unresolved"] = unresolved_table(identities, undescribed)
    return SupplyMap({name: tables[name] for name in MAP_TABLES})


def _mentioned(resolved: Mapping[str, pl.DataFrame]) -> list[str]:
    """Every identity that any row refers to."""
    found: set[str] = set()
    for name in TABLE_NAMES:
        if name == "judgements":
            continue  # to judge two identifiers does not put them on the map
        for column in mention_columns(name):
            values = resolved[name][column.name]
            found.update((values.explode() if column.is_list else values).drop_nulls().unique())
    return sorted(found)


def _of_kinds(identities: list[str], kinds: tuple[str, ...]) -> list[str]:
    return [identity for identity in identities if identity.partition(":")[0] in kinds]


def _undescribed(entities: pl.DataFrame) -> list[str]:
    return entities.filter(pl.col("claims").list.len() == 0)["id"].to_list()
