"""The same flow as its buyer and as its supplier reports it: an interval, never an average."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import polars as pl

from headwater.assessments.dependency.importers import Importers
from headwater.assessments.dependency.series import annual
from headwater.assessments.dependency.thresholds import DEFAULTS, DependencyThresholds
from headwater.standard.findings import FINDING_SCHEMA

_FLOW = ["supplier", "buyer", "product", "period"]


def mirror_gaps(flows: nw.LazyFrame[Any], who: Importers, thresholds: DependencyThresholds = DEFAULTS) -> pl.DataFrame:
    """Findings on every flow into `who` that both sides report: low and high in the flows' currency, fob."""
    ours = annual(flows).filter(nw.col("buyer").is_in(who.members)) if who.members else annual(flows)
    cif = nw.when(nw.col("valuation") == "cif").then(nw.col("value") / thresholds.cif_over_fob)
    rows = ours.with_columns(cif.otherwise(nw.col("value")).alias("_fob"))
    bought = rows.filter(nw.col("reporter") == nw.col("buyer")).group_by(*_FLOW).agg(
        nw.col("_fob").sum().alias("bought"), nw.col("claim").min().alias("_buyer_claim"),
        nw.col("currency").min().alias("currency"),
    )  # fmt: skip
    sold = (
        rows.filter(nw.col("reporter") == nw.col("supplier"))
        .group_by(*_FLOW)
        .agg(nw.col("_fob").sum().alias("sold"), nw.col("claim").min().alias("_supplier_claim"))
    )
    found: pl.DataFrame = bought.join(sold, on=_FLOW, how="inner").collect(backend="polars").to_native()
    low, high = pl.min_horizontal("bought", "sold"), pl.max_horizontal("bought", "sold")
    return found.select(
        pl.concat_str("supplier", pl.lit(" > "), "buyer", pl.lit(" > "), "product").alias("subject"),
        pl.lit("mirror_gap").alias("indicator"),
        pl.lit(None, pl.Float64).alias("value"),
        low.alias("low"),
        high.alias("high"),
        pl.col("currency").alias("unit"),
        pl.when(high > 0)
        .then(pl.format("the lower is {} % of the higher", (low / high * 100).round(1)))
        .otherwise(pl.lit("both report nothing"))
        .alias("verdict"),
        pl.col("period").alias("as_of"),
        pl.lit(
            "mirror_gap = what the buyer and what the supplier report of one flow; values with freight and insurance "
            f"divided by {thresholds.cif_over_fob:g} (cif_over_fob)"
        ).alias("method"),
        pl.concat_list("_buyer_claim", "_supplier_claim").alias("claims"),
    ).select(pl.col(name).cast(dtype) for name, dtype in FINDING_SCHEMA.items()).sort("subject", "as_of")  # fmt: skip
