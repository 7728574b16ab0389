"""The built page on the real server over the tiny fictional world, in headless Chromium.

Every visit is watched: a request to another host, a console error or a breach of the content security policy fails the
test that made it, whatever else it asserts.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, Route, expect, sync_playwright

from headwater.bootstrap.workspace import Workspace, create_store
from headwater.claims.model import Viewer
from headwater.server import create_app
from headwater.server.page_files import PAGE_FOLDER, page_is_built
from headwater.server.writing import Writing
from headwater.workflows.record import add
from tools.browsing import found, launch, serving

RECORDED = datetime(2025, 7, 1, 12, tzinfo=UTC)

expect.set_options(timeout=10_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder open a browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _absent(what: str) -> None:
    """Skip, except in CI, where nothing is left out quietly."""
    (pytest.fail if os.environ.get("CI") else pytest.skip)(what)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, tiny_world: Path) -> Iterator[str]:
    """Where the server answers."""
    if not page_is_built(PAGE_FOLDER):
        _absent("the page is not built: run `make page`")
    space = create_store(tmp_path_factory.mktemp("browsed") / "store")
    add(space.log, space.readers, [tiny_world], contributor="the tests", clock=lambda: RECORDED)
    with serving(create_app(space, Viewer.parse("owner"), loopback_only=True)) as answering:
        yield answering


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What starts browsers."""
    if found() is None:
        _absent("no Chromium is installed")
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests."""
    made = launch(driver)
    yield made
    made.close()


@dataclass
class Visit:
    """A tab that is watched. `wrong` holds what must not happen; a test that provokes a failure allows it."""

    page: Page
    address: str
    wrong: list[str] = field(default_factory=list)
    allowed: tuple[str, ...] = ()

    def watch(self) -> None:
        """Listen before the first request."""
        self.page.on("request", self._request)
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))

    def open(self, query: str = "") -> Page:
        """Go to an address of the page, and wait until it and its map are drawn."""
        self.page.goto(f"{self.address}/{query}")
        self.page.wait_for_load_state("networkidle")
        return self.page

    def allow(self, *texts: str) -> None:
        """Console errors with these words are part of the test: the browser reports every failed request."""
        self.allowed = texts

    def answer_with(self, path: str, status: int) -> None:
        """Let the server fail under a path; status 0 is no answer at all."""

        def fail(route: Route) -> None:
            route.abort() if status == 0 else route.fulfill(status=status, body="")

        self.page.route(f"**{path}*", fail)
        self.allow("Failed to load resource")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.address}/", "blob:")):
            self.wrong.append(f"request to {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not any(text in message.text for text in self.allowed):
            self.wrong.append(f"console: {message.text}")


@pytest.fixture
def visit(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A fresh tab; parametrise indirectly with options of a browser context (viewport, colour scheme, locale)."""
    options = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", **getattr(request, "param", {})}
    context = browser.new_context(**options)
    made = Visit(context.new_page(), address)
    made.watch()
    yield made
    context.close()
    assert made.wrong == []


@pytest.fixture
def space(tmp_path: Path, tiny_world: Path) -> Workspace:
    """A store of the tiny world that a test may change."""
    made = create_store(tmp_path / "store")
    add(made.log, made.readers, [tiny_world], contributor="the tests", clock=lambda: RECORDED)
    return made


def _serve(space: Workspace, writing: Writing) -> tuple[uvicorn.Server, threading.Thread]:
    app = create_app(space, Viewer.parse("owner"), loopback_only=True, writing=writing)
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    return server, thread


@pytest.fixture
def served(
    request: pytest.FixtureRequest,
    space: Workspace,
    browser: Browser,
    address: str,  # noqa: ARG001 - `address` skips where the page is not built
) -> Iterator[Callable[..., Visit]]:
    """Make a watched tab on a server of its own over `space`; `param` are options of the browser context."""
    options = {"viewport": {"width": 1440, "height": 900}, "locale": "en-GB", **getattr(request, "param", {})}
    started, contexts, visits = [], [], []

    def make(writing: Writing = Writing(allowed=True, contributor="Ann Lee")) -> Visit:  # noqa: B008 - frozen
        server, thread = _serve(space, writing)
        started.append((server, thread))
        context = browser.new_context(**options)
        contexts.append(context)
        found = Visit(context.new_page(), f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}")
        found.watch()
        visits.append(found)
        return found

    yield make
    for context in contexts:
        context.close()
    for server, thread in started:
        server.should_exit = True
        thread.join()
    assert [wrong for each in visits for wrong in each.wrong] == []
