"""What trade in one product of the map looks like: its HS codes, and who exports them. See `models`."""

from __future__ import annotations

from pydantic import Field

from headwater.server.models import Answer, ClaimIds, NamedRef


class HsLinkAnswer(Answer):
    """A code that stands for the product; `whole`: it holds nothing else."""

    edition: str = Field(examples=["HS2022"])
    code: str = Field(examples=["811292"])
    product: str
    whole: bool
    reason: str
    source: str


class CountedCode(Answer):
    """A code whose trade is counted; `certain`: all of it is the linked codes', else only the high has it."""

    product: str = Field(examples=["hs:HS2017.811292"])
    edition: str
    code: str
    certain: bool


class ExportYear(Answer):
    """One year: how many countries export, how much in all, and the largest, as in `ProductExporter`."""

    period: str
    edition: str
    exporters: int
    low: float
    high: float
    currency: str | None
    top: NamedRef
    share_low: float
    share_high: float
    share_of_codes: float


class ProductExporter(Answer):
    """What one country exports in a year. Low counts only codes that are the product's for certain, high all."""

    period: str
    edition: str
    exporter: NamedRef
    low: float
    high: float
    currency: str | None
    share_low: float
    share_high: float
    share_of_codes: float = Field(description="Its share in the trade of the codes, split ones taken whole.")
    claims: ClaimIds


class ProductTradeAnswer(Answer):
    """A product of the map in trade statistics, by the HS codes linked with it. No link: no code is known for it."""

    product: NamedRef
    links: list[HsLinkAnswer]
    codes: list[CountedCode] = Field(description="Those linked, then those of other editions.")
    whole: bool = Field(description="The codes linked hold this product and nothing else.")
    concordance: str = Field(description="The source of the codes of other editions.")
    untranslated: list[str] = Field(description="Editions with flows that the concordance does not know; left out.")
    recorded: list[int] = Field(description="Years with flows of anything.")
    world: list[int] = Field(description="Years in which enough countries are known to speak of the world's exports.")
    by_year: list[ExportYear]
    years: list[int] = Field(description="The years of the rows.")
    rows: list[ProductExporter] = Field(description="Largest of each year first.")
    total: int
