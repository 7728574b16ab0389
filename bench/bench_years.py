"""Many years of BACI, one after another: memory, and whether the last costs what the first did.

    python bench/bench_years.py [--years 4] [--rows 1_000_000] [--store FOLDER]

In full: --years 28 --rows 11_000_000.

Each year is made up, recorded as `headwater add --each` does, and deleted. Then one country is assessed over all.
Targets: peak memory below 4 GB, and cost that grows linearly: the second half of the years takes as long as the first,
in seconds of processor time, which neighbours on the machine stretch less than those of the clock. With --store the
store stays, and a run that was cut off goes on with the first year that is not in it. Making up the year is not
measured, but its memory would be, so it runs in a process of its own.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from headwater.claims.model import View
from headwater.intake import READERS
from headwater.storage import DeltaLog
from headwater.workflows.dependency import DependencyQuestion, dependency
from headwater.workflows.record_each import add_each

FIRST_YEAR = 1995
TARGET_MIB = 4 * 1024


def peak_mib() -> float:
    """The most memory this process ever held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 if sys.platform == "darwin" else 1024)


def processor_seconds() -> float:
    """What all threads of this process worked, in user and kernel."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def recorded(log: DeltaLog, folder: Path, year: int, rows: int) -> tuple[float, float]:
    """Seconds by the clock and of the processor that recording one year takes."""
    maker = [sys.executable, str(Path(__file__).with_name("make_baci.py")), str(folder), "--rows", str(rows)]
    subprocess.run([*maker, "--years", str(year)], check=True, capture_output=True)
    start, worked = time.perf_counter(), processor_seconds()
    for _ in add_each(log, READERS, [folder], contributor="bench", clock=lambda: datetime.now(UTC)):
        pass
    cost = time.perf_counter() - start, processor_seconds() - worked
    shutil.rmtree(folder)
    return cost


def record_years(log: DeltaLog, folder: Path, years: int, rows: int) -> None:
    """Record the years that are not in the store yet, a line for each, and say how the cost grew."""
    times, first = [], FIRST_YEAR + len(log.contributions())
    for year in range(first, FIRST_YEAR + years):
        wall, worked = recorded(log, folder, year, rows)
        times.append(worked)
        print(f"{year}: {worked:.1f} s of the processor, {wall:.1f} s by the clock, {rows / wall:,.0f} rows a second, "
              f"peak {peak_mib():,.0f} MiB, load {os.getloadavg()[0]:.1f}", flush=True)  # fmt: skip
    half = len(times) // 2
    if half:
        early, late = statistics.median(times[:half]), statistics.median(times[-half:])
        print(f"a year of the second half takes {late / early:.2f} times the processor time of one of the first")


def main() -> None:
    """Record and assess, and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--years", type=int, default=4)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--store", type=Path)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        store = given.store or Path(name) / "store"
        log = DeltaLog.open(store) if store.exists() else DeltaLog.create(store)
        record_years(log, Path(name) / "baci", given.years, given.rows)
        print(f"the store: {sum(path.stat().st_size for path in store.rglob('*')) / 1e9:.1f} GB")
        start, worked = time.perf_counter(), processor_seconds()
        span = (FIRST_YEAR, FIRST_YEAR + given.years - 1)
        found = dependency(log, View(), DependencyQuestion(country="KOR", years=span))
        print(f"dependency of one country over {given.years} years: {processor_seconds() - worked:.1f} s of the "
              f"processor, {time.perf_counter() - start:.1f} s by the clock, {found.height:,} findings")  # fmt: skip
    print(f"peak memory {peak_mib():,.0f} MiB; target {TARGET_MIB:,}: "
          f"{'reached' if peak_mib() <= TARGET_MIB else 'missed'}")  # fmt: skip


if __name__ == "__main__":
    main()
