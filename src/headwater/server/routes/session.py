"""`/session`: whether this server takes writes, and what a write must carry."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request, Response

from headwater.server.asking import FAILURES, only_known_parameters
from headwater.server.writing import Writing
from headwater.server.writing_models import SessionAnswer

router = APIRouter(prefix="/api", tags=["writing"], responses=FAILURES, dependencies=[Depends(only_known_parameters)])


@router.get("/session", response_model=SessionAnswer, summary="May this page write, and with which token?")
def session(request: Request, response: Response) -> dict[str, Any]:
    """Whether writing is on, the token to send with each write, and who is offered as contributor.

    The token is good until the server stops. A page of another site cannot read this answer.
    """
    writing: Writing = request.app.state.writing
    response.headers["Cache-Control"] = "no-store"
    return {
        "writable": writing.allowed,
        "token": writing.token if writing.allowed else None,
        "needs_key": writing.allowed and writing.key is not None,
        "contributor": writing.contributor,
        "viewer": str(request.app.state.maps.viewer),
        "upload_bytes": writing.upload_bytes,
    }
