"""What is shown of one product, firm, site or country: plain values, every figure with its claims."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from headwater.assessments.chokepoints import chokepoints
from headwater.assessments.concentration import concentration
from headwater.errors import NotFound
from headwater.supply_map import SupplyMap
from headwater.supply_map.markets import BASIS_ORDER, ProviderKind, provisions_by
from headwater.workflows.labels import Labels, by_language

Plain = dict[str, Any]

_WEAK = "low"
_ROW = (
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


@dataclass(frozen=True)
class Panels:
    """Everything shown of one map; what several panels need is worked out once and kept."""

    supply_map: SupplyMap

    # -- products ---------------------------------------------------------------------------------------------------

    def product_list(self) -> list[Plain]:
        """One line per product: its default market's concentration and largest providers, most concentrated first."""
        lines = [self._product_line(row) for row in self.supply_map["products"].iter_rows(named=True)]
        return sorted(lines, key=lambda line: (line["hhi"] is None, -(line["hhi"] or 0.0), line["id"]))

    def product(self, product: str) -> Plain:
        """The panel of one product; `NotFound` where the map has none of that identifier."""
        row = self._entity("products", product)
        markets = self._markets.get(product, [])
        return {
            "product": {
                **_entity_facts(row),
                "technology": row["technology"],
                "variant_of": [self.labels.link(wider) for wider in row["variant_of"]],
                "variants": [self.labels.link(narrower) for narrower in self._variants.get(product, [])],
                "hs_codes": row["hs_codes"],
                "hs_edition": row["hs_edition"],
                "description": row["description"],
            },
            "markets": markets,
            "default_market": default_market(markets),
            "needs": self._needs("product", product, "input"),
            "needed_by": self._needs("input", product, "product"),
            "facilities": [self._facility_line(site) for site in self._sites_of("products", product)],
            "findings": self._findings_about(product),
            "measures": self._touching("measures", "products", product),
            "commitments": self._touching("commitments", "products", product),
            "conflicts": self._conflicts_about(product),
        }

    def map_layer(
        self, product: str, provider_kind: str | None = None, basis: str | None = None, period: str | None = None
    ) -> Plain:
        """Shares by country of one market of a product, and its sites; the default market where none is asked for."""
        self._entity("products", product)
        markets = [m for m in self._markets.get(product, []) if m["provider_kind"] == "country"]
        chosen = [
            market
            for market in markets
            if (provider_kind is None or market["counted_by"] == provider_kind)
            and (basis is None or market["basis"] == basis)
            and (period is None or market["period"] == period)
        ]
        if not chosen and (provider_kind or basis or period):
            raise NotFound(f"{product} has no such market by country.", "Ask without parameters for the default one.")
        index = default_market(chosen)
        market = None if index is None else chosen[index]
        rows = [] if market is None else market["rows"]
        return {
            "product": self.labels.link(product),
            "market": None if market is None else {key: value for key, value in market.items() if key != "rows"},
            "countries": [row for row in rows if row["provider"].startswith(("country:", "area:"))],
            "others": [row for row in rows if not row["provider"].startswith(("country:", "area:"))],
            "facilities": [self._facility_line(site) for site in self._sites_of("products", product)],
        }

    # -- providers --------------------------------------------------------------------------------------------------

    def country(self, country: str) -> Plain:
        """What a country supplies, who and what stands there, and the ledger rows that name it."""
        if country not in self.labels_of_countries:
            raise NotFound(
                f"Nothing on this map is said of {country}.", "Countries read country:KOR (ISO 3166 alpha-3)."
            )
        sites = self._sites_of("country", country)
        firms = self.supply_map["organizations"].filter(pl.col("home_country") == country)
        return {
            "entity": {
                "id": country,
                "name": self.labels.name(country),
                "names": self.labels.names(country),
                "kind": "country",
            },
            "provides": self._provides(country),
            "facilities": [self._facility_line(site) for site in sites],
            "organizations": [self.labels.link(firm) for firm in firms["id"]],
            "findings": self._findings_about(country),
            "ledger": {
                "agreements": self._touching("agreements", "parties", country),
                "commitments": self._touching("commitments", "recipient", country),
                "measures": self._touching("measures", "imposers", country)
                + self._touching("measures", "affected", country),
                "events": self._touching("events", "countries", country),
                "programmes": self._touching("programmes", "partners", country),
            },
        }

    def organization(self, organization: str) -> Plain:
        """What a firm or body supplies and runs, and the ledger rows that name it."""
        row = self._entity("organizations", organization)
        return {
            "entity": {
                **_entity_facts(row),
                "home_country": self.labels.link(row["home_country"]),
                "parent": self.labels.link(row["parent"]),
                "lei": row["lei"],
                "website": row["website"],
            },
            "provides": self._provides(organization),
            "facilities": [self._facility_line(site) for site in self._sites_of("operator", organization)],
            "findings": self._findings_about(organization),
            "ledger": {
                "agreements": self._touching("agreements", "parties", organization),
                "commitments": self._touching("commitments", "investors", organization),
                "measures": self._touching("measures", "affected", organization),
                "events": self._touching("events", "organizations", organization),
                "programmes": self._touching("programmes", "partners", organization),
            },
        }

    def facility(self, facility: str) -> Plain:
        """One site or place: where it is, who runs it, what comes from it, and the ledger rows that name it."""
        row = self._entity("facilities", facility)
        return {
            "entity": {
                **_entity_facts(row),
                "operator": self.labels.link(row["operator"]),
                "country": self.labels.link(row["country"]),
                **{
                    name: row[name]
                    for name in ("place", "latitude", "longitude", "precision", "status", "status_on", "opened")
                },
                "in_place": self.labels.link(row["in_place"]),
                "capacity": row["capacity"],
                "capacity_unit": row["capacity_unit"],
                "products": [self.labels.link(product) for product in row["products"]],
            },
            "provides": self._provides(facility),
            "facilities": [self._facility_line(site) for site in self._sites_of("in_place", facility)],
            "findings": self._findings_about(facility),
            "ledger": {
                "commitments": self._touching("commitments", "facility", facility)
                + self._touching("commitments", "places", facility),
                "events": self._touching("events", "places", facility),
            },
        }

    # -- what panels share ------------------------------------------------------------------------------------------

    @cached_property
    def labels(self) -> Labels:
        """Names of everything on the map."""
        return Labels.of(self.supply_map)

    @cached_property
    def labels_of_countries(self) -> frozenset[str]:
        """Countries and areas of which the map says anything."""
        providers = self.supply_map["provisions"]["provider"]
        areas = providers.filter(providers.str.starts_with("area:")).unique()
        return frozenset([*self.supply_map["countries"]["id"], *areas])

    @cached_property
    def _rows(self) -> dict[str, dict[str, Plain]]:
        tables = ("products", "organizations", "facilities")
        return {name: {row["id"]: row for row in self.supply_map[name].iter_rows(named=True)} for name in tables}

    def _entity(self, table: str, identity: str) -> Plain:
        found = self._rows[table].get(identity)
        if found is None:
            raise NotFound(f"There is no {identity} on this map.", "Search by name, or see `headwater map`.")
        return found

    @cached_property
    def _hhi(self) -> dict[tuple[str, str, str], Plain]:
        """The HHI finding of every current market, by (counted by, product, basis)."""
        found = {}
        for by in ("country", "organization", "facility", "headquarters"):
            for market in concentration(self.supply_map, by).filter(pl.col("indicator") == "hhi").iter_rows(named=True):
                basis = market["method"].partition("basis ")[2].partition(";")[0]
                found[by, market["subject"], basis] = market
        return found

    @cached_property
    def _markets(self) -> dict[str, list[Plain]]:
        """All markets of each product, every period, bars sorted."""
        found: dict[str, list[Plain]] = {}
        for by in ("country", "organization", "facility", "headquarters"):
            rows = provisions_by(self.supply_map, by)
            for (product, basis), market in rows.group_by(["product", "basis"], maintain_order=True):
                periods = sorted(market["period"].unique(), reverse=True)
                for period in periods:
                    bars = market.filter(pl.col("period") == period)
                    found.setdefault(str(product), []).append(
                        self._market(by, str(product), str(basis), period, periods, bars)
                    )
        return found

    def _market(self, by: str, product: str, basis: str, period: str, periods: list[str], bars: pl.DataFrame) -> Plain:
        rows = bars.sort(
            pl.col("state") == "remainder",
            pl.col("share"),
            "provider",
            descending=[False, True, False],
            nulls_last=True,
        )
        remainder = rows.filter(pl.col("state") == "remainder")["share"]
        finding = self._hhi.get((by, product, basis))
        current = finding is not None and finding["as_of"] == period
        return {
            "counted_by": by,
            "provider_kind": "country" if by == "headquarters" else by,
            "derived": by == "headquarters",
            "basis": basis,
            "period": period,
            "periods": periods,
            "current": current,
            "total": rows["share"].sum(),
            "remainder": remainder.sum() if remainder.drop_nulls().len() else None,
            "unknown_providers": rows.filter(pl.col("state") == "unknown").height,
            "hhi": finding if current else None,
            "rows": [self._bar(row) for row in rows.iter_rows(named=True)],
        }

    def _bar(self, row: Plain) -> Plain:
        return {
            "provider": row["provider"],
            "name": self.labels.name(row["provider"]),
            "names": self.labels.names(row["provider"]),
            **{column: row[column] for column in _ROW},
            "weak": row["confidence"] == _WEAK,
        }

    def _product_line(self, row: Plain) -> Plain:
        markets = self._markets.get(row["id"], [])
        index = default_market(markets)
        market = None if index is None else markets[index]
        hhi = market["hhi"] if market else None
        named = [bar for bar in market["rows"] if bar["state"] == "measured"] if market else []
        return {
            **{key: row[key] for key in ("id", "name", "kind", "technology", "hs_codes", "hs_edition")},
            "names": by_language(row["names"]),
            "providers": len(named),
            "market": None
            if market is None
            else {k: market[k] for k in ("counted_by", "provider_kind", "basis", "period", "derived")},
            "hhi": hhi["value"] if hhi else None,
            "low": hhi["low"] if hhi else None,
            "high": hhi["high"] if hhi else None,
            "verdict": hhi["verdict"] if hhi else "unknown",
            "top": [{key: bar[key] for key in ("provider", "name", "names", "share")} for bar in named[:3]],
            "weak": any(bar["weak"] for bar in named),
        }

    @cached_property
    def _lines(self) -> dict[str, Plain]:
        return {line["id"]: line for line in self.product_list()}

    @cached_property
    def _variants(self) -> dict[str, list[str]]:
        pairs = self.supply_map["products"].select("id", "variant_of").explode("variant_of").drop_nulls()
        found: dict[str, list[str]] = {}
        for narrower, wider in pairs.iter_rows():
            found.setdefault(wider, []).append(narrower)
        return found

    def _needs(self, column: str, product: str, other: str) -> list[Plain]:
        rows = self.supply_map["requirements"].filter(pl.col(column) == product)
        return [
            {
                **self._named(row[other]),
                "kind": row["kind"],
                "conflict": row["conflict"],
                "weak": row["confidence"] == _WEAK,
                "claims": row["claims"],
                **{key: self._lines[row[other]][key] for key in ("hhi", "verdict")},
            }
            for row in rows.sort(other).iter_rows(named=True)
        ]

    def _named(self, identity: str) -> Plain:
        return {"id": identity, "name": self.labels.name(identity), "names": self.labels.names(identity)}

    def _sites_of(self, column: str, identity: str) -> list[Plain]:
        sites = self.supply_map["facilities"]
        listed = sites.schema[column] == pl.List(pl.String)
        match = pl.col(column).list.contains(identity) if listed else pl.col(column) == identity
        return list(sites.filter(match).iter_rows(named=True))

    def _facility_line(self, row: Plain) -> Plain:
        keys = ("kind", "latitude", "longitude", "precision", "status", "status_on", "claims")
        return {
            **self._named(row["id"]),
            "operator": self.labels.link(row["operator"]),
            "country": row["country"],
            "weak": row["confidence"] == _WEAK,
            **{key: row[key] for key in keys},
        }

    def _provides(self, provider: str) -> list[Plain]:
        rows = self.supply_map["provisions"].filter(pl.col("provider") == provider)
        latest = rows.filter(pl.col("period") == pl.col("period").max().over("product", "basis"))
        ordered = latest.sort("share", "product", descending=[True, False], nulls_last=True)
        return [
            {
                "product": self.labels.link(row["product"]),
                "basis": row["basis"],
                "period": row["period"],
                **{column: row[column] for column in _ROW},
                "weak": row["confidence"] == _WEAK,
            }
            for row in ordered.iter_rows(named=True)
        ]

    @cached_property
    def _findings(self) -> pl.DataFrame:
        by: tuple[ProviderKind, ...] = ("country", "organization", "headquarters")
        parts = [assess(self.supply_map, kind) for kind in by for assess in (concentration, chokepoints)]
        return pl.concat(parts).filter(pl.col("indicator") != "n_minus_1_loss")

    def _findings_about(self, subject: str) -> list[Plain]:
        return list(self._findings.filter(pl.col("subject") == subject).iter_rows(named=True))

    def _touching(self, table: str, column: str, identity: str) -> list[Plain]:
        """Ledger statements that name the identity, newest first; the latest statement of each thing only."""
        rows = self.supply_map[table]
        listed = rows.schema[column] == pl.List(pl.String)
        match = pl.col(column).list.contains(identity) if listed else pl.col(column) == identity
        day = _STATEMENT_DAY[table]
        latest = rows.filter(match).sort(day, "stated_on", nulls_last=False).group_by("id", maintain_order=True).last()
        return list(latest.sort(day, "id", descending=[True, False], nulls_last=True).iter_rows(named=True))

    def _conflicts_about(self, product: str) -> list[Plain]:
        conflicts = self.supply_map["conflicts"]
        about = (pl.col("subject") == product) | pl.col("subject").str.contains(f" > {product} ", literal=True)
        return list(conflicts.filter(about).iter_rows(named=True))


_STATEMENT_DAY = {
    "agreements": "status_on",
    "commitments": "stage_on",
    "measures": "status_on",
    "events": "starts_on",
    "programmes": "starts_on",
}


def default_market(markets: list[Plain]) -> int | None:
    """Which market to show first: one of countries, current, by the order of bases; None where there is none."""
    order = {basis: rank for rank, basis in enumerate(BASIS_ORDER)}
    by = {"country": 0, "headquarters": 1, "facility": 2, "organization": 3}
    ranked = sorted(
        range(len(markets)),
        key=lambda i: (
            not markets[i]["current"],
            by[markets[i]["counted_by"]],
            order.get(markets[i]["basis"], len(order)),
            i,
        ),
    )
    return ranked[0] if ranked else None


def _entity_facts(row: Plain) -> Plain:
    return {
        "id": row["id"],
        "name": row["name"],
        "names": by_language(row["names"]),
        "aliases": row["aliases"],
        "kind": row["kind"],
        "identifiers": row["identifiers"],
        "members": row["members"],
        "weak": row["confidence"] == _WEAK,
        "claims": row["claims"],
    }
