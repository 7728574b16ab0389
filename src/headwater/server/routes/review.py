"""`/review`: the queue of candidates read from articles, one of them with its article, and decisions about it.

Only where this server takes writes: the queue holds whole articles, and a candidate is nobody's claim yet. Where a key
is needed to write, it is needed to look.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from headwater.errors import BadQuestion
from headwater.server.asking import FAILURES, Limit, Offset, only_known_parameters
from headwater.server.review_models import (
    CandidateAnswer,
    DatedAnswer,
    DayBody,
    DecisionBody,
    FieldName,
    FoundFields,
    KindName,
    LanguageName,
    PickedWords,
    QueuePage,
    ReadRecord,
    StateName,
)
from headwater.server.writing import WRITE_FAILURES, MayLook, MayWrite, Writing
from headwater.workflows.review import Candidate, Correction, Desk, Shelf, ledger_ids, picked

router = APIRouter(
    prefix="/api/review",
    tags=["review"],
    responses={**FAILURES, 403: WRITE_FAILURES[403]},
    dependencies=[Depends(only_known_parameters)],
)
OneCandidate = Annotated[str, Path(pattern="^[0-9a-f]{12}-[0-9]{1,6}$", description="A candidate's id.")]
OneArticle = Annotated[str, Path(pattern="^[0-9a-f]{12}$", description="An article's id.")]


def shelf_asked(request: Request, response: Response, _: MayLook) -> Shelf:
    """The queue as this server's viewer may look at it; no answer about it is kept by anybody."""
    response.headers["Cache-Control"] = "no-store"
    workspace, maps = request.app.state.workspace, request.app.state.maps
    return Shelf(workspace.review_queue(), lambda: maps.get(maps.view(None, None)).supply_map)


AskedShelf = Annotated[Shelf, Depends(shelf_asked)]


@router.get("", response_model=QueuePage, summary="What was read and waits for a decision")
def queue(
    shelf: AskedShelf,
    state: Annotated[StateName | None, Query(description="Only those so far.")] = None,
    kind: Annotated[KindName | None, Query(description="Only this kind.")] = None,
    language: Annotated[LanguageName | None, Query(description="Only articles in this language.")] = None,
    article: Annotated[str | None, Query(max_length=64, description="Only this article, by its id.")] = None,
    offset: Offset = 0,
    limit: Limit = 100,
) -> dict[str, Any]:
    """Candidates in the order of the queue, of those that fit every filter, and how many there are by state."""
    rows, counts, next_open = shelf.at_once(state=state, kind=kind, language=language, article=article)
    return {"rows": rows[offset : offset + limit], "total": len(rows), "counts": counts, "next_open": next_open}


@router.get("/{identity}", response_model=CandidateAnswer, summary="A candidate, its article and its spans")
def candidate(shelf: AskedShelf, identity: OneCandidate) -> dict[str, Any]:
    """All that is needed to decide: record, article, spans, earlier decisions, and what it may be a duplicate of."""
    return _answer(shelf.shown(identity))


@router.get("/{identity}/words", response_model=PickedWords, summary="What the readers find in words of the article")
def words(
    request: Request,
    shelf: AskedShelf,
    identity: OneCandidate,
    field: Annotated[FieldName, Query(description="The field the words are for.")],
    start: Annotated[int, Query(ge=0, le=100_000_000, description="The first character of the words.")],
    end: Annotated[int, Query(ge=0, le=100_000_000, description="The character behind the words.")],
) -> dict[str, Any]:
    """Nothing is kept: send what is right as a correction, with the words as its span."""
    one = shelf.queue.candidate(identity)
    known = request.app.state.workspace.known_organizations()
    found = picked(shelf.queue.article(one.article), one.record, field, start, end, known)
    values = {name: found.values.get(name) for name in FoundFields.model_fields}
    return {**asdict(found), "names": list(found.values), "values": values}


@router.post(
    "/{identity}/decisions",
    response_model=CandidateAnswer,
    summary="Accept, correct, reject, merge, record, or take the last decision back",
    responses=WRITE_FAILURES,
)
def decide(
    request: Request, shelf: AskedShelf, writing: MayWrite, identity: OneCandidate, body: DecisionBody
) -> dict[str, Any]:
    """Carry a decision out, once for each key. 409 where somebody decided since the version that was seen.

    An accepted or merged candidate becomes a claim at once, or with `hold` when it is recorded; taking that back
    retracts it.
    """
    shelf.queue.candidate(identity)  # 404 before anything is said about the decision
    desk: Desk = request.app.state.workspace.desk(_reviewer(body, writing), shelf.queue)
    _carry_out(desk, shelf, identity, body)
    return _answer(shelf.shown(identity))


@router.post(
    "/articles/{article}/day",
    response_model=DatedAnswer,
    summary="Give an article the day it was published",
    responses=WRITE_FAILURES,
)
def date_article(
    request: Request, shelf: AskedShelf, writing: MayWrite, article: OneArticle, body: DayBody
) -> dict[str, Any]:
    """Where the article does not say its day: the days of its open candidates get their year from it."""
    shelf.queue.article(article)
    desk: Desk = request.app.state.workspace.desk(_reviewer(body, writing), shelf.queue)
    done = desk.date(article, body.day)
    return {"article": article, "dated": done.article.dated, "changed": [one.id for one in done.changed]}


def _carry_out(desk: Desk, shelf: Shelf, identity: str, body: DecisionBody) -> Candidate:
    asked: dict[str, Any] = {"seen": body.seen, "key": body.key, "note": body.note}
    sure: dict[str, Any] = {"confidence": body.confidence, "disclosure": body.disclosure, "hold": body.hold}
    if body.action == "accept":
        return desk.accept(identity, **asked, **sure)
    if body.action == "merge":
        if not body.target:
            raise BadQuestion("Nothing to merge with was given.", "Name a candidate, or a record of the ledger.")
        return desk.merge(identity, body.target, lambda: ledger_ids(shelf.supply_map()), **asked, **sure)
    if body.action == "record":
        return desk.record(identity, seen=body.seen)
    if body.action == "correct":
        return desk.correct(identity, _correction(body), **asked)
    return desk.reject(identity, **asked) if body.action == "reject" else desk.undo(identity, **asked)


def _correction(body: DecisionBody) -> Correction:
    values = body.fields.model_dump(exclude_unset=True) if body.fields else {}
    spans = {name: [(one.start, one.end) for one in places] for name, places in (body.spans or {}).items()}
    return Correction(values, spans, tuple(body.keep or ()))


def _reviewer(body: DecisionBody | DayBody, writing: Writing) -> str:
    name = (body.reviewer or "").strip() or writing.contributor or ""
    if not name:
        raise BadQuestion("A decision needs a reviewer.", "Say who decides.", "reviewer")
    return name


def _answer(shown: dict[str, Any]) -> dict[str, Any]:
    return {**shown, "record": _record(shown["record"]), "read": _record(shown["read"])}


def _record(record: dict[str, Any]) -> dict[str, Any]:
    """The fields HTTP promises; a record of a later version may have more."""
    return {name: record.get(name) for name in ReadRecord.model_fields}
