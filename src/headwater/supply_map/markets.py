"""Markets: who shares in the supply of one product, on one basis, in one period, counted by one kind of provider.

A market is the unit every question about concentration is asked of. Bases are never mixed: the basis is part of what a
market is. Nothing is computed here but one sum, that of companies by the country of their head office.
"""

from __future__ import annotations

from typing import Literal

import polars as pl

from headwater.errors import BadQuestion
from headwater.supply_map.supply_map import MAP_TABLES, SupplyMap, as_table

ProviderKind = Literal["country", "organization", "facility", "headquarters"]
"""By which providers a market counts; `headquarters` adds companies up by home country."""
PROVIDER_KINDS: tuple[ProviderKind, ...] = ("country", "organization", "facility", "headquarters")

MARKET: tuple[str, ...] = ("product", "basis")
"""With the kind of provider fixed, a product on a basis is one market per period."""

BASIS_ORDER: tuple[str, ...] = ("volume", "capacity", "value", "site", "headquarters", "sales", "unstated")
"""Which basis a product is shown on first: where goods come from before who owns them."""

UNKNOWN_HOME = "remainder:companies whose head office is not recorded"


def provisions_by(supply_map: SupplyMap, by: ProviderKind) -> pl.DataFrame:
    """All periods of the markets counted by `by`; columns of the map's `provisions`.

    `BadQuestion` where `by` is no kind of provider.
    """
    if by not in PROVIDER_KINDS:
        raise BadQuestion(f"{by!r} is no kind of provider.", valid=PROVIDER_KINDS)
    provisions = supply_map["provisions"]
    if by == "headquarters":
        return _by_headquarters(provisions, supply_map["organizations"])
    return provisions.filter(pl.col("provider_kind") == by)


def current(provisions: pl.DataFrame, minimum_coverage: float = 0.5) -> pl.DataFrame:
    """Of each market the latest period whose known shares reach `minimum_coverage`, or else the latest.

    A newer period in which only one small provider is known must not hide an older one that is complete.
    """
    period = [*MARKET, "period"]
    known = pl.col("share").sum().over(period) >= minimum_coverage
    best_known = pl.col("period").filter(known).max().over(MARKET)
    latest = pl.col("period").max().over(MARKET)
    return provisions.filter(pl.col("period") == pl.coalesce(best_known, latest))


def _by_headquarters(provisions: pl.DataFrame, organizations: pl.DataFrame) -> pl.DataFrame:
    """Companies' shares added up by home country: a market of countries on the companies' own basis.

    The basis stays that of the companies, so that a sum of sales is never taken for a share of volume.
    """
    schema = MAP_TABLES["provisions"]
    companies = provisions.filter(pl.col("provider_kind") == "organization")
    homes = organizations.select(pl.col("id").alias("provider"), "home_country")
    rest = pl.col("state") == "remainder"
    home = pl.when(rest).then(pl.col("provider")).otherwise(pl.col("home_country").fill_null(UNKNOWN_HOME))
    located = companies.join(homes, on="provider", how="left", maintain_order="left").with_columns(
        home.alias("provider")
    )
    grouped = located.group_by("product", "basis", "period", "provider", maintain_order=True).agg(
        pl.col("share").sum(),
        pl.col("low").sum(),
        pl.col("high").sum().clip(upper_bound=1.0),
        pl.col("share").is_null().all().alias("_unknown"),
        pl.col("conflict").any(),
        pl.col("confidence").sort().last(),
        pl.col("source").sort().first(),
        pl.col("claims").explode().sort(),
    )
    remainder = pl.col("provider").str.starts_with("remainder:")
    state = (
        pl.when(remainder)
        .then(pl.lit("remainder"))
        .when("_unknown")
        .then(pl.lit("unknown"))
        .when(pl.col("share") == 0)
        .then(pl.lit("zero"))
        .otherwise(pl.lit("measured"))
    )
    known = pl.when(~pl.col("_unknown")).then(pl.col("share"))
    rows = grouped.with_columns(
        known.alias("share"),
        state.alias("state"),
        pl.lit("country").alias("provider_kind"),
        pl.lit("companies added up by home country").alias("rule"),
        *(pl.lit(None, schema[column]).alias(column) for column in ("quantity", "unit", "qualifier", "chosen")),
    )
    return as_table("provisions", rows).sort("product", "basis", "period", "provider")
