"""How concentrated is the supply of each product, and on whom?

    HHI                     sum of squared shares, 0..1 (Herfindahl; thresholds: US DoJ, EU)
    effective providers     1 / HHI
    top share               largest share
    CR-3                    sum of the three largest shares
    providers to 75 %       fewest providers whose sorted shares reach 0.75 (CSET ETO Supply Chain Explorer)

Shares count as given and are not renormalised; remainders ("others", "various") are no provider. Low and high come
from the conflicting claims. Where it misleads: providers the sources do not name add nothing, so that a product whose
sources name little looks less concentrated than it is; shares by head office say nothing of where goods are made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from headwater.errors import BadQuestion
from headwater.standard.findings import FINDING_SCHEMA, UNKNOWN, Ladder, Step
from headwater.supply_map import SupplyMap
from headwater.supply_map.markets import MARKET, ProviderKind, current, provisions_by

_ROUNDING = 1e-9
"""Sums of decimal shares miss a threshold by this much for no reason but binary arithmetic."""


@dataclass(frozen=True, slots=True)
class ConcentrationThresholds:
    """Verdict limits; each is reached when the value is above it, for near monopoly when it is at least that.

    Where less than `enough_named` of the supply is named, a low index says nothing: the verdict is then unknown.
    """

    concentrated: float = 0.25
    highly_concentrated: float = 0.40
    watched: float = 0.50
    near_monopoly: float = 0.90
    reach: float = 0.75
    enough_named: float = 0.50

    def __post_init__(self) -> None:
        """Raise `BadQuestion` unless every limit is a share."""
        for name in self.__slots__:
            if not 0 <= getattr(self, name) <= 1:
                raise BadQuestion(f"The threshold {name} is {getattr(self, name)}; it must lie between 0 and 1.")


def concentration(
    supply_map: SupplyMap,
    by: ProviderKind = "country",
    thresholds: ConcentrationThresholds = ConcentrationThresholds(),
    *,
    all_periods: bool = False,
) -> pl.DataFrame:
    """Findings (`FINDING_SCHEMA`) on each product of which any share is stated, per basis, in its current period.

    With `all_periods` in every period, the earliest first; they are not comparable where what is named differs.
    `value` is null and the verdict `unknown` where only a remainder is stated. Products whose providers are named
    without any share have no finding: `products_without_shares` names them.
    """
    stated = with_a_share(provisions_by(supply_map, by))
    rows = stated if all_periods else current(stated)
    markets = _measured(rows, thresholds)
    parts = [_finding(markets, order, by, thresholds) for order in range(len(_INDICATORS))]
    return pl.concat(parts).sort("subject", "_basis", "as_of", "_order").select(*FINDING_SCHEMA)


def products_without_shares(supply_map: SupplyMap, by: ProviderKind = "country") -> list[str]:
    """Products whose providers are named and of which no share is known: neither safe nor concentrated, but unknown."""
    rows = provisions_by(supply_map, by)
    return sorted(set(rows["product"]) - set(with_a_share(rows)["product"]))


def with_a_share(rows: pl.DataFrame) -> pl.DataFrame:
    """The markets, period by period, of which at least one share is known."""
    return rows.filter(pl.col("share").is_not_null().any().over(*MARKET, "period"))


def hhi(shares: pl.Expr) -> pl.Expr:
    """Herfindahl-Hirschman index of shares 0..1, as an aggregate."""
    return (shares**2).sum()


def _measured(rows: pl.DataFrame, thresholds: ConcentrationThresholds) -> pl.DataFrame:
    """One row per market with every indicator's value, low and high."""
    named = pl.col("state").is_in(["measured", "zero"])
    period = [*MARKET, "period"]
    ordered = rows.sort(*period, pl.col("share"), "provider", descending=[False] * 3 + [True, False], nulls_last=True)
    share, low, high = (pl.col(column).filter(named) for column in ("share", "low", "high"))
    return (
        ordered.group_by(period, maintain_order=True)
        .agg(
            named.sum().alias("_known"),
            share.sum().alias("_named_share"),
            (pl.col("state") == "unknown").sum().alias("_unknown"),
            pl.col("provider").filter(named).first().alias("_top"),
            *_three("hhi", hhi(share), hhi(low), _at_most_one(hhi(high), hhi(share))),
            *_three("top_share", share.max(), low.max(), high.max()),
            *_three(
                "cr3", share.head(3).sum(), low.top_k(3).sum(), _at_most_one(high.top_k(3).sum(), share.head(3).sum())
            ),
            # More concentrated means fewer providers: the high shares give the low count.
            *_three("providers_to_75", *(_reach(s, thresholds.reach) for s in (share, high, low))),
            pl.col("claims").filter(named).explode().alias("claims"),
        )
        .with_columns(*_three("effective_providers", *(1 / pl.col(f"hhi{end}") for end in ("", "_high", "_low"))))
    )


def _three(name: str, value: pl.Expr, low: pl.Expr, high: pl.Expr) -> list[pl.Expr]:
    return [value.alias(name), low.alias(f"{name}_low"), high.alias(f"{name}_high")]


def _at_most_one(high: pl.Expr, value: pl.Expr) -> pl.Expr:
    """The high end, which no true shares exceed 1 at; but never below a value whose given shares add up to more."""
    return pl.max_horizontal(high.clip(upper_bound=1.0), value)


def _reach(shares: pl.Expr, reach: float) -> pl.Expr:
    """Fewest largest shares whose sum reaches `reach`; null where all of them do not."""
    reached = shares.sort(descending=True).cum_sum() >= reach - _ROUNDING
    return pl.when(reached.any()).then(reached.arg_true().first() + 1).cast(pl.Float64)


@dataclass(frozen=True, slots=True)
class _Indicator:
    name: str
    unit: str
    formula: str
    ladder: Callable[[ConcentrationThresholds], Ladder]


def _hhi_ladder(limits: ConcentrationThresholds) -> Ladder:
    return Ladder(
        (Step(limits.highly_concentrated, "highly concentrated"), Step(limits.concentrated, "concentrated")),
        "not concentrated",
        "US DoJ; EU",
    )


def _top_ladder(limits: ConcentrationThresholds) -> Ladder:
    return Ladder(
        (Step(limits.near_monopoly, "near monopoly", or_equal=True), Step(limits.watched, "watched")), "not watched"
    )


def _reach_ladder(_: ConcentrationThresholds) -> Ladder:
    return Ladder((Step(1.0, "several providers needed"),), "one provider is enough", "CSET ETO Supply Chain Explorer")


def _no_ladder(_: ConcentrationThresholds) -> Ladder:
    return Ladder((), "no threshold")


_INDICATORS: tuple[_Indicator, ...] = (
    _Indicator("hhi", "index 0..1", "sum of squared shares", _hhi_ladder),
    _Indicator("effective_providers", "providers", "1 / HHI", _no_ladder),
    _Indicator("top_share", "share", "largest share", _top_ladder),
    _Indicator("cr3", "share", "sum of the three largest shares", _no_ladder),
    _Indicator("providers_to_75", "providers", "fewest providers whose largest shares reach {reach:g}", _reach_ladder),
)


def _finding(markets: pl.DataFrame, order: int, by: str, thresholds: ConcentrationThresholds) -> pl.DataFrame:
    indicator = _INDICATORS[order]
    name, ladder = indicator.name, indicator.ladder(thresholds)
    known = pl.col("_known") > 0
    little_named = known & (pl.col("_named_share") < thresholds.enough_named)
    value, low, high = (pl.when(known).then(pl.col(f"{name}{end}")).cast(pl.Float64) for end in ("", "_low", "_high"))
    verdict = ladder.verdict(value, low, high)
    if name == "providers_to_75":
        verdict = pl.when(value.is_null()).then(pl.lit("never reached by those named")).otherwise(verdict)
    if ladder.steps and name in ("hhi", "top_share"):
        part = pl.format("unknown, only {} of the supply is named", pl.col("_named_share").round(3))
        verdict = pl.when(little_named & (ladder.of(value) == ladder.floor)).then(part).otherwise(verdict)
    if name == "top_share":
        verdict = pl.format("{}: {}", verdict, "_top")
    formula = indicator.formula.format(reach=thresholds.reach)
    method = pl.format(
        f"{name} = {formula}; by {by}, basis {{}}; {{}} providers named, {{}} of unknown share; {ladder.said()}",
        "basis",
        "_known",
        "_unknown",
    )
    return markets.select(
        pl.col("product").alias("subject"),
        pl.lit(name).alias("indicator"),
        value.alias("value"),
        low.alias("low"),
        high.alias("high"),
        pl.lit(indicator.unit).alias("unit"),
        pl.when(known).then(verdict).otherwise(pl.lit(UNKNOWN)).alias("verdict"),
        pl.col("period").alias("as_of"),
        method.alias("method"),
        "claims",
        pl.col("basis").alias("_basis"),
        pl.lit(order).alias("_order"),
    )
