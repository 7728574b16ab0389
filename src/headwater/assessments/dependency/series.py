"""Whose word counts of flows told in texts: what the indicators ask of all flows, asked of a few.

Of each side, product and period only the best series counts: own report, reconciled, mirror; then source, A to Z.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from headwater.assessments.dependency.importers import MIRROR, OWN, RECONCILED
from headwater.assessments.dependency.indicators import Scope

Frame = nw.LazyFrame[Any]

_YEAR = 4


def annual(flows: Frame) -> Frame:
    """Flows of whole years with a value."""
    return flows.filter(~nw.col("value").is_null(), nw.col("period").str.len_chars() == _YEAR)


def reported(flows: Frame, side: str, *, one_series: bool = False) -> Frame:
    """Of each side, product and period only the best series: own report, reconciled, mirror; then source, A to Z.

    Adds `_series`. With `one_series` there is nothing to choose.
    """
    if one_series:
        return flows.with_columns(nw.lit(str(RECONCILED)).alias("_series"))
    by = (
        nw.when(nw.col("reporter").is_null())
        .then(nw.lit(RECONCILED))
        .when(nw.col("reporter") == nw.col(side))
        .then(nw.lit(OWN))
        .otherwise(nw.lit(MIRROR))
    )
    marked = flows.with_columns(nw.concat_str([by.cast(nw.String), nw.col("source")], separator=" ").alias("_series"))
    key = [side, "product", "period"]
    best = marked.group_by(key).agg(nw.col("_series").min().alias("_best"))
    return marked.join(best, on=key, how="inner").filter(nw.col("_series") == nw.col("_best")).drop("_best")


def complete(series: Frame, partner: str, scope: Scope) -> Frame:
    """Rows of series that speak of the whole: own reports, and others that know enough partners in the period."""
    wanting = [
        f"{row['source']} {row['period']}"
        for row in scope.coverage.iter_rows(named=True)
        if (row["reporters"] or row[partner]) < scope.enough_exporters
    ]
    if not wanting:
        return series
    part = nw.concat_str([nw.col("source"), nw.col("period")], separator=" ").is_in(wanting)
    return series.filter(nw.col("_series").str.starts_with(str(OWN)) | ~part)
