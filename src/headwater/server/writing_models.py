"""What the answers to writes look like. See `models`."""

from __future__ import annotations

from pydantic import Field

from headwater.server.models import Answer


class SessionAnswer(Answer):
    """Whether this server takes writes, and what a write must carry."""

    writable: bool
    token: str | None = Field(description="To be sent as the header `Headwater-Write`; null where nothing is written.")
    needs_key: bool = Field(description="Whether each write must carry the key, as the header `Headwater-Key`.")
    contributor: str | None = Field(description="The name offered to whoever gives none.")
    viewer: str
