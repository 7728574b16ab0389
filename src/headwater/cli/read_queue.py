"""`read --queue`: articles into the review queue one after another, and at the end what came of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import typer

from headwater.cli.output import counted
from headwater.cli.progress import progress_bar
from headwater.errors import Problem

if TYPE_CHECKING:
    from headwater.bootstrap.workspace import Workspace
    from headwater.intake.articles import ArticleFiles
    from headwater.reading import Article, ReadArticle
    from headwater.workflows.review import Filled, ReviewQueue

Reader = Callable[["Article"], tuple["ReadArticle", list[dict[str, Any]]]]


@dataclass
class Tally:
    """What became of the articles so far; `records` are kept only where they are to be printed."""

    addition: str
    counts: Counter[str] = field(default_factory=Counter)
    candidates: int = 0
    dated: int = 0
    problems: list[Problem] = field(default_factory=list)
    records: list[Any] = field(default_factory=list)
    ended: bool = False

    def note(self, one: Filled, *, keep: bool) -> None:
        """Count an article."""
        self.counts[one.what] += 1
        self.candidates += len(one.records) if one.what == "new" else 0
        self.dated += one.dated
        if one.read is not None and one.read.unreadable:
            self.problems.append(unreadable(one.read))
        if keep:
            self.records += one.records

    def count_again(self, queue: ReviewQueue) -> None:
        """Ask the queue itself: whoever is interrupted may have kept an article that was not counted yet."""
        from headwater.workflows.review import additions

        mine = next((one for one in additions(queue) if one.id == self.addition), None)
        self.counts["new"] = len(mine.articles) if mine else 0
        self.candidates = mine.candidates if mine else 0


def unreadable(one: ReadArticle) -> Problem:
    """Why nothing was read from an article."""
    return Problem(f"Article {one.article.id}: {one.unreadable}.", "Nothing was read from it.", one.article.file)


def fill(
    space: Workspace, files: ArticleFiles, read: Reader, *, by: str, published: str | None, keep_records: bool
) -> Tally:
    """Read the files into the queue. Interrupted, it says what it did before it goes; asked again it goes on."""
    from headwater.bootstrap.workspace import new_key
    from headwater.workflows.review import addition_id, fill_one_by_one

    tally, queue = Tally(addition_id(new_key())), space.review_queue()
    several = len(files.files) > 1
    try:
        with progress_bar("reading") as progress:
            steps = fill_one_by_one(
                queue, files.articles, read, by=by, clock=space.clock, addition=tally.addition,
                published=published, read_all=keep_records,
            )  # fmt: skip
            for count, one in enumerate(steps, start=1):
                tally.note(one, keep=keep_records)
                if several:
                    progress(files.begun, len(files.files), "files")
                else:
                    progress(count, None, "articles")
        tally.ended = True
    finally:
        if not tally.ended:
            tally.count_again(queue)
        tell(tally, len(files.problems))
    return tally


def tell(tally: Tally, more_failures: int) -> None:
    """Say on stderr how many articles, candidates, doubles and failures there were, and what can be done next."""
    counts = tally.counts
    new = counts["new"]
    said = [f"queued {counted(new, 'article')} with {counted(tally.candidates, 'candidate')}"]
    if counts["known"]:
        dated = f", {tally.dated:,} of them got the day now" if tally.dated else ""
        said.append(f"{counts['known']:,} {'was' if counts['known'] == 1 else 'were'} there before{dated}")
    if counts["twice"]:
        said.append(f"{counts['twice']:,} came twice")
    failures = counts["unreadable"] + more_failures
    if failures:
        said.append(f"{failures:,} could not be read")
    typer.echo("; ".join(said), err=True)
    if not tally.ended:
        typer.echo("stopped before the end: the same command goes on from here", err=True)
        return
    if new:
        typer.echo(f"next: headwater review (to take this back: headwater review take-back {tally.addition})", err=True)
