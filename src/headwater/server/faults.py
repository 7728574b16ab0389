"""Which error is which status: one table, and one body for all of them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from headwater.errors import (
    BadInput,
    BasisMismatch,
    HeadwaterError,
    MissingPart,
    NotAllowed,
    NotFound,
    Outdated,
    StoreBusy,
    TooLarge,
)
from headwater.server.headers import STRICT_HEADERS
from headwater.server.methods import methods_at

STATUSES: Mapping[type[HeadwaterError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    Outdated: 409,
    TooLarge: 413,
    BasisMismatch: 400,
    BadInput: 400,
    StoreBusy: 503,
    MissingPart: 503,
    HeadwaterError: 500,
}
"""The first class an error is an instance of decides."""

_log = logging.getLogger(__name__)


class NotModified(Exception):
    """What the client has is still right."""

    def __init__(self, etag: str) -> None:
        super().__init__(etag)
        self.etag = etag


def install_handlers(app: FastAPI) -> None:
    """Have every error leave as {"error": ...} with its status."""
    app.add_exception_handler(HeadwaterError, _ours)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(NotModified, _not_modified)
    app.add_exception_handler(Exception, _unforeseen)


def failure(status: int, code: str, problem: str, remedy: str, **more: Any) -> JSONResponse:  # noqa: ANN401 - plain values
    """An error answer that is no `HeadwaterError`, in the same shape."""
    body = {"code": code, "problem": problem, "remedy": remedy, "where": "", "valid": [], "retry": False, **more}
    return JSONResponse({"error": body}, status, headers={"Cache-Control": "no-store"})


def _ours(_: Request, error: Exception) -> Response:
    assert isinstance(error, HeadwaterError)  # noqa: S101 - the handler is installed for this class only
    status = next(status for kind, status in STATUSES.items() if isinstance(error, kind))
    if status >= 500:
        _log.error("%s: %s", error.code, error)
    return JSONResponse({"error": error.as_dict()}, status, headers={"Cache-Control": "no-store"})


def _unfit(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - the handler is installed for this class only
    first = error.errors()[0]
    place = " ".join(str(part) for part in first["loc"])
    problem = f"The {place} is not valid: {first['msg']}."
    return failure(422, "bad-question", problem, "See /api/openapi.json for what each parameter takes.", where=place)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - the handler is installed for this class only
    code = HTTPStatus(error.status_code).phrase.lower().replace(" ", "-")
    answer = failure(error.status_code, code, f"{error.detail}.", "See /api/openapi.json for what is answered.")
    answer.headers.update(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        answer.headers["Allow"] = ", ".join(methods_at(request.app, request.url.path)) or "GET"
    return answer


def _not_modified(_: Request, error: Exception) -> Response:
    assert isinstance(error, NotModified)  # noqa: S101 - the handler is installed for this class only
    return Response(status_code=304, headers={"ETag": error.etag, "Cache-Control": "no-cache"})


def _unforeseen(_: Request, error: Exception) -> Response:
    """A bug: its traceback goes to the log, and nothing of it to the client."""
    _log.error("unforeseen error", exc_info=error)
    answer = failure(500, "internal", "The server failed to answer.", "This is a bug: please report it with its log.")
    answer.headers.update(STRICT_HEADERS)  # this handler stands outside the middleware that adds them
    return answer
