"""What a rule is: an expression over whole columns, and words for the rows that break it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

Words = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """`broken` is true for rows that break the rule; `problem` and `remedy` put a value that does into words."""

    column: str
    broken: pl.Expr
    problem: Words
    remedy: Words
    shown: pl.Expr | None = None  # what a message shows where it is not the whole cell: of a list the value that fails
    any_broken: pl.Expr | None = None  # whether any row breaks it, where that is cheaper to ask of the distinct values
