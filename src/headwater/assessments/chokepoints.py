"""What is lost when one provider stops, and what hangs on it further down?

    n_minus_1_loss          share of a product lost when one provider stops, minus spare capacity elsewhere
    sole_provider           a product that one provider alone supplies
    products_losing_half    per provider: how many products lose at least the threshold when it stops
    products_exposed        per provider: how many products need one of those, at any tier
    tiers_to_chokepoint     per product: tiers up to the nearest input that loses at least the threshold

Spare capacity elsewhere is taken as 0, since no table records it yet; every finding says so. Exposure follows recorded
requirements only (essential or of unknown kind; negligible and non-essential inputs are left out): a product without
requirements is not safe but unknown. It misleads where a stock or a substitute would bridge the loss.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from headwater.errors import BadQuestion
from headwater.standard.findings import FINDING_SCHEMA, UNKNOWN, Ladder, Step
from headwater.supply_map import SupplyMap
from headwater.supply_map.markets import MARKET, ProviderKind, current, provisions_by
from headwater.supply_map.tiers import Found, Tiers, tiers_below

_SPARE = "spare capacity elsewhere unknown, taken as 0"


@dataclass(frozen=True, slots=True)
class ChokepointThresholds:
    """Limits, each a share above 0.

    `loss`: a product that loses at least this has a chokepoint (N-1; default one half). `sole`: the only provider named
    is the only one there is when it has at least this much, since what is missing may be others nobody names.
    """

    loss: float = 0.5
    sole: float = 0.95

    def __post_init__(self) -> None:
        """Raise `BadQuestion` unless every limit is a share above 0."""
        for name in self.__slots__:
            if not 0 < getattr(self, name) <= 1:
                raise BadQuestion(f"The threshold {name} is {getattr(self, name)}; it must be above 0 and at most 1.")

    def ladder(self) -> Ladder:
        """Verdicts on a loss."""
        return Ladder((Step(self.loss, "chokepoint", or_equal=True),), "no chokepoint")


def chokepoints(
    supply_map: SupplyMap,
    by: ProviderKind = "country",
    thresholds: ChokepointThresholds = ChokepointThresholds(),
) -> pl.DataFrame:
    """Findings (`FINDING_SCHEMA`) on every provider, product, and pair of the two, for each market's current period.

    The subject of a pair reads `PROVIDER > PRODUCT`: what stops, and what loses by it.
    """
    rows = current(provisions_by(supply_map, by))
    losses = rows.filter(pl.col("state").is_in(["measured", "zero"])).sort("provider", "product", "basis")
    tiers = tiers_below(supply_map["requirements"])
    findings = [
        _per_provider(losses, tiers, by, thresholds),
        _sole_providers(rows, by, thresholds),
        _tiers_to_chokepoint(supply_map, losses, tiers, by, thresholds),
        _per_pair(losses, by, thresholds),
    ]
    return pl.concat(findings)


def _per_pair(losses: pl.DataFrame, by: str, thresholds: ChokepointThresholds) -> pl.DataFrame:
    share, low, high = pl.col("share"), pl.col("low"), pl.col("high")
    return losses.filter(share > 0).select(
        pl.format("{} > {}", "provider", "product").alias("subject"),
        pl.lit("n_minus_1_loss").alias("indicator"),
        share.alias("value"),
        "low",
        "high",
        pl.lit("share").alias("unit"),
        thresholds.ladder().verdict(share, low, high).alias("verdict"),
        pl.col("period").alias("as_of"),
        pl.format(
            f"n_minus_1_loss = share of the provider that stops; {_SPARE}; by {by}, basis {{}}; "
            f"{thresholds.ladder().said()}",
            "basis",
        ).alias("method"),
        "claims",
    )


def _per_provider(losses: pl.DataFrame, tiers: Tiers, by: str, thresholds: ChokepointThresholds) -> pl.DataFrame:
    """How many products lose at least the threshold, and how many need one of those, for every provider there is."""
    lost = {
        end: pl.col(column) >= thresholds.loss for end, column in (("", "share"), ("_low", "low"), ("_high", "high"))
    }
    grouped = losses.group_by("provider", maintain_order=True).agg(
        *(pl.col("product").filter(hit).n_unique().cast(pl.Float64).alias(f"lost{end}") for end, hit in lost.items()),
        *(pl.col("product").filter(hit).unique().sort().alias(f"products{end}") for end, hit in lost.items()),
        pl.col("period").max().alias("as_of"),
        pl.col("claims").filter(lost[""]).explode().sort().alias("claims"),
    )
    exposed = {end: [float(tiers.exposed_to(products)) for products in grouped[f"products{end}"]] for end in lost}
    grouped = grouped.with_columns(*(pl.Series(f"exposed{end}", counts, pl.Float64) for end, counts in exposed.items()))
    said = f"at least {thresholds.loss:g} of them when it stops; {_SPARE}; by {by}"
    parts = [
        _counted(grouped, "products_losing_half", "lost", f"products that lose {said}"),
        _counted(grouped, "products_exposed", "exposed", f"products that need, at any tier, one that loses {said}"),
    ]
    return pl.concat(parts)


def _counted(grouped: pl.DataFrame, indicator: str, column: str, method: str) -> pl.DataFrame:
    ladder = Ladder((Step(0.0, "chokepoint"),), "no chokepoint")
    value, low, high = pl.col(column), pl.col(f"{column}_low"), pl.col(f"{column}_high")
    return grouped.select(
        pl.col("provider").alias("subject"),
        pl.lit(indicator).alias("indicator"),
        value.alias("value"),
        low.alias("low"),
        high.alias("high"),
        pl.lit("products").alias("unit"),
        ladder.verdict(value, low, high).alias("verdict"),
        "as_of",
        pl.lit(f"{indicator} = {method}").alias("method"),
        "claims",
    ).sort("value", "subject", descending=[True, False])


def _sole_providers(rows: pl.DataFrame, by: str, thresholds: ChokepointThresholds) -> pl.DataFrame:
    """Products with one named provider, nothing unknown, no remainder: as far as is recorded, only it supplies them."""
    measured = pl.col("state") == "measured"
    markets = (
        rows.sort("provider")
        .group_by(MARKET, maintain_order=True)
        .agg(
            pl.col("provider").filter(measured).alias("_providers"),
            (pl.col("state").is_in(["unknown", "remainder"]) & (pl.col("share").fill_null(1.0) > 0))
            .any()
            .alias("_open"),
            pl.col("share").filter(measured).first().alias("_share"),
            pl.col("period").first().alias("as_of"),
            pl.col("claims").explode().alias("claims"),
        )
    )
    sole = markets.filter(
        (pl.col("_providers").list.len() == 1) & ~pl.col("_open") & (pl.col("_share") >= thresholds.sole)
    )
    only = pl.col("_providers").list.first()
    return sole.select(
        pl.col("product").alias("subject"),
        pl.lit("sole_provider").alias("indicator"),
        pl.lit(1.0).alias("value"),
        pl.lit(1.0).alias("low"),
        pl.lit(1.0).alias("high"),
        pl.lit("providers").alias("unit"),
        pl.format("chokepoint: only {} is recorded, with {} of the whole", only, pl.col("_share").round(4)).alias(
            "verdict"
        ),
        "as_of",
        pl.format(
            f"sole_provider = one provider named, with at least {thresholds.sole:g}, none unknown, no remainder; "
            f"by {by}, basis {{}}",
            "basis",
        ).alias("method"),
        "claims",
    ).sort("subject")


def _tiers_to_chokepoint(
    supply_map: SupplyMap, losses: pl.DataFrame, tiers: Tiers, by: str, thresholds: ChokepointThresholds
) -> pl.DataFrame:
    """For each product that needs anything: tiers up to the nearest input with a chokepoint, and which it is."""
    hit = losses.filter(pl.col("share") >= thresholds.loss)
    claims = dict(hit.group_by("product").agg(pl.col("claims").explode().sort()).iter_rows())
    as_of = dict(hit.group_by("product").agg(pl.col("period").max()).iter_rows())
    assessed = set(losses["product"])
    rows = []
    for product in supply_map["products"]["id"]:
        if not tiers.needs_anything(product):
            continue
        found = tiers.nearest(product, claims.keys())
        tier = None if found is None else float(found.tier)
        rows.append(
            {
                "subject": product,
                "indicator": "tiers_to_chokepoint",
                **dict.fromkeys(("value", "low", "high"), tier),
                "unit": "tiers",
                "verdict": _tier_verdict(found, tiers.inputs_of(product) - assessed),
                "as_of": None if found is None else as_of[found.product],
                "method": "tiers_to_chokepoint = fewest requirements up to a product that loses at least "
                f"{thresholds.loss:g} when one provider stops; {_SPARE}; by {by}",
                "claims": [] if found is None else claims[found.product],
            }
        )
    return pl.DataFrame(rows, schema=dict(FINDING_SCHEMA)).sort("value", "subject", nulls_last=True)


def _tier_verdict(found: Found | None, not_assessed: set[str]) -> str:
    """None found is good news only where every input above was assessed."""
    if found is not None:
        return f"chokepoint {found.tier} up: {found.product}"
    return f"{UNKNOWN}: no shares of {len(not_assessed)} of its inputs" if not_assessed else "no chokepoint above it"
