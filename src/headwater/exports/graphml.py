"""GraphML: products, providers and facilities as a directed graph with typed attributes.

Edges point the way supply goes: input -> product (requirement), provider -> product (provision), organization ->
facility (operates). Several provisions of one provider (other bases, other periods) are several edges. A missing
value is a missing attribute, never 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx

from headwater.exports.placing import write_file
from headwater.supply_map import SupplyMap

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class GraphmlWriter:
    """One `.graphml` file, for Gephi, Cytoscape, yEd or networkx."""

    name = "graphml"
    title = "network of products, providers and facilities (GraphML)"
    suffix = ".graphml"
    media_type = "application/graphml+xml"

    def write(self, supply_map: SupplyMap, target: Path, *, force: bool = False) -> list[Path]:
        """See `Writer.write`."""
        graph = as_graph(supply_map)
        return write_file(target, lambda path: nx.write_graphml_xml(graph, path, named_key_ids=True), force=force)


def as_graph(supply_map: SupplyMap) -> nx.MultiDiGraph[str]:
    """The map as a directed multigraph; node ids are identities, `node_kind` says what each is."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, attributes in _nodes(supply_map):
        graph.add_node(node, **attributes)
    for start, end, attributes in _edges(supply_map):
        for node in (start, end):
            if node not in graph:  # a mention nothing describes is still a node, and says so
                graph.add_node(node, node_kind="unresolved", name=_clean(node))
        graph.add_edge(start, end, **attributes)
    return graph


def _nodes(supply_map: SupplyMap) -> Iterator[tuple[str, dict[str, Any]]]:
    for row in supply_map["products"].iter_rows(named=True):
        yield row["id"], _typed({"node_kind": "product", **_some(row, "name", "kind", "technology", "confidence")})
    columns = ("name", "kind", "operator", "country", "latitude", "longitude", "status", "confidence")
    for row in supply_map["facilities"].iter_rows(named=True):
        yield row["id"], _typed({"node_kind": "facility", **_some(row, *columns)})
    for row in supply_map["organizations"].iter_rows(named=True):
        attributes = _some(row, "name", "kind", "home_country", "confidence")
        yield row["id"], _typed({"node_kind": "organization", **attributes})
    names = dict(supply_map["countries"].select("id", "name").iter_rows())
    for provider in supply_map["provisions"]["provider"].unique().sort():
        kind, _, rest = provider.partition(":")
        if kind not in ("org", "facility"):  # country, area, remainder or world
            yield provider, _typed({"node_kind": kind, "name": names.get(provider) or rest})


def _edges(supply_map: SupplyMap) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for row in supply_map["requirements"].iter_rows(named=True):
        attributes = _some(row, "kind", "coefficient", "coefficient_unit", "conflict", "confidence")
        yield row["input"], row["product"], _edge("requirement", row, attributes)
    columns = ("basis", "period", "share", "low", "high", "state", "quantity", "unit", "source", "conflict", "rule")
    for row in supply_map["provisions"].iter_rows(named=True):
        yield row["provider"], row["product"], _edge("provision", row, _some(row, *columns, "confidence"))
    for row in supply_map["facilities"].iter_rows(named=True):
        if row["operator"]:
            yield row["operator"], row["id"], _edge("operates", row, {})


def _edge(kind: str, row: dict[str, Any], attributes: dict[str, Any]) -> dict[str, Any]:
    return _typed({"edge_kind": kind, **attributes, "claims": ";".join(row["claims"] or ())})


def _some(row: dict[str, Any], *columns: str) -> dict[str, Any]:
    return {column: row[column] for column in columns}


def _typed(attributes: dict[str, Any]) -> dict[str, Any]:
    """Attributes that are there, texts without the characters XML forbids."""
    kept = {name: value for name, value in attributes.items() if value is not None}
    return {name: _clean(value) if isinstance(value, str) else value for name, value in kept.items()}


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)
