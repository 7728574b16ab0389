"""Reading and checking a provisions CSV, against plain Polars reading the same file and writing it as Parquet.

    python bench/bench_read.py [ROWS]

Prints medians of several runs in one process, in turns so that both meet the same machine, and their ratio.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl

from headwater.intake.own.reader import OwnReader

ROWS = 1_000_000
RUNS = 5
SEED = 7


def main(rows: int = ROWS, runs: int = RUNS) -> dict[str, float]:
    """Run both in turns; return the medians in seconds and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "provisions.csv"
        write_provisions(path, rows)
        size = path.stat().st_size / 1e6
        plain, ours = [], []
        for _ in range(runs):
            plain.append(seconds(lambda: plain_polars(path, Path(folder) / "plain.parquet")))
            ours.append(seconds(lambda: read_and_check(path, rows)))
    found = {"plain": statistics.median(plain), "read_and_check": statistics.median(ours)}
    found["ratio"] = found["read_and_check"] / found["plain"]
    print(f"{rows:,} rows, {size:.0f} MB, median of {runs}")
    print(f"plain Polars, read CSV and write Parquet  {found['plain']:.3f} s")
    print(f"own reader, read and check                {found['read_and_check']:.3f} s")
    print(f"ratio                                     {found['ratio']:.2f}")
    return found


def plain_polars(path: Path, target: Path) -> None:
    pl.read_csv(path).write_parquet(target)


def read_and_check(path: Path, rows: int) -> None:
    reading = OwnReader().read([path])
    taken = sum(frame.height for _, frame in reading.batches)
    assert (taken, reading.problems) == (rows, [])


def seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def write_provisions(path: Path, rows: int) -> None:
    """A million rows as they come: 2,000 products, 500 providers, most shares known, every column that is usual."""
    draw = np.random.default_rng(SEED)
    place = np.arange(rows)
    frame = pl.DataFrame(
        {
            "product": place // 500 % 2000,
            "provider": place % 500,
            "share": np.round(draw.random(rows), 4),
            "period": 2024 - place // 1_000_000,
            "confidence": draw.choice(["high", "medium", "low"], rows),
            "page": draw.integers(1, 400, rows),
            "known": draw.random(rows) > 0.05,
        }
    )
    share = pl.when(pl.col("known")).then(pl.col("share"))
    frame.select(
        product=pl.format("product:part-{}", "product"),
        provider=pl.format("org:maker-{}", "provider"),
        share=share,
        basis=pl.lit("sales"),
        period=pl.col("period").cast(pl.String),
        figure=pl.format("{} %", (share * 100).round(2)),
        qualifier=pl.when(pl.col("known")).then(pl.lit("exact")).otherwise(pl.lit("withheld")),
        source=pl.lit("source:survey"),
        locator=pl.format("page {}", "page"),
        stated_on=pl.lit("2025-03-01"),
        confidence=pl.col("confidence"),
        disclosure=pl.lit("open"),
    ).write_csv(path)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))
