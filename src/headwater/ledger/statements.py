"""Statements about commitments, and which figure counts where several are told.

Of the figures told in one currency the latest day counts, then the further stage, then the conflict policy of the map
(`standing`). A lower bound ("more than 400 billion") does not replace an earlier figure that lies within it, and a
rounded figure ("about 1.2") yields to one of the same day that it rounds, to within `ROUNDED`.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from headwater.ledger.stages import ENDED, PROMISES, rank_of
from headwater.standard.periods import first_day, last_day
from headwater.supply_map import SupplyMap

LOWER_BOUNDS: tuple[str, ...] = ("more-than", "at-least", "at-least-in-each")
ROUNDED = 0.05
_ROUND: tuple[str, ...] = ("about", "nearly")
_VAGUE: tuple[str, ...] = (*LOWER_BOUNDS, "about", "nearly", "up-to")


def statements(supply_map: SupplyMap) -> pl.DataFrame:
    """The map's commitments, each statement with `begins` and `ends` (first and last day it may mean) and `rank`."""
    return supply_map["commitments"].with_columns(
        first_day(pl.col("stage_on")).alias("begins"),
        last_day(pl.col("stage_on")).alias("ends"),
        rank_of(pl.col("stage")).alias("rank"),
        pl.int_range(pl.len()).alias("place"),
    )


def told_at(told: pl.DataFrame, at: str) -> pl.DataFrame:
    """The statements with an amount that a total at a stage is made of; `promised` for what was promised.

    What was promised is told at `announced` or `agreed`; where no amount was told then, at the first later stage.
    """
    with_amount = told.filter(pl.col("amount").is_not_null())
    if at != "promised":
        return with_amount.filter(pl.col("stage") == at)
    promise = pl.col("stage").is_in(PROMISES)
    first_rank = pl.col("rank").min().over("id")
    return with_amount.filter(
        promise.any().over("id") & promise | ~promise.any().over("id") & (pl.col("rank") == first_rank)
    )


def counting(basis: pl.DataFrame) -> pl.DataFrame:
    """Of the statements of `told_at` the one per commitment whose figure counts."""
    per_currency = _first_of(basis, ["id", "currency"])
    vague = pl.col("amount_qualifier").is_in(_VAGUE).fill_null(value=False)
    return (
        per_currency.with_columns(vague.alias("_vague"))
        .sort(
            ["begins", "rank", "_vague", "standing", "currency"],
            descending=[True, True, False, False, False],
            nulls_last=True,
        )
        .unique("id", keep="first", maintain_order=True)
        .drop("_vague")
        .sort("id")
    )


def figures(told: pl.DataFrame) -> pl.DataFrame:
    """Per commitment, stage and currency the figure that counts, with `low`, `high`, `said` (statements) and claims.

    A stage that was told without an amount has a row too, with null amount, unless an amount of it was told.
    """
    keys = ["id", "stage", "currency"]
    known = told.filter(pl.col("amount").is_not_null())
    silent = told.filter(pl.col("amount").is_null()).join(known, on=["id", "stage"], how="anti")
    chosen = pl.concat([_first_of(known, keys), _first_of(silent, ["id", "stage"])])
    beside = told.join(chosen.select(*keys, pl.col("begins").alias("_chosen")), on=keys, how="left", nulls_equal=True)
    current = (pl.col("ends") < pl.col("_chosen")).fill_null(value=False).not_()
    spread = beside.group_by(keys).agg(
        pl.col("amount").filter(current).min().alias("low"),
        pl.col("amount").filter(current).max().alias("high"),
        pl.len().cast(pl.Int64).alias("said"),
        pl.col("begins").min().alias("since"),
        pl.col("claims").explode().unique().sort().alias("all_claims"),
        pl.col("source").unique().sort().alias("sources"),
    )
    joined = chosen.join(spread, on=keys, how="left", nulls_equal=True)
    return joined.sort("id", "rank", "currency")


def _first_of(rows: pl.DataFrame, keys: Sequence[str]) -> pl.DataFrame:
    """The row of each group that counts; see the module."""
    amount, qualifier = pl.col("amount"), pl.col("amount_qualifier").fill_null("")
    ordered = rows.sort(["begins", "rank", "standing"], descending=[True, True, False], nulls_last=True)
    latest, said = amount.first().over(keys), qualifier.first().over(keys)
    within_bound = said.is_in(LOWER_BOUNDS) & ~qualifier.is_in(LOWER_BOUNDS) & (amount > latest)
    same_time = pl.struct("begins", "rank") == pl.struct("begins", "rank").first().over(keys)
    rounded = said.is_in(_ROUND) & ~qualifier.is_in(_VAGUE) & same_time & ((amount - latest).abs() <= ROUNDED * amount)
    held = (within_bound | rounded).fill_null(value=False)
    return (
        ordered.with_columns(held.alias("_held"))
        .sort("_held", descending=True, maintain_order=True)
        .unique(list(keys), keep="first", maintain_order=True)
        .drop("_held")
    )


def standing_now(told: pl.DataFrame) -> pl.DataFrame:
    """Per commitment the stage it is at (`now`, `now_on`), and the first day it was told of (`first_on`, null unknown).

    The furthest stage anybody told, unless it was suspended or cancelled since. A revival shows by a later day.
    """
    ended = pl.col("stage").is_in(ENDED)
    ordered = told.sort(["rank", "begins", "standing"], descending=[True, False, False], nulls_last=True)
    last = told.filter(ended).sort(["begins", "rank"], descending=True, nulls_last=False)
    going = ordered.filter(~ended).group_by("id", maintain_order=True).agg(
        pl.col("stage").first().alias("_stage"), pl.col("stage_on").first().alias("_on"),
        pl.col("begins").max().alias("_latest"),
    )  # fmt: skip
    stopped = last.group_by("id", maintain_order=True).agg(
        pl.col("stage").first().alias("_ended"), pl.col("stage_on").first().alias("_ended_on"),
        pl.col("begins").first().alias("_ended_day"),
    )  # fmt: skip
    first = told.group_by("id").agg(pl.col("begins").min().alias("first_on"))
    joined = first.join(going, on="id", how="left").join(stopped, on="id", how="left")
    since = (pl.col("_latest") > pl.col("_ended_day")).fill_null(value=False)
    over = pl.col("_ended").is_not_null() & (~since | pl.col("_stage").is_null())
    return joined.select(
        "id", "first_on",
        pl.when(over).then("_ended").otherwise("_stage").alias("now"),
        pl.when(over).then("_ended_on").otherwise("_on").alias("now_on"),
    ).sort("id")  # fmt: skip
