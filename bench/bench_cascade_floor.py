"""Where the time of a systemic-risk run goes, against what memory and arithmetic would allow.

    python bench/bench_cascade_floor.py [FIRMS ...]

One thread, a random sample of firms, processor time. Printed per size:

- the parts of the run: sparse cascades, rounds in lanes, the rest (moving shocks into lanes, adding up);
- link visits: links passed per round times the shocks side by side, and nanoseconds per visit;
- the memory floor: the bytes a round of lanes cannot avoid (links, shares, losses read and written once), at the
  bandwidth that copying a large array has in the same run (a network that stays in a cache goes below it); and with
  each link's loss fetched anew, as if no cache were there;
- the arithmetic floor: the same visits at the speed of a network so small that it stays in the first cache.

Networks are those of bench_systemic_risk.py.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from bench_systemic_risk import network

from headwater.kernels.batched import Lanes
from headwater.kernels.lanes import LANES
from headwater.kernels.mixed import Mixed
from headwater.kernels.systemic_risk import Question, RiskNetwork, risk_network, risk_of_each, rules_for

SIZES = (1_000, 10_000, 100_000)
SAMPLE = {1_000: 1_000, 10_000: 2_000, 100_000: 400}
LINK_BYTES = 4 + 8  # whom it leads to, and its share
PASSES = (
    6  # losses read or written once per node and round: both sides read and written, what is missing written and read
)


def gigabytes_per_second() -> float:
    """What copying an array far larger than any cache reads and writes; the best of several."""
    source, target = np.ones(16_000_000), np.empty(16_000_000)
    best = 0.0
    for _ in range(7):
        began = time.perf_counter()
        np.copyto(target, source)
        best = max(best, 2 * source.nbytes / (time.perf_counter() - began) / 1e9)
    return best


class Clock:
    """Processor time and calls of some methods while they are watched."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.calls: dict[str, int] = {}

    @contextmanager
    def watching(self, owner: type, name: str) -> Iterator[None]:
        """Count what one method takes."""
        original: Callable[..., Any] = getattr(owner, name)

        def timed(*given: object) -> object:
            began = time.thread_time()
            try:
                return original(*given)
            finally:
                self.seconds[name] = self.seconds.get(name, 0.0) + time.thread_time() - began
                self.calls[name] = self.calls.get(name, 0) + 1

        setattr(owner, name, timed)
        try:
            yield
        finally:
            setattr(owner, name, original)


def links_of(laid_out: RiskNetwork) -> int:
    """Links passed in a round, downstream and upstream."""
    return len(laid_out.cascade.down_supplier) + len(laid_out.cascade.up_buyer)


def nanoseconds_in_cache(*, fixed: bool) -> float:
    """One visit in a network of 64 firms: nothing is waited for."""
    random = np.random.default_rng(3)
    ends = random.integers(0, 64, (2, 800))
    small = risk_network(*ends, np.ones(800), random.integers(0, 8, 64), random.integers(1, 3, (8, 8)))
    lanes = Lanes(small.cascade, rules_for(small, Question()), fixed=fixed)
    lanes.step()
    best = np.inf
    for _ in range(5):
        began = time.thread_time()
        for _ in range(300):
            lanes.step()
        best = min(best, (time.thread_time() - began) / 300)
    return best / (links_of(small) * LANES) * 1e9


def bytes_per_round(laid_out: RiskNetwork, *, fixed: bool, cached: bool) -> float:
    """What sixteen lanes read and write in one round; without a cache also one line of losses per link."""
    lanes = LANES * (4 if fixed else 8)
    once = links_of(laid_out) * LINK_BYTES + laid_out.size * PASSES * lanes
    return once if cached else once + links_of(laid_out) * lanes


def measure(firms: int, bandwidth: float) -> None:
    """One size: run a sample twice (the first compiles), and print where the second went."""
    laid_out = risk_network(*network(firms))
    which = np.random.default_rng(0).choice(firms, min(firms, SAMPLE.get(firms, 128)), replace=False)
    done = np.ones(firms, bool)
    done[which] = False
    clock = Clock()
    for watched in (False, True):
        began = time.process_time()
        if watched:
            with clock.watching(Lanes, "step"), clock.watching(Mixed, "_next_wide"):
                rounds = run(laid_out, done)
        else:
            run(laid_out, done)
        whole = time.process_time() - began
    sparse, steps = clock.seconds.get("_next_wide", 0.0), clock.calls.get("step", 0)
    in_lanes, fixed = clock.seconds.get("step", 0.0), "_next_wide" in clock.calls
    visits = steps * links_of(laid_out) * LANES
    per_shock = 1e3 / len(which)
    floors = [
        steps * bytes_per_round(laid_out, fixed=fixed, cached=cached) / bandwidth / 1e9 * per_shock
        for cached in (True, False)
    ]
    arithmetic = visits * nanoseconds_in_cache(fixed=fixed) / 1e9 * per_shock
    print(
        f"{firms:>9,} firms {len(laid_out.cascade.up_buyer):>10,} links {len(which):>6,} shocks, "
        f"{rounds:.1f} rounds each | ms of a core per shock: {whole * per_shock:7.3f} = "
        f"sparse {sparse * per_shock:7.3f} + lanes {in_lanes * per_shock:7.3f} + "
        f"rest {(whole - sparse - in_lanes) * per_shock:6.3f} | lanes: {steps:,} rounds, "
        f"{in_lanes / max(1, visits) * 1e9:5.2f} ns per visit | floors of the lanes: memory {floors[0]:7.3f} "
        f"(without cache {floors[1]:7.3f}), arithmetic {arithmetic:7.3f}",
        flush=True,
    )


def run(laid_out: RiskNetwork, done: np.ndarray) -> float:
    """The sample on one thread; the mean number of rounds."""
    return float(np.concatenate([risks.rounds for risks in risk_of_each(laid_out, done=done, threads=1)]).mean())


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    sizes = reader.parse_args().sizes
    speed = gigabytes_per_second()
    print(f"copying: {speed:.1f} GB/s on one thread")
    for size in sizes:
        measure(size, speed)
