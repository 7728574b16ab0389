"""Which rows a viewer may see, and which hold on the day of a view; who else recorded what does not matter here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from headwater.claims.model import View
from headwater.standard.periods import first_day, last_day

# Columns that say from when a row speaks of: a view valid on a day knows nothing that begins after it.
_BEGINS: Mapping[str, str] = {
    "provisions": "period",
    "flows": "period",
    "stocks": "counted_on",
    "agreements": "status_on",
    "commitments": "stage_on",
    "measures": "status_on",
    "events": "starts_on",
    "programmes": "starts_on",
}


def visible(table: str, view: View) -> pl.Expr:
    """Which rows of a table the viewer may see and hold on the view's day, whatever contribution they are of."""
    keep = pl.lit(value=True)
    seen = view.viewer.may_see()
    if seen is not None:
        keep &= pl.col("disclosure").fill_null("open").is_in(list(seen))
    if view.valid_on is not None:
        keep &= _holds_on(view.valid_on, _BEGINS.get(table))
    return keep


def _holds_on(valid_on: date, begins: str | None) -> pl.Expr:
    day = pl.lit(valid_on)
    holds = (first_day(pl.col("valid_from")) <= day).fill_null(value=True)
    holds &= (last_day(pl.col("valid_to")) >= day).fill_null(value=True)
    if begins is not None:
        holds &= (first_day(pl.col(begins)) <= day).fill_null(value=True)
    return holds
