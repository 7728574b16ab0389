"""What is shown of products: one line each, a panel, and the layer on the world map."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from headwater.errors import NotFound
from headwater.workflows.panels.atlas import Atlas, Plain, rows_of
from headwater.workflows.panels.labels import by_language
from headwater.workflows.panels.markets import WEAK, Market
from headwater.workflows.panels.rows import entity_facts, sites, statements


@dataclass(frozen=True)
class ProductPanels:
    """Products of one map."""

    atlas: Atlas

    @cached_property
    def lines(self) -> dict[str, Plain]:
        """One line per product, most concentrated first; figures are those of its first market."""
        lines = [self._line(row) for row in self.atlas.entities("products")]
        ordered = sorted(lines, key=lambda line: (line["hhi"] is None, -(line["hhi"] or 0.0), line["id"]))
        return {line["id"]: line for line in ordered}

    def panel(self, product: str) -> Plain:
        """The panel of one product; `NotFound` where the map has none of that identifier."""
        atlas = self.atlas
        row = atlas.entity("products", product)
        markets = atlas.markets.get(product, [])
        return {
            "product": {
                **entity_facts(row),
                "technology": row["technology"],
                "variant_of": [atlas.named(wider) for wider in row["variant_of"]],
                "variants": [atlas.named(narrower) for narrower in self._variants.get(product, [])],
                "hs_codes": row["hs_codes"],
                "hs_edition": row["hs_edition"],
                "description": row["description"],
            },
            "markets": [market.plain() for market in markets],
            "default_market": 0 if markets else None,
            "needs": self._related("product", product, "input"),
            "needed_by": self._related("input", product, "product"),
            "facilities": sites(atlas, "products", product),
            "findings": atlas.findings_about(product),
            "measures": statements(atlas, "measures", product, "products"),
            "commitments": statements(atlas, "commitments", product, "products"),
            "conflicts": self._conflicts(product),
        }

    def map_layer(
        self, product: str, provider_kind: str | None = None, basis: str | None = None, period: str | None = None
    ) -> Plain:
        """Shares by country of one market and the sites; the market to show first where none is asked for.

        `provider_kind` is `country` for what sources state, `headquarters` for companies added up by home country.
        """
        self.atlas.entity("products", product)
        asked = {"counted_by": provider_kind, "basis": basis, "period": period}
        market = self._market_of_countries(product, {key: value for key, value in asked.items() if value is not None})
        bars = market.bars if market else []
        places = [bar for bar in bars if bar["provider"].startswith(("country:", "area:"))]
        return {
            "product": self.atlas.named(product),
            "market": market.heading() if market else None,
            "countries": places,
            "others": [bar for bar in bars if bar not in places],
            "facilities": sites(self.atlas, "products", product),
        }

    def _market_of_countries(self, product: str, asked: Plain) -> Market | None:
        markets = [market for market in self.atlas.markets.get(product, []) if market.provider_kind == "country"]
        fitting = [market for market in markets if all(getattr(market, key) == value for key, value in asked.items())]
        if asked and not fitting:
            said = ", ".join(f"{market.counted_by} · {market.basis} · {market.period}" for market in markets) or "none"
            raise NotFound(f"{product} has no such market by country.", f"Markets by country: {said}.")
        return fitting[0] if fitting else None

    def _line(self, row: Plain) -> Plain:
        market = next(iter(self.atlas.markets.get(row["id"], [])), None)
        hhi = market.hhi if market else None
        named = [bar for bar in market.bars if bar["state"] == "measured"] if market else []
        told = ("counted_by", "provider_kind", "basis", "period", "derived")
        return {
            **{key: row[key] for key in ("id", "name", "kind", "technology", "hs_codes", "hs_edition")},
            "names": by_language(row["names"]),
            "providers": len(named),
            "market": {key: getattr(market, key) for key in told} if market else None,
            **{key: hhi[field] if hhi else None for key, field in (("hhi", "value"), ("low", "low"), ("high", "high"))},
            "verdict": hhi["verdict"] if hhi else "unknown",
            "top": [{key: bar[key] for key in ("provider", "name", "names", "share")} for bar in named[:3]],
            "weak": any(bar["weak"] for bar in named),
        }

    @cached_property
    def _variants(self) -> dict[str, list[str]]:
        pairs = self.atlas.supply_map["products"].select("id", "variant_of").explode("variant_of").drop_nulls()
        found: dict[str, list[str]] = {}
        for narrower, wider in pairs.iter_rows():
            found.setdefault(wider, []).append(narrower)
        return found

    def _related(self, column: str, product: str, other: str) -> list[Plain]:
        """Products that this one needs, or that need it, each with its own concentration."""
        rows = self.atlas.supply_map["requirements"].filter(pl.col(column) == product).sort(other)
        return [
            {
                **self.atlas.named(row[other]),
                "kind": row["kind"],
                "conflict": row["conflict"],
                "weak": row["confidence"] == WEAK,
                "claims": row["claims"],
                **{key: self.lines[row[other]][key] for key in ("hhi", "verdict")},
            }
            for row in rows_of(rows)
        ]

    def _conflicts(self, product: str) -> list[Plain]:
        subject = pl.col("subject")
        about = (subject == product) | subject.str.contains(f" > {product} ", literal=True)
        return rows_of(self.atlas.supply_map["conflicts"].filter(about))
