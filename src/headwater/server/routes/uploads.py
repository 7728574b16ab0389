"""`/uploads`: files sent, looked at, and recorded. Only the last of these steps changes the store.

An upload is known by an id that cannot be guessed. Each step can be done again: a file sent twice replaces itself, and
rows recorded twice by one contributor count once, so that whoever lost the connection simply tries again.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from typing import Annotated, Any, TextIO

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from starlette.requests import ClientDisconnect

from headwater.claims.model import View
from headwater.errors import Outdated, UnreadableFile
from headwater.exports.rejected import write_problems, write_rejected
from headwater.server.asking import FAILURES, IN_DIGITS, Limit, Offset, only_known_parameters
from headwater.server.resolved import ResolvedMaps
from headwater.server.uploads import Upload, Uploads
from headwater.server.writing import WRITE_FAILURES, MayWrite
from headwater.server.writing_models import (
    PreviewAnswer,
    PreviewOrder,
    ProblemPage,
    RecordAnswer,
    RecordOrder,
    UploadAnswer,
    UploadedFile,
)
from headwater.server.writing_shapes import changes_answer, file_answer
from headwater.workflows import record as recording
from headwater.workflows.preview import Preview, preview
from headwater.workflows.recognise import formats_for

router = APIRouter(
    prefix="/api",
    tags=["writing"],
    responses={**FAILURES, **WRITE_FAILURES},
    dependencies=[Depends(only_known_parameters)],
)
_BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary", "minLength": 1}}}
_CSV: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "description": "CSV, UTF-8."}
}
AT_ONCE = threading.Semaphore(2)
"""Files are read and maps resolved for so many uploads at once; each holds its rows in memory."""


def _uploads(request: Request) -> Uploads:
    uploads: Uploads = request.app.state.uploads
    return uploads


def _asked_for(request: Request, upload: Annotated[str, Path(max_length=100, description="An upload's id.")]) -> Upload:
    return _uploads(request).get(upload)


Sent = Annotated[Upload, Depends(_asked_for)]
Shown = Annotated[int, Query(ge=1, le=1_000, description="Rows of each kind to give at most."), IN_DIGITS]


@router.post("/uploads", response_model=UploadAnswer, summary="Begin an upload")
def begin(request: Request, _: MayWrite) -> dict[str, Any]:
    """An upload without files; it is forgotten when nobody asks for it for two hours, or the server stops."""
    return _upload_answer(request, _uploads(request).start())


@router.put(
    "/uploads/{upload}/files",
    response_model=UploadedFile,
    summary="Send a file",
    openapi_extra={"requestBody": {"required": True, "content": _BYTES}},
)
async def send_file(
    request: Request,
    _: MayWrite,
    sent: Sent,
    name: Annotated[str, Query(min_length=1, max_length=300, description="The file's name, without folders.")],
) -> dict[str, Any]:
    """The body is the file as it is. What comes only in part is not kept; a file of the same name is replaced."""
    length = request.headers.get("content-length", "")
    announced = int(length) if length.isdigit() else None
    try:
        return file_answer(await _uploads(request).receive(sent, name, request.stream(), announced))
    except ClientDisconnect:  # there is nobody left to read this
        raise UnreadableFile("The connection ended before the whole file was there.", "Send it again.") from None


@router.get("/uploads/{upload}", response_model=UploadAnswer, summary="What was sent, and which formats fit")
def state(request: Request, sent: Sent, response: Response) -> dict[str, Any]:
    """The files, every format with whether it fits, and how far reading is where it is going on."""
    response.headers["Cache-Control"] = "no-store"
    return _upload_answer(request, sent)


@router.delete("/uploads/{upload}", response_model=UploadAnswer, summary="Forget an upload")
def forget(request: Request, _: MayWrite, sent: Sent) -> dict[str, Any]:
    """Its files are removed and work on it ends; what was recorded of it stays recorded."""
    answer = _upload_answer(request, sent)
    _uploads(request).drop(sent.id)
    return answer


@router.post("/uploads/{upload}/preview", response_model=PreviewAnswer, summary="What would change on the map")
def look(request: Request, _: MayWrite, sent: Sent, order: PreviewOrder, shown: Shown = 100) -> dict[str, Any]:
    """Reads the files, checks every row and resolves the map with the good ones. Nothing is recorded."""
    with sent.working, AT_ONCE:
        sent.note(0, None, "rows")
        view, maps = _now(request)
        space = request.app.state.workspace
        try:
            found = preview(
                space.log, space.readers, sent.paths, view=view, before=maps.get(view).supply_map,
                format_name=order.format, options=order.options, progress=sent.note,
            )  # fmt: skip
        finally:
            sent.progress = None
        sent.preview, sent.asked = found, (order.format, order.options)
    return _preview_answer(request, found, shown)


@router.get("/uploads/{upload}/problems", response_model=ProblemPage, summary="What is wrong, row by row")
def problems(sent: Sent, offset: Offset = 0, limit: Limit = 100) -> dict[str, Any]:
    """File, row, column, value, problem and what to do, as found when the upload was looked at."""
    rows = _looked_at(sent).problems
    return {"rows": [row.as_dict() for row in rows[offset : offset + limit]], "total": len(rows)}


@router.get("/uploads/{upload}/problems.csv", response_class=Response, responses=_CSV, summary="All problems as CSV")
def problems_as_csv(sent: Sent) -> Response:
    """The same, all of them, as a file."""
    found = _looked_at(sent)
    return _csv("problems", lambda file: write_problems(file, found.problems))


@router.get("/uploads/{upload}/rejected.csv", response_class=Response, responses=_CSV, summary="Bad rows as CSV")
def rejected_as_csv(sent: Sent) -> Response:
    """The rows that are left out where bad rows are skipped, in the words of their file, with what is wrong."""
    found = _looked_at(sent)
    return _csv("rejected", lambda file: write_rejected(file, found.rejected))


@router.post("/uploads/{upload}/record", response_model=RecordAnswer, summary="Record what was looked at")
def record(request: Request, _: MayWrite, sent: Sent, order: RecordOrder) -> dict[str, Any]:
    """One contribution, whole or not at all. 409 where the map is no longer the one that `seen` names: look again.

    Rows that this contributor recorded before are answered with `already_recorded`, whatever `seen` says.
    """
    with sent.working, AT_ONCE:
        found = _looked_at(sent)
        format_name, options = sent.asked
        view, maps = _now(request)
        space = request.app.state.workspace
        try:
            added = recording.add(
                space.log, space.readers, sent.paths, contributor=order.contributor, clock=space.clock,
                format_name=format_name, options=options, skip_bad=order.skip_bad, note=order.note,
                progress=sent.note, viewer=view.viewer, check=_still(maps, view, order.seen),
            )  # fmt: skip
        finally:
            sent.progress = None
    return {
        "contribution": added.contribution,
        "rows": dict(added.rows),
        "already_recorded": added.already_recorded is not None,
        "skipped": len(found.rejected) if order.skip_bad else 0,
    }


def _now(request: Request) -> tuple[View, ResolvedMaps]:
    maps: ResolvedMaps = request.app.state.maps
    return maps.view(None, None), maps


def _still(maps: ResolvedMaps, view: View, seen: str) -> Callable[[], None]:
    """A check that the map is still the one that was seen; `Outdated` where somebody recorded in between."""

    def check() -> None:
        if maps.get(view).digest != seen:
            raise Outdated(
                "The map has changed since you looked: somebody recorded or took back something. Nothing was recorded.",
                "Look again at what would change, then record.",
            )

    return check


def _looked_at(sent: Upload) -> Preview:
    if sent.preview is None:
        raise Outdated(
            "Nobody has looked at these files yet, or they were changed since.", "Ask for the preview first."
        )
    return sent.preview


def _upload_answer(request: Request, upload: Upload) -> dict[str, Any]:
    readers = request.app.state.workspace.readers
    formats = formats_for(readers, upload.paths) if upload.files and not upload.working.locked() else []
    fitting = [each.name for each in formats if each.fits]
    working = upload.progress
    return {
        "id": upload.id,
        "files": [file_answer(stamp) for _, stamp in sorted(upload.files.items())],
        "formats": [
            {"name": each.name, "title": each.title, "fits": each.fits, "why_not": each.why_not,
             "options": list(each.options)}
            for each in formats
        ],
        "recognised": fitting[0] if len(fitting) == 1 else None,
        "working": working and dict(zip(("done", "total", "unit"), working, strict=True)),
    }  # fmt: skip


def _preview_answer(request: Request, found: Preview, shown: int) -> dict[str, Any]:
    entries = {entry.id: entry for entry in request.app.state.workspace.log.contributions()}
    return {
        "format": found.format,
        "files": [file_answer(stamp) for stamp in found.files],
        "rows": dict(found.rows),
        "problems": len(found.problems),
        "rejected": len(found.rejected),
        "recorded_before": [
            {
                "id": each,
                "contributor": entries[each].contributor,
                "recorded_at": entries[each].recorded_at.isoformat(),
            }
            for each in found.recorded_before
        ],
        "seen": found.seen,
        "changes": None if found.changes is None else changes_answer(found.changes, shown),
    }


def _csv(name: str, write: Callable[[TextIO], None]) -> Response:
    text = io.StringIO(newline="")
    write(text)
    headers = {"Content-Disposition": f'attachment; filename="headwater-{name}.csv"', "Cache-Control": "no-store"}
    return Response(text.getvalue(), media_type="text/csv", headers=headers)
