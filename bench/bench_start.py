"""How long `headwater --help` takes: the median of many starts, beside a Python that does nothing.

Wanted: under 0.4 s. Run: python bench/bench_start.py [--runs 15]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time

WANTED_SECONDS = 0.4
COMMAND = [sys.executable, "-c", "from headwater.cli import main; main()", "--help"]
NOTHING = [sys.executable, "-c", "pass"]


def median_seconds(command: list[str], runs: int) -> float:
    """Median wall time of the command, after one start that fills the caches of compiled files."""
    subprocess.run(command, check=True, capture_output=True)
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    nothing, help_ = median_seconds(NOTHING, runs), median_seconds(COMMAND, runs)
    print(f"python alone       {nothing:.3f} s (median of {runs})")
    print(f"headwater --help   {help_:.3f} s (median of {runs}; wanted under {WANTED_SECONDS} s)")


if __name__ == "__main__":
    main()
