"""What is printed for people: tables on the terminal, the same without colour or cut-off ids in a pipe; and JSON."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import typer

from headwater.errors import Problem

_COMMANDS = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")
_PIPE_WIDTH = 100_000  # a pipe has no width: nothing is cut or wrapped


def print_json(value: object) -> None:
    """Print plain values as JSON; NaN is refused, for it is no JSON."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False, default=_plain))


def _plain(value: object) -> object:
    """Days and instants as ISO texts; paths and identifiers as they print."""
    isoformat = getattr(value, "isoformat", None)
    return isoformat() if callable(isoformat) else str(value)


def harmless(text: str) -> str:
    """Words of others for a terminal: what would move the cursor, colour or turn the line around is shown as a box."""
    return _COMMANDS.sub("\ufffd", text)


def on_terminal() -> bool:
    """Whether a person reads standard output."""
    return sys.stdout.isatty()


def print_table(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], *, shares: Sequence[str] = ()) -> None:
    """Print rows as a table. Columns named in `shares` hold 0..1 and are percent on a terminal."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    listed = list(rows)
    table = Table(box=box.SIMPLE_HEAD if on_terminal() else None, pad_edge=False)
    for column in columns:
        numeric = any(_is_number(row.get(column)) or _is_percent(row.get(column)) for row in listed)
        justify: Literal["left", "right"] = "right" if numeric else "left"
        table.add_column(column.replace("_", " "), justify=justify, overflow="fold", no_wrap=numeric)
    for row in listed:
        table.add_row(*(Text(cell(row.get(column), share=column in shares)) for column in columns))
    if on_terminal():
        Console(highlight=False).print(table)
        return
    console = Console(width=_PIPE_WIDTH, highlight=False, no_color=True)
    with console.capture() as capture:
        console.print(table)
    for line in capture.get().splitlines():
        typer.echo(line.rstrip())


def cell(value: object, *, share: bool = False) -> str:
    """One value as a person reads it: unknown is empty, never 0."""
    if value is None:
        return ""
    if share and isinstance(value, float) and on_terminal():
        return f"{value * 100:.1f} %"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (float, int)):
        return f"{value:.6g}" if isinstance(value, float) else f"{value:,}"
    return ", ".join(str(item) for item in value) if isinstance(value, (list, tuple)) else str(value)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_percent(value: object) -> bool:
    return isinstance(value, str) and value.endswith(" %")


def counted(count: int, what: str) -> str:
    """`1 article`, `2 articles`."""
    return f"{count:,} {what if count == 1 else f'{what}s'}"


def print_fields(fields: Mapping[str, object]) -> None:
    """Print names and values, one per line; what is not known is left out."""
    shown = {name.replace("_", " "): value for name, value in fields.items() if value not in (None, [], "")}
    width = max((len(name) for name in shown), default=0)
    for name, value in shown.items():
        typer.echo(f"{name:<{width}}  {cell(value)}")


def problem_lines(problems: Sequence[Problem], shown: int) -> list[str]:
    """The first `shown` problems, one per line with its place, and how many more there are."""
    lines = []
    for problem in problems[:shown]:
        value = "" if problem.value is None else f" ({problem.value!r})"
        lines.append(f"  {problem.where() or 'input'}: {problem.problem}{value} {problem.remedy}".rstrip())
    more = len(problems) - shown
    if more > 0:
        lines.append(f"  ... and {more:,} more; see them all with --json.")
    return lines
