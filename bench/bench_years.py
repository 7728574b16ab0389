"""Many years of BACI, one after another: memory, and whether the last costs what the first did.

    python bench/bench_years.py [--years 4] [--rows 1_000_000]        (in full: --years 28 --rows 11_000_000)

Each year is made up, recorded as `headwater add --each` does, and deleted. Then one country is assessed over all.
Targets: peak memory below 4 GB, and cost that grows linearly: the second half of the years takes as long as the first.
Making up the year is not measured, but its memory is, so it runs in a process of its own.
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


def recorded(log: DeltaLog, folder: Path, year: int, rows: int) -> float:
    """Seconds that recording one year takes."""
    maker = [sys.executable, str(Path(__file__).with_name("make_baci.py")), str(folder), "--rows", str(rows)]
    subprocess.run([*maker, "--years", str(year)], check=True, capture_output=True)
    start = time.perf_counter()
    for _ in add_each(log, READERS, [folder], contributor="bench", clock=lambda: datetime.now(UTC)):
        pass
    seconds = time.perf_counter() - start
    shutil.rmtree(folder)
    return seconds


def main() -> None:
    """Record and assess, and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--years", type=int, default=4)
    asked.add_argument("--rows", type=int, default=1_000_000)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        log = DeltaLog.create(Path(name) / "store")
        times = []
        for year in range(FIRST_YEAR, FIRST_YEAR + given.years):
            times.append(recorded(log, Path(name) / "baci", year, given.rows))
            print(f"{year}: {times[-1]:.1f} s, {given.rows / times[-1]:,.0f} rows a second, "
                  f"peak {peak_mib():,.0f} MiB, load {os.getloadavg()[0]:.1f}", flush=True)  # fmt: skip
        half = len(times) // 2
        if half:
            early, late = statistics.median(times[:half]), statistics.median(times[-half:])
            print(f"a year of the second half takes {late / early:.2f} times one of the first")
        start = time.perf_counter()
        span = (FIRST_YEAR, FIRST_YEAR + given.years - 1)
        found = dependency(log, View(), DependencyQuestion(country="KOR", years=span))
        print(f"dependency of one country over {given.years} years: {time.perf_counter() - start:.1f} s, "
              f"{found.height:,} findings")  # fmt: skip
    print(f"peak memory {peak_mib():,.0f} MiB; target {TARGET_MIB:,}: "
          f"{'reached' if peak_mib() <= TARGET_MIB else 'missed'}")  # fmt: skip


if __name__ == "__main__":
    main()
