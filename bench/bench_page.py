"""How soon the page shows something, and how smoothly a map with 5,000 recorded flows moves, in headless Chromium.

First paint: the browser's own first contentful paint, counted from the start of the request, for a reader who comes
with nothing kept; then how long until the map and the list are there. Wanted: first paint under 1 s on localhost.
Moving: the map of a product with 5,000 flows is dragged to and fro for two seconds; a frame that takes longer than
1/30 s is one too long. Wanted: 30 frames a second, or fewer arcs with a note that says so.
Run after `make page`: python bench/bench_page.py [--runs 5] [--data ../shared/data/eto_chip_explorer]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from make_world import make
from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parents[1]))
from tools.browsing import chromium, served

WANTED_PAINT_SECONDS = 1.0
WANTED_FRAMES = 30
DATA = Path(__file__).parents[2] / "shared" / "data" / "eto_chip_explorer"
FLOWS = 5_000
WATCH = """() => {
  window.frames_seen = [];
  let last = performance.now();
  const frame = (now) => { window.frames_seen.push(now - last); last = now; requestAnimationFrame(frame); };
  requestAnimationFrame(frame);
}"""


def first_paint(browser: Browser, address: str) -> dict[str, float]:
    """Seconds until something is painted, and until the map and the list are drawn."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = context.new_page()
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("path.land").first.wait_for()
    page.locator("#panel table tbody tr").first.wait_for()
    drawn = time.perf_counter() - started
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000")
    context.close()
    return {"paint": paint, "drawn": drawn}


def moved(browser: Browser, address: str, seconds: float = 2.0) -> dict[str, Any]:
    """Milliseconds of every frame while the map is dragged, how many arcs there are, and the note."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    page = context.new_page()
    page.goto(f"{address}/?product=product:made-0")
    page.locator("path[data-arc]").first.wait_for(state="attached")
    box = page.locator(".frame").bounding_box()
    if box is None:
        message = "The map is not there."
        raise SystemExit(message)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.wheel(0, -600)  # closer, so that there is somewhere to go
    page.wait_for_timeout(500)
    page.evaluate(WATCH)
    page.mouse.down()
    started = time.perf_counter()
    step = 0
    while time.perf_counter() - started < seconds:
        step += 1
        page.mouse.move(x + 120 * (1 if step % 40 < 20 else -1) * (step % 20) / 20, y + 3 * (step % 20))
    page.mouse.up()
    frames = page.evaluate("window.frames_seen.slice(1)")
    found = {
        "frames": frames,
        "arcs": page.locator("path[data-arc]").count(),
        "note": page.locator(".thinned").inner_text(),
    }
    context.close()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--data", type=Path, default=DATA)
    asked = parser.parse_args()
    print(f"load of this machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with chromium() as browser:
        with served(asked.data) as address:
            first_paint(browser, address)  # resolves the map
            runs = [first_paint(browser, address) for _ in range(asked.runs)]
        paint, drawn = ([run[name] for run in runs] for name in ("paint", "drawn"))
        print(
            f"first paint          {statistics.median(paint):.2f} s median, {max(paint):.2f} s worst of {asked.runs}"
            f" (wanted under {WANTED_PAINT_SECONDS:.0f} s)"
        )
        print(f"map and list drawn   {statistics.median(drawn):.2f} s median, {max(drawn):.2f} s worst")
        with tempfile.TemporaryDirectory() as folder, served(make(Path(folder), 500, FLOWS)) as address:
            moved(browser, address, 0.2)
            seen = moved(browser, address)
    frames = sorted(seen["frames"])
    rate = 1000 * len(frames) / sum(frames)
    slow = sum(frame > 1000 / WANTED_FRAMES + 1 for frame in frames)
    print(
        f"{FLOWS:,} flows moved   {rate:.0f} frames a second, {slow} of {len(frames)} too long (wanted {WANTED_FRAMES})"
    )
    print(f"                     {seen['arcs']} arcs on the map: {seen['note']}")


if __name__ == "__main__":
    main()
