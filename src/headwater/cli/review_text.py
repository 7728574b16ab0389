"""How a candidate looks on a terminal: the article with the words it was read from marked, beside the record."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from headwater.cli.output import cell, harmless, on_terminal

if TYPE_CHECKING:
    from rich.text import Text

FIELD_STYLES: Mapping[str, str] = {
    "parties": "bold blue",
    "amount": "bold yellow",
    "date": "bold cyan",
    "period": "cyan",
    "place": "magenta",
    "products": "bold magenta",
    "areas": "magenta",
    "status": "bold green",
    "kind": "green",
    "relation": "bold white",
}
"""Colours are never the only sign: marked words stand in brackets, and the record says at which characters."""

_SHOWN = (
    "kind", "status", "title", "sort", "direction", "parties", "amount", "amount_high", "amount_qualifier", "currency",
    "date", "period", "place", "products", "areas", "relation", "notes",
)  # fmt: skip
_BESIDE_FROM = 100


def pieces(text: str, spans: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The text cut where spans begin and end, each piece with the fields read from it."""
    edges = {0, len(text)}
    for places in spans.values():
        for each in places:
            edges |= {each["start"], each["end"]}
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    for start, end in itertools.pairwise(cuts):
        fields = [
            name for name, places in spans.items() if any(p["start"] <= start and end <= p["end"] for p in places)
        ]
        yield text[start:end], tuple(fields)


def print_candidate(shown: Mapping[str, Any]) -> None:
    """Print a candidate, its article and record, decisions and what it may be a duplicate of."""
    article = shown["article_text"]
    version = f"version {shown['version']}"
    heading = [shown["id"], shown["state"], version, article["title"] or article["name"], article["language"]]
    typer.echo(" · ".join(harmless(str(part)) for part in [*heading, article["dated"]] if part))
    for problem in article["contradictions"]:
        typer.echo(f"contradiction: {harmless(problem)}")
    record = shown["record"]
    if on_terminal():
        _print_beside(article["text"], record)
    else:
        typer.echo(f"\n{_marked_plainly(article['text'], record['spans'])}\n")
        for name, value, place in record_lines(record):
            typer.echo(f"{name:<16}  {value}{place}")
    _print_more(shown)


def record_lines(record: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Name, value, and where it was read: `17-52`, or that it is the reviewer's own."""
    for name in _SHOWN:
        value = record.get(name)
        if value in (None, [], {}):
            continue
        spans = record["spans"].get(name, ())
        places = ", ".join(f"{each['start']}-{each['end']}" for each in spans)
        by = record["read_by"].get(name, "")
        said = f"characters {places}" if places else "no words of the article" if by == "reviewer" else ""
        who = f"by {by}" if by and by != "rules" else ""
        about = ", ".join(part for part in (said, who) if part)
        yield name.replace("_", " "), _value(name, value), f"  ({about})" if about else ""


def _value(name: str, value: Any) -> str:  # noqa: ANN401 - a field's value
    if name == "parties":
        parts = [f"{p['name']} ({p['country'] or '?'}, {p['role']})" for p in value]
        return harmless("; ".join(parts))
    if name == "relation":
        return "; ".join(f"{key} {cell(each)}" for key, each in value.items())
    if isinstance(value, float):
        return f"{value:,.0f}"
    return harmless("; ".join(value) if isinstance(value, list) else cell(value))


def _marked_plainly(text: str, spans: Mapping[str, Any]) -> str:
    return "".join(
        f"[{harmless(piece)}|{','.join(fields)}]" if fields and piece.strip() else harmless(piece)
        for piece, fields in pieces(text, spans)
    )


def _marked(text: str, record: Mapping[str, Any]) -> Text:
    from rich.text import Text

    whole = Text()
    for piece, fields in pieces(text, record["spans"]):
        if fields and piece.strip():
            whole.append(f"[{harmless(piece)}]", style=f"underline {FIELD_STYLES.get(fields[0], 'bold')}")
        else:
            whole.append(harmless(piece))
    return whole


def _print_beside(text: str, record: Mapping[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    fields = Text()
    for name, value, place in record_lines(record):
        style = FIELD_STYLES.get(name.replace(" ", "_"), "")
        fields.append(f"{name}\n", style=f"dim {style}".strip())
        fields.append(f"  {value}", style=style)
        fields.append(f"{place}\n", style="dim")
    if console.width < _BESIDE_FROM:
        console.print(_marked(text, record), fields, sep="\n\n")
        return
    grid = Table.grid(padding=(0, 3), expand=True)
    grid.add_column(ratio=3)
    grid.add_column(ratio=2)
    grid.add_row(_marked(text, record), fields)
    console.print(grid)


def _print_more(shown: Mapping[str, Any]) -> None:
    if shown["duplicates"]:
        typer.echo("\nmay be the same as")
    for other in shown["duplicates"]:
        tongue = f" ({other['language']})" if other["language"] else ""
        typer.echo(f"  {other['other']}{tongue}: {harmless(other['title'])}")
        typer.echo(f"    {harmless('; '.join(other['reasons']))}")
    if shown["decisions"]:
        typer.echo("\ndecisions")
    for one in shown["decisions"]:
        changed = ", ".join(one["changed"])
        parts = [one["at"], one["reviewer"], one["action"], changed, one["note"]]
        typer.echo("  " + " · ".join(harmless(str(part)) for part in parts if part))
