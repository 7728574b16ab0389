"""`/contributions`, `/sources` and their rows, `/conflicts`, `/unknown`: long lists, a page at a time; `/names`."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request

from headwater.server.asking import FAILURES, AskedMap, AskedView, Limit, Offset, only_known_parameters
from headwater.server.list_models import ClaimRowPage, ConflictPage, ContributionPage, NameList, SourcePage, UnknownPage
from headwater.server.routes.standard import StandardTable
from headwater.workflows.contributions import visible_contributions

router = APIRouter(prefix="/api", tags=["lists"], responses=FAILURES, dependencies=[Depends(only_known_parameters)])
OneTable = Annotated[
    StandardTable | None, Query(description="Rows of this table; of the first that has any where left out.")
]


@router.get("/contributions", response_model=ContributionPage, summary="Who recorded what, newest last")
def contributions(request: Request, view: AskedView, offset: Offset = 0, limit: Limit = 100) -> dict[str, Any]:
    """Entries of the log with at least one claim the viewer may see, and how many such claims per table."""
    rows = visible_contributions(request.app.state.workspace.log, view)
    return {"rows": rows[offset : offset + limit], "total": len(rows)}


@router.get("/sources", response_model=SourcePage, summary="Documents and data sets")
def sources(asked: AskedMap, offset: Offset = 0, limit: Limit = 100) -> dict[str, Any]:
    """Every source behind the map, and how many claims it has in each table."""
    rows = asked.resolved.recorded.sources
    return {"rows": rows[offset : offset + limit], "total": len(rows)}


@router.get(
    "/contributions/{identity}/rows", response_model=ClaimRowPage, summary="What a contribution holds, row by row"
)
def rows_of_contribution(
    asked: AskedMap,
    identity: Annotated[str, Path(min_length=1, max_length=100, description="A contribution's id.")],
    table: OneTable = None,
    offset: Offset = 0,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Its rows that count and that the viewer may see; none of a contribution that was taken back."""
    return asked.resolved.recorded.rows("contribution", identity, table and table.value, offset, limit)


@router.get("/sources/{identity:path}/rows", response_model=ClaimRowPage, summary="What a source says, row by row")
def rows_of_source(
    asked: AskedMap,
    identity: Annotated[str, Path(min_length=1, max_length=500, description="A source's identity.")],
    table: OneTable = None,
    offset: Offset = 0,
    limit: Limit = 100,
) -> dict[str, Any]:
    """The rows that name it as their source, count, and may be seen by the viewer."""
    return asked.resolved.recorded.rows("source", identity, table and table.value, offset, limit)


@router.get("/conflicts", response_model=ConflictPage, summary="Where sources disagree")
def conflicts(asked: AskedMap, offset: Offset = 0, limit: Limit = 100) -> dict[str, Any]:
    """What each side says, with its claims and sources, which claim counts, and the rule that chose it."""
    return asked.resolved.doubts.conflicts(offset, limit)


@router.get("/unknown", response_model=UnknownPage, summary="Suppliers that are named without a share")
def unknown(asked: AskedMap, offset: Offset = 0, limit: Limit = 100) -> dict[str, Any]:
    """Provisions whose share nobody knows: neither zero nor small."""
    return asked.resolved.doubts.unknown(offset, limit)


@router.get("/names", response_model=NameList, summary="Organizations and sites by name")
def names(asked: AskedMap) -> dict[str, Any]:
    """Every organization and site of the map by name and country, to write and to sort findings on them by name."""
    return {"rows": asked.resolved.panels.names()}
