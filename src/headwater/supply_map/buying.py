"""From whom a country buys a product, where flows into it are recorded.

Of one product into one country the latest period counts, and of that one statement of the case: one source, reporter,
currency, year of prices and valuation (or unit, where there is no value), namely the one that names the most suppliers.
Flows under a customs code count for a product only where no other product carries that code. What a country makes for
itself is no flow: where only imports are recorded, a cell is taken to live on them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from headwater.supply_map.supply_map import SupplyMap

_STATEMENT = ("source", "reporter", "currency", "price_year", "valuation", "unit")
_SHARES = {
    "country": pl.String(), "product": pl.String(), "provider": pl.String(), "share": pl.Float64(),
    "claims": pl.List(pl.String),
}  # fmt: skip


class FlowShares(NamedTuple):
    """`shares`: country, product, provider, share (adding up to 1 per country and product), claims; and notes."""

    shares: pl.DataFrame
    notes: tuple[tuple[str, str, str], ...]


def shares_of_flows(supply_map: SupplyMap, market: pl.DataFrame) -> FlowShares:
    """Shares of suppliers in recorded flows, for products whose market counts the same kind of provider."""
    flows = _of_products(supply_map).filter(
        pl.col("buyer").str.starts_with("country:") & pl.col("_amount").is_not_null() & (pl.col("_amount") > 0)
    )
    counted = market.select("product", pl.col("provider_kind").alias("_kind")).unique()
    kind = pl.col("supplier").str.extract(r"^([a-z]+):").replace({"org": "organization"})
    fitting = flows.join(counted, on="product").filter(kind == pl.col("_kind"))
    if fitting.height == 0:
        return FlowShares(pl.DataFrame(schema=_SHARES), tuple(_left_out(flows)))
    chosen = _one_statement(fitting)
    whole = pl.col("_amount").sum().over("buyer", "product")
    shares = chosen.select(
        pl.col("buyer").alias("country"), "product", pl.col("supplier").alias("provider"),
        (pl.col("_amount") / whole).alias("share"), "claims",
    ).sort("country", "product", "provider")  # fmt: skip
    return FlowShares(shares, (*_used(chosen), *_left_out(flows.join(fitting, on="product", how="anti"))))


def _of_products(supply_map: SupplyMap) -> pl.DataFrame:
    """Flows with the product they are of; an amount is a value, or a quantity where nobody gives a value."""
    flows = supply_map["flows"]
    products = supply_map["products"].select("id", "hs_codes", "hs_edition").explode("hs_codes")
    codes = products.drop_nulls().select(
        pl.col("id").alias("_id"), pl.format("hs:{}.{}", "hs_edition", "hs_codes").alias("product")
    )
    alone = codes.filter(pl.len().over("product") == 1)
    found = flows.join(alone, on="product", how="left").with_columns(
        pl.col("product").alias("_as_recorded"), pl.coalesce("_id", "product").alias("product")
    )
    by_value = pl.col("value").is_not_null()
    return found.filter(pl.col("product").str.starts_with("product:")).with_columns(
        pl.coalesce("value", "quantity").alias("_amount"),
        pl.when(~by_value).then("unit").alias("unit"),
        pl.when(by_value).then("currency").alias("currency"),
    )


def _one_statement(flows: pl.DataFrame) -> pl.DataFrame:
    """Per buyer and product the latest period, and of it the statement with the most suppliers."""
    into = ["buyer", "product"]
    latest = flows.filter(pl.col("period") == pl.col("period").max().over(into))
    suppliers = latest.group_by(*into, *_STATEMENT).agg(pl.col("supplier").n_unique().alias("_suppliers"))
    best = suppliers.sort(
        "_suppliers", *_STATEMENT, descending=[True, *(False for _ in _STATEMENT)], nulls_last=True
    ).unique(into, keep="first", maintain_order=True)
    kept = latest.join(best.drop("_suppliers"), on=[*into, *_STATEMENT], how="semi", nulls_equal=True)
    return kept.group_by(*into, "supplier", "period", "source", maintain_order=True).agg(
        pl.col("_amount").max(), pl.col("claims").explode().unique().sort()
    )


def _used(chosen: pl.DataFrame) -> Iterator[tuple[str, str, str]]:
    used = chosen.group_by("product", "buyer", "period", "source").len().sort("product", "buyer")
    for product, buyer, period, source, count in used.iter_rows():
        yield "flows", product, f"{buyer} buys it from {count} suppliers as flows of {period} say ({source})"


def _left_out(flows: pl.DataFrame) -> Iterator[tuple[str, str, str]]:
    left = flows.group_by("product").len().sort("product")
    for product, count in left.iter_rows():
        yield "left-out", product, f"{count} flows of it do not fit the providers its market counts"
