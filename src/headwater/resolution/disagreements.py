"""What stays open: where sources disagree and which rule chose, and mentions nobody could place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from headwater.resolution.identities import Identities
from headwater.resolution.policy import DESCENDING, ORDER, RANKS, rule_between
from headwater.supply_map.supply_map import MAP_TABLES, as_table, empty_table

_FACTS: Mapping[str, tuple[str, ...]] = {
    "organizations": ("kind", "home_country", "parent", "lei"),
    "facilities": ("kind", "operator", "country", "status", "opened", "capacity"),
    "products": ("kind", "technology", "hs_edition"),
    "requirements": ("kind", "coefficient"),
    "commitments": ("amount",),
    "agreements": ("signed_on", "in_force_on", "kind"),
    "measures": ("announced_on", "in_force_on", "removed_on", "amount"),
    "events": ("starts_on", "ends_on", "severity"),
    "programmes": ("people", "budget", "starts_on", "ends_on"),
    "obligations": ("due_on", "delivered_on"),
}
"""The facts in which two claims about one thing can contradict each other, by table."""

_SUBJECT: Mapping[str, tuple[str, ...]] = {
    "requirements": ("product", "input"),
    "commitments": ("id", "stage", "currency"),
}
"""Columns that say what a row is about, where it is not its identifier alone.

A commitment's amount differs from stage to stage and is told in several currencies; two amounts in one currency for one
stage are shown side by side, be it that sources disagree or that the investor raised it.
"""


def conflict_table(provisions: pl.DataFrame, resolved: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The map's conflicts: shares that differ between sources, then facts of `resolved` claims that do."""
    parts = [_share_conflicts(provisions)]
    parts += [_fact_conflicts(name, fact, resolved[name]) for name, facts in _FACTS.items() for fact in facts]
    return pl.concat(parts).sort("table", "subject", "field", "chosen")


def _share_conflicts(provisions: pl.DataFrame) -> pl.DataFrame:
    subject = pl.format("{} > {} · {} · {}", "provider", "product", "basis", "period")
    ends = pl.concat_list(pl.col("low").cast(pl.String), pl.col("high").cast(pl.String))
    rows = provisions.filter("conflict").with_columns(
        pl.lit("provisions").alias("table"),
        subject.alias("subject"),
        pl.lit("share").alias("field"),
        ends.alias("values"),
    )
    return as_table("conflicts", rows)


def _fact_conflicts(name: str, fact: str, rows: pl.DataFrame) -> pl.DataFrame:
    keys = _SUBJECT.get(name, ("id",))
    stated = rows.filter(pl.col(fact).is_not_null())
    if stated.is_empty():
        return empty_table("conflicts")
    number = stated.schema[fact].is_numeric()
    ordered = stated.sort([*ORDER, fact, "claim"], descending=[*DESCENDING, False, False])
    grouped = ordered.group_by(keys, maintain_order=True).agg(
        pl.col("claim").first().alias("chosen"),
        pl.col(*RANKS).first().name.suffix("_1"),
        # the first claim that says otherwise: what set it behind is the rule
        pl.col(*RANKS).filter(pl.col(fact) != pl.col(fact).first()).first().name.suffix("_2"),
        (pl.col(fact).min() if number else pl.lit(None)).cast(pl.Float64).alias("low"),
        (pl.col(fact).max() if number else pl.lit(None)).cast(pl.Float64).alias("high"),
        pl.col(fact).cast(pl.String).unique(maintain_order=True).alias("values"),
        pl.col("claim").sort().alias("claims"),
    )
    said = (
        pl.col("values").map_elements(_different, pl.Int64)
        if fact.endswith(("_on", "opened"))
        else pl.col("values").list.len()
    )
    rows = grouped.filter(said > 1).with_columns(
        pl.lit(name).alias("table"),
        pl.concat_str(keys, separator=" > ", ignore_nulls=True).alias("subject"),
        pl.lit(fact).alias("field"),
        rule_between("_1", "_2").alias("rule"),
    )
    return as_table("conflicts", rows)


def _different(days: pl.Series) -> int:
    """How many of these days differ: 2025-04 and 2025-04-04 do not, the second is only more exact."""
    exact = [day for day in days if not any(other != day and other.startswith(day) for other in days)]
    return len(exact)


def unresolved_table(identities: Identities, undescribed: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """The map's unresolved mentions: unknown countries, look-alikes kept apart, and what no row describes."""
    schema = MAP_TABLES["unresolved"]
    rows = [
        {"mention": mention, "reason": "no country or area of that name or code is known", "suggestions": []}
        for mention in identities.unknown_countries
    ]
    for doubt in identities.doubts:
        first, *others = doubt.members
        rows.append({"mention": first, "reason": f"kept apart: {doubt.reason}", "suggestions": list(others)})
    for table, mentions in undescribed.items():
        rows += [
            {"mention": mention, "table": table, "reason": f"no row of {table} describes it", "suggestions": []}
            for mention in mentions
        ]
    return pl.DataFrame(rows, schema=dict(schema)).sort("mention", "reason")
