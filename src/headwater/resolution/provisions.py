"""From what sources say about who supplies what to one row per product, provider, basis and period.

1. What one source says twice (two contributions carry the same file) is collapsed to one statement.
2. Quantities of one source become shares of that source's own total: its countries, or firms, plus its remainder. World
   totals are left out, since they would count everything twice; remainders are one per source (see `remainders`).
   Without a world total nobody says what the whole is where a provider stands alone, or where others are said to be
   there and not how much they supply: then there is no share.
3. Across sources the policy chooses (see `policy`); low and high span all that is said, and every claim stays listed.

Shares are never renormalised and never cross a basis: the basis is part of the key of every step.
"""

from __future__ import annotations

import polars as pl

from headwater.resolution.policy import (
    DESCENDING,
    ORDER,
    RANKS,
    RULE_AGREE,
    RULE_MEASURED,
    RULE_ONLY,
    rule_between,
)
from headwater.resolution.quantities import in_base_units
from headwater.resolution.remainders import one_per_source, without_named_elsewhere
from headwater.supply_map.supply_map import as_table, empty_table

_MARKET = ["product", "basis", "period", "provider_kind"]
_ROW = [*_MARKET, "provider"]
_AGREE_WITHIN = 0.0005
"""Shares closer than this are the same figure, rounded differently (a tenth of a percent, half either way)."""

_KINDS = {"country": "country", "area": "country", "org": "organization", "facility": "facility"}


def provision_table(claims: pl.DataFrame) -> pl.DataFrame:
    """The map's provisions, from provision claims with identities applied and ranked by the policy."""
    if claims.is_empty():
        return empty_table("provisions")
    statements = _collapsed(_with_ordered_keys(in_base_units(_with_market_kind(claims))))
    with_shares = _with_shares(one_per_source(statements, _MARKET))
    chosen = without_named_elsewhere(_chosen(with_shares), with_shares, _MARKET)
    return as_table("provisions", chosen.sort(_ROW))


def _with_market_kind(claims: pl.DataFrame) -> pl.DataFrame:
    """Add `provider_kind`; a remainder belongs to the market of the providers its source names beside it."""
    kind = pl.col("provider").str.split(":").list.first()
    named = kind.replace_strict(_KINDS, default=None, return_dtype=pl.String)
    beside = named.drop_nulls().sort().first().over("product", "basis", "period", "source")
    world = (kind == "world") & pl.col("quantity").is_not_null()
    return claims.with_columns(
        pl.coalesce(named, beside, pl.lit("country")).alias("provider_kind"),
        (kind == "remainder").alias("_rest"),
        world.any().over("product", "basis", "period", "source").alias("_has_total"),
    ).filter(kind != "world")


def _with_ordered_keys(claims: pl.DataFrame) -> pl.DataFrame:
    """Keys as enumerations in alphabetical order: they sort and group as the texts do, at the price of integers."""
    return claims.with_columns(
        pl.col(column).cast(pl.Enum(claims[column].drop_nulls().unique().sort())) for column in (*_ROW, "source")
    )


def _collapsed(claims: pl.DataFrame) -> pl.DataFrame:
    """One row per statement of one source; where its copies differ, the row with a figure and the later day counts."""
    content = ["share", "quantity", "unit", "qualifier", "confidence"]
    order = [
        pl.col("share").is_null() & pl.col("quantity").is_null(),
        *map(pl.col, ORDER),
        *map(pl.col, content),
        pl.col("claim"),
    ]
    descending = [False, *DESCENDING, *(False for _ in content), False]
    ordered = claims.sort(order, descending=descending, nulls_last=True)
    return ordered.group_by([*_ROW, "source"], maintain_order=True).agg(
        pl.col("share", "quantity", "unit", "qualifier", "confidence", "_rest", "_has_total", *RANKS).first(),
        pl.col("share").min().alias("_least"),
        pl.col("share").max().alias("_most"),
        pl.col("claim").first().alias("chosen"),
        pl.col("claim").alias("_claims"),
    )


def _with_shares(statements: pl.DataFrame) -> pl.DataFrame:
    """Give statements of quantity their share of their source's own total, where all its units are one."""
    group = [*_MARKET, "source"]
    one_unit = pl.col("unit").drop_nulls().n_unique().over(group) == 1
    total = pl.col("quantity").sum().over(group)
    open_ended = (pl.col("_rest") & pl.col("quantity").is_null()).any().over(group)
    of_a_whole = ((pl.len().over(group) > 1) & ~open_ended) | pl.col("_has_total")
    from_quantity = pl.when(one_unit & of_a_whole & (total > 0)).then(pl.col("quantity") / total)
    share = pl.coalesce("share", from_quantity)
    bound_high = pl.when(pl.col("qualifier") == "more-than").then(1.0)
    bound_low = pl.when(pl.col("qualifier") == "less-than").then(0.0)
    stated = pl.col("share").is_not_null()
    return statements.with_columns(
        share.alias("share"),
        pl.coalesce(pl.when(stated).then(bound_low), "_least", share).alias("_least"),
        pl.coalesce(pl.when(stated).then(bound_high), "_most", share).alias("_most"),
    )


def _chosen(statements: pl.DataFrame) -> pl.DataFrame:
    """One row per provider of a market: the statement that counts, the span of all, and the rule that chose."""
    unknown = pl.col("share").is_null()
    ordered = statements.sort([unknown, *map(pl.col, ORDER)], descending=[False, *DESCENDING], maintain_order=True)
    rest = pl.col("_rest")
    grouped = ordered.group_by(*_MARKET, pl.when(~rest).then("provider").alias("_provider"), maintain_order=True).agg(
        pl.col("provider", "share", "quantity", "unit", "source", "qualifier", "confidence", "chosen", "_rest").first(),
        pl.col("_least").min().alias("low"),
        pl.col("_most").max().alias("high"),
        pl.col("share").min().alias("_min"),
        pl.col("share").max().alias("_max"),
        pl.col(*RANKS).first().name.suffix("_1"),
        pl.col(*RANKS).get(1, null_on_oob=True).name.suffix("_2"),
        unknown.any().alias("_some_unknown"),
        pl.len().alias("_said"),
        pl.col("_claims").explode().sort().alias("claims"),
    )
    conflict = (pl.col("_max") - pl.col("_min") > _AGREE_WITHIN).fill_null(value=False)
    return grouped.with_columns(conflict.alias("conflict"), _state().alias("state")).with_columns(_rule().alias("rule"))


def _state() -> pl.Expr:
    return (
        pl.when("_rest")
        .then(pl.lit("remainder"))
        .when(pl.col("share").is_null())
        .then(pl.lit("unknown"))
        .when(pl.col("share") == 0.0)
        .then(pl.lit("zero"))
        .otherwise(pl.lit("measured"))
    )


def _rule() -> pl.Expr:
    return (
        pl.when(pl.col("_said") == 1)
        .then(pl.lit(RULE_ONLY))
        .when(~pl.col("conflict") & ~pl.col("_some_unknown"))
        .then(pl.lit(RULE_AGREE))
        .when(~pl.col("conflict"))
        .then(pl.lit(RULE_MEASURED))
        .otherwise(rule_between("_1", "_2"))
    )
