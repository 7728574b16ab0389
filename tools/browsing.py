"""The browser and the server that tests, measurements and pictures of the page share.

Chromium is the one installed on the machine, found by its usual names. It asks nothing of other hosts by itself.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Playwright, sync_playwright
from starlette.types import ASGIApp

from headwater.bootstrap.workspace import create_store
from headwater.claims.model import Viewer
from headwater.server import create_app
from headwater.workflows.record import add

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WITHOUT_GPU = ("--disable-gpu",)
WITHOUT_WEBGL = ("--disable-gpu", "--disable-3d-apis", "--disable-accelerated-2d-canvas")
WITH_WEBGL = ("--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")


def found() -> str | None:
    """Where a Chromium is installed; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright: Playwright, more: Sequence[str] = WITHOUT_GPU) -> Browser:
    """A headless Chromium; leaves the program where none is installed."""
    path = found()
    if path is None:
        message = f"No Chromium found: install one of {', '.join(NAMES)}."
        raise SystemExit(message)
    return playwright.chromium.launch(executable_path=path, args=[*QUIET, *more])


@contextmanager
def chromium() -> Iterator[Browser]:
    """`launch` for a program that needs one browser."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@contextmanager
def serving(app: ASGIApp) -> Iterator[str]:
    """The address of a server for `app` on a free port of loopback, in a thread of this program."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


@contextmanager
def served(*files: Path, contributor: str = "the bench") -> Iterator[str]:
    """The address of a server over a new store with the data of these files or folders."""
    with tempfile.TemporaryDirectory() as folder:
        space = create_store(Path(folder) / "store")
        for each in files:
            add(space.log, space.readers, [each], contributor=contributor, clock=lambda: datetime.now(UTC))
        with serving(create_app(space, Viewer.parse("owner"), loopback_only=True)) as address:
            yield address
