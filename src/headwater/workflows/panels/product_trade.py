"""What is shown of trade in one product of the map: its HS codes and why, and who exports them, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

import polars as pl

from headwater.assessments.dependency import DependencyThresholds
from headwater.errors import BadQuestion, NotFound
from headwater.resolution.flows import RecordedFlows
from headwater.standard.hs_products import links_of
from headwater.workflows.panels.atlas import Atlas, Plain
from headwater.workflows.panels.kept import Kept
from headwater.workflows.trade_of_product import TradeOfProduct, nothing_linked, trade_of_product

Span = tuple[int, int]


@dataclass(frozen=True)
class ProductTrade:
    """Trade in the products of one map; `flows` and `years` (those with flows, earliest first) are of the same view."""

    flows: RecordedFlows
    years: Sequence[str]
    atlas: Atlas

    def panel(
        self, product: str, span: Span | None, limits: DependencyThresholds, world: Sequence[str], page: tuple[int, int]
    ) -> Plain:
        """Links, codes, a line for each year, and a page (offset, limit) of the exporters of the years asked for.

        `world`: years in which enough is known of the whole world. `NotFound` where the map has no such product.
        """
        found = self._found(product, limits)
        rows = self._of(found, span)
        return {
            "product": self.atlas.named(product),
            "links": [asdict(link) for link in found.links],
            "codes": [{"product": code.product, **asdict(code)} for code in found.codes],
            "whole": found.whole,
            "concordance": found.concordance,
            "untranslated": list(found.untranslated),
            "recorded": [int(year) for year in self.years],
            "world": [int(year) for year in world],
            "by_year": self._by_year(found.exporters),
            "years": sorted({int(period) for period in rows["period"]}),
            "rows": [
                {**row, "exporter": self.atlas.named(row["exporter"])}
                for row in rows.slice(*page).iter_rows(named=True)
            ],
            "total": rows.height,
        }

    def exporters(self, product: str, span: Span | None, limits: DependencyThresholds) -> pl.DataFrame:
        """All exporters of the years asked for; columns as in `TradeOfProduct`."""
        return self._of(self._found(product, limits), span)

    def _found(self, product: str, limits: DependencyThresholds) -> TradeOfProduct:
        self.atlas.entity("products", product)
        if not links_of(product) or not self.years:
            return nothing_linked(product)
        return self._kept.get((product, limits), lambda: trade_of_product(self.flows, product, thresholds=limits))

    @cached_property
    def _kept(self) -> Kept[TradeOfProduct]:
        return Kept(100)

    def _of(self, found: TradeOfProduct, span: Span | None) -> pl.DataFrame:
        """The exporters of these years; of the last there are where none are named."""
        rows, period = found.exporters, pl.col("period")
        if span is None:
            return rows.filter(period == period.max())
        if span[0] > span[1]:
            raise BadQuestion("The first year comes after the last.", "Write 2021-2023.")
        missing = sorted({*map(str, span)} - {*self.years})
        if missing:
            raise NotFound(
                f"No flows are recorded for {', '.join(missing)}.", "Ask for other years.", valid=tuple(self.years)
            )
        return rows.filter(period.is_between(pl.lit(str(span[0])), pl.lit(str(span[1]))))

    def _by_year(self, exporters: pl.DataFrame) -> list[Plain]:
        """One line a year: how many export, how much, and the largest of them."""
        selling = exporters.filter(pl.col("high") > 0)
        lines = selling.group_by("period", maintain_order=True).agg(
            pl.len().alias("exporters"),
            pl.col("edition", "currency").first(),
            pl.col("low", "high").sum(),
            pl.col("exporter", "share_low", "share_high", "share_of_codes").first().name.prefix("top_"),
        )
        return [
            {
                **{name: row[name] for name in ("period", "edition", "exporters", "low", "high", "currency")},
                "top": self.atlas.named(row["top_exporter"]),
                **{name: row[f"top_{name}"] for name in ("share_low", "share_high", "share_of_codes")},
            }
            for row in lines.iter_rows(named=True)
        ]
