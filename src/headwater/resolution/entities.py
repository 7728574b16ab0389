"""One row per identity: each fact from the claim that counts, names gathered from all."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from headwater.resolution.identities import MENTION, Identities
from headwater.resolution.policy import DESCENDING, ORDER
from headwater.standard.countries import countries
from headwater.supply_map.supply_map import MAP_TABLES, as_table

_GATHERED = ("names", "aliases", "identifiers", "variant_of", "hs_codes", "products")
"""List columns that gather what all claims say; a fact that is not a list comes from the claim that counts."""

_NOT_FACTS = frozenset({"id", "name", "names", "aliases", "identifiers", "members", "claims", "confidence", *_GATHERED})


def entity_table(name: str, rows: pl.DataFrame, identities: Identities, mentioned: Sequence[str]) -> pl.DataFrame:
    """The map's table of one kind of entity.

    `rows` are its claims, identities applied and ranked by the policy. `mentioned` are identities other tables refer
    to: those nobody describes get a row too, named as they were mentioned, so that nothing drops off the map.
    """
    schema = MAP_TABLES[name]
    ordered = rows.sort([*ORDER, "claim"], descending=[*DESCENDING, False])
    # What a thing is called is for the row whose identifier it goes by, be another source of a better kind.
    stranger = pl.col(MENTION) != pl.col("id")
    called = pl.col("name").sort_by(stranger, maintain_order=True).drop_nulls()
    facts = [column for column in schema if column not in _NOT_FACTS and column in rows.columns]
    lists = [column for column in schema if column in _GATHERED and column in rows.columns]
    grouped = ordered.group_by("id", maintain_order=True).agg(
        *(pl.col(column).drop_nulls().first() for column in facts),
        *(
            pl.col(column).sort_by(stranger, maintain_order=True).explode().drop_nulls().unique(maintain_order=True)
            for column in lists
        ),
        called.first().alias("name"),
        called.unique(maintain_order=True).alias("_names_used"),
        pl.col("confidence").drop_nulls().first(),
        pl.col("claim").sort().alias("claims"),
    )
    # The names other sources use are aliases here, after those the sources give themselves.
    aliases = pl.concat_list("aliases", pl.col("_names_used").list.slice(1)).list.unique(maintain_order=True)
    described = grouped.with_columns(aliases.alias("aliases"))
    whole = pl.concat([described, _undescribed(described, mentioned)], how="diagonal")
    empty = pl.lit([], dtype=pl.List(pl.String))
    filled = [
        pl.col(c).fill_null(empty) for c, dtype in schema.items() if dtype == pl.List(pl.String) and c in whole.columns
    ]
    return as_table(name, whole.with_columns(filled).with_columns(_members(whole["id"], identities))).sort("id")


def _undescribed(described: pl.DataFrame, mentioned: Sequence[str]) -> pl.DataFrame:
    missing = sorted(set(mentioned) - set(described["id"]))
    names = [identity.partition(":")[2] for identity in missing]
    columns = {column: pl.Series(column, [None] * len(missing), dtype) for column, dtype in described.schema.items()}
    return pl.DataFrame({**columns, "id": missing, "name": names}, schema=described.schema)


def _members(ids: pl.Series, identities: Identities) -> pl.Series:
    members = [list(identities.members.get(identity, (identity,))) for identity in ids]
    return pl.Series("members", members, dtype=pl.List(pl.String))


def country_table(mentioned: Sequence[str]) -> pl.DataFrame:
    """The countries that the map mentions, with their English names and codes."""
    known = countries().select("id", pl.col("name_en").alias("name"), "alpha2", "numeric")
    return as_table("countries", known.filter(pl.col("id").is_in(list(mentioned)))).sort("id")
