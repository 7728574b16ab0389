"""What options about the ledger mean: filters, rates from a file, discounts by name."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from headwater.cli.options import parse_day
from headwater.errors import BadQuestion, UnreadableFile

if TYPE_CHECKING:
    from datetime import date

    from headwater.workflows.ledger import Rates, StageDiscounts

Country = Annotated[str | None, typer.Option("--country", help="Who receives, agrees, imposes or takes part.")]
Party = Annotated[str | None, typer.Option("--party", "--firm", help="A firm or body, or a country and its firms.")]
Technology = Annotated[str | None, typer.Option("--technology", help="A technology of the code list.")]
Product = Annotated[str | None, typer.Option("--product", help="A product it names.")]
Kind = Annotated[str | None, typer.Option("--kind", help="A kind of agreement, measure, event or programme.")]
State = Annotated[str | None, typer.Option("--stage", "--status", help="Where it stands: a stage or a status.")]
Place = Annotated[str | None, typer.Option("--place", help="A site, city or region.")]
Text = Annotated[str | None, typer.Option("--text", help="Part of the title or of a name.")]
Since = Annotated[
    "date | None",
    typer.Option("--from", parser=parse_day, metavar="YYYY-MM-DD", help="What goes on or was told from that day on."),
]
Until = Annotated[
    "date | None",
    typer.Option("--to", parser=parse_day, metavar="YYYY-MM-DD", help="What goes on or was told until that day."),
]
OnDay = Annotated[
    "date | None",
    typer.Option("--on", parser=parse_day, metavar="YYYY-MM-DD", show_default="the view's day", help="As on that day."),
]


def rates_of(into: str | None, path: Path | None) -> Rates | None:
    """Rates into a currency, from a CSV with the columns currency and rate, and perhaps year and source."""
    from headwater.workflows.ledger import Rate, Rates

    if into is None:
        if path is not None:
            raise BadQuestion("Rates need a currency to add up in.", "Name it with --in, for example --in USD.")
        return None
    rows = [] if path is None else _rows(path)
    return Rates.of(into, [Rate(*_rate(path, number, row)) for number, row in enumerate(rows, 2)])  # type: ignore[arg-type]


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error):
        raise UnreadableFile("The rates cannot be read as a CSV file in UTF-8.", "Check the name.", str(path)) from None


def _rate(path: Path, number: int, row: dict[str, str]) -> tuple[str, float, int | None, str]:
    try:
        year = (row.get("year") or "").strip()
        return (
            row["currency"].strip(),
            float(row["rate"]),
            int(year) if year else None,
            (row.get("source") or "").strip(),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnreadableFile(
            "The row is no rate.",
            "Write the columns currency,rate and perhaps year,source.",
            f"{path.name}, row {number}",
        ) from None


def discounts_of(given: Sequence[str]) -> StageDiscounts:
    """The assumed discounts, some replaced by words such as `announced=0.2`."""
    from dataclasses import fields, replace

    from headwater.workflows.ledger import StageDiscounts

    names = [field.name for field in fields(StageDiscounts)]
    changes = {}
    for words in given:
        name, _, value = words.partition("=")
        name = name.strip().replace("-", "_")
        try:
            changes[name] = float(value)
        except ValueError:
            raise BadQuestion(f"{words!r} is no discount.", "Write STAGE=SHARE, such as announced=0.2.") from None
        if name not in names:
            raise BadQuestion(f"There is no stage {name!r}.", valid=names)
    return replace(StageDiscounts(), **changes)
