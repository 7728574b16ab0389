"""`ledger`: agreements, commitments, measures, events and programmes, and how far along they are."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headwater.cli import ledger_print as show
from headwater.cli.ledger_options import (
    Country,
    Kind,
    OnDay,
    Party,
    Place,
    Product,
    Since,
    State,
    Technology,
    Text,
    Until,
    discounts_of,
    rates_of,
)  # fmt: skip
from headwater.cli.options import AsJson, KnownOn, ValidOn, ViewerOption, view_of
from headwater.cli.output import print_json
from headwater.cli.session import session_of

if TYPE_CHECKING:
    from headwater.workflows.panels.ledger import LedgerPanels

app = typer.Typer(no_args_is_help=True, help="Agreements, commitments, measures, events: how far along are they?")

Explain = Annotated[bool, typer.Option("--explain", help="Every statement behind each row, with its claim.")]
Top = Annotated[int | None, typer.Option("--top", min=1, help="Only the first N rows.")]


class Grouping(StrEnum):
    """What totals are told by."""

    all = "all"
    country = "country"
    technology = "technology"
    currency = "currency"
    stage = "stage"


def _ledger(
    context: typer.Context, known_on: date | None, valid_on: date | None, viewer: str, on: date | None
) -> LedgerPanels:
    """The ledger of the view, as on its day: the one named, or the day it holds on, was known on, or today."""
    from headwater.workflows.ledger import Ledger
    from headwater.workflows.panels.ledger import LedgerPanels
    from headwater.workflows.view import build_map

    space = session_of(context).workspace()
    supply_map = build_map(space.log, view_of(known_on, valid_on, viewer))
    return LedgerPanels(Ledger(supply_map), on or valid_on or known_on or space.clock().date())


def _lists(table: str, says: str) -> Callable[..., None]:
    """The command that lists one table."""

    def listed(
        context: typer.Context,
        country: Country = None,
        party: Party = None,
        technology: Technology = None,
        product: Product = None,
        kind: Kind = None,
        state: State = None,
        place: Place = None,
        since: Since = None,
        until: Until = None,
        text: Text = None,
        top: Top = None,
        explain: Explain = False,
        known_on: KnownOn = None,
        valid_on: ValidOn = None,
        viewer: ViewerOption = "owner",
        as_json: AsJson = False,
    ) -> None:
        from headwater.workflows.ledger import LedgerFilter

        asked = LedgerFilter(country, party, technology, product, kind, state, place, since, until, text)
        panels = _ledger(context, known_on, valid_on, viewer, None)
        frame = panels.ledger.listed(table, asked)
        rows = panels.rows(table, frame if top is None else frame.head(top))
        if explain:
            rows = [row | {"statements_told": panels.one(table, row["id"])["statements_told"]} for row in rows]
        if as_json:
            print_json(rows)
            return
        show.print_rows(table, rows)
        if explain:
            show.print_statements(rows)

    listed.__name__ = table
    listed.__doc__ = says
    return listed


app.command("commitments")(
    _lists(
        "commitments",
        """What was promised, where, and how far it is; one line per commitment.

        Example: headwater ledger commitments --country KOR --technology ai-data-centres

        Example: headwater ledger commitments --party "Amazon Web Services" --explain
        """,
    )
)
app.command("agreements")(
    _lists(
        "agreements",
        """Who agreed on what, whether it is signed, and the obligations under it.

        Example: headwater ledger agreements --country VNM --status signed
        """,
    )
)
app.command("measures")(
    _lists(
        "measures",
        """Export controls, subsidies, tariffs and other policies, their products and their days.

        Example: headwater ledger measures --kind export-control --product gallium
        """,
    )
)
app.command("events")(
    _lists(
        "events",
        """What happened: disruptions, dialogues, exercises.

        Example: headwater ledger events --kind disruption --from 2024-01-01
        """,
    )
)
app.command("programmes")(
    _lists(
        "programmes",
        """Research and training that partners run together.

        Example: headwater ledger programmes --country KOR
        """,
    )
)


@app.command("totals")
def totals(
    context: typer.Context,
    by: Annotated[Grouping, typer.Option("--by", help="Told by.")] = Grouping.all,
    at: Annotated[str, typer.Option("--at", help="What was promised, or a stage such as registered.")] = "promised",
    into: Annotated[str | None, typer.Option("--in", metavar="CURRENCY", help="Add up in one currency.")] = None,
    rates: Annotated[
        Path | None, typer.Option("--rates", help="CSV of currency,rate[,year,source] into that currency.")
    ] = None,
    keep_duplicates: Annotated[bool, typer.Option("--keep-duplicates", help="Count what looks told twice.")] = False,
    country: Country = None,
    party: Party = None,
    technology: Technology = None,
    product: Product = None,
    state: State = None,
    place: Place = None,
    since: Since = None,
    until: Until = None,
    text: Text = None,
    explain: Explain = False,
    known_on: KnownOn = None,
    valid_on: ValidOn = None,
    viewer: ViewerOption = "owner",
    as_json: AsJson = False,
) -> None:
    """How much was promised, registered, paid? Each sum once, each line explained with --explain.

    --from and --to say when it must first have been told: what is earlier stays out of a new total.

    Example: headwater ledger totals --country KOR --from 2025-10-29 --to 2025-10-29 --explain

    Example: headwater ledger totals --by stage
    """
    from headwater.ledger.duplicates import WITHIN_DAYS
    from headwater.workflows.ledger import Counting, LedgerFilter

    asked = LedgerFilter(country, party, technology, product, None, state, place, since, until, text)
    counting = Counting(at=at, rates=rates_of(into, rates), within_days=None if keep_duplicates else WITHIN_DAYS)
    panels = _ledger(context, known_on, valid_on, viewer, None)
    found = panels.totals(panels.ledger.totals(asked, by.value, counting), with_lines=explain)
    if as_json:
        print_json(found)
        return
    show.print_totals(found, explain=explain, ever=since is None)


@app.command("overdue")
def overdue(
    context: typer.Context,
    on: OnDay = None,
    known_on: KnownOn = None,
    valid_on: ValidOn = None,
    viewer: ViewerOption = "owner",
    as_json: AsJson = False,
) -> None:
    """What should have happened, and nobody says that it did: obligations, commitments, expected signatures.

    Example: headwater ledger overdue --on 2026-06-30
    """
    panels = _ledger(context, known_on, valid_on, viewer, on)
    rows = panels.overdue(panels.ledger.overdue(panels.day))
    if as_json:
        print_json(rows)
        return
    show.print_overdue(rows, panels.day)


@app.command("show")
def show_one(
    context: typer.Context,
    identity: Annotated[
        str, typer.Argument(metavar="ID", help="A commitment, agreement, measure, event or programme.")
    ],
    assume: Annotated[
        float | None, typer.Option("--assume", min=0, max=1, help="The share of its products a commitment would add.")
    ] = None,
    discount: Annotated[
        list[str] | None, typer.Option("--discount", metavar="STAGE=SHARE", help="Another discount; may be repeated.")
    ] = None,
    on: OnDay = None,
    known_on: KnownOn = None,
    valid_on: ValidOn = None,
    viewer: ViewerOption = "owner",
    as_json: AsJson = False,
) -> None:
    """One thing with all statements about it; of a commitment what it would change, of a measure what it touches.

    Example: headwater ledger show commitment:micron-hiroshima --assume 0.05
    """
    panels = _ledger(context, known_on, valid_on, viewer, on)
    table = _table_of(identity)
    found: dict[str, Any] = panels.one(table, identity)
    if table == "commitments":
        told = panels.ledger.delivery(identity, discounts_of(discount or []), assume)
        found["deliveries"] = [panels.delivery(each) for each in told]
    if as_json:
        print_json(found)
        return
    show.print_one(table, found)


class LedgerFormat(StrEnum):
    """The writers of the ledger, by name."""

    csv = "csv"
    xlsx = "xlsx"
    jsonld = "jsonld"


@app.command("export")
def export(
    context: typer.Context,
    to: Annotated[LedgerFormat, typer.Option("--to", help="Format.", show_default=False)],
    out: Annotated[
        Path | None,
        typer.Option("--out", show_default="headwater-ledger in this folder", help="File or folder to write."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier export.")] = False,
    on: OnDay = None,
    known_on: KnownOn = None,
    valid_on: ValidOn = None,
    viewer: ViewerOption = "owner",
    as_json: AsJson = False,
) -> None:
    """Write the whole ledger as CSV files, a workbook or JSON-LD.

    Example: headwater ledger export --to xlsx --out ledger.xlsx
    """
    from headwater.exports.ledger import LEDGER_WRITERS

    panels = _ledger(context, known_on, valid_on, viewer, on)
    writer = LEDGER_WRITERS[to.value]
    written = writer.write(panels.ledger, panels.day, out or Path(f"headwater-ledger{writer.suffix}"), force=force)
    if as_json:
        print_json({"files": [str(path) for path in written]})
        return
    for path in written:
        typer.echo(f"wrote {path}")


def _table_of(identity: str) -> str:
    from headwater.errors import NotFound
    from headwater.workflows.ledger import LEDGER_TABLES

    table = f"{identity.partition(':')[0]}s"
    if table not in LEDGER_TABLES:
        raise NotFound(
            f"{identity} is no identifier of the ledger.", "It reads commitment:..., agreement:..., measure:...."
        )
    return table
