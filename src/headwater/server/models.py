"""What every answer looks like: the models behind the OpenAPI description and the page's types.

They are strict (a number is a number, never a text or a truth value) and closed: a field the workflows add must be
named here first. Shares are 0..1; null is unknown, never 0.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

ClaimIds = Annotated[list[str], Field(description="Claim ids: CONTRIBUTION:TABLE:ROW.")]
Names = Annotated[dict[str, str], Field(description="Names by language tag.")]
State = Literal["measured", "zero", "unknown", "remainder"]
ProviderKind = Literal["country", "organization", "facility"]


class Answer(BaseModel):
    """Base of all answers."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Problem(Answer):
    """One thing wrong with one place of an input."""

    file: str | None
    row: int | None
    column: str | None
    value: str | None
    problem: str
    remedy: str


class Failure(Answer):
    """What is wrong, where, what to do, and whether doing the same again may help."""

    code: str = Field(examples=["not-found"])
    problem: str = Field(examples=["There is no product product:unobtainium in this view."])
    remedy: str
    where: str
    valid: list[str]
    retry: bool
    problems: list[Problem] | None = None
    findings: list[str] | None = None


class FailureAnswer(Answer):
    """The body of every error."""

    error: Failure


class Counts(Answer):
    """How much stands behind the map: rows of its tables, and the claims and contributions they are made of."""

    sources: int
    contributions: int
    claims: int
    products: int
    organizations: int
    facilities: int
    requirements: int
    provisions: int
    conflicts: int
    unresolved: int
    unknown: int = Field(description="Provisions whose share nobody knows.")
    markets: int


class ViewAnswer(Answer):
    """Which map this is."""

    known_on: str | None = Field(examples=["2025-06-30"])
    valid_on: str | None
    viewer: str = Field(examples=["public"])
    digest: str = Field(description="SHA-256 of the map: equal maps have equal digests.")
    counts: Counts


class NamedRef(Answer):
    """An entity by id and name."""

    id: str = Field(examples=["org:asml"])
    name: str
    names: Names | None = None


class MarketKey(Answer):
    """Which shares: of which kind of provider, measured how, when."""

    basis: str = Field(examples=["by-site"])
    period: str = Field(examples=["2023"])
    provider_kind: ProviderKind
    derived: bool = Field(description="Organizations added up by home country, where nobody stated country shares.")


class TopProvider(Answer):
    """One of the largest providers."""

    provider: str
    share: float | None
    name: str | None = None
    names: Names | None = None


class ProductRow(Answer):
    """A product in the list, with how concentrated its supply is."""

    id: str = Field(examples=["product:gallium-refined"])
    name: str
    names: Names
    kind: str | None
    technology: str | None
    hs_codes: list[str]
    hs_edition: str | None
    providers: int
    market: MarketKey | None
    hhi: float | None
    low: float | None
    high: float | None
    verdict: str | None
    top: list[TopProvider]
    weak: bool


class ProductList(Answer):
    """All products of the map."""

    rows: list[ProductRow]


class Product(Answer):
    """What a product is."""

    id: str
    name: str
    names: Names
    aliases: list[str]
    kind: str | None
    technology: str | None
    variant_of: list[NamedRef]
    variants: list[NamedRef]
    hs_codes: list[str]
    hs_edition: str | None
    identifiers: list[str]
    description: str | None
    claims: ClaimIds


class MarketRow(Answer):
    """One provider's share, with the range the claims span."""

    provider: str
    name: str
    names: Names
    share: float | None
    low: float | None
    high: float | None
    state: State
    quantity: float | None
    unit: str | None
    qualifier: str | None
    source: str | None
    claims: ClaimIds
    conflict: bool | None
    confidence: str | None
    weak: bool
    rule: str | None


class Concentration(Answer):
    """Herfindahl-Hirschman index of a market and its verdict; all null where it was not worked out."""

    value: float | None
    low: float | None
    high: float | None
    verdict: str | None
    as_of: str | None
    method: str | None
    claims: ClaimIds


class CitedSource(Answer):
    """A source by name."""

    id: str
    title: str | None
    publisher: str | None


class Market(MarketKey):
    """Who supplies a product: providers of one kind, on one basis, in one period."""

    counted_by: Literal["country", "organization", "facility", "headquarters"]
    current: bool = Field(description="Whether this is the newest period of its basis.")
    periods: list[str]
    total: float | None
    remainder: float | None
    unknown_providers: int
    hhi: Concentration
    sources: list[CitedSource]
    rows: list[MarketRow]


class RelatedProduct(Answer):
    """An input of the product, or a product it is an input of."""

    product: str
    name: str
    names: Names
    kind: str | None
    hhi: float | None
    verdict: str | None
    claims: ClaimIds
    conflict: bool | None
    weak: bool


class Facility(Answer):
    """A site."""

    id: str
    name: str
    names: Names
    kind: str | None
    operator: NamedRef | None
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None
    status: str | None
    status_on: str | None
    weak: bool
    claims: ClaimIds


class Finding(Answer):
    """An answer with its range, verdict, method and claims."""

    subject: str
    indicator: str
    value: float | None
    low: float | None
    high: float | None
    unit: str | None
    verdict: str | None
    as_of: str | None
    method: str | None
    claims: ClaimIds


class Statement(Answer):
    """What every ledger row carries: the source that says so, where, and when."""

    id: str
    title: str | None
    source: str | None
    locator: str | None
    stated_on: str | None
    confidence: str | None
    claims: ClaimIds


class Measure(Statement):
    """A policy measure, as of its latest statement."""

    kind: str | None
    direction: str | None
    imposers: list[NamedRef]
    affected: list[NamedRef]
    products: list[str] | None
    hs_codes: list[str] | None
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


class Commitment(Statement):
    """An investment commitment, as of its latest stage."""

    investors: list[NamedRef]
    recipient: str | None
    places: list[str] | None
    facility: str | None
    products: list[str] | None
    stage: str | None
    stage_on: str | None
    amount: float | None
    currency: str | None
    amount_qualifier: str | None
    horizon_from: str | None
    horizon_to: str | None
    part_of: str | None
    counts_in_totals: bool | None


class Agreement(Statement):
    """An agreement, as of its latest status."""

    kind: str | None
    parties: list[str] | None
    areas: list[str] | None
    products: list[str] | None
    status: str | None
    status_on: str | None
    signed_on: str | None
    in_force_on: str | None
    place: str | None
    binding: str | None


class Event(Statement):
    """Something that happened or is scheduled."""

    kind: str | None
    status: str | None
    starts_on: str | None
    ends_on: str | None
    places: list[str] | None
    organizations: list[str] | None
    countries: list[str] | None
    products: list[str] | None
    severity: str | None


class Programme(Statement):
    """Research or training together."""

    kinds: list[str] | None
    partners: list[str] | None
    areas: list[str] | None
    place: str | None
    people: float | None
    budget: float | None
    currency: str | None
    starts_on: str | None
    ends_on: str | None
    status: str | None


class Ledger(Answer):
    """Ledger rows that name the entity."""

    agreements: list[Agreement] = []
    commitments: list[Commitment] = []
    measures: list[Measure] = []
    events: list[Event] = []
    programmes: list[Programme] = []


class Conflict(Answer):
    """Where sources disagree: what each says, which claim counts, and the rule that chose it."""

    table: str
    subject: str
    field: str
    chosen: str | None
    rule: str | None
    low: float | None
    high: float | None
    values: list[str]
    claims: ClaimIds


class ProductPanel(Answer):
    """Everything the map knows about one product."""

    product: Product
    markets: list[Market]
    default_market: int | None
    needs: list[RelatedProduct]
    needed_by: list[RelatedProduct]
    facilities: list[Facility]
    findings: list[Finding]
    measures: list[Measure]
    commitments: list[Commitment]
    conflicts: list[Conflict]


class MapCountry(Answer):
    """A country's share, to shade it by."""

    id: str
    name: str
    names: Names
    share: float | None
    low: float | None
    high: float | None
    state: State
    claims: ClaimIds


class MapLayer(Answer):
    """One product's market, drawn on the map."""

    product: NamedRef
    market: Market | None
    countries: list[MapCountry]
    facilities: list[Facility]


class ChainNode(Answer):
    """A product of the chain, with how concentrated its supply is."""

    id: str
    name: str
    names: Names
    technology: str | None
    hhi: float | None
    verdict: str | None
    weak: bool
    top: list[TopProvider] = Field(description="Its largest providers, five at most.")


class ChainEdge(Answer):
    """A requirement: the product needs the input."""

    product: str
    input: str
    kind: str | None = Field(description="essential, non-essential or negligible; null where nobody says.")
    conflict: bool | None
    weak: bool
    claims: ClaimIds


class ChainVariant(Answer):
    """The variant is a kind of the product."""

    product: str
    variant: str


class ChainProvider(NamedRef):
    """Someone who supplies something in this chain."""

    products: int = Field(description="How many products of the chain name it.")


class ChainAnswer(Answer):
    """What leads to what: the whole world, or what leads to one product and what follows from it."""

    product: str | None
    nodes: list[ChainNode]
    edges: list[ChainEdge]
    variants: list[ChainVariant]
    providers: list[ChainProvider]


class ChainShare(Answer):
    """What one provider has of one product, in the first market that names it."""

    product: str
    share: float | None
    low: float | None
    high: float | None
    state: State
    basis: str
    period: str
    derived: bool
    weak: bool
    claims: ClaimIds


class ChainShares(Answer):
    """Everything in the chain that comes from one country or organization."""

    provider: NamedRef
    rows: list[ChainShare]


class ClaimSource(Answer):
    """The document or data set a claim comes from."""

    id: str
    title: str | None
    publisher: str | None
    published_on: str | None
    url: str | None
    kind: str | None
    licence: str | None
    language: str | None = None
    sha256: str | None = None


class ClaimContribution(Answer):
    """Who recorded a claim, and when."""

    id: str
    contributor: str | None
    recorded_at: str | None
    format: str | None
    files: list[str] = []


class Claim(Answer):
    """A claim like a citation: what it says, who says so, and what others say."""

    id: str
    table: str
    row: dict[str, Any] = Field(description="The claim's own columns, in the words and figures of its source.")
    source: ClaimSource
    locator: str | None
    quote: str | None
    stated_on: str | None
    valid_from: str | None = None
    valid_to: str | None = None
    confidence: str | None
    disclosure: str | None = None
    note: str | None = None
    basis: str | None
    contribution: ClaimContribution
    chosen: bool | None
    rule: str | None
    rivals: ClaimIds


class ClaimList(Answer):
    """Claims, in the order asked for."""

    claims: list[Claim]


class Hit(Answer):
    """Something found."""

    kind: Literal["product", "organization", "facility", "country"]
    id: str
    name: str
    names: Names
    matched: str | None


class HitList(Answer):
    """Hits, best first."""

    hits: list[Hit]


class FindingList(Answer):
    """Findings."""

    rows: list[Finding]


class Provided(Answer):
    """A product the entity provides, in the newest period of its basis."""

    product: str
    name: str
    names: Names
    basis: str
    period: str
    share: float | None
    low: float | None
    high: float | None
    state: State
    quantity: float | None
    unit: str | None
    qualifier: str | None
    source: str | None
    claims: ClaimIds
    conflict: bool | None
    confidence: str | None
    weak: bool
    rule: str | None


class EntityPanel(Answer):
    """A country, organization or facility: what it provides and what is said about it."""

    entity: dict[str, Any] = Field(description="Its own facts; id and name always among them.")
    provides: list[Provided]
    facilities: list[Facility]
    organizations: list[NamedRef]
    findings: list[Finding]
    ledger: Ledger
