"""Partial days and periods as comparable ISO days, column at a time."""

from __future__ import annotations

import polars as pl

_FIRST_MONTH = {"Q1": "01", "Q2": "04", "Q3": "07", "Q4": "10"}
_LAST_DAY = {"Q1": "03-31", "Q2": "06-30", "Q3": "09-30", "Q4": "12-31"}


def first_day(day: pl.Expr) -> pl.Expr:
    """First day of YYYY, YYYY-Qn, YYYY-MM or YYYY-MM-DD, as text YYYY-MM-DD; null stays null."""
    size = day.str.len_chars()
    quarter = day.str.slice(5, 2)
    return (
        pl.when(size == 4)
        .then(day + "-01-01")
        .when(quarter.str.starts_with("Q"))
        .then(day.str.slice(0, 5) + quarter.replace(_FIRST_MONTH) + "-01")
        .when(size == 7)
        .then(day + "-01")
        .otherwise(day)
    )


def last_day(day: pl.Expr) -> pl.Expr:
    """Last day of YYYY, YYYY-Qn, YYYY-MM or YYYY-MM-DD, as text YYYY-MM-DD; null stays null."""
    size = day.str.len_chars()
    quarter = day.str.slice(5, 2)
    month_end = (day + "-01").str.to_date("%Y-%m-%d", strict=False).dt.month_end().dt.strftime("%Y-%m-%d")
    return (
        pl.when(size == 4)
        .then(day + "-12-31")
        .when(quarter.str.starts_with("Q"))
        .then(day.str.slice(0, 5) + quarter.replace(_LAST_DAY))
        .when(size == 7)
        .then(month_end)
        .otherwise(day)
    )
