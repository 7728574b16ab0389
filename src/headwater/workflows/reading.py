"""What a reader is, and what it gives. Readers live in `intake`; workflows get them as arguments, and call this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, runtime_checkable

import polars as pl

from headwater.claims.model import FileStamp
from headwater.errors import Problem


class Progress(Protocol):
    """Called now and then with how much is done, out of how much (None: not known), and of what."""

    def __call__(self, done: int, total: int | None, unit: str) -> None:
        """Note that `done` of `total` `unit` are done."""
        ...


def no_progress(done: int, total: int | None, unit: str) -> None:
    """Show nothing."""


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row left out, in the words of its file, with the first thing wrong with it."""

    file: str
    row: int
    cells: dict[str, str]
    problem: Problem


@dataclass(slots=True)
class Reading:
    """One pass over what was given: batches of rows to consume once, and what was found wrong on the way.

    `batches` yields (table, frame); frames have exactly the columns of `frames.reader_schema(table)`. `problems` and
    `rejected` are complete only after the last batch was taken. Readers check their rows: one that breaks the standard
    is in `rejected` (and its problems in `problems`), not in a batch; only whether its source is known is left open.
    """

    files: tuple[FileStamp, ...]
    batches: Iterator[tuple[str, pl.DataFrame]]
    problems: list[Problem] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)


class Reader(Protocol):
    """One format: recognises it, and reads it into rows of the standard in the words of the source."""

    name: str
    title: str

    def recognises(self, paths: Sequence[Path]) -> bool:
        """Whether these files (or this one folder) look like the format; cheap, and never raises."""
        ...

    def read(self, paths: Sequence[Path], progress: Progress = no_progress) -> Reading:
        """Read them. Raises `UnreadableFile` where the bytes are not what the format promises."""
        ...


@runtime_checkable
class Adjustable(Protocol):
    """A reader whose files may leave something out, such as the edition of their codes: it can be told."""

    options: tuple[str, ...]

    def told(self, options: Mapping[str, str]) -> Reader:
        """The reader that knows these values, each under one of `options`. `BadQuestion` where one is not valid."""
        ...


@runtime_checkable
class Together(Protocol):
    """A reader that knows which files must not be recorded beside each other, without reading all of them."""

    def belong_together(self, paths: Sequence[Path]) -> None:
        """Raise `UnreadableFile` where files of several editions or releases are mixed; names them."""
        ...
