"""Questions to a map, as command line, server and Python ask them."""

from __future__ import annotations

import polars as pl

from headwater.assessments.chokepoints import ChokepointThresholds
from headwater.assessments.chokepoints import chokepoints as _direct
from headwater.assessments.concentration import ConcentrationThresholds, concentration, products_without_shares
from headwater.assessments.indirect_exposure import indirect_exposure
from headwater.supply_map import SupplyMap
from headwater.supply_map.cell_network import cell_network
from headwater.supply_map.markets import PROVIDER_KINDS, ProviderKind
from headwater.workflows.dependency import (
    DependencyQuestion,
    common_critical_goods,
    dependency,
    editions_asked,
    mirror,
)

__all__ = [
    "PROVIDER_KINDS",
    "ChokepointThresholds",
    "ConcentrationThresholds",
    "DependencyQuestion",
    "ProviderKind",
    "chokepoints",
    "common_critical_goods",
    "concentration",
    "dependency",
    "editions_asked",
    "mirror",
    "products_without_shares",
]


def chokepoints(
    supply_map: SupplyMap,
    by: ProviderKind = "country",
    thresholds: ChokepointThresholds = ChokepointThresholds(),  # noqa: B008 - frozen
) -> pl.DataFrame:
    """What stops if one provider stops: direct losses, sole providers, tiers up, and then what is lost through inputs.

    Findings (`FINDING_SCHEMA`); the subject of a pair reads `PROVIDER > PRODUCT`: what stops, and what loses by it.
    """
    further_down = indirect_exposure(cell_network(supply_map, by), thresholds.loss)
    return pl.concat([_direct(supply_map, by, thresholds), further_down])
