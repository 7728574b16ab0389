"""What holds over several years: the flags of GeoDep, strategic dependency by year, and how long a verdict lasts."""

from __future__ import annotations

import polars as pl

from headwater.assessments.dependency.thresholds import EU, GEODEP, HOUSE, DependencyThresholds
from headwater.standard.findings import UNKNOWN

_WINDOW = 3
OVER_YEARS = ("geodep", "persistence")
"""Indicators that look at more than the last year."""


def over_years(measured: pl.DataFrame, limits: DependencyThresholds, first_place: int) -> pl.DataFrame:
    """Findings over the years of `measured` (one row per importer, product and year), in the last year's products."""
    years = sorted(measured["period"].unique())
    last = measured.filter(pl.col("period") == years[-1]).select("importer", "product")
    rows = measured.join(last, on=["importer", "product"], how="semi")
    flags = {
        "import_hhi": pl.col("cdi1") > limits.import_hhi,
        "world_export_hhi": pl.col("world_hhi") > limits.world_export_hhi,
        "imports_over_exports": pl.col("cdi3") > limits.imports_over_exports,
    }
    recent = pl.col("period").is_in(years[-_WINDOW:])
    concentrated = pl.col("cdi1") > limits.import_hhi
    grouped = rows.group_by("importer", "product").agg(
        *((flag & recent).sum().alias(name) for name, flag in flags.items()),
        *((flag.not_() & recent).sum().alias(f"not_{name}") for name, flag in flags.items()),
        pl.col("strategic").sort_by("period").last().alias("strategic"),
        concentrated.sum().alias("held"),
        concentrated.is_not_null().sum().alias("known"),
    )
    window = f"{years[max(0, len(years) - _WINDOW)]}-{years[-1]}" if len(years) > 1 else years[-1]
    whole = f"{years[0]}-{years[-1]}" if len(years) > 1 else years[-1]
    parts = (
        _strategic(grouped, years[-1], limits),
        _geodep(grouped, tuple(flags), window, limits),
        _persistence(grouped, len(years), whole, limits),
    )
    return pl.concat(
        [part.with_columns(pl.lit(first_place + place, pl.Int32).alias("_place")) for place, part in enumerate(parts)]
    )


def _strategic(grouped: pl.DataFrame, year: str, limits: DependencyThresholds) -> pl.DataFrame:
    verdict = pl.when("strategic").then(pl.lit("strategic dependency")).otherwise(pl.lit("no strategic dependency"))
    method = (
        f"strategic_dependency = cdi1 above {limits.import_hhi:g} and cdi2 above {limits.outside_supply:g} and cdi3 "
        f"above {limits.substitutability:g} ({EU})"
    )
    held = pl.col("strategic").cast(pl.Float64)
    return _found(grouped, "strategic_dependency", held, "yes or no", _or_unknown(held, verdict), year, method)


def _geodep(grouped: pl.DataFrame, flags: tuple[str, ...], window: str, limits: DependencyThresholds) -> pl.DataFrame:
    """Each flag must hold in enough of three years; a flag that no longer can, decides alone."""
    enough = int(limits.years_of_three)
    holds = pl.sum_horizontal((pl.col(name) >= enough).cast(pl.Int64) for name in flags)
    fails = pl.any_horizontal(pl.col(f"not_{name}") > _WINDOW - enough for name in flags)
    value = pl.when((holds == len(flags)) | fails).then(holds.cast(pl.Float64))
    verdict = pl.when(holds == len(flags)).then(pl.lit("dependent")).otherwise(pl.lit("not dependent"))
    method = (
        f"geodep = flags that hold in at least {enough} of {_WINDOW} years (years_of_three): import HHI above "
        f"{limits.import_hhi:g}, HHI of world exports above {limits.world_export_hhi:g}, imports / exports above "
        f"{limits.imports_over_exports:g}; dependent where all three do ({GEODEP})"
    )
    return _found(grouped, "geodep", value, "flags", _or_unknown(value, verdict), window, method)


def _persistence(grouped: pl.DataFrame, years: int, whole: str, limits: DependencyThresholds) -> pl.DataFrame:
    value = pl.when(pl.col("known") > 0).then(pl.col("held") / pl.col("known"))
    verdict = pl.when(value > limits.persistent).then(pl.lit("persistent")).otherwise(pl.lit("not persistent"))
    method = (
        f"persistence = share of the years recorded, of {years}, in which cdi1 is above {limits.import_hhi:g}; above "
        f"{limits.persistent:g} persistent (persistent; {HOUSE})"
    )
    return _found(grouped, "persistence", value, "share", _or_unknown(value, verdict), whole, method)


def _or_unknown(value: pl.Expr, verdict: pl.Expr) -> pl.Expr:
    return pl.when(value.is_null()).then(pl.lit(UNKNOWN)).otherwise(verdict)


def _found(
    grouped: pl.DataFrame, name: str, value: pl.Expr, unit: str, verdict: pl.Expr, as_of: str, method: str
) -> pl.DataFrame:
    return grouped.select(
        pl.concat_str("importer", pl.lit(" > "), "product").alias("subject"),
        pl.lit(name).alias("indicator"),
        value.alias("value"),
        value.alias("low"),
        value.alias("high"),
        pl.lit(unit).alias("unit"),
        verdict.alias("verdict"),
        pl.lit(as_of).alias("as_of"),
        pl.lit(method).alias("method"),
        pl.col("importer").alias("_importer"),
        pl.col("product").alias("_product"),
    )
