"""A progress bar on stderr for long work, where a person is there to see it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headwater.workflows.reading import Progress


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """Give a `Progress` to call; it draws on stderr where that is a terminal, and does nothing elsewhere."""
    from headwater.workflows.reading import no_progress

    if not sys.stderr.isatty():
        yield no_progress
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    done = (BarColumn(), TextColumn("{task.fields[done]}"), TimeElapsedColumn())
    columns = (TextColumn(label), *done, TextColumn("left"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None, done="")

        def show(done: int, total: int | None, unit: str) -> None:
            text = f"{done:,} {unit}" if total is None else f"{done:,} of {total:,} {unit}"
            bar.update(task, completed=done, total=total, done=text)

        yield show
