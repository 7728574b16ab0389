"""`/countries`, `/organizations`, `/facilities`: what one of them provides, and what is said about it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path

from headwater.server.asking import FAILURES, AskedMap, only_known_parameters
from headwater.server.models import EntityPanel
from headwater.server.shapes import entity_panel

router = APIRouter(prefix="/api", tags=["entities"], responses=FAILURES, dependencies=[Depends(only_known_parameters)])
Identity = Annotated[str, Path(min_length=1, max_length=500, description="An identity, KIND:SLUG.")]


@router.get("/countries/{identity:path}", response_model=EntityPanel, summary="One country or area")
def country(asked: AskedMap, identity: Identity) -> dict[str, Any]:
    """What it provides, with findings, sites and ledger rows."""
    return entity_panel(asked.resolved.panels.country(identity))


@router.get("/organizations/{identity:path}", response_model=EntityPanel, summary="One organization")
def organization(asked: AskedMap, identity: Identity) -> dict[str, Any]:
    """What it provides, with findings, sites and ledger rows."""
    return entity_panel(asked.resolved.panels.organization(identity))


@router.get("/facilities/{identity:path}", response_model=EntityPanel, summary="One facility or place")
def facility(asked: AskedMap, identity: Identity) -> dict[str, Any]:
    """What is supplied from there, with findings and ledger rows."""
    return entity_panel(asked.resolved.panels.facility(identity))
