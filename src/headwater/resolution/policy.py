"""Which of several conflicting claims counts: measured before unknown, then source kind, recency, confidence.

The order of source kinds is that of the code list `source_kind`. Recency is the day the source said it (`stated_on`, or
else the day it was published); a year alone counts as its first day, so that a vague day never outranks a known one.
When a claim was *recorded* plays no part: the order in which contributions arrive must not change the map. What is
still equal is decided by the source's identifier and the row's own content, so that the choice is the same anywhere.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from headwater.standard.codes import code_list
from headwater.standard.periods import first_day

RULE_ONLY = "only claim"
RULE_AGREE = "claims agree"
RULE_MEASURED = "measured before unknown"
RULE_SOURCE_KIND = "source kind"
RULE_RECENCY = "recency"
RULE_CONFIDENCE = "confidence"
RULE_CARVED = "remainder, less what only other sources name"
RULE_TIE = "tie: first by source identifier"

_NO_DAY = date(1, 1, 1)
"""A claim without any day is older than every other."""

ORDER: tuple[str, ...] = ("_kind_rank", "_recency", "_confidence_rank", "source")
"""Columns to sort by (with `DESCENDING`) so that the claim that counts comes first; `ranked` makes them."""
RANKS: tuple[str, ...] = ORDER[:-1]
"""What tells claims apart by merit; the source's identifier only breaks ties."""
DESCENDING: tuple[bool, ...] = (False, True, False, False)


def source_ranks(sources: pl.DataFrame) -> pl.DataFrame:
    """Per source id: `_kind_rank` (0 outranks 1) and `_published` (first possible day), from the `sources` claims.

    A source that several contributions describe takes its best rank and its latest publication.
    """
    kinds = code_list("source_kind")
    worst = len(kinds.codes())
    ranks = {code: rank for rank, code in enumerate(kinds.codes())}
    return sources.group_by("id").agg(
        pl.col("kind").replace_strict(ranks, default=worst, return_dtype=pl.Int64).min().alias("_kind_rank"),
        first_day(pl.col("published_on")).max().alias("_published"),
    )


def ranked(claims: pl.DataFrame, ranks: pl.DataFrame) -> pl.DataFrame:
    """Add `_kind_rank`, `_recency` and `_confidence_rank`, the sort keys of the policy."""
    worst = len(code_list("source_kind").codes())
    joined = claims.join(ranks, left_on="source", right_on="id", how="left", maintain_order="left")
    recency = pl.coalesce(first_day(pl.col("stated_on")), pl.col("_published"), pl.lit(_NO_DAY))
    confidence = code_list("confidence")
    ranks_of = {code: confidence.rank(code) for code in confidence.codes()}
    trust = pl.col("confidence").replace_strict(ranks_of, default=confidence.rank("medium"), return_dtype=pl.Int64)
    return joined.with_columns(
        pl.col("_kind_rank").fill_null(worst), recency.alias("_recency"), trust.alias("_confidence_rank")
    ).drop("_published")


def rule_between(first: str, second: str) -> pl.Expr:
    """The rule that put one claim before another, from their `RANKS` under the suffixes `first` and `second`."""
    rules = zip(RANKS, (RULE_SOURCE_KIND, RULE_RECENCY, RULE_CONFIDENCE), strict=True)
    rule: pl.Expr = pl.lit(RULE_TIE)
    for column, name in reversed(list(rules)):
        rule = pl.when(pl.col(column + first) != pl.col(column + second)).then(pl.lit(name)).otherwise(rule)
    return rule
