"""Who trades with whom in what is recorded, by contribution: what is asked of all flows, without a look at each.

A year of world trade has eleven million flows and forty thousand pairs of partners. Which years and editions there are,
who reports, who exports anything: all of it is known of the pairs. They are worked out once for a contribution and kept
by the log. The columns by which a view leaves claims out stand in them too, so that what is asked for a viewer or a day
is made of the same claims as everything else.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from headwater.claims.log import ClaimLog, Summary
from headwater.claims.model import View, active_contributions
from headwater.resolution.visibility import visible
from headwater.standard.codes import code_list

_SELECTED_BY = ("contribution", "disclosure", "valid_from", "valid_to", "period")
_PAIRS = (*_SELECTED_BY, "source", "edition", "reporter", "supplier", "buyer")
_FEW_ROWS = 100_000  # contributions with fewer rows are looked at together


def _pairs(rows: pl.LazyFrame) -> pl.DataFrame:
    """One row per pair of partners and all a view selects by: `rows`, how many, and whether any is `valued`."""
    return (
        rows.with_columns(_edition(rows).alias("edition"))
        .group_by(_PAIRS)
        .agg(pl.len().alias("rows"), pl.col("value").is_not_null().any().alias("valued"))
        .collect(engine="streaming")
        .sort(_PAIRS)
    )


def _edition(rows: pl.LazyFrame) -> pl.Expr:
    """The edition of the HS a product is told in; null for products that are no code of it."""
    of = pl.col("product").str.extract("^hs:([^.]+)[.]")
    ends = rows.select(pl.col("product").min().alias("first"), pl.col("product").max().alias("last"))
    first, last = ends.collect(engine="streaming").select(pl.all().str.extract("^hs:([^.]+)[.]")).row(0)
    return pl.lit(first, pl.String) if first == last else of  # what sorts between two codes of one edition is of it


PAIRS = Summary("flows", "pairs-1", _pairs)


def pairs(log: ClaimLog, view: View) -> Iterator[pl.DataFrame]:
    """What `view` has of the pairs (columns of `PAIRS`): large contributions one by one, then all small ones."""
    contributions = log.contributions()
    active = active_contributions(contributions, view.known_on)
    small = []
    for entry in contributions:
        rows = sum(stamp.rows for stamp in entry.tables if stamp.table == PAIRS.table)
        if entry.id in active and rows >= _FEW_ROWS:
            yield log.summary(entry.id, PAIRS).filter(visible(PAIRS.table, view))
        elif entry.id in active and rows:
            small.append(entry.id)
    if small:
        within = {"contribution": [(contribution, contribution) for contribution in small]}
        claims = log.claims(PAIRS.table, within=within).filter(pl.col("contribution").is_in(small))
        yield _pairs(claims).filter(visible(PAIRS.table, view))


def keep_pairs(log: ClaimLog, contribution: str) -> None:
    """Have the log keep the pairs of a contribution that was just recorded, for whoever asks first."""
    entry = next(each for each in log.contributions() if each.id == contribution)
    if sum(stamp.rows for stamp in entry.tables if stamp.table == PAIRS.table) >= _FEW_ROWS:
        log.summary(contribution, PAIRS)


def counted_flows(log: ClaimLog, view: View) -> int:
    """How many flows the view has."""
    return sum(int(frame["rows"].sum()) for frame in pairs(log, view))


def periods_told(log: ClaimLog, view: View) -> list[str]:
    """Periods of which the view has any flow, earliest first."""
    return sorted({period for frame in pairs(log, view) for period in frame["period"].unique()})


def editions_told(log: ClaimLog, view: View, periods: list[str] | None = None) -> dict[str, list[str]]:
    """Editions of the HS in which flows are told, earliest first, each with its periods."""
    found: dict[str, set[str]] = {}
    for frame in pairs(log, view):
        kept = frame if periods is None else frame.filter(pl.col("period").is_in(periods))
        for edition, period in kept.select("edition", "period").drop_nulls().unique().iter_rows():
            found.setdefault(edition, set()).add(period)
    return {edition: sorted(found[edition]) for edition in code_list("hs_edition").codes() if edition in found}
