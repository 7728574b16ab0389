"""Tables whose claims stand beside each other, one row a statement: the ledger, flows, stocks, and the sources."""

from __future__ import annotations

import polars as pl

from headwater.resolution.policy import DESCENDING, ORDER
from headwater.resolution.quantities import in_base_units
from headwater.supply_map.supply_map import MAP_TABLES, as_table

LEDGER = ("agreements", "obligations", "commitments", "measures", "events", "programmes")


def statement_table(name: str, claims: pl.DataFrame) -> pl.DataFrame:
    """The statements of one table, identities applied; the same statement recorded twice is one row with two claims."""
    schema = MAP_TABLES[name]
    rows = in_base_units(claims) if name in ("flows", "stocks") else claims
    own = [column for column in schema if column not in ("claims", "confidence")]
    repeated = _repeated(rows, own)
    grouped = (
        rows.filter(repeated)
        .group_by(own)
        .agg(pl.col("confidence").drop_nulls().min(), pl.col("claim").sort().alias("claims"))
    )
    # Nearly every row stands alone (a year of trade has millions): those are not grouped, which takes most of the time.
    alone = rows.filter(~repeated).with_columns(pl.concat_list("claim").alias("claims"))
    stated = pl.concat([as_table(name, alone), as_table(name, grouped)])
    texts = [column for column in own if schema[column] == pl.String and stated[column].null_count() < stated.height]
    others = [column for column in own if schema[column] != pl.String and not schema[column].is_nested()]
    return stated.sort([*texts, *others], nulls_last=False)


def _repeated(rows: pl.DataFrame, own: list[str]) -> pl.Series:
    """Rows that may say what another says: those that share a hash of everything they say."""
    alike = rows.select(
        pl.sum_horizontal(pl.col(name).hash(seed=place) for place, name in enumerate(own)).alias("hash")
    )
    return alike["hash"].is_duplicated()


def source_table(claims: pl.DataFrame) -> pl.DataFrame:
    """One row per source id, each fact from the description that ranks first."""
    schema = MAP_TABLES["sources"]
    facts = [column for column in schema if column not in ("id", "claims")]
    ordered = claims.sort(
        [*ORDER, *facts, "claim"], descending=[*DESCENDING, *(False for _ in facts), False], nulls_last=True
    )
    grouped = ordered.group_by("id", maintain_order=True).agg(
        *(pl.col(column).drop_nulls().first() for column in facts), pl.col("claim").sort().alias("claims")
    )
    return as_table("sources", grouped).sort("id")
