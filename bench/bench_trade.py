"""Trade statistics at size: a made-up BACI year into a store, and dependency of every importer on every product.

    python bench/bench_trade.py [--rows 11_000_000] [--runs 3]

Beside each, in the same run and in turns: plain Polars from CSV to Parquet, and a hand-written Polars script that
computes the same columns from the same stored rows. Targets: at most 4 and at most 1.5 times. Prints medians, ratios,
peak memory.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
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


def seconds(task: Callable[[], object]) -> float:
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def report(name: str, mine: list[float], floor: list[float], target: float, rows: int) -> None:
    ratio = statistics.median(mine) / statistics.median(floor)
    print(f"{name}: median {statistics.median(mine):.2f} s ({rows / statistics.median(mine):,.0f} rows a second)")
    print(f"  beside it {statistics.median(floor):.2f} s; {ratio:.2f} times, target {target:g}: "
          f"{'reached' if ratio <= target else 'missed'}")  # fmt: skip


def main() -> None:
    """Measure both and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=11_000_000)
    asked.add_argument("--runs", type=int, default=3)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, store = Path(name) / "baci", Path(name) / "store"
        write(folder, given.rows, [2021])
        stored, floor = [], []
        for _ in range(given.runs):
            floor.append(seconds(lambda: plain(folder, Path(name) / "plain.parquet")))
            stored.append(seconds(lambda: into_store(folder, store)))
        report(f"{given.rows:,} rows into the store", stored, floor, INTO_STORE, given.rows)
        log = DeltaLog.open(store)
        assert same(ours(log), by_hand(log))
        assessed, floor = [], []
        for _ in range(given.runs):
            floor.append(seconds(lambda: by_hand(log)))
            assessed.append(seconds(lambda: ours(log)))
        report("dependency of every importer on every product", assessed, floor, DEPENDENCY, given.rows)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)
    print(f"peak memory {peak:,.0f} MiB")


if __name__ == "__main__":
    main()
