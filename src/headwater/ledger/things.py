"""One row per agreement, measure, event or programme: what it is, where it stands, and since when.

The status is that of the latest day anybody states (of agreements the further one, where the day is the same), then of
the statement that ranks first. A day that is planned stays planned: "expected" is never read as signed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from headwater.standard.codes import code_list
from headwater.standard.periods import first_day, last_day
from headwater.supply_map import SupplyMap


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table of the ledger is told: its kind, its status and the days they speak of, its references."""

    kind: str
    day: str
    ends: tuple[str, ...] = ()
    status_list: str | None = None
    parties: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


SHAPES: Mapping[str, Shape] = {
    "agreements": Shape(
        "kind", "status_on", ("in_force_on",), "agreement_status", ("parties",), ("parties",), ("place",)
    ),
    "measures": Shape(
        "kind", "status_on", ("removed_on",), None, ("imposers", "affected"), ("imposers", "affected"), ()
    ),
    "events": Shape("kind", "starts_on", ("ends_on",), None, ("organizations",), ("countries",), ("places",)),
    "programmes": Shape("kinds", "starts_on", ("ends_on",), None, ("partners",), ("partners",), ("place",)),
}
_STATEMENT = ("id", "source", "locator", "stated_on", "standing", "confidence", "claims")


def thing_table(supply_map: SupplyMap, name: str) -> pl.DataFrame:
    """A row per thing of a table of `SHAPES`, by identifier.

    Its own columns: lists gather what any statement names, other facts come from the statement that ranks first, but
    `status` and the day of it from the latest. Besides: `first_on` and `last_on` (days, null unknown), `statements`,
    `sources`, `claims`.
    """
    rows, shape = supply_map[name], SHAPES[name]
    ranks = {} if shape.status_list is None else {c: r for r, c in enumerate(code_list(shape.status_list).codes())}
    dated = rows.with_columns(
        first_day(pl.col(shape.day)).alias("_begins"),
        pl.max_horizontal(*(last_day(pl.col(column)) for column in (shape.day, *shape.ends))).alias("_ends"),
        pl.col("status").replace_strict(ranks, default=0, return_dtype=pl.Int64).alias("_rank"),
    )
    own = [column for column in rows.columns if column not in (*_STATEMENT, "status", shape.day)]
    lists = [column for column in own if isinstance(rows.schema[column], pl.List)]
    facts = dated.sort("standing", "id").group_by("id", maintain_order=True).agg(
        *(pl.col(c).drop_nulls().first() for c in own if c not in lists),
        *(pl.col(c).explode().drop_nulls().unique(maintain_order=True) for c in lists),
        pl.col("_begins").min().alias("first_on"), pl.col("_ends").max().alias("last_on"),
        pl.len().cast(pl.Int64).alias("statements"), pl.col("source").unique().sort().alias("sources"),
        pl.col("claims").explode().unique().sort(),
    )  # fmt: skip
    latest = dated.sort(["_begins", "_rank", "standing"], descending=[True, True, False], nulls_last=True)
    now = latest.group_by("id", maintain_order=True).agg(pl.col("status", shape.day).first())
    return facts.join(now, on="id", how="left").sort("id")
