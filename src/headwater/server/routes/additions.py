"""Adding to the review queue: articles sent as an upload or pasted, looked at, put in, and taken back while undecided.

The files come by the routes of `uploads`; a pasted text becomes one of them. Only `queue` changes the queue.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request, Response

from headwater.errors import Outdated
from headwater.server.addition_models import (
    AdditionPage,
    ArticlesAnswer,
    ArticlesOrder,
    QueuedAnswer,
    QueueOrder,
    TakenBackAnswer,
    TextOrder,
)
from headwater.server.asking import FAILURES, Limit, Offset, only_known_parameters
from headwater.server.routes.uploads import AT_ONCE, Sent
from headwater.server.uploads import Upload, Uploads
from headwater.server.writing import WRITE_FAILURES, MayLook, MayWrite
from headwater.server.writing_models import UploadedFile
from headwater.server.writing_shapes import file_answer
from headwater.workflows import review as queueing
from headwater.workflows.review import FoundArticle, Looked

router = APIRouter(
    prefix="/api",
    tags=["review"],
    responses={**FAILURES, **WRITE_FAILURES},
    dependencies=[Depends(only_known_parameters)],
)
OneAddition = Annotated[str, Path(pattern="^add-[0-9a-f]{10}$", description="An addition's id.")]
OneArticle = Annotated[str, Path(pattern="^[0-9a-f]{12}$", description="An article's id.")]


@router.post("/uploads/{upload}/texts", response_model=UploadedFile, summary="Send the text of an article")
async def send_text(request: Request, _: MayWrite, sent: Sent, order: TextOrder) -> dict[str, Any]:
    """A pasted text becomes a file of the upload, as JSON lines; several may be sent one after another."""
    if order.published is not None:
        queueing.check_day(order.published)
    number = sum(name.startswith("pasted-") for name in sent.files) + 1
    name = f"pasted-{number}.jsonl"
    said = {"id": order.title or f"pasted-{number}", "title": order.title, "url": order.url, "text": order.text}
    line = json.dumps({key: value for key, value in said.items() if value}).encode()

    async def whole() -> AsyncIterator[bytes]:
        yield line

    uploads: Uploads = request.app.state.uploads
    stamp = await uploads.receive(sent, name, whole(), len(line))
    if order.published is not None:
        sent.days[name] = order.published
    return file_answer(stamp)


@router.post("/uploads/{upload}/articles", response_model=ArticlesAnswer, summary="What is read from the articles")
def look(request: Request, _: MayWrite, sent: Sent, order: ArticlesOrder) -> dict[str, Any]:
    """Reads every file and compares with the queue. Nothing is kept, and a bad file costs none of the others."""
    space = request.app.state.workspace
    with sent.working, AT_ONCE:
        sent.note(0, None, "articles")
        try:
            files = space.open_articles(sent.paths)
            sent.looked = queueing.look_through(
                space.review_queue(), files.articles, files.problems, space.known_organizations(),
                published=order.published, days=sent.days, progress=sent.note,
            )  # fmt: skip
        finally:
            sent.progress = None
        return _looked_answer(sent.looked)


@router.post("/uploads/{upload}/queue", response_model=QueuedAnswer, summary="Put what was looked at into the queue")
def put_in(request: Request, _: MayWrite, sent: Sent, order: QueueOrder) -> dict[str, Any]:
    """Each article is kept on its own, once: asked again under the same key, the answer is the same.

    409 where nobody looked at the articles, or they were read anew since.
    """
    space = request.app.state.workspace
    with sent.working:
        looked = _looked_at(sent, order.seen)
        addition = queueing.addition_id(order.key)
        done = queueing.put_in(
            space.review_queue(), looked, by=order.contributor, clock=space.clock, addition=addition,
            without=order.without,
        )  # fmt: skip
    return {
        "addition": addition if done.new else None,
        "articles": list(done.new),
        "candidates": done.candidates,
        "known": len(done.known),
        "dated": len(done.dated),
        "first": done.first,
    }


@router.get("/review/additions", response_model=AdditionPage, summary="What was put into the queue together")
def additions(
    request: Request, response: Response, _: MayLook, offset: Offset = 0, limit: Limit = 100
) -> dict[str, Any]:
    """The latest first, with how much of each is decided."""
    response.headers["Cache-Control"] = "no-store"
    found = queueing.additions(request.app.state.workspace.review_queue())
    rows = [
        {
            "id": one.id,
            "by": one.by,
            "at": one.at.isoformat(),
            "articles": len(one.articles),
            "candidates": one.candidates,
            "decided": one.decided,
        }
        for one in found[offset : offset + limit]
    ]
    return {"rows": rows, "total": len(found)}


@router.delete("/review/additions/{addition}", response_model=TakenBackAnswer, summary="Take an addition back")
def take_addition_back(request: Request, _: MayWrite, addition: OneAddition) -> dict[str, Any]:
    """Its articles and candidates leave the queue. 409, and nothing goes, where anything of it was decided."""
    return _taken_back(request, addition)


@router.delete("/review/articles/{article}", response_model=TakenBackAnswer, summary="Take an article back")
def take_article_back(request: Request, _: MayWrite, article: OneArticle) -> dict[str, Any]:
    """One article and its candidates leave the queue. 409, and nothing goes, where anything of it was decided."""
    return _taken_back(request, article)


def _taken_back(request: Request, identity: str) -> dict[str, Any]:
    done = queueing.take_back(request.app.state.workspace.review_queue(), identity)
    return {"articles": done.articles, "candidates": done.candidates}


def _looked_at(sent: Upload, seen: str) -> Looked:
    if sent.looked is None:
        raise Outdated(
            "Nobody has looked at these articles yet, or they were changed since.", "Ask what is read from them first."
        )
    if sent.looked.seen != seen:
        raise Outdated(
            "The articles were read anew since you looked. Nothing was kept.", "Look again, then put them in."
        )
    return sent.looked


def _looked_answer(looked: Looked) -> dict[str, Any]:
    new = [each for each in looked.found if each.can_be_queued]
    return {
        "articles": [_found(each) for each in looked.found],
        "problems": [{**each.as_dict(), "reason": each.reason} for each in looked.problems],
        "new": len(new),
        "candidates": sum(len(each.read.candidates) for each in new),
        "seen": looked.seen,
    }


def _found(one: FoundArticle) -> dict[str, Any]:
    read, article, queued = one.read, one.read.article, one.queued
    return {
        "id": one.id,
        "name": article.id,
        "file": article.file,
        "title": article.title,
        "opening": one.opening,
        "language": read.language,
        "dated": read.dated,
        "dated_by_hand": read.dated_by_hand,
        "publisher": article.publisher,
        "url": article.url,
        "characters": len(article.text),
        "candidates": len(read.candidates),
        "kinds": dict(one.kinds),
        "contradictions": [each.problem for each in read.contradictions],
        "notices": [{"code": each.code, "text": each.text} for each in one.notices],
        "queued": queued and {"by": queued.queued_by, "at": queued.queued_at.isoformat(), "dated": queued.dated},
        "can_be_queued": one.can_be_queued,
    }
