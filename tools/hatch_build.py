"""Builds the page into the package, so that whoever installs a wheel needs no Node.

A page that is there and no older than its sources is taken as it is. Otherwise npm builds it, where npm is installed.
Without a page a wheel is refused, unless HEADWATER_PAGE=skip asks for one without; an editable install goes on, and its
server says how to build the page.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PAGE = Path("src", "headwater", "server", "page")
WEB = Path("web")
NOT_SOURCES = {"node_modules", "dist", "tests"}
BESIDE = Path("src", "headwater", "standard", "codes", "countries.csv")  # the page's own country codes come from here
REMEDY = (
    "Install Node 20.19 or later with npm and build again, run `make page` first, or set HEADWATER_PAGE=skip for a "
    "package without its page."
)


def sources(root: Path) -> Iterator[Path]:
    """The files the page is built from."""
    yield root / BESIDE
    for folder, folders, files in os.walk(root / WEB):
        folders[:] = [name for name in folders if name not in NOT_SOURCES]
        yield from (Path(folder, name) for name in files)


def is_current(root: Path) -> bool:
    """Whether a page is there that no source is younger than."""
    index = root / PAGE / "index.html"
    if not index.is_file():
        return False
    built = index.stat().st_mtime
    return all(source.stat().st_mtime <= built for source in sources(root) if source.is_file())


def build(root: Path) -> str | None:
    """Build the page with npm; returns what went wrong, or None."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed."
    for command in (["ci", "--no-audit", "--no-fund"], ["run", "build"]):
        done = subprocess.run([npm, "--prefix", WEB, *command], cwd=root, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return f"`npm {' '.join(command)}` failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
    return None


class PageHook(BuildHookInterface[Any]):
    """Called by hatchling before it packs a wheel or a source distribution."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make sure that the page is there, and pack it although git ignores it."""
        root = Path(self.root)
        build_data["artifacts"].append(f"/{PAGE.as_posix()}/")
        if os.environ.get("HEADWATER_PAGE") == "skip" or is_current(root):
            return
        wrong = build(root)
        if wrong is None:
            return
        told = f"The page of Headwater was not built: {wrong} {REMEDY}"
        there = (root / PAGE / "index.html").is_file()
        if version == "editable" or (there and shutil.which("npm") is None):
            self.app.display_warning(told)
        else:
            raise SystemExit(told)
