"""What should have happened by a day, and of what nobody says that it did.

    obligation    its due day has passed and nobody states a delivery (of several days told, the latest)
    commitment    its horizon has passed and nobody says it is in operation; neither cancelled ones nor what
                  is recorded as not to be added (a stock of many projects) are overdue
    agreement     a day of signature was expected, has passed, and nobody says it was signed
    measure       its suspension has run out, and nobody says what came after

Silence is not failure: it may have happened and nobody recorded it. A rule ("within 45 days of approval") without a day
is never overdue here, for nobody states when it began to run; a vague due day is over when its last day is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from headwater.standard.periods import last_day
from headwater.supply_map import SupplyMap

OVERDUE: Mapping[str, pl.DataType] = {
    "what": pl.String(), "id": pl.String(), "title": pl.String(), "owners": pl.List(pl.String), "under": pl.String(),
    "state": pl.String(), "due_on": pl.Date(), "days_over": pl.Int64(), "claims": pl.List(pl.String),
}  # fmt: skip
"""`owners`: who owes, invests, agrees or imposes; `under`: the agreement of an obligation."""


def overdue(
    supply_map: SupplyMap, commitments: pl.DataFrame, agreements: pl.DataFrame, measures: pl.DataFrame, day: date
) -> pl.DataFrame:
    """Rows of `OVERDUE` on `day`, longest overdue first; the tables are those of the same map."""
    parts = [_obligations(supply_map), _commitments(commitments), _agreements(agreements), _measures(measures)]
    late = [part.filter(pl.col("due_on") < day) for part in parts]
    days = (pl.lit(day) - pl.col("due_on")).dt.total_days()
    shaped = [
        part.with_columns(days.alias("days_over")).select(pl.col(n).cast(t) for n, t in OVERDUE.items())
        for part in late
    ]
    return pl.concat(shaped).sort("due_on", "what", "id")


def _obligations(supply_map: SupplyMap) -> pl.DataFrame:
    rows = supply_map["obligations"].sort("standing", "id")
    grouped = rows.group_by("id", maintain_order=True).agg(
        pl.col("obligation").first().alias("title"),
        pl.col("owners").explode().drop_nulls().unique(maintain_order=True),
        pl.col("agreement").first().alias("under"),
        last_day(pl.col("due_on")).max(),
        pl.col("delivered_on").is_not_null().any().alias("_done"),
        pl.col("claims").explode().unique().sort(),
    )
    return grouped.filter(~pl.col("_done")).with_columns(
        pl.lit("obligation").alias("what"), pl.lit("due").alias("state")
    )


def _commitments(table: pl.DataFrame) -> pl.DataFrame:
    stock = pl.col("excluded") & (pl.col("part_of").list.len() == 0)
    going = table.filter(~pl.col("now").is_in(["in-operation", "cancelled"]) & ~stock)
    return going.with_columns(
        pl.lit("commitment").alias("what"), pl.col("investors").alias("owners"), pl.col("now").alias("state"),
        pl.lit(None, pl.String).alias("under"),
    )  # fmt: skip


def _agreements(table: pl.DataFrame) -> pl.DataFrame:
    return table.filter(pl.col("status") == "expected").with_columns(
        pl.lit("agreement").alias("what"), pl.col("parties").alias("owners"), pl.col("status").alias("state"),
        last_day(pl.col("status_on")).alias("due_on"), pl.lit(None, pl.String).alias("under"),
    )  # fmt: skip


def _measures(table: pl.DataFrame) -> pl.DataFrame:
    until = last_day(pl.coalesce("suspended_until", "status_until"))
    return table.filter(pl.col("status") == "suspended").with_columns(
        pl.lit("measure").alias("what"), pl.col("imposers").alias("owners"), pl.col("status").alias("state"),
        until.alias("due_on"), pl.lit(None, pl.String).alias("under"),
    )  # fmt: skip
