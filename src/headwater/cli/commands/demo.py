"""`demo`: the reference world in a store of its own, and its page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from headwater.cli.commands.serve import Port, run_server, writing_at
from headwater.cli.options import AsJson
from headwater.cli.progress import progress_bar
from headwater.cli.session import session_of

if TYPE_CHECKING:
    from headwater.bootstrap.workspace import Workspace

DEMO_STORE = Path("headwater-demo")
_CONTRIBUTOR = "Headwater reference world"


def demo(
    context: typer.Context,
    store: Annotated[
        Path | None, typer.Option("--store", show_default=str(DEMO_STORE), help="Folder of the demo's store.")
    ] = None,
    port: Port = 8765,
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open a browser.")] = False,
    as_json: AsJson = False,
) -> None:
    """Fill a store with the reference world (once), serve its page, and open it.

    Example: headwater demo --port 9000 --no-open
    """
    space = demo_workspace(store or session_of(context).given or DEMO_STORE)
    writing = writing_at("127.0.0.1", "owner")
    run_server(
        space, host="127.0.0.1", port=port, viewer="owner", writing=writing, open_page=not no_open, as_json=as_json
    )


def demo_workspace(path: Path) -> Workspace:
    """The workspace of a store that holds the reference world of this version, made or brought up to date."""
    from headwater import reference_world
    from headwater.bootstrap.workspace import create_store, open_workspace
    from headwater.errors import NoStore
    from headwater.workflows import record

    try:
        space = open_workspace(path)
    except NoStore:
        create_store(path)
        space = open_workspace(path)
    with progress_bar("reference world") as progress:
        added = record.add(
            space.log, space.readers, [reference_world.folder()], contributor=_CONTRIBUTOR, clock=space.clock,
            progress=progress,
        )  # fmt: skip
    if not added.already_recorded:
        _retract_older(space, added.contribution)
    return space


def _retract_older(space: Workspace, newest: str) -> None:
    """An earlier version of the reference world no longer counts once a newer one is recorded."""
    from headwater.claims.model import active_contributions
    from headwater.workflows import record

    entries = space.log.contributions()
    active = active_contributions(entries)
    for entry in entries:
        if entry.id in active and entry.contributor == _CONTRIBUTOR and entry.id != newest:
            record.retract(
                space.log,
                entry.id,
                contributor=_CONTRIBUTOR,
                clock=space.clock,
                note="a newer reference world is there",
            )
