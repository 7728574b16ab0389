"""Tables whose claims stand beside each other, one row a statement: the ledger, flows, stocks, and the sources."""

from __future__ import annotations

import polars as pl

from headwater.resolution.policy import DESCENDING, ORDER, RANKS
from headwater.resolution.quantities import in_base_units
from headwater.supply_map.supply_map import MAP_TABLES, as_table

LEDGER = ("agreements", "obligations", "commitments", "measures", "events", "programmes")


def statement_table(name: str, claims: pl.DataFrame) -> pl.DataFrame:
    """The statements of one table, identities applied; the same statement recorded twice is one row with two claims."""
    schema = MAP_TABLES[name]
    rows = in_base_units(claims) if name in ("flows", "stocks") else claims
    own = [column for column in schema if column not in ("claims", "confidence", "standing")]
    ranks = list(RANKS) if name in LEDGER else []
    repeated = _repeated(rows, own)
    grouped = (
        rows.filter(repeated)
        .group_by(own)
        .agg(pl.col("confidence").drop_nulls().min(), pl.col("claim").sort().alias("claims"), pl.col(ranks).min())
    )
    # Nearly every row stands alone (a year of trade has millions): those are not grouped, which takes most of the time.
    alone = rows.filter(~repeated).with_columns(pl.concat_list("claim").alias("claims"))
    kept = [*own, "confidence", "claims", *ranks]
    stated = pl.concat([alone.select(kept), grouped.select(kept)])
    texts = [column for column in own if schema[column] == pl.String and stated[column].null_count() < stated.height]
    others = [column for column in own if schema[column] != pl.String and not schema[column].is_nested()]
    lists = [pl.col(column).list.join(";") for column in own if schema[column].is_nested()]
    ordered = stated.sort([*map(pl.col, texts), *map(pl.col, others), *lists], nulls_last=False)
    return as_table(name, _with_standing(ordered) if ranks else ordered)


def _with_standing(stated: pl.DataFrame) -> pl.DataFrame:
    """Number the statements about each thing as the conflict policy ranks them; what is equal stays in order."""
    ranked = stated.with_row_index("_place").sort(ORDER, descending=list(DESCENDING), maintain_order=True)
    numbered = ranked.with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("id").alias("standing"))
    return numbered.sort("_place")


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
