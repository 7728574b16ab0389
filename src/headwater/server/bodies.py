"""How much a request may bring: bodies that are read whole are small; files are streamed by their own route."""

from __future__ import annotations

import re

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BODY_BYTES = 1024 * 1024

_STREAMED = re.compile(r"/api/uploads/[^/]+/files")
"""Where the route itself counts the bytes as they come."""


class BodyLimitMiddleware:
    """Refuses the body of a request with 413 before memory holds more than `MOST_BODY_BYTES` of it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http" or _STREAMED.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        taken = 0

        async def receive_some() -> Message:
            nonlocal taken
            if announced.isdigit() and int(announced) > MOST_BODY_BYTES:
                raise _too_large()
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > MOST_BODY_BYTES:
                raise _too_large()
            return message

        await self.app(scope, receive_some, send)


def _too_large() -> HTTPException:
    return HTTPException(413, f"The body has more than {MOST_BODY_BYTES:,} bytes")
