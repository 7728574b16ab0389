"""The markets of a product as they are shown: bars with their claims, and the HHI of the current period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from headwater.assessments.concentration import concentration, with_a_share
from headwater.supply_map import SupplyMap
from headwater.supply_map.markets import BASIS_ORDER, MARKET, ProviderKind, current, provisions_by
from headwater.workflows.panels.labels import Labels

Plain = dict[str, Any]

WEAK = "low"
"""Rows of this confidence are marked as weak wherever they are shown."""

FIGURE = (
    "share",
    "low",
    "high",
    "state",
    "quantity",
    "unit",
    "qualifier",
    "source",
    "conflict",
    "rule",
    "confidence",
    "claims",
)
"""What is said of every share that is shown."""

_SHOWN_FIRST: tuple[ProviderKind, ...] = ("country", "headquarters", "facility", "organization")


@dataclass(frozen=True, slots=True)
class Market:
    """Who shares in the supply of one product, on one basis, in one period, counted one way.

    `hhi` is the finding on it, None where no share is known. `sources` are those its bars rest on.
    """

    counted_by: ProviderKind
    basis: str
    period: str
    periods: tuple[str, ...]
    hhi: Plain | None
    current: bool
    bars: list[Plain]
    sources: list[Plain]

    @property
    def derived(self) -> bool:
        """Whether Headwater added companies up by home country; no source states it."""
        return self.counted_by == "headquarters"

    @property
    def provider_kind(self) -> str:
        """What the bars stand for."""
        return "country" if self.derived else self.counted_by

    def heading(self) -> Plain:
        """What the market is, without its bars."""
        rest = [bar["share"] for bar in self.bars if bar["state"] == "remainder" and bar["share"] is not None]
        return {
            "counted_by": self.counted_by,
            "provider_kind": self.provider_kind,
            "derived": self.derived,
            "basis": self.basis,
            "period": self.period,
            "periods": list(self.periods),
            "current": self.current,
            "total": sum(bar["share"] or 0.0 for bar in self.bars),
            "remainder": sum(rest) if rest else None,
            "unknown_providers": sum(bar["state"] == "unknown" for bar in self.bars),
            "hhi": self.hhi,
            "sources": self.sources,
        }

    def plain(self) -> Plain:
        """The market with its bars."""
        return {**self.heading(), "rows": self.bars}


def markets_by_product(supply_map: SupplyMap, labels: Labels) -> dict[str, list[Market]]:
    """All markets of each product, every period; the one to show first comes first."""
    found: dict[str, list[Market]] = {}
    cited = {row["id"]: row for row in supply_map["sources"].select("id", "title", "publisher").iter_rows(named=True)}
    for by in _SHOWN_FIRST:
        rows = provisions_by(supply_map, by)
        hhi = _hhi(supply_map, by)
        newest = {(product, basis): period for product, basis, period in _current_periods(rows)}
        # the sum of a country's companies names one source of many
        behind = _sources(provisions_by(supply_map, "organization") if by == "headquarters" else rows)
        bars = _bars(rows, labels)
        for (product, basis), periods in bars.items():
            newest_first = tuple(sorted(periods, reverse=True))
            now = newest.get((product, basis), newest_first[0])
            found.setdefault(product, []).extend(
                Market(
                    by,
                    basis,
                    period,
                    newest_first,
                    hhi.get((product, basis, period)),
                    period == now,
                    periods[period],
                    [
                        cited.get(each, {"id": each, "title": None, "publisher": None})
                        for each in behind[product, basis, period]
                    ],
                )
                for period in newest_first
            )
    return {product: sorted(markets, key=_order) for product, markets in found.items()}


def _current_periods(rows: pl.DataFrame) -> Iterable[tuple[str, str, str]]:
    """Product, basis and current period of every market of which a share is known."""
    return current(with_a_share(rows)).select(*MARKET, "period").unique().iter_rows()


def _sources(rows: pl.DataFrame) -> Mapping[tuple[str, str, str], list[str]]:
    """The sources each market rests on, by product, basis and period."""
    grouped = rows.group_by(*MARKET, "period").agg(pl.col("source").drop_nulls().unique().sort())
    return {(product, basis, period): sources for product, basis, period, sources in grouped.iter_rows()}


def _hhi(supply_map: SupplyMap, by: ProviderKind) -> dict[tuple[str, str, str], Plain]:
    """The HHI finding of every market, by product, basis and period."""
    findings = concentration(supply_map, by, all_periods=True).filter(pl.col("indicator") == "hhi")
    basis = findings["method"].str.extract(r"basis ([a-z]+);")
    return {
        (finding["subject"], str(on), finding["as_of"]): finding
        for finding, on in zip(findings.iter_rows(named=True), basis, strict=True)
    }


def _bars(provisions: pl.DataFrame, labels: Labels) -> dict[tuple[str, str], dict[str, list[Plain]]]:
    """Bars by product and basis, and by period: largest share first, then unknown ones, the remainder last."""
    ordered = provisions.sort(
        "product", "basis", "period", pl.col("state") == "remainder", "share", "provider",
        descending=[False, False, False, False, True, False], nulls_last=True,
    )  # fmt: skip
    found: dict[tuple[str, str], dict[str, list[Plain]]] = {}
    for row in ordered.iter_rows(named=True):
        bar = {
            "provider": row["provider"],
            "name": labels.name(row["provider"]),
            "names": labels.names(row["provider"]),
            **figure(row),
        }
        found.setdefault((row["product"], row["basis"]), {}).setdefault(row["period"], []).append(bar)
    return found


def figure(row: Plain) -> Plain:
    """What is said of one share: value, range, state, evidence, and whether it is weak."""
    return {**{column: row[column] for column in FIGURE}, "weak": row["confidence"] == WEAK}


def _order(market: Market) -> tuple[bool, int, int, int]:
    basis = BASIS_ORDER.index(market.basis) if market.basis in BASIS_ORDER else len(BASIS_ORDER)
    return (not market.current, _SHOWN_FIRST.index(market.counted_by), basis, market.periods.index(market.period))
