"""A map in numbers."""

from __future__ import annotations

from typing import Any

import polars as pl

from headwater.claims.model import View
from headwater.supply_map import SupplyMap


def summary(supply_map: SupplyMap, view: View) -> dict[str, Any]:
    """The view, the map's digest, and how many of each thing there are: only what this viewer's map holds."""
    provisions = supply_map["provisions"]
    tables = (
        "sources",
        "products",
        "organizations",
        "facilities",
        "requirements",
        "provisions",
        "conflicts",
        "unresolved",
    )
    claims = (
        pl.concat([table["claims"] for table in supply_map.tables.values() if "claims" in table.columns])
        .explode()
        .drop_nulls()
        .unique()
    )
    counts = {name: supply_map[name].height for name in tables}
    counts |= {
        "claims": claims.len(),
        "contributions": claims.str.split(":").list.first().n_unique(),
        "unknown": provisions.filter(pl.col("state") == "unknown").height,
        "markets": provisions.select("product", "provider_kind", "basis", "period").unique().height,
    }
    return {
        "known_on": view.known_on and view.known_on.isoformat(),
        "valid_on": view.valid_on and view.valid_on.isoformat(),
        "viewer": str(view.viewer),
        "digest": supply_map.digest(),
        "counts": counts,
    }
