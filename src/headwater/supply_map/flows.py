"""The flows of one view as a lazy table: identities resolved, units brought together, one claim id a row.

The map's own table `flows` holds the same rows for those who want a few of them. Questions about a year of world trade
are asked of this one, which is never in memory as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import polars as pl

from headwater.supply_map.supply_map import MAP_TABLES

FLOW_COLUMNS: Mapping[str, pl.DataType] = MappingProxyType(
    {name: dtype for name, dtype in MAP_TABLES["flows"].items() if name not in ("claims", "confidence")}
    | {"claim": pl.String()}
)

_SEVERAL = 2

COVERAGE: Mapping[str, pl.DataType] = MappingProxyType(
    {
        "source": pl.String(),
        "period": pl.String(),
        "suppliers": pl.UInt32(),
        "buyers": pl.UInt32(),
        "reporters": pl.UInt32(),  # 0 where the source is nobody's own report, as reconciled data are
    }
)

EXPORTING: Mapping[str, pl.DataType] = MappingProxyType(
    {"supplier": pl.String(), "period": pl.String(), "source": pl.String(), "own": pl.Boolean()}
)
"""Who exports, by source and period; `own` where the exporter reports it."""

TELLING: Mapping[str, pl.DataType] = MappingProxyType(
    {
        "source": pl.String(),
        "period": pl.String(),
        "buyers": pl.List(pl.String()),
        "reporters": pl.List(pl.String()),
    }
)
"""Who buys and who reports, by source and period, each country once."""


@dataclass(frozen=True, slots=True)
class Flows:
    """`frame` has the columns `FLOW_COLUMNS`; no two rows say the same of one flow by one source and reporter.

    It is a lazy frame of Polars, or of the engine that was asked for; of another engine it holds the columns that
    dependency needs, and `identities` says who its mentions are. `told`, where given, is the same with mentions instead
    of identities, for questions about so many rows that nobody should look up the partners of each.

    `coverage` (columns `COVERAGE`): how many suppliers, buyers and reporters each source knows in a period, over all
    products, even where `frame` holds only some. `merged`: several partners of a source are one country here, so that
    its flows must be added up first. `one_series`: all is of one source that is nobody's own report, so that no
    two rows are of one flow. `exporting` (columns `EXPORTING`): who exports anything at all, where `frame` holds only
    some products. `telling` (columns `TELLING`): of whom sources speak, over all products; None where nobody looked.
    """

    frame: Any
    coverage: pl.DataFrame
    merged: bool = False
    one_series: bool = False
    identities: Mapping[str, str] = field(default_factory=dict)
    exporting: pl.DataFrame | None = None
    told: Any = None
    telling: pl.DataFrame | None = None

    @property
    def mentions(self) -> Any:  # noqa: ANN401 - as `frame`
        """The flows as told: `identities` says who is meant, where it names somebody."""
        return self.frame if self.told is None else self.told

    def of(self, period: str) -> Flows:
        """The same, where only those of one period are asked for; `frame` still holds them all.

        Whose word counts of a flow need not be asked in a year that one source tells, whoever tells of other years.
        """
        coverage = self.coverage.filter(pl.col("period") == period)
        alone = coverage["source"].n_unique() < _SEVERAL and not (coverage["reporters"] > 0).any()
        return replace(self, coverage=coverage, one_series=alone)

    def only(self, frame: pl.LazyFrame) -> Flows:
        """The same with these of its rows."""
        return replace(self, frame=frame, identities={}, told=None)
