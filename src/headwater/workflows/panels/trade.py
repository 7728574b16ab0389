"""What is shown of trade statistics: dependencies of one importer, one product, two partners, one country as supplier.

Flows are read from the log and never held as a whole; what was worked out from them is kept, so that paging, sorting
and opening a product ask nothing again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from headwater.assessments.dependency import (
    DependencyThresholds,
    Importers,
    findings_on,
    measure,
    members_told,
    world_exporters,
)
from headwater.assessments.dependency import suppliers as suppliers_of
from headwater.assessments.dependency.telling import MEMBERS_TOLD
from headwater.assessments.dependency.thresholds import HOUSE, WHOSE, names
from headwater.claims.log import ClaimLog
from headwater.claims.model import View
from headwater.errors import NotFound
from headwater.resolution.flows import RecordedFlows, recorded_ends
from headwater.resolution.traders import editions_told
from headwater.standard.blocs import bloc, bloc_names
from headwater.supply_map.flows import Flows
from headwater.workflows.dependency import (
    Bringing,
    DependencyQuestion,
    asked_flows,
    asked_years,
    importers_of,
    nothing_found,
    speaking,
    usual_years,
)
from headwater.workflows.panels.atlas import Atlas, Plain
from headwater.workflows.panels.hs_products import HsProducts, parts_of
from headwater.workflows.panels.kept import Kept
from headwater.workflows.panels.product_trade import ProductTrade, Span
from headwater.workflows.panels.trade_lines import (
    Choice,
    Flag,
    certain_figures,
    chosen,
    facets,
    lines_of,
    products_with,
)
from headwater.workflows.trade_words import country_named

_EXPORTERS = 25  # so many exporters to the world are named, the largest; the others are many and small
_SUPPLIED = 200  # so many products that a country supplies are listed
_YEAR = 4


class Assessed:
    """What one importer depends on, in the years and with the limits asked for."""

    def __init__(
        self,
        who: Importers,
        findings: pl.DataFrame,
        measured: pl.DataFrame,
        told: pl.DataFrame,
        currency: str | None,
        bringing: Bringing | None = None,
    ) -> None:
        self.who = who
        self.findings = findings
        self.measured = measured
        self.told = told
        self.currency = currency
        self.bringing = bringing

    @cached_property
    def lines(self) -> pl.DataFrame:
        """One row a product, see `trade_lines.lines_of`."""
        return lines_of(self.measured, self.findings)

    @cached_property
    def by_product(self) -> dict[str, list[Plain]]:
        """The findings on each product."""
        found: dict[str, list[Plain]] = {}
        for row in self.findings.iter_rows(named=True):
            found.setdefault(row["subject"].rpartition(" > ")[2], []).append(row)
        return found


class TradePanels:
    """The panels of the flows of one view; `atlas` names things and must be of the same view."""

    def __init__(self, log: ClaimLog, view: View, atlas: Atlas) -> None:
        self._log = log
        self._view = view
        self._flows = RecordedFlows(log, view)
        self._atlas = atlas
        self._hs = HsProducts(atlas.supply_map)
        self._assessed: Kept[Assessed] = Kept(24)
        self._facets: Kept[Plain] = Kept(24)
        self._products: Kept[Plain] = Kept(400)
        self._worlds: Kept[pl.DataFrame] = Kept(2)

    @cached_property
    def _ends(self) -> pl.DataFrame:
        found = recorded_ends(self._flows)
        return found.filter(pl.col("period").str.len_chars() == _YEAR)

    @cached_property
    def stamp(self) -> str:
        """What the answers here depend on beside the map: the yearly flows this viewer may see, by contribution."""
        rows = self._ends.select("contribution", "source", "period").sort(pl.all()).rows()
        return hashlib.sha256(repr(rows).encode()).hexdigest()

    @cached_property
    def _editions(self) -> dict[str, list[str]]:
        """Editions of the HS in which flows are told, each with its periods."""
        return editions_told(self._log, self._view)

    def _whole_years(self, limits: DependencyThresholds) -> list[str]:
        """The years of which a source speaks of enough of the world, earliest first."""
        return sorted(self._ends.filter(speaking() >= limits.enough_exporters)["period"].unique())

    def _last_whole_year(self, limits: DependencyThresholds) -> str | None:
        """The last of these; where there is none, the last."""
        years = self._whole_years(limits) or self.years
        return years[-1] if years else None

    @cached_property
    def _buyers(self) -> frozenset[str]:
        return frozenset(who for buyers in self._ends["buyer"] for who in buyers if who.startswith("country:"))

    @cached_property
    def years(self) -> list[str]:
        """Years with flows, earliest first."""
        return sorted(self._ends["period"].unique())

    def choices(self) -> Plain:
        """Years, importers, blocs and thresholds one may ask for."""
        limits = DependencyThresholds()
        return {
            "years": [int(year) for year in self.years],
            "importers": self._importers(),
            "blocs": [self._bloc(name) for name in bloc_names()],
            "thresholds": [
                {"name": name, "default": float(getattr(limits, name)), "source": WHOSE.get(name, HOUSE)}
                for name in names()
            ],
            "sources": [self._source(source) for source in sorted(self._ends["source"].drop_nulls().unique())],
        }

    def _source(self, source: str) -> Plain:
        """A source by its title, where it has one."""
        title = self._titles.get(source)
        return self._atlas.named(source) if title is None else {"id": source, "name": title, "names": {}}

    @cached_property
    def _titles(self) -> dict[str, str | None]:
        return dict(self._atlas.supply_map["sources"].select("id", "title").iter_rows())

    def findings(self, asked: DependencyQuestion, flag: Flag | None = None) -> pl.DataFrame:
        """The findings of `assess dependency`, on products with that flag; worked out once."""
        found = self._assess(asked).findings
        if flag is None:
            return found
        return found.filter(pl.col("subject").str.split(" > ").list.last().is_in(products_with(found, flag)))

    def products(self, asked: DependencyQuestion, choice: Choice, offset: int, limit: int) -> Plain:
        """The lines of an importer's products, a page of them."""
        found = self._assess(asked)
        every = found.lines
        rows = chosen(every, choice, self._hs)
        page = rows.slice(offset, limit)
        return {
            **self._about(found),
            "rows": [self._line(row, found) for row in page.iter_rows(named=True)],
            "total": rows.height,
            "total_value": float(_innermost(rows)["imports"].sum()),
            "facets": {"products": every.height, **self._facets.get(_key(asked), lambda: facets(every, self._hs))},
        }

    def product(self, asked: DependencyQuestion, product: str) -> Plain:
        """One product of an importer: year by year, suppliers, exporters of the world, findings."""
        return self._products.get((_key(asked), product), lambda: self._product(asked, product))

    def of_product(
        self, product: str, span: Span | None, limits: DependencyThresholds, offset: int, limit: int
    ) -> Plain:
        """Who exports a product of the map, by its HS codes; see `ProductTrade.panel`."""
        return self._of_products.panel(product, span, limits, self._whole_years(limits), (offset, limit))

    def exporters(self, product: str, span: Span | None, limits: DependencyThresholds) -> pl.DataFrame:
        """All exporters of a product of the map in these years; see `ProductTrade.exporters`."""
        return self._of_products.exporters(product, span, limits)

    def compare(
        self, left: DependencyQuestion, right: DependencyQuestion, choice: Choice, offset: int, limit: int
    ) -> Plain:
        """Two importers side by side: products with the flag asked for (early-warning items) in either."""
        flag = choice.flag or "early-warning"
        sides = [self._assess(side) for side in self._of_the_same_years(left, right)]
        flagged = [set(side.lines.filter(pl.col(flag))["product"]) for side in sides]
        merged = _side_by_side(sides[0].lines, sides[1].lines, flagged)
        rows = chosen(merged, Choice(choice.technology, choice.chapter, None, choice.words, "imports"), self._hs)
        rows = rows.sort("both", "imports", "product", descending=[True, True, False])
        lines = [{row["product"]: row for row in side.lines.iter_rows(named=True)} for side in sides]
        page = rows.slice(offset, limit)["product"]
        return {
            "flag": flag,
            "partners": [
                {**self._about(side), "products": side.lines.height, "flagged": len(mine)}
                for side, mine in zip(sides, flagged, strict=True)
            ],
            "common": len(flagged[0] & flagged[1]),
            "same_supplier": int(rows.filter("both", "same_supplier").height),
            "between": [self._between(*sides), self._between(*reversed(sides))],
            "rows": [
                {
                    **self._code(product),
                    "flagged": [product in mine for mine in flagged],
                    "sides": [
                        self._line(of[product], side) if product in of else None
                        for of, side in zip(lines, sides, strict=True)
                    ],
                }
                for product in page
            ],
            "total": rows.height,
        }

    def _of_the_same_years(self, left: DependencyQuestion, right: DependencyQuestion) -> list[DependencyQuestion]:
        """Both questions of the years in which both can be answered, where none are named."""
        recorded = [int(year) for year in self.years]
        if left.years is not None or not recorded:
            return [left, right]
        usual = [usual_years(self._log, self._view, each, recorded, self._flows) for each in (left, right)]
        first, last = min(usual)
        years = [year for year in recorded if first <= year <= last] or recorded[-1:]
        return [replace(each, years=(years[0], years[-1])) for each in (left, right)]

    def supplied(self, country: str, limits: DependencyThresholds, year: int | None = None) -> Plain:
        """What the world buys from a country: per product its part of world exports, and who depends on it.

        `NotFound` where no flow of the year names it as supplier and no importer of the year can be assessed.
        """
        country = country_named(country)
        asked_year = str(year) if year is not None else self._last_whole_year(limits)
        if asked_year is None or asked_year not in self.years:
            raise NotFound(
                f"No flows are recorded for {year or 'any year'}.", "Ask for another.", valid=tuple(self.years)
            )
        world = self._worlds.get((asked_year, limits), lambda: self._world(asked_year, limits))
        mine = world.filter(pl.col("top_supplier") == country, pl.col("top_share") > limits.early_warning)
        rows = (
            mine.sort("imports", descending=True)
            .group_by("product", maintain_order=True)
            .agg(
                pl.len().alias("dependents"),
                pl.col("imports").sum().alias("imports"),
                pl.col("importer").head(5).alias("largest"),
                pl.col("top_share").head(5).alias("shares"),
                pl.col("world_hhi").first(),
            )
            .sort("dependents", "imports", "product", descending=[True, True, False])
        )
        return {
            "country": self._atlas.named(country),
            "period": asked_year,
            "importers": world["importer"].n_unique(),
            "above": limits.early_warning,
            "total": rows.height,
            "rows": [
                {
                    **self._code(row["product"]),
                    "dependents": row["dependents"],
                    "imports": row["imports"],
                    "world_hhi": row["world_hhi"],
                    "largest": [
                        {**self._atlas.named(who), "share": share}
                        for who, share in zip(row["largest"], row["shares"], strict=True)
                    ],
                }
                for row in rows.head(_SUPPLIED).iter_rows(named=True)
            ],
        }

    def _assess(self, asked: DependencyQuestion) -> Assessed:
        return self._assessed.get(_key(asked), lambda: self._work_out(asked))

    def _work_out(self, asked: DependencyQuestion) -> Assessed:
        if asked.edition is not None:
            return self._brought_to_one(asked)
        flows, last = asked_flows(self._log, self._view, asked, self.years, self._flows)
        return self._assessed_of(flows, last, asked)

    def _brought_to_one(self, asked: DependencyQuestion) -> Assessed:
        """With all years in one edition of the HS; what split codes leave open is unknown in the figures."""
        years, last = asked_years(self._log, self._view, asked, self.years, self._flows)
        bringing = Bringing.asked_for(asked, editions_told(self._log, self._view, years))
        if bringing is None:
            return self._assess(replace(asked, edition=None))
        certain, possible = bringing.flows(self._flows.flows(years, ""), asked.hs)
        whole = self._assessed_of(possible, last, asked)
        try:
            sure = self._assessed_of(certain, last, asked)
        except NotFound:  # every code was split
            sure = Assessed(whole.who, whole.findings.clear(), whole.measured.clear(), whole.told, whole.currency)
        findings = bringing.findings(sure.findings, whole.findings)
        measured = certain_figures(sure.measured, whole.measured)
        return Assessed(whole.who, findings, measured, whole.told, whole.currency, bringing)

    def _assessed_of(self, flows: Flows, last: int, asked: DependencyQuestion) -> Assessed:
        limits = DependencyThresholds().changed(asked.limits)
        who = importers_of(asked, last)
        if not self._buyers & set(who.members):
            raise NotFound(
                f"No imports of {self._atlas.named(who.name)['name']} are recorded.",
                "Ask for a country that is in the data.",
                valid=tuple(sorted(self._buyers)),
            )
        measured = measure(flows, who, asked.weights, limits)
        if measured.is_empty():
            raise nothing_found(asked)
        found = findings_on(measured, flows, who, asked.weights, limits)
        told = members_told(flows, who, limits) if who.as_bloc else pl.DataFrame(schema=MEMBERS_TOLD)
        return Assessed(who, found, measured, told, _currency(flows.frame))

    def _found_of(self, one: Flows, last: int, asked: DependencyQuestion) -> Assessed:
        """What holds for one product, of which `one` has the flows: from these alone where they are of every year.

        A product that is not bought in some year needs the others to show which years count.
        """
        whole = self._assessed.peek(_key(asked))
        if whole is not None:
            return whole
        with suppress(NotFound):
            found = self._assessed_of(one, last, asked)
            if set(found.measured["period"]) == {year for year in one.coverage["period"] if len(year) == _YEAR}:
                return found
        return self._assess(asked)

    def _product(self, asked: DependencyQuestion, product: str) -> Plain:
        edition, code = parts_of(product)
        limits = DependencyThresholds().changed(asked.limits)
        flows, last = asked_flows(self._log, self._view, replace(asked, hs=code), self.years, self._flows)
        rows = flows.frame.filter(pl.col("product") == product).collect()  # of many questions below, once
        one = flows.only(rows.lazy())
        found = self._found_of(one, last, asked)
        lines = found.lines.filter(pl.col("product") == product)
        if lines.is_empty():
            raise NotFound(
                f"{self._atlas.named(found.who.name)['name']} has no imports of {product} in the last of these years.",
                "Ask for other years, or another edition of the HS.",
            )
        measured = found.measured.filter(pl.col("product") == product).sort("period")
        return {
            **self._about(found),
            **self._code(product),
            "edition": edition,
            "line": self._line(lines.row(0, named=True), found),
            "by_year": [self._year(row) for row in measured.iter_rows(named=True)],
            "suppliers": self._suppliers(suppliers_of(one, found.who, limits)),
            "exporters": self._exporters(world_exporters(one, limits)),
            "findings": found.by_product[product],
        }

    def _about(self, found: Assessed) -> Plain:
        measured = found.measured["period"].unique().sort().to_list()
        return {
            "importer": self._atlas.named(found.who.name),
            "members": [self._atlas.named(member) for member in found.who.members] if found.who.as_bloc else [],
            "told": [
                {"period": period, "members": [self._atlas.named(member) for member in members]}
                for period, members in found.told.filter(pl.col("period").is_in(measured)).iter_rows()
            ],
            "years": measured,
            "editions": [
                {"edition": edition, "years": kept}
                for edition, periods in self._editions.items()
                if (kept := [period for period in periods if period in measured])
            ],
            "brought_to": found.bringing and found.bringing.edition,
            "concordance": found.bringing and found.bringing.table.source,
            "currency": found.currency,
        }

    def _code(self, product: str) -> Plain:
        edition, code = parts_of(product)
        return {
            "product": product,
            "edition": edition,
            "code": code,
            "chapter": code[:2],
            "stands_for": [self._atlas.named(each) for each in self._hs.products(code)] if code else [],
            "technologies": self._hs.technologies(code) if code else [],
        }

    def _line(self, row: Plain, found: Assessed) -> Plain:
        findings = {each["indicator"]: each for each in found.by_product[row["product"]]}
        kept = (
            "period",
            "imports",
            "exports",
            "suppliers",
            "top_share",
            "top_share_high",
            "years",
            "top_shares",
            "hhis",
            "values",
        )
        return {
            **self._code(row["product"]),
            **{name: row[name] for name in kept},
            "top_supplier": self._atlas.link(row["top_supplier"]),
            "verdicts": {
                name: {key: each[key] for key in ("value", "low", "high", "verdict")} for name, each in findings.items()
            },
            "claims": findings["cdi1"]["claims"],
        }

    def _year(self, row: Plain) -> Plain:
        kept = (
            "period",
            "imports",
            "exports",
            "suppliers",
            "cdi1",
            "cdi1_high",
            "cdi2",
            "top_share",
            "world_hhi",
            "strategic",
        )
        ratio = row["cdi3"]
        return {
            **{name: row[name] for name in kept},
            "cdi3": None if ratio is None or ratio == float("inf") else ratio,
            "top_supplier": self._atlas.link(row["top_supplier"]),
        }

    def _suppliers(self, rows: pl.DataFrame) -> list[Plain]:
        return [
            {
                "period": period,
                "rows": [
                    {**row, "supplier": self._atlas.named(row["supplier"])}
                    for row in part.drop("period").iter_rows(named=True)
                ],
            }
            for (period,), part in rows.group_by("period", maintain_order=True)
        ]

    def _exporters(self, rows: pl.DataFrame) -> Plain | None:
        """The largest exporters of the last year whose exports are known; None where too few report."""
        if rows.is_empty():
            return None
        latest = rows.filter(pl.col("period") == pl.col("period").max())
        return {
            "period": latest["period"][0],
            "exporters": latest.height,
            "value": float(latest["value"].sum()),
            "rows": [
                {**row, "exporter": self._atlas.named(row["exporter"])}
                for row in latest.drop("period", "currency").head(_EXPORTERS).iter_rows(named=True)
            ],
        }

    def _between(self, buyer: Assessed, seller: Assessed) -> Plain:
        """How many of the buyer's products come mostly from the other side, and which are the largest."""
        members = seller.who.members
        rows = buyer.lines.filter(pl.col("top_supplier").is_in(list(members)), pl.col("early-warning"))
        return {
            "buyer": self._atlas.named(buyer.who.name),
            "supplier": self._atlas.named(seller.who.name),
            "products": rows.height,
            "imports": float(rows["imports"].sum()),
            "largest": [self._code(product) for product in rows["product"].head(5)],
        }

    def _world(self, year: str, limits: DependencyThresholds) -> pl.DataFrame:
        asked = DependencyQuestion(
            country="KOR", years=(int(year), int(year))
        )  # of whom does not matter: all are measured
        flows, _ = asked_flows(self._log, self._view, asked, self.years, self._flows)
        columns = ("importer", "product", "imports", "top_supplier", "top_share", "world_hhi")
        return measure(flows, Importers(), None, limits).select(columns)

    def _importers(self) -> list[Plain]:
        """Who has imports in the record, by name: `whole` where a source speaks of all of them."""
        enough = DependencyThresholds().enough_exporters
        own = {who for reporters in self._ends["reporter"] for who in reporters}
        whole = self._ends.filter(speaking() >= enough)
        told = {who for buyers in whole["buyer"] for who in buyers}
        named = [{**self._atlas.named(who), "whole": who in own or who in told} for who in self._buyers]
        return sorted(named, key=lambda row: (not row["whole"], row["name"]))

    @cached_property
    def _of_products(self) -> ProductTrade:
        return ProductTrade(self._flows, self.years, self._atlas)

    def _bloc(self, key: str) -> Plain:
        found = bloc(key)
        last = date(int(self.years[-1]), 12, 31) if self.years else None
        members = found.members_on(last) if last else tuple(member.country for member in found.members)
        return {
            "key": key,
            "id": found.id,
            "name": found.name,
            "source": found.source,
            "members": [self._atlas.named(member) for member in members],
        }


def _key(asked: DependencyQuestion) -> Hashable:
    limits, weights = (tuple(sorted(given.items())) for given in (asked.limits, asked.weights))
    return (asked.country, asked.bloc, asked.hs, asked.years, weights, limits, asked.edition)


def _innermost(lines: pl.DataFrame) -> pl.DataFrame:
    """Lines whose code holds no other line's code: 8542 besides 854231 would count the same goods twice."""
    holding = {
        (edition, code[:n]) for edition, code in lines.select("edition", "code").rows() for n in range(2, len(code))
    }
    kept = [pair not in holding for pair in lines.select("edition", "code").rows()]
    return lines.filter(pl.Series(kept, dtype=pl.Boolean))


def _currency(frame: pl.LazyFrame) -> str | None:
    found: Sequence[str] = frame.select(pl.col("currency").drop_nulls().first()).collect()["currency"].to_list()
    return found[0] if found else None


def _side_by_side(left: pl.DataFrame, right: pl.DataFrame, flagged: list[set[Any]]) -> pl.DataFrame:
    """Products flagged on either side: code, imports of both together, whether both are flagged, with one supplier."""
    columns = ("product", "code", "imports", "top_supplier")
    both = left.select(columns).join(right.select(columns), on="product", how="full", suffix="_right", coalesce=True)
    named = pl.col("product").is_in(list(flagged[0] | flagged[1]))
    return both.filter(named).select(
        "product",
        pl.coalesce("code", "code_right").alias("code"),
        pl.sum_horizontal("imports", "imports_right").alias("imports"),
        pl.col("product").is_in(list(flagged[0] & flagged[1])).alias("both"),
        (pl.col("top_supplier") == pl.col("top_supplier_right")).fill_null(value=False).alias("same_supplier"),
    )
