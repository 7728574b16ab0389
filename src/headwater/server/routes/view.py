"""`/view` and `/search`: which map this is, and what is in it by any name."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from headwater.server.asking import FAILURES, IN_DIGITS, AskedMap, only_known_parameters
from headwater.server.models import HitList, ViewAnswer
from headwater.workflows.summary import summary

router = APIRouter(prefix="/api", tags=["view"], responses=FAILURES, dependencies=[Depends(only_known_parameters)])


@router.get("/view", response_model=ViewAnswer, summary="Which map this is, and how much stands behind it")
def view(asked: AskedMap) -> dict[str, Any]:
    """The view's days and viewer, the digest of its map, and counts."""
    return {**summary(asked.resolved.supply_map, asked.view), "digest": asked.resolved.digest}


@router.get("/search", response_model=HitList, summary="Find products, organizations, facilities and countries")
def search(
    asked: AskedMap,
    q: Annotated[str, Query(min_length=1, max_length=200, description="Words; accents and small errors are forgiven.")],
    limit: Annotated[int, Query(ge=1, le=100, description="Hits to give at most."), IN_DIGITS] = 12,
) -> dict[str, Any]:
    """Hits by any name, alias or code, best first."""
    return {"hits": asked.resolved.search.find(q, limit)}
