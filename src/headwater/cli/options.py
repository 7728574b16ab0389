"""Options that several commands share, written once so that they read the same everywhere."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from headwater.claims.model import View


def parse_day(text: str) -> date:
    """A day written YYYY-MM-DD."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise typer.BadParameter(f"{text!r} is no day; a day reads YYYY-MM-DD, for example 2025-06-30.")
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day of the calendar.") from error


class By(StrEnum):
    """Which providers are counted."""

    country = "country"
    organization = "organization"
    headquarters = "headquarters"


AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
KnownOn = Annotated[
    date | None,
    typer.Option("--known-on", parser=parse_day, metavar="YYYY-MM-DD", help="Only what was recorded by that day."),
]
ValidOn = Annotated[
    date | None,
    typer.Option("--valid-on", parser=parse_day, metavar="YYYY-MM-DD", help="Only what holds on that day."),
]
ViewerOption = Annotated[
    str, typer.Option("--viewer", help="Who looks: owner, public, partners, or group:NAME[,group:NAME].")
]


def view_of(known_on: date | None, valid_on: date | None, viewer: str) -> View:
    """The view these options ask for; `BadQuestion` where the viewer is none."""
    from headwater.claims.model import View, Viewer

    return View(known_on, valid_on, Viewer.parse(viewer))
