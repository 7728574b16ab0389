"""What every command gets from the words before it: which store is meant."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from headwater.bootstrap.workspace import Workspace

DEFAULT_STORE = Path("headwater-store")


@dataclass(frozen=True, slots=True)
class Session:
    """The global options. `given` is the store the user named, or None."""

    given: Path | None = None

    @property
    def store(self) -> Path:
        """The store to work on."""
        return self.given or DEFAULT_STORE

    def workspace(self) -> Workspace:
        """Open the store; `NoStore` where there is none."""
        from headwater.bootstrap.workspace import open_workspace

        return open_workspace(self.store)


def session_of(context: typer.Context) -> Session:
    """The session of a command's context."""
    found = context.find_object(Session)
    return found or Session()
