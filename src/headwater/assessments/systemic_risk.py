"""Which nodes of a supply network may not fail, and who is hit, how hard and how far away, when one does?

    esri        part of all output lost when the node stops and its loss has spread both ways (0..1)
    esri_down   the same if losses spread only to buyers
    esri_up     the same if they spread only to suppliers

Formula: Diem et al. (2022), Scientific Reports 12:7719, as in `kernels.systemic_risk`. Output is what the compiled
network says a node counts: a firm's recorded sales, a cell's share of its product. It misleads where links are missing:
a value is a lower bound wherever anything is unknown (`high` is then empty). And it is a short-run index: no stocks, no
prices, no new suppliers but those of the market.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from headwater.kernels.steps import Steps, losses_by_round
from headwater.kernels.systemic_risk import Question, RiskNetwork, Shock, risk_network, risk_of_each
from headwater.standard.findings import FINDING_SCHEMA, UNKNOWN
from headwater.supply_map.network import SupplyNetwork

_SEEN = 1e-9
"""A loss smaller than this is arithmetic."""

Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class WhatIf:
    """What happens when `subject` stops.

    `stopped`: the nodes that stop. `esri`, `esri_down`, `esri_up`, `rounds`: as in the ranking, for all at once.
    `hit`: one row per node that loses anything, heaviest first: `loss` (0..1, the larger side), `loss_down`, `loss_up`,
    `lost` (what it counts times its loss), `tier_down`, `tier_up` (links from what stopped; 0: it stopped; null: not
    hit on that side). `steps`: per round the index and its sides. `changes`: per round and node what it has lost by
    then, where that grew. `products`: per product the part lost `direct`ly and `indirect`ly.
    """

    subject: str
    stopped: tuple[str, ...]
    esri: float
    esri_down: float
    esri_up: float
    rounds: int
    hit: pl.DataFrame
    steps: pl.DataFrame
    changes: pl.DataFrame
    products: pl.DataFrame
    method: str
    unknown: tuple[str, ...]


def systemic_risk(
    network: SupplyNetwork, question: Question | None = None, *, threads: int | None = None
) -> pl.DataFrame:
    """Findings (`FINDING_SCHEMA`), three per node, worst first; then, without value, what is unknown.

    The verdict is the rank. Nodes that nobody names are not ranked. Errors as `kernels.systemic_risk`.
    """
    asked = _asked(network, question)
    if len(network.value) == 0:
        return _unknown(network)
    esri = np.zeros((3, network.size))
    for part in risk_of_each(_laid_out(network), asked, threads=threads):
        esri[:, part.shock] = part.esri, part.down, part.up
    named = network.nodes.with_columns(
        *(pl.Series(name, values) for name, values in zip(("esri", "esri_down", "esri_up"), esri, strict=True))
    ).filter(pl.col("state").is_in(["named", "flow"]))
    ranked = named.sort("esri", "node", descending=[True, False])
    return pl.concat([_ranking(network, ranked, asked), _unknown(network)])


def what_if(network: SupplyNetwork, subject: str, question: Question | None = None) -> WhatIf:
    """Stop everything that `subject` (a node, provider, country, operator or product) is or runs.

    Raises `NotFound` where the network has no such node, and the errors of `kernels.systemic_risk`.
    """
    asked = _asked(network, question)
    stopped = network.find(subject)
    steps = _steps(network, stopped, asked)
    weights = network.weights / network.weights.sum()
    both = np.maximum(steps.down, steps.up)
    return WhatIf(
        subject=subject,
        stopped=tuple(network.nodes["node"][stopped.tolist()]),
        esri=float(both[-1] @ weights),
        esri_down=float(steps.down[-1] @ weights),
        esri_up=float(steps.up[-1] @ weights),
        rounds=len(both) - 1,
        hit=_hit(network, steps, weights),
        steps=pl.DataFrame(
            {"step": range(len(both)), "esri": both @ weights, "esri_down": steps.down @ weights,
             "esri_up": steps.up @ weights}
        ),
        changes=_changes(network, steps),
        products=_products(network, both),
        method=_method(network, asked),
        unknown=tuple(network.unknown()),
    )  # fmt: skip


def _asked(network: SupplyNetwork, question: Question | None) -> Question:
    asked = question or Question()
    return replace(asked, weights=network.weights) if asked.weights is None else asked


def _laid_out(network: SupplyNetwork) -> RiskNetwork:
    return risk_network(
        network.supplier, network.buyer, network.value, network.nodes["sector"].to_numpy(), network.essentiality
    )


def _steps(network: SupplyNetwork, stopped: np.ndarray, asked: Question) -> Steps:
    """Losses by round; where nothing is linked, the shock is all there is."""
    if len(network.value):
        return next(losses_by_round(_laid_out(network), [Shock(stopped)], asked))
    alone = np.zeros((1, network.size))
    alone[0, stopped] = 1.0
    return Steps(alone if asked.sides != "up" else alone * 0.0, alone if asked.sides != "down" else alone * 0.0)


def _ranking(network: SupplyNetwork, ranked: pl.DataFrame, asked: Question) -> pl.DataFrame:
    """Three findings per row, the rank as verdict."""
    some_unknown = bool(network.unknown())
    tail = ", at least this much: see what is unknown" if some_unknown else ""
    place = pl.int_range(1, ranked.height + 1)
    parts = []
    for order, (name, meaning) in enumerate(_INDICATORS.items()):
        value = pl.col(name)
        parts.append(
            ranked.select(
                pl.col("node").alias("subject"),
                pl.lit(name).alias("indicator"),
                value.alias("value"),
                value.alias("low"),
                (pl.lit(None, pl.Float64) if some_unknown else value).alias("high"),
                pl.lit("index 0..1").alias("unit"),
                pl.format(f"rank {{}} of {ranked.height}{tail}", place).alias("verdict"),
                pl.col("period").alias("as_of"),
                pl.lit(f"{name} = {meaning}; {_method(network, asked)}").alias("method"),
                "claims",
                place.alias("_place"),
                pl.lit(order).alias("_order"),
            )
        )
    return pl.concat(parts).sort("_place", "_order").select(pl.col(c).cast(t) for c, t in FINDING_SCHEMA.items())


_INDICATORS = {
    "esri": "part of all output lost when it stops",
    "esri_down": "part of all output lost through its buyers",
    "esri_up": "part of all output lost through its suppliers",
}


def _unknown(network: SupplyNetwork) -> pl.DataFrame:
    """One finding without value per identity of which something is unknown."""
    notes = network.notes.filter(pl.col("what") == "unknown").group_by("subject", maintain_order=True).agg("said")
    return notes.sort("subject").select(
        "subject",
        pl.lit("esri").alias("indicator"),
        *(pl.lit(None, pl.Float64).alias(name) for name in ("value", "low", "high")),
        pl.lit("index 0..1").alias("unit"),
        pl.format(f"{UNKNOWN}: {{}}", pl.col("said").list.join("; ")).alias("verdict"),
        pl.lit(None, pl.String).alias("as_of"),
        pl.lit(f"what the network of {network.kind} could not know; every value above is a lower bound").alias(
            "method"
        ),
        pl.lit([], dtype=pl.List(pl.String)).alias("claims"),
    )


def _method(network: SupplyNetwork, asked: Question) -> str:
    counts = "share of its product, each product counting the same unless values are given"
    weight = counts if network.kind == "cells" else f"recorded sales ({network.unit})"
    return (
        f"ESRI (Diem et al. 2022) on {network.size} {network.kind} by {network.by} and {len(network.value)} links; "
        f"weights: {weight}; eps {asked.eps:g}; substitution within a product {'on' if asked.substitution else 'off'}; "
        f"unknown of {len(network.unknown())}, assumed of "
        f"{network.notes.filter(pl.col('what') == 'default')['subject'].n_unique()}"
    )


def _hit(network: SupplyNetwork, steps: Steps, weights: Floats) -> pl.DataFrame:
    down, up = steps.down[-1], steps.up[-1]
    loss = np.maximum(down, up)
    rows = network.nodes.select(
        "node", "provider", "product", "country", "organization", "state", "claims"
    ).with_columns(
        pl.Series("loss", loss),
        pl.Series("loss_down", down),
        pl.Series("loss_up", up),
        pl.Series("lost", weights * loss),
        pl.Series("tier_down", _tier(steps.down), pl.Int64),
        pl.Series("tier_up", _tier(steps.up), pl.Int64),
    )
    return rows.filter(pl.col("loss") > _SEEN).sort("lost", "loss", "node", descending=[True, True, False])


def _tier(losses: Floats) -> list[int | None]:
    """Per node the first round in which it has lost anything."""
    seen = losses > _SEEN
    first = np.where(seen.max(axis=0), seen.argmax(axis=0), -1)
    return [None if tier < 0 else int(tier) for tier in first]


def _changes(network: SupplyNetwork, steps: Steps) -> pl.DataFrame:
    """Per round and node what it has lost by then, where that grew."""
    before = [np.vstack([np.zeros((1, network.size)), side[:-1]]) for side in (steps.down, steps.up)]
    grew = (steps.down - before[0] > _SEEN) | (steps.up - before[1] > _SEEN)
    step, node = np.nonzero(grew)
    return pl.DataFrame(
        {"step": step, "node": network.nodes["node"].gather(node), "loss_down": steps.down[step, node],
         "loss_up": steps.up[step, node]}
    )  # fmt: skip


def _products(network: SupplyNetwork, both: Floats) -> pl.DataFrame:
    """Per product or sector the part of its output that is lost: what stopped, and what followed."""
    sector, weights = network.nodes["sector"].to_numpy(), network.weights
    whole = np.bincount(sector, weights, minlength=len(network.sectors))
    lost = [np.bincount(sector, weights * both[step], minlength=len(whole)) for step in (0, -1)]
    direct, total = (np.divide(part, whole, out=np.zeros_like(part), where=whole > 0) for part in lost)
    rows = pl.DataFrame({"product": network.sectors, "direct": direct, "indirect": total - direct, "loss": total})
    return rows.filter(pl.col("loss") > _SEEN).sort("loss", "product", descending=[True, False])
