"""What every screen is asked: does axe find anything serious, is anything wider than the window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"

in_both_colours = pytest.mark.parametrize(
    "visit", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True, ids=["light", "dark"]
)
WIDTHS = (1440, 1024, 390)


def serious(page: Page) -> list[str]:
    """The rules that axe finds broken, serious or worse, each with the elements that break it."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        json.dumps({"rule": each["id"], "nodes": [node["html"][:200] for node in each["nodes"]]})
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]


def too_wide(page: Page) -> dict[int, list[str]]:
    """By width of the window, what scrolls sideways where nothing should: the page itself and its panel."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        found[width] = page.evaluate(
            "[document.scrollingElement, document.querySelector('#panel')]"
            ".filter(each => each !== null && each.scrollWidth > each.clientWidth + 1).map(each => each.tagName)"
        )
    return {width: tags for width, tags in found.items() if tags}
