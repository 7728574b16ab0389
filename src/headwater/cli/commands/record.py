"""`add`, `retract`, `restore` and `judge`: what people record."""

from __future__ import annotations

import getpass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from headwater.cli.faults import SHOWN_PROBLEMS
from headwater.cli.options import AsJson
from headwater.cli.output import print_json, print_table, problem_lines
from headwater.cli.progress import progress_bar
from headwater.cli.session import session_of

if TYPE_CHECKING:
    from headwater.bootstrap.workspace import Workspace
    from headwater.workflows.record import Added


class Verdict(StrEnum):
    """What a judgement says."""

    same = "same"
    not_same = "not-same"
    unsure = "unsure"


def contributor_name(name: str | None) -> str:
    """The name given, or the operating system's name for the user."""
    if name:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no name for this user id, as in some containers
        return "unknown"


By = Annotated[str | None, typer.Option("--by", show_default="your user name", help="Who records it.")]
Note = Annotated[str | None, typer.Option("--note", help="A remark kept with the contribution.")]


def add(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Files, or one folder.", show_default=False)],
    format_name: Annotated[
        str | None, typer.Option("--as", metavar="FORMAT", help="Format, where it should not be recognised.")
    ] = None,
    hs: Annotated[
        str | None,
        typer.Option("--hs", metavar="EDITION", help="Edition of the HS, where trade files do not state it: HS2017."),
    ] = None,
    by: By = None,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Take the good rows; rejected rows go into a file beside.")
    ] = False,
    each: Annotated[
        bool,
        typer.Option("--each", help="Each file by itself, as a contribution of its own; run again to go on."),
    ] = False,
    note: Note = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Record nothing; say what is wrong and what would change on the map.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Record files as one contribution: whole, or not at all.

    Example: headwater add ./my-tables --by "Ministry of Trade"

    Example: headwater add chip_explorer/ --as eto --skip-bad

    Example: headwater add trade.csv --as baci --hs HS2017

    Example: headwater add ./baci-1995-2022 --each

    Example: headwater add ./my-tables --dry-run
    """
    from headwater.errors import BadQuestion
    from headwater.exports.rejected import rejects_beside
    from headwater.workflows import record

    space = session_of(context).workspace()
    if each and dry_run:
        raise BadQuestion("--each and --dry-run do not go together.", "Look at one file at a time.")
    if each:
        _add_each(space, files, format_name, hs, contributor_name(by), note, skip_bad=skip_bad, as_json=as_json)
        return
    options = {} if hs is None else {"hs": hs}
    if dry_run:
        _preview(space, files, format_name, options, as_json=as_json)
        return
    with progress_bar("reading") as progress:
        added = record.add(
            space.log, space.readers, files, format_name=format_name, options=options,
            contributor=contributor_name(by), clock=space.clock,
            skip_bad=skip_bad, rejects=rejects_beside(files), note=note, progress=progress,
        )  # fmt: skip
    if as_json:
        print_json(_added_json(added))
    else:
        _print_added(added)


def _add_each(
    space: Workspace,
    files: list[Path],
    format_name: str | None,
    hs: str | None,
    by: str,
    note: str | None,
    *,
    skip_bad: bool,
    as_json: bool,
) -> None:
    """One line a file, when it is done; what was interrupted is told how to go on."""
    from headwater.errors import BadQuestion
    from headwater.workflows.record_each import add_each

    if skip_bad:
        raise BadQuestion("--each and --skip-bad do not go together.", "Add the file with bad rows by itself.")
    found = []
    with progress_bar("reading") as progress:
        try:
            for path, added in add_each(
                space.log, space.readers, files, format_name=format_name, options={} if hs is None else {"hs": hs},
                contributor=by, clock=space.clock, note=note, progress=progress,
            ):  # fmt: skip
                found.append({"file": path.name, **_added_json(added)})
                if not as_json:
                    said = "was recorded already as" if added.already_recorded else "recorded as"
                    typer.echo(f"{path.name}: {sum(added.rows.values()):,} rows, {said} {added.contribution}")
        except BaseException:
            typer.echo("What is named above is recorded. Run the same command again to go on from there.", err=True)
            raise
    if as_json:
        print_json(found)


def _preview(
    space: Workspace, files: list[Path], format_name: str | None, options: dict[str, str], *, as_json: bool
) -> None:
    """What adding the files would do, for the owner of the store."""
    from headwater.cli.preview_output import preview_json, print_preview
    from headwater.workflows.preview import preview

    with progress_bar("reading") as progress:
        found = preview(space.log, space.readers, files, format_name=format_name, options=options, progress=progress)
    if as_json:
        print_json(preview_json(found))
    else:
        print_preview(found)


def _added_json(added: Added) -> dict[str, object]:
    return {
        "contribution": added.contribution,
        "rows": dict(added.rows),
        "problems": [problem.as_dict() for problem in added.problems],
        "rejected": None if added.rejected is None else str(added.rejected),
        "already_recorded": added.already_recorded,
    }


def _print_added(added: Added) -> None:
    if added.already_recorded:
        typer.echo(f"these files are recorded already, as contribution {added.contribution}; nothing was added")
        return
    print_table([{"table": name, "rows": rows} for name, rows in added.rows.items()], ["table", "rows"])
    typer.echo(f"recorded as contribution {added.contribution}")
    if added.problems:
        typer.echo(f"{len(added.problems):,} problems; the rows they stand in were left out:", err=True)
        typer.echo("\n".join(problem_lines(added.problems, SHOWN_PROBLEMS)), err=True)
    if added.rejected is not None:
        typer.echo(f"rejected rows: {added.rejected}")
    typer.echo("next: headwater assess concentration, or headwater serve")


def retract(
    context: typer.Context,
    contribution: Annotated[str, typer.Argument(help="Id of the contribution, as `headwater log` prints it.")],
    by: By = None,
    note: Note = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Take nothing back; say what would change on the map.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Take a contribution back: its claims no longer count, and the log keeps both entries.

    Example: headwater retract 20260301-4f3a9c1b --note "wrong file"

    Example: headwater retract 20260301-4f3a9c1b --dry-run
    """
    from headwater.workflows import record

    space = session_of(context).workspace()
    if dry_run:
        from headwater.cli.preview_output import changes_json, print_changes
        from headwater.workflows.preview import preview_retraction

        changes = preview_retraction(space.log, contribution.strip())
        print_json(changes_json(changes)) if as_json else print_changes(changes)
        return
    entry = record.retract(space.log, contribution, contributor=contributor_name(by), clock=space.clock, note=note)
    if as_json:
        print_json({"contribution": entry.id, "retracts": entry.retracts})
    else:
        typer.echo(f"retracted {entry.retracts}; recorded as {entry.id}")


def restore(
    context: typer.Context,
    contribution: Annotated[str, typer.Argument(help="Id of the contribution that was taken back.")],
    by: By = None,
    note: Note = None,
    as_json: AsJson = False,
) -> None:
    """Undo a retraction: the rows of the contribution are recorded once more, under a new id.

    Example: headwater restore 20260301-4f3a9c1b --note "it was the right file"
    """
    from headwater.workflows import record

    space = session_of(context).workspace()
    entry = record.restore(space.log, contribution, contributor=contributor_name(by), clock=space.clock, note=note)
    if as_json:
        print_json({"contribution": entry.id, "restores": contribution.strip()})
    else:
        typer.echo(f"restored {contribution.strip()}; recorded as {entry.id}")


def judge(
    context: typer.Context,
    left: Annotated[str, typer.Argument(help="One identifier, for example org:eto.asml.")],
    verdict: Annotated[Verdict, typer.Argument(help="Whether they mean the same.")],
    right: Annotated[str, typer.Argument(help="The other identifier, for example org:asml.")],
    by: By = None,
    why: Annotated[str | None, typer.Option("--why", help="The reason, for whoever reviews it.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say whether two identifiers mean the same thing; take it back with `retract`.

    Example: headwater judge org:eto.asml same org:asml --why "same LEI"
    """
    from headwater.workflows import record

    space = session_of(context).workspace()
    entry = record.judge(
        space.log, left, verdict.value, right, contributor=contributor_name(by), clock=space.clock, reason=why
    )
    if as_json:
        print_json({"contribution": entry.id, "left": left, "verdict": verdict.value, "right": right})
    else:
        typer.echo(f"recorded as {entry.id}: {left} {verdict.value} {right}")
