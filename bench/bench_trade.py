"""Trade statistics at size: a made-up BACI year into a store, and dependency of every importer on every product.

    python bench/bench_trade.py [--rows 11_000_000] [--runs 3]

Beside each, in the same run and in turns: plain Polars from CSV to Parquet, and a hand-written Polars script that
computes the same columns from the same stored rows. Targets: at most 4 and at most 1.5 times. Prints medians by the
clock and of the processor (neighbours stretch the first more), ratios, peak memory.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

sys.path.insert(0, str(Path(__file__).parent))
from make_baci import write

from headwater.assessments.dependency import Importers, Scope, importer_indicators, partners
from headwater.claims.model import View
from headwater.intake import READERS
from headwater.resolution.flows import resolve_flows
from headwater.storage import DeltaLog
from headwater.workflows import record

INTO_STORE, DEPENDENCY = 4.0, 1.5


def into_store(folder: Path, store: Path) -> DeltaLog:
    """Read, check and record everything in the folder."""
    shutil.rmtree(store, ignore_errors=True)
    log = DeltaLog.create(store)
    record.add(log, READERS, [folder], contributor="bench", clock=lambda: datetime.now(UTC))
    return log


def plain(folder: Path, target: Path) -> None:
    """What Polars alone needs from CSV to Parquet."""
    pl.read_csv(next(folder.glob("BACI*.csv"))).write_parquet(target)


def ours(log: DeltaLog) -> pl.DataFrame:
    flows = resolve_flows(log, View())
    scope = Scope(flows.coverage, merged=flows.merged, one_series=flows.one_series)
    return importer_indicators(flows, Importers(), partners(), scope)


def by_hand(log: DeltaLog) -> pl.DataFrame:
    """The same columns, knowing that all rows count, are reconciled, of known countries and of one year."""
    rows = log.claims("flows").select("supplier", "buyer", "product", "period", "value")
    value = pl.col("value")
    imports = rows.group_by("buyer", "product", "period").agg(
        value.sum().alias("imports"),
        (value**2).sum().alias("squares"),
        value.max().alias("top_value"),
        pl.len().alias("suppliers"),
        pl.col("supplier").sort_by("value").last().alias("top_supplier"),
    )
    exports = rows.group_by("supplier", "product", "period").agg(value.sum()).collect().lazy()
    world = exports.group_by("product", "period").agg(
        value.sum().alias("world_exports"),
        (value**2).sum().alias("world_squares"),
        pl.len().alias("world_exporters"),
    )
    own = exports.rename({"supplier": "buyer", "value": "exports"})
    key = ["product", "period"]
    return imports.join(world, on=key, how="left").join(own, on=["buyer", *key], how="left").collect()


def same(left: pl.DataFrame, right: pl.DataFrame) -> bool:
    """Whether both found the same importers, products, totals and squares."""
    columns = ["imports", "squares", "top_value", "suppliers", "world_exports", "world_squares", "world_exporters"]
    sums = [frame.select(pl.col(columns).cast(pl.Float64).sum()).row(0) for frame in (left, right)]
    close = all(abs(a - b) <= 1e-9 * abs(b) for a, b in zip(*sums, strict=True))
    return left.height == right.height and close


@dataclass(slots=True)
class Cost:
    """Seconds of each run, by the clock and of the processor."""

    wall: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)

    def of(self, task: Callable[[], object]) -> None:
        """Run it once more."""
        start, begun = time.perf_counter(), time.process_time()
        task()
        self.wall.append(time.perf_counter() - start)
        self.worked.append(time.process_time() - begun)


def report(name: str, mine: Cost, floor: Cost, target: float, rows: int) -> None:
    """Medians beside each other; the clock decides."""
    wall, worked = statistics.median(mine.wall), statistics.median(mine.worked)
    beside, floor_worked = statistics.median(floor.wall), statistics.median(floor.worked)
    print(f"{name}: median {wall:.2f} s ({rows / wall:,.0f} rows a second)")
    print(f"  beside it {beside:.2f} s; {wall / beside:.2f} times, target {target:g}: "
          f"{'reached' if wall / beside <= target else 'missed'}")  # fmt: skip
    print(f"  processor {worked:.2f} s beside {floor_worked:.2f} s: {worked / floor_worked:.2f} times; "
          f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)  # fmt: skip


def main() -> None:
    """Measure both and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=11_000_000)
    asked.add_argument("--runs", type=int, default=3)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, store = Path(name) / "baci", Path(name) / "store"
        write(folder, given.rows, [2021])
        stored, floor = Cost(), Cost()
        for _ in range(given.runs):
            floor.of(lambda: plain(folder, Path(name) / "plain.parquet"))
            stored.of(lambda: into_store(folder, store))
        report(f"{given.rows:,} rows into the store", stored, floor, INTO_STORE, given.rows)
        log = DeltaLog.open(store)
        assert same(ours(log), by_hand(log))
        assessed, floor = Cost(), Cost()
        for _ in range(given.runs):
            floor.of(lambda: by_hand(log))
            assessed.of(lambda: ours(log))
        report("dependency of every importer on every product", assessed, floor, DEPENDENCY, given.rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
    print(f"peak memory {peak:,.0f} MiB")


if __name__ == "__main__":
    main()
