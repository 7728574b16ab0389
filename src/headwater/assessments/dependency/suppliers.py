"""Who supplies one product to an importer, year by year, and who exports it to the world.

    value        what the series that counts says (see `indicators.reported`), added up over a bloc's members
    low, high    smallest and largest of all that is reported of the same flows, each brought to the valuation of the
                 one that counts (cif = fob times `cif_over_fob`): what buyer and supplier say, never an average
    share        value / all values of the year, of unspecified origin included; its low sets all others high, and back

A flow that only the other side reports has value 0, and what the other side says as its high.
"""

from __future__ import annotations

import narwhals as nw
import polars as pl

from headwater.assessments.dependency.importers import Importers, others, partners
from headwater.assessments.dependency.indicators import Scope
from headwater.assessments.dependency.series import annual, complete, reported
from headwater.assessments.dependency.thresholds import DEFAULTS, DependencyThresholds
from headwater.supply_map.flows import Flows

_FLOW = ("supplier", "buyer", "period")


def suppliers(flows: Flows, who: Importers, thresholds: DependencyThresholds = DEFAULTS) -> pl.DataFrame:
    """One row per supplier and year of the one product in `flows`, largest of each year first.

    Columns: period, supplier, named (false for areas not specified), value, low, high (in `currency`), share,
    share_low, share_high, currency, claims (of all that was reported). Trade inside a bloc is left out.
    """
    inside = set(who.members)
    outside = annual(nw.from_native(flows.frame)).filter(nw.col("buyer").is_in(who.members))
    if who.as_bloc:
        outside = outside.filter(~nw.col("supplier").is_in(who.members))
    rows = _collected(outside).join(partners(members=tuple(inside)).select("supplier", "named"), on="supplier")
    scope = Scope(flows.coverage, thresholds.enough_exporters)
    counted = _collected(complete(reported(outside, "buyer", one_series=flows.one_series), "suppliers", scope))
    told = rows.filter(pl.col("period").is_in(counted["period"].unique().to_list()))
    reports = told.group_by(*_FLOW, "source", "reporter").agg(
        pl.col("value").sum(), pl.col("valuation", "currency").min(), pl.col("named").first(), pl.col("claim")
    )  # several partners of a source may be one country here
    both = reports.join(_counted(counted), on=_FLOW, how="left").with_columns(pl.col("counted").fill_null(0.0))
    flow = both.group_by(*_FLOW).agg(
        pl.col("counted").first(),
        _as_counted(thresholds).min().alias("low"),
        _as_counted(thresholds).max().alias("high"),
        pl.col("named").first(),
        pl.col("currency").min(),
        pl.col("claim").explode(),
    )
    spread = flow.with_columns(pl.min_horizontal("counted", "low").alias("low"))
    added = spread.group_by("period", "supplier").agg(
        pl.col("named").first(),
        pl.col("counted").sum().alias("value"),
        pl.col("low", "high").sum(),
        pl.col("currency").min(),
        pl.col("claim").explode().sort().alias("claims"),
    )
    return _with_shares(added).sort("period", "value", "supplier", descending=[False, True, False])


def world_exporters(flows: Flows, thresholds: DependencyThresholds = DEFAULTS) -> pl.DataFrame:
    """Exports of the one product in `flows` by exporter and year; of years with enough exporters known, largest first.

    Columns: period, exporter, value, share (of all named exporters), currency, claims.
    """
    buyer = nw.col("buyer")
    somebody = buyer.str.starts_with("country:") | buyer.is_in(others())
    sold = annual(nw.from_native(flows.frame)).filter(nw.col("supplier") != buyer, somebody)
    scope = Scope(flows.coverage, thresholds.enough_exporters)
    series = _collected(complete(reported(sold, "supplier", one_series=flows.one_series), "buyers", scope))
    known = pl.max_horizontal("reporters", pl.when(pl.col("reporters") == 0).then("suppliers").otherwise(0))
    years = flows.coverage.filter(known >= thresholds.enough_exporters)["period"].unique().to_list()
    named = partners().filter("named").select("supplier")
    rows = series.filter(pl.col("period").is_in(years)).join(named, on="supplier", how="semi")
    added = rows.group_by("period", pl.col("supplier").alias("exporter")).agg(
        pl.col("value").sum(), pl.col("currency").min(), pl.col("claim").sort().alias("claims")
    )
    whole = pl.col("value").sum().over("period")
    shared = added.with_columns(pl.when(whole > 0).then(pl.col("value") / whole).alias("share"))
    return shared.select("period", "exporter", "value", "share", "currency", "claims").sort(
        "period", "value", "exporter", descending=[False, True, False]
    )


def _collected(frame: nw.LazyFrame[pl.LazyFrame]) -> pl.DataFrame:
    found: pl.DataFrame = frame.collect(backend="polars").to_native()
    return found


def _counted(series: pl.DataFrame) -> pl.DataFrame:
    """What counts of each flow, and as what it is valued."""
    return series.group_by(*_FLOW).agg(
        pl.col("value").sum().alias("counted"), pl.col("valuation").min().alias("counted_as")
    )


def _as_counted(thresholds: DependencyThresholds) -> pl.Expr:
    """A reported value, brought to the valuation of the one that counts."""
    value, factor = pl.col("value"), thresholds.cif_over_fob
    own, wanted = pl.col("valuation"), pl.col("counted_as")
    return (
        pl.when((own == "cif") & (wanted == "fob"))
        .then(value / factor)
        .when((own == "fob") & (wanted == "cif"))
        .then(value * factor)
        .otherwise(value)
    )


def _with_shares(added: pl.DataFrame) -> pl.DataFrame:
    def part(own: str, other: str) -> pl.Expr:
        """`own` of this supplier among the `other` of all the rest."""
        rest = pl.col(other).sum().over("period") - pl.col(other)
        return pl.when(pl.col(own) + rest > 0).then(pl.col(own) / (pl.col(own) + rest))

    columns = ["period", "supplier", "named", "value", "low", "high", "share", "share_low", "share_high"]
    return added.with_columns(
        part("value", "value").alias("share"),
        part("low", "high").alias("share_low"),
        part("high", "low").alias("share_high"),
    ).select(*columns, "currency", "claims")
