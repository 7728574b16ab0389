"""`/contributions`, `/sources`, `/conflicts`: long lists, a page at a time."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request

from headwater.server.asking import FAILURES, AskedMap, AskedView, Limit, Offset, only_known_parameters
from headwater.server.models import ContributionPage, RowPage
from headwater.workflows.contributions import visible_contributions
from headwater.workflows.tables import map_table, page

router = APIRouter(prefix="/api", tags=["lists"], responses=FAILURES, dependencies=[Depends(only_known_parameters)])


@router.get("/contributions", response_model=ContributionPage, summary="Who recorded what, newest last")
def contributions(request: Request, view: AskedView, offset: Offset = 0, limit: Limit = 100) -> dict[str, Any]:
    """Entries of the log with at least one claim the viewer may see, and how many such claims per table."""
    rows = visible_contributions(request.app.state.workspace.log, view)
    return {"rows": rows[offset : offset + limit], "total": len(rows)}


@router.get("/sources", response_model=RowPage, summary="Documents and data sets")
def sources(asked: AskedMap, offset: Offset = 0, limit: Limit = 100) -> dict[str, Any]:
    """Every source behind the map."""
    return _page(asked, "sources", offset, limit)


@router.get("/conflicts", response_model=RowPage, summary="Where sources disagree")
def conflicts(asked: AskedMap, offset: Offset = 0, limit: Limit = 100) -> dict[str, Any]:
    """The field, what each source says, which claim counts, and the rule that chose it."""
    return _page(asked, "conflicts", offset, limit)


def _page(asked: AskedMap, name: str, offset: int, limit: int) -> dict[str, Any]:
    found = page(map_table(asked.resolved.supply_map, name), offset, limit)
    return {"rows": found.rows.to_dicts(), "total": found.total}
