"""What every answer looks like: the models behind the OpenAPI description and the page's types.

They are strict (a number is a number, never a text or a truth value) and closed: a field the workflows add must be
named here first. Shares are 0..1; null is unknown, never 0.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(ge=0, le=1.0001, description="Share, 0..1; sums may exceed 1 by rounding.")]
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
    """How much stands behind the map."""

    sources: int
    contributions: int
    claims: int
    products: int
    organizations: int
    facilities: int
    provisions: int
    conflicts: int
    unknown: int


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
    claims: ClaimIds
    conflict: bool
    weak: bool
    rule: str | None


class Concentration(Answer):
    """Herfindahl-Hirschman index of a market and its verdict."""

    value: float | None
    low: float | None
    high: float | None
    verdict: str | None
    method: str | None
    claims: ClaimIds


class Market(MarketKey):
    """Who supplies a product: providers of one kind, on one basis, in one period."""

    derived: bool = Field(description="Organizations added up by home country, where nobody stated country shares.")
    periods: list[str]
    source: str | None
    total: float | None
    remainder: float | None
    unknown_providers: int
    hhi: Concentration
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
    weak: bool


class Facility(Answer):
    """A site."""

    id: str
    name: str
    operator: NamedRef | None
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: str | None = None
    status: str | None
    status_on: str | None = None
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


class Measure(Answer):
    """A policy measure."""

    id: str
    title: str | None
    kind: str | None
    status: str | None
    status_on: str | None
    imposers: list[str | NamedRef]
    claims: ClaimIds


class Commitment(Answer):
    """An investment commitment at its latest stage."""

    id: str
    title: str | None
    stage: str | None
    stage_on: str | None
    amount: float | None
    currency: str | None
    claims: ClaimIds


class PanelConflict(Answer):
    """Where sources disagree about the product."""

    subject: str | None = None
    field: str
    rule: str | None
    chosen: str | None
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
    conflicts: list[PanelConflict]


class MapCountry(Answer):
    """A country's share, to shade it by."""

    id: str
    share: float | None
    low: float | None
    high: float | None
    state: State
    claims: ClaimIds


class MapLayer(Answer):
    """One product's market, drawn on the map."""

    product: NamedRef | str
    market: Market | None
    countries: list[MapCountry]
    facilities: list[Facility]


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
    """A product the entity provides."""

    product: str
    name: str
    names: Names | None = None
    basis: str
    period: str
    share: float | None
    low: float | None
    high: float | None
    state: State
    claims: ClaimIds


class EntityPanel(Answer):
    """A country, organization or facility: what it provides and what is said about it."""

    entity: dict[str, Any]
    provides: list[Provided]
    findings: list[Finding]
    facilities: list[Facility]
    measures: list[Measure] = []
    commitments: list[Commitment] = []


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
