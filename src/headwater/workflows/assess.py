"""Questions to a map, as command line, server and Python ask them."""

from __future__ import annotations

from headwater.assessments.chokepoints import ChokepointThresholds, chokepoints
from headwater.assessments.concentration import ConcentrationThresholds, concentration, products_without_shares
from headwater.supply_map.markets import PROVIDER_KINDS, ProviderKind

__all__ = [
    "PROVIDER_KINDS",
    "ChokepointThresholds",
    "ConcentrationThresholds",
    "ProviderKind",
    "chokepoints",
    "concentration",
    "products_without_shares",
]
