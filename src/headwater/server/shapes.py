"""From the panels of the workflows to the shapes HTTP promises: names of fields only, never another figure."""

from __future__ import annotations

from typing import Any

Plain = dict[str, Any]

_NO_INDEX: Plain = {
    "value": None, "low": None, "high": None, "verdict": None, "as_of": None, "method": None, "claims": [],
}  # fmt: skip
_INDEX = tuple(_NO_INDEX)
_MARKET = (
    "counted_by", "provider_kind", "derived", "basis", "period", "periods", "current", "total", "remainder",
    "unknown_providers", "sources",
)  # fmt: skip


def product_row(line: Plain) -> Plain:
    """A line of the product list."""
    market = line["market"]
    return {**line, "market": market and {key: market[key] for key in ("basis", "period", "provider_kind", "derived")}}


def product_panel(panel: Plain) -> Plain:
    """The panel of one product."""
    product = {key: value for key, value in panel["product"].items() if key not in ("members", "weak")}
    return {
        "product": product,
        "markets": [market(each, each["rows"]) for each in panel["markets"]],
        "default_market": panel["default_market"],
        "needs": [related(each) for each in panel["needs"]],
        "needed_by": [related(each) for each in panel["needed_by"]],
        "facilities": panel["facilities"],
        "findings": panel["findings"],
        "measures": panel["measures"],
        "commitments": panel["commitments"],
        "conflicts": panel["conflicts"],
    }


def market(found: Plain, rows: list[Plain]) -> Plain:
    """A market with its bars; where no index was worked out for its period, every part of the index is null."""
    index = found["hhi"]
    return {
        **{key: found[key] for key in _MARKET},
        "hhi": _NO_INDEX if index is None else {key: index[key] for key in _INDEX},
        "rows": rows,
    }


def related(need: Plain) -> Plain:
    """An input of the product, or a product it is an input of."""
    return {"product": need["id"], **{key: value for key, value in need.items() if key != "id"}}


def map_layer(layer: Plain) -> Plain:
    """One market, and its rows that have a place on a map."""
    found = layer["market"]
    countries, others = layer["countries"], layer["others"]
    keys = ("name", "names", "share", "low", "high", "state", "claims")
    return {
        "product": layer["product"],
        "market": found and market(found, [*countries, *others]),
        "countries": [{"id": row["provider"], **{key: row[key] for key in keys}} for row in countries],
        "facilities": layer["facilities"],
    }


def entity_panel(panel: Plain) -> Plain:
    """The panel of a country, an organization or a facility."""
    provides = [
        {**row, "product": row["product"]["id"], "name": row["product"]["name"], "names": row["product"]["names"]}
        for row in panel["provides"]
    ]
    return {"organizations": [], **panel, "provides": provides}
