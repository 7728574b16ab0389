"""Writing over HTTP: who may, and how a request shows that it was meant.

The server has no accounts and sets no cookie, so the danger is not a stolen login but a page of another site that makes
the browser of somebody who may write send a request (forged request, or a name pointed at this machine: DNS rebinding).
Every route that writes depends on `MayWrite`, which asks in this order:

1. Is anything written here at all? By default only by the owner on a loopback address; `--read-only` turns it off.
2. Does the request come from this server's own page? `Origin` and `Sec-Fetch-Site` are set by the browser and cannot be
   set by a page. A program sends neither. (Whether the host is this machine's own name was checked before; see `app`.)
3. Does it carry the token of this process, from `GET /api/session`, as `Headwater-Write`? Another site's page can
   neither read that answer nor set that header, and a plain form cannot set any.
4. Where writing is open beyond this machine: does it carry the key, as `Headwater-Key`?

What a write is based on, it names; see `errors.Outdated`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Header, Request

from headwater.errors import BadQuestion, ForeignOrigin, NoToken, ReadOnly, WrongKey
from headwater.server.models import FailureAnswer
from headwater.server.uploads import MOST_BYTES

TOKEN_HEADER = "Headwater-Write"  # noqa: S105 - a header's name
KEY_HEADER = "Headwater-Key"
SHORTEST_KEY = 16

_ADD_BY_HAND = "Add files on the machine of the store with `headwater add FILE`."
_PORTS = {"http": "80", "https": "443"}


def _new_token() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Writing:
    """Whether this server takes writes. `contributor` is the name offered to whoever gives none.

    `upload_bytes` is how much one upload may hold. `key` is asked for besides the token where others can reach the
    server. The token is that of one process.
    """

    allowed: bool = False
    key: str | None = field(default=None, repr=False)
    contributor: str | None = None
    upload_bytes: int = MOST_BYTES
    token: str = field(default_factory=_new_token, repr=False)

    def __post_init__(self) -> None:
        if self.key is not None and len(self.key) < SHORTEST_KEY:
            raise BadQuestion(
                "The key for writing is too short.", f"Use {SHORTEST_KEY} characters or more, best made by a machine."
            )


WRITE_FAILURES: dict[int | str, dict[str, Any]] = {
    403: {"model": FailureAnswer, "description": "Not to be written here, or not by this request; nothing changed."},
    409: {"model": FailureAnswer, "description": "Somebody was first; nothing changed. Look again."},
    413: {"model": FailureAnswer, "description": "More bytes than are taken; nothing of them was kept."},
}


def may_write(
    request: Request,
    token: Annotated[
        str | None, Header(alias=TOKEN_HEADER, description="The token of this process, from `GET /api/session`.")
    ] = None,
    key: Annotated[
        str | None, Header(alias=KEY_HEADER, description="The key, where `GET /api/session` says that one is needed.")
    ] = None,
) -> Writing:
    """What the server lets be written, for a request that may; else one of `errors.NotAllowed`."""
    writing: Writing = request.app.state.writing
    if not writing.allowed:
        raise ReadOnly("This server only answers questions; nothing can be written here.", _ADD_BY_HAND)
    if not _from_here(request):
        raise ForeignOrigin("The request was made by a page of another site.", "Open this server's own page.")
    if not _same(token, writing.token):
        raise NoToken(
            f"The header {TOKEN_HEADER} does not hold the token of this server; it may have been started anew.",
            "Ask /api/session for the token and try again.",
        )
    if writing.key is not None and not _same(key, writing.key):
        raise WrongKey(f"The header {KEY_HEADER} does not hold the key.", "Ask whoever runs the server for the key.")
    return writing


MayWrite = Annotated[Writing, Depends(may_write)]


def may_look(
    request: Request,
    key: Annotated[
        str | None, Header(alias=KEY_HEADER, description="The key, where `GET /api/session` says that one is needed.")
    ] = None,
) -> Writing:
    """For what only those who may write are shown, such as articles under review; `ReadOnly` or `WrongKey`."""
    writing: Writing = request.app.state.writing
    if not writing.allowed:
        raise ReadOnly(
            "This server only answers questions about the map.", "Look at it where the store is, with `headwater`."
        )
    if writing.key is not None and not _same(key, writing.key):
        raise WrongKey(f"The header {KEY_HEADER} does not hold the key.", "Ask whoever runs the server for the key.")
    return writing


MayLook = Annotated[Writing, Depends(may_look)]


def _from_here(request: Request) -> bool:
    """Whether no browser says that the request comes from anywhere but this very address."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and site != "same-origin":
        return False
    return origin is None or _address(origin) == _address(f"{request.url.scheme}://{request.headers.get('host', '')}")


def _address(origin: str) -> tuple[str, str | None] | None:
    """Host and port of an origin; None for `null` and whatever is none, which equals no address.

    The scheme is left aside: behind a gateway that ends TLS the browser says https and this server sees http.
    """
    try:
        found = urlsplit(origin)
        port = found.port
    except ValueError:
        return None
    if not found.hostname:
        return None
    named = None if port is None or str(port) == _PORTS.get(found.scheme) else str(port)
    return found.hostname, named


def _same(given: str | None, wanted: str) -> bool:
    """Compared in a time that tells nothing about where they differ."""
    return given is not None and secrets.compare_digest(given.encode(), wanted.encode())
