"""`/ledger`: agreements, commitments, measures, events and programmes, totals and what is overdue."""

from __future__ import annotations

import tempfile
from datetime import date
from enum import Enum
from pathlib import Path as FilePath
from typing import Annotated, Any, Literal, get_args

import polars as pl
from fastapi import APIRouter, Depends, Path, Query, Request, Response

from headwater.exports.ledger import LEDGER_WRITERS
from headwater.server import ledger_models as models
from headwater.server.asking import FAILURES, Asked, AskedView, Day, Limit, Offset, map_on, only_known_parameters
from headwater.server.routes.downloads import ARROW, TWO_FORMS, accepted, arrow_stream, body, not_acceptable, packed
from headwater.workflows.ledger import STAGES, Counting, LedgerFilter, Rate, Rates
from headwater.workflows.panels.ledger import LedgerPanels

router = APIRouter(
    prefix="/api/ledger", tags=["ledger"], responses=FAILURES, dependencies=[Depends(only_known_parameters)]
)
OnDay = Annotated[Day, Query(description="As on that day; on the view's day, or today, where left out.")]
Words = Annotated[str | None, Query(min_length=1, max_length=500)]
Identity = Annotated[str, Path(min_length=1, max_length=500, description="An identifier, KIND:SLUG.")]
At = Literal[
    "promised", "announced", "agreed", "registered", "disbursed", "under-construction", "in-operation", "suspended",
    "cancelled",
]  # fmt: skip
assert set(get_args(At)) == {"promised", *STAGES}  # noqa: S101 - one list of stages, told twice


class LedgerAsked:
    """A question to the ledger: its panels on a day, and what the answer says about keeping it."""

    def __init__(self, request: Request, response: Response, view: AskedView, on: OnDay = None) -> None:
        self.day: date = on or view.valid_on or view.known_on or request.app.state.workspace.clock().date()
        self.asked: Asked = map_on(request, response, view, self.day)
        self.panels: LedgerPanels = self.asked.resolved.ledger_on(self.day)
        self.form = accepted(request.headers.get("accept", "*/*"))


class Filtered:
    """The filters every list and total takes."""

    def __init__(  # noqa: PLR0913, PLR0917 - the parameters of an address
        self,
        country: Annotated[Words, Query(description="Who receives, agrees, imposes or takes part.")] = None,
        party: Annotated[Words, Query(description="A firm or body, or a country and its firms.")] = None,
        technology: Annotated[Words, Query(description="A technology of the code list.")] = None,
        product: Annotated[Words, Query(description="A product it names.")] = None,
        kind: Annotated[Words, Query(description="A kind of agreement, measure, event or programme.")] = None,
        state: Annotated[Words, Query(description="Where it stands: a stage or a status.")] = None,
        place: Annotated[Words, Query(description="A site, city or region.")] = None,
        since: Annotated[Day, Query(description="Going on, or told, from that day on.")] = None,
        until: Annotated[Day, Query(description="Going on, or told, until that day.")] = None,
        text: Annotated[Words, Query(description="Part of the title or of a name.")] = None,
    ) -> None:
        self.asked = LedgerFilter(country, party, technology, product, kind, state, place, since, until, text)


LedgerOf = Annotated[LedgerAsked, Depends()]
FilterOf = Annotated[Filtered, Depends()]


def _listed(table: str, ledger: LedgerAsked, filters: Filtered, offset: int, limit: int) -> Any:  # noqa: ANN401 - a page, or an answer of its own
    by_day = ["first_on", "id"]
    frame = ledger.panels.ledger.listed(table, filters.asked).sort(by_day, descending=[True, False], nulls_last=True)
    if ledger.form is None:
        return not_acceptable()
    if ledger.form == ARROW:
        return arrow_stream(frame, ledger.asked)
    return {"rows": ledger.panels.rows(table, frame.slice(offset, limit)), "total": frame.height}


def _one(table: str, ledger: LedgerAsked, identity: str) -> dict[str, Any]:
    row = ledger.panels.one(table, identity)
    rest = {name: row.pop(name) for name in ("deliveries", "edges")}
    return {table.removesuffix("s"): row, "statements": row.pop("statements_told"), **rest}


@router.get("/commitments", response_model=models.CommitmentPage, summary="Commitments", responses=TWO_FORMS)
def commitments(ledger: LedgerOf, filters: FilterOf, offset: Offset = 0, limit: Limit = 100) -> Any:  # noqa: ANN401
    """What was promised, where, and how far it is, newest first; with the Arrow media type all that match."""
    return _listed("commitments", ledger, filters, offset, limit)


@router.get("/agreements", response_model=models.AgreementPage, summary="Agreements", responses=TWO_FORMS)
def agreements(ledger: LedgerOf, filters: FilterOf, offset: Offset = 0, limit: Limit = 100) -> Any:  # noqa: ANN401
    """Who agreed on what, whether it is signed, and the obligations under it."""
    return _listed("agreements", ledger, filters, offset, limit)


@router.get("/measures", response_model=models.MeasurePage, summary="Measures", responses=TWO_FORMS)
def measures(ledger: LedgerOf, filters: FilterOf, offset: Offset = 0, limit: Limit = 100) -> Any:  # noqa: ANN401
    """Export controls, subsidies, tariffs and other policies, their products and days."""
    return _listed("measures", ledger, filters, offset, limit)


@router.get("/events", response_model=models.EventPage, summary="Events", responses=TWO_FORMS)
def events(ledger: LedgerOf, filters: FilterOf, offset: Offset = 0, limit: Limit = 100) -> Any:  # noqa: ANN401
    """What happened: disruptions, dialogues, exercises."""
    return _listed("events", ledger, filters, offset, limit)


@router.get("/programmes", response_model=models.ProgrammePage, summary="Programmes", responses=TWO_FORMS)
def programmes(ledger: LedgerOf, filters: FilterOf, offset: Offset = 0, limit: Limit = 100) -> Any:  # noqa: ANN401
    """Research and training that partners run together."""
    return _listed("programmes", ledger, filters, offset, limit)


@router.get("/totals", response_model=models.TotalsAnswer, summary="How much was promised, registered, paid?")
def totals(  # noqa: PLR0913, PLR0917 - the same
    ledger: LedgerOf,
    filters: FilterOf,
    by: Annotated[
        Literal["all", "country", "technology", "currency", "stage"], Query(description="Told by what.")
    ] = "all",
    at: Annotated[At, Query(description="What was promised, or what was told at a stage.")] = "promised",
    into: Annotated[str | None, Query(alias="in", pattern="^[A-Z]{3}$", description="Add up in this currency.")] = None,
    rate: Annotated[
        list[Annotated[str, Query(pattern=r"^[A-Z]{3}:[0-9]{1,12}(\.[0-9]{1,12})?$")]] | None,
        Query(max_length=200, description="CURRENCY:RATE into it; repeat the parameter for several."),
    ] = None,
    group: Annotated[Words, Query(description="Only the lines of this group.")] = None,
    keep_duplicates: Annotated[Literal["yes", "no"], Query(description="Count what looks told twice.")] = "no",
    offset: Offset = 0,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Each sum once, with a page of the lines that explain the totals. `since` and `until`: when it was first told."""
    rates = None if into is None else Rates.of(into, [Rate(one[:3], float(one[4:])) for one in rate or ()])
    asked = Counting(at=at, rates=rates) if keep_duplicates == "no" else Counting(at=at, rates=rates, within_days=None)
    found = ledger.panels.ledger.totals(filters.asked, by, asked)
    lines = found.lines if group is None else found.lines.filter(pl.col("group") == group)
    part = type(found)(found.rows, lines.slice(offset, limit))
    return {**ledger.panels.totals(part), "lines_in_all": lines.height}


@router.get("/overdue", response_model=models.OverduePage, summary="What should have happened")
def overdue(ledger: LedgerOf, offset: Offset = 0, limit: Limit = 100) -> dict[str, Any]:
    """Obligations, commitments, expected signatures and suspensions past their day, of which nobody says what came."""
    rows = ledger.panels.ledger.overdue(ledger.day)
    shown = ledger.panels.overdue(rows.slice(offset, limit))
    return {"on": ledger.day.isoformat(), "rows": shown, "total": rows.height}


LedgerFormat = Enum("LedgerFormat", {name: name for name in LEDGER_WRITERS}, type=str)  # type: ignore[misc] # names are data
_FILES = {writer.media_type: body(writer.media_type) for writer in LEDGER_WRITERS.values()}


@router.get(
    "/export/{form}",
    response_class=Response,
    summary="The whole ledger as a file",
    responses={200: {"content": _FILES, "description": "A file; a zip where the format is a folder."}},
)
def export(ledger: LedgerOf, form: Annotated[LedgerFormat, Path(description="A format to write.")]) -> Response:
    """Every table of the ledger as csv (a zip with a file per table), xlsx or jsonld."""
    writer = LEDGER_WRITERS[form.value]
    with tempfile.TemporaryDirectory(prefix="headwater-export-") as folder:
        target = FilePath(folder) / f"headwater-ledger{writer.suffix}"
        files = writer.write(ledger.panels.ledger, ledger.day, target)
        written = target if writer.suffix else packed(files, FilePath(folder) / f"headwater-ledger-{writer.name}.zip")
        disposition = f'attachment; filename="{written.name}"'
        headers = {**ledger.asked.headers, "Content-Disposition": disposition}
        return Response(written.read_bytes(), media_type=writer.media_type, headers=headers)


@router.get("/commitments/{identity:path}", response_model=models.LedgerDetail, summary="One commitment")
def commitment(ledger: LedgerOf, identity: Identity) -> dict[str, Any]:
    """Every statement about it, and how the concentration of its products would change if it were delivered."""
    return _one("commitments", ledger, identity)


@router.get("/agreements/{identity:path}", response_model=models.LedgerDetail, summary="One agreement")
def agreement(ledger: LedgerOf, identity: Identity) -> dict[str, Any]:
    """Every statement about it, and the obligations under it."""
    return _one("agreements", ledger, identity)


@router.get("/measures/{identity:path}", response_model=models.LedgerDetail, summary="One measure")
def measure(ledger: LedgerOf, identity: Identity) -> dict[str, Any]:
    """Every statement about it, and the map's edges it touches, up to two requirements away."""
    return _one("measures", ledger, identity)
