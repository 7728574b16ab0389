"""What is shown of the whole chain: products as nodes, requirements and variants as links, and who supplies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from headwater.errors import NotFound
from headwater.workflows.panels.atlas import Atlas, Plain, rows_of
from headwater.workflows.panels.markets import WEAK, Market
from headwater.workflows.panels.products import ProductPanels

MOST_TOP_PROVIDERS = 5
_TOP = ("provider", "name", "names", "share")
_NODE = ("id", "name", "names", "technology", "hhi", "verdict", "weak")
_SHARE = ("share", "low", "high", "state", "weak", "claims")


@dataclass(frozen=True)
class ChainPanels:
    """The chain of one map, whole or about one product."""

    atlas: Atlas
    products: ProductPanels

    def chain(self, product: str | None = None) -> Plain:
        """What leads to the product and what follows from it; everything where none is named.

        A variant leads to the product it is a variant of. `NotFound` where the map has no such product.
        """
        shown = set(self.products.lines)
        if product is not None:
            self.atlas.entity("products", product)
            shown = {product} | _reach(self._inputs, product) | _reach(self._outputs, product)
        return {
            "product": product,
            "nodes": [self._node(identity) for identity in sorted(shown)],
            "edges": [edge for edge in self._edges if edge["product"] in shown and edge["input"] in shown],
            "variants": [link for link in self._variants if link["product"] in shown and link["variant"] in shown],
            "providers": self._providers(shown),
        }

    def supplied_by(self, provider: str) -> Plain:
        """The share a country or organization has in each product that names it, largest first.

        The market is the first current one of the product that names the provider, else the first of all: firms
        added up by home country only where nothing else names the country. `NotFound` where no product names it.
        """
        rows = [found for product in self.products.lines if (found := self._share_in(product, provider)) is not None]
        if not rows:
            raise NotFound(
                f"No product on this map names {provider} as a supplier.",
                "Countries read country:KOR (ISO 3166 alpha-3); GET /api/chain lists who supplies something.",
            )
        rows.sort(key=lambda row: (row["share"] is None, -(row["share"] or 0.0), row["product"]))
        return {"provider": self.atlas.named(provider), "rows": rows}

    def _node(self, identity: str) -> Plain:
        line = self.products.lines[identity]
        return {**{key: line[key] for key in _NODE}, "top": self._top(identity)}

    def _top(self, product: str) -> list[Plain]:
        """The largest providers of the market shown first; unknown shares only while there is room for them."""
        market = next(iter(self.atlas.markets.get(product, [])), None)
        named = [bar for bar in market.bars if bar["state"] in ("measured", "unknown")] if market else []
        return [{key: bar[key] for key in _TOP} for bar in named[:MOST_TOP_PROVIDERS]]

    def _share_in(self, product: str, provider: str) -> Plain | None:
        markets = self.atlas.markets.get(product, [])
        for market in sorted(markets, key=lambda each: not each.current):
            bar = _bar_of(market, provider)
            if bar is not None:
                told = {"basis": market.basis, "period": market.period, "derived": market.derived}
                return {"product": product, **told, **{key: bar[key] for key in _SHARE}}
        return None

    def _providers(self, shown: set[str]) -> list[Plain]:
        """Everyone with more than nothing in these products: countries first, then those in most products."""
        found: dict[str, set[str]] = {}
        for product in shown:
            for market in self.atlas.markets.get(product, []):
                for bar in market.bars:
                    if bar["state"] in ("measured", "unknown") and bar["provider"].startswith(("country:", "org:")):
                        found.setdefault(bar["provider"], set()).add(product)
        ordered = sorted(found, key=lambda each: (not each.startswith("country:"), -len(found[each]), each))
        return [{**self.atlas.named(provider), "products": len(found[provider])} for provider in ordered]

    @cached_property
    def _edges(self) -> list[Plain]:
        rows = self.atlas.supply_map["requirements"].sort("product", "input")
        return [
            {
                **{key: row[key] for key in ("product", "input", "kind", "conflict", "claims")},
                "weak": row["confidence"] == WEAK,
            }
            for row in rows_of(rows)
        ]

    @cached_property
    def _variants(self) -> list[Plain]:
        pairs = self.atlas.supply_map["products"].select("id", "variant_of").explode("variant_of").drop_nulls()
        known = pairs.filter(pl.col("variant_of").is_in(list(self.products.lines)))
        return [
            {"product": wider, "variant": narrower} for narrower, wider in known.sort("variant_of", "id").iter_rows()
        ]

    @cached_property
    def _links(self) -> list[tuple[str, str]]:
        """What leads to what: (from, to)."""
        needed = [(edge["input"], edge["product"]) for edge in self._edges]
        return needed + [(link["variant"], link["product"]) for link in self._variants]

    @cached_property
    def _inputs(self) -> Mapping[str, list[str]]:
        return _neighbours((to, from_) for from_, to in self._links)

    @cached_property
    def _outputs(self) -> Mapping[str, list[str]]:
        return _neighbours(self._links)


def _neighbours(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, other in pairs:
        found.setdefault(one, []).append(other)
    return found


def _reach(neighbours: Mapping[str, list[str]], start: str) -> set[str]:
    """Everything reached from `start` in any number of steps; a circle ends where it began."""
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        for next_ in neighbours.get(waiting.pop(), ()):
            if next_ not in reached:
                reached.add(next_)
                waiting.append(next_)
    return reached


def _bar_of(market: Market, provider: str) -> Plain | None:
    return next((bar for bar in market.bars if bar["provider"] == provider), None)
