"""How much was promised, registered, paid? Totals that count each sum once, each explained line by line.

    total = sum over commitments of the one figure that counts of each       (in one currency, in the prices of its day)

By country (who receives), technology, currency, or stage. Stages are not added to each other: the same money passes
through them. It misleads where amounts of many years are read as if prices had stood still, and where most
commitments name no amount: `unknown` counts those.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import polars as pl

from headwater.errors import BadQuestion
from headwater.ledger.counting import Counting, lines
from headwater.ledger.stages import STAGES
from headwater.ledger.statements import LOWER_BOUNDS

By = Literal["all", "country", "technology", "currency", "stage"]
GROUPINGS: tuple[By, ...] = ("all", "country", "technology", "currency", "stage")
UNKNOWN_GROUP = "unknown"
"""The group of commitments whose country or technology nobody states."""

TOTALS: Mapping[str, pl.DataType] = {
    "group": pl.String(), "currency": pl.String(), "total": pl.Float64(), "low": pl.Float64(), "high": pl.Float64(),
    "at_least": pl.Boolean(), "counted": pl.Int64(), "not_counted": pl.Int64(), "unknown": pl.Int64(),
    "first_year": pl.Int64(), "last_year": pl.Int64(),
}  # fmt: skip
"""Columns of totals. `counted`: commitments in the total; `not_counted`: those left out; `unknown`: those without an
amount, so that the total is a floor; `at_least`: some figure counted is a lower bound; `first_year` to `last_year`: the
prices that are added up as they stand."""


@dataclass(frozen=True, slots=True)
class Totals:
    """`rows` (`TOTALS`) and the `lines` (`counting.LINES` and `group`) they are made of."""

    rows: pl.DataFrame
    lines: pl.DataFrame


def totals(told: pl.DataFrame, table: pl.DataFrame, asked: Counting, by: By = "all") -> Totals:
    """Totals of the commitments of `table`, grouped; largest first, groups without any amount last.

    `told` and `table` as for `counting.lines`. By stage, `asked.at` is put aside: each stage has its own total.
    """
    if by not in GROUPINGS:
        raise BadQuestion(f"Totals cannot be told by {by!r}.", valid=GROUPINGS)
    if by == "stage":
        parts = [
            lines(told, table, replace(asked, at=stage)).with_columns(pl.lit(stage).alias("group")) for stage in STAGES
        ]
        told_of = [_of_stage(part, stage, told) for part, stage in zip(parts, STAGES, strict=True)]
        every = pl.concat(told_of)
    else:
        column = {"country": "recipient", "technology": "technology", "currency": "counts_in"}.get(by)
        group = pl.lit("all") if column is None else pl.col(column).fill_null(UNKNOWN_GROUP)
        every = lines(told, table, asked).with_columns(group.alias("group"))
    return Totals(_summed(every, by), every)


def _of_stage(part: pl.DataFrame, stage: str, told: pl.DataFrame) -> pl.DataFrame:
    """The lines of commitments that were told to have reached the stage; others have nothing to explain there."""
    reached = told.filter(pl.col("stage") == stage).select("id").unique()
    return part.join(reached, left_on="commitment", right_on="id", how="semi").filter(pl.col("reason") != "other-stage")


def _summed(every: pl.DataFrame, by: By) -> pl.DataFrame:
    counted = pl.col("counted")
    year = pl.col("stage_on").str.slice(0, 4).cast(pl.Int64, strict=False).filter(counted)
    bound = (pl.col("amount_qualifier").is_in(LOWER_BOUNDS).fill_null(value=False) & counted).any()
    fates = ~counted & ~pl.col("reason").is_in(_BESIDE)
    rows = every.group_by("group", pl.col("counts_in").alias("currency")).agg(
        pl.col("counts").filter(counted).sort().sum().alias("total"),
        pl.col("low").filter(counted).sort().sum(), pl.col("high").filter(counted).sort().sum(),
        bound.alias("at_least"),
        pl.col("commitment").filter(counted).n_unique().alias("counted"),
        pl.col("commitment").filter(fates & (pl.col("reason") != "unknown")).n_unique().alias("not_counted"),
        pl.col("commitment").filter(pl.col("reason") == "unknown").n_unique().alias("unknown"),
        year.min().alias("first_year"), year.max().alias("last_year"),
    )  # fmt: skip
    order = {stage: place for place, stage in enumerate(STAGES)}
    place = pl.col("group").replace_strict(order, default=0, return_dtype=pl.Int64) if by == "stage" else pl.lit(0)
    none = pl.col("counted") == 0
    return (
        rows.filter(pl.sum_horizontal("counted", "not_counted", "unknown") > 0)
        .with_columns(pl.when(~none).then(pl.col(end)).alias(end) for end in ("total", "low", "high"))
        .with_columns(place.alias("_place"))
        .sort("_place", "total", "group", "currency", descending=[False, True, False, False], nulls_last=True)
        .select(pl.col(name).cast(kind) for name, kind in TOTALS.items())
    )


_BESIDE = ("repeats", "superseded", "within-bound", "conflicts", "other-currency", "other-stage")
"""Lines that stand beside the figure of their own commitment, which itself counts or is left out."""
