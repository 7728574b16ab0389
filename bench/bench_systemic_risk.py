"""Systemic risk of single firms, per shock and core, at several sizes of network.

    python bench/bench_systemic_risk.py [FIRMS ...] [--every] [--heaviest COUNT]

Default: 1,000, 10,000, 100,000 and 300,000 firms, a random sample of shocks each. Networks are those of
golden/systemic_risk/make_network.py in the shared files (beside the repository, or where HEADWATER_SHARED points). The
twin is tests/kernels/reference.py, the formulas written down in scipy, on the same firms in the same run.

--every stops every firm. --heaviest COUNT ranks the COUNT worst, out of the four times as many with the largest sales
and purchases: at 100,000 firms those hold 99 % of the true worst 1,000. Each size runs in a process of its own, so that
its peak memory is its own.

Targets: 0.4 ms of a core at 10,000 firms, 3 ms at 100,000, every one of 100,000 firms on four cores within 90 s, a
million firms within 16 GB with the heaviest 1,000 in ten minutes.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
from scipy import sparse

from headwater.kernels.systemic_risk import Question, risk_network, risk_of_each

ROOT = Path(__file__).resolve().parents[1]
SIZES = (1_000, 10_000, 100_000, 300_000)
SAMPLE = {1_000: 1_000, 10_000: 2_000, 100_000: 800, 300_000: 800}
ROUNDS = 3


def module(name: str, path: Path) -> ModuleType:
    """A Python file that is no part of the package."""
    spec = importlib.util.spec_from_file_location(name, path)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    return loaded


Links = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def network(firms: int) -> Links:
    """Links, sectors and essentiality, as the maker's own command line writes them."""
    shared = Path(os.environ.get("HEADWATER_SHARED") or ROOT.parent / "shared")
    maker = module("make_network", shared / "golden" / "systemic_risk" / "make_network.py")
    supplier, buyer, value, sector = maker.gen(firms, 88)
    essentiality = np.random.default_rng(99).choice([0, 1, 2], (88, 88), p=[0.15, 0.35, 0.5])
    used, sector = np.unique(sector, return_inverse=True)
    return supplier, buyer, value, sector, essentiality[np.ix_(used, used)]


def peak_gigabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6  # kilobytes on Linux


def twin_milliseconds(links: Links, which: np.ndarray) -> float:
    """One shock at a time in scipy, on one core."""
    twin = module("reference", ROOT / "tests" / "kernels" / "reference.py")
    supplier, buyer, value, sector, essentiality = links
    size = len(sector)
    sales = sparse.csr_array((value, (supplier, buyer)), shape=(size, size))
    laid_out = twin.ReferenceNetwork(sales, sector, essentiality)
    began = time.process_time()
    for firm in which:
        psi = np.zeros(size)
        psi[firm] = 1.0
        twin.cascade(laid_out, psi)
    return (time.process_time() - began) / len(which) * 1e3


def measure(firms: int, *, every: bool, heaviest: int) -> None:
    links = network(firms)
    began = time.perf_counter()
    laid_out = risk_network(*links)
    layout, memory = time.perf_counter() - began, peak_gigabytes()
    which = chosen(links, firms, every=every, heaviest=heaviest)
    done = np.ones(firms, bool)
    done[which] = False
    question = Question(strategy="auto")

    risk = np.zeros(firms)

    def run() -> tuple[float, float]:
        wall, cores = time.perf_counter(), time.process_time()
        for risks in risk_of_each(laid_out, question, done=done):
            risk[risks.shock] = risks.esri
        return time.perf_counter() - wall, (time.process_time() - cores) / len(which) * 1e3

    if not (every or heaviest):
        run()  # compiled, or read from the cache
    runs = [run() for _ in range(1 if every or heaviest else ROUNDS)]
    walls, cores = zip(*runs, strict=True)
    twins = np.random.default_rng(1).choice(which, min(len(which), max(5, 2_000_000 // firms)), replace=False)
    beside = "scipy twin not run"
    if firms <= 300_000:
        scipy = twin_milliseconds(links, twins)
        beside = f"scipy twin {scipy:8.2f} ms, {scipy / min(cores):5.1f} times ours"
    print(
        f"{firms:>9,} firms {len(links[0]):>10,} links {len(which):>7,} shocks | laid out in {layout:6.2f} s | "
        f"core {min(cores):8.3f} ms per shock (median {statistics.median(cores):8.3f}) | wall {min(walls):7.2f} s | "
        f"{beside} | "
        f"peak {memory:5.2f} GB laid out, {peak_gigabytes():5.2f} GB in all",
        flush=True,
    )
    if heaviest:
        print(
            f"the worst {heaviest:,}: " + ", ".join(f"{firm} {risk[firm]:.4f}" for firm in np.argsort(-risk)[:5]), "..."
        )


def chosen(links: Links, firms: int, *, every: bool, heaviest: int) -> np.ndarray:
    """Which firms stop."""
    if every:
        return np.arange(firms)
    if heaviest:
        supplier, buyer, value = links[:3]
        trade = np.bincount(supplier, value, minlength=firms) + np.bincount(buyer, value, minlength=firms)
        return np.argsort(-trade)[: 4 * heaviest]
    return np.random.default_rng(0).choice(firms, min(firms, SAMPLE.get(firms, 128)), replace=False)


def main(sizes: Sequence[int] = SIZES, *, every: bool = False, heaviest: int = 0) -> None:
    """Measure each size in a process of its own."""
    options = [*(["--every"] if every else []), *(["--heaviest", str(heaviest)] if heaviest else [])]
    for firms in sizes:
        subprocess.run([sys.executable, __file__, "--here", str(firms), *options], check=True)


if __name__ == "__main__":
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    reader.add_argument("--every", action="store_true")
    reader.add_argument("--heaviest", type=int, default=0)
    reader.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = reader.parse_args()
    if asked.here:
        measure(asked.sizes[0], every=asked.every, heaviest=asked.heaviest)
    else:
        main(asked.sizes, every=asked.every, heaviest=asked.heaviest)
