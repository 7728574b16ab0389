"""`claim ID`: one claim like a citation, with its source and its rivals."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from headwater.cli.options import AsJson, KnownOn, ValidOn, ViewerOption, view_of
from headwater.cli.output import print_fields, print_json
from headwater.cli.session import session_of


def claim(
    context: typer.Context,
    claim_id: Annotated[
        str, typer.Argument(metavar="ID", help="CONTRIBUTION:TABLE:ROW, as printed with every figure.")
    ],
    known_on: KnownOn = None,
    valid_on: ValidOn = None,
    viewer: ViewerOption = "owner",
    as_json: AsJson = False,
) -> None:
    """Print a claim: what it says, who says so and where, who recorded it, and what others say.

    Example: headwater claim 3f9a1c:provisions:12
    """
    from headwater.workflows.explain import Explainer
    from headwater.workflows.view import build_map

    view = view_of(known_on, valid_on, viewer)
    log = session_of(context).workspace().log
    explained = Explainer(log, view, build_map(log, view)).explain(claim_id)
    if as_json:
        print_json(explained)
    else:
        _print_claim(explained)


def _print_claim(explained: dict[str, Any]) -> None:
    typer.echo(f"claim {explained['id']} ({explained['table']})\n")
    print_fields(explained["row"])
    source = explained.get("source") or {}
    typer.echo("\nwho says so")
    said = {name: source.get(name) for name in ("title", "publisher", "published_on", "kind", "url", "licence", "id")}
    stated = {name: explained.get(name) for name in ("locator", "quote", "stated_on", "confidence", "basis")}
    print_fields({**said, **stated})
    typer.echo("\nwho recorded it")
    print_fields(explained.get("contribution") or {})
    rivals = explained.get("rivals") or []
    chosen = explained.get("chosen")
    if rivals or chosen is not None:
        typer.echo("\nbeside it")
        print_fields({"chosen": chosen, "rule": explained.get("rule"), "rivals": rivals})
