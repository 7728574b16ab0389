"""One question to an OpenAI-compatible endpoint (`POST {url}/chat/completions`), with limits on everything.

Redirects are not followed, proxies of the environment are not used, and the answer is read as text of one field. The
key goes into one header of one connection, over plain HTTP only to this machine itself, and into no message or error.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from headwater.errors import BadQuestion

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class EndpointFailed(Exception):
    """The endpoint gave no usable answer; `again` says whether trying again may help."""

    def __init__(self, problem: str, *, again: bool = False) -> None:
        super().__init__(problem)
        self.again = again


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a whole answer may take, how large it may be, how often to try, and the first pause between tries."""

    seconds: float = 60.0
    answer_bytes: int = 1_000_000
    tries: int = 3
    pause_seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A language model at an address. `sleep` and `cancelled` are for callers that wait otherwise, or stop."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    limits: Limits = Limits()
    sleep: Callable[[float], None] = time.sleep
    cancelled: Callable[[], bool] = lambda: False

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or parts.query:
            raise BadQuestion(
                "HEADWATER_MODEL_URL is no address of a language model.",
                "It reads https://HOST/v1, without a key in it.",
            )
        if not self.model:
            raise BadQuestion("No language model is named.", "Set HEADWATER_MODEL_NAME.")
        if self.key and parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise BadQuestion("The key would travel unencrypted.", "Use an https address.")
        if self.key and not (self.key.isascii() and self.key.isprintable() and " " not in self.key):
            raise BadQuestion("The key for the language model has letters that no key has.", "Check the key file.")

    def answer(self, messages: Sequence[dict[str, str]]) -> str:
        """The text of the model's answer. `EndpointFailed` after the last try, or at once where trying cannot help."""
        body = {
            "model": self.model,
            "messages": list(messages),
            "temperature": 0,
            "response_format": {"type": "json_object"},
        }
        pause = self.limits.pause_seconds
        for number in range(1, self.limits.tries + 1):
            if self.cancelled():
                raise EndpointFailed("cancelled")
            try:
                return _text_of(self._asked(json.dumps(body).encode()))
            except EndpointFailed as failed:
                if not failed.again or number == self.limits.tries:
                    raise
            self.sleep(pause)
            pause *= 2
        raise EndpointFailed("no try was allowed")

    def _asked(self, body: bytes) -> bytes:
        """One try. A watch closes the connection when the time is up, however slowly bytes drip in."""
        connection = self._connection()
        opened: list[socket.socket] = []  # the connection forgets its socket once the answer begins
        over = threading.Event()

        def close() -> None:
            over.set()
            for each in opened:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)

        watch = threading.Timer(self.limits.seconds, close)
        watch.daemon = True
        watch.start()
        try:
            connection.connect()
            opened.append(connection.sock)
            return self._exchanged(connection, body)
        except (OSError, http.client.HTTPException, ValueError) as error:
            if over.is_set() or isinstance(error, TimeoutError):
                problem = f"no whole answer within {self.limits.seconds:g} seconds"
            else:
                problem = f"the connection failed ({type(error).__name__})"
            raise EndpointFailed(problem, again=True) from None
        finally:
            watch.cancel()
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        parts = urlsplit(self.url)
        host, port = parts.hostname or "", parts.port
        if parts.scheme == "https":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(host, port, timeout=self.limits.seconds, context=context)
        return http.client.HTTPConnection(host, port, timeout=self.limits.seconds)

    def _exchanged(self, connection: http.client.HTTPConnection, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        connection.request("POST", f"{urlsplit(self.url).path.rstrip('/')}/chat/completions", body, headers)
        with closing(connection.getresponse()) as response:
            if response.status != 200:
                where = " (redirects are not followed)" if 300 <= response.status < 400 else ""
                raise EndpointFailed(f"it answered {response.status}{where}", again=response.status in _AGAIN)
            data = bytearray()
            while chunk := response.read1(65_536):
                data += chunk
                if len(data) > self.limits.answer_bytes:
                    raise EndpointFailed(f"its answer is larger than {self.limits.answer_bytes:,} bytes")
            if response.length:  # fewer bytes than were announced: broken off, or the time was up
                raise ConnectionError
            return bytes(data)


def _text_of(data: bytes) -> str:
    try:
        body: Any = json.loads(data)
        text = body["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError):
        raise EndpointFailed("its answer is no chat completion") from None
    if not isinstance(text, str):
        raise EndpointFailed("its answer has no text")
    return text
