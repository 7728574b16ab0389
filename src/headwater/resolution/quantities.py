"""Quantities in base units: tonnes, SI, or plain counts. The figure as printed stays on the claim."""

from __future__ import annotations

import polars as pl

from headwater.standard.units import base_unit, to_base


def in_base_units(claims: pl.DataFrame) -> pl.DataFrame:
    """Convert `quantity` and `unit`; a quantity without a known unit stays as it is, comparable only with its like."""
    quantity, unit = pl.col("quantity"), pl.col("unit")
    return claims.with_columns(
        pl.coalesce(to_base(quantity, unit), quantity).alias("quantity"),
        pl.coalesce(base_unit(unit), unit).alias("unit"),
    )
