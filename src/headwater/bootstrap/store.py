"""The store as Python users hold it: one object, few verbs, frames out."""

from __future__ import annotations

import getpass
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from headwater.bootstrap.workspace import DEFAULT_STORE, Workspace, create_store, open_workspace
from headwater.claims.log import Verification
from headwater.claims.model import Contribution, View, Viewer
from headwater.exports.rejected import rejects_beside
from headwater.supply_map import SupplyMap
from headwater.workflows.explain import Explainer
from headwater.workflows.preview import Preview, preview
from headwater.workflows.record import Added, add, judge, restore, retract
from headwater.workflows.view import build_map


class Store:
    """A store of claims. Open one with `headwater.open`, make one with `headwater.create`."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def path(self) -> Path:
        """The folder the store is kept in."""
        return self._workspace.path

    def add(
        self, *paths: str | Path, format_name: str | None = None, by: str | None = None, skip_bad: bool = False
    ) -> Added:
        """Read files and record their rows as one contribution; see `headwater add --help`.

        Raises `BadRows` with every problem, and records nothing, unless `skip_bad`: then the bad rows are written to a
        file beside the first one given.
        """
        given = [Path(path) for path in paths]
        work = self._workspace
        return add(
            work.log,
            work.readers,
            given,
            format_name=format_name,
            contributor=by or _user(),
            clock=work.clock,
            skip_bad=skip_bad,
            rejects=rejects_beside(given),
        )

    def preview(
        self, *paths: str | Path, format_name: str | None = None, options: Mapping[str, str] | None = None
    ) -> Preview:
        """What `add` would do with the files, and what would change on the map; nothing is recorded."""
        work = self._workspace
        given = [Path(path) for path in paths]
        return preview(work.log, work.readers, given, format_name=format_name, options=options)

    def retract(self, contribution: str, *, by: str | None = None, note: str | None = None) -> Contribution:
        """Take a contribution back; its claims stay in the log and count no more."""
        work = self._workspace
        return retract(work.log, contribution, contributor=by or _user(), clock=work.clock, note=note)

    def restore(self, contribution: str, *, by: str | None = None, note: str | None = None) -> Contribution:
        """Undo a retraction: the same rows are recorded once more, under a new id; `NotFound` where none was."""
        work = self._workspace
        return restore(work.log, contribution, contributor=by or _user(), clock=work.clock, note=note)

    def judge(
        self, left: str, verdict: str, right: str, *, by: str | None = None, why: str | None = None
    ) -> Contribution:
        """Record that two identifiers mean the `same`, are `not-same`, or that one is `unsure`; undo with `retract`."""
        work = self._workspace
        return judge(work.log, left, verdict, right, contributor=by or _user(), clock=work.clock, reason=why)

    def map(
        self, *, known_on: date | str | None = None, valid_on: date | str | None = None, viewer: str = "owner"
    ) -> SupplyMap:
        """The supply map as known on a day, valid on a day, for one viewer."""
        return build_map(self._workspace.log, self._view(known_on, valid_on, viewer))

    def claim(self, claim: str, *, viewer: str = "owner") -> dict[str, Any]:
        """One claim with its source, provenance, contribution, rivals and the rule that chose."""
        view = self._view(None, None, viewer)
        log = self._workspace.log
        return Explainer(log, view, build_map(log, view)).explain(claim)

    def contributions(self) -> tuple[Contribution, ...]:
        """The log, oldest first."""
        return self._workspace.log.contributions()

    def verify(self) -> Verification:
        """Check every recorded byte against the chain of hashes."""
        return self._workspace.log.verify()

    def export(self, supply_map: SupplyMap, to: str, target: str | Path) -> list[Path]:
        """Write a map as parquet, csv, xlsx, sdmx-csv, graphml, geojson or ftm; returns the files written."""
        return self._workspace.writers[to].write(supply_map, Path(target))

    @staticmethod
    def _view(known_on: date | str | None, valid_on: date | str | None, viewer: str) -> View:
        return View(_day(known_on), _day(valid_on), Viewer.parse(viewer))

    def __repr__(self) -> str:
        return f"Store({str(self.path)!r})"


def open(path: str | Path = DEFAULT_STORE) -> Store:  # noqa: A001 - `headwater.open` is what one says
    """Open the store at `path`; `NoStore` where there is none."""
    return Store(open_workspace(path))


def create(path: str | Path = DEFAULT_STORE) -> Store:
    """Make a new, empty store at `path`; `StoreExists` where there is one already."""
    return Store(create_store(path))


def _day(day: date | str | None) -> date | None:
    return date.fromisoformat(day) if isinstance(day, str) else day


def _user() -> str:
    return getpass.getuser()


__all__ = ["Store", "create", "open"]
