"""`/chain`: what leads to what, and what of it comes from whom."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from headwater.server.asking import FAILURES, AskedMap, only_known_parameters
from headwater.server.models import ChainAnswer, ChainShares

router = APIRouter(prefix="/api", tags=["chain"], responses=FAILURES, dependencies=[Depends(only_known_parameters)])


@router.get("/chain", response_model=ChainAnswer, summary="What leads to what")
def chain(
    asked: AskedMap,
    product: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=500,
            description="Only what leads to this product and what follows from it.",
            examples=["product:gallium-refined"],
        ),
    ] = None,
) -> dict[str, Any]:
    """Products with their concentration, requirements with their claims, variants, and everyone who supplies."""
    return asked.resolved.panels.chain(product)


@router.get("/chain/supplied", response_model=ChainShares, summary="What of the chain comes from whom")
def supplied(
    asked: AskedMap,
    by: Annotated[
        str,
        Query(
            min_length=1, max_length=500, description="A country or organization, KIND:SLUG.", examples=["country:CHN"]
        ),
    ],
) -> dict[str, Any]:
    """Its share of each product that names it, largest first, on the product's first current market that does."""
    return asked.resolved.panels.supplied_by(by)
