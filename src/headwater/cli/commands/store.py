"""`init`, `log` and `verify`: the store itself."""

from __future__ import annotations

from collections.abc import Mapping

import typer

from headwater.cli.options import AsJson
from headwater.cli.output import on_terminal, print_fields, print_json, print_table
from headwater.cli.session import session_of


def init(context: typer.Context, as_json: AsJson = False) -> None:
    """Make an empty store.

    Example: headwater --store ./minerals init
    """
    from headwater.bootstrap.workspace import create_store

    path = session_of(context).store
    create_store(path)
    if as_json:
        print_json({"store": str(path)})
    else:
        typer.echo(f"made an empty store at {path}\nnext: headwater --store {path} add FILE")


def log(context: typer.Context, as_json: AsJson = False) -> None:
    """List the contributions, newest last, with what each added.

    Example: headwater log
    """
    entries = session_of(context).workspace().log.contributions()
    rows = [
        {
            "id": entry.id,
            "kind": entry.kind,
            "contributor": entry.contributor,
            "recorded_at": entry.recorded_at.isoformat(timespec="seconds"),
            "format": entry.format,
            "tables": {stamp.table: stamp.rows for stamp in entry.tables},
            "files": [stamp.name for stamp in entry.files],
            "retracts": entry.retracts,
            "note": entry.note,
        }
        for entry in entries
    ]
    if as_json:
        print_json(rows)
        return
    if not rows and on_terminal():
        typer.echo("nothing recorded yet; next: headwater add FILE")
        return
    shown = [{**row, "what": _what(row)} for row in rows]
    print_table(shown, ["id", "recorded_at", "contributor", "format", "what", "note"])


def _what(row: Mapping[str, object]) -> str:
    if row["kind"] == "retract":
        return f"retracts {row['retracts']}"
    tables = row["tables"]
    return ", ".join(f"{count:,} {name}" for name, count in tables.items()) if isinstance(tables, dict) else ""


def verify(context: typer.Context, as_json: AsJson = False) -> None:
    """Check every recorded byte against the chain of hashes.

    Example: headwater verify
    """
    from headwater.errors import StoreDamaged

    found = session_of(context).workspace().log.verify()
    if not found.sound:
        raise StoreDamaged(
            f"{len(found.damage)} places are not what was recorded.",
            "Restore the store from a copy; nothing was changed by looking.",
            findings=found.damage,
        )
    checked = {"contributions": found.contributions, "rows": found.rows, "uncommitted_rows": found.uncommitted_rows}
    if as_json:
        print_json({**checked, "sound": True, "damage": []})
        return
    print_fields(checked)
    typer.echo("sound: every recorded byte is what its hash says")
