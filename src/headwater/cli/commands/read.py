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
    from headwater.errors import Problem
    from headwater.intake.language_model import Endpoint
    from headwater.reading import Article, Gazetteer, ReadArticle

_SHOWN_PROBLEMS = 20


def read(
    context: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILE|FOLDER...", help="Articles: text, HTML, JSON lines, RSS, Atom, PDF.")
    ],
    published: Annotated[
        date | None,
        typer.Option(
            "--published",
            parser=parse_day,
            metavar="YYYY-MM-DD",
            help="Day of publication, for articles that do not say theirs: bare days take their year from it.",
        ),
    ] = None,
    without_reference_world: Annotated[
        bool, typer.Option("--without-reference-world", help="Know no organization by name; go by rules alone.")
    ] = False,
    queue: Annotated[
        bool, typer.Option("--queue", help="Keep the articles and candidates in the store's review queue.")
    ] = False,
    model: Annotated[
        bool, typer.Option("--model", help="Ask the language model of the settings too; it may only add.")
    ] = False,
    by: Annotated[str | None, typer.Option("--by", show_default="your user name", help="Who queues them.")] = None,
    as_json: AsJson = False,
) -> None:
    """Read articles in en, fr, ja, ko, vi and zh into candidates: investments, agreements, measures, events.

    Every field is shown with the words it was read from. Nothing is recorded: candidates become claims by review.
    With --queue each article is kept as soon as it is read, and what is in the queue is not read again: interrupted,
    the same command goes on where it was.

    Example: headwater read article.html --json

    Example: headwater read ./articles --published 2026-01-15

    Example: headwater read ./articles --queue

    Example: headwater read ./articles --model --json
    """
    from headwater.bootstrap.known import known_organizations
    from headwater.cli.commands.record import contributor_name
    from headwater.cli.read_queue import fill, unreadable
    from headwater.intake.articles import open_articles
    from headwater.reading import Gazetteer, read_article
    from headwater.workflows.read import read_articles, records_of

    kept = session_of(context).workspace() if queue else None
    asked = _Asked.of_settings() if model else None
    files = open_articles(paths)
    gazetteer = Gazetteer() if without_reference_world else known_organizations()
    day = published.isoformat() if published else None
    if kept is None:
        with progress_bar("reading") as progress:
            found = list(read_articles(files.articles, gazetteer, published=day, progress=progress))
        records = [records_of(one) if asked is None else asked.records(one, gazetteer) for one in found]
        _print(found, records, as_json=as_json)
        problems = [*files.problems, *(unreadable(one) for one in found if one.unreadable)]
    else:

        def read_one(article: Article) -> tuple[ReadArticle, list[dict[str, Any]]]:
            one = read_article(article, gazetteer)
            return one, records_of(one) if asked is None or one.unreadable else asked.records(one, gazetteer)

        tally = fill(kept, files, read_one, by=contributor_name(by), published=day, keep_records=as_json)
        if as_json:
            print_json(tally.records)
        problems = [*files.problems, *tally.problems]
    if asked is not None:
        asked.tell()
    _tell(problems)


class _Asked:
    """The language model of the settings, and what came of asking it."""

    def __init__(self, endpoint: Endpoint) -> None:
        from headwater.workflows.read_with_model import ModelReport

        self._endpoint = endpoint
        self.report = ModelReport()

    @classmethod
    def of_settings(cls) -> _Asked:
        """`BadQuestion` where the settings name none."""
        from headwater.bootstrap.language_model import language_model

        return cls(language_model())

    def records(self, one: ReadArticle, gazetteer: Gazetteer) -> list[dict[str, Any]]:
        """The records of an article with what the model adds."""
        from headwater.intake.language_model import EndpointFailed
        from headwater.workflows.read_with_model import records_with_model

        return records_with_model(one, self._endpoint.answer, gazetteer, self.report, EndpointFailed)

    def tell(self) -> None:
        """Say on stderr what the model added, and what of its answers was dropped and why."""
        report = self.report
        added = f"added {report.records} records and {report.fields} fields"
        typer.echo(f"{harmless(self._endpoint.model)}: asked about {report.asked} articles, {added}", err=True)
        for reason, count in sorted(report.dropped.items()):
            typer.echo(f"  dropped {count}: {reason}", err=True)
        for article, problem in report.failed:
            typer.echo(f"  {harmless(article)}: {problem}; read by the rules alone", err=True)


def _tell(problems: list[Problem]) -> None:
    """Say on stderr what could not be read; exit with 1 where anything could not."""
    if problems:
        typer.echo(
            "\n".join(["error: not everything could be read.", *problem_lines(problems, _SHOWN_PROBLEMS)]), err=True
        )
        raise typer.Exit(1)


def _print(found: list[ReadArticle], records: list[list[dict[str, Any]]], *, as_json: bool) -> None:
    if as_json:
        print_json([record for each in records for record in each])
        return
    for one, each in zip(found, records, strict=True):
        _print_article(one, each)


def _print_article(one: ReadArticle, records: list[dict[str, Any]]) -> None:
    day = f"{one.dated} (given by hand)" if one.dated_by_hand else one.dated
    heading = " · ".join(part for part in (one.article.id, one.article.title, one.language, day) if part)
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
