"""Goods that several partners find critical, each by itself (IPEF Supply Chain Agreement: named by three)."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from headwater.assessments.dependency.thresholds import DEFAULTS, DependencyThresholds
from headwater.standard.findings import FINDING_SCHEMA

_CRITICAL = {
    "strategic_dependency": "strategic dependency",
    "geodep": "dependent",
    "early_warning": "early-warning item",
}


def common_goods(
    findings: Sequence[pl.DataFrame],
    critical_by: str = "early_warning",
    thresholds: DependencyThresholds = DEFAULTS,
) -> pl.DataFrame:
    """Findings on products that `critical_by` (an indicator of `dependency`) names for enough of the partners.

    `findings` are those of each partner. The value is how many name the product; the verdict lists them.
    """
    marked = _CRITICAL[critical_by]
    least = int(thresholds.partners_in_common)
    parts = [frame.filter(pl.col("indicator") == critical_by) for frame in findings]
    every = pl.concat(parts) if parts else pl.DataFrame(schema=dict(FINDING_SCHEMA))
    split = pl.col("subject").str.split(" > ")
    named = every.filter(pl.col("verdict").str.starts_with(marked)).with_columns(
        split.list.first().alias("_partner"), split.list.last().alias("_product")
    )
    grouped = named.sort("_product", "_partner").group_by("_product", maintain_order=True).agg(
        pl.col("_partner"), pl.col("as_of").max(), pl.col("claims").explode()
    )  # fmt: skip
    number = pl.col("_partner").list.len().cast(pl.Float64)
    return (
        grouped.filter(pl.col("_partner").list.len() >= least)
        .select(
            pl.col("_product").alias("subject"),
            pl.lit("common_critical_good").alias("indicator"),
            number.alias("value"),
            number.alias("low"),
            number.alias("high"),
            pl.lit("partners").alias("unit"),
            pl.concat_str(pl.lit("common critical good: "), pl.col("_partner").list.join(", ")).alias("verdict"),
            "as_of",
            pl.lit(
                f"common_critical_good = partners for which {critical_by} says {marked}; at least {least} "
                "(partners_in_common; IPEF Supply Chain Agreement)"
            ).alias("method"),
            "claims",
        )
        .sort("value", "subject", descending=[True, False])
    )
