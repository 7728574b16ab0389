"""One row per commitment: what it is, where it stands, what was promised, and what is told otherwise."""

from __future__ import annotations

import polars as pl

from headwater.ledger.statements import counting, standing_now, told_at
from headwater.standard.periods import DAY_PATTERN, last_day
from headwater.supply_map import SupplyMap

_FIRST = ("title", "recipient", "facility")
_ALL = ("investors", "places", "products")


def commitment_table(supply_map: SupplyMap, told: pl.DataFrame) -> pl.DataFrame:
    """A row per commitment, by identifier; `told` are `statements` of the same map.

    Facts come from the statement that ranks first; investors, places and products are what any statement names.
    `amount`, `currency`, `amount_qualifier` and `amount_stage` are of the promise that counts, null where no amount is
    told. `technologies` are those of its products, sorted. `part_of`: every total that any statement puts it under.
    `excluded`: some statement says that totals do not count it. `due_on`: the latest horizon told that is a day or year
    and not over before the commitment began.
    """
    ordered = told.sort("standing", "id")
    facts = ordered.group_by("id", maintain_order=True).agg(
        *(pl.col(name).drop_nulls().first() for name in _FIRST),
        *(pl.col(name).explode().drop_nulls().unique(maintain_order=True) for name in _ALL),
        pl.col("horizon_from").drop_nulls().first(),
        pl.col("horizon_to").drop_nulls().first(),
        pl.col("horizon_to").drop_nulls().unique(maintain_order=True).alias("horizons"),
        pl.col("part_of").drop_nulls().unique().sort(),
        (pl.col("counts_in_totals") == False).any().fill_null(value=False).alias("excluded"),  # noqa: E712 - null is no answer
        pl.col("ends").max().alias("last_on"),
        pl.len().cast(pl.Int64).alias("statements"),
        pl.col("source").unique().sort().alias("sources"),
        pl.col("claims").explode().unique().sort(),
    )
    promised = counting(told_at(told, "promised")).select(
        "id", "amount", "currency", "amount_qualifier", pl.col("stage").alias("amount_stage"),
        pl.col("stage_on").alias("amount_on"), pl.col("claims").alias("amount_claims"),
    )  # fmt: skip
    joined = facts.join(standing_now(told), on="id", how="left").join(promised, on="id", how="left")
    return (
        joined.join(_technologies(supply_map, facts), on="id", how="left")
        .join(_due(facts, told), on="id", how="left")
        .sort("id")
    )


def _technologies(supply_map: SupplyMap, facts: pl.DataFrame) -> pl.DataFrame:
    of = supply_map["products"].select(pl.col("id").alias("products"), "technology")
    named = facts.select("id", "products").explode("products").join(of, on="products", how="left")
    return named.group_by("id").agg(pl.col("technology").drop_nulls().unique().sort().alias("technologies"))


def _due(facts: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """The latest horizon that is a day, month or year; one that ended before the first statement is a slip."""
    began = told.group_by("id").agg(pl.col("begins").min().alias("_began"))
    ends = (
        facts.select("id", pl.col("horizons").alias("_text"))
        .explode("_text")
        .filter(pl.col("_text").str.contains(DAY_PATTERN))
    )
    dated = ends.with_columns(last_day(pl.col("_text")).alias("due_on")).join(began, on="id", how="left")
    plausible = dated.filter((pl.col("due_on") >= pl.col("_began")).fill_null(value=True))
    return plausible.group_by("id").agg(pl.col("due_on").max())


def umbrellas(table: pl.DataFrame) -> dict[str, tuple[str, ...]]:
    """Per part the totals it is part of, nearest first, through totals of totals; links that lead in a circle are cut.

    `table` has `id` and `part_of`. A total that the map does not have still has a name here.
    """
    parents = {
        part: tuple(wholes)
        for part, wholes in table.filter(pl.col("part_of").list.len() > 0).select("id", "part_of").iter_rows()
    }
    return {part: above for part in sorted(parents) if (above := _above(part, parents))}


def _above(part: str, parents: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    found: list[str] = []
    front = [whole for whole in parents[part] if not _leads_to(whole, part, parents)]
    while front:
        found += [whole for whole in front if whole not in found]
        front = [
            whole
            for at in front
            for whole in parents.get(at, ())
            if whole not in found and not _leads_to(whole, at, parents)
        ]
    return tuple(found)


def _leads_to(start: str, goal: str, parents: dict[str, tuple[str, ...]]) -> bool:
    """Whether `goal` is `start` or a total it is part of: then a link from `goal` to `start` closes a circle."""
    seen, front = {start}, [start]
    while front:
        if goal in front:
            return True
        front = [whole for at in front for whole in parents.get(at, ()) if whole not in seen]
        seen.update(front)
    return False
