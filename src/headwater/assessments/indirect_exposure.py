"""What is lost further down when a country, an organization or a facility stops: through inputs, tier by tier?

    indirect_loss           per provider > product: share of the product lost through its inputs, beyond what the
                            provider makes of it itself (that is `n_minus_1_loss`)
    indirect_loss_tier_N    the part of it that comes from inputs N requirements up
    indirect_loss_unnamed   per product: share lost through its inputs if everybody whom nobody names stopped

The cascade is that of `kernels.systemic_risk` on cells (`supply_map.cell_network`), downstream only and without
substitution: as for direct losses, spare capacity elsewhere is unknown and taken as 0. `low` is what is certain, `high`
what is lost if every provider nobody names were this one. A product of which nobody recorded the needs has no value and
the verdict `unknown`. It misleads where a stock or a substitute would bridge the loss.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import polars as pl

from headwater.kernels.steps import losses_by_round
from headwater.kernels.systemic_risk import Question, RiskNetwork, Shock, risk_network
from headwater.standard.findings import FINDING_SCHEMA, UNKNOWN
from headwater.supply_map.network import NOT_NAMED, SupplyNetwork

_SEEN = 1e-9
_GROUP = {"country": "country", "headquarters": "country", "organization": "organization", "facility": "provider"}

Floats = np.ndarray[Any, np.dtype[np.float64]]
Row = dict[str, Any]


def indirect_exposure(network: SupplyNetwork, loss: float = 0.5, eps: float = 1e-4) -> pl.DataFrame:
    """Findings (`FINDING_SCHEMA`) for every provider of a network of cells; from `loss` on a product is a chokepoint.

    `eps`: the cascade rests once no loss grows by more in a round.
    """
    rows = [*_silent(network)]
    if len(network.value):
        laid_out = risk_network(
            network.supplier, network.buyer, network.value, network.nodes["sector"].to_numpy(), network.essentiality
        )
        question = Question(substitution=False, sides="down", eps=eps, cap=10_000, weights=network.weights)
        rows = [*_per_pair(network, laid_out, question, loss), *_unnamed(network, laid_out, question), *rows]
    return pl.DataFrame(rows, schema=dict(FINDING_SCHEMA))


def _per_pair(network: SupplyNetwork, laid_out: RiskNetwork, question: Question, loss: float) -> Iterator[Row]:
    providers = _providers(network)
    if not providers:
        return
    sure = _by_product(network, laid_out, question, [network.stops(provider) for provider in providers])
    doubt = _by_product(network, laid_out, question, [network.may_stop(provider) for provider in providers])
    method = _method(network, question, loss)
    for provider, tiers, at_most in zip(providers, sure, doubt, strict=True):
        yield from _of_provider(network, provider, tiers, at_most[-1], loss, method)


def _of_provider(
    network: SupplyNetwork, provider: str, tiers: Floats, at_most: Floats, loss: float, method: str
) -> Iterator[Row]:
    """Rows of one provider; `tiers`: rounds x products, lost by then."""
    claims = _claims_of(network, provider)
    for place in np.flatnonzero(tiers[-1] - tiers[0] > _SEEN):
        direct, total = float(tiers[0, place]), float(tiers[-1, place])
        subject = f"{provider} > {network.sectors[place]}"
        high = max(total, float(at_most[place])) - direct
        yield _row(
            subject, "indirect_loss", total - direct, high, _verdict(direct, total, direct + high, loss), method, claims
        )
        for tier, part in enumerate(np.diff(tiers[:, place]), 1):
            if part > _SEEN:
                verdict = f"{tier} up"
                yield _row(subject, f"indirect_loss_tier_{tier}", float(part), None, verdict, method, claims)


def _unnamed(network: SupplyNetwork, laid_out: RiskNetwork, question: Question) -> Iterator[Row]:
    """What hangs on those whom nobody names."""
    hidden = (network.nodes["provider"] == NOT_NAMED).to_numpy()
    if not hidden.any():
        return
    (tiers,) = _by_product(network, laid_out, question, [hidden])
    method = "indirect_loss_unnamed = share lost through inputs if every provider that nobody names stopped"
    for place in np.flatnonzero(tiers[-1] - tiers[0] > _SEEN):
        part = float(tiers[-1, place] - tiers[0, place])
        product = network.sectors[place]
        verdict = f"{UNKNOWN}: nobody names who provides what this part depends on"
        claims = _claims_on(network, pl.col("product") == product)
        yield _row(product, "indirect_loss_unnamed", part, part, verdict, method, claims)


def _silent(network: SupplyNetwork) -> Iterator[Row]:
    """Products of which nobody says what they need: no value, never a good one."""
    known = {product for product in network.sectors if product in network.recorded}
    for product in sorted({*network.sectors} - known):
        verdict = f"{UNKNOWN}: nobody recorded what it needs"
        yield _row(product, "indirect_loss", None, None, verdict, "indirect_loss = share lost through its inputs", [])


def _providers(network: SupplyNetwork) -> list[str]:
    """Whom to stop: every provider of the kind the network was compiled by."""
    named = network.nodes.filter(pl.col("provider") != NOT_NAMED)
    column = _GROUP[network.by]
    groups = set(named[column].drop_nulls())
    if network.by == "facility":
        groups = {group for group in groups if group.startswith("facility:")}
    if column == "country":
        groups |= {provider for provider in named["provider"] if provider.startswith("area:")}
    return sorted(groups)


def _by_product(
    network: SupplyNetwork, laid_out: RiskNetwork, question: Question, masks: Sequence[np.ndarray]
) -> Iterator[Floats]:
    """Per mask the losses of each product by then, rounds x products, as shares of the product."""
    shares = network.nodes["share"].fill_null(0.0).to_numpy()
    sector = network.nodes["sector"].to_numpy()
    whole = np.maximum(np.bincount(sector, shares, minlength=len(network.sectors)), 1.0)
    shocks = [Shock(np.flatnonzero(mask)) for mask in masks]
    for steps in losses_by_round(laid_out, shocks, question):
        lost = [np.bincount(sector, shares * now, minlength=len(whole)) / whole for now in steps.down]
        yield np.array(lost)


def _claims_of(network: SupplyNetwork, provider: str) -> list[str]:
    return _claims_on(network, pl.Series(network.stops(provider)))


def _claims_on(network: SupplyNetwork, nodes: pl.Series | pl.Expr) -> list[str]:
    claims: list[str] = network.nodes.filter(nodes)["claims"].explode().drop_nulls().unique().sort().to_list()
    return claims


def _verdict(direct: float, total: float, high: float, loss: float) -> str:
    said = f"{total:.4g} lost in all, {direct:.4g} of it directly"
    if total >= loss:
        return f"chokepoint: {said}"
    return f"no chokepoint as far as is known: {said}, at most {high:.4g}" if high >= loss else f"no chokepoint: {said}"


def _row(
    subject: str, indicator: str, value: float | None, high: float | None, verdict: str, method: str, claims: list[str]
) -> Row:
    end = value if indicator == "indirect_loss" and value is not None else None
    return {
        "subject": subject, "indicator": indicator, "value": value, "low": end, "high": high, "unit": "share",
        "verdict": verdict, "as_of": None, "method": method, "claims": claims,
    }  # fmt: skip


def _method(network: SupplyNetwork, question: Question, loss: float) -> str:
    return (
        f"indirect_loss = share of the product lost through its inputs when the provider stops; cascade on "
        f"{network.size} cells by {network.by}; no substitution, spare capacity elsewhere unknown, taken as 0; "
        f"requirements of unknown kind taken as essential; eps {question.eps:g}; at least {loss:g} in all: chokepoint"
    )
