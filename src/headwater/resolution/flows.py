"""Flows without the rest of the map, and without ever holding them: trade statistics have millions of rows a year.

Suppliers, buyers and reporters of trade statistics are countries and areas; those resolve by code and name. Where
several contributions speak of one source and period, the row of the latest contribution that counts is the source's
word: it is the same file again, or its revision.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from headwater.claims.log import ClaimLog
from headwater.claims.model import View, active_contributions
from headwater.resolution.selection import selected
from headwater.standard.countries import resolve_areas, resolve_countries
from headwater.standard.tables import table
from headwater.standard.units import base_unit, to_base
from headwater.supply_map.flows import COVERAGE, FLOW_COLUMNS, Flows

_ENDS = ("supplier", "buyer", "reporter")
_SERIES = ("source", "period", "contribution")


def resolve_flows(log: ClaimLog, view: View, periods: list[str] | None = None, hs: str | None = None) -> Flows:
    """The flows of `log` for `view`; of these periods only, and of HS codes that begin with `hs`, where given."""
    active = active_contributions(log.contributions(), view.known_on)
    claims = selected(log.claims("flows"), "flows", sorted(active), view)
    if periods is not None:
        claims = claims.filter(pl.col("period").is_in(periods))
    order = [entry.id for entry in log.contributions() if entry.id in active]
    seen = _seen(claims, periods)
    identity_of = _identities(seen["mention"].explode().drop_nulls().unique())
    quantity, unit = pl.col("quantity"), pl.col("unit")
    if hs is not None:
        claims = claims.filter(pl.col("product").str.contains(rf"^hs:[^.]+\.{hs}"))
    rows = _latest(claims, seen, order).with_columns(
        *(pl.col(end).replace(list(identity_of), list(identity_of.values())) for end in _ENDS),
        pl.coalesce(to_base(quantity, unit), quantity).alias("quantity"),
        pl.coalesce(base_unit(unit), unit).alias("unit"),
    )
    return Flows(
        rows.select(list(FLOW_COLUMNS)),
        seen.group_by("source", "period").agg(pl.col("suppliers", "buyers", "reporters").max()).select(list(COVERAGE)),
        merged=len(set(identity_of.values())) < len(identity_of),
        one_series=seen["source"].n_unique() < 2 and not (seen["reporters"] > 0).any(),
    )


def recorded_periods(log: ClaimLog, view: View) -> list[str]:
    """Periods of which `view` has any flow, earliest first."""
    active = sorted(active_contributions(log.contributions(), view.known_on))
    claims = selected(log.claims("flows"), "flows", active, view)
    return sorted(claims.select(pl.col("period").unique()).collect(engine="streaming")["period"].to_list())


def _seen(claims: pl.LazyFrame, periods: Sequence[str] | None) -> pl.DataFrame:
    """Per source, period and contribution, every mention and the counts of coverage: one pass over a few columns."""
    parts = [claims.filter(pl.col("period") == period) for period in sorted(set(periods))] if periods else [claims]
    found = pl.concat([_mentions(part) for part in parts])
    counts = zip(_ENDS, ("suppliers", "buyers", "reporters"), strict=True)
    return found.with_columns(
        pl.concat_list(_ENDS).alias("mention"), *(pl.col(end).list.len().alias(name) for end, name in counts)
    )


def _mentions(claims: pl.LazyFrame) -> pl.DataFrame:
    """The mentions of each end, by source, period and contribution."""
    ends = claims.select(
        pl.len(),
        *(pl.col(name).min().alias(f"{name} first") for name in _SERIES),
        *(pl.col(name).max() for name in _SERIES),
    )
    said = ends.collect(engine="streaming").row(0, named=True)
    if said["len"] and all(said[name] == said[f"{name} first"] for name in _SERIES):  # a year as it was published
        each = [claims.select(pl.col(end).drop_nulls().unique().implode()) for end in _ENDS]
        lists = [part.item() for part in pl.collect_all(each, engine="streaming")]
        return pl.DataFrame(
            {name: [said[name]] for name in _SERIES}
            | {end: pl.Series([list_], dtype=pl.List(pl.String)) for end, list_ in zip(_ENDS, lists, strict=True)}
        )
    grouped = claims.group_by(_SERIES).agg(pl.col(end).drop_nulls().unique() for end in _ENDS)
    return grouped.collect(engine="streaming")


def _identities(mentions: pl.Series) -> dict[str, str]:
    """Mentions of countries and areas, each with its identity."""
    asked = mentions.filter(mentions.str.contains("^(country|area):"))
    found = resolve_countries(asked).fill_null(resolve_areas(asked)).fill_null(asked)
    return dict(sorted(zip(asked.to_list(), found.to_list(), strict=True)))


def _latest(claims: pl.LazyFrame, seen: pl.DataFrame, order: list[str]) -> pl.LazyFrame:
    """Rows told twice only once; nothing is compared where every period of a source is in one contribution."""
    several = (
        seen.group_by("source", "period").agg(pl.col("contribution").n_unique()).filter(pl.col("contribution") > 1)
    )
    if several.is_empty():
        return claims
    place = pl.col("contribution").replace_strict(order, list(range(len(order))), return_dtype=pl.Int64)
    told = claims.join(several.select("source", "period").lazy(), on=["source", "period"], how="semi")
    once = told.sort(place, descending=True, maintain_order=True).unique(list(table("flows").key), keep="first")
    others = claims.join(several.select("source", "period").lazy(), on=["source", "period"], how="anti")
    return pl.concat([others, once])
