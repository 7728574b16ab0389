"""Answers kept as they were sent, for as long as the log has not changed.

An answer that carries an ETag is a function of the version, the map and the question: asked again over the same log it
is the same bytes. Making it again means resolving, describing and compressing; twenty readers at once would wait for
one another. What is kept is bounded in bytes, and whatever was asked longest ago goes first.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from headwater.errors import HeadwaterError

MOST_BYTES = 64 * 1024 * 1024
LONGEST_ANSWER = 4 * 1024 * 1024
"""A longer answer is a download; it is sent and not kept."""

_Key = tuple[str, bytes, str, bool]


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: Hashable
    etag: str
    start: Message
    body: bytes


class KeptAnswersMiddleware:
    """Answers a question again without asking it; `stamp` says which log an answer was made from.

    Stands outside compression, so that a kept answer is compressed once, and inside the checks of host and method.
    """

    def __init__(self, app: ASGIApp, stamp: Callable[[], Hashable], most_bytes: int = MOST_BYTES) -> None:
        self.app = app
        self._stamp = stamp
        self._most_bytes = most_bytes
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith("/api/"):
            await self.app(scope, receive, send)
            return
        try:
            stamp = (
                self._stamp()
            )  # before the answer is made: one made from a newer log is then asked again, never kept
        except HeadwaterError:
            await self.app(scope, receive, send)  # which says what is wrong with the log
            return
        headers = Headers(scope=scope)
        compressed = "gzip" in headers.get("accept-encoding", "")
        key = (scope["path"], scope["query_string"], headers.get("accept", ""), compressed)
        kept = self._kept.get(key)
        if kept is None or kept.stamp != stamp:
            await self._ask(key, stamp, (scope, receive, send))
            return
        self._kept.move_to_end(key)
        await _answer(kept, headers.get("if-none-match", ""), send)

    async def _ask(self, key: _Key, stamp: Hashable, asked: tuple[Scope, Receive, Send]) -> None:
        scope, receive, send = asked
        start: Message | None = None
        parts: list[bytes] = []

        async def send_and_keep(message: Message) -> None:
            nonlocal start
            await send(message)
            if message["type"] == "http.response.start":
                start = message if _may_be_kept(message) else None
            elif start is not None:
                parts.append(message.get("body", b""))
                if sum(map(len, parts)) > LONGEST_ANSWER:
                    start = None
                elif not message.get("more_body", False):
                    self._keep(key, _Kept(stamp, Headers(raw=start["headers"])["etag"], start, b"".join(parts)))

        await self.app(scope, receive, send_and_keep)

    def _keep(self, key: _Key, kept: _Kept) -> None:
        old = self._kept.pop(key, None)
        self._bytes += len(kept.body) - (len(old.body) if old else 0)
        self._kept[key] = kept
        while self._bytes > self._most_bytes:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= len(gone.body)


def _may_be_kept(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return start["status"] == 200 and "etag" in headers and "no-store" not in headers.get("cache-control", "")


async def _answer(kept: _Kept, known: str, send: Send) -> None:
    """The kept answer, or 304 where the client's ETag says it has it."""
    if kept.etag in {tag.strip() for tag in known.split(",")}:
        headers = [(b"etag", kept.etag.encode()), (b"cache-control", b"no-cache")]
        await send({"type": "http.response.start", "status": 304, "headers": headers})
        await send({"type": "http.response.body", "body": b""})
        return
    # the list is copied: what stands outside adds headers to it
    await send({**kept.start, "headers": list(kept.start["headers"])})
    await send({"type": "http.response.body", "body": kept.body})
