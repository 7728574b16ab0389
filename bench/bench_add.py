"""The whole of `headwater add` on a provisions CSV, against plain Polars reading it and writing it as Parquet.

    python bench/bench_add.py [ROWS]

Target: reading, checking and appending 1,000,000 rows takes at most 3 times what plain Polars takes, in the same run.
Both are timed in turns; wall and processor time are printed, since neighbours on a machine stretch the first.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench_read import plain_polars, write_provisions

from headwater.intake import READERS
from headwater.storage import DeltaLog
from headwater.workflows.record import add

ROWS = 1_000_000
RUNS = 5
SOURCE = "id,title,kind,source,locator\nsource:survey,Made-up survey,data-set,source:survey,whole\n"


def main(rows: int = ROWS, runs: int = RUNS) -> None:
    """Run both in turns and print medians and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        given = home / "given"
        given.mkdir()
        (given / "sources.csv").write_text(SOURCE, encoding="utf-8")
        write_provisions(given / "provisions.csv", rows)

        def add_to(store: Path) -> None:
            add(
                DeltaLog.create(store), READERS, [given], contributor="bench", clock=lambda: datetime.now(UTC),
                format_name="own",
            )  # fmt: skip

        plain, ours = [], []
        for run in range(runs):
            plain.append(taken(lambda: plain_polars(given / "provisions.csv", home / "plain.parquet")))
            ours.append(taken(lambda run=run: add_to(home / f"store-{run}")))
    print(f"{rows:,} rows, median of {runs}")
    for what, place in (("wall", 0), ("processor", 1)):
        floor, whole = (statistics.median(times[place] for times in series) for series in (plain, ours))
        print(f"{what:10} plain Polars {floor:.3f} s   add {whole:.3f} s   ratio {whole / floor:.2f} (at most 3)")


def taken(work: Callable[[], None]) -> tuple[float, float]:
    """Seconds of wall time and of processor time."""
    start, used = time.perf_counter(), sum(os.times()[:2])
    work()
    return time.perf_counter() - start, sum(os.times()[:2]) - used


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))
