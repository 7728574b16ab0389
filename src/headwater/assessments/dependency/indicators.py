"""What is measured of each importer, product and year, as one lazy table; nothing here belongs to one engine.

Written in Narwhals, so that Polars on one machine and Spark on several compute the same. Only sums, counts and extremes
of groups are used, and joins with small tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import narwhals as nw
import polars as pl

from headwater.assessments.dependency.importers import MIRROR, OWN, RECONCILED, Importers, others

Frame = nw.LazyFrame[Any]

KEY = ("importer", "product", "period")
_CENTS, _CODES = 100, 1024  # a value in cents and who supplied it, in one whole number: its largest is the top supplier
_YEAR = 4


@dataclass(frozen=True, slots=True)
class Scope:
    """What is known of the flows as a whole (see `supply_map.flows.Flows`), and how many partners make a whole."""

    coverage: pl.DataFrame
    enough_exporters: float = 50
    merged: bool = False
    one_series: bool = False
    weighted: bool = False
    exporting: pl.DataFrame | None = None


def annual(flows: Frame) -> Frame:
    """Flows of whole years with a value."""
    return flows.filter(~nw.col("value").is_null(), nw.col("period").str.len_chars() == _YEAR)


def reported(flows: Frame, side: str, *, one_series: bool = False) -> Frame:
    """Of each side, product and period only the best series: own report, reconciled, mirror; then source, A to Z.

    Adds `_series`. With `one_series` there is nothing to choose.
    """
    if one_series:
        return flows.with_columns(nw.lit(str(RECONCILED)).alias("_series"))
    by = (
        nw.when(nw.col("reporter").is_null())
        .then(nw.lit(RECONCILED))
        .when(nw.col("reporter") == nw.col(side))
        .then(nw.lit(OWN))
        .otherwise(nw.lit(MIRROR))
    )
    marked = flows.with_columns(nw.concat_str([by.cast(nw.String), nw.col("source")], separator=" ").alias("_series"))
    key = [side, "product", "period"]
    best = marked.group_by(key).agg(nw.col("_series").min().alias("_best"))
    return marked.join(best, on=key, how="inner").filter(nw.col("_series") == nw.col("_best")).drop("_best")


def complete(series: Frame, partner: str, scope: Scope) -> Frame:
    """Rows of series that speak of the whole: own reports, and others that know enough partners in the period."""
    wanting = [
        f"{row['source']} {row['period']}"
        for row in scope.coverage.iter_rows(named=True)
        if (row["reporters"] or row[partner]) < scope.enough_exporters
    ]
    if not wanting:
        return series
    part = nw.concat_str([nw.col("source"), nw.col("period")], separator=" ").is_in(wanting)
    return series.filter(nw.col("_series").str.starts_with(str(OWN)) | ~part)


def importer_indicators(flows: Frame, who: Importers, known: Frame, scope: Scope) -> Frame:
    """One row per importer, product and year: totals, squares and the top supplier, exports, and world exporters.

    `flows` has the columns of `supply_map.flows.FLOW_COLUMNS`, `known` those of `importers.partners`. Values are in the
    currency of the flows.
    """
    whole = annual(flows)
    imports = _imports(whole, who, known, scope)
    exporters = _settled(_exporters(whole, known, scope))
    found = imports.join(_world(exporters, scope), on=["product", "period"], how="left").join(
        _own_exports(exporters, who), on=list(KEY), how="left"
    )
    nothing_sold = nw.when(nw.col("exports").is_null()).then(nw.lit(0.0)).otherwise(nw.col("exports"))
    if scope.exporting is not None:
        sells = nw.concat_str([nw.col("importer"), nw.col("period")], separator=" ").is_in(_selling(who, scope))
        return found.with_columns(nw.when(sells).then(nothing_sold).alias("exports"))
    return (
        found.join(_exporting(exporters, who), on=["importer", "period"], how="left")
        .with_columns(nw.when(~nw.col("_exports_anything").is_null()).then(nothing_sold).alias("exports"))
        .drop("_exports_anything")
    )


def _selling(who: Importers, scope: Scope) -> list[str]:
    """`IMPORTER PERIOD` of those whose exports of anything are known, where the flows hold only some products."""
    assert scope.exporting is not None  # noqa: S101 - asked only then
    wanting = {
        (row["source"], row["period"])
        for row in scope.coverage.iter_rows(named=True)
        if (row["reporters"] or row["buyers"]) < scope.enough_exporters
    }
    return sorted(
        {
            f"{who.name if who.as_bloc else row['supplier']} {row['period']}"
            for row in scope.exporting.iter_rows(named=True)
            if (row["own"] or (row["source"], row["period"]) not in wanting)
            and (not who.members or row["supplier"] in who.members)
        }
    )


def _settled(frame: Frame) -> Frame:
    """The same rows computed once: three questions are asked of them, and engines ask three times."""
    return frame.collect().lazy(backend=frame.implementation)


def _imports(flows: Frame, who: Importers, known: Frame, scope: Scope) -> Frame:
    ours = flows.filter(nw.col("buyer").is_in(who.members)) if who.members else flows
    series = complete(reported(ours, "buyer", one_series=scope.one_series), "suppliers", scope)
    importer = nw.lit(who.name) if who.as_bloc else nw.col("buyer")
    rows = series.with_columns(importer.alias("importer"))
    if scope.merged or who.as_bloc:
        rows = rows.group_by(*KEY, "supplier").agg(nw.col("value").sum())
    parts = {name: part for name, part, _ in _parts(who, scope)}
    sums = (
        rows.join(known, on="supplier", how="inner")
        .select(*KEY, *(part.alias(name) for name, part in parts.items()))
        .group_by(*KEY)
        .agg(
            *(total.alias(name) for name, _, total in _parts(who, scope)), (nw.col("named") ** 2).sum().alias("squares")
        )
    )
    nothing = [name for name in ("inside", "weighed", "risk") if name not in parts]
    names = known.select(nw.col("code").alias("_code"), nw.col("supplier").alias("top_supplier"))
    coded = sums.with_columns(
        (_CODES - 1 - nw.col("_top") % _CODES).alias("_code"), *(nw.lit(0.0).alias(name) for name in nothing)
    )
    return coded.join(names, on="_code", how="left").drop("_code", "_top")


def _parts(who: Importers, scope: Scope) -> list[tuple[str, nw.Expr, nw.Expr]]:
    """What each flow adds to its importer, and how it is added up; only what this question needs."""
    value, named = nw.col("value"), nw.col("named")
    nothing = nw.lit(0.0)
    found = []
    if who.as_bloc:
        inside = nw.col("inside")
        found.append(("inside", nw.when(inside).then(value).otherwise(nothing), nw.col("inside").sum()))
        value = nw.when(~inside).then(value).otherwise(nothing)
        named = named & ~inside
    bought = nw.when(named).then(value).otherwise(nothing)
    counts = named & (value > 0)
    packed = (value * _CENTS).round(0).cast(nw.Int64) * _CODES + (_CODES - 1 - nw.col("code"))
    found += [
        ("imports", value, nw.col("imports").sum()),
        ("named", bought, nw.col("named").sum()),
        ("top_value", bought, nw.col("top_value").max()),
        ("suppliers", counts.cast(nw.Int64), nw.col("suppliers").sum()),
        ("_top", nw.when(counts).then(packed), nw.col("_top").max()),
    ]
    if scope.weighted:
        weight = nw.col("weight")
        weighed = nw.when(named & ~weight.is_null()).then(value).otherwise(nothing)
        found.append(("weighed", weighed, nw.col("weighed").sum()))
        risk = nw.when(named & ~weight.is_null()).then(value * value * weight).otherwise(nothing)
        found.append(("risk", risk, nw.col("risk").sum()))
    return found


def _exporters(flows: Frame, known: Frame, scope: Scope) -> Frame:
    """Exports to everybody else, by exporter, product and year; buyers that are totals or blocs are left out.

    What a country reports as bought from itself are its own goods coming back: imports, and nobody's exports.
    """
    buyer = nw.col("buyer")
    somebody = buyer.str.starts_with("country:") | buyer.is_in(others())
    sold = flows.filter(nw.col("supplier") != buyer, somebody)
    series = reported(sold, "supplier", one_series=scope.one_series)
    whole = complete(series, "buyers", scope)
    return (
        whole.group_by("supplier", "product", "period")
        .agg(nw.col("value").sum())
        .join(known.filter(nw.col("named")).select("supplier"), on="supplier", how="semi")
    )


def _world(exporters: Frame, scope: Scope) -> Frame:
    """World exports of a product: sum, sum of squares, number of exporters; of years with enough exporters known."""
    years = sorted(
        {
            row["period"]
            for row in scope.coverage.iter_rows(named=True)
            if (row["reporters"] or row["suppliers"]) >= scope.enough_exporters
        }
    )
    return (
        exporters.filter(nw.col("period").is_in(years))
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
