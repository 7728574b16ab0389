"""On whose word do the figures of a bloc rest?

A member is told in a year where it reports what it buys itself, or where a source that speaks of the whole world (its
own report or not: as many countries as `enough_exporters`) names it as a buyer. What the others buy is in no figure.

Misleads: a member that reports only its exports counts as told where another report of the same source sells to it.
"""

from __future__ import annotations

import polars as pl

from headwater.assessments.dependency.importers import Importers
from headwater.assessments.dependency.thresholds import DEFAULTS, DependencyThresholds
from headwater.supply_map.flows import Flows

_YEAR = 4
MEMBERS_TOLD = {"period": pl.String(), "told": pl.List(pl.String())}


def members_told(flows: Flows, who: Importers, thresholds: DependencyThresholds = DEFAULTS) -> pl.DataFrame:
    """One row a year, earliest first: period, and `told`, the members of which imports are recorded, A to Z.

    No row where nobody looked who speaks in `flows`.
    """
    if flows.telling is None:
        return pl.DataFrame(schema=MEMBERS_TOLD)
    known = pl.when(pl.col("reporters_right") > 0).then("reporters_right").otherwise("suppliers")
    both = flows.telling.filter(pl.col("period").str.len_chars() == _YEAR).join(
        flows.coverage, on=["source", "period"], how="left"
    )
    own = pl.col("buyers").list.set_intersection("reporters")
    spoken = pl.when(known >= thresholds.enough_exporters).then("buyers").otherwise(own)
    return (
        both.select("period", spoken.list.set_intersection(list(who.members)).alias("told"))
        .group_by("period")
        .agg(pl.col("told").explode().drop_nulls().unique().sort())
        .sort("period")
        .cast(pl.Schema(MEMBERS_TOLD))
    )


def said_of(told: pl.DataFrame, who: Importers, period: str) -> str:
    """How many members of a bloc are told in the period, in words; empty where nobody looked."""
    found = told.filter(pl.col("period") == period)["told"].to_list()
    if not found or not who.as_bloc:
        return ""
    number, members = len(found[0]), len(who.members)
    if number == members:
        return f"imports of {'both' if members == 2 else f'all {members}'} members recorded in {period}"
    named = f" ({', '.join(found[0])})" if number else ""
    return f"imports of {number} of {members} members recorded in {period}{named}, those of the others in no figure"
