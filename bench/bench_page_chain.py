"""How long the chain of the ETO world takes to be laid out on the page, and whether the page stands still meanwhile.

Opens the map, presses Chain, and waits until every product has its box. Wanted: laid out in under 1.5 s, and no task on
the page's own thread that holds it for long: the layout works in a worker.
Run after `make page`: python bench/bench_page_chain.py [--runs 5] [--data ../shared/data/eto_chip_explorer]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parents[1]))
from tools.browsing import chromium, served

WANTED_SECONDS = 1.5
DATA = Path(__file__).parents[2] / "shared" / "data" / "eto_chip_explorer"
WATCH = """() => {
  window.seen = { tasks: [], gap: 0, moved: 0 };
  new PerformanceObserver((list) => list.getEntries().forEach((task) => window.seen.tasks.push(task.duration)))
    .observe({ type: 'longtask' });
  let last = performance.now();
  const frame = (now) => {
    window.seen.gap = Math.max(window.seen.gap, now - last);
    last = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}"""


def once(browser: Browser, address: str) -> dict[str, Any]:
    """One reader who comes with nothing kept from before."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate(WATCH)
    started = time.perf_counter()
    page.get_by_role("link", name="Chain", exact=True).click()
    page.locator(".node").first.wait_for()
    drawn = time.perf_counter() - started
    laid_out = page.evaluate("performance.getEntriesByName('chain laid out')[0].duration / 1000")
    boxes = page.locator(".node").count()
    page.wait_for_timeout(100)
    seen = page.evaluate("window.seen")
    context.close()
    return {"drawn": drawn, "laid_out": laid_out, "boxes": boxes, **seen}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--data", type=Path, default=DATA)
    asked = parser.parse_args()
    with served(asked.data) as address, chromium() as browser:
        once(browser, address)  # resolves the map
        runs = [once(browser, address) for _ in range(asked.runs)]

    def median(name: str) -> float:
        return statistics.median(run[name] for run in runs)

    print(f"products                {runs[0]['boxes']} ({asked.runs} runs, each with an empty cache)")
    print(
        f"laid out in the worker  {median('laid_out'):.2f} s median, {max(run['laid_out'] for run in runs):.2f} s worst"
        f" (wanted under {WANTED_SECONDS} s, loading the worker included)"
    )
    print(f"click to drawn          {median('drawn'):.2f} s median, {max(run['drawn'] for run in runs):.2f} s worst")
    longest = [max(run["tasks"], default=0.0) for run in runs]
    print(f"longest task on page    {statistics.median(longest):.0f} ms median, {max(longest):.0f} ms worst")
    print(f"longest still picture   {median('gap'):.0f} ms median")


if __name__ == "__main__":
    main()
