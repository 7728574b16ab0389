"""What the lists look like: contributions, sources, conflicts, what is unknown, names. See `models`."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from headwater.server.models import Answer, CitedSource, ClaimIds, Conflict, NamedRef


class ContributionRow(Answer):
    """One entry of the log, as far as the viewer may see it."""

    id: str
    kind: Literal["add", "retract"]
    contributor: str
    recorded_at: str
    format: str
    rows: dict[str, int] = Field(description="Rows by table that the viewer may see.")
    files: list[str]
    retracts: str | None
    note: str | None


class ContributionPage(Answer):
    """Contributions, newest last."""

    rows: list[ContributionRow]
    total: int


class RowPage(Answer):
    """Some rows of a table of the map, and how many there are in all."""

    rows: list[dict[str, Any]]
    total: int


class SourceRow(Answer):
    """A document or data set, and how much of the record rests on it."""

    id: str
    title: str | None
    kind: str | None
    publisher: str | None
    published_on: str | None
    url: str | None
    language: str | None
    licence: str | None
    sha256: str | None
    claims: ClaimIds = Field(description="The claims that describe the source itself.")
    counts: dict[str, int] = Field(description="Its claims by table, as far as the viewer may see them.")


class SourcePage(Answer):
    """Sources, by identifier."""

    rows: list[SourceRow]
    total: int


class ClaimRow(Answer):
    """A claim as a row of its table."""

    id: str
    source: str
    locator: str | None
    row: dict[str, Any] = Field(description="The claim's own columns, as recorded.")


class ClaimRowPage(Answer):
    """Rows of one table, and how many rows there are in each."""

    tables: dict[str, int]
    table: str
    rows: list[ClaimRow]
    total: int


class ConflictSide(Answer):
    """One thing that is said, and who says it."""

    said: str = Field(description="As recorded; empty where a claim names it without a figure.")
    number: float | None
    unit: str | None
    chosen: bool
    claims: ClaimIds
    sources: list[CitedSource]


class ConflictRow(Conflict):
    """A conflict with its sides, the one that counts first."""

    about: list[NamedRef]
    words: list[str] = Field(description="The rest of the subject: basis and period, or stage and currency.")
    sides: list[ConflictSide]


class ConflictPage(Answer):
    """Conflicts."""

    rows: list[ConflictRow]
    total: int


class UnknownRow(Answer):
    """A supplier that is named without a share."""

    product: NamedRef
    provider: NamedRef
    basis: str
    period: str
    quantity: float | None
    unit: str | None
    qualifier: str | None
    source: str | None
    claims: ClaimIds


class UnknownPage(Answer):
    """Suppliers without a share."""

    rows: list[UnknownRow]
    total: int


class NameRow(NamedRef):
    """An organization or site by name."""

    country: str | None = Field(description="Of an organization the country of its head office.")


class NameList(Answer):
    """Names."""

    rows: list[NameRow]
