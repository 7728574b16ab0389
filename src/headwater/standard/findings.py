"""The shape every finding has, in the frame, in `--json` and over HTTP."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

FINDING_SCHEMA: Mapping[str, pl.DataType] = MappingProxyType(
    {
        "subject": pl.String(),  # identity the finding is about
        "indicator": pl.String(),
        "value": pl.Float64(),  # null where unknown
        "low": pl.Float64(),  # over the conflicting claims
        "high": pl.Float64(),
        "unit": pl.String(),  # share, index 0..1, providers, products, tiers
        "verdict": pl.String(),  # a flip inside [low, high] is said: "watched (flips: concentrated..watched)"
        "as_of": pl.String(),  # period of the figures
        "method": pl.String(),  # indicator, basis, kind of provider, thresholds and their source
        "claims": pl.List(pl.String),
    }
)
