"""`/contributions/{id}/...`: what taking one back would change, taking it back, and undoing that."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request

from headwater.errors import NotFound
from headwater.server.asking import FAILURES, IN_DIGITS, AskedView, only_known_parameters
from headwater.server.writing import WRITE_FAILURES, MayWrite
from headwater.server.writing_models import ChangesAnswer, EntryAnswer, RestoreOrder, RetractOrder
from headwater.server.writing_shapes import changes_answer
from headwater.workflows import record as recording
from headwater.workflows.preview import preview_retraction

router = APIRouter(
    prefix="/api",
    tags=["writing"],
    responses={**FAILURES, **WRITE_FAILURES},
    dependencies=[Depends(only_known_parameters)],
)
Entry = Annotated[str, Path(min_length=1, max_length=100, description="A contribution's id.")]
Shown = Annotated[int, Query(ge=1, le=1_000, description="Rows of each kind to give at most."), IN_DIGITS]


@router.get("/contributions/{identity}/without", response_model=ChangesAnswer, summary="What if it were taken back?")
def without(request: Request, view: AskedView, identity: Entry, shown: Shown = 100) -> dict[str, Any]:
    """What would be different on the map without this contribution. Nothing is taken back."""
    return changes_answer(preview_retraction(request.app.state.workspace.log, identity, view=view), shown)


@router.post("/contributions/{identity}/retract", response_model=EntryAnswer, summary="Take a contribution back")
def retract(request: Request, _: MayWrite, identity: Entry, order: RetractOrder) -> dict[str, Any]:
    """Its claims no longer count; the log keeps both entries, with who took it back and why.

    404 where there is none that counts: somebody may have taken it back before.
    """
    space = request.app.state.workspace
    entry = recording.retract(
        space.log, identity, contributor=order.contributor, clock=space.clock, note=order.why,
        viewer=request.app.state.maps.viewer,
    )  # fmt: skip
    return {"contribution": entry.id, "retracts": entry.retracts}


@router.post("/contributions/{identity}/restore", response_model=EntryAnswer, summary="Undo that it was taken back")
def restore(request: Request, _: MayWrite, identity: Entry, order: RestoreOrder) -> dict[str, Any]:
    """Records the rows of a contribution that was taken back once more, under a new id. Only the owner may."""
    space = request.app.state.workspace
    if request.app.state.maps.viewer.may_see() is not None:
        raise NotFound(f"There is no contribution {identity} to restore.", "Add the files again.", identity)
    entry = recording.restore(space.log, identity, contributor=order.contributor, clock=space.clock, note=order.why)
    return {"contribution": entry.id, "retracts": None}
