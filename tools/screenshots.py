"""Pictures of the page, to be looked at by a person, and those that stand in the documentation.

    python tools/screenshots.py FOLDER ADDRESS [NAME=QUERY ...] [--languages en fr] [--widths 1440 390] [--schemes dark]
    python tools/screenshots.py --docs

ADDRESS is where a server answers, for instance http://127.0.0.1:8000; each NAME=QUERY is one more view, for instance
gallium='?product=product:gallium'. With --docs the reference world is served here, and the pictures of
docs/images are made again, small enough to stand in a repository.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
from tools.browsing import chromium, served  # noqa: E402 - found by its path

WIDTHS: Mapping[int, int] = {1440: 900, 1024: 768, 390: 844}
LOCALES: Mapping[str, str] = {"en": "en-GB", "ko": "ko-KR", "vi": "vi-VN", "fr": "fr-FR"}
WORLD = ROOT / "src" / "headwater" / "reference_world"
DOCS = ROOT / "docs" / "images"
DOCUMENTED: Mapping[str, tuple[str, str, str]] = {
    "page": ("?product=product:gallium", "en", "light"),
    "claims": ("?product=product:gallium", "en", "light"),
    "arcs": ("?product=product:ai-server", "en", "light"),
    "chosen": ("?product=product:lithium-ore&chosen=country:AUS,country:CHL,country:USA", "en", "light"),
    "chain": ("?view=chain&product=product:ndfeb-magnet&marked=country:CHN", "en", "dark"),
    "findings": ("?view=findings", "fr", "light"),
    "conflicts": ("?view=sources&part=conflicts", "ko", "light"),
}
"""View, language and colours of each picture of the documentation."""


def settle(page: Page) -> None:
    """Wait until everything is asked and drawn: nothing says that it is loading, the chain has its boxes."""
    page.wait_for_load_state("networkidle")
    page.locator("[aria-busy=true], p.waiting").wait_for(state="detached")
    if "view=chain" in page.url:
        page.wait_for_selector(".node, .middle:not([role=status]), figure table", timeout=60_000)
    page.wait_for_timeout(250)


def take(
    browser: Browser, address: str, views: Mapping[str, str], folder: Path, *,
    languages: Iterable[str], widths: Iterable[int], schemes: Iterable[str],
) -> None:  # fmt: skip
    """Save one picture per view, width, colour scheme and language: NAME-WIDTH-SCHEME[-LANGUAGE].png."""
    for scheme in schemes:
        for width in widths:
            for language in languages:
                context = browser.new_context(
                    viewport={"width": width, "height": WIDTHS.get(width, 900)},
                    color_scheme="dark" if scheme == "dark" else "light",
                    locale=LOCALES[language],
                    reduced_motion="reduce",
                )
                page = context.new_page()
                page.on("console", lambda message: print(message.type, message.text))
                for name, query in views.items():
                    page.goto(f"{address}/{query}")
                    settle(page)
                    ending = "" if language == "en" else f"-{language}"
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}{ending}.png", full_page=width == 390)
                context.close()


def document(browser: Browser, address: str) -> None:
    """The pictures of the documentation."""
    DOCS.mkdir(parents=True, exist_ok=True)
    for name, (query, language, scheme) in DOCUMENTED.items():
        context = browser.new_context(
            viewport={"width": 1280, "height": 800},
            color_scheme="dark" if scheme == "dark" else "light",
            locale=LOCALES[language],
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(f"{address}/{query}")
        settle(page)
        if name == "claims":
            page.locator("#panel .claims-count:enabled").first.click()
            page.locator("dialog[open] article").first.wait_for()
        page.mouse.move(1279, 0)
        page.screenshot(path=DOCS / f"{name}.png")
        context.close()


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--docs", action="store_true")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("address", nargs="?")
    parser.add_argument("views", nargs="*", metavar="NAME=QUERY")
    parser.add_argument("--languages", nargs="+", choices=LOCALES, default=["en"])
    parser.add_argument("--widths", nargs="+", type=int, default=list(WIDTHS))
    parser.add_argument("--schemes", nargs="+", choices=["light", "dark"], default=["light", "dark"])
    asked = parser.parse_args()
    if asked.docs:
        with served(WORLD) as address, chromium() as browser:
            document(browser, address)
        return
    if asked.folder is None or asked.address is None:
        parser.error("FOLDER and ADDRESS are needed, or --docs")
    views = {"home": "", **dict(each.split("=", 1) for each in asked.views)}
    asked.folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        take(
            browser, asked.address.rstrip("/"), views, asked.folder,
            languages=asked.languages, widths=asked.widths, schemes=asked.schemes,
        )  # fmt: skip


if __name__ == "__main__":
    main()
