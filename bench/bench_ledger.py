"""The ledger of 100,000 commitments (about 160,000 statements): totals, lists, what is overdue; one core.

    python bench/bench_ledger.py

The map is made directly, resolved commitments in a frame: what is measured is the ledger alone. Beside it, in the same
run, a plain Polars baseline: the latest statement of each commitment added up by country and currency. It counts parts
twice, conflicting figures as they come and the same sum in every currency, and explains nothing.
"""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable
from datetime import date

os.environ.setdefault("POLARS_MAX_THREADS", "1")
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

import numpy as np
import polars as pl
from timing import seconds

from headwater.supply_map import MAP_TABLES, SupplyMap
from headwater.supply_map.supply_map import as_table, empty_table
from headwater.workflows.ledger import Ledger, LedgerFilter

COMMITMENTS, STATEMENTS, ROUNDS = 100_000, 160_000, 5
STAGES = ["announced", "agreed", "registered", "disbursed", "under-construction", "in-operation", "cancelled"]


def made_up(seed: int = 1) -> SupplyMap:
    """A ledger like those of trackers: a fifth are parts, a tenth is told without an amount, three currencies."""
    random = np.random.default_rng(seed)
    of = np.concatenate([np.arange(COMMITMENTS), random.integers(0, COMMITMENTS, STATEMENTS - COMMITMENTS)])
    parts = np.where(random.random(COMMITMENTS) < 0.2, random.integers(0, COMMITMENTS // 10, COMMITMENTS), -1)
    amounts = np.round(random.lognormal(18, 2, COMMITMENTS), -3)[of] * random.choice([1.0, 1.0, 1.1], STATEMENTS)
    days = random.integers(0, 2_500, STATEMENTS)
    rows = pl.DataFrame(
        {
            "of": of,
            "stage": random.choice(STAGES, STATEMENTS, p=[0.5, 0.15, 0.1, 0.1, 0.08, 0.05, 0.02]),
            "stage_on": (np.datetime64("2019-01-01") + days).astype(str),
            "amount": np.where(random.random(STATEMENTS) < 0.1, np.nan, amounts),
            "currency": random.choice(["USD", "EUR", "KRW"], COMMITMENTS, p=[0.6, 0.2, 0.2])[of],
            "recipient": random.choice(["country:USA", "country:KOR", "country:VNM", "country:DEU"], COMMITMENTS)[of],
            "investor": [f"org:firm-{number}" for number in random.integers(0, 5_000, COMMITMENTS)[of]],
            "product": [f"product:p{number}" for number in random.integers(0, 200, COMMITMENTS)[of]],
            "whole": parts[of],
        }
    )
    whole = pl.when((pl.col("whole") >= 0) & (pl.col("whole") != pl.col("of"))).then("whole")
    told = rows.with_columns(
        pl.concat_str(pl.lit("commitment:c"), "of").alias("id"),
        pl.concat_str(pl.lit("Commitment "), "of").alias("title"),
        pl.col("amount").fill_nan(None),
        pl.concat_str(pl.lit("commitment:c"), whole).alias("part_of"),
        pl.concat_list("investor").alias("investors"),
        pl.concat_list("product").alias("products"),
        pl.lit("source:bench").alias("source"),
        pl.int_range(1, pl.len() + 1).over("of").alias("standing"),
        pl.concat_list(pl.concat_str(pl.lit("bench:commitments:"), pl.int_range(pl.len()))).alias("claims"),
    )
    missing = [pl.lit(None).alias(name) for name in MAP_TABLES["commitments"] if name not in told.columns]
    products = pl.DataFrame(
        {"id": [f"product:p{n}" for n in range(200)], "technology": ["semiconductors", "batteries"] * 100}
    )
    blank = [pl.lit(None).alias(name) for name in MAP_TABLES["products"] if name not in products.columns]
    tables = {name: empty_table(name) for name in MAP_TABLES}
    tables["commitments"] = as_table("commitments", told.with_columns(missing))
    tables["products"] = as_table("products", products.with_columns(blank))
    return SupplyMap(tables)


def main() -> None:
    """Print medians, the spread, and the ratio to the baseline."""
    supply_map = made_up()
    ready = Ledger(supply_map)
    ready.commitments()
    ready.stages()

    def baseline() -> pl.DataFrame:
        latest = supply_map["commitments"].sort("stage_on").unique("id", keep="last")
        return latest.group_by("recipient", "currency").agg(pl.col("amount").sum())

    steps: dict[str, Callable[[], object]] = {
        "one row per commitment": lambda: Ledger(supply_map).commitments(),
        "totals by country, with lines": lambda: ready.totals(by="country"),
        "totals by stage, with lines": lambda: ready.totals(by="stage"),
        "a filtered list": lambda: ready.commitments(
            LedgerFilter(country="KOR", technology="batteries", state="agreed")
        ),
        "overdue": lambda: ready.overdue(date(2026, 1, 1)),
        "baseline: latest statement added up": baseline,
    }
    print(f"{COMMITMENTS:,} commitments, {STATEMENTS:,} statements, one core, {ROUNDS} runs each")
    medians = {}
    for name, task in steps.items():
        taken = seconds(task, ROUNDS)
        medians[name] = statistics.median(taken)
        print(f"  {name:36} median {medians[name]:7.3f} s   from {min(taken):.3f} to {max(taken):.3f}")
    ratio = medians["totals by country, with lines"] / medians["baseline: latest statement added up"]
    print(f"  totals by country take {ratio:.0f} times the baseline")


if __name__ == "__main__":
    main()
