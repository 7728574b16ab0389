"""Periods and partial days as spans of days: a year is from its 1 January to its 31 December.

A period reads YYYY, YYYY-Qn or YYYY-MM; a day YYYY, YYYY-MM or YYYY-MM-DD. Both functions take either, one value or a
whole column.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

import polars as pl

from headwater.errors import BadQuestion

PERIOD_PATTERN = r"^[0-9]{4}(-(Q[1-4]|0[1-9]|1[0-2]))?$"
DAY_PATTERN = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"

_SPAN = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?", re.ASCII)


def bounds(period: str) -> tuple[date, date]:
    """First and last day of a period or partial day; `BadQuestion` says what one looks like."""
    found = _SPAN.fullmatch(period)
    try:
        return _bounds(*found.groups()) if found else _refuse(period)
    except ValueError:
        return _refuse(period)


def _bounds(year: str, quarter: str | None, month: str | None, day: str | None) -> tuple[date, date]:
    if day is not None and month is not None:
        only = date(int(year), int(month), int(day))
        return only, only
    first_month = 3 * int(quarter) - 2 if quarter else int(month or 1)
    months = 3 if quarter else 1 if month else 12
    return date(int(year), first_month, 1), _last_day(int(year), first_month + months - 1)


def _last_day(year: int, month: int) -> date:
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def _refuse(period: str) -> tuple[date, date]:
    raise BadQuestion(f"{period!r} is no period.", "Write 2024, 2024-Q3, 2024-07 or 2024-07-15.")


def first_day(period: pl.Expr) -> pl.Expr:
    """First day (Date) of a column of periods or partial days; null where a value is neither."""
    quarter = period.str.extract(r"^[0-9]{4}-Q([1-4])$").cast(pl.Int32)
    start = (
        pl.when(period.str.contains(r"^[0-9]{4}$"))
        .then(period + "-01-01")
        .when(quarter.is_not_null())
        .then(period.str.slice(0, 5) + (quarter * 3 - 2).cast(pl.String).str.zfill(2) + "-01")
        .when(period.str.contains(r"^[0-9]{4}-[0-9]{2}$"))
        .then(period + "-01")
        .otherwise(period)
    )
    return start.str.to_date("%Y-%m-%d", strict=False)


def last_day(period: pl.Expr) -> pl.Expr:
    """Last day (Date) of a column of periods or partial days; null where a value is neither."""
    start = first_day(period)
    return (
        pl.when(period.str.contains(r"^[0-9]{4}$"))
        .then(start.dt.offset_by("11mo").dt.month_end())
        .when(period.str.contains("-Q"))
        .then(start.dt.offset_by("2mo").dt.month_end())
        .when(period.str.len_chars() == 7)
        .then(start.dt.month_end())
        .otherwise(start)
    )
