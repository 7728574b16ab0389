"""What is measured of each importer, product and year, as one lazy table; nothing here belongs to one engine.

Written in Narwhals, so that Polars on one machine and Spark on several compute the same. Only sums, counts and extremes
of groups are used, and joins with small tables. Texts are numbers here (see `supply_map.numbered_flows`), and what
groups is one number made of importer, product and period.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import narwhals as nw
import polars as pl

from headwater.assessments.dependency.importers import MIRROR, OWN, RECONCILED, Importers, others
from headwater.supply_map.flows import Flows
from headwater.supply_map.numbered_flows import NumberedFlows, numbered, on_engine

Frame = nw.LazyFrame[Any]

KEY = ("importer", "product", "period")
_CENTS, _CODES = 100, 1024  # a value in cents and who supplied it, in one whole number: its largest is the top supplier
_SOURCES = 1_000_000  # whose word a row is, and of which source, in one whole number: its least is the best series


@dataclass(frozen=True, slots=True)
class Scope:
    """What is known of the flows as a whole (see `supply_map.flows.Flows`), and how many partners make a whole."""

    coverage: pl.DataFrame
    enough_exporters: float = 50
    merged: bool = False
    one_series: bool = False
    weighted: bool = False
    exporting: pl.DataFrame | None = None


@dataclass(frozen=True, slots=True)
class _Question:
    """One question on its way: the numbered flows, who asks, what is known of partners, and what of the whole."""

    flows: NumberedFlows
    who: Importers
    known: Frame
    named: tuple[int, ...]
    scope: Scope

    def number(self, partner: str) -> int:
        """A partner's number; one that nobody has where it is in no flow."""
        found = self.flows.partners.index_of(partner)
        return -1 if found is None else found

    @property
    def members(self) -> list[int]:
        return [self.number(member) for member in self.who.members]

    def packed(self, *names: str) -> nw.Expr:
        """Partner, product and period, or the last two, as one number."""
        sizes = {"product": len(self.flows.products), "period": len(self.flows.periods)}
        packed = nw.col(names[0]).cast(nw.Int64)
        for name in names[1:]:
            packed = packed * max(1, sizes[name]) + nw.col(name)
        return packed


def importer_indicators(
    flows: Flows, who: Importers, known: pl.DataFrame, scope: Scope, period: str | None = None
) -> pl.DataFrame:
    """One row per importer, product and year: totals, squares and the top supplier, exports, and world exporters.

    `known` has the columns of `importers.partners`; of one `period` only where it is named. Values are in the currency
    of the flows.
    """
    rows = numbered(flows, known["supplier"].to_list(), period)
    beside = on_engine(known.drop("supplier").with_columns(pl.col("code").cast(pl.Int32)), rows.frame)
    asked = _Question(rows, who, beside, tuple(known.filter("named")["code"]), scope)
    exporters = _exporters(asked)
    imports: pl.DataFrame = _imports(asked).collect(backend="polars").to_native()
    sold: pl.DataFrame = exporters.collect(backend="polars").to_native()
    return _texts(asked, _beside(asked, imports, sold))


def _reported(asked: _Question, rows: Frame, side: str) -> Frame:
    """Of each side, product and period only the best series: own report, reconciled, mirror; then source, A to Z.

    Where all is one series that is nobody's own report, there is nothing to choose.
    """
    if asked.scope.one_series:
        return rows.with_columns(nw.lit(RECONCILED * _SOURCES).alias("_series"))
    by = (
        nw.when(nw.col("reporter").is_null())
        .then(nw.lit(RECONCILED * _SOURCES))
        .when(nw.col("reporter") == nw.col(side))
        .then(nw.lit(OWN * _SOURCES))
        .otherwise(nw.lit(MIRROR * _SOURCES))
    )
    marked = rows.with_columns(
        (by + nw.col("source")).alias("_series"), asked.packed(side, "product", "period").alias("_key")
    )
    best = marked.group_by("_key").agg(nw.col("_series").min().alias("_best"))
    return marked.join(best, on="_key", how="inner").filter(nw.col("_series") == nw.col("_best")).drop("_best", "_key")


def _complete(asked: _Question, series: Frame, partner: str) -> Frame:
    """Rows of series that speak of the whole: own reports, and others that know enough partners in the period."""
    sources = {text: number for number, text in enumerate(asked.flows.sources.to_list())}
    periods = {text: number for number, text in enumerate(asked.flows.periods.to_list())}
    wanting = [
        sources[row["source"]] * len(periods) + periods[row["period"]]
        for row in asked.scope.coverage.iter_rows(named=True)
        if (row["reporters"] or row[partner]) < asked.scope.enough_exporters
        and row["source"] in sources
        and row["period"] in periods
    ]
    if not wanting:
        return series
    part = (nw.col("source") * len(periods) + nw.col("period")).is_in(wanting)
    return series.filter((nw.col("_series") < RECONCILED * _SOURCES) | ~part)


def _imports(asked: _Question) -> Frame:
    who, scope = asked.who, asked.scope
    rows = asked.flows.frame
    ours = rows.filter(nw.col("buyer").is_in(asked.members)) if who.members else rows
    series = _complete(asked, _reported(asked, ours, "buyer"), "suppliers")
    if who.as_bloc:
        series = series.with_columns(nw.lit(0).alias("buyer"))
    if scope.merged or who.as_bloc:
        series = series.group_by("buyer", "product", "period", "supplier").agg(nw.col("value").sum())
    parts = {name: part for name, part, _ in _parts(who, scope)}
    return (
        series.join(asked.known, left_on="supplier", right_on="code", how="inner")
        .with_columns(nw.col("supplier").alias("code"))
        .select(
            asked.packed("buyer", "product", "period").alias("_key"),
            *(part.alias(name) for name, part in parts.items()),
        )
        .group_by("_key")
        .agg(
            *(total.alias(name) for name, _, total in _parts(who, scope)), (nw.col("named") ** 2).sum().alias("squares")
        )
    )


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


def _exporters(asked: _Question) -> Frame:
    """Exports to everybody else, by exporter, product and year; buyers that are totals or blocs are left out.

    What a country reports as bought from itself are its own goods coming back: imports, and nobody's exports.
    """
    partners = asked.flows.partners
    somebody = partners.str.starts_with("country:") | partners.is_in(others())
    sold = asked.flows.frame.filter(nw.col("supplier") != nw.col("buyer"))
    if not somebody.all():
        sold = sold.filter(~nw.col("buyer").is_in((~somebody).arg_true().to_list()))
    whole = _complete(asked, _reported(asked, sold, "supplier"), "buyers")
    return (
        whole.select(asked.packed("supplier", "product", "period").alias("_key"), "value")
        .group_by("_key")
        .agg(nw.col("value").sum())
    )


def _beside(asked: _Question, imports: pl.DataFrame, sold: pl.DataFrame) -> pl.DataFrame:
    """Imports with the world's exports of the product and the importer's own; all of one year, and grouped already."""
    markets = len(asked.flows.products) * len(asked.flows.periods)
    members = asked.members
    exporters = (
        sold.sort("_key")  # so that sums are taken in one order, whatever the engine's
        .with_columns((pl.col("_key") // markets).alias("_exporter"), (pl.col("_key") % markets).alias("_market"))
        .filter(pl.col("_exporter").is_in(list(asked.named)))
    )
    own = exporters.filter(pl.col("_exporter").is_in(members)) if members else exporters
    if asked.who.as_bloc:
        own = own.with_columns(pl.lit(0, pl.Int64).alias("_exporter"))
    exports = own.group_by((pl.col("_exporter") * markets + pl.col("_market")).alias("_key"))
    years = len(asked.flows.periods)
    importer_year = (pl.col("_exporter") * years + pl.col("_market") % years).alias("_importer_year")
    anything = _exporting(asked, own.select(importer_year).unique())
    return (
        imports.with_columns(
            (pl.col("_key") // markets).alias("_exporter"), (pl.col("_key") % markets).alias("_market")
        )
        .with_columns(importer_year)
        .join(_world(asked, exporters), on="_market", how="left")
        .join(exports.agg(pl.col("value").sum().alias("exports")), on="_key", how="left")
        .with_columns(
            pl.when(pl.col("_importer_year").is_in(anything.implode()))
            .then(pl.col("exports").fill_null(0.0))
            .alias("exports")
        )
    )


def _exporting(asked: _Question, own: pl.DataFrame) -> pl.Series:
    """Importers, with the year, whose exports of anything are known: of other products they then export nothing."""
    scope, who, periods = asked.scope, asked.who, asked.flows.periods.to_list()
    if scope.exporting is None:
        return own["_importer_year"]
    wanting = {
        (row["source"], row["period"])
        for row in scope.coverage.iter_rows(named=True)
        if (row["reporters"] or row["buyers"]) < scope.enough_exporters
    }
    numbers = {
        (0 if who.as_bloc else asked.number(row["supplier"])) * len(periods) + periods.index(row["period"])
        for row in scope.exporting.iter_rows(named=True)
        if (row["own"] or (row["source"], row["period"]) not in wanting)
        and row["period"] in periods
        and (not who.members or row["supplier"] in who.members)
    }
    return pl.Series("_importer_year", sorted(numbers), dtype=pl.Int64)


def _world(asked: _Question, exporters: pl.DataFrame) -> pl.DataFrame:
    """World exports of a product: sum, sum of squares, number of exporters; of years with enough exporters known."""
    enough = {
        row["period"]
        for row in asked.scope.coverage.iter_rows(named=True)
        if (row["reporters"] or row["suppliers"]) >= asked.scope.enough_exporters
    }
    years = [number for number, period in enumerate(asked.flows.periods.to_list()) if period in enough]
    known = exporters.filter((pl.col("_market") % len(asked.flows.periods)).is_in(years))
    return known.group_by("_market").agg(
        pl.col("value").sum().alias("world_exports"),
        (pl.col("value") ** 2).sum().alias("world_squares"),
        pl.len().alias("world_exporters"),
    )


def _texts(asked: _Question, table: pl.DataFrame) -> pl.DataFrame:
    """Numbers back to texts, and the columns this question had no need of."""
    flows, who = asked.flows, asked.who
    importer = pl.lit(who.name) if who.as_bloc else flows.partners.gather(table["_exporter"])
    years = max(1, len(flows.periods))
    product, period = flows.products.gather(table["_market"] // years), flows.periods.gather(table["_market"] % years)
    nothing = [name for name in ("inside", "weighed", "risk") if name not in table.columns]
    return table.select(
        importer.alias("importer"), product.alias("product"), period.alias("period"),
        "imports", "named", "top_value", "suppliers", "squares",
        *(pl.lit(0.0).alias(name) if name in nothing else pl.col(name) for name in ("inside", "weighed", "risk")),
        flows.partners.gather(_CODES - 1 - table["_top"] % _CODES).alias("top_supplier"),
        "world_exports", "world_squares", "world_exporters", "exports",
    )  # fmt: skip
