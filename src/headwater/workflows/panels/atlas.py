"""One map with what several panels ask of it worked out once: names, rows by identity, markets, findings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from headwater.assessments.chokepoints import chokepoints
from headwater.assessments.concentration import concentration
from headwater.errors import NotFound
from headwater.supply_map import SupplyMap
from headwater.supply_map.markets import ProviderKind
from headwater.workflows.panels.labels import Labels
from headwater.workflows.panels.markets import Market, markets_by_product

Plain = dict[str, Any]

_FINDINGS_BY: tuple[ProviderKind, ...] = ("country", "organization", "headquarters")
_ENTITY_TABLES = ("products", "organizations", "facilities")


@dataclass(frozen=True)
class Atlas:
    """A supply map and its derived views; nothing here is ever written back."""

    supply_map: SupplyMap

    @cached_property
    def labels(self) -> Labels:
        """Names of everything on the map."""
        return Labels.of(self.supply_map)

    @cached_property
    def markets(self) -> dict[str, list[Market]]:
        """Per product its markets, the one to show first in front."""
        return markets_by_product(self.supply_map, self.labels)

    @cached_property
    def findings(self) -> pl.DataFrame:
        """Every finding on a product or provider; losses of single pairs are left to `assess chokepoints`."""
        parts = [assess(self.supply_map, by) for by in _FINDINGS_BY for assess in (concentration, chokepoints)]
        return pl.concat(parts).filter(pl.col("indicator") != "n_minus_1_loss")

    @cached_property
    def spoken_of(self) -> frozenset[str]:
        """Countries and areas of which the map says anything."""
        providers = self.supply_map["provisions"]["provider"]
        areas = providers.filter(providers.str.starts_with("area:")).unique()
        return frozenset([*self.supply_map["countries"]["id"], *areas])

    def entity(self, table: str, identity: str) -> Plain:
        """The row of an entity; `NotFound` where the map has none of that identifier."""
        found = self._rows[table].get(identity)
        if found is None:
            raise NotFound(f"There is no {identity} on this map.", "Search by name, or see `headwater map`.")
        return found

    def entities(self, table: str) -> list[Plain]:
        """All rows of one kind of entity, by identifier."""
        return list(self._rows[table].values())

    def named(self, identity: str) -> Plain:
        """`{id, name, names}` of an identity."""
        return {"id": identity, "name": self.labels.name(identity), "names": self.labels.names(identity)}

    def link(self, identity: str | None) -> Plain | None:
        """`named`, or None for None."""
        return None if identity is None else self.named(identity)

    def findings_about(self, subject: str) -> list[Plain]:
        """The findings whose subject it is."""
        return rows_of(self.findings.filter(pl.col("subject") == subject))

    @cached_property
    def _rows(self) -> dict[str, dict[str, Plain]]:
        return {name: {row["id"]: row for row in rows_of(self.supply_map[name])} for name in _ENTITY_TABLES}


def rows_of(frame: pl.DataFrame) -> list[Plain]:
    """The rows of a frame as plain values."""
    return list(frame.iter_rows(named=True))
