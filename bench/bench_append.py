"""What recording costs: 1,000,000 provisions against plain Polars, and many small contributions.

    python bench/bench_append.py

Plain Polars reads a CSV and writes it as Parquet. Ours starts from the frame that was read, so the ratio says what
append adds: provenance columns, digests, Delta commits, the chain of hashes, and waiting for the disk.
`bench_read.py` has the ratio from file to acknowledged contribution.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl

from headwater.standard.frames import reader_schema
from headwater.standard.tables import table
from headwater.storage import DeltaLog

ROWS = 1_000_000
REPEATS = 7
SMALL = 1_000


def provisions(rows: int) -> pl.DataFrame:
    """Made-up rows in random order: 2,000 products, 250 providers and 2 periods, each combination at most once."""
    rng = np.random.default_rng(20261122)
    letters = "ABCDEFG"
    products = np.array([f"product:thing-{i}" for i in range(2000)])
    providers = np.array([f"country:{a}{b}{c}" for a in letters for b in letters for c in letters])[:250]
    which = rng.permutation(2000 * 250 * 2)[:rows]
    return pl.DataFrame(
        {
            "product": products[which % 2000],
            "provider": providers[which // 2000 % 250],
            "share": rng.random(rows).round(4),
            "basis": ["volume"] * rows,
            "period": np.array(["2023", "2024"])[which // (2000 * 250)],
            "source": ["source:bench"] * rows,
            "locator": [f"provisions.csv, row {i}" for i in range(rows)],
            "confidence": ["medium"] * rows,
        }
    )


def in_standard_columns(frame: pl.DataFrame) -> pl.DataFrame:
    schema = reader_schema(table("provisions"))
    missing = [pl.lit(None, dtype=dtype).alias(name) for name, dtype in schema.items() if name not in frame.columns]
    return frame.with_columns(missing).select(list(schema))


def seconds(work: Callable[[int], object], repeats: int = REPEATS) -> float:
    taken = []
    for number in range(repeats):
        start = time.perf_counter()
        work(number)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def record(log: DeltaLog, frame: pl.DataFrame, number: int) -> None:
    log.record([("provisions", frame)], contributor=f"bench {number}", recorded_at=datetime.now(UTC), format_name="own")


def large(folder: Path) -> list[tuple[str, float, str]]:
    csv = folder / "provisions.csv"
    made = provisions(ROWS)
    made.write_csv(csv)
    frame = in_standard_columns(made)

    def plain(_: int) -> None:
        pl.read_csv(csv).write_parquet(folder / "plain.parquet")

    polars = seconds(plain)
    lines = [(f"plain Polars: read {ROWS:,}-row CSV, write Parquet", polars, "1.00")]
    for durable in (True, False):
        log = DeltaLog.create(folder / f"large-{durable}", durable=durable)
        ours = seconds(lambda number, log=log: record(log, frame, number))
        how = "synced to disk" if durable else "without syncing"
        lines.append((f"append {ROWS:,} rows, {how}", ours, f"{ours / polars:.2f}"))
    start = time.perf_counter()
    log.verify()
    lines.append((f"verify {REPEATS * ROWS:,} rows", time.perf_counter() - start, ""))
    return lines


def small(folder: Path) -> list[tuple[str, float, str]]:
    frame = in_standard_columns(provisions(10))
    lines = []
    for durable in (False, True):
        log = DeltaLog.create(folder / f"small-{durable}", durable=durable)
        number = SMALL if durable else 100
        how = "synced to disk" if durable else "without syncing"
        one = seconds(lambda number, log=log: record(log, frame, number), number)
        lines.append((f"append 10 rows, {how} (median of {number})", one, ""))
    path = folder / "small-True"
    name = log.contributions()[SMALL // 2].id
    tasks: list[tuple[str, Callable[[int], object]]] = [
        ("open and list contributions", lambda _: DeltaLog.open(path).contributions()),
        ("open and read all claims", lambda _: DeltaLog.open(path).claims("provisions").collect()),
        ("list contributions again, nothing new", lambda _: log.contributions()),
        ("read all claims again", lambda _: log.claims("provisions").collect()),
        ("one contribution's claims", lambda _: log.claims("provisions").filter(contribution=name).collect()),
        ("verify", lambda _: log.verify()),
    ]
    lines += [(f"{SMALL:,} contributions: {what}", seconds(task), "") for what, task in tasks]
    return lines


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        print(f"{'':<62}{'seconds':>10}{'ratio':>8}")
        for what, taken, ratio in [*large(Path(name)), *small(Path(name))]:
            print(f"{what:<62}{taken:>10.4f}{ratio:>8}", flush=True)


if __name__ == "__main__":
    main()
