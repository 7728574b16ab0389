"""A progress bar on stderr for long work, where a person is there to see it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from headwater.workflows.reading import Progress


_SETTLED_SECONDS = 1.0  # before that a rate says nothing


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
        since: dict[str, tuple[float, int]] = {}  # when each unit was first heard of, and how many there were

        def show(done: int, total: int | None, unit: str) -> None:
            text = f"{done:,} {unit}" if total is None else f"{done:,} of {total:,} {unit}"
            begun, before = since.setdefault(unit, (time.monotonic(), done))
            seconds = time.monotonic() - begun
            if seconds > _SETTLED_SECONDS and done > before:
                text += f", {(done - before) / seconds:,.0f} a second"
            bar.update(task, completed=done, total=total, done=text)

        yield show
