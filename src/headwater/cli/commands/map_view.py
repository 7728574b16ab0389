"""`map`: resolve the map for one view, and say what is in it."""

from __future__ import annotations

import typer

from headwater.cli.options import AsJson, KnownOn, ValidOn, ViewerOption, view_of
from headwater.cli.output import print_json, print_table
from headwater.cli.session import session_of


def map_view(
    context: typer.Context,
    known_on: KnownOn = None,
    valid_on: ValidOn = None,
    viewer: ViewerOption = "owner",
    as_json: AsJson = False,
) -> None:
    """Resolve the map: rows per table, and the digest that equal maps share.

    Example: headwater map --known-on 2025-06-30 --valid-on 2024-12-31
    """
    from headwater.supply_map import MAP_TABLES
    from headwater.workflows.view import build_map

    view = view_of(known_on, valid_on, viewer)
    supply_map = build_map(session_of(context).workspace().log, view)
    tables = {name: supply_map[name].height for name in MAP_TABLES}
    digest = supply_map.digest()
    if as_json:
        asked = {"known_on": known_on, "valid_on": valid_on, "viewer": str(view.viewer)}
        print_json({**asked, "tables": tables, "digest": digest})
        return
    print_table([{"table": name, "rows": rows} for name, rows in tables.items() if rows], ["table", "rows"])
    typer.echo(f"digest {digest}")
