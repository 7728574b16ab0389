"""`review`: look at what was read from articles, and accept, correct, reject or merge it."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headwater.cli.commands.record import By, Note, contributor_name
from headwater.cli.options import AsJson
from headwater.cli.output import counted, harmless, on_terminal, print_json, print_table
from headwater.cli.session import session_of

if TYPE_CHECKING:
    from headwater.workflows.review import Candidate, Desk, Shelf

app = typer.Typer(
    invoke_without_command=True, help="Review what was read from articles; only what is accepted becomes a claim."
)


class StateName(StrEnum):
    """How far a candidate is."""

    open = "open"
    accepted = "accepted"
    recorded = "recorded"
    rejected = "rejected"


class KindName(StrEnum):
    """What a candidate is about."""

    investment = "investment"
    agreement = "agreement"
    measure = "measure"
    event = "event"
    programme = "programme"


class ConfidenceName(StrEnum):
    """How sure the reviewer is."""

    high = "high"
    medium = "medium"
    low = "low"


One = Annotated[str, typer.Argument(metavar="CANDIDATE", help="Id of a candidate, as `review list` prints it.")]
Seen = Annotated[
    int | None, typer.Option("--seen", min=0, help="The version looked at; refuse where somebody changed it since.")
]
Confidence = Annotated[ConfidenceName | None, typer.Option("--confidence", show_default="medium", help="How sure.")]
Disclosure = Annotated[
    str | None, typer.Option("--disclosure", show_default="open", help="How far the claim may travel.")
]
Hold = Annotated[bool, typer.Option("--hold", help="Accept without recording; `review record` does that later.")]


@app.callback()
def review(context: typer.Context, by: By = None, as_json: AsJson = False) -> None:
    """Review what was read from articles; only what is accepted becomes a claim.

    Without a command: on a terminal a walk through the open candidates, one key a decision; else the list of them.

    Example: headwater read ./articles --queue

    Example: headwater review
    """
    if context.invoked_subcommand is not None:
        return
    if as_json or not (on_terminal() and sys.stdin.isatty()):
        list_(context, StateName.open, as_json=as_json)
        return
    from headwater.cli.review_walk import walk

    walk(_desk(context, by), _shelf(context))


@app.command("list")
def list_(
    context: typer.Context,
    state: Annotated[StateName | None, typer.Option("--state", help="Only those so far.")] = None,
    kind: Annotated[KindName | None, typer.Option("--kind", help="Only this kind.")] = None,
    language: Annotated[str | None, typer.Option("--language", help="Only articles in this language.")] = None,
    article: Annotated[str | None, typer.Option("--article", help="Only this article, by its id.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the candidates of the queue, in its order.

    Example: headwater review list --state open --kind investment
    """
    shelf = _shelf(context)
    rows, counts, _ = shelf.at_once(
        state=state and state.value, kind=kind and kind.value, language=language, article=article
    )
    if as_json:
        print_json(rows)
        return
    columns = ["id", "state", "kind", "status", "parties", "amount", "currency", "date", "language", "reviewer"]
    if rows:
        print_table(
            [{**row, "parties": _few(row["parties"]), "amount": _whole(row["amount"])} for row in rows], columns
        )
    said = ", ".join(f"{counts[name]} {name}" for name in ("open", "accepted", "recorded", "rejected"))
    typer.echo(f"{said}, from {counts['articles']} articles")
    if not counts["articles"]:
        typer.echo("next: headwater read ARTICLE --queue")


@app.command("show")
def show(context: typer.Context, candidate: One, as_json: AsJson = False) -> None:
    """Show a candidate: its article with the words it was read from marked, beside the record.

    Example: headwater review show 3f9a1c20b7de-1
    """
    from headwater.cli.review_text import print_candidate

    shown = _shelf(context).shown(candidate)
    if as_json:
        print_json(shown)
    else:
        print_candidate(shown)


@app.command("accept")
def accept(
    context: typer.Context,
    candidates: Annotated[list[str], typer.Argument(metavar="CANDIDATE...", help="Ids of candidates.")],
    confidence: Confidence = None,
    disclosure: Disclosure = None,
    hold: Hold = False,
    seen: Seen = None,
    by: By = None,
    note: Note = None,
    as_json: AsJson = False,
) -> None:
    """Accept candidates: each becomes a claim, with its quote, its place in the article and your name.

    Example: headwater review accept 3f9a1c20b7de-1 --confidence high
    """
    desk = _desk(context, by)
    sure = confidence and confidence.value
    done = [
        desk.accept(one, seen=seen, confidence=sure, disclosure=disclosure, note=note, hold=hold) for one in candidates
    ]
    _tell(done, as_json=as_json)


@app.command("correct")
def correct(
    context: typer.Context,
    candidate: One,
    fields: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FIELD=VALUE]...", help="Lists joined by ;, parties as NAME (CC, role)."),
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Option(
            "--words", metavar="FIELD=WORDS", help="Words of the article; the field is read from them, or adds them."
        ),
    ] = None,
    keep_span: Annotated[
        list[str] | None,
        typer.Option(
            "--keep-span", metavar="FIELD", help="The words it was read from are right; only the value is not."
        ),
    ] = None,
    span: Annotated[
        list[str] | None,
        typer.Option("--span", metavar="FIELD=START-END", help="The characters of the article it is read from."),
    ] = None,
    seen: Seen = None,
    by: By = None,
    note: Note = None,
    as_json: AsJson = False,
) -> None:
    """Correct fields of a candidate. Without words of the article a corrected field is marked as your own.

    The field `quote` is what the claim will quote: --words quote="WORDS", or --span quote=START-END.

    Example: headwater review correct 3f9a1c20b7de-1 status=signed amount=2400000000 --keep-span status

    Example: headwater review correct 3f9a1c20b7de-1 --words amount="more than $2.4 billion"
    """
    from headwater.cli.review_fields import corrected_with_words, correction_of

    desk = _desk(context, by)
    correction = correction_of(fields or (), span or (), keep_span or ())
    correction = corrected_with_words(desk, candidate, correction, words or ())
    _tell([desk.correct(candidate, correction, seen=seen, note=note)], as_json=as_json)


@app.command("reject")
def reject(
    context: typer.Context, candidate: One, seen: Seen = None, by: By = None, note: Note = None, as_json: AsJson = False
) -> None:
    """Reject a candidate: it becomes no claim, and stays in the queue as rejected.

    Example: headwater review reject 3f9a1c20b7de-2 --note "revenue, no investment"
    """
    _tell([_desk(context, by).reject(candidate, seen=seen, note=note)], as_json=as_json)


@app.command("merge")
def merge(
    context: typer.Context,
    candidate: One,
    target: Annotated[str, typer.Argument(help="Another candidate, or a record of the ledger: commitment:NAME.")],
    confidence: Confidence = None,
    disclosure: Disclosure = None,
    hold: Hold = False,
    seen: Seen = None,
    by: By = None,
    note: Note = None,
    as_json: AsJson = False,
) -> None:
    """Accept a candidate as one more statement about a record there is, so that its sum is counted once.

    Example: headwater review merge 3f9a1c20b7de-1 commitment:amkor-bac-ninh
    """
    desk, sure = _desk(context, by), confidence and confidence.value
    recorded = _ledger_ids(context)
    _tell(
        [
            desk.merge(
                candidate, target, recorded, seen=seen, confidence=sure, disclosure=disclosure, note=note, hold=hold
            )
        ],
        as_json=as_json,
    )


@app.command("date")
def date_(
    context: typer.Context,
    article: Annotated[str, typer.Argument(metavar="ARTICLE", help="A candidate's id without its number.")],
    day: Annotated[str, typer.Argument(metavar="YYYY-MM-DD", help="The day it was published.")],
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Give an article the day it was published, where it does not say it: its open candidates' days get their year.

    Example: headwater review date 3f9a1c20b7de 2025-10-29
    """
    done = _desk(context, by).date(article, day)
    _tell(list(done.changed), as_json=as_json, nothing="no day of its open candidates changed")


@app.command("undo")
def undo(
    context: typer.Context, candidate: One, seen: Seen = None, by: By = None, note: Note = None, as_json: AsJson = False
) -> None:
    """Take the last decision about a candidate back; a recorded claim is retracted, and the log keeps both.

    Example: headwater review undo 3f9a1c20b7de-1
    """
    _tell([_desk(context, by).undo(candidate, seen=seen, note=note)], as_json=as_json)


@app.command("record")
def record(
    context: typer.Context,
    candidates: Annotated[
        list[str] | None, typer.Argument(metavar="[CANDIDATE]...", help="Only these; all that were accepted otherwise.")
    ] = None,
    by: By = None,
    as_json: AsJson = False,
) -> None:
    """Record what was accepted with --hold, or accepted by a process that was killed before it could.

    Example: headwater review record
    """
    desk = _desk(context, by)
    done = [desk.record(one) for one in candidates] if candidates else desk.record_accepted()
    _tell(done, as_json=as_json)


@app.command("additions")
def additions_(context: typer.Context, as_json: AsJson = False) -> None:
    """List what was put into the queue together, the latest first, and how much of it is decided.

    Example: headwater review additions
    """
    from headwater.workflows.review import additions

    rows = [
        {
            "id": one.id,
            "by": one.by,
            "at": one.at.isoformat(timespec="seconds"),
            "articles": list(one.articles) if as_json else len(one.articles),
            "candidates": one.candidates,
            "decided": one.decided,
        }
        for one in additions(session_of(context).workspace().review_queue())
    ]
    if as_json:
        print_json(rows)
    elif rows:
        print_table(rows, ["id", "by", "at", "articles", "candidates", "decided"])
    else:
        typer.echo("nothing was added")


@app.command("take-back")
def take_back_(
    context: typer.Context,
    addition: Annotated[
        str,
        typer.Argument(metavar="ADDITION|ARTICLE", help="Id of an addition, or a candidate's id without its number."),
    ],
    as_json: AsJson = False,
) -> None:
    """Take articles out of the queue again, with their candidates, while nothing of them was decided.

    Example: headwater review take-back add-3f9a1c20b7
    """
    from headwater.workflows.review import take_back

    done = take_back(session_of(context).workspace().review_queue(), addition)
    if as_json:
        print_json({"id": addition, "articles": done.articles, "candidates": done.candidates})
    else:
        typer.echo(f"took back {counted(done.articles, 'article')} with {counted(done.candidates, 'candidate')}")


def _desk(context: typer.Context, by: str | None) -> Desk:
    return session_of(context).workspace().desk(contributor_name(by))


def _shelf(context: typer.Context) -> Shelf:
    from functools import cache

    from headwater.claims.model import View
    from headwater.workflows.review import Shelf
    from headwater.workflows.view import build_map

    space = session_of(context).workspace()
    return Shelf(space.review_queue(), cache(lambda: build_map(space.log, View())))


def _ledger_ids(context: typer.Context) -> Any:  # noqa: ANN401 - a function of nothing to a set of ids
    """The ids of the ledger, resolved only when they are asked for."""
    from headwater.claims.model import View
    from headwater.workflows.review import ledger_ids
    from headwater.workflows.view import build_map

    space = session_of(context).workspace()
    return lambda: ledger_ids(build_map(space.log, View()))


def _whole(amount: float | None) -> str | None:
    return None if amount is None else f"{amount:,.0f}"


def _few(names: list[str]) -> str:
    shown = ", ".join(harmless(name) for name in names[:2])
    return f"{shown} and {len(names) - 2} more" if len(names) > 2 else shown


def _tell(done: list[Candidate], *, as_json: bool, nothing: str = "nothing to record") -> None:
    if as_json:
        names = ("id", "state", "subject", "merged_with", "contribution", "reviewer", "version")
        print_json([{name: getattr(one, name) for name in names} for one in done])
        return
    for one in done:
        typer.echo(told(one))
    if not done:
        typer.echo(nothing)


def told(one: Candidate) -> str:
    """A line on what became of a candidate."""
    where = f" as {one.subject}, contribution {one.contribution}" if one.contribution else ""
    return f"{one.id} is {one.state}{where} (version {one.version})"
