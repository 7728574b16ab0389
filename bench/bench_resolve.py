"""Resolving and assessing 100,000 provisions over 2,000 products on one core, beyond start-up.

    python bench/bench_resolve.py

Target: at most 1 s for reading the claims from the store, resolving them, concentration and chokepoints. Beside it, in
the same run, the floor: the same shares squared and added up by product with plain Polars from one Parquet file.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("POLARS_MAX_THREADS", "1")
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

import numpy as np
import polars as pl
from timing import seconds

from headwater.claims.model import View
from headwater.standard.countries import countries
from headwater.standard.frames import reader_schema
from headwater.standard.tables import table
from headwater.storage import DeltaLog
from headwater.workflows.assess import chokepoints, concentration
from headwater.workflows.view import build_map

PRODUCTS, PROVIDERS, REQUIREMENTS, ROUNDS = 2_000, 50, 4_000, 7


def frame(name: str, /, **columns: object) -> pl.DataFrame:
    """Rows of a standard table; what is not given is null."""
    given = pl.DataFrame(columns).with_columns(pl.lit("source:bench").alias("source"), pl.lit("row").alias("locator"))
    return given.select(
        (pl.col(column) if column in given.columns else pl.lit(None)).cast(kind).alias(column)
        for column, kind in reader_schema(table(name)).items()
    )


def batches(seed: int = 1) -> list[tuple[str, pl.DataFrame]]:
    """A made-up world: heavy-tailed shares of 50 countries in each product, and two-tier requirements."""
    random = np.random.default_rng(seed)
    codes = countries()["id"].to_numpy()
    products = np.array([f"product:p{number:04}" for number in range(PRODUCTS)])
    providers = np.concatenate([random.permutation(codes)[:PROVIDERS] for _ in range(PRODUCTS)])
    half = PRODUCTS // 2
    links = {(int(a), half + int(b)) for a, b in zip(*random.integers(0, half, (2, REQUIREMENTS)), strict=True)}
    buyers, inputs = products[[a for a, _ in links]], products[[b for _, b in links]]
    return [
        ("sources", frame("sources", id=["source:bench"], title=["made up"], kind=["data-set"])),
        ("products", frame("products", id=products, name=[f"Product {number}" for number in range(PRODUCTS)])),
        ("requirements", frame("requirements", product=buyers, input=inputs)),
        (
            "provisions",
            frame(
                "provisions",
                product=np.repeat(products, PROVIDERS),
                provider=providers,
                share=random.dirichlet(np.full(PROVIDERS, 0.2), PRODUCTS).ravel(),
                basis=["volume"] * (PRODUCTS * PROVIDERS),
                period=["2024"] * (PRODUCTS * PROVIDERS),
            ),
        ),
    ]


def main() -> None:
    """Print medians, the spread, and the ratio to the floor."""
    with tempfile.TemporaryDirectory() as folder:
        log = DeltaLog.create(Path(folder) / "store")
        made = batches()
        log.record(made, contributor="bench", recorded_at=datetime.now(UTC), format_name="own")
        plain = Path(folder) / "provisions.parquet"
        made[-1][1].write_parquet(plain)

        def assess_all() -> None:
            resolved = build_map(log, View())
            concentration(resolved)
            chokepoints(resolved)

        def floor() -> pl.DataFrame:
            return pl.read_parquet(plain).group_by("product").agg(pl.col("share").pow(2).sum())

        supply_map = build_map(log, View())
        steps: dict[str, Callable[[], object]] = {
            "read and resolve": lambda: build_map(log, View()),
            "concentration": lambda: concentration(supply_map),
            "chokepoints": lambda: chokepoints(supply_map),
            "all of it": assess_all,
            "floor: HHI of one Parquet file": floor,
        }
        print(f"{PRODUCTS * PROVIDERS:,} provisions over {PRODUCTS:,} products, one core, {ROUNDS} runs each")
        medians = {}
        for name, task in steps.items():
            taken = seconds(task, ROUNDS)
            medians[name] = statistics.median(taken)
            print(f"  {name:32} median {medians[name]:7.3f} s   from {min(taken):.3f} to {max(taken):.3f}")
        whole, floor_s = medians["all of it"], medians["floor: HHI of one Parquet file"]
        verdict = "reached" if whole <= 1 else "missed"
        print(f"  target, all of it at most 1 s: {verdict}; {whole / floor_s:.0f} times the floor")


if __name__ == "__main__":
    main()
