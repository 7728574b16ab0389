"""One product of a year of world trade, asked by many at once: how long each waits.

    python bench/bench_flows_panel.py [--rows 11_000_000] [--at-once 20] [--requests 400] [--store FOLDER]

A made-up BACI year is recorded (or a store is taken); then as many threads as are to ask at once ask for the trade of
one product each, a different one every time (`workflows.trade_of_product`: exporters of the world with their claims, by
HS codes and concordance). Target: 95 of 100 answers within 100 ms. What is known of the flows as a whole is worked out
once before, and its time printed. Each answer is worked out anew; then the same is asked of answers kept as a server
keeps them, each worked out by the first who asks. Prints processor time and the load of the machine, since neighbours
stretch the rest.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
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
from headwater.workflows.panels.kept import Kept
from headwater.workflows.trade_of_product import TradeOfProduct, trade_of_product

TARGET_SECONDS = 0.1


def recorded(folder: Path, rows: int) -> DeltaLog:
    """A store with one made-up year."""
    write(folder / "baci", rows, [2021])
    log = DeltaLog.create(folder / "store")
    start = time.perf_counter()
    record.add(log, READERS, [folder / "baci"], contributor="bench", clock=lambda: datetime.now(UTC))
    print(f"{rows:,} rows recorded in {time.perf_counter() - start:.1f} s")
    return log


def asked_at_once(ask: Callable[[str], TradeOfProduct], products: list[str], at_once: int, requests: int) -> None:
    """So many threads ask for one product after another; prints how long each waited."""

    def timed(number: int) -> float:
        begun = time.perf_counter()
        assert not ask(products[number % len(products)]).exporters.is_empty()
        return time.perf_counter() - begun

    start, worked = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(at_once) as pool:
        times = sorted(pool.map(timed, range(requests)))
    late = times[int(0.95 * len(times))]
    print(f"  {at_once} at once: median {statistics.median(times) * 1000:.0f} ms, p95 {late * 1000:.0f} ms "
          f"({'reached' if late <= TARGET_SECONDS else 'missed'}), {requests / (time.perf_counter() - start):,.0f} a "
          f"second, {(time.process_time() - worked) / requests * 1000:.1f} ms of the processor each, "
          f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")  # fmt: skip


def main() -> None:
    """Record, ask, and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--rows", type=int, default=11_000_000)
    asked.add_argument("--at-once", type=int, default=20)
    asked.add_argument("--requests", type=int, default=400)
    asked.add_argument("--store", type=Path)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        log = DeltaLog.open(given.store) if given.store else recorded(Path(name), given.rows)
        flows, start = RecordedFlows(log, View()), time.perf_counter()
        products = sorted({link.product for link in hs_links()})
        trade_of_product(flows, products[0])
        print(f"first answer, with what is known of all flows: {time.perf_counter() - start:.2f} s")
        kept: Kept[TradeOfProduct] = Kept(len(products))

        def anew(product: str) -> TradeOfProduct:
            return trade_of_product(flows, product)

        print(f"worked out anew; target {TARGET_SECONDS * 1000:.0f} ms")
        for at_once in (1, os.cpu_count() or 1, given.at_once):
            asked_at_once(anew, products, at_once, given.requests)
        print("kept, worked out by the first of each product")
        asked_at_once(lambda product: kept.get(product, lambda: anew(product)), products, given.at_once, given.requests)


if __name__ == "__main__":
    main()
