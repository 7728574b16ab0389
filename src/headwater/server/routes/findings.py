"""`/findings`: the answers of the assessments, the same as on the command line."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query

from headwater.server.asking import FAILURES, AskedMap, only_known_parameters
from headwater.server.models import FindingList
from headwater.workflows import assess

router = APIRouter(prefix="/api", tags=["findings"], responses=FAILURES, dependencies=[Depends(only_known_parameters)])
By = Annotated[Literal["country", "organization", "headquarters"], Query(description="Whose shares are counted.")]


@router.get("/findings/concentration", response_model=FindingList, summary="How concentrated is each supply?")
def concentration(asked: AskedMap, by: By = "country") -> dict[str, Any]:
    """HHI, effective providers, top share, providers to 75 %, per product, basis and current period."""
    return {"rows": assess.concentration(asked.resolved.supply_map, by=by).to_dicts()}


@router.get("/findings/chokepoints", response_model=FindingList, summary="What stops if one provider stops?")
def chokepoints(asked: AskedMap, by: By = "country") -> dict[str, Any]:
    """The loss of each product without one provider, sole providers, and tiers up."""
    return {"rows": assess.chokepoints(asked.resolved.supply_map, by=by).to_dicts()}
