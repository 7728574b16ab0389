"""What page and command line show of one product, country, firm or site: plain values, every figure with its claims."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from headwater.claims.log import ClaimLog
from headwater.claims.model import View
from headwater.supply_map import SupplyMap
from headwater.workflows.explain import Explainer
from headwater.workflows.panels.arcs import ArcPanels
from headwater.workflows.panels.atlas import Atlas
from headwater.workflows.panels.chain import ChainPanels
from headwater.workflows.panels.doubts import Doubts
from headwater.workflows.panels.products import ProductPanels
from headwater.workflows.panels.providers import ProviderPanels
from headwater.workflows.panels.trade import TradePanels


class Panels:
    """The panels of one map; what several of them need is worked out once and kept."""

    def __init__(self, supply_map: SupplyMap) -> None:
        self._atlas = Atlas(supply_map)

    def product_list(self) -> list[dict[str, Any]]:
        """One line per product, most concentrated first."""
        return list(self._products.lines.values())

    def product(self, product: str) -> dict[str, Any]:
        """The panel of a product; `NotFound` where the map has none."""
        return self._products.panel(product)

    def map_layer(
        self, product: str, provider_kind: str | None = None, basis: str | None = None, period: str | None = None
    ) -> dict[str, Any]:
        """Shares by country and the sites of a product, for the world map; see `ProductPanels.map_layer`."""
        return self._products.map_layer(product, provider_kind, basis, period)

    def arcs(self, product: str, limit: int = 500) -> dict[str, Any]:
        """Flows of a product and where its inputs come from, for the world map; see `ArcPanels.arcs`."""
        return self._arcs.arcs(product, limit)

    def chain(self, product: str | None = None) -> dict[str, Any]:
        """All products and what leads to what, or what leads to one product and follows from it."""
        return self._chain.chain(product)

    def supplied_by(self, provider: str) -> dict[str, Any]:
        """The share of a country or organization in each product; `NotFound` where none names it."""
        return self._chain.supplied_by(provider)

    def country(self, country: str) -> dict[str, Any]:
        """The panel of a country or area; `NotFound` where the map says nothing of it."""
        return self._providers.country(country)

    def organization(self, organization: str) -> dict[str, Any]:
        """The panel of an organization; `NotFound` where the map has none."""
        return self._providers.organization(organization)

    def facility(self, facility: str) -> dict[str, Any]:
        """The panel of a site or place; `NotFound` where the map has none."""
        return self._providers.facility(facility)

    def names(self) -> list[dict[str, Any]]:
        """{id, name, names, country} of every organization and site: of a firm the head office's country."""
        return self._providers.names()

    def doubts(self, explainer: Explainer) -> Doubts:
        """Where sources disagree, and what is unknown; `explainer` must be of the same map."""
        return Doubts(self._atlas, explainer)

    def trade(self, log: ClaimLog, view: View) -> TradePanels:
        """What is asked of the flows of `view`, which must be the view of this map."""
        return TradePanels(log, view, self._atlas)

    @cached_property
    def _products(self) -> ProductPanels:
        return ProductPanels(self._atlas)

    @cached_property
    def _arcs(self) -> ArcPanels:
        return ArcPanels(self._atlas)

    @cached_property
    def _providers(self) -> ProviderPanels:
        return ProviderPanels(self._atlas)

    @cached_property
    def _chain(self) -> ChainPanels:
        return ChainPanels(self._atlas, self._products)
