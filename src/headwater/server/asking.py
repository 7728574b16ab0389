"""What the routes share: the parameters every question takes, the map it is about, and whether the client has it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BeforeValidator

from headwater import __version__
from headwater.claims.model import View
from headwater.server.faults import NotModified
from headwater.server.models import FailureAnswer
from headwater.server.resolved import Resolved, ResolvedMaps

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"[0-9]{1,9}")
_DECIMAL = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,400})?([eE][+-]?[0-9]{1,3})?")


def _day(value: object) -> object:
    """Only YYYY-MM-DD: a number of seconds or a time of day is no day."""
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise ValueError("a day reads YYYY-MM-DD")
    return value


def _whole(value: object) -> object:
    """Only digits: `false`, `1.0`, `1_000` and ` 1` are no whole numbers."""
    if isinstance(value, str) and not _WHOLE.fullmatch(value):
        raise ValueError("a whole number is written in digits")
    return value


def _decimal(value: object) -> object:
    """Only a number as JSON writes it: `1_0`, ` 1` and `nan` are none."""
    if isinstance(value, str) and not _DECIMAL.fullmatch(value):
        raise ValueError("a number is written like 0.4")
    return value


Day = Annotated[date | None, BeforeValidator(_day)]
IN_DIGITS = BeforeValidator(_whole)
AS_NUMBER = BeforeValidator(_decimal)
KnownOn = Annotated[Day, Query(description="Only what was recorded by the end of that day (UTC).")]
ValidOn = Annotated[Day, Query(description="Only what holds on that day.")]
Offset = Annotated[int, Query(ge=0, le=100_000_000, description="Rows to leave out at the beginning."), IN_DIGITS]
Limit = Annotated[int, Query(ge=1, le=1_000, description="Rows to give at most."), IN_DIGITS]

FAILURES: dict[int | str, dict[str, Any]] = {
    304: {"description": "What the client has, by its ETag, is still right."},
    400: {"model": FailureAnswer, "description": "The question cannot be answered as it was put."},
    404: {"model": FailureAnswer, "description": "Nobody recorded it, or this viewer may not see it."},
    422: {"model": FailureAnswer, "description": "A parameter is not valid."},
    500: {"model": FailureAnswer, "description": "The server or its store failed."},
    503: {"model": FailureAnswer, "description": "Not now; trying again may help."},
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's view and its resolved map."""

    view: View
    resolved: Resolved
    etag: str

    @property
    def headers(self) -> dict[str, str]:
        """What an answer to this question says about keeping it."""
        return {"ETag": self.etag, "Cache-Control": "no-cache"}


def only_known_parameters(request: Request) -> None:
    """Refuse a parameter nobody declared: a misspelt day must not quietly give another day's map."""
    described = request.app.openapi()["paths"].get(request.scope["route"].path_format, {})
    described = described.get(request.method.lower(), {})
    declared = {parameter["name"] for parameter in described.get("parameters", ()) if parameter["in"] == "query"}
    for name in request.query_params:
        if name not in declared:
            problem = {"loc": ("query", name), "msg": "no such parameter", "type": "unknown", "input": name}
            raise RequestValidationError([problem])


def view_asked(request: Request, known_on: KnownOn = None, valid_on: ValidOn = None) -> View:
    """The view of the request, for this server's viewer."""
    maps: ResolvedMaps = request.app.state.maps
    return maps.view(known_on, valid_on)


def map_asked(request: Request, response: Response, view: Annotated[View, Depends(view_asked)]) -> Asked:
    """The map of the request; raises `NotModified` where the client's ETag says it has this answer."""
    maps: ResolvedMaps = request.app.state.maps
    resolved = maps.get(view)
    return _settled(request, response, Asked(view, resolved, _etag(request, resolved.digest)))


def trade_asked(request: Request, response: Response, view: Annotated[View, Depends(view_asked)]) -> Asked:
    """The same for questions about flows: what they depend on beside the map is part of the ETag."""
    maps: ResolvedMaps = request.app.state.maps
    resolved = maps.get(view)
    return _settled(request, response, Asked(view, resolved, _etag(request, resolved.digest + resolved.trade.stamp)))


def map_on(request: Request, response: Response, view: View, day: date) -> Asked:
    """`map_asked` for an answer that also depends on a day: what is kept from another day is not right any more."""
    maps: ResolvedMaps = request.app.state.maps
    resolved = maps.get(view)
    return _settled(request, response, Asked(view, resolved, _etag(request, resolved.digest + day.isoformat())))


def _settled(request: Request, response: Response, asked: Asked) -> Asked:
    """The question, unless the client has the answer; the answer's headers are set."""
    if asked.etag in _tags(request.headers.get("if-none-match", "")):
        raise NotModified(asked.etag)
    response.headers.update(asked.headers)
    return asked


def _etag(request: Request, digest: str) -> str:
    """Weak, since the body may be compressed on the way: same version, map, question and form, same answer."""
    parts = (__version__, digest, request.url.path, request.url.query, request.headers.get("accept", ""))
    return f'W/"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'


def _tags(header: str) -> set[str]:
    return {tag.strip() for tag in header.split(",")}


AskedView = Annotated[View, Depends(view_asked)]
AskedMap = Annotated[Asked, Depends(map_asked)]
AskedTrade = Annotated[Asked, Depends(trade_asked)]
