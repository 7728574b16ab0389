"""Pictures of the page at three widths, light and dark, to be looked at by a person.

    python tools/screenshots.py FOLDER ADDRESS [NAME=QUERY ...]

ADDRESS is where a server answers, for instance http://127.0.0.1:8000; each NAME=QUERY is one more view, for instance
gallium='?product=product:gallium'.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

WIDTHS = {1440: 900, 1024: 768, 390: 844}
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str:
    """Where a Chromium is installed."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found is not None:
            return found
    message = "No Chromium found: install chromium, chromium-browser or google-chrome."
    raise SystemExit(message)


def take(browser: Browser, address: str, views: dict[str, str], folder: Path) -> None:
    """Save one picture per view, width and colour scheme."""
    for scheme in ("light", "dark"):
        for width, height in WIDTHS.items():
            context = browser.new_context(
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                locale="en-GB",
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.on("console", lambda message: print(message.type, message.text))
            for name, query in views.items():
                page.goto(f"{address}/{query}")
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(250)
                page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=width == 390)
            context.close()


def main() -> None:
    """Read the command line."""
    folder, address, *more = sys.argv[1:]
    views = {"home": "", **dict(each.split("=", 1) for each in more)}
    Path(folder).mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        take(browser, address.rstrip("/"), views, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
