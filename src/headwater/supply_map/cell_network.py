"""Provider-product cells: every provider of every product, buying what `requirements` says the product needs.

A cell (r, p) buys each input q of p from the providers of q in proportion to their shares, or to the recorded flows of
q into r's country where there are any (notes say for which). One market per product: the current one counted as asked,
or else by country, organization, facility; of its bases the first of `BASIS_ORDER`. Bases are never mixed.

What a cell counts is its share of its product times the product's value; where no values are given every product
counts 1, so a loss is "products lost, in wholes". Of the inputs of one product each costs the same, since coefficients
in different units cannot be added; that matters only for non-essential inputs and for the upstream side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
import polars as pl

from headwater.supply_map.buying import FlowShares, shares_of_flows
from headwater.supply_map.markets import BASIS_ORDER, ProviderKind, current, provisions_by
from headwater.supply_map.network import NODE_SCHEMA, NOT_NAMED, SupplyNetwork, notes_of, numbered
from headwater.supply_map.supply_map import SupplyMap

_OTHERWISE: tuple[ProviderKind, ...] = ("country", "organization", "facility")
_ROUNDING = 1e-9
_SPECK = 1e-9
"""Purchases of a cell of unknown size, so small that nobody's sales notice; its losses do not depend on it."""


class _Cells(NamedTuple):
    """Cells, and what is known of their products."""

    nodes: pl.DataFrame
    flows: FlowShares


def cell_network(
    supply_map: SupplyMap,
    by: ProviderKind = "country",
    values: Mapping[str, float] | None = None,
) -> SupplyNetwork:
    """Compile cells; `values`: what a product's whole output is worth, in one unit, 1 where none is given.

    `BadQuestion` where `by` is no kind of provider.
    """
    market = _one_market_per_product(supply_map, by)
    requirements = supply_map["requirements"]
    cells = _cells(supply_map, market, values or {})
    links = _links(cells, requirements)
    value = links["value"].to_numpy().astype(np.float64)
    sectors = tuple(sorted(cells.nodes["product"].unique()))
    stated = market.filter(pl.col("state").is_in(["measured", "zero"]))
    return SupplyNetwork(
        kind="cells",
        by=by,
        nodes=cells.nodes,
        supplier=links["supplier"].to_numpy().astype(np.int32),
        buyer=links["buyer"].to_numpy().astype(np.int32),
        value=value / value.min(initial=np.inf),
        unit="the smallest purchase",  # sales below 1 would count as replaceable where their whole market is gone
        sectors=sectors,
        essentiality=numbered(sectors, requirements, 0),
        named=frozenset(stated.select("provider", "product").iter_rows()),
        recorded=frozenset(requirements["product"]),
        notes=notes_of(_notes(supply_map, market, cells, by)),
    )


def _one_market_per_product(supply_map: SupplyMap, by: ProviderKind) -> pl.DataFrame:
    """Provisions of one market per product, the kind of provider that counts it in `counted_by`."""
    kinds = [by, *(kind for kind in _OTHERWISE if kind != by)]
    parts = []
    for place, kind in enumerate(kinds):
        rows = provisions_by(supply_map, kind)
        known = rows.filter(pl.col("share").is_not_null().any().over("product", "basis", "period"))
        parts.append(current(known).with_columns(pl.lit(kind).alias("counted_by"), pl.lit(place).alias("_kind")))
    order = pl.col("basis").replace_strict({basis: n for n, basis in enumerate(BASIS_ORDER)}, default=len(BASIS_ORDER))
    ranked = pl.concat(parts).with_columns((pl.col("_kind") * 100 + order).alias("_rank"))
    return ranked.filter(pl.col("_rank") == pl.col("_rank").min().over("product")).sort("product", "provider")


def _cells(supply_map: SupplyMap, market: pl.DataFrame, values: Mapping[str, float]) -> _Cells:
    flows = shares_of_flows(supply_map, market)
    named = market.filter((pl.col("state") == "measured") & (pl.col("share") > 0))
    columns = ("provider", "product", "share", "basis", "period", "claims")
    cells = named.select(*columns, pl.lit("named").alias("state"))
    rest = _rest(market, named)
    unknown = _without_market(supply_map, market)
    only_flows = (
        flows.shares.join(cells, on=["provider", "product"], how="anti")
        .group_by("provider", "product")
        .agg(pl.col("claims").explode().unique().sort())
    )
    parts = [cells, rest, unknown, only_flows.with_columns(pl.lit("flow").alias("state"))]
    nodes = pl.concat(parts, how="diagonal_relaxed").sort("product", "provider")
    return _Cells(_described(supply_map, nodes, values), flows)


def _rest(market: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """The part of each product that nobody names: remainders, unknown shares, and what is missing to the whole."""
    known = named.group_by("product").agg(pl.col("share").sum().alias("_known"))
    whole = market.group_by("product").agg(
        pl.col("basis", "period").first(),
        pl.col("claims").filter(pl.col("state").is_in(["remainder", "unknown"])).explode().drop_nulls().unique().sort(),
    )
    missing = whole.join(known, on="product", how="left").with_columns(
        (1.0 - pl.col("_known").fill_null(0.0)).alias("share")
    )
    return missing.filter(pl.col("share") > _ROUNDING).select(
        pl.lit(NOT_NAMED).alias("provider"),
        "product",
        "share",
        "basis",
        "period",
        "claims",
        pl.lit("rest").alias("state"),
    )


def _without_market(supply_map: SupplyMap, market: pl.DataFrame) -> pl.DataFrame:
    """Products that are needed or need something and of which no share is known: one provider whom nobody names."""
    requirements = supply_map["requirements"]
    ends = pl.concat([requirements["product"], requirements["input"]]).unique().sort()
    without = ends.filter(~ends.is_in(market["product"].unique().implode()))
    return pl.DataFrame({"product": without}, schema={"product": pl.String}).with_columns(
        pl.lit(NOT_NAMED).alias("provider"), pl.lit(1.0).alias("share"), pl.lit("unknown").alias("state"),
        pl.lit([], dtype=pl.List(pl.String)).alias("claims"),
    )  # fmt: skip


def _described(supply_map: SupplyMap, cells: pl.DataFrame, values: Mapping[str, float]) -> pl.DataFrame:
    """Cells as nodes: numbered by place, with country, organization and size."""
    facilities = supply_map["facilities"].select(
        pl.col("id").alias("provider"), pl.col("country").alias("_at"), pl.col("operator").alias("_operator")
    )
    provider, product = pl.col("provider"), pl.col("product")
    is_country, is_firm = provider.str.starts_with("country:"), provider.str.starts_with("org:")
    worth = product.replace_strict(dict(values), default=1.0, return_dtype=pl.Float64) if values else pl.lit(1.0)
    sectors = cells["product"].unique().sort()
    number = pl.DataFrame({"product": sectors, "sector": range(len(sectors))}, schema_overrides={"sector": pl.Int32})
    full = cells.join(facilities, on="provider", how="left", maintain_order="left").join(
        number, on="product", how="left", maintain_order="left"
    )
    return full.select(
        pl.format("{} > {}", provider, product).alias("node"),
        provider,
        product,
        pl.when(is_country).then(provider).otherwise("_at").alias("country"),
        pl.when(is_firm).then(provider).otherwise("_operator").alias("organization"),
        "sector",
        "share",
        (pl.col("share").fill_null(0.0) * worth).alias("size"),
        "state",
        "basis",
        "period",
        pl.col("claims").fill_null([]),
    ).select(pl.col(column).cast(kind) for column, kind in NODE_SCHEMA.items())


def _links(cells: _Cells, requirements: pl.DataFrame) -> pl.DataFrame:
    """Who buys what from whom: supplier, buyer (numbers of nodes), value."""
    numbers = cells.nodes.with_row_index("number").with_columns(pl.col("number").cast(pl.Int32))
    inputs = requirements.select("product", "input").with_columns(pl.len().over("product").alias("_inputs"))
    buyers = numbers.select(
        pl.col("number").alias("buyer"), "product", "country", pl.max_horizontal("size", pl.lit(_SPECK)).alias("_spent")
    )
    needs = buyers.join(inputs, on="product").with_columns(pl.col("_spent") / pl.col("_inputs"))
    sellers = numbers.select(pl.col("number").alias("supplier"), pl.col("product").alias("input"), "provider", "share")
    by_flows = cells.flows.shares.select(
        "country", pl.col("product").alias("input"), "provider", pl.col("share").alias("_part")
    ).join(sellers.drop("share"), on=["provider", "input"])
    from_flows = needs.join(by_flows, on=["country", "input"])
    whole = pl.col("share").sum().over("input")
    by_market = sellers.filter(pl.col("share") > 0).with_columns((pl.col("share") / whole).alias("_part"))
    from_market = needs.join(by_flows.select("country", "input").unique(), on=["country", "input"], how="anti").join(
        by_market, on="input"
    )
    parts = [part.select("supplier", "buyer", (pl.col("_spent") * pl.col("_part")).alias("value"))
             for part in (from_flows, from_market)]  # fmt: skip
    return pl.concat(parts).sort("buyer", "supplier")


def _notes(
    supply_map: SupplyMap, market: pl.DataFrame, cells: _Cells, by: ProviderKind
) -> Iterator[tuple[str, str, str]]:
    requirements = supply_map["requirements"]
    needing, products = set(requirements["product"]), set(supply_map["products"]["id"])
    covered = set(market["product"])
    for product in sorted((products | needing | set(requirements["input"])) - covered):
        yield "unknown", product, "no shares of its providers are known"
    for product in sorted((products | covered) - needing):
        yield "unknown", product, "nobody recorded what it needs: losses of its inputs do not show"
    for product, share in _unnamed(cells.nodes):
        yield "unknown", product, f"{share:.4g} of it comes from providers nobody names"
    for product, needed in requirements.filter(pl.col("kind").is_null()).select("product", "input").iter_rows():
        yield "default", product, f"nobody says how much it needs {needed}: taken as essential"
    for product, kind, basis, period in _markets_used(market):
        if kind != by:
            yield "default", product, f"no shares by {by}: counted by {kind}, basis {basis}, {period}"
    yield from cells.flows.notes


def _unnamed(nodes: pl.DataFrame) -> list[tuple[str, float]]:
    return list(nodes.filter(pl.col("state") == "rest").select("product", "share").iter_rows())


def _markets_used(market: pl.DataFrame) -> list[tuple[str, str, str, str]]:
    return list(market.select("product", "counted_by", "basis", "period").unique().sort("product").iter_rows())
