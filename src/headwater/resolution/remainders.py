"""Remainders: what a source lumps together as others. A market has one, that of the source that ranks first.

One source may print several ("other countries", "unallocated"): they add up. Of several sources only the first counts,
for each lumps together what the others may name. So a provider that only another source names lies inside the remainder
that counts, and is taken out of it: else it would count twice.
"""

from __future__ import annotations

import polars as pl

from headwater.resolution.policy import RANKS, RULE_CARVED


def one_per_source(statements: pl.DataFrame, market: list[str]) -> pl.DataFrame:
    """Add up the remainders of each source in each market, under the label that comes first.

    `statements` has one row per market, provider and source; `_rest` marks remainders. One that has a share or quantity
    counts for those that do not.
    """
    rest = statements.filter("_rest")
    if rest.is_empty():
        return statements
    whole = rest.group_by([*market, "source"], maintain_order=True).agg(
        pl.col("provider").sort().first(),
        *(
            pl.when(pl.col(c).is_not_null().any()).then(pl.col(c).sum())
            for c in ("share", "quantity", "_least", "_most")
        ),
        pl.col("unit", "qualifier", "confidence", "_rest", "_has_total", *RANKS, "chosen").first(),
        pl.col("_claims").explode(),
    )
    return pl.concat([statements.filter(~pl.col("_rest")), whole.select(statements.columns)])


def without_named_elsewhere(chosen: pl.DataFrame, statements: pl.DataFrame, market: list[str]) -> pl.DataFrame:
    """Take out of each market's remainder what only other sources than its own name; its floor is 0.

    `chosen` has one row per market and provider; `statements` what each source says. Columns `share`, `low`, `high` and
    `rule` of remainders change, nothing else.
    """
    rest = chosen.filter(pl.col("_rest") & pl.col("share").is_not_null())
    if rest.is_empty():
        return chosen
    said_there = statements.join(rest.select(*market, "source"), on=[*market, "source"], how="semi")
    elsewhere = chosen.filter(~pl.col("_rest")).join(
        said_there.select(*market, "provider"), on=[*market, "provider"], how="anti"
    )
    named = elsewhere.group_by(market).agg(pl.col("share").sum().alias("_named"))
    joined = chosen.join(named, on=market, how="left", maintain_order="left")
    carve = pl.col("_rest") & pl.col("share").is_not_null() & (pl.col("_named").fill_null(0.0) > 0)
    less = (
        pl.when(carve).then((pl.col(c) - pl.col("_named")).clip(lower_bound=0.0)).otherwise(c)
        for c in ("share", "low", "high")
    )
    rule = pl.when(carve).then(pl.lit(RULE_CARVED)).otherwise("rule")
    return joined.with_columns(
        *(expr.alias(c) for expr, c in zip(less, ("share", "low", "high"), strict=True)), rule.alias("rule")
    ).drop("_named")
