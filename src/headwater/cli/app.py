"""The `headwater` command: global options, and every command in the order in which help lists them.

Nothing heavy is imported here or at the top of a command's module: help and completion must answer at once. Help is
plain text for the same reason (typer's rich help imports a Markdown parser and a syntax highlighter: 0.3 s).
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from headwater import __version__
from headwater.cli.commands import (
    assess,
    claim,
    demo,
    doctor,
    export,
    ledger,
    map_view,
    read,
    record,
    review,
    schema,
    serve,
    store,
)
from headwater.cli.faults import HeadwaterGroup
from headwater.cli.session import DEFAULT_STORE, Session

app = typer.Typer(
    name="headwater",
    cls=HeadwaterGroup,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 an error, 2 wrong usage, 130 interrupted. Every command takes --json.",
)


def _version(value: bool) -> None:
    if value:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def headwater(
    context: typer.Context,
    store: Annotated[
        Path | None,
        typer.Option("--store", envvar="HEADWATER_STORE", show_default=str(DEFAULT_STORE), help="Folder of the store."),
    ] = None,
    _: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """A shared supply-chain map: claims with their source, one resolved map, findings anyone can check.

    Begin with `headwater demo` (a world that is ready to look at), or with `headwater init` and
    `headwater add FILE` for data of your own.
    """
    context.obj = Session(store)


app.command("demo", short_help="Look at the reference world on its page.")(demo.demo)
app.command("init", short_help="Make an empty store.")(store.init)
app.command("add", short_help="Record files as one contribution.")(record.add)
app.command("log", short_help="List the contributions.")(store.log)
app.command("retract", short_help="Take a contribution back.")(record.retract)
app.command("restore", short_help="Undo a retraction.")(record.restore)
app.command("judge", short_help="Say whether two identifiers mean the same.")(record.judge)
app.command("verify", short_help="Check every recorded byte.")(store.verify)
app.command("map", short_help="Resolve the map for one view.")(map_view.map_view)
app.add_typer(assess.app, name="assess")
app.command("read", short_help="Read articles into candidates.")(read.read)
app.add_typer(review.app, name="review")
app.add_typer(ledger.app, name="ledger")
app.command("claim", short_help="Print a claim like a citation.")(claim.claim)
app.command("schema", short_help="Print the tables of the standard.")(schema.schema)
app.command("export", short_help="Write the map, or the claims behind it.")(export.export)
app.command("serve", short_help="Serve the page and the HTTP answers.")(serve.serve)
app.command("doctor", short_help="Check that everything needed is here.")(doctor.doctor)


def main() -> None:
    """Entry point of the installed command."""
    app()
