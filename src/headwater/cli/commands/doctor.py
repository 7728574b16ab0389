"""`doctor`: is everything here that Headwater needs?"""

from __future__ import annotations

import os
import platform
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import typer

from headwater import __version__
from headwater.cli.options import AsJson
from headwater.cli.output import print_json, print_table
from headwater.cli.session import session_of

_PACKAGES = ("polars", "deltalake", "pyarrow", "numba", "fastapi", "pydantic", "uvicorn")
_LOW_DISK_BYTES = 1_000_000_000
_LOW_MEMORY_BYTES = 1_000_000_000


class Check(NamedTuple):
    """One thing looked at: fine, worth a look, or broken."""

    what: str
    state: str
    found: str
    remedy: str = ""


def doctor(context: typer.Context, as_json: AsJson = False) -> None:
    """Check versions, the store, the page, memory and disk; exit code 1 where something is broken.

    Example: headwater doctor
    """
    checks = list(_checks(session_of(context).store))
    if as_json:
        print_json([check._asdict() for check in checks])
    else:
        print_table([check._asdict() for check in checks], ["what", "state", "found", "remedy"])
    if any(check.state == "broken" for check in checks):
        raise typer.Exit(1)


def _checks(store: Path) -> Iterator[Check]:
    yield Check("headwater", "fine", __version__)
    yield Check("python", "fine", platform.python_version())  # an older one does not get this far
    yield from (_package(name) for name in _PACKAGES)
    yield _store(store)
    yield _page()
    yield _disk(store)
    yield _memory()


def _package(name: str) -> Check:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return Check(name, "fine", version(name))
    except PackageNotFoundError:
        return Check(name, "broken", "missing", "Install Headwater again with its requirements.")


def _store(path: Path) -> Check:
    from headwater.bootstrap.workspace import open_workspace
    from headwater.errors import HeadwaterError, NoStore

    try:
        entries = open_workspace(path).log.contributions()
    except NoStore:
        return Check("store", "look", f"none at {path}", "Make one with headwater init, or name it with --store.")
    except HeadwaterError as error:
        return Check("store", "broken", error.problem, error.remedy)
    if not os.access(path, os.W_OK):
        return Check("store", "look", f"{path} may only be read", "Reading works; adding needs leave to write there.")
    return Check("store", "fine", f"{path}, {len(entries)} contributions")


def _page() -> Check:
    from headwater.server.page_files import PAGE_FOLDER, page_is_built

    if page_is_built(PAGE_FOLDER):
        return Check("page", "fine", "built")
    return Check("page", "look", "not built", "Build it with make page; the HTTP answers work without it.")


def _disk(store: Path) -> Check:
    folder = store.absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    state, remedy = ("look", "Free some space before adding much.") if free < _LOW_DISK_BYTES else ("fine", "")
    return Check("disk", state, f"{free / 1e9:,.1f} GB free", remedy)


def _memory() -> Check:
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # not told on this system
        return Check("memory", "look", "unknown", "Headwater wants about 1 GB for a map of 100,000 provisions.")
    state, remedy = ("look", "Large files may not fit.") if total < _LOW_MEMORY_BYTES else ("fine", "")
    return Check("memory", state, f"{total / 1e9:,.1f} GB", remedy)
