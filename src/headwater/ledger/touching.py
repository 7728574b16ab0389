"""What a measure touches: the edges of the map at the products it names, and one and two requirements further.

    tier 0    the products it names, or whose HS codes (same edition) begin with one of its codes or contain it
    tier 1    products that need one of those, tier 2 products that need one of tier 1

At each tier: the requirement that leads there, and what the imposing and the affected countries supply of the product.
A firm stands for its home country too. An edge is no loss: whether a measure bites is a question for a scenario.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from headwater.supply_map import SupplyMap
from headwater.supply_map.markets import current

MOST_TIERS = 2
EDGES: Mapping[str, pl.DataType] = {
    "tier": pl.Int64(), "edge": pl.String(), "supplier": pl.String(), "product": pl.String(), "side": pl.String(),
    "basis": pl.String(), "period": pl.String(), "share": pl.Float64(), "kind": pl.String(),
    "claims": pl.List(pl.String),
}  # fmt: skip
"""`edge` is `requirement` (`supplier` is the input, `product` needs it; `kind` essential or not) or `provision`
(`supplier` provides `product`; `side` is imposing or affected; the share on its basis in its latest period)."""


def touched(supply_map: SupplyMap, measure: Mapping[str, Any]) -> pl.DataFrame:
    """The edges (`EDGES`) that a measure (a row of `thing_table`) touches, nearest first."""
    front = _products(supply_map, measure)
    reached: dict[str, int] = dict.fromkeys(front, 0)
    parts = []
    for tier in range(1, MOST_TIERS + 1):
        needs = supply_map["requirements"].filter(pl.col("input").is_in(front)).sort("input", "product")
        parts.append(
            needs.select(
                pl.lit(tier, pl.Int64).alias("tier"),
                pl.lit("requirement").alias("edge"),
                pl.col("input").alias("supplier"),
                "product",
                "kind",
                "claims",
            )
        )
        front = sorted(set(needs["product"]) - reached.keys())
        reached |= dict.fromkeys(front, tier)
    parts.append(_provisions(supply_map, measure, reached))
    whole = pl.concat(parts, how="diagonal")
    empty = pl.DataFrame(schema=dict(EDGES))
    return pl.concat([empty, whole], how="diagonal").select(list(EDGES)).sort(
        ["tier", "edge", "share", "supplier", "product", "side", "basis"],
        descending=[False, False, True, False, False, False, False], nulls_last=True,
    )  # fmt: skip


def _products(supply_map: SupplyMap, measure: Mapping[str, Any]) -> list[str]:
    named = set(measure["products"] or ())
    codes = list(measure["hs_codes"] or ())
    if codes:
        rows = supply_map["products"].filter(pl.col("hs_edition") == measure["hs_edition"])
        for product, held in rows.select("id", "hs_codes").iter_rows():
            if any(code.startswith(asked) or asked.startswith(code) for code in held or () for asked in codes):
                named.add(product)
    return sorted(named)


def _provisions(supply_map: SupplyMap, measure: Mapping[str, Any], reached: Mapping[str, int]) -> pl.DataFrame:
    homes = dict(supply_map["organizations"].select("id", "home_country").drop_nulls().iter_rows())
    sides = []
    for side, column in (("imposing", "imposers"), ("affected", "affected")):
        parties = list(measure[column] or ())
        named = sorted({*parties, *(homes[one] for one in parties if one in homes)})
        sides += [(one, side) for one in named]
    who = pl.DataFrame(sides, schema={"provider": pl.String, "side": pl.String}, orient="row")
    tiers = pl.DataFrame(list(reached.items()), schema={"product": pl.String, "tier": pl.Int64}, orient="row")
    known = supply_map["provisions"].join(tiers, on="product")
    kinds = known["provider_kind"].unique().sort()
    latest = [current(known.filter(pl.col("provider_kind") == kind)) for kind in kinds]
    rows = pl.concat(latest or [known]).join(who, on="provider")
    return rows.select(
        "tier", pl.lit("provision").alias("edge"), pl.col("provider").alias("supplier"), "product", "side", "basis",
        "period", "share", "claims",
    )  # fmt: skip
