"""`/tables` and `/export`: whole tables and whole maps."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Sequence
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import polars as pl
from fastapi import APIRouter, Depends, Request, Response
from fastapi import Path as InPath

from headwater.exports import WRITERS, Writer
from headwater.server.asking import FAILURES, AskedMap, Limit, Offset, only_known_parameters
from headwater.server.faults import failure
from headwater.server.list_models import RowPage
from headwater.server.models import FailureAnswer
from headwater.supply_map import MAP_TABLES
from headwater.workflows.tables import map_table, page

router = APIRouter(prefix="/api", tags=["downloads"], responses=FAILURES, dependencies=[Depends(only_known_parameters)])
MapTable = Enum("MapTable", {name: name for name in MAP_TABLES}, type=str)  # type: ignore[misc] # names are data
ExportFormat = Enum("ExportFormat", {name: name for name in WRITERS}, type=str)  # type: ignore[misc] # names are data

ARROW = "application/vnd.apache.arrow.stream"
_JSON = "application/json"
_BINARY = {"schema": {"type": "string", "format": "binary"}}

TWO_FORMS: dict[int | str, dict[str, Any]] = {
    200: {"content": {ARROW: _BINARY}, "description": "A page as JSON, or the whole table as an Arrow stream."},
    406: {"model": FailureAnswer, "description": "Neither JSON nor an Arrow stream is accepted."},
}


def arrow_stream(rows: pl.DataFrame, asked: AskedMap) -> Response:
    """A whole table as an Arrow stream."""
    stream = io.BytesIO()
    rows.write_ipc_stream(stream)
    return Response(stream.getvalue(), media_type=ARROW, headers=asked.headers)


def not_acceptable() -> Response:
    """The answer where the client accepts neither form."""
    problem = "This is answered as JSON or as an Arrow stream."
    return failure(406, "not-acceptable", problem, f"Accept {_JSON} or {ARROW}.")


def body(media: str) -> dict[str, Any]:
    """How the description names a body: bytes, but for what is itself JSON."""
    return {"schema": {"type": "object"}} if media.endswith("+json") else _BINARY


@router.get(
    "/tables/{name}",
    response_model=RowPage,
    summary="A table of the map",
    responses=TWO_FORMS,
)
def table(
    request: Request,
    asked: AskedMap,
    name: Annotated[MapTable, InPath(description="A table of the map.")],
    offset: Offset = 0,
    limit: Limit = 100,
) -> Any:  # noqa: ANN401 - a page to validate, or an answer of its own
    """Rows `offset` to `offset + limit` as JSON; with the Arrow media type the whole table, whatever the page."""
    form = accepted(request.headers.get("accept", "*/*"))
    if form is None:
        return not_acceptable()
    rows = map_table(asked.resolved.supply_map, name.value)
    if form == ARROW:
        return arrow_stream(rows, asked)
    found = page(rows, offset, limit)
    return {"rows": found.rows.to_dicts(), "total": found.total}


def accepted(header: str) -> str | None:
    """Which of the two forms the client likes best (JSON where it does not care); None where it accepts neither."""
    liked = {_JSON: 0.0, ARROW: 0.0}
    for part in header.split(","):
        media, *parameters = (word.strip() for word in part.split(";"))
        weight = _weight(parameters)
        for form, so_far in liked.items():
            if media.lower() in (form, "*/*", "", f"{form.partition('/')[0]}/*"):
                liked[form] = max(so_far, weight)
    best, weight = max(liked.items(), key=lambda item: item[1])
    return best if weight > 0 else None


def _weight(parameters: list[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


@router.get(
    "/export/{form}",
    response_class=Response,
    summary="The whole map in one format",
    responses={
        200: {
            "content": {writer.media_type: body(writer.media_type) for writer in WRITERS.values()},
            "description": "A file; a zip where the format is a folder.",
        }
    },
)
def export(
    request: Request, asked: AskedMap, form: Annotated[ExportFormat, InPath(description="A format to write.")]
) -> Response:
    """The map as parquet, csv or sdmx-csv (a zip with a file per table), xlsx, graphml, geojson or ftm."""
    writer: Writer = request.app.state.workspace.writers[form.value]
    with tempfile.TemporaryDirectory(prefix="headwater-export-") as folder:
        written = _one_file(writer, asked, Path(folder))
        disposition = f'attachment; filename="{written.name}"'
        headers = {**asked.headers, "Content-Disposition": disposition}
        return Response(written.read_bytes(), media_type=writer.media_type, headers=headers)


def _one_file(writer: Writer, asked: AskedMap, folder: Path) -> Path:
    """Have the map written; a folder of files is packed into a zip whose bytes depend on the map alone."""
    target = folder / f"headwater-map{writer.suffix}"
    files = writer.write(asked.resolved.supply_map, target)
    if writer.suffix:
        return target
    return packed(files, folder / f"headwater-map-{writer.name}.zip")


def packed(files: Sequence[Path], target: Path) -> Path:
    """The files in one zip, without days: its bytes depend on theirs alone."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            archive.writestr(zipfile.ZipInfo(path.name), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return target
