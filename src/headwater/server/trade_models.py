"""What dependency on imports looks like: an importer's products, one product, two partners. See `models`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from headwater.server.models import Answer, ClaimIds, Finding, NamedRef

Series = Annotated[list[float | None], Field(description="One entry a year; null where nothing is known.")]


class FindingPage(Answer):
    """Some findings, and how many there are in all."""

    rows: list[Finding]
    total: int


class ImporterChoice(NamedRef):
    """A country that buys in the record; `whole`: its own report, or a source that speaks of the whole world."""

    whole: bool


class BlocChoice(Answer):
    """A bloc that can be asked for as one importer, with its members of the last recorded year."""

    key: str = Field(examples=["ipef"])
    id: str = Field(examples=["area:IPEF"])
    name: str
    source: str
    members: list[NamedRef]


class ThresholdChoice(Answer):
    """A limit that can be changed, with its default and whose it is."""

    name: str = Field(examples=["import_hhi"])
    default: float
    source: str


class TradeChoices(Answer):
    """What can be asked: years with flows (none where no flow is recorded), importers, blocs, thresholds."""

    years: list[int]
    importers: list[ImporterChoice]
    blocs: list[BlocChoice]
    thresholds: list[ThresholdChoice]
    sources: list[NamedRef]


class CodeRef(Answer):
    """An HS code, and what it stands for on the map."""

    product: str = Field(examples=["hs:HS2022.854231"])
    edition: str = Field(examples=["HS2022"])
    code: str = Field(examples=["854231"])
    chapter: str = Field(examples=["85"])
    stands_for: list[NamedRef] = Field(
        description="Products of the map that name this code, a part, or the whole of it."
    )
    technologies: list[str]


class Said(Answer):
    """A finding in short: value, range, verdict."""

    value: float | None
    low: float | None
    high: float | None
    verdict: str | None


class ImportLine(CodeRef):
    """One product that the importer buys, in the last year asked for; the lists run over all years asked for."""

    period: str
    imports: float | None
    exports: float | None
    suppliers: int | None
    top_supplier: NamedRef | None
    top_share: float | None
    top_share_high: float | None
    years: list[str]
    top_shares: Series
    hhis: Series
    values: Series
    verdicts: dict[str, Said] = Field(description="By indicator of `assess dependency`.")
    claims: ClaimIds


class MembersTold(Answer):
    """The members of a bloc whose imports of the year are recorded; those of the others are in no figure."""

    period: str
    members: list[NamedRef]


class ToldIn(Answer):
    """The years that are told in an edition of the HS."""

    edition: str = Field(examples=["HS2017"])
    years: list[str]


class Buyer(Answer):
    """Whose imports these are, of which years, in which currency; of a bloc, on whose word they rest."""

    importer: NamedRef
    members: list[NamedRef] = Field(description="Of a bloc, on the last day of the last year; none of a country.")
    told: list[MembersTold] = Field(description="Of a bloc, one entry a year; none of a country.")
    years: list[str]
    editions: list[ToldIn] = Field(
        description="Where there are several, a product whose code changed begins anew, unless brought to one."
    )
    brought_to: str | None = Field(description="The edition of the HS that all years were brought to, if they were.")
    concordance: str | None = Field(description="By which table; what split codes leave open is null in the figures.")
    currency: str | None


class LineFacets(Answer):
    """How many products there are in all, with each verdict, in each HS chapter, of each technology."""

    products: int
    flags: dict[str, int]
    chapters: dict[str, int]
    technologies: dict[str, int]


class ImportLines(Buyer):
    """A page of an importer's products."""

    rows: list[ImportLine]
    total: int
    total_value: float = Field(description="Imports of all lines that the filters leave, each good once.")
    facets: LineFacets


class ImportYear(Answer):
    """One year of one product."""

    period: str
    imports: float | None
    exports: float | None
    suppliers: int | None
    cdi1: float | None
    cdi1_high: float | None
    cdi2: float | None
    cdi3: float | None = Field(description="Null where unknown, and where nothing is exported.")
    top_supplier: NamedRef | None
    top_share: float | None
    world_hhi: float | None
    strategic: bool | None


class SupplierRow(Answer):
    """What comes from one supplier; low and high: what buyer and supplier report, brought to one valuation."""

    supplier: NamedRef
    named: bool = Field(description="False for areas not specified: no supplier.")
    value: float
    low: float
    high: float
    share: float | None
    share_low: float | None
    share_high: float | None
    currency: str | None
    claims: ClaimIds


class SuppliersOfYear(Answer):
    """The suppliers of one year, largest first."""

    period: str
    rows: list[SupplierRow]


class ExporterRow(Answer):
    """What one country exports to the world."""

    exporter: NamedRef
    value: float
    share: float | None
    claims: ClaimIds


class WorldExports(Answer):
    """The largest exporters of the product to the world."""

    period: str
    exporters: int
    value: float
    rows: list[ExporterRow]


class ProductImports(Buyer, CodeRef):
    """One product of one importer; `exporters` is null where too few countries are known to speak of the world."""

    line: ImportLine
    by_year: list[ImportYear]
    suppliers: list[SuppliersOfYear]
    exporters: WorldExports | None
    findings: list[Finding]


class Partner(Buyer):
    """One side of a comparison: how many products it buys, and how many have the verdict."""

    products: int
    flagged: int


class Between(Answer):
    """Products that one side buys mostly from the other."""

    buyer: NamedRef
    supplier: NamedRef
    products: int
    imports: float
    largest: list[CodeRef]


class ComparedLine(CodeRef):
    """A product with the verdict on either side."""

    flagged: list[bool]
    sides: list[ImportLine | None]


class Comparison(Answer):
    """Two importers side by side; products that both find critical come first."""

    flag: str
    partners: list[Partner]
    common: int
    same_supplier: int = Field(description="Of these, how many have the same largest supplier.")
    between: list[Between]
    rows: list[ComparedLine]
    total: int


class Dependent(NamedRef):
    """An importer, and the share that comes from the country."""

    share: float


class SuppliedLine(CodeRef):
    """A product, and how many importers buy most of it from the country."""

    dependents: int
    imports: float
    world_hhi: float | None
    largest: list[Dependent]


class Supplied(Answer):
    """What the world depends on a country for: products of which importers buy more than `above` from it."""

    country: NamedRef
    period: str
    importers: int = Field(description="How many importers could be assessed.")
    above: float
    total: int
    rows: list[SuppliedLine]
