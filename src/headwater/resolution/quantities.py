"""Quantities in base units: tonnes, SI, or plain counts. The figure as printed stays on the claim."""

from __future__ import annotations

import polars as pl

from headwater.standard.units import conversions


def in_base_units(claims: pl.DataFrame) -> pl.DataFrame:
    """Convert `quantity` and `unit`; a quantity without a unit stays as it is, comparable only with its like."""
    joined = claims.join(conversions(), on="unit", how="left", maintain_order="left")
    return joined.with_columns(
        (pl.col("quantity") * pl.col("factor").fill_null(1.0)).alias("quantity"),
        pl.coalesce("base_unit", "unit").alias("unit"),
    ).drop("base_unit", "factor")
