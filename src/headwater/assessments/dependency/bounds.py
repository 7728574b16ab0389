"""What may be said where codes were split between editions: findings without the split trade, and with all of it.

Neither is the truth, and an index need not lie between them: shares can rise and fall with what is added. So where the
two verdicts agree that verdict is given, with both values as the range, and where they do not it is uncertain. A
product of which only split codes tell anything is uncertain throughout.
"""

from __future__ import annotations

import polars as pl

from headwater.standard.findings import FINDING_SCHEMA

_KEY = ("subject", "indicator")
UNCERTAIN = "uncertain"


def bounds(sure: pl.DataFrame, whole: pl.DataFrame, said: str) -> pl.DataFrame:
    """Findings of both as one, in the order of `whole`; `said` is added to the method of those that differ.

    `sure` and `whole` have the columns of `FINDING_SCHEMA`, and `sure` no subject that `whole` has not.
    """
    both = whole.join(sure, on=_KEY, how="left", suffix="_sure", maintain_order="left")
    alike = pl.all_horizontal(pl.col(name).eq_missing(pl.col(f"{name}_sure")) for name in ("value", "verdict"))
    agreed = pl.col("verdict").eq_missing(pl.col("verdict_sure"))
    without = pl.coalesce("verdict_sure", pl.lit("no trade that is certain"))
    verdict = pl.concat_str(pl.lit(f"{UNCERTAIN}: "), without, pl.lit(", or "), "verdict")
    found = both.with_columns(
        pl.when(alike).then("value").alias("value"),
        pl.when(alike).then("low").otherwise(_ends("low", least=True)).alias("low"),
        pl.when(alike).then("high").otherwise(_ends("high", least=False)).alias("high"),
        pl.when(agreed).then("verdict").otherwise(verdict).alias("verdict"),
        pl.when(alike).then("method").otherwise(pl.concat_str("method", pl.lit(f"; {said}"))).alias("method"),
    )
    return found.select(pl.col(name).cast(dtype) for name, dtype in FINDING_SCHEMA.items())


def _ends(name: str, *, least: bool) -> pl.Expr:
    """The lower or the higher of both; unknown where either is."""
    one, other = pl.col(name), pl.col(f"{name}_sure")
    found = pl.min_horizontal(one, other) if least else pl.max_horizontal(one, other)
    return pl.when(one.is_not_null() & other.is_not_null()).then(found)
