"""What the arcs of the world map look like: flows of a product, and where its inputs come from. See `models`."""

from __future__ import annotations

from pydantic import Field

from headwater.server.models import Answer, ClaimIds, NamedRef, State


class ArcEnd(NamedRef):
    """Where an arc begins or ends."""

    country: str | None = Field(description="The country it stands in; null for what has no land, such as the world.")


class FlowMeasure(Answer):
    """What all flows shown are stated in: a value in a currency, or a quantity in a unit."""

    period: str
    currency: str | None
    price_year: int | None
    valuation: str | None
    unit: str | None


class FlowArc(Answer):
    """What went from one to the other."""

    supplier: ArcEnd
    buyer: ArcEnd
    amount: float
    low: float
    high: float
    claims: ClaimIds


class Flows(Answer):
    """Recorded flows in one measure, the largest first."""

    measure: FlowMeasure | None
    rows: list[FlowArc]
    total: int = Field(description="How many pairs there are in this measure.")
    whole: float | None = Field(description="All of them added up.")
    others: int = Field(description="Flows recorded in another period, currency or unit, or without an amount.")


class NeedArc(Answer):
    """An input that comes from a country, and a country where the product is made: no delivery between the two."""

    input: NamedRef
    kind: str | None
    supplier: ArcEnd
    maker: ArcEnd
    share: float | None = Field(description="Of the input that comes from the supplier.")
    low: float | None
    high: float | None
    state: State
    weak: bool
    basis: str
    period: str
    derived: bool
    claims: ClaimIds


class MapArcs(Answer):
    """Arcs of one product."""

    product: NamedRef
    flows: Flows
    makers: list[ArcEnd] = Field(description="Where the product is mainly made.")
    needs: list[NeedArc]
