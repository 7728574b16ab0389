"""What is measured of each importer, product and year, as one lazy table; nothing here belongs to one engine.

Written in Narwhals, so that Polars on one machine and Spark on several compute the same. Only sums, counts and extremes
of groups are used, and joins with small tables.
"""

from __future__ import annotations

from typing import Any

import narwhals as nw

from headwater.assessments.dependency.importers import MIRROR, OWN, RECONCILED, Importers, partners

Frame = nw.LazyFrame[Any]

KEY = ("importer", "product", "period")
_CENTS, _CODES = 100, 1024  # a value in cents and who supplied it, in one whole number: its largest is the top supplier
_YEAR = 4


def annual(flows: Frame) -> Frame:
    """Flows of whole years with a value."""
    return flows.filter(~nw.col("value").is_null(), nw.col("period").str.len_chars() == _YEAR)


def reported(flows: Frame, side: str) -> Frame:
    """Of each side, product and period only the best series: own report, reconciled, mirror; then source, A to Z.

    Adds `_series`. Where everything is one series nothing is compared.
    """
    by = (
        nw.when(nw.col("reporter").is_null())
        .then(nw.lit(RECONCILED))
        .when(nw.col("reporter") == nw.col(side))
        .then(nw.lit(OWN))
        .otherwise(nw.lit(MIRROR))
    )
    kinds = flows.select(by.alias("_side"), "source").unique().head(2).collect().rows()
    if len(kinds) < 2:
        only = " ".join(str(part) for part in kinds[0]) if kinds else ""
        return flows.with_columns(nw.lit(only).alias("_series"))
    marked = flows.with_columns(nw.concat_str([by.cast(nw.String), nw.col("source")], separator=" ").alias("_series"))
    key = [side, "product", "period"]
    best = marked.group_by(key).agg(nw.col("_series").min().alias("_best"))
    return marked.join(best, on=key, how="inner").filter(nw.col("_series") == nw.col("_best")).drop("_best")


def complete(series: Frame, partner: str, enough: float) -> Frame:
    """Rows of series that speak of the whole: own reports, and others that know enough partners in the period."""
    counted = series.group_by("_series", "period").agg(nw.col(partner).n_unique().alias("_partners"))
    own = nw.col("_series").str.starts_with(str(OWN))
    whole = counted.filter(own | (nw.col("_partners") >= enough)).select("_series", "period")
    return series.join(whole, on=["_series", "period"], how="semi")


def importer_indicators(
    flows: Frame, who: Importers, weights: Frame | None = None, *, enough_exporters: float = 50, merged: bool = False
) -> Frame:
    """One row per importer, product and year: totals, squares and the top supplier, exports, and world exporters.

    `flows` has the columns of `supply_map.flows.FLOW_COLUMNS`. Values are in the currency of the flows.
    """
    whole = annual(flows)
    known = weights if weights is not None else nw.from_native(partners(members=who.members).lazy())
    imports = _imports(whole, who, known, enough_exporters, merged=merged or who.as_bloc)
    exporters = _settled(_exporters(whole, known, enough_exporters))
    return (
        imports.join(_world(exporters, enough_exporters), on=["product", "period"], how="left")
        .join(_own_exports(exporters, who), on=list(KEY), how="left")
        .join(_exporting(exporters, who), on=["importer", "period"], how="left")
        .with_columns(
            nw.when(~nw.col("_exports_anything").is_null())
            .then(nw.when(nw.col("exports").is_null()).then(nw.lit(0.0)).otherwise(nw.col("exports")))
            .alias("exports")
        )
        .drop("_exports_anything")
    )


def _settled(frame: Frame) -> Frame:
    """The same rows computed once: three questions are asked of them, and engines ask three times."""
    return frame.collect().lazy(backend=frame.implementation)


def _imports(flows: Frame, who: Importers, known: Frame, enough_exporters: float, *, merged: bool) -> Frame:
    ours = flows.filter(nw.col("buyer").is_in(who.members)) if who.members else flows
    series = complete(reported(ours, "buyer"), "supplier", enough_exporters)
    importer = nw.lit(who.name) if who.as_bloc else nw.col("buyer")
    rows = series.with_columns(importer.alias("importer"))
    if merged:
        rows = rows.group_by(*KEY, "supplier").agg(nw.col("value").sum())
    rows = rows.join(known, on="supplier", how="inner")
    inside = nw.col("inside") & nw.lit(who.as_bloc)
    value = nw.col("value")
    named = nw.col("named") & ~inside
    parts = rows.select(
        *KEY,
        nw.when(inside).then(value).otherwise(nw.lit(0.0)).alias("_within"),
        nw.when(~inside).then(value).otherwise(nw.lit(0.0)).alias("_outside"),
        nw.when(named).then(value).otherwise(nw.lit(0.0)).alias("_named"),
        nw.when(named & (value > 0)).then(nw.lit(1)).otherwise(nw.lit(0)).alias("_one"),
        nw.when(named & (value > 0))
        .then((value * _CENTS).round(0).cast(nw.Int64) * _CODES + (_CODES - 1 - nw.col("code")))
        .alias("_packed"),
        nw.when(named & ~nw.col("weight").is_null()).then(value).otherwise(nw.lit(0.0)).alias("_weighed"),
        nw.when(named).then(value * value * nw.col("weight")).otherwise(nw.lit(0.0)).alias("_risk"),
    )
    sums = parts.group_by(*KEY).agg(
        nw.col("_within").sum().alias("inside"),
        nw.col("_outside").sum().alias("imports"),
        nw.col("_named").sum().alias("named"),
        (nw.col("_named") * nw.col("_named")).sum().alias("squares"),
        nw.col("_named").max().alias("top_value"),
        nw.col("_one").sum().alias("suppliers"),
        nw.col("_packed").max().alias("_packed"),
        nw.col("_weighed").sum().alias("weighed"),
        nw.col("_risk").sum().alias("risk"),
    )
    names = known.select(nw.col("code").alias("_code"), nw.col("supplier").alias("top_supplier"))
    coded = sums.with_columns((_CODES - 1 - nw.col("_packed") % _CODES).alias("_code")).drop("_packed")
    return coded.join(names, on="_code", how="left").drop("_code")


def _exporters(flows: Frame, known: Frame, enough_exporters: float) -> Frame:
    """Exports to everybody else, by exporter, product and year; buyers that are totals or blocs are left out.

    What a country reports as bought from itself are its own goods coming back: imports, and nobody's exports.
    """
    buyers = known.select(nw.col("supplier").alias("buyer"))
    sold = flows.filter(nw.col("supplier") != nw.col("buyer")).join(buyers, on="buyer", how="semi")
    series = reported(sold, "supplier")
    whole = complete(series, "buyer", enough_exporters)
    return (
        whole.group_by("supplier", "product", "period")
        .agg(nw.col("value").sum())
        .join(known.filter(nw.col("named")).select("supplier"), on="supplier", how="semi")
    )


def _world(exporters: Frame, enough: float) -> Frame:
    """World exports of a product: sum, sum of squares, number of exporters; of years with enough exporters known."""
    known = exporters.group_by("period").agg(nw.col("supplier").n_unique().alias("_exporters"))
    years = known.filter(nw.col("_exporters") >= enough).select("period")
    return (
        exporters.join(years, on="period", how="semi")
        .group_by("product", "period")
        .agg(
            nw.col("value").sum().alias("world_exports"),
            (nw.col("value") * nw.col("value")).sum().alias("world_squares"),
            nw.len().alias("world_exporters"),
        )
    )


def _exports_of(exporters: Frame, who: Importers) -> Frame:
    ours = exporters.filter(nw.col("supplier").is_in(who.members)) if who.members else exporters
    importer = nw.lit(who.name) if who.as_bloc else nw.col("supplier")
    return ours.with_columns(importer.alias("importer"))


def _own_exports(exporters: Frame, who: Importers) -> Frame:
    return _exports_of(exporters, who).group_by(*KEY).agg(nw.col("value").sum().alias("exports"))


def _exporting(exporters: Frame, who: Importers) -> Frame:
    """Importers whose exports of anything are known in a period: of other products they then export nothing."""
    found = _exports_of(exporters, who).select("importer", "period").unique()
    return found.with_columns(nw.lit(1).alias("_exports_anything"))
