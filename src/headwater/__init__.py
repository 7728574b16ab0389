"""Headwater: a shared supply-chain map for critical technologies.

    import headwater as hw

    store = hw.open("headwater-store")
    supply_map = store.map(valid_on="2025-01-01")
    hw.concentration(supply_map)          # a Polars frame; .to_pandas() and .to_arrow() are one call away

The names below are all there is to learn; everything else is a room with a door (see ARCHITECTURE.md).
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

# name -> where it lives; imported when first asked for, so that `headwater --help` does not wait for engines
_PUBLIC = {
    "BadInput": "headwater.errors",
    "BadQuestion": "headwater.errors",
    "ChokepointThresholds": "headwater.workflows.assess",
    "ClaimId": "headwater.claims.model",
    "ConcentrationThresholds": "headwater.workflows.assess",
    "Contribution": "headwater.claims.model",
    "Counting": "headwater.workflows.ledger",
    "FINDING_SCHEMA": "headwater.standard.findings",
    "HeadwaterError": "headwater.errors",
    "Ledger": "headwater.workflows.ledger",
    "LedgerFilter": "headwater.workflows.ledger",
    "MAP_TABLES": "headwater.supply_map",
    "NotFound": "headwater.errors",
    "Rates": "headwater.workflows.ledger",
    "StageDiscounts": "headwater.workflows.ledger",
    "Store": "headwater.bootstrap.store",
    "StoreError": "headwater.errors",
    "SupplyMap": "headwater.supply_map",
    "TABLE_NAMES": "headwater.standard.tables",
    "View": "headwater.claims.model",
    "Viewer": "headwater.claims.model",
    "chokepoints": "headwater.workflows.assess",
    "concentration": "headwater.workflows.assess",
    "create": "headwater.bootstrap.store",
    "open": "headwater.bootstrap.store",
    "products_without_shares": "headwater.workflows.assess",
    "supply_network": "headwater.workflows.systemic_risk",
    "systemic_risk": "headwater.workflows.systemic_risk",
    "what_if": "headwater.workflows.systemic_risk",
}

if TYPE_CHECKING:
    from headwater.bootstrap.store import Store, create, open  # noqa: A004
    from headwater.claims.model import ClaimId, Contribution, View, Viewer
    from headwater.errors import BadInput, BadQuestion, HeadwaterError, NotFound, StoreError
    from headwater.standard.findings import FINDING_SCHEMA
    from headwater.standard.tables import TABLE_NAMES
    from headwater.supply_map import MAP_TABLES, SupplyMap
    from headwater.workflows.assess import (
        ChokepointThresholds,
        ConcentrationThresholds,
        chokepoints,
        concentration,
        products_without_shares,
    )
    from headwater.workflows.ledger import Counting, Ledger, LedgerFilter, Rates, StageDiscounts
    from headwater.workflows.systemic_risk import supply_network, systemic_risk, what_if

__all__ = [
    "FINDING_SCHEMA",
    "MAP_TABLES",
    "TABLE_NAMES",
    "BadInput",
    "BadQuestion",
    "ChokepointThresholds",
    "ClaimId",
    "ConcentrationThresholds",
    "Contribution",
    "Counting",
    "HeadwaterError",
    "Ledger",
    "LedgerFilter",
    "NotFound",
    "Rates",
    "StageDiscounts",
    "Store",
    "StoreError",
    "SupplyMap",
    "View",
    "Viewer",
    "__version__",
    "chokepoints",
    "concentration",
    "create",
    "open",
    "products_without_shares",
    "supply_network",
    "systemic_risk",
    "what_if",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever is public
    if name not in _PUBLIC:
        raise AttributeError(f"module 'headwater' has no attribute {name!r}")
    value = getattr(import_module(_PUBLIC[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
