"""What is shown of countries, organizations and sites: what they supply, what stands there, and the ledger."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from headwater.errors import NotFound
from headwater.workflows.panels.atlas import Atlas, Plain, rows_of
from headwater.workflows.panels.markets import figure
from headwater.workflows.panels.rows import entity_facts, sites, statements


@dataclass(frozen=True)
class ProviderPanels:
    """Countries, organizations and sites of one map."""

    atlas: Atlas

    def names(self) -> list[Plain]:
        """Every organization and site by name, with the country it is counted for."""
        places = (("organizations", "home_country"), ("facilities", "country"))
        return [
            {**self.atlas.named(row["id"]), "country": row[column]}
            for table, column in places
            for row in self.atlas.entities(table)
        ]

    def country(self, country: str) -> Plain:
        """A country or area; `NotFound` where the map says nothing of it."""
        atlas = self.atlas
        if country not in atlas.spoken_of:
            raise NotFound(f"There is no {country} on this map.", "Countries read country:KOR (ISO 3166 alpha-3).")
        firms = atlas.supply_map["organizations"].filter(pl.col("home_country") == country)
        return {
            "entity": {**atlas.named(country), "kind": country.partition(":")[0]},
            "provides": self._provides(country),
            "facilities": sites(atlas, "country", country),
            "organizations": [atlas.named(firm) for firm in firms["id"]],
            "findings": atlas.findings_about(country),
            "ledger": {
                "agreements": statements(atlas, "agreements", country, "parties"),
                "commitments": statements(atlas, "commitments", country, "recipient", "investors"),
                "measures": statements(atlas, "measures", country, "imposers", "affected"),
                "events": statements(atlas, "events", country, "countries"),
                "programmes": statements(atlas, "programmes", country, "partners"),
            },
        }

    def organization(self, organization: str) -> Plain:
        """A company or body; `NotFound` where the map has none of that identifier."""
        atlas = self.atlas
        row = atlas.entity("organizations", organization)
        return {
            "entity": {
                **entity_facts(row),
                "home_country": atlas.link(row["home_country"]),
                "parent": atlas.link(row["parent"]),
                "lei": row["lei"],
                "website": row["website"],
            },
            "provides": self._provides(organization),
            "facilities": sites(atlas, "operator", organization),
            "findings": atlas.findings_about(organization),
            "ledger": {
                "agreements": statements(atlas, "agreements", organization, "parties"),
                "commitments": statements(atlas, "commitments", organization, "investors"),
                "measures": statements(atlas, "measures", organization, "imposers", "affected"),
                "events": statements(atlas, "events", organization, "organizations"),
                "programmes": statements(atlas, "programmes", organization, "partners"),
            },
        }

    def facility(self, facility: str) -> Plain:
        """A site or place; `NotFound` where the map has none of that identifier."""
        atlas = self.atlas
        row = atlas.entity("facilities", facility)
        told = (
            "place",
            "latitude",
            "longitude",
            "precision",
            "status",
            "status_on",
            "opened",
            "capacity",
            "capacity_unit",
        )
        return {
            "entity": {
                **entity_facts(row),
                "operator": atlas.link(row["operator"]),
                "country": atlas.link(row["country"]),
                "in_place": atlas.link(row["in_place"]),
                "products": [atlas.named(product) for product in row["products"]],
                **{column: row[column] for column in told},
            },
            "provides": self._provides(facility),
            "facilities": sites(atlas, "in_place", facility),
            "findings": atlas.findings_about(facility),
            "ledger": {
                "agreements": statements(atlas, "agreements", facility, "place"),
                "commitments": statements(atlas, "commitments", facility, "facility", "places"),
                "events": statements(atlas, "events", facility, "places"),
                "programmes": statements(atlas, "programmes", facility, "place"),
            },
        }

    def _provides(self, provider: str) -> list[Plain]:
        """The latest figure on each basis of everything it supplies, largest share first."""
        rows = self.atlas.supply_map["provisions"].filter(pl.col("provider") == provider)
        latest = rows.filter(pl.col("period") == pl.col("period").max().over("product", "basis"))
        ordered = latest.sort("share", "product", descending=[True, False], nulls_last=True)
        return [
            {
                "product": self.atlas.named(row["product"]),
                "basis": row["basis"],
                "period": row["period"],
                **figure(row),
            }
            for row in rows_of(ordered)
        ]
