"""Systemic risk as every face asks it: of a map, of a compiled network, or of plain links without a store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any, cast

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from headwater.assessments import systemic_risk as assessment
from headwater.assessments.risk_of_links import risk_table
from headwater.assessments.systemic_risk import WhatIf
from headwater.errors import BadQuestion
from headwater.kernels.systemic_risk import Question, risk_network, risk_of_each
from headwater.supply_map import SupplyMap
from headwater.supply_map.cell_network import cell_network
from headwater.supply_map.firm_network import firm_network
from headwater.supply_map.markets import ProviderKind
from headwater.supply_map.network import NETWORK_KINDS, NetworkKind, SupplyNetwork
from headwater.workflows.panels.labels import Labels
from headwater.workflows.plain_network import PlainNetwork

Plain = dict[str, Any]

__all__ = ["RiskOfMap", "WhatIf", "ranking", "supply_network", "systemic_risk", "what_if", "what_if_panel"]


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


def systemic_risk(
    network: SupplyMap | SupplyNetwork | pl.DataFrame | tuple[ArrayLike, ArrayLike, ArrayLike],
    *,
    sectors: Mapping[object, int] | ArrayLike | None = None,
    essentiality: ArrayLike | None = None,
    substitution: bool = True,
    weights: ArrayLike | None = None,
    eps: float = 1e-2,
    threads: int | None = None,
) -> pl.DataFrame:
    """Stop each node alone and add up what is lost (ESRI, Diem et al. 2022).

    Of a map or a compiled network: findings, worst first. Of links (a frame with columns supplier, buyer and w or
    value, or three arrays): one row per firm with firm, esri, esri_down, esri_up, rounds. Links then need
    `essentiality` (supplying x buying sector: 2, 1, 0) and `sectors`, counted from 0: one per firm where firms are
    numbers from 0, or a mapping from firm to sector. `weights`: what a firm counts, default its sales.

    Raises `BadInput` where the network does not hold together, `BadQuestion` where a parameter is not valid.
    """
    given = None if weights is None else np.asarray(weights, np.float64)
    question = Question(substitution=substitution, weights=given, eps=eps)
    if isinstance(network, SupplyMap):
        network = supply_network(network)
    if isinstance(network, SupplyNetwork):
        return assessment.systemic_risk(network, question, threads=threads)
    plain, labels = _plain(network, sectors, essentiality)
    laid_out = risk_network(*plain.arrays)
    rows = risk_table(risk_of_each(laid_out, question, threads=threads))
    return rows.with_columns(pl.Series("firm", labels) if labels is not None else pl.col("firm") - 1)


def what_if(
    network: SupplyMap | SupplyNetwork,
    subject: str,
    *,
    substitution: bool = True,
    weights: ArrayLike | None = None,
    eps: float = 1e-2,
) -> WhatIf:
    """Stop `subject` (a node, provider, country, operator or product): who is hit, by how much, at which tier.

    `NotFound` where the network has no such node.
    """
    given = None if weights is None else np.asarray(weights, np.float64)
    compiled = supply_network(network) if isinstance(network, SupplyMap) else network
    return assessment.what_if(compiled, subject, Question(substitution=substitution, weights=given, eps=eps))


class RiskOfMap:
    """Answers about one map, each worked out once and kept: the networks, their rankings, and the last cascades."""

    def __init__(self, supply_map: SupplyMap, cascades: int = 64) -> None:
        self._map = supply_map
        self._cascades = cascades
        self._lock = Lock()
        self._networks: dict[NetworkKind, SupplyNetwork] = {}
        self._rankings: dict[NetworkKind, pl.DataFrame] = {}
        self._panels: dict[tuple[NetworkKind, str, int], Plain] = {}

    def network(self, kind: NetworkKind) -> SupplyNetwork:
        """The compiled network."""
        if kind not in self._networks:
            self._networks[kind] = supply_network(self._map, kind)
        return self._networks[kind]

    def ranking_panel(self, kind: NetworkKind, top: int) -> Plain:
        """The `top` nodes with names and both sides, their findings, and what is unknown or assumed."""
        with self._lock:
            network = self.network(kind)
            if kind not in self._rankings:
                self._rankings[kind] = assessment.systemic_risk(network)
            return _ranking_panel(network, self._rankings[kind], Labels.of(self._map), top)

    def what_if_panel(self, kind: NetworkKind, subject: str, top: int) -> Plain:
        """See `what_if_panel`; `NotFound` where the network has no such node."""
        with self._lock:
            key = (kind, subject, top)
            if key not in self._panels:
                if len(self._panels) >= self._cascades:
                    self._panels.pop(next(iter(self._panels)))
                self._panels[key] = what_if_panel(assessment.what_if(self.network(kind), subject), self._map, top)
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
        "notes": network.notes.to_dicts(),
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
    by_step = shown.partition_by("step", as_dict=True, include_key=False)
    steps = [{**row, "nodes": _rows(by_step.get((row["step"],)))} for row in answer.steps.iter_rows(named=True)]
    return {
        "subject": answer.subject,
        "stopped": list(answer.stopped),
        "esri": answer.esri,
        "esri_down": answer.esri_down,
        "esri_up": answer.esri_up,
        "rounds": answer.rounds,
        "method": answer.method,
        "hit_in_all": answer.hit.height,
        "hit": [{**row, **_names(labels, row)} for row in hit.iter_rows(named=True)],
        "steps": steps,
        "products": [{**row, "name": _name(labels, row["product"])} for row in answer.products.iter_rows(named=True)],
        "unknown": list(answer.unknown),
    }


def _rows(frame: pl.DataFrame | None) -> list[Plain]:
    return [] if frame is None else frame.to_dicts()


def _names(labels: Labels | None, row: Plain) -> Plain:
    return {"provider_name": _name(labels, row["provider"]), "product_name": _name(labels, row["product"])}


def _name(labels: Labels | None, identity: str) -> str:
    return identity if labels is None else labels.name(identity)


def _plain(
    links: pl.DataFrame | tuple[ArrayLike, ArrayLike, ArrayLike],
    sectors: Mapping[object, int] | ArrayLike | None,
    essentiality: ArrayLike | None,
) -> tuple[PlainNetwork, list[object] | None]:
    """The links as arrays, and what the firms are called where they are not numbers."""
    if sectors is None or essentiality is None:
        raise BadQuestion("Links need sectors and essentiality.", "Give sectors= and essentiality=.")
    supplier, buyer, value = _columns(links)
    ranks = np.asarray(essentiality)
    if not isinstance(sectors, Mapping):
        return PlainNetwork(supplier, buyer, value, np.asarray(sectors), ranks), None
    number = {firm: place for place, firm in enumerate(sectors)}
    strangers = sorted({str(firm) for end in (supplier, buyer) for firm in end.tolist() if firm not in number})
    if strangers:
        raise BadQuestion(
            f"{len(strangers)} firms have no sector: {', '.join(strangers[:5])}.",
            "Give every firm of the links a sector.",
        )
    ends = [np.array([number[firm] for firm in end.tolist()], np.int64) for end in (supplier, buyer)]
    return PlainNetwork(ends[0], ends[1], value, np.array(list(sectors.values())), ranks), list(number)


def _columns(
    links: pl.DataFrame | tuple[ArrayLike, ArrayLike, ArrayLike],
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    if isinstance(links, pl.DataFrame):
        value = next((name for name in ("w", "value") if name in links.columns), None)
        missing = [name for name in ("supplier", "buyer") if name not in links.columns]
        if value is None or missing:
            said = ", ".join([*missing, *([] if value else ["w or value"])])
            raise BadQuestion(f"Columns are missing: {said}.", f"The frame has: {', '.join(links.columns)}.")
        return tuple(links[name].to_numpy() for name in ("supplier", "buyer", value))  # type: ignore[return-value]
    supplier, buyer, values = cast("Sequence[ArrayLike]", links)
    return np.asarray(supplier), np.asarray(buyer), np.asarray(values, np.float64)
