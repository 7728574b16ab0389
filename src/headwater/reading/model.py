"""What is read from an article: candidates. Nothing here is a claim before somebody has looked at it.

Every field is a `Read`: a value with the verbatim spans it was read from. What the text does not say is None or empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from headwater.reading.spans import Read, Span

Kind = Literal["investment", "agreement", "measure", "event", "programme"]


@dataclass(frozen=True, slots=True)
class Article:
    """A text with what its file says about it; days as `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, None where not said.

    `given_on` is a day of publication that somebody gave by hand; it counts only where the article has none of its own.
    """

    id: str
    text: str
    title: str | None = None
    published_on: str | None = None
    language: str | None = None
    publisher: str | None = None
    url: str | None = None
    file: str | None = None
    sha256: str | None = None
    given_on: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody who takes part: name to record, alpha-2 country (or EU), role, kind, identity.

    Kinds: nation, public, organization, and unnamed for those whom nobody names (`foreign investors`).
    """

    name: str
    country: str | None
    role: str
    kind: str = "organization"
    identity: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in whole units of its currency; `high` is the upper end of a range."""

    value: float
    currency: str
    qualifier: str | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where: as written, and the country where the text says it."""

    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One record read from one article. `number` counts from 1 within the article."""

    number: int
    kind: Read[Kind]
    status: Read[str]
    parties: tuple[Read[Party], ...]
    quote: Span
    amount: Read[Amount] | None = None
    date: Read[str] | None = None
    period: Read[str] | None = None
    place: Read[Place] | None = None
    products: tuple[Read[str], ...] = ()
    areas: tuple[Read[str], ...] = ()
    part_of: Read[int] | None = None
    includes: tuple[Read[int], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two things the article says that cannot both be right, each with its place where it has one."""

    problem: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """All that was read from an article. `unreadable` says why nothing was, where nothing could be.

    `dated` is the day that bare days were counted from; `dated_by_hand` says that it is the one given by hand.
    """

    article: Article
    language: str | None
    dated: str | None
    candidates: tuple[Candidate, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    unreadable: str | None = None
    dateline: Span | None = field(default=None)
    dated_by_hand: bool = False
