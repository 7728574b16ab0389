"""One row per product and input: the claim that counts, and whether sources disagree on how much it matters."""

from __future__ import annotations

import polars as pl

from headwater.resolution.policy import DESCENDING, ORDER
from headwater.supply_map.supply_map import as_table


def requirement_table(claims: pl.DataFrame) -> pl.DataFrame:
    """The map's requirements, from requirement claims with identities applied and ranked by the policy."""
    content = ["kind", "coefficient", "coefficient_unit", "confidence", "claim"]
    ordered = claims.sort([*ORDER, *content], descending=[*DESCENDING, *(False for _ in content)], nulls_last=True)
    grouped = ordered.group_by("product", "input", maintain_order=True).agg(
        pl.col("kind", "coefficient", "coefficient_unit").drop_nulls().first(),
        pl.col("substitutes").explode().drop_nulls().unique().sort(),
        (pl.col("kind").drop_nulls().n_unique() > 1).alias("conflict"),
        pl.col("confidence").first(),
        pl.col("claim").sort().alias("claims"),
    )
    return as_table("requirements", grouped).sort("product", "input")
