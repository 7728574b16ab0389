"""Flows without the rest of the map, and without ever holding them: trade statistics have millions of rows a year.

Suppliers, buyers and reporters of trade statistics are countries and areas; those resolve by code and name. Where
several contributions speak of one source and period, the row of the latest contribution that counts is the source's
word: it is the same file again, or its revision.
"""

from __future__ import annotations

import polars as pl

from headwater.claims.log import ClaimLog
from headwater.claims.model import View, active_contributions
from headwater.resolution.selection import selected
from headwater.standard.countries import resolve_areas, resolve_countries
from headwater.standard.tables import table
from headwater.standard.units import base_unit, to_base
from headwater.supply_map.flows import COVERAGE, FLOW_COLUMNS, Flows

_ENDS = ("supplier", "buyer", "reporter")


def resolve_flows(log: ClaimLog, view: View, periods: list[str] | None = None, hs: str | None = None) -> Flows:
    """The flows of `log` for `view`; of these periods only, and of HS codes that begin with `hs`, where given."""
    active = active_contributions(log.contributions(), view.known_on)
    claims = selected(log.claims("flows"), "flows", sorted(active), view)
    if periods is not None:
        claims = claims.filter(pl.col("period").is_in(periods))
    order = [entry.id for entry in log.contributions() if entry.id in active]
    seen = _seen(claims)
    identity_of = _identities(seen["mention"].explode().drop_nulls().unique())
    quantity, unit = pl.col("quantity"), pl.col("unit")
    exporting = None
    if hs is not None:
        exporting = _exporting(claims, identity_of)
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
        exporting=exporting,
    )


def recorded_periods(log: ClaimLog, view: View) -> list[str]:
    """Periods of which `view` has any flow, earliest first."""
    active = sorted(active_contributions(log.contributions(), view.known_on))
    claims = selected(log.claims("flows"), "flows", active, view)
    return sorted(claims.select(pl.col("period").unique()).collect(engine="streaming")["period"].to_list())


def recorded_ends(log: ClaimLog, view: View) -> pl.DataFrame:
    """Who trades in what `view` records: source, period, contribution, and lists of suppliers, buyers and reporters.

    Identities, as far as codes and names of countries and areas go. Columns `COVERAGE` besides. No row without flows.
    """
    active = sorted(active_contributions(log.contributions(), view.known_on))
    seen = _seen(selected(log.claims("flows"), "flows", active, view))
    found = _identities(seen["mention"].explode().drop_nulls().unique())
    names = list(found), list(found.values())
    return seen.with_columns(
        pl.col(end).list.eval(pl.element().replace(*names)).list.unique().list.sort() for end in _ENDS
    ).drop("mention")


def _seen(claims: pl.LazyFrame) -> pl.DataFrame:
    """Per source, period and contribution, every mention and the counts of coverage: one pass over a few columns."""
    found = claims.group_by("source", "period", "contribution").agg(pl.col(end).drop_nulls().unique() for end in _ENDS)
    counts = zip(_ENDS, ("suppliers", "buyers", "reporters"), strict=True)
    return found.with_columns(
        pl.concat_list(_ENDS).alias("mention"), *(pl.col(end).list.len().alias(name) for end, name in counts)
    ).collect(engine="streaming")


def _exporting(claims: pl.LazyFrame, identity_of: dict[str, str]) -> pl.DataFrame:
    """Who exports anything: a product nobody exports is one thing, exports nobody recorded are another."""
    names = list(identity_of), list(identity_of.values())
    ends = [pl.col(end).replace(*names) for end in _ENDS]
    sold = claims.filter(pl.col("value").is_not_null()).select("period", "source", *ends).unique()
    own = (pl.col("reporter") == pl.col("supplier")).fill_null(value=False).alias("own")
    return (
        sold.filter(pl.col("supplier") != pl.col("buyer"))
        .select("supplier", "period", "source", own)
        .unique()
        .collect(engine="streaming")
    )


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
