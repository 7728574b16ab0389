"""Commitments that several sources may tell under different identifiers, so that a total counts the sum once.

Two are taken for one where all of this agrees: the investors, the recipient, currency and amount, a product (or one
names none), no different sites or places, and first told within `within_days` of each other. The first told counts.
It misleads where an investor really makes two equal promises in one month for one product: leave it off then, or record
the places. Where resolution or a judgement makes them one, nothing is left for this to find.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import polars as pl

from headwater.errors import BadQuestion

WITHIN_DAYS = 31


def duplicates(table: pl.DataFrame, within_days: int = WITHIN_DAYS) -> Mapping[str, str]:
    """Per duplicate the commitment it repeats; `table` has the columns of `commitment_table`."""
    if within_days < 0:
        raise BadQuestion("Days between duplicates cannot be negative.")
    key = ["_investors", "recipient", "currency", "amount"]
    told = table.filter(
        pl.col("amount").is_not_null() & pl.col("first_on").is_not_null() & (pl.col("investors").list.len() > 0)
    ).with_columns(pl.col("investors").list.sort().list.join(";").alias("_investors"))
    alike = told.filter(pl.struct(key).is_duplicated()).sort(*key, "first_on", "id", nulls_last=True)
    found: dict[str, str] = {}
    for earlier, later in pairwise(alike.iter_rows(named=True)):
        if all(earlier[name] == later[name] for name in key) and _one(earlier, later, within_days):
            found[later["id"]] = found.get(earlier["id"], earlier["id"])
    return found


def _one(earlier: Mapping[str, Any], later: Mapping[str, Any], within_days: int) -> bool:
    days: tuple[date, date] = (earlier["first_on"], later["first_on"])
    linked = earlier["id"] in later["part_of"] or later["id"] in earlier["part_of"]
    return (
        not linked
        and (days[1] - days[0]).days <= within_days
        and not _apart([earlier["facility"]], [later["facility"]])
        and not _apart(earlier["places"], later["places"])
        and not _apart(earlier["products"], later["products"])
    )


def _apart(left: list[str | None], right: list[str | None]) -> bool:
    """Whether both name something, and nothing in common."""
    one, other = set(left) - {None}, set(right) - {None}
    return bool(one and other and one.isdisjoint(other))
