"""What is drawn as arcs on the world map: recorded flows of a product, and where its inputs come from.

Flows are never added up over measures: shown are those of one period, one currency (or unit) and one kind of party at
either end, and how many others there are is said. An arc of a need is no delivery: it joins the main suppliers of an
input with the main places where the product is made, as the two markets say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from headwater.workflows.panels.atlas import Atlas, Plain, rows_of
from headwater.workflows.panels.markets import Market

MOST_SUPPLIERS = 3
"""Of an input: its largest suppliers by share; where no share is known, those named."""
LEAST_SUPPLIED = 0.1
"""A further supplier is drawn from this share on; the largest always is."""
LEAST_MADE = 0.25
"""A further place where the product is made is drawn from this share on; the largest always is."""

_MEASURE = ("period", "currency", "price_year", "valuation", "unit", "between")
_YEAR = r"^\d{4}$"


@dataclass(frozen=True)
class ArcPanels:
    """Arcs of one map."""

    atlas: Atlas

    def arcs(self, product: str, limit: int) -> Plain:
        """Flows of the product, the `limit` largest, and its needs; `NotFound` where the map has no such product."""
        self.atlas.entity("products", product)
        makers = self._main(product, LEAST_MADE)
        return {
            "product": self.atlas.named(product),
            "flows": self._flows(product, limit),
            "makers": [self._end(bar["provider"]) for _, bar in makers],
            "needs": list(self._needs(product, [bar["provider"] for _, bar in makers])),
        }

    def _needs(self, product: str, makers: list[str]) -> Iterator[Plain]:
        """One row per input, main supplier and main place of making."""
        needed = self.atlas.supply_map["requirements"].filter(pl.col("product") == product).sort("input")
        for requirement in rows_of(needed):
            for market, bar in self._main(requirement["input"], LEAST_SUPPLIED):
                for maker in makers:
                    yield {
                        "input": self.atlas.named(requirement["input"]),
                        "kind": requirement["kind"],
                        "supplier": self._end(bar["provider"]),
                        "maker": self._end(maker),
                        **{key: bar[key] for key in ("share", "low", "high", "state", "weak")},
                        **{key: getattr(market, key) for key in ("basis", "period", "derived")},
                        "claims": sorted({*requirement["claims"], *bar["claims"]}),
                    }

    def _main(self, product: str, least: float) -> list[tuple[Market, Plain]]:
        """The main countries of the product's first current market by country, the largest first."""
        markets = self.atlas.markets.get(product, [])
        market = next((each for each in markets if each.provider_kind == "country" and each.current), None)
        if market is None:
            return []
        countries = [bar for bar in market.bars if bar["provider"].startswith("country:")]
        known = [bar for bar in countries if bar["share"]]
        main = [bar for index, bar in enumerate(known) if index == 0 or bar["share"] >= least]
        named = [bar for bar in countries if bar["state"] == "unknown"]
        return [(market, bar) for bar in (main or named)[:MOST_SUPPLIERS]]

    def _flows(self, product: str, limit: int) -> Plain:
        found = self.atlas.supply_map["flows"].filter(pl.col("product").is_in([product, *self._codes_of(product)]))
        pairs = _in_one_measure(found.filter(_amount().is_not_null()))
        if pairs is None:
            return {"measure": None, "rows": [], "total": 0, "whole": None, "others": found.height}
        measure, rows = pairs
        return {
            "measure": measure,
            "rows": [self._flow(row) for row in rows_of(rows.head(limit))],
            "total": rows.height,
            "whole": rows["amount"].sum(),
            "others": found.height - int(rows["statements"].sum()),
        }

    def _flow(self, row: Plain) -> Plain:
        ends = {end: self._end(row[end]) for end in ("supplier", "buyer")}
        return {**ends, **{key: row[key] for key in ("amount", "low", "high", "claims")}}

    def _end(self, identity: str) -> Plain:
        """Who it is, and the country it stands in; null for what has no land, such as the world."""
        kind = identity.partition(":")[0]
        place: str | None = identity if kind == "country" else None
        if kind == "org":
            place = self._homes.get(identity)
        elif kind == "facility":
            place = self._sites.get(identity)
        return {**self.atlas.named(identity), "country": place}

    def _codes_of(self, product: str) -> list[str]:
        """Customs codes that only this product carries: flows under them are flows of it."""
        row = self.atlas.entity("products", product)
        codes = [f"hs:{row['hs_edition']}.{code}" for code in row["hs_codes"] or ()]
        return [code for code in codes if self._carriers.get(code) == 1]

    @cached_property
    def _carriers(self) -> dict[str, int]:
        """How many products carry a customs code."""
        products = self.atlas.supply_map["products"].select("hs_edition", "hs_codes").explode("hs_codes").drop_nulls()
        codes = products.select(pl.concat_str(pl.lit("hs:"), "hs_edition", pl.lit("."), "hs_codes").alias("code"))
        return dict(codes.group_by("code").len().iter_rows())

    @cached_property
    def _homes(self) -> dict[str, str | None]:
        return dict(self.atlas.supply_map["organizations"].select("id", "home_country").iter_rows())

    @cached_property
    def _sites(self) -> dict[str, str | None]:
        return dict(self.atlas.supply_map["facilities"].select("id", "country").iter_rows())


def _amount() -> pl.Expr:
    """The value; the quantity where nobody gives a value."""
    return pl.coalesce("value", "quantity")


def _kind(end: str) -> pl.Expr:
    return pl.col(end).str.extract(r"^([a-z]+):")


def _in_one_measure(flows: pl.DataFrame) -> tuple[Plain, pl.DataFrame] | None:
    """The measure shown and its flows by pair, the largest first; None where there are none.

    Years go before months, then the latest period, then the measure most flows are stated in; flows between countries,
    between firms and into the world as a whole are measures of their own. A pair that several
    sources or reporters state has the amount of the one that states most flows, and the range of all.
    """
    if flows.is_empty():
        return None
    by_value = pl.col("value").is_not_null()
    measured = flows.with_columns(
        _amount().alias("amount"),
        pl.when(~by_value).then("unit").alias("unit"),
        *(pl.when(by_value).then(name).alias(name) for name in ("currency", "price_year", "valuation")),
        pl.concat_str(_kind("supplier"), pl.lit(">"), _kind("buyer")).alias("between"),
    )
    counted = measured.group_by(*_MEASURE).len().with_columns(pl.col("period").str.contains(_YEAR).alias("_year"))
    first = counted.sort(
        "_year", "period", "len", *_MEASURE[1:], descending=[True, True, True, *(False for _ in _MEASURE[1:])],
        nulls_last=True,
    ).head(1)  # fmt: skip
    measure = rows_of(first.select(*_MEASURE[:-1]))[0]
    same = measured.join(first.select(*_MEASURE), on=list(_MEASURE), how="semi", nulls_equal=True)
    ranked = same.with_columns(pl.len().over("source", "reporter").alias("_said")).sort(
        "_said", "source", "reporter", "amount", descending=[True, False, False, False], nulls_last=True
    )
    pairs = ranked.group_by("supplier", "buyer", maintain_order=True).agg(
        pl.col("amount").first(),
        pl.col("amount").min().alias("low"),
        pl.col("amount").max().alias("high"),
        pl.col("claims").explode().unique().sort(),
        pl.len().alias("statements"),
    )
    return measure, pairs.sort("amount", "supplier", "buyer", descending=[True, False, False])
