"""What the ledger looks like over HTTP: rows of its tables, totals and their lines, what is overdue. See `models`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from headwater.server.models import Answer, ClaimIds, NamedRef

StageName = Literal[
    "announced", "agreed", "registered", "disbursed", "under-construction", "in-operation", "suspended", "cancelled"
]


class SiteRef(NamedRef):
    """A site or place, with its point on the map where it is known (WGS 84)."""

    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None


class Titled(Answer):
    """Another row of the ledger by id and title; the title is null where the map has no such row."""

    id: str
    title: str | None


class LedgerConflict(Answer):
    """A fact on which sources disagree."""

    subject: str
    field: str
    chosen: str | None
    rule: str | None
    low: float | None
    high: float | None
    values: list[str]
    claims: ClaimIds


class StageMark(Answer):
    """A stage of a commitment in one currency: the figure that counts, and the range of what is told of it."""

    stage: StageName
    stage_on: str | None = Field(description="The day of the figure; a month or a year where no more is known.")
    since: str | None = Field(description="The first day it was told of.")
    currency: str | None
    amount: float | None = Field(description="Null where the stage was told without an amount.")
    amount_qualifier: str | None
    low: float | None
    high: float | None
    conflict: bool
    said: int = Field(description="How many statements tell it.")
    sources: list[str]
    claims: ClaimIds


class StatusMark(Answer):
    """A status that somebody stated, with its day."""

    status: str | None
    on: str | None
    sources: list[str]
    claims: ClaimIds


class LedgerRow(Answer):
    """What every row of the ledger carries."""

    id: str
    title: str
    first_on: str | None = Field(description="The first day anybody speaks of.")
    last_on: str | None
    statements: int
    sources: list[str]
    conflicts: list[LedgerConflict]
    claims: ClaimIds


class CommitmentRow(LedgerRow):
    """A commitment: what was promised, where, how far it is."""

    investors: list[NamedRef]
    recipient: NamedRef | None
    facility: NamedRef | None
    places: list[SiteRef]
    products: list[NamedRef]
    technologies: list[str]
    now: StageName = Field(description="The stage it stands at.")
    now_on: str | None
    amount: float | None = Field(description="What was promised; null where no amount is told.")
    currency: str | None
    amount_qualifier: str | None
    amount_stage: str | None
    amount_on: str | None
    horizon_from: str | None
    horizon_to: str | None
    due_on: str | None
    overdue: bool
    excluded: bool = Field(description="Recorded as not to be added to totals.")
    part_of: list[Titled]
    parts: list[Titled]
    stages: list[StageMark]


class Obligation(Answer):
    """What somebody owes under an agreement."""

    id: str
    obligation: str | None
    owners: list[NamedRef]
    owed_to: list[NamedRef]
    due_on: str | None
    due_rule: str | None
    delivered_on: str | None
    evidence: str | None
    source: str
    overdue: bool
    claims: ClaimIds


class AgreementRow(LedgerRow):
    """An agreement, with the obligations under it."""

    kind: str | None
    parties: list[NamedRef]
    areas: list[str]
    products: list[NamedRef]
    status: str | None
    status_on: str | None
    signed_on: str | None
    in_force_on: str | None
    place: NamedRef | None
    binding: str | None
    statuses: list[StatusMark]
    obligations: list[Obligation]


class MeasureRow(LedgerRow):
    """A policy measure."""

    kind: str | None
    direction: str | None
    imposers: list[NamedRef]
    affected: list[NamedRef]
    products: list[NamedRef]
    hs_codes: list[str]
    hs_edition: str | None
    status: str | None
    status_on: str | None
    status_until: str | None
    announced_on: str | None
    in_force_on: str | None
    suspended_from: str | None
    suspended_until: str | None
    removed_on: str | None
    amount: float | None
    currency: str | None
    statuses: list[StatusMark]


class EventRow(LedgerRow):
    """Something that happened."""

    kind: str | None
    status: str | None
    starts_on: str | None
    ends_on: str | None
    places: list[SiteRef]
    organizations: list[NamedRef]
    countries: list[NamedRef]
    products: list[NamedRef]
    severity: str | None
    statuses: list[StatusMark]


class ProgrammeRow(LedgerRow):
    """Research or training that partners run together."""

    kinds: list[str]
    partners: list[NamedRef]
    areas: list[str]
    place: NamedRef | None
    people: float | None
    budget: float | None
    currency: str | None
    starts_on: str | None
    ends_on: str | None
    status: str | None
    statuses: list[StatusMark]


class CommitmentPage(Answer):
    """Some commitments, and how many match in all."""

    rows: list[CommitmentRow]
    total: int


class AgreementPage(Answer):
    """Some agreements, and how many match in all."""

    rows: list[AgreementRow]
    total: int


class MeasurePage(Answer):
    """Some measures, and how many match in all."""

    rows: list[MeasureRow]
    total: int


class EventPage(Answer):
    """Some events, and how many match in all."""

    rows: list[EventRow]
    total: int


class ProgrammePage(Answer):
    """Some programmes, and how many match in all."""

    rows: list[ProgrammeRow]
    total: int


class ToldStatement(Answer):
    """One statement about a row of the ledger."""

    state: str | None
    on: str | None
    amount: float | None
    currency: str | None
    amount_qualifier: str | None
    budget: float | None
    source: str
    source_title: str | None
    locator: str | None
    stated_on: str | None
    confidence: str | None
    claims: ClaimIds


class MarketShares(Answer):
    """How concentrated a market is."""

    hhi: float
    top_share: float
    top: NamedRef


class DeliveryRow(Answer):
    """What a commitment would do to one market: now, with all of it delivered, and with what its stage lets hope."""

    product: NamedRef
    counted_by: str
    basis: str
    period: str
    gains: NamedRef | None
    added: float | None = Field(description="The share of the new whole it would add; null is unknown.")
    why: str
    stage: StageName
    discount: float
    now: MarketShares
    delivered: MarketShares | None
    expected: MarketShares | None
    one_point: float | None = Field(description="What each hundredth of the market would change in the HHI.")
    claims: ClaimIds


class EdgeRow(Answer):
    """An edge of the map that a measure touches."""

    tier: int
    edge: Literal["provision", "requirement"]
    supplier: NamedRef
    product: NamedRef
    side: str | None
    basis: str | None
    period: str | None
    share: float | None
    kind: str | None
    claims: ClaimIds


class LedgerDetail(Answer):
    """One row with every statement about it, and what it does to the map."""

    commitment: CommitmentRow | None = None
    agreement: AgreementRow | None = None
    measure: MeasureRow | None = None
    event: EventRow | None = None
    programme: ProgrammeRow | None = None
    statements: list[ToldStatement]
    deliveries: list[DeliveryRow]
    edges: list[EdgeRow]


class TotalRow(Answer):
    """A total: each sum once, in one currency."""

    group: str
    name: str | None
    names: dict[str, str]
    currency: str | None
    total: float | None = Field(description="Null where nothing with an amount counts.")
    low: float | None
    high: float | None
    at_least: bool
    counted: int
    not_counted: int
    unknown: int
    first_year: int | None
    last_year: int | None


class TotalLine(Answer):
    """One statement in a total: counted, or why not."""

    group: str
    commitment: str
    title: str
    recipient: str | None
    technology: str | None
    stage: str
    stage_on: str | None
    amount: float | None
    currency: str | None
    amount_qualifier: str | None
    low: float | None
    high: float | None
    reason: str
    because: Titled | None
    counted: bool
    counts: float = Field(description="What the line adds to the total: 0 where it does not count.")
    counts_in: str | None
    rate: float | None
    investors: int
    source: str
    stated_on: str | None
    claims: ClaimIds


class TotalsAnswer(Answer):
    """Totals, a page of the lines they are made of, and how many lines there are."""

    rows: list[TotalRow]
    lines: list[TotalLine]
    lines_in_all: int


class OverdueRow(Answer):
    """Something that should have happened."""

    what: Literal["obligation", "commitment", "agreement", "measure"]
    id: str
    title: str
    owners: list[NamedRef]
    under: Titled | None
    state: str
    due_on: str
    days_over: int
    claims: ClaimIds


class OverduePage(Answer):
    """What is overdue on a day, longest first."""

    on: str
    rows: list[OverdueRow]
    total: int
