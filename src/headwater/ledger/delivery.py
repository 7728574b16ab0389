"""Would it ease the dependency? The market of a product with a commitment delivered, wholly and as its stage lets hope.

    added      a = new / (all there is + new), in the unit of the market; unknown unless the site's capacity and the
               quantities of the market are both recorded, or the user states a share
    delivered  s'_p = s_p * (1 - a) + a * [p is who gains];   HHI' = sum of s'_p squared, top' = largest s'_p
    expected   the same with a * discount(stage)               (`stages.StageDiscounts`: named assumptions)

Who gains: on bases of where goods come from (volume, capacity, value, site, unstated) the country that receives the
commitment, on bases of who owns them (headquarters, sales) the home country of its one investor; among organizations
the one investor. Unknown where that is several. Shares of remainders shrink too and stay out of the HHI, as in
concentration. It misleads where demand grows by what is added, or the new site replaces an old one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from headwater.errors import BadQuestion
from headwater.ledger.stages import ASSUMED_DISCOUNTS, StageDiscounts
from headwater.standard.units import base_unit, to_base
from headwater.supply_map import SupplyMap
from headwater.supply_map.markets import ProviderKind, current, provisions_by

_COUNTED_BY: tuple[ProviderKind, ...] = ("country", "organization")
_OWNED = ("headquarters", "sales")
_PER_YEAR: Mapping[str, tuple[str, float]] = {
    "t/year": ("t", 1.0),
    "GWh/year": ("GWh", 1.0),
    "million/year": ("count", 1e6),
}
"""Units of capacity and the unit, with a factor, of what one year of it is."""
ENOUGH_NAMED = 0.5
"""Where less than this is named in all, an index says nothing of the whole, and the market is left out."""
ONE_POINT = 0.01
"""The share for which every market tells the change, so that unknown additions can be weighed."""


@dataclass(frozen=True, slots=True)
class Market:
    """Known shares (0..1) of one product by provider, on one basis in one period."""

    product: str
    counted_by: str
    basis: str
    period: str
    shares: Mapping[str, float]
    claims: tuple[str, ...] = ()
    quantity: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Concentration:
    """HHI and the largest share (0..1) of one market."""

    hhi: float
    top_share: float
    top: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """What one commitment would do to one market. None is unknown; `why` says how `added` is known, or why not."""

    product: str
    counted_by: str
    basis: str
    period: str
    gains: str | None
    added: float | None
    why: str
    stage: str
    discount: float
    now: Concentration
    delivered: Concentration | None
    expected: Concentration | None
    one_point: float | None
    claims: tuple[str, ...]


def concentration_of(shares: Mapping[str, float]) -> Concentration:
    """HHI and top share of known shares, the first by name where several are largest; `BadQuestion` without any."""
    if not shares:
        raise BadQuestion("A market without known shares has no concentration.")
    top = min(shares, key=lambda provider: (-shares[provider], provider))
    return Concentration(sum(share**2 for share in sorted(shares.values())), shares[top], top)


def with_added(shares: Mapping[str, float], gains: str, added: float) -> dict[str, float]:
    """The shares after `gains` adds supply that is `added` (0..1) of the new whole; all others shrink in proportion."""
    if not 0 <= added <= 1:
        raise BadQuestion(f"An added share is 0 to 1, not {added}.")
    kept = {provider: share * (1 - added) for provider, share in shares.items()}
    return {**kept, gains: kept.get(gains, 0.0) + added}


def share_added(new: float, there: float) -> float:
    """The share of the new whole that `new` is, beside what is `there`; both in one unit."""
    return new / (there + new) if new + there > 0 else 0.0


def deliver(
    market: Market,
    gains: str | None,
    added: float | None,
    why: str,
    stage: str,
    discounts: StageDiscounts = ASSUMED_DISCOUNTS,
) -> Delivery:
    """The market now, with all of it delivered, and with what its stage lets hope for."""
    discount = discounts.of(stage)
    known = gains is not None and added is not None
    after = [
        concentration_of(with_added(market.shares, gains or "", (added or 0.0) * part)) if known else None
        for part in (1, discount)
    ]
    point = None if gains is None else concentration_of(with_added(market.shares, gains, ONE_POINT)).hhi
    now = concentration_of(market.shares)
    return Delivery(
        market.product, market.counted_by, market.basis, market.period, gains, added, why, stage, discount, now,
        after[0], after[1], None if point is None else point - now.hhi, market.claims,
    )  # fmt: skip


def deliveries(
    supply_map: SupplyMap,
    commitment: Mapping[str, object],
    discounts: StageDiscounts = ASSUMED_DISCOUNTS,
    assumed: float | None = None,
) -> list[Delivery]:
    """What a commitment (a row of `commitment_table`) would do to the current markets of the products it names.

    `assumed`: the share it would add, where the user states one; it goes before what the map knows.
    """
    products = [str(product) for product in commitment["products"] or ()]  # type: ignore[attr-defined]
    capacity = _capacity(supply_map, commitment["facility"], len(products))
    found = []
    for market in markets_of(supply_map, products):
        gains = _gains(supply_map, commitment, market)
        added, why = _added(market, capacity, assumed, commitment)
        found.append(deliver(market, gains, added, why, str(commitment["now"]), discounts))
    return found


def markets_of(supply_map: SupplyMap, products: list[str]) -> list[Market]:
    """The current markets of these products of which at least half is named, by countries and by organizations."""
    found = []
    for by in _COUNTED_BY:
        rows = provisions_by(supply_map, by).filter(pl.col("product").is_in(products))
        for (product, basis, period), market in (
            current(rows)
            .sort("product", "basis", "period", "provider")
            .group_by("product", "basis", "period", maintain_order=True)
        ):
            known = market.filter(pl.col("state").is_in(["measured", "zero"]) & pl.col("share").is_not_null())
            if sum(known["share"]) < ENOUGH_NAMED:
                continue
            quantity, unit = _whole(known)
            shares = dict(known.select("provider", "share").iter_rows())
            claims = tuple(sorted(known["claims"].explode().unique()))
            found.append(Market(str(product), by, str(basis), str(period), shares, claims, quantity, unit))
    return found


def _whole(known: pl.DataFrame) -> tuple[float | None, str | None]:
    """All that is supplied: the quantities of providers that have both, over their share of the whole."""
    both = known.filter(pl.col("quantity").is_not_null() & (pl.col("share") > 0))
    units = both["unit"].unique().to_list()
    if len(units) != 1 or units[0] is None:
        return None, None
    return sum(both["quantity"]) / sum(both["share"]), units[0]


def _gains(supply_map: SupplyMap, commitment: Mapping[str, object], market: Market) -> str | None:
    investors = [str(one) for one in commitment["investors"] or ()]  # type: ignore[attr-defined]
    if market.counted_by == "organization":
        firms = [one for one in investors if one.startswith("org:")]
        return firms[0] if len(firms) == 1 else None
    if market.basis not in _OWNED:
        recipient = commitment["recipient"]
        return None if recipient is None else str(recipient)
    homes = supply_map["organizations"].filter(pl.col("id").is_in(investors))["home_country"].drop_nulls().unique()
    nations = {*homes, *(one for one in investors if one.startswith("country:"))}
    return nations.pop() if len(nations) == 1 else None


def _capacity(supply_map: SupplyMap, facility: object, products: int) -> tuple[float, str] | None:
    """A year of the site's capacity in base units; None where it is unknown or for several products."""
    if facility is None or products != 1:
        return None
    rows = supply_map["facilities"].filter(pl.col("id") == facility).select(
        to_base(pl.col("capacity"), pl.col("capacity_unit")).alias("capacity"),
        base_unit(pl.col("capacity_unit")).alias("unit"),
    )  # fmt: skip
    for capacity, unit in rows.drop_nulls().iter_rows():
        of_a_year, factor = _PER_YEAR.get(unit, (unit, 1.0))
        return capacity * factor, of_a_year
    return None


def _added(
    market: Market, capacity: tuple[float, str] | None, assumed: float | None, commitment: Mapping[str, object]
) -> tuple[float | None, str]:
    started = str(commitment["now_on"] or "")[:4]
    if commitment["now"] == "in-operation" and started and started < market.period[:4]:
        return 0.0, "in operation before the period of the market: what it makes is in the shares already"
    if assumed is not None:
        return assumed, "assumed by who asks"
    if capacity is None:
        return None, "unknown: no capacity of the site is recorded for this product alone"
    if market.quantity is None:
        return None, "unknown: the market has no recorded quantities"
    if market.unit != capacity[1] or len(market.period) != 4:
        return (
            None,
            f"unknown: the capacity is told in {capacity[1]} a year, the market in {market.unit} in {market.period}",
        )
    return share_added(capacity[0], market.quantity), "capacity of the site over what the market supplies, with it"
