"""`export`: the map, or the claims behind it, in a format others can open."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from headwater.cli.options import AsJson, KnownOn, ValidOn, ViewerOption, view_of
from headwater.cli.output import print_json
from headwater.cli.session import session_of

if TYPE_CHECKING:
    from headwater.bootstrap.workspace import Workspace
    from headwater.claims.model import View


class Format(StrEnum):
    """The writers, by name."""

    parquet = "parquet"
    csv = "csv"
    xlsx = "xlsx"
    sdmx_csv = "sdmx-csv"
    graphml = "graphml"
    geojson = "geojson"
    ftm = "ftm"


def export(
    context: typer.Context,
    to: Annotated[Format, typer.Option("--to", help="Format.", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option("--out", show_default="headwater-map in this folder", help="File or folder to write."),
    ] = None,
    claims: Annotated[
        bool, typer.Option("--claims", help="Write the claims as own tables that `add` reads (parquet or csv).")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier export.")] = False,
    known_on: KnownOn = None,
    valid_on: ValidOn = None,
    viewer: ViewerOption = "owner",
    as_json: AsJson = False,
) -> None:
    """Write the map as parquet, csv, xlsx, sdmx-csv, graphml, geojson or ftm; or the claims behind it as own tables.

    Claims with disclosure `own` or `aggregate` never leave the store as claims.

    Example: headwater export --to csv --out ./map

    Example: headwater export --to parquet --claims --viewer public --out ./open-claims
    """
    space = session_of(context).workspace()
    view = view_of(known_on, valid_on, viewer)
    if claims:
        written, withheld = _export_claims(space, view, to, out or Path("headwater-claims"), force=force)
    else:
        written, withheld = _export_map(space, view, to, out, force=force), 0
    if as_json:
        print_json({"files": [str(path) for path in written], "withheld": withheld})
        return
    for path in written:
        typer.echo(f"wrote {path}")
    if later := sorted({str(path.parent) for path in written if path.parent.name.startswith("part-")}):
        typer.echo(f"to read it all back, add the folder itself, and then {', '.join(later)}")
    if withheld:
        typer.echo(f"{withheld:,} claims with disclosure own or aggregate stay in this store", err=True)


def _export_map(space: Workspace, view: View, to: Format, out: Path | None, *, force: bool) -> list[Path]:
    from headwater.workflows.view import build_map

    writer = space.writers[to.value]
    target = out or Path(f"headwater-map{writer.suffix}")
    return writer.write(build_map(space.log, view), target, force=force)


def _export_claims(space: Workspace, view: View, to: Format, out: Path, *, force: bool) -> tuple[list[Path], int]:
    from headwater.exports import CLAIM_WRITERS
    from headwater.workflows.claim_tables import claim_tables

    if to.value not in CLAIM_WRITERS:
        raise typer.BadParameter(f"{to.value} cannot hold claims; use parquet or csv.", param_hint="--to")
    tables = claim_tables(space.log, view)
    return CLAIM_WRITERS[to.value].write_claims(tables.parts, out, force=force), tables.withheld
