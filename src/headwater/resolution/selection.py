"""Which claims a view is made of: those that counted on a day, hold on a day, and are the viewer's to see.

All that follows works on what is selected here and on nothing else, which is why a hidden claim can change no byte.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl

from headwater.claims.log import ClaimLog
from headwater.claims.model import View, active_contributions
from headwater.standard.periods import first_day, last_day
from headwater.standard.tables import TABLE_NAMES

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

MOST_FLOWS = 500_000
"""With more flows than this, a map holds only some of those by HS code."""

Claims = Mapping[str, pl.DataFrame]
"""Selected rows by table: the columns of `frames.claim_schema` and `claim`, the claim id."""


def select_claims(log: ClaimLog, view: View) -> Claims:
    """The claims of `log` that `view` is made of, by table."""
    active = sorted(active_contributions(log.contributions(), view.known_on))
    claims = {name: selected(log.claims(name), name, active, view) for name in TABLE_NAMES}
    found = {name: rows.collect() for name, rows in claims.items() if name != "flows"}
    return {name: _on_map(claims["flows"], found["products"]) if name == "flows" else found[name] for name in claims}


def _on_map(flows: pl.LazyFrame, products: pl.DataFrame) -> pl.DataFrame:
    """All flows, or where trade statistics are many, of these only the codes that products name, of their latest year.

    A year of world trade has millions of rows, which no map needs: questions about them are asked of
    `resolution.flows`. What is left out depends on the claims of the view alone.
    """
    if flows.select(pl.len()).collect(engine="streaming").item() <= MOST_FLOWS:
        return flows.collect()
    codes = products.select("hs_edition", pl.col("hs_codes").list.explode()).drop_nulls().unique()
    named = codes.select(pl.concat_str(pl.lit("hs:"), "hs_edition", pl.lit("."), "hs_codes"))["hs_edition"]
    statistics = pl.col("product").str.starts_with("hs:")
    few = flows.filter(~statistics | pl.col("product").is_in(named.implode()))
    latest = few.filter(statistics).select(pl.col("period").max()).collect(engine="streaming").item()
    return few.filter(~statistics | (pl.col("period") == latest)).collect(engine="streaming")


def selected(claims: pl.LazyFrame, table: str, active: list[str], view: View) -> pl.LazyFrame:
    """The rows of one table that `view` is made of, with the column `claim`; `active`: contributions that count."""
    keep = pl.col("contribution").is_in(active)
    seen = view.viewer.may_see()
    if seen is not None:
        keep &= pl.col("disclosure").fill_null("open").is_in(list(seen))
    if view.valid_on is not None:
        keep &= _holds_on(view.valid_on, _BEGINS.get(table))
    # concat_str and not format: Polars 2.1 panics on format after a filter of a frame in several chunks
    claim = pl.concat_str("contribution", pl.lit(f":{table}:"), "row")
    return claims.filter(keep).with_columns(claim.alias("claim"))


def _holds_on(valid_on: date, begins: str | None) -> pl.Expr:
    day = pl.lit(valid_on)
    holds = (first_day(pl.col("valid_from")) <= day).fill_null(value=True)
    holds &= (last_day(pl.col("valid_to")) >= day).fill_null(value=True)
    if begins is not None:
        holds &= (first_day(pl.col(begins)) <= day).fill_null(value=True)
    return holds
