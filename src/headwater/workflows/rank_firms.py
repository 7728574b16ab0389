"""Rank all firms of a plain network, so that an interrupted run can go on.

Who runs the shocks and who keeps the results are arguments: threads here or a cluster, part files or memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

import numpy as np
import polars as pl

from headwater.kernels.systemic_risk import Question, Risks, risk_network, risk_of_each
from headwater.workflows.plain_network import PlainNetwork
from headwater.workflows.reading import Progress, no_progress

Flags = np.ndarray[Any, np.dtype[np.bool_]]

RISK_SCHEMA = pl.Schema(
    {
        "firm": pl.Int64(),  # counted from 1, in the order of the sectors
        "esri": pl.Float64(),  # share of all output
        "esri_down": pl.Float64(),
        "esri_up": pl.Float64(),
        "rounds": pl.Int64(),
    }
)


class Results(Protocol):
    """Where results are kept while they come."""

    def done(self) -> Flags:
        """Per firm, whether its result is kept from before."""
        ...

    def keep(self, rows: pl.DataFrame) -> None:
        """Keep results (`RISK_SCHEMA`) so that they survive the process."""
        ...


class InMemory:
    """Results kept in memory, for networks that take seconds."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._parts: list[pl.DataFrame] = []

    def done(self) -> Flags:
        """See `Results.done`."""
        mask = np.zeros(self._size, np.bool_)
        mask[self.rows()["firm"].to_numpy() - 1] = True
        return mask

    def keep(self, rows: pl.DataFrame) -> None:
        """See `Results.keep`."""
        self._parts.append(rows)

    def rows(self) -> pl.DataFrame:
        """Everything kept, one row per firm, in order."""
        return pl.concat([pl.DataFrame(schema=RISK_SCHEMA), *self._parts]).sort("firm")


Runner = Callable[[PlainNetwork, Question, Flags, Progress], Iterator[Risks]]
"""Runs the firms that are not done yet, and yields finished ones as they come."""


def say_nothing(note: str) -> None:
    """Leave a note unsaid."""


def on_threads(
    threads: int | None = None, chunk: int | None = None, say: Callable[[str], None] = say_nothing
) -> Runner:
    """Run on this machine; `threads`: all cores unless given. `say` hears which links were summed or dropped."""

    def run(network: PlainNetwork, question: Question, done: Flags, progress: Progress) -> Iterator[Risks]:
        def note(finished: int, total: int) -> None:
            progress(finished, total, "firms")

        laid_out = risk_network(*network.arrays)
        for what in laid_out.notes:
            say(what)
        yield from risk_of_each(laid_out, question, done=done, chunk=chunk, threads=threads, progress=note)

    return run


def rank_firms(
    network: PlainNetwork,
    question: Question,
    results: Results,
    runner: Runner,
    progress: Progress = no_progress,
    *,
    only: Flags | None = None,
) -> int:
    """Stop each firm alone and keep what follows; returns how many were run now.

    What `results` holds from before is not run again. `only` (bool per firm) leaves the others out. Errors as
    `kernels.systemic_risk`.
    """
    done = results.done() if only is None else results.done() | ~only
    count = 0
    if done.all():
        return count
    for part in runner(network, question, done, progress):
        results.keep(risk_table([part]))
        count += len(part.shock)
    return count


def risk_table(chunks: Iterable[Risks]) -> pl.DataFrame:
    """Chunks of `risk_of_each` as one table (`RISK_SCHEMA`), by firm."""
    tables = [
        pl.DataFrame(
            {
                "firm": risks.shock + 1,
                "esri": risks.esri,
                "esri_down": risks.down,
                "esri_up": risks.up,
                "rounds": risks.rounds,
            },
            schema=RISK_SCHEMA,
        )
        for risks in chunks
    ]
    return pl.concat([RISK_SCHEMA.to_frame(), *tables]).sort("firm")
