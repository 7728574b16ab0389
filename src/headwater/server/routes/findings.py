"""`/findings`: the answers of the assessments, the same as on the command line."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query
from pydantic import StringConstraints

from headwater.server.asking import AS_NUMBER, FAILURES, IN_DIGITS, AskedMap, only_known_parameters
from headwater.server.models import FindingList
from headwater.server.risk_models import RiskRanking, WhatIfAnswer
from headwater.workflows import assess
from headwater.workflows.systemic_risk import Cascade

router = APIRouter(prefix="/api", tags=["findings"], responses=FAILURES, dependencies=[Depends(only_known_parameters)])
By = Annotated[Literal["country", "organization", "headquarters"], Query(description="Whose shares are counted.")]

Network = Annotated[Literal["firms", "cells"], Query(description="Firms by recorded flows, or provider-product cells.")]
Top = Annotated[int, Query(ge=1, le=1_000, description="Nodes to give at most."), IN_DIGITS]
Substitution = Annotated[
    Literal["on", "off"],
    Query(description="Whether others of a product fill in, by their share of what is left of it."),
]
Sides = Annotated[
    Literal["both", "down", "up"],
    Query(description="Losses spread both ways, or to buyers (down), to suppliers (up) only."),
]
_Name = Annotated[str, StringConstraints(min_length=1, max_length=1_000)]
Stopped = Annotated[
    list[_Name],
    Query(min_length=1, max_length=100, description="Node, provider, country or product; several stop together."),
]
Psi = Annotated[float, Query(ge=0, le=1, allow_inf_nan=False, description="The part that stops, 0..1."), AS_NUMBER]
PsiUp = Annotated[
    float | None,
    Query(
        ge=0, le=1, allow_inf_nan=False, description="The part of its purchases that stops, 0..1; `psi` unless given."
    ),
    AS_NUMBER,
]


@router.get("/findings/concentration", response_model=FindingList, summary="How concentrated is each supply?")
def concentration(asked: AskedMap, by: By = "country") -> dict[str, Any]:
    """HHI, effective providers, top share, providers to 75 %, per product, basis and current period."""
    return {"rows": assess.concentration(asked.resolved.supply_map, by=by).to_dicts()}


@router.get("/findings/chokepoints", response_model=FindingList, summary="What stops if one provider stops?")
def chokepoints(asked: AskedMap, by: By = "country") -> dict[str, Any]:
    """The loss of each product without one provider, sole providers, tiers up, and what is lost through inputs."""
    return {"rows": assess.chokepoints(asked.resolved.supply_map, by=by).to_dicts()}


@router.get("/findings/systemic-risk", response_model=RiskRanking, summary="Which nodes may not fail?")
def systemic_risk(
    asked: AskedMap,
    network: Network = "cells",
    top: Top = 50,
    substitution: Substitution = "on",
    sides: Sides = "both",
) -> dict[str, Any]:
    """The nodes whose failure costs most (ESRI), down and up apart, and what the network could not know."""
    return asked.resolved.risk.ranking_panel(network, top, substitution=substitution == "on", sides=sides)


def cascade_asked(
    node: Stopped, psi: Psi = 1.0, psi_up: PsiUp = None, substitution: Substitution = "on", sides: Sides = "both"
) -> Cascade:
    """Who stops, how much of it, and how losses spread."""
    return Cascade(tuple(node), psi, psi_up, substitution == "on", sides)


@router.get("/what-if", response_model=WhatIfAnswer, summary="Who is hit when something stops?")
def what_if(
    asked: AskedMap,
    cascade: Annotated[Cascade, Depends(cascade_asked)],
    network: Network = "cells",
    top: Top = 200,
) -> dict[str, Any]:
    """The cascade step by step: who is hit, how hard, at which tier; what countries and products had lost by then."""
    return asked.resolved.risk.what_if_panel(network, cascade, top)
