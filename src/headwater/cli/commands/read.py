"""`read`: what do articles say? Candidates with the words they were read from; nothing is recorded."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headwater.cli.options import AsJson, parse_day
from headwater.cli.output import harmless, print_json, problem_lines
from headwater.cli.progress import progress_bar
from headwater.cli.session import session_of

if TYPE_CHECKING:
    from headwater.bootstrap.workspace import Workspace
    from headwater.intake.articles import ArticleFiles
    from headwater.reading import ReadArticle

_SHOWN_PROBLEMS = 20


def read(
    context: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILE|FOLDER...", help="Articles: text, HTML, JSON lines, RSS, Atom, PDF.")
    ],
    base_date: Annotated[
        date | None,
        typer.Option(
            "--base-date",
            parser=parse_day,
            metavar="YYYY-MM-DD",
            help="Day from which bare days count, where an article has none.",
        ),
    ] = None,
    without_reference_world: Annotated[
        bool, typer.Option("--without-reference-world", help="Know no organization by name; go by rules alone.")
    ] = False,
    queue: Annotated[
        bool, typer.Option("--queue", help="Keep the articles and candidates in the store's review queue.")
    ] = False,
    by: Annotated[str | None, typer.Option("--by", show_default="your user name", help="Who queues them.")] = None,
    as_json: AsJson = False,
) -> None:
    """Read articles in en, fr, ja, ko, vi and zh into candidates: investments, agreements, measures, events.

    Every field is shown with the words it was read from. Nothing is recorded: candidates become claims by review.

    Example: headwater read article.html --json

    Example: headwater read ./articles --base-date 2026-01-15

    Example: headwater read ./articles --queue
    """
    from headwater.bootstrap.known import known_organizations
    from headwater.intake.articles import open_articles
    from headwater.reading import Gazetteer
    from headwater.workflows.read import read_articles, records_of

    session = session_of(context)
    kept = session.workspace() if queue else None
    files = open_articles(paths)
    gazetteer = Gazetteer() if without_reference_world else known_organizations()
    base = base_date.isoformat() if base_date else None
    with progress_bar("reading") as progress:
        found = list(read_articles(files.articles, gazetteer, base_date=base, progress=progress))
    if as_json:
        print_json([record for one in found for record in records_of(one)])
    else:
        for one in found:
            _print_article(one, records_of(one))
    if kept is not None:
        _queue(kept, found, by)
    _tell(files, found)


def _queue(space: Workspace, found: list[ReadArticle], by: str | None) -> None:
    """Keep what was read; said on stderr, so that the records on stdout stay what they are."""
    from headwater.cli.commands.record import contributor_name
    from headwater.workflows.review import queue_articles

    queued = queue_articles(space.review_queue(), found, by=contributor_name(by), clock=space.clock)
    before = f"; {len(queued.known)} were there before" if queued.known else ""
    typer.echo(f"queued {len(queued.new)} articles with {queued.candidates} candidates{before}", err=True)
    typer.echo("next: headwater review", err=True)


def _tell(files: ArticleFiles, found: list[ReadArticle]) -> None:
    """Say on stderr what could not be read; exit with 1 where anything could not."""
    from headwater.errors import Problem

    problems = list(files.problems)
    problems += [
        Problem(f"Article {one.article.id}: {one.unreadable}.", "Nothing was read from it.", one.article.file)
        for one in found
        if one.unreadable
    ]
    if problems:
        typer.echo(
            "\n".join(["error: not everything could be read.", *problem_lines(problems, _SHOWN_PROBLEMS)]), err=True
        )
        raise typer.Exit(1)


def _print_article(one: ReadArticle, records: list[dict[str, Any]]) -> None:
    heading = " · ".join(part for part in (one.article.id, one.article.title, one.language, one.dated) if part)
    typer.echo(f"\n{harmless(heading)}")
    for contradiction in one.contradictions:
        typer.echo(f"  contradiction: {contradiction.problem}")
    if not records:
        typer.echo("  nothing was read")
    for record in records:
        typer.echo(f"  {harmless(_line(record))}")
        quote = harmless(" ".join(record["quote"].split()))
        typer.echo(f"      {record['quote_start']}: “{quote}”")


def _line(record: dict[str, Any]) -> str:
    amount = f"{record['amount']:,.0f} {record['currency']}" if record["amount"] is not None else None
    if amount and record["amount_qualifier"]:
        amount = f"{record['amount_qualifier'].replace('_', ' ')} {amount}"
    parties = ", ".join(f"{party['name']} ({party['country'] or '?'})" for party in record["parties"])
    relation = "; ".join(f"{name} {value}" for name, value in (record["relation"] or {}).items())
    parts = [
        record["kind"], record["status"], parties, amount, record["date"], record["period"], record["place"],
        ", ".join(record["products"]), relation,
    ]  # fmt: skip
    return " | ".join(part for part in parts if part)
