"""One product of a year of world trade, asked by many at once: how long each waits.

    python bench/bench_flows_panel.py [--rows 11_000_000] [--at-once 20] [--requests 400]

A made-up BACI year is recorded; then as many threads as are to ask at once ask for the trade of one product each, a
different one every time (`workflows.trade_of_product`: exporters of the world with their claims, by HS codes and
concordance). Target: 95 of 100 answers within 100 ms. What is known of the flows as a whole is worked out once before,
and its time printed. Prints the load of the machine too, since neighbours stretch every figure.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from make_baci import write

from headwater.claims.model import View
from headwater.intake import READERS
from headwater.resolution.flows import RecordedFlows
from headwater.standard.hs_products import hs_links
from headwater.storage import DeltaLog
from headwater.workflows import record
from headwater.workflows.trade_of_product import trade_of_product

TARGET_SECONDS = 0.1


def main() -> None:
    """Record, ask, and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=11_000_000)
    asked.add_argument("--at-once", type=int, default=20)
    asked.add_argument("--requests", type=int, default=400)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        write(Path(name) / "baci", given.rows, [2021])
        log = DeltaLog.create(Path(name) / "store")
        start = time.perf_counter()
        record.add(log, READERS, [Path(name) / "baci"], contributor="bench", clock=lambda: datetime.now(UTC))
        print(f"{given.rows:,} rows recorded in {time.perf_counter() - start:.1f} s")
        flows, start = RecordedFlows(log, View()), time.perf_counter()
        products = sorted({link.product for link in hs_links()})
        trade_of_product(flows, products[0])
        print(f"first answer, with what is known of all flows: {time.perf_counter() - start:.2f} s")

        def ask(number: int) -> float:
            begun = time.perf_counter()
            found = trade_of_product(flows, products[number % len(products)])
            assert not found.exporters.is_empty()
            return time.perf_counter() - begun

        alone = sorted(ask(number) for number in range(len(products)))
        with ThreadPoolExecutor(given.at_once) as pool:
            together = sorted(pool.map(ask, range(given.requests)))
    for words, times in (("one at a time", alone), (f"{given.at_once} at once", together)):
        late = times[int(0.95 * len(times))]
        print(f"{words}: median {statistics.median(times) * 1000:.0f} ms, p95 {late * 1000:.0f} ms")
    print(f"target {TARGET_SECONDS * 1000:.0f} ms: {'reached' if late <= TARGET_SECONDS else 'missed'}; "
          f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")  # fmt: skip


if __name__ == "__main__":
    main()
