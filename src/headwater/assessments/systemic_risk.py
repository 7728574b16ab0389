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

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from headwater.errors import BadQuestion
from headwater.kernels.steps import Steps, losses_by_round
from headwater.kernels.systemic_risk import Question, RiskNetwork, Shock, risk_network, risk_of_each
from headwater.standard.findings import FINDING_SCHEMA, UNKNOWN
from headwater.supply_map.network import SupplyNetwork

_SEEN = 1e-9
"""A loss smaller than this is arithmetic."""

Floats = np.ndarray[Any, np.dtype[np.float64]]
Nodes = np.ndarray[Any, np.dtype[np.int32]]


@dataclass(frozen=True)
class WhatIf:
    """What happens when `subjects` stop: the part `psi` of each as suppliers, `psi_up` as buyers.

    `stopped`: the nodes that stop. `esri`, `esri_down`, `esri_up`, `rounds`: as in the ranking, for all at once.
    `hit`: one row per node that loses anything, heaviest first: `loss` (0..1, the larger side), `loss_down`, `loss_up`,
    `lost` (what it counts times its loss), `tier_down`, `tier_up` (links from what stopped; 0: it stopped; null: not
    hit on that side). `steps`: per round the index and its sides. `changes`: per round and node what it has lost by
    then, where that grew. `products`: per product the part lost `direct`ly and `indirect`ly. `product_steps`,
    `country_steps`: per round the part of each product, and of what each country makes, lost by then, where that grew.
    """

    subjects: tuple[str, ...]
    psi: float
    psi_up: float
    stopped: tuple[str, ...]
    esri: float
    esri_down: float
    esri_up: float
    rounds: int
    hit: pl.DataFrame
    steps: pl.DataFrame
    changes: pl.DataFrame
    products: pl.DataFrame
    product_steps: pl.DataFrame
    country_steps: pl.DataFrame
    method: str
    unknown: tuple[str, ...]


def systemic_risk(
    network: SupplyNetwork, question: Question | None = None, *, threads: int | None = None
) -> pl.DataFrame:
    """Findings (`FINDING_SCHEMA`), three per node (or those of the side asked for), worst first; then what is unknown.

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


def what_if(
    network: SupplyNetwork,
    subjects: str | Sequence[str],
    question: Question | None = None,
    *,
    psi: float = 1.0,
    psi_up: float | None = None,
) -> WhatIf:
    """Stop everything that each of `subjects` (a node, provider, country, operator or product) is or runs, all at once.

    `psi` (0..1) is the part that stops, `psi_up` (default the same) the part of what is bought that is bought no more.

    Raises `NotFound` where the network has no such node, `BadQuestion` where nothing is named or nothing stops, and the
    errors of `kernels.systemic_risk`.
    """
    asked = _asked(network, question)
    named = (subjects,) if isinstance(subjects, str) else tuple(dict.fromkeys(subjects))
    stopped = _stopped(network, named)
    up = psi if psi_up is None else psi_up
    _check_psi(psi, up)
    steps = _steps(network, stopped, (psi, up), asked)
    weights = network.weights / network.weights.sum()
    both = np.maximum(steps.down, steps.up)
    return WhatIf(
        subjects=named,
        psi=psi,
        psi_up=up,
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
        product_steps=_group_steps(network, both, "product"),
        country_steps=_group_steps(network, both, "country"),
        method=f"{_method(network, asked)}; {_shock_said(psi, up)}",
        unknown=tuple(network.unknown()),
    )  # fmt: skip


def _stopped(network: SupplyNetwork, named: Sequence[str]) -> Nodes:
    if not named:
        raise BadQuestion("Nobody is named who stops.", "Name a node, provider, country or product.")
    stopped: Nodes = np.unique(np.concatenate([network.find(each) for each in named]))
    return stopped


def _check_psi(psi: float, psi_up: float) -> None:
    for name, part in (("psi", psi), ("psi_up", psi_up)):
        if not 0.0 <= part <= 1.0:
            raise BadQuestion(f"{name} is {part}.", "It is the part that stops: 0 to 1.")
    if psi == psi_up == 0.0:
        raise BadQuestion("Nothing stops: psi is 0 both ways.", "Give psi or psi_up more than 0.")


def _shock_said(psi: float, psi_up: float) -> str:
    return f"psi {psi:g}" + (f", upstream {psi_up:g}" if psi_up != psi else "")


def _asked(network: SupplyNetwork, question: Question | None) -> Question:
    asked = question or Question()
    return replace(asked, weights=network.weights) if asked.weights is None else asked


def _laid_out(network: SupplyNetwork) -> RiskNetwork:
    return risk_network(
        network.supplier, network.buyer, network.value, network.nodes["sector"].to_numpy(), network.essentiality
    )


def _steps(network: SupplyNetwork, stopped: Nodes, psi: tuple[float, float], asked: Question) -> Steps:
    """Losses by round; where nothing is linked, the shock (`psi` downstream, upstream) is all there is."""
    if len(network.value):
        return next(losses_by_round(_laid_out(network), [Shock(stopped, *psi)], asked))
    down, up = np.zeros((1, network.size)), np.zeros((1, network.size))
    if asked.sides != "up":
        down[0, stopped] = psi[0]
    if asked.sides != "down":
        up[0, stopped] = psi[1]
    return Steps(down, up)


def _ranking(network: SupplyNetwork, ranked: pl.DataFrame, asked: Question) -> pl.DataFrame:
    """Three findings per row, the rank as verdict."""
    some_unknown = bool(network.unknown())
    tail = ", at least this much: see what is unknown" if some_unknown else ""
    place = pl.int_range(1, ranked.height + 1)
    parts = []
    for order, (name, meaning) in enumerate(_indicators(asked).items()):
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


def _indicators(asked: Question) -> dict[str, str]:
    """The index, and the sides that are run."""
    run = {"both": ("esri", "esri_down", "esri_up"), "down": ("esri", "esri_down"), "up": ("esri", "esri_up")}
    return {name: meaning for name, meaning in _INDICATORS.items() if name in run[asked.sides]}


_SIDES = {"both": "", "down": "downstream only; ", "up": "upstream only; "}

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
        f"{_SIDES[asked.sides]}"
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


def _group_steps(network: SupplyNetwork, both: Floats, group: str) -> pl.DataFrame:
    """Per round and product or country the part of all it makes that is lost by then, where that grew."""
    labels = network.nodes[group]
    names = labels.drop_nulls().unique().sort()
    place = labels.cast(pl.Enum(names)).to_physical().fill_null(len(names)).to_numpy()

    def added(amounts: Floats) -> Floats:
        return np.bincount(place, amounts, minlength=len(names) + 1)[: len(names)].astype(np.float64, copy=False)

    whole = added(network.weights)
    lost = np.array([added(network.weights * losses) for losses in both])
    part = np.divide(lost, whole, out=np.zeros_like(lost), where=whole > 0)
    step, which = np.nonzero(np.diff(part, axis=0, prepend=0.0) > _SEEN)
    return pl.DataFrame({"step": step, group: names.gather(which), "loss": part[step, which]})
