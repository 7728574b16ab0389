"""Firms: organizations that recorded flows join.

A firm's sector is what it sells most of by value; of one that sells nothing, the product it has the largest share of;
of the others it is not known. Links are values in one currency, year of prices, valuation and period: the one most
flows are stated in. A delivery that several sources or reporters state counts once, as the source with most flows says.

Essentiality is that of `requirements` between the products two sectors stand for. Where a sector has requirements and
this input is not among them it is non-essential; where nobody recorded what a sector needs, everything it buys is
essential: the unknown is not taken for safe.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from headwater.supply_map.markets import current
from headwater.supply_map.network import NODE_SCHEMA, SupplyNetwork, notes_of, numbered
from headwater.supply_map.supply_map import SupplyMap

_UNIT = ("period", "currency", "price_year", "valuation")
_SECTOR_NOT_KNOWN = "sector:not-known"


def firm_network(supply_map: SupplyMap) -> SupplyNetwork:
    """Compile the flows between organizations; without any, a network without nodes."""
    between = supply_map["flows"].filter(
        pl.col("supplier").str.starts_with("org:") & pl.col("buyer").str.starts_with("org:")
    )
    valued = between.filter(pl.col("value").is_not_null() & (pl.col("supplier") != pl.col("buyer")))
    unit = _most_used_unit(valued)
    kept = _stated_once(valued.join(unit, on=_UNIT, how="semi", nulls_equal=True))
    nodes = _nodes(supply_map, kept)
    number = dict(zip(nodes["node"], range(nodes.height), strict=True))
    links = kept.group_by("supplier", "buyer").agg(pl.col("value").sum()).sort("buyer", "supplier")
    sectors = tuple(sorted(nodes["product"].unique()))
    requirements = supply_map["requirements"]
    essentiality = numbered(sectors, requirements, 1)
    recorded = frozenset(requirements["product"])
    for place, sector in enumerate(sectors):
        if sector not in recorded:
            essentiality[:, place] = 2
    return SupplyNetwork(
        kind="firms",
        by="organization",
        nodes=nodes,
        supplier=np.array([number[firm] for firm in links["supplier"]], np.int32),
        buyer=np.array([number[firm] for firm in links["buyer"]], np.int32),
        value=links["value"].to_numpy().astype(np.float64),
        unit=", ".join(str(part) for part in (unit.row(0) if unit.height else ()) if part is not None),
        sectors=sectors,
        essentiality=essentiality,
        named=frozenset(nodes.select("provider", "product").iter_rows()),
        recorded=recorded,
        notes=notes_of(_notes(nodes, between, valued, kept, requirements)),
    )


def _most_used_unit(flows: pl.DataFrame) -> pl.DataFrame:
    """The period, currency, year of prices and valuation most flows are stated in; the latest of equals."""
    counted = flows.group_by(_UNIT).len().sort("len", *_UNIT, descending=[True, True, False, True, False])
    return counted.head(1).select(_UNIT)


def _stated_once(flows: pl.DataFrame) -> pl.DataFrame:
    """Each delivery as one source and reporter state it: of the source with the most flows, then by name."""
    delivery = ("supplier", "buyer", "product")
    ranked = flows.with_columns(pl.len().over("source").alias("_flows")).sort(
        *delivery, "_flows", "source", "reporter", "value", descending=[False] * 3 + [True] + [False] * 3
    )
    return ranked.unique(delivery, keep="first", maintain_order=True)


def _nodes(supply_map: SupplyMap, flows: pl.DataFrame) -> pl.DataFrame:
    sold = flows.group_by("supplier", "product").agg(pl.col("value").sum())
    by_sales = sold.sort("supplier", "value", "product", descending=[False, True, False]).unique(
        "supplier", keep="first", maintain_order=True
    )
    shares = current(
        supply_map["provisions"].filter((pl.col("provider_kind") == "organization") & (pl.col("share") > 0))
    )
    by_share = shares.sort("provider", "share", "product", descending=[False, True, False]).unique(
        "provider", keep="first", maintain_order=True
    )
    sales = flows.group_by(pl.col("supplier").alias("node")).agg(pl.col("value").sum().alias("size"))
    ends = pl.concat([flows.select(pl.col(end).alias("node"), "claims", "period") for end in ("supplier", "buyer")])
    firms = ends.group_by("node").agg(pl.col("claims").explode().unique().sort(), pl.col("period").max()).sort("node")
    homes = supply_map["organizations"].select(pl.col("id").alias("node"), pl.col("home_country").alias("country"))
    full = (
        firms.join(
            by_sales.select(pl.col("supplier").alias("node"), pl.col("product").alias("_sells")), on="node", how="left"
        )
        .join(
            by_share.select(pl.col("provider").alias("node"), pl.col("product").alias("_makes")), on="node", how="left"
        )
        .join(homes, on="node", how="left")
        .join(sales, on="node", how="left")
        .with_columns(pl.coalesce("_sells", "_makes", pl.lit(_SECTOR_NOT_KNOWN)).alias("product"))
        .sort("node")
    )
    rank = pl.col("product").rank("dense").cast(pl.Int32) - 1
    blank = {column: pl.lit(None) for column in ("share", "basis")}
    return full.with_columns(
        rank.alias("sector"), pl.col("node").alias("provider"), pl.col("node").alias("organization"),
        pl.col("size").fill_null(0.0), pl.lit("named").alias("state"), **blank,
    ).select(pl.col(column).cast(kind) for column, kind in NODE_SCHEMA.items())  # fmt: skip


def _notes(
    nodes: pl.DataFrame, between: pl.DataFrame, valued: pl.DataFrame, kept: pl.DataFrame, requirements: pl.DataFrame
) -> Iterator[tuple[str, str, str]]:
    for node in nodes.filter(pl.col("product") == _SECTOR_NOT_KNOWN)["node"]:
        yield "unknown", node, "what it makes is not recorded: everything it buys is taken as essential"
    for sector in sorted(set(nodes["product"]) - set(requirements["product"]) - {_SECTOR_NOT_KNOWN}):
        yield "default", sector, "nobody recorded what it needs: everything its firms buy is taken as essential"
    silent = requirements.filter(
        pl.col("kind").is_null() & pl.col("product").is_in(nodes["product"].unique().implode())
    )
    for product, needed in silent.select("product", "input").iter_rows():
        yield "default", product, f"nobody says how much it needs {needed}: taken as essential"
    without = between.height - valued.height
    if without:
        yield "left-out", "flows", f"{without} flows between organizations have no value, or go from one to itself"
    other = valued.height - kept.height
    if other:
        yield "left-out", "flows", f"{other} flows are in another period or currency, or state a delivery again"
    yield "unknown", "flows", "firms and links that nobody recorded are not in the network"
