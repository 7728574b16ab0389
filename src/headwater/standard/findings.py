"""The shape every finding has, in the frame, in `--json` and over HTTP; and how a number becomes a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
        "verdict": pl.String(),  # one that flips inside [low, high] says so
        "as_of": pl.String(),  # period of the figures
        "method": pl.String(),  # indicator, basis, kind of provider, thresholds and their source
        "claims": pl.List(pl.String),
    }
)

UNKNOWN = "unknown"
"""The verdict where no value is known. It is never the same as a good one."""


@dataclass(frozen=True, slots=True)
class Step:
    """Above `limit` (or from it on, with `or_equal`) the verdict is `verdict`."""

    limit: float
    verdict: str
    or_equal: bool = False

    def said(self) -> str:
        """The step in words, for a finding's method."""
        return f"{'at least' if self.or_equal else 'above'} {self.limit:g} {self.verdict}"


@dataclass(frozen=True, slots=True)
class Ladder:
    """Verdicts by threshold: the first step a value reaches, from the top, or else `floor`; `source` says whose."""

    steps: tuple[Step, ...]
    floor: str
    source: str = ""

    def said(self) -> str:
        """The ladder in words, for a finding's method."""
        steps = ", ".join(step.said() for step in self.steps) or "no threshold"
        return f"{steps} ({self.source})" if self.source else steps

    def of(self, value: pl.Expr) -> pl.Expr:
        """The verdict on each value; `unknown` where it is null."""
        verdict = pl.lit(self.floor)
        for step in reversed(self.steps):
            reached = value >= step.limit if step.or_equal else value > step.limit
            verdict = pl.when(reached).then(pl.lit(step.verdict)).otherwise(verdict)
        return pl.when(value.is_null()).then(pl.lit(UNKNOWN)).otherwise(verdict)

    def verdict(self, value: pl.Expr, low: pl.Expr, high: pl.Expr) -> pl.Expr:
        """The verdict on `value`; where those on `low` and `high` differ, it says between which it flips."""
        said, at_low, at_high = self.of(value), self.of(low), self.of(high)
        flips = low.is_not_null() & high.is_not_null() & (at_low != at_high)
        return (
            pl.when(flips).then(pl.format("{} (conflicting claims: {} to {})", said, at_low, at_high)).otherwise(said)
        )
