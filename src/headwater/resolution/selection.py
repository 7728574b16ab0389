"""Which claims a view is made of: those that counted on a day, hold on a day, and are the viewer's to see.

All that follows works on what is selected here and on nothing else, which is why a hidden claim can change no byte.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from headwater.claims.log import ClaimLog
from headwater.claims.model import View, active_contributions
from headwater.resolution.traders import counted_flows, editions_told
from headwater.resolution.visibility import visible
from headwater.standard.tables import TABLE_NAMES

MOST_FLOWS = 500_000
"""With more flows than this, a map holds only some of those by HS code."""

Claims = Mapping[str, pl.DataFrame]
"""Selected rows by table: the columns of `frames.claim_schema` and `claim`, the claim id."""


def select_claims(log: ClaimLog, view: View) -> Claims:
    """The claims of `log` that `view` is made of, by table."""
    active = sorted(active_contributions(log.contributions(), view.known_on))
    others = [name for name in TABLE_NAMES if name != "flows"]
    found = {name: selected(log.claims(name), name, active, view).collect() for name in others}
    found["flows"] = _on_map(log, view, active, found["products"])
    return {name: found[name] for name in TABLE_NAMES}


def _on_map(log: ClaimLog, view: View, active: list[str], products: pl.DataFrame) -> pl.DataFrame:
    """All flows, or where trade statistics are many, of these only the codes that products name, of their latest year.

    A year of world trade has millions of rows, which no map needs: questions about them are asked of
    `resolution.flows`. What is left out depends on the claims of the view alone. Files that hold nothing of it are not
    opened.
    """
    recorded = sum(stamp.rows for entry in log.contributions() for stamp in entry.tables if stamp.table == "flows")
    if recorded <= MOST_FLOWS or counted_flows(log, view) <= MOST_FLOWS:
        return selected(log.claims("flows"), "flows", active, view).collect()
    product, statistics = pl.col("product"), pl.col("product").str.starts_with("hs:")
    besides = {"product": [("", "hs:"), ("hs;", "\U0010ffff")]}  # ; is what comes after :
    parts = [selected(log.claims("flows", within=besides), "flows", active, view).filter(~statistics).collect()]
    named = _codes(products)
    for period in reversed(_periods_of(log, view, named)):
        within = {"product": [(code, code) for code in named], "period": [(period, period)]}
        claims = selected(log.claims("flows", within=within), "flows", active, view)
        found = claims.filter(product.is_in(named), pl.col("period") == period).collect(engine="streaming")
        if not found.is_empty():
            parts.append(found)
            break
    return pl.concat(parts)


def _codes(products: pl.DataFrame) -> list[str]:
    """The codes that products name, as flows name them."""
    codes = products.select("hs_edition", "hs_codes").explode("hs_codes").drop_nulls().unique()
    named = codes.select(pl.concat_str(pl.lit("hs:"), "hs_edition", pl.lit("."), "hs_codes")).to_series()
    return sorted(named.to_list())


def _periods_of(log: ClaimLog, view: View, codes: list[str]) -> list[str]:
    """Periods with flows in an edition that any of the codes is of, earliest first."""
    editions = {code.removeprefix("hs:").partition(".")[0] for code in codes}
    told = editions_told(log, view)
    return sorted({period for edition, periods in told.items() if edition in editions for period in periods})


def selected(claims: pl.LazyFrame, table: str, active: list[str], view: View) -> pl.LazyFrame:
    """The rows of one table that `view` is made of, with the column `claim`; `active`: contributions that count."""
    keep = pl.col("contribution").is_in(active) & visible(table, view)
    # concat_str and not format: Polars 2.1 panics on format after a filter of a frame in several chunks
    claim = pl.concat_str("contribution", pl.lit(f":{table}:"), "row")
    return claims.filter(keep).with_columns(claim.alias("claim"))
