"""`assess trade`: what trade statistics say of a product of the map, by the HS codes linked with it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from headwater.cli.options import AsJson, KnownOn, ViewerOption, view_of
from headwater.cli.output import print_json, print_table
from headwater.cli.session import session_of


def trade(
    context: typer.Context,
    product: Annotated[str, typer.Argument(help="A product of the reference world: product:gallium.")],
    years: Annotated[
        str | None, typer.Option("--years", metavar="FIRST-LAST", show_default="all recorded", help="Which years.")
    ] = None,
    concordance: Annotated[
        Path | None,
        typer.Option("--concordance", help="A correlation of two editions as the UN publishes it: CSV, XLSX."),
    ] = None,
    limit: Annotated[
        list[str] | None, typer.Option("--limit", metavar="NAME=VALUE", help="Another threshold; may be repeated.")
    ] = None,
    top: Annotated[int, typer.Option("--top", min=1, help="Only the N largest exporters.")] = 20,
    known_on: KnownOn = None,
    viewer: ViewerOption = "owner",
    as_json: AsJson = False,
) -> None:
    """Who exports a product of the map, by its HS codes? Codes that were split between editions give a low and a high.

    Example: headwater assess trade product:gallium --years 2021-2023

    Example: headwater assess trade product:euv-lithography-tool --concordance HS2022toHS2017.xlsx
    """
    from headwater.assessments.dependency import DependencyThresholds
    from headwater.intake.concordance_file import concordance_in
    from headwater.resolution.flows import RecordedFlows
    from headwater.workflows.trade_of_product import findings_on_trade, trade_of_product
    from headwater.workflows.trade_words import limits_of, years_of

    log = session_of(context).workspace().log
    span = years_of(years)
    periods = None if span is None else [str(year) for year in range(span[0], span[1] + 1)]
    table = None if concordance is None else concordance_in(concordance)
    flows = RecordedFlows(log, view_of(known_on, None, viewer), periods)
    limits = DependencyThresholds().changed(limits_of(limit or []))
    found = trade_of_product(flows, product, table, periods, limits)
    if as_json:
        print_json(findings_on_trade(found).head(top).to_dicts())
        return
    for link in found.links:
        typer.echo(f"{link.edition} {link.code}: {link.reason} ({link.source})")
    for code in found.codes[len(found.links) :]:
        how = "all of it" if code.certain else "it was split: in the high only"
        typer.echo(f"{code.edition} {code.code}: {how} ({found.concordance})")
    if found.untranslated:
        typer.echo(f"Not translated, and left out: flows in {', '.join(found.untranslated)}. Give --concordance FILE.")
    rows = findings_on_trade(found).head(top).to_dicts()
    print_table(
        [{**row, "claims": len(row["claims"])} for row in rows],
        ["subject", "value", "low", "high", "verdict", "as_of", "claims"],
        shares=("value", "low", "high"),
    )
