"""`/products` and `/map`: who supplies what."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query

from headwater.server import shapes
from headwater.server.arc_models import MapArcs
from headwater.server.asking import FAILURES, AskedMap, Limit, only_known_parameters
from headwater.server.models import MapLayer, ProductList, ProductPanel, ProviderKind

router = APIRouter(prefix="/api", tags=["products"], responses=FAILURES, dependencies=[Depends(only_known_parameters)])
_ID = "An identity, KIND:SLUG."


@router.get("/products", response_model=ProductList, summary="All products, and how concentrated their supply is")
def products(asked: AskedMap) -> dict[str, Any]:
    """One row per product: its main market, HHI with range and verdict, and its largest providers."""
    return {"rows": [shapes.product_row(line) for line in asked.resolved.panels.product_list()]}


@router.get("/products/{identity:path}", response_model=ProductPanel, summary="One product")
def product(
    asked: AskedMap,
    identity: Annotated[str, Path(min_length=1, max_length=500, description=_ID, examples=["product:gallium-refined"])],
) -> dict[str, Any]:
    """Its markets, needs, sites, findings, measures, commitments and conflicts."""
    return shapes.product_panel(asked.resolved.panels.product(identity))


@router.get("/map", response_model=MapLayer, summary="One product's market, to draw on a map")
def map_layer(
    asked: AskedMap,
    product: Annotated[str, Query(min_length=1, max_length=500, description=_ID)],
    provider_kind: Annotated[
        ProviderKind | None, Query(description="Whose shares; the main market where left out.")
    ] = None,
    basis: Annotated[str | None, Query(min_length=1, max_length=100, description="How they were measured.")] = None,
    period: Annotated[str | None, Query(min_length=4, max_length=10, description="Year, quarter or month.")] = None,
) -> dict[str, Any]:
    """Shares per country and the sites, for the market asked for."""
    return shapes.map_layer(asked.resolved.panels.map_layer(product, provider_kind, basis, period))


@router.get("/map/arcs", response_model=MapArcs, summary="Where a product goes, and where its inputs come from")
def arcs(
    asked: AskedMap,
    product: Annotated[str, Query(min_length=1, max_length=500, description=_ID)],
    limit: Limit = 500,
) -> dict[str, Any]:
    """Its recorded flows in one measure, the largest first, and the main suppliers of what it needs."""
    return asked.resolved.panels.arcs(product, limit)
