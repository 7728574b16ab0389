"""Which statements a total counts, and why not the others: one line each.

Of each commitment one figure counts (see `statements`); the others are explained as told again, superseded, of another
currency or stage, or in conflict. The figure itself does not count where its commitment is part of a total that counts,
lies outside the days asked for, repeats another commitment, was cancelled, or is recorded as not to be added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from headwater.errors import BadQuestion
from headwater.ledger.commitments import umbrellas
from headwater.ledger.duplicates import WITHIN_DAYS, duplicates
from headwater.ledger.rates import Rates
from headwater.ledger.stages import PROMISES, STAGES
from headwater.ledger.statements import LOWER_BOUNDS, counting, told_at

REASONS: Mapping[str, str] = {
    "counted": "this figure is in the total",
    "part-of": "part of a total that counts",
    "earlier": "first told before the days asked for",
    "later": "first told after the days asked for",
    "undated": "no day is told, so it cannot be placed within the days asked for",
    "duplicate-of": "another commitment with the same investors, place, product, amount and month counts",
    "cancelled": "cancelled",
    "not-to-be-added": "recorded as not to be added: a stock, or a sum that overlaps another by an unknown part",
    "no-rate": "no rate into the currency asked for was given",
    "repeats": "the same figure, told again",
    "superseded": "a later figure of the same commitment counts",
    "within-bound": "a lower bound that the figure counted lies above",
    "conflicts": "another figure for the same, which the conflict policy ranks behind",
    "other-currency": "the same commitment told in another currency",
    "other-stage": "an amount at another stage of the same commitment",
    "unknown": "no amount is told",
}
"""Why a line counts or does not; the words of `reason`."""

LINES: Mapping[str, pl.DataType] = {
    "commitment": pl.String(), "title": pl.String(), "recipient": pl.String(), "technology": pl.String(),
    "stage": pl.String(), "stage_on": pl.String(), "amount": pl.Float64(), "currency": pl.String(),
    "amount_qualifier": pl.String(), "low": pl.Float64(), "high": pl.Float64(), "reason": pl.String(),
    "because": pl.String(), "counted": pl.Boolean(), "counts": pl.Float64(), "counts_in": pl.String(),
    "rate": pl.Float64(), "investors": pl.Int64(), "source": pl.String(), "stated_on": pl.String(),
    "claims": pl.List(pl.String),
}  # fmt: skip
"""Columns of a total's lines: `counts` is what the line adds to it (0 where it does not), in the currency `counts_in`;
`low` and `high` span what is told of the same; `because` is the commitment that the reason names."""

SEVERAL = "several"
"""The technology of a commitment whose products are of more than one: its sum cannot be split, and counts once here."""


@dataclass(frozen=True)
class Counting:
    """How a total is made. `at`: a stage, or `promised`. `since` and `until`: first told within these days.

    `rates` add currencies up; without them each currency has its own total. `within_days` is for duplicates; None
    counts them.
    """

    at: str = "promised"
    since: date | None = None
    until: date | None = None
    rates: Rates | None = None
    within_days: int | None = field(default=WITHIN_DAYS)

    def __post_init__(self) -> None:
        """Raise `BadQuestion` where the stage is none, or the days end before they begin."""
        if self.at != "promised" and self.at not in STAGES:
            raise BadQuestion(f"{self.at!r} is no stage.", valid=("promised", *STAGES))
        if self.since is not None and self.until is not None and self.until < self.since:
            raise BadQuestion(f"The days asked for end on {self.until}, before they begin on {self.since}.")


def lines(told: pl.DataFrame, table: pl.DataFrame, asked: Counting) -> pl.DataFrame:
    """Every statement about the commitments of `table` as a line (`LINES`), by commitment, the counting one first.

    `told`: `statements` of the map; `table`: the rows of `commitment_table` that are asked about, and no others: a part
    of a total that is not among them counts by itself.
    """
    mine = told.join(table.select("id"), on="id", how="semi")
    basis = told_at(mine, asked.at)
    chosen = counting(basis)
    fate = _fates(mine, basis, chosen, table, asked)
    with_reason = _statement_reasons(mine, basis, chosen).join(fate, on="id", how="left")
    own = pl.col("_own").is_in(["counted", "unknown"])
    reason = pl.when(own & pl.col("_fate").is_not_null()).then("_fate").otherwise("_own")
    shaped = with_reason.with_columns(
        reason.alias("reason"), pl.when(own).then("_because").alias("because")
    ).with_columns((pl.col("reason") == "counted").alias("counted"))
    return _as_lines(_converted(shaped, asked.rates), table)


def _statement_reasons(mine: pl.DataFrame, basis: pl.DataFrame, chosen: pl.DataFrame) -> pl.DataFrame:
    """Each statement with an amount, and each commitment without any: what it is beside the figure that counts."""
    counts = chosen.select(
        "id", pl.col("place").alias("_place"), pl.col("currency").alias("_currency"), pl.col("amount").alias("_amount"),
        pl.col("begins").alias("_begins"),
    )  # fmt: skip
    amounts = mine.filter(pl.col("amount").is_not_null()).join(counts, on="id", how="left")
    silent = mine.join(counts, on="id", how="anti").sort("standing").unique("id", keep="first", maintain_order=True)
    bound = pl.col("amount_qualifier").is_in(LOWER_BOUNDS).fill_null(value=False)
    own = (
        pl.when(pl.col("_place") == pl.col("place")).then(pl.lit("counted"))
        .when(~pl.col("place").is_in(basis["place"].implode())).then(pl.lit("other-stage"))
        .when(~pl.col("currency").eq_missing(pl.col("_currency"))).then(pl.lit("other-currency"))
        .when(pl.col("amount") == pl.col("_amount")).then(pl.lit("repeats"))
        .when(pl.col("ends") < pl.col("_begins")).then(pl.lit("superseded"))
        .when(bound & (pl.col("amount") < pl.col("_amount"))).then(pl.lit("within-bound"))
        .otherwise(pl.lit("conflicts"))
    )  # fmt: skip
    with_own = amounts.filter(pl.col("_place").is_not_null()).with_columns(own.alias("_own"))
    spread = with_own.filter(pl.col("_own").is_in(["counted", "repeats", "conflicts"])).group_by("id").agg(
        pl.col("amount").min().alias("low"), pl.col("amount").max().alias("high")
    )  # fmt: skip
    unknown = silent.with_columns(pl.lit("unknown").alias("_own"), pl.lit(None, pl.Float64).alias("amount"))
    rows = pl.concat([with_own.drop("_place", "_currency", "_amount", "_begins"), unknown], how="diagonal")
    ranged = pl.col("_own") == "counted"
    return rows.join(spread, on="id", how="left").with_columns(
        pl.when(ranged).then("low").alias("low"), pl.when(ranged).then("high").alias("high")
    )


def _fates(
    mine: pl.DataFrame, basis: pl.DataFrame, chosen: pl.DataFrame, table: pl.DataFrame, asked: Counting
) -> pl.DataFrame:
    """Commitments whose figure does not count: `_fate`, the reason, and `_because`, the commitment it names."""
    figures = chosen.select("id", "amount", "currency")
    days = _first_days(mine, basis, asked.at)
    facts = (
        table.drop("amount", "currency", "first_on").join(figures, on="id", how="left").join(days, on="id", how="left")
    )
    placed = facts.with_columns(_outside(asked).alias("_fate"))
    inside = placed.filter(pl.col("_fate").is_null())
    outside = placed.filter(pl.col("_fate").is_not_null()).select("id", "_fate")
    found: dict[str, tuple[str, str | None]] = {identity: (fate, None) for identity, fate in outside.iter_rows()}
    found |= _parts(inside)
    apart = inside.filter(~pl.col("id").is_in(list(found)))
    gone = apart.filter((pl.col("now") == "cancelled") & pl.lit(asked.at != "cancelled"))
    found |= dict.fromkeys(gone["id"], ("cancelled", None))
    # what is excluded because it is a part counts where its total is not asked about
    excluded = apart.filter(pl.col("excluded") & (pl.col("part_of").list.len() == 0) & (pl.col("now") != "cancelled"))
    found |= dict.fromkeys(excluded["id"], ("not-to-be-added", None))
    if asked.within_days is not None:
        left = apart.filter(~pl.col("id").is_in(list(found)))
        found |= {identity: ("duplicate-of", first) for identity, first in duplicates(left, asked.within_days).items()}
    rows = [(identity, fate, because) for identity, (fate, because) in found.items()]
    return pl.DataFrame(rows, schema={"id": pl.String, "_fate": pl.String, "_because": pl.String}, orient="row")


def _parts(inside: pl.DataFrame) -> dict[str, tuple[str, str | None]]:
    """The parts of totals that are asked about and have an amount; each names the nearest."""
    known = set(inside.filter(pl.col("amount").is_not_null())["id"])
    above = umbrellas(inside.select("id", "part_of"))
    nearest = {part: next((whole for whole in wholes if whole in known), None) for part, wholes in above.items()}
    return {part: ("part-of", whole) for part, whole in nearest.items() if whole is not None}


def _first_days(mine: pl.DataFrame, basis: pl.DataFrame, at: str) -> pl.DataFrame:
    """The first day each commitment was told of at the stage; of what was promised also without an amount."""
    promised = mine.filter(pl.col("stage").is_in(PROMISES)) if at == "promised" else mine.filter(pl.col("stage") == at)
    told = pl.concat([promised.select("id", "begins"), basis.select("id", "begins")])
    return told.group_by("id").agg(pl.col("begins").min().alias("first_on"))


def _outside(asked: Counting) -> pl.Expr:
    first = pl.col("first_on")
    outside = pl.lit(None, pl.String)
    if asked.until is not None:
        outside = pl.when(first > asked.until).then(pl.lit("later")).otherwise(outside)
    if asked.since is not None:
        outside = pl.when(first < asked.since).then(pl.lit("earlier")).otherwise(outside)
    if asked.since is not None or asked.until is not None:
        outside = pl.when(first.is_null()).then(pl.lit("undated")).otherwise(outside)
    return outside


def _converted(rows: pl.DataFrame, rates: Rates | None) -> pl.DataFrame:
    """What each counted line adds, and in which currency; a line without a rate counts no more."""
    if rates is None:
        return rows.with_columns(
            pl.when("counted").then("amount").otherwise(0.0).alias("counts"),
            pl.col("currency").alias("counts_in"),
            pl.lit(None, pl.Float64).alias("rate"),
        )
    year = pl.col("begins").dt.year().cast(pl.Int64)
    asked = rows.filter("counted").select("currency", year.alias("_year")).unique()
    table = pl.DataFrame(
        [
            (currency, when, found.rate if currency and (found := rates.rate(currency, when)) else None)
            for currency, when in asked.iter_rows()
        ],
        schema={"currency": pl.String, "_year": pl.Int64, "rate": pl.Float64},
        orient="row",
    )
    joined = rows.with_columns(year.alias("_year")).join(table, on=["currency", "_year"], how="left", nulls_equal=True)
    missing = pl.col("counted") & pl.col("rate").is_null()
    return joined.with_columns(
        pl.when(missing).then(pl.lit("no-rate")).otherwise("reason").alias("reason"),
        (pl.col("counted") & ~missing).alias("counted"),
    ).with_columns(
        pl.when("counted").then(pl.col("amount") * pl.col("rate")).otherwise(0.0).alias("counts"),
        *(pl.when("counted").then(pl.col(end) * pl.col("rate")).otherwise(end).alias(end) for end in ("low", "high")),
        pl.when("counted").then("rate").alias("rate"),
        pl.lit(rates.into).alias("counts_in"),
    )


def _as_lines(rows: pl.DataFrame, table: pl.DataFrame) -> pl.DataFrame:
    """`LINES`, those of a commitment together with its own figure first; counted commitments first, largest first."""
    technologies = pl.col("technologies").list
    one = pl.when(technologies.len() > 1).then(pl.lit(SEVERAL)).when(technologies.len() == 1).then(technologies.first())
    about = table.select(
        "id", "title", "recipient", one.alias("technology"), pl.col("investors").list.len().cast(pl.Int64),
        pl.col("amount").alias("_size"),
    )  # fmt: skip
    joined = rows.drop("title", "recipient", "investors").join(about, on="id", how="left").with_columns(
        pl.col("counted").any().over("id").alias("_any"),
        pl.col("counts").max().over("id").alias("_most"),
        pl.col("_own").is_in(["counted", "unknown"]).alias("_first"),
    )  # fmt: skip
    keys = ["_any", "_most", "_size", "id", "_first", "begins", "standing"]
    shaped = joined.sort(keys, descending=[True, True, True, False, True, True, False], nulls_last=True)
    return shaped.with_columns(pl.col("id").alias("commitment")).select(
        pl.col(name).cast(kind) for name, kind in LINES.items()
    )
