"""Indicators of the importers asked for as findings: values, ranges, verdicts with their thresholds, and claims."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import narwhals as nw
import polars as pl

from headwater.assessments.dependency.importers import Importers, partners
from headwater.assessments.dependency.indicators import Scope, importer_indicators
from headwater.assessments.dependency.telling import members_told, said_of
from headwater.assessments.dependency.thresholds import DEFAULTS, EU, GEODEP, HOUSE, DependencyThresholds
from headwater.assessments.dependency.years import over_years
from headwater.standard.findings import FINDING_SCHEMA, UNKNOWN, Ladder
from headwater.supply_map.flows import Flows

_PLACE = "_place"
_YEAR = 4


def dependency(
    flows: Flows,
    who: Importers,
    weights: Mapping[str, float] | None = None,
    thresholds: DependencyThresholds = DEFAULTS,
) -> pl.DataFrame:
    """Findings (`FINDING_SCHEMA`) on every product that `who` imports; subjects read IMPORTER > PRODUCT.

    Indicators of one year are of the last year in `flows`; those over years use all of them. `weights` are the user's
    risk weights by country; without them there is no governance-weighted HHI.
    """
    return findings_on(measure(flows, who, weights, thresholds), flows, who, weights, thresholds)


def measure(
    flows: Flows,
    who: Importers,
    weights: Mapping[str, float] | None = None,
    thresholds: DependencyThresholds = DEFAULTS,
) -> pl.DataFrame:
    """Sums, shares and indices: one row per importer, product and year (see `importer_indicators`, `with_shares`)."""
    known = partners(weights, who.members)

    def scope(of: Flows) -> Scope:
        return Scope(of.coverage, thresholds.enough_exporters, of.merged, of.one_series, bool(weights), of.exporting)

    years = sorted(period for period in flows.coverage["period"].unique() if len(period) == _YEAR)
    each = [(flows.of(year), year) for year in years]
    tables = [importer_indicators(of, who, known, scope(of), year) for of, year in each]  # a year fits into memory
    if not tables:
        tables = [importer_indicators(flows, who, known, scope(flows))]
    return with_shares(pl.concat(tables, rechunk=True), thresholds)


def findings_on(
    measured: pl.DataFrame,
    flows: Flows,
    who: Importers,
    weights: Mapping[str, float] | None = None,
    thresholds: DependencyThresholds = DEFAULTS,
) -> pl.DataFrame:
    """The findings of `dependency`, on what `measure` gave with the same arguments."""
    if measured.is_empty():
        return pl.DataFrame(schema=dict(FINDING_SCHEMA))
    latest = measured.filter(pl.col("period") == pl.col("period").max())
    claims = _claims(flows, who, latest["period"][0])
    told = said_of(members_told(flows, who, thresholds), who, latest["period"][0])
    who = replace(who, said="; ".join(filter(None, (who.said, told))))
    indicators = _INDICATORS if weights else tuple(item for item in _INDICATORS if item.name != "governance_hhi")
    parts = [_finding(latest, item, place, who, thresholds) for place, item in enumerate(indicators)]
    parts.append(over_years(measured, thresholds, len(indicators)))
    return _with_claims(pl.concat(parts), claims).sort("_importer", "_product", _PLACE).select(*FINDING_SCHEMA)


def with_shares(table: pl.DataFrame, thresholds: DependencyThresholds) -> pl.DataFrame:
    """Shares and indices from the sums; in `_high` the largest supplier has all imports of unspecified origin."""
    total, top = pl.col("imports"), pl.col("top_value")
    unnamed = total - pl.col("named")
    everything = pl.when(total > 0).then(total)
    exports = pl.col("exports")
    return table.with_columns(
        (pl.col("squares") / everything**2).alias("cdi1"),
        ((pl.col("squares") - top**2 + (top + unnamed) ** 2) / everything**2).alias("cdi1_high"),
        (total / (total + pl.col("inside"))).alias("cdi2"),
        pl.when(exports > 0).then(total / exports).when(exports == 0).then(pl.lit(float("inf"))).alias("cdi3"),
        (pl.col("world_squares") / pl.col("world_exports") ** 2).alias("world_hhi"),
        (top / everything).alias("top_share"),
        ((top + unnamed) / everything).alias("top_share_high"),
        pl.when(pl.col("weighed") >= pl.col("named") * (1 - 1e-12))
        .then(pl.col("risk") / everything**2)
        .alias("governance"),
        (pl.col("risk") / everything**2).alias("governance_low"),
    ).with_columns(
        strategic(thresholds).alias("strategic"),
        flip_probability(pl.col("cdi1"), pl.col("cdi1_high"), thresholds.import_hhi).alias("flip"),
    )


def strategic(limits: DependencyThresholds) -> pl.Expr:
    """Whether all three EU indicators are above their thresholds; null where one that decides is unknown."""
    tests = (
        pl.col("cdi1") > limits.import_hhi,
        pl.col("cdi2") > limits.outside_supply,
        pl.col("cdi3") > limits.substitutability,
    )
    return pl.all_horizontal(tests)


def flip_probability(low: pl.Expr, high: pl.Expr, limit: float) -> pl.Expr:
    """Share of values drawn evenly between low and high whose verdict is another than that of low."""
    across = pl.when(low > limit).then(0.0).otherwise((high - limit).clip(lower_bound=0.0))
    return pl.when(high > low).then(across / (high - low)).when(low.is_not_null()).then(0.0)


@dataclass(frozen=True, slots=True)
class _Indicator:
    name: str
    column: str
    high: str
    unit: str
    formula: str
    ladder: Callable[[DependencyThresholds], Ladder]
    low: str = ""


_INDICATORS: tuple[_Indicator, ...] = (
    _Indicator("cdi1", "cdi1", "cdi1_high", "index 0..1", "sum of squared shares of the origins of imports",
               lambda t: t.ladder("import_hhi", "concentrated", "not concentrated", EU)),
    _Indicator("cdi2", "cdi2", "cdi2", "share", "imports from outside / all imports of the members",
               lambda t: t.ladder("outside_supply", "mostly from outside", "mostly from members", EU)),
    _Indicator("cdi3", "cdi3", "cdi3", "ratio", "imports from outside / all exports of the importer",
               lambda t: t.ladder("substitutability", "not substitutable", "substitutable", f"{EU}; {GEODEP}")),
    _Indicator("world_export_hhi", "world_hhi", "world_hhi", "index 0..1", "sum of squared shares of world exports",
               lambda t: t.ladder("world_export_hhi", "concentrated", "not concentrated", GEODEP)),
    _Indicator("top_supplier", "top_share", "top_share_high", "share", "share of the largest supplier",
               lambda _: Ladder((), "no threshold")),
    _Indicator("early_warning", "top_share", "top_share_high", "share", "share of the largest supplier",
               lambda t: t.grades()),
    _Indicator("governance_hhi", "governance", "governance", "index", "sum of squared shares times risk weight",
               lambda t: t.ladder("governance_hhi", "risky", "not risky", "JRC; weights the user's, limit ours"),
               "governance_low"),
    _Indicator("flip_probability", "flip", "flip", "share", "part of the known range of cdi1 across its threshold",
               lambda _: Ladder((), "no threshold", HOUSE)),
)  # fmt: skip


def _finding(
    rows: pl.DataFrame, item: _Indicator, place: int, who: Importers, limits: DependencyThresholds
) -> pl.DataFrame:
    ladder = item.ladder(limits)
    value, low, high = pl.col(item.column), pl.col(item.low or item.column), pl.col(item.high)
    verdict = ladder.verdict(value, low, high)
    if item.name == "top_supplier":
        verdict = pl.coalesce(pl.format("largest supplier: {}", "top_supplier"), pl.lit(UNKNOWN))
    if item.name == "early_warning":
        verdict = (
            pl.when(ladder.of(value) == ladder.floor)
            .then(verdict)
            .otherwise(pl.coalesce(pl.format("{}: {}", verdict, "top_supplier"), pl.lit(UNKNOWN)))
        )
    if item.name == "cdi3":
        verdict = (
            pl.when(value.is_null()).then(pl.lit("unknown: the importer's exports are not recorded")).otherwise(verdict)
        )
    finite = value.is_not_null() & value.is_finite()  # exports of nothing: the ratio has no number, but a verdict
    asked = f" of {who.name}: {who.said}" if who.said else ""
    return rows.select(
        pl.concat_str("importer", pl.lit(" > "), "product").alias("subject"),
        pl.lit(item.name).alias("indicator"),
        pl.when(finite).then(value).alias("value"),
        pl.when(low.is_finite()).then(low).alias("low"),
        pl.when(high.is_finite()).then(high).alias("high"),
        pl.lit(item.unit).alias("unit"),
        verdict.alias("verdict"),
        pl.col("period").alias("as_of"),
        pl.lit(f"{item.name} = {item.formula}{asked}; {ladder.said()}").alias("method"),
        pl.col("importer").alias("_importer"),
        pl.col("product").alias("_product"),
        pl.lit(place).alias(_PLACE),
    )


def _claims(flows: Flows, who: Importers, period: str) -> pl.DataFrame:
    """Claims behind the imports of each product in the year, by importer."""
    mentions = {mention for mention, identity in flows.identities.items() if identity in who.members}
    ours = nw.from_native(flows.mentions).filter(nw.col("period") == period)
    if who.members:
        ours = ours.filter(nw.col("buyer").is_in(sorted(mentions | set(who.members))))
    rows: pl.DataFrame = ours.select("supplier", "buyer", "product", "claim").collect(backend="polars").to_native()
    named = rows.with_columns(pl.col("supplier", "buyer").replace(dict(flows.identities))) if flows.identities else rows
    importer = pl.lit(who.name) if who.as_bloc else pl.col("buyer")
    return (
        named.join(partners().select("supplier"), on="supplier", how="semi")
        .group_by(importer.alias("_importer"), pl.col("product").alias("_product"))
        .agg(pl.col("claim").sort().alias("claims"))
    )


def _with_claims(found: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    joined = found.join(claims, on=["_importer", "_product"], how="left")
    return joined.with_columns(pl.col("claims").fill_null([]))
