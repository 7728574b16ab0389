"""Systemic risk as every face asks it: of a map, of a compiled network, or of plain links without a store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from headwater.assessments import systemic_risk as assessment
from headwater.assessments.systemic_risk import WhatIf
from headwater.errors import BadQuestion
from headwater.kernels.systemic_risk import Question, Sides
from headwater.supply_map import SupplyMap
from headwater.supply_map.cell_network import cell_network
from headwater.supply_map.firm_network import firm_network
from headwater.supply_map.markets import ProviderKind
from headwater.supply_map.network import NETWORK_KINDS, NetworkKind, SupplyNetwork
from headwater.workflows.panels.labels import Labels
from headwater.workflows.plain_network import Links, Sectors, as_supply_network, plain_network
from headwater.workflows.rank_firms import InMemory, on_threads, rank_firms

Plain = dict[str, Any]

__all__ = [
    "Cascade",
    "RiskOfMap",
    "WhatIf",
    "ranking",
    "supply_network",
    "systemic_risk",
    "what_if",
    "what_if_panel",
]


def supply_network(
    supply_map: SupplyMap,
    kind: NetworkKind = "cells",
    by: ProviderKind = "country",
    values: Mapping[str, float] | None = None,
) -> SupplyNetwork:
    """Compile the network of a map: `cells` (providers making products, counted `by`) or `firms` (recorded flows).

    `values`: what the whole output of a product is worth, for cells; 1 each where not given. `notes` of the network say
    what is unknown and what was assumed. `BadQuestion` where `kind` or `by` is none.
    """
    if kind not in NETWORK_KINDS:
        raise BadQuestion(f"{kind!r} is no kind of network.", valid=NETWORK_KINDS)
    return firm_network(supply_map) if kind == "firms" else cell_network(supply_map, by, values)


def systemic_risk(  # noqa: PLR0913 - the options of the question, as on the other faces
    network: SupplyMap | SupplyNetwork | Links,
    *,
    sectors: Sectors | None = None,
    essentiality: ArrayLike | None = None,
    substitution: bool = True,
    sides: Sides = "both",
    weights: ArrayLike | None = None,
    eps: float = 1e-2,
    threads: int | None = None,
) -> pl.DataFrame:
    """Stop each node alone and add up what is lost (ESRI, Diem et al. 2022).

    Of a map or a compiled network: findings, worst first. Of links (a frame with columns supplier, buyer and w or
    value, or three arrays): one row per firm with firm, esri, esri_down, esri_up, rounds. Links then need
    `essentiality` (supplying x buying sector: 2, 1, 0) and `sectors`, counted from 0: one per firm where firms are
    numbers from 0, or a mapping from firm to sector; or a frame with column p counted from 1. `weights`: what a firm
    counts, default its sales. `sides`: `down` and `up` leave the other side out, which is then 0 of every firm.

    Raises `BadInput` where the network does not hold together, `BadQuestion` where a parameter is not valid.
    """
    question = _question(substitution, sides, weights, eps)
    if isinstance(network, SupplyMap):
        network = supply_network(network)
    if isinstance(network, SupplyNetwork):
        return assessment.systemic_risk(network, question, threads=threads)
    plain = plain_network(network, *_with(sectors, essentiality))
    kept = InMemory(plain.size)
    rank_firms(plain, question, kept, on_threads(threads))
    return kept.rows().with_columns(pl.Series("firm", plain.names) if plain.names is not None else pl.col("firm") - 1)


def what_if(  # noqa: PLR0913 - the options of the question, as on the other faces
    network: SupplyMap | SupplyNetwork | Links,
    subjects: str | Sequence[str],
    *,
    psi: float = 1.0,
    psi_up: float | None = None,
    sectors: Sectors | None = None,
    essentiality: ArrayLike | None = None,
    substitution: bool = True,
    sides: Sides = "both",
    weights: ArrayLike | None = None,
    eps: float = 1e-2,
) -> WhatIf:
    """Stop `subjects` (nodes, providers, countries, operators or products), together: who is hit, how hard, how far up.

    `psi` (0..1): the part that stops; `psi_up`: the part of what they buy that they no longer do, default the same.
    `sides`: `down` lets losses spread to buyers only, `up` to suppliers only. Of links, as in `systemic_risk`, a
    firm is named as there (`"0"`, or its name), and a sector as `sector:1`, counted from 1.

    `NotFound` where the network has no such node, `BadQuestion` where a parameter is not valid.
    """
    if isinstance(network, SupplyMap):
        network = supply_network(network)
    if not isinstance(network, SupplyNetwork):
        plain = plain_network(network, *_with(sectors, essentiality))
        network = as_supply_network(plain, plain.names or range(plain.size))
    question = _question(substitution, sides, weights, eps)
    return assessment.what_if(network, subjects, question, psi=psi, psi_up=psi_up)


def _question(substitution: bool, sides: Sides, weights: ArrayLike | None, eps: float) -> Question:
    given = None if weights is None else np.asarray(weights, np.float64)
    return Question(substitution=substitution, sides=sides, weights=given, eps=eps)


def _with(sectors: Sectors | None, essentiality: ArrayLike | None) -> tuple[Sectors, ArrayLike]:
    if sectors is None or essentiality is None:
        raise BadQuestion("Links need sectors and essentiality.", "Give sectors= and essentiality=.")
    return sectors, essentiality


@dataclass(frozen=True, slots=True)
class Cascade:
    """What is asked of a map when something stops: who, how much of it, and how losses spread."""

    subjects: tuple[str, ...]
    psi: float = 1.0
    psi_up: float | None = None
    substitution: bool = True
    sides: Sides = "both"


class RiskOfMap:
    """Answers about one map, each worked out once and kept: the networks, their rankings, and the last cascades."""

    def __init__(self, supply_map: SupplyMap, cascades: int = 64) -> None:
        self._map = supply_map
        self._cascades = cascades
        self._lock = Lock()
        self._networks: dict[NetworkKind, SupplyNetwork] = {}
        self._rankings: dict[tuple[NetworkKind, bool, Sides], pl.DataFrame] = {}
        self._panels: dict[tuple[NetworkKind, Cascade, int], Plain] = {}

    def network(self, kind: NetworkKind) -> SupplyNetwork:
        """The compiled network."""
        if kind not in self._networks:
            self._networks[kind] = supply_network(self._map, kind)
        return self._networks[kind]

    def ranking_panel(self, kind: NetworkKind, top: int, *, substitution: bool = True, sides: Sides = "both") -> Plain:
        """The `top` nodes with names and both sides, their findings, and what is unknown or assumed."""
        with self._lock:
            network, key = self.network(kind), (kind, substitution, sides)
            if key not in self._rankings:
                question = Question(substitution=substitution, sides=sides)
                self._rankings[key] = assessment.systemic_risk(network, question)
            return _ranking_panel(network, self._rankings[key], Labels.of(self._map), top)

    def what_if_panel(self, kind: NetworkKind, cascade: Cascade, top: int) -> Plain:
        """See `what_if_panel`; errors as `what_if`."""
        with self._lock:
            key = (kind, cascade, top)
            if key not in self._panels:
                question = Question(substitution=cascade.substitution, sides=cascade.sides)
                answer = assessment.what_if(
                    self.network(kind), cascade.subjects, question, psi=cascade.psi, psi_up=cascade.psi_up
                )
                if len(self._panels) >= self._cascades:
                    self._panels.pop(next(iter(self._panels)))
                self._panels[key] = what_if_panel(answer, self._map, top)
            return self._panels[key]


def _ranking_panel(network: SupplyNetwork, found: pl.DataFrame, labels: Labels, top: int) -> Plain:
    rows = ranking(found, top).filter(pl.col("value").is_not_null())
    wide = rows.pivot(on="indicator", index="subject", values="value", on_columns=["esri", "esri_down", "esri_up"])
    known = network.nodes.select(
        pl.col("node").alias("subject"),
        "provider",
        "product",
        "country",
        "organization",
        "share",
        "basis",
        "period",
        "claims",
    )
    nodes = wide.join(known, on="subject", how="left", maintain_order="left").rename({"subject": "node"})
    return {
        "network": network.kind,
        "nodes": network.size,
        "links": len(network.value),
        "ranked": [{**row, **_names(labels, row)} for row in nodes.iter_rows(named=True)],
        "rows": rows.to_dicts(),
        "notes": [{**row, **_named(labels, row["subject"])} for row in network.notes.iter_rows(named=True)],
    }


def ranking(found: pl.DataFrame, top: int | None) -> pl.DataFrame:
    """The findings on the first `top` nodes, and all on what is unknown."""
    if top is None:
        return found
    ranked = found.filter(pl.col("value").is_not_null())
    first = ranked["subject"].unique(maintain_order=True).head(top)
    return pl.concat([ranked.filter(pl.col("subject").is_in(first.implode())), found.filter(pl.col("value").is_null())])


def what_if_panel(answer: WhatIf, supply_map: SupplyMap | None = None, top: int = 200) -> Plain:
    """The answer as plain values: `top` nodes hit hardest, and per step what they had lost by then.

    With the map, nodes carry the names of their provider and product.
    """
    labels = Labels.of(supply_map) if supply_map is not None else None
    hit = answer.hit.head(top)
    shown = answer.changes.filter(pl.col("node").is_in(hit["node"].implode()))
    grown = {"nodes": shown, "products": answer.product_steps, "countries": answer.country_steps}
    by_step = {name: rows.partition_by("step", as_dict=True, include_key=False) for name, rows in grown.items()}
    steps = [
        {**row, **{name: _rows(parts.get((row["step"],))) for name, parts in by_step.items()}}
        for row in answer.steps.iter_rows(named=True)
    ]
    return {
        "subjects": [{"id": each, **_named(labels, each)} for each in answer.subjects],
        "psi": answer.psi,
        "psi_up": answer.psi_up,
        "stopped": list(answer.stopped),
        "esri": answer.esri,
        "esri_down": answer.esri_down,
        "esri_up": answer.esri_up,
        "rounds": answer.rounds,
        "method": answer.method,
        "hit_in_all": answer.hit.height,
        "hit": [{**row, **_names(labels, row)} for row in hit.iter_rows(named=True)],
        "steps": steps,
        "products": [{**row, **_named(labels, row["product"])} for row in answer.products.iter_rows(named=True)],
        "unknown": list(answer.unknown),
    }


def _rows(frame: pl.DataFrame | None) -> list[Plain]:
    return [] if frame is None else frame.to_dicts()


def _names(labels: Labels | None, row: Plain) -> Plain:
    """The names of a node's provider and product."""
    parts = {end: _named(labels, row[end]) for end in ("provider", "product")}
    return {f"{end}_{what}": value for end, named in parts.items() for what, value in named.items()}


def _named(labels: Labels | None, identity: str) -> Plain:
    """Name, and names by language; of a node of cells both parts' names, as its id has both ids."""
    if labels is None:
        return {"name": identity, "names": {}}
    return {"name": " > ".join(labels.name(part) for part in identity.split(" > ")), "names": labels.names(identity)}
