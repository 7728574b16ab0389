"""The walk through the open candidates: one key a decision, and the next one is shown."""

from __future__ import annotations

import typer

from headwater.cli.commands.review import told
from headwater.cli.review_fields import corrected_with_words, correction_of
from headwater.cli.review_text import print_candidate
from headwater.errors import HeadwaterError
from headwater.workflows.review import Candidate, Correction, Desk, Shelf, ledger_ids

KEYS = (
    "a accept · h accept, record later · c correct · w correct by words of the article · r reject · m merge · "
    "n next · u undo the last · q stop"
)


def walk(desk: Desk, shelf: Shelf) -> None:
    """Show one open candidate after another until none is left or the reviewer stops. Each decision is kept at once."""
    here, last = shelf.next_open(), None
    if here is None:
        typer.echo("nothing to review; next: headwater read ARTICLE --queue")
    while here is not None:
        shown = shelf.shown(here)
        print_candidate(shown)
        key = _asked()
        if key == "q":
            break
        if key == "n":
            here = shelf.next_open(here)
            continue
        if key == "u" and last is None:
            typer.echo("nothing was decided in this walk")
            continue
        try:
            done = _carried_out(key, desk, shelf, last if key == "u" and last else here, shown["version"])
        except HeadwaterError as error:
            typer.echo(f"error: {error}\n")
            continue
        typer.echo(f"{told(done)}\n")
        last = done.id
        here = done.id if done.state == "open" else shelf.next_open(here)
    counts = shelf.counts()
    held = f", {counts['accepted']} accepted and not recorded (headwater review record)" if counts["accepted"] else ""
    typer.echo(f"{counts['open']} open, {counts['recorded']} recorded, {counts['rejected']} rejected{held}")


def _asked() -> str:
    while True:
        typer.echo(f"\n{KEYS}")
        key = typer.getchar().lower()
        if key in {"\x03", "\x04", "\x1b"}:
            return "q"
        if key in {"a", "h", "c", "w", "r", "m", "n", "u", "q"}:
            return key


def _carried_out(key: str, desk: Desk, shelf: Shelf, identity: str, version: int) -> Candidate:
    if key in {"a", "h"}:
        return desk.accept(identity, seen=version, hold=key == "h")
    if key == "r":
        why = typer.prompt("why", default="", show_default=False)
        return desk.reject(identity, seen=version, note=why or None)
    if key == "m":
        target = typer.prompt("merge with")
        return desk.merge(identity, target, lambda: ledger_ids(shelf.supply_map()), seen=version)
    if key == "u":
        return desk.undo(identity)
    if key == "w":
        said = typer.prompt("FIELD=WORDS")
        correction = corrected_with_words(desk, identity, Correction({}), [said])
        return desk.correct(identity, correction, seen=version)
    said = typer.prompt("FIELD=VALUE")
    keep = typer.confirm("are the words it was read from right?", default=False)
    correction = correction_of([said], keep=[said.partition("=")[0].strip()] if keep else [])
    return desk.correct(identity, correction, seen=version)
