"""Flows on an engine that is not in this process: the same rows as `resolution.flows` gives, for dependency.

Written in Narwhals. Lists of who trades are fetched, since they are short; the rows stay where they are, with mentions
as the source has them, and `Flows.identities` says who is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import polars as pl

from headwater.claims.log import ClaimLog
from headwater.claims.model import View, active_contributions
from headwater.errors import BadQuestion
from headwater.resolution.flows import ENDS, SERIES, counted, identities_of, telling
from headwater.standard.codes import code_list
from headwater.standard.tables import table
from headwater.supply_map.flows import COVERAGE, Flows

Frame = nw.LazyFrame[Any]

_COLUMNS = (*ENDS, "product", "period", "value", "currency", "valuation", "source", "claim")
_KEY = tuple(table("flows").key)


def resolve_elsewhere(claims: Frame, log: ClaimLog, view: View, periods: Sequence[str], hs: str | None = None) -> Flows:
    """The flows of these periods, of HS codes that begin with `hs` where given.

    `claims` holds the rows of the table `flows` (columns of `frames.claim_schema`). `BadQuestion` for a view that is
    valid on a day.
    """
    if view.valid_on is not None:
        raise BadQuestion(
            "On this engine flows are asked for as they are known, not as valid on a day.", "Leave it away."
        )
    contributions = log.contributions()
    active = active_contributions(contributions, view.known_on)
    rows = claims.filter(nw.col("contribution").is_in(sorted(active)), nw.col("period").is_in(list(periods)))
    seen_by = view.viewer.may_see()
    if seen_by is not None:
        told = nw.when(nw.col("disclosure").is_null()).then(nw.lit("open")).otherwise(nw.col("disclosure"))
        rows = rows.filter(told.is_in(list(seen_by)))
    seen = counted(_mentions(rows))
    identities = identities_of(seen)
    exporting = None
    if hs is not None:
        exporting = _exporting(rows, identities)
        editions = "|".join(code_list("hs_edition").codes())
        rows = rows.filter(nw.col("product").str.contains(f"^hs:({editions})[.]{hs}"))
    order = [entry.id for entry in contributions if entry.id in active]
    once = _latest(rows, seen, order)
    claim = nw.concat_str([nw.col("contribution"), nw.lit(":flows:"), nw.col("row").cast(nw.String)])
    counts = seen.group_by("source", "period").agg(pl.col("suppliers", "buyers", "reporters").max())
    return Flows(
        once.with_columns(claim.alias("claim")).select(*_COLUMNS).to_native(),
        counts.select(list(COVERAGE)).sort("source", "period"),
        merged=len(set(identities.values())) < len(identities),
        one_series=seen["source"].n_unique() < 2 and not (seen["reporters"] > 0).any(),
        identities=identities,
        exporting=exporting,
        telling=telling(seen, identities),
    )


def _fetched(frame: Frame) -> pl.DataFrame:
    found: pl.DataFrame = frame.collect(backend="polars").to_native()
    return found


def _mentions(rows: Frame) -> pl.DataFrame:
    """The mentions of each end, by source, period and contribution."""
    found: pl.DataFrame | None = None
    for end in ENDS:
        one = (
            _fetched(rows.select(*SERIES, end).unique()).group_by(SERIES).agg(pl.col(end).drop_nulls().unique().sort())
        )
        found = one if found is None else found.join(one, on=SERIES, how="left")
    assert found is not None  # noqa: S101 - there are ends
    return found.with_columns(pl.col(end).cast(pl.List(pl.String)) for end in ENDS)


def _exporting(rows: Frame, identities: dict[str, str]) -> pl.DataFrame:
    """Who exports anything (columns `supply_map.flows.EXPORTING`)."""
    sold = _fetched(rows.filter(~nw.col("value").is_null()).select("period", "source", *ENDS).unique())
    named = sold.with_columns(pl.col(end).replace(identities) for end in ENDS)
    own = (pl.col("reporter") == pl.col("supplier")).fill_null(value=False).alias("own")
    return named.filter(pl.col("supplier") != pl.col("buyer")).select("supplier", "period", "source", own).unique()


def _latest(rows: Frame, seen: pl.DataFrame, order: list[str]) -> Frame:
    """Rows told twice only once, as the latest contribution tells them."""
    several = seen.group_by("source", "period").agg(pl.col("contribution").n_unique())
    if not (several["contribution"] > 1).any():
        return rows
    place = nw.lit(-1)
    for number, contribution in enumerate(order):
        place = nw.when(nw.col("contribution") == contribution).then(nw.lit(number)).otherwise(place)
    empty = (nw.when(nw.col(name).is_null()).then(nw.lit("")).otherwise(nw.col(name)) for name in _KEY)
    marked = rows.with_columns(place.alias("_place"), nw.concat_str(list(empty), separator="\n").alias("_key"))
    newest = marked.group_by("_key").agg(nw.col("_place").max().alias("_newest"))
    return marked.join(newest, on="_key", how="inner").filter(nw.col("_place") == nw.col("_newest"))
