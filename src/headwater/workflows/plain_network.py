"""A network given as plain arrays, without a store: rank all its firms, so that an interrupted run can go on.

Who runs the shocks and who keeps the results are arguments: threads here or a cluster, part files or memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import polars as pl

from headwater.assessments.risk_of_links import RISK_SCHEMA, risk_table
from headwater.kernels.systemic_risk import Question, Risks, risk_network, risk_of_each
from headwater.supply_map.network import NODE_SCHEMA, SupplyNetwork, notes_of
from headwater.workflows.reading import Progress, no_progress

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class PlainNetwork:
    """Links between firms (counted from 0) with their sales, each firm's sector (from 0), and essentiality."""

    supplier: Array
    buyer: Array
    value: Array
    sector: Array
    essentiality: Array

    @property
    def size(self) -> int:
        """How many firms there are."""
        return len(self.sector)

    @property
    def arrays(self) -> tuple[Array, Array, Array, Array, Array]:
        """The five arrays in the order in which the kernels take them."""
        return self.supplier, self.buyer, self.value, self.sector, self.essentiality


class Results(Protocol):
    """Where results are kept while they come."""

    def done(self) -> Array:
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

    def done(self) -> Array:
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


Runner = Callable[[PlainNetwork, Question, Array, Progress], Iterator[Risks]]
"""Runs the firms that are not done yet, and yields finished ones as they come."""


def say_nothing(note: str) -> None:
    """Leave a note unsaid."""


def on_threads(
    threads: int | None = None, chunk: int | None = None, say: Callable[[str], None] = say_nothing
) -> Runner:
    """Run on this machine; `threads`: all cores unless given. `say` hears which links were summed or dropped."""

    def run(network: PlainNetwork, question: Question, done: Array, progress: Progress) -> Iterator[Risks]:
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
    only: Array | None = None,
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


def heaviest(network: PlainNetwork, count: int) -> Array:
    """Which are the `count` firms with the largest sales; of equals the first."""
    sales = np.bincount(network.supplier, network.value, minlength=network.size)
    chosen = np.zeros(network.size, np.bool_)
    chosen[np.argsort(-sales, kind="stable")[:count]] = True
    return chosen


def larger_strength(network: PlainNetwork) -> Array:
    """Weights by the larger of sales and purchases."""
    sold, bought = (
        np.bincount(end, network.value, minlength=network.size) for end in (network.supplier, network.buyer)
    )
    return np.maximum(sold, bought)


def fingerprint(network: PlainNetwork, question: Question) -> str:
    """SHA-256 of everything that decides the results: results of another network or question are never mixed in."""
    whole = hashlib.sha256()
    for array in (*network.arrays, np.zeros(0) if question.weights is None else np.asarray(question.weights)):
        whole.update(f"{array.dtype} {array.shape} ".encode())
        whole.update(np.ascontiguousarray(array).tobytes())
    whole.update(
        f"{question.substitution} {question.eps!r} {question.cap} {question.sides} {question.strategy}".encode()
    )
    return whole.hexdigest()


def as_supply_network(network: PlainNetwork) -> SupplyNetwork:
    """The same network with named nodes (firms by their number from 1), for `what_if`."""
    laid_out = risk_network(*network.arrays)
    sales = np.bincount(network.supplier, network.value, minlength=network.size)
    names = pl.Series("node", range(1, network.size + 1)).cast(pl.String)
    sectors = tuple(f"sector:{number}" for number in range(1, len(network.essentiality) + 1))
    blank = {name: pl.lit(None) for name in ("country", "share", "basis", "period")}
    nodes = pl.DataFrame({"node": names, "sector": network.sector, "size": sales}).with_columns(
        pl.col("node").alias("provider"), pl.col("node").alias("organization"), pl.lit("named").alias("state"),
        pl.format("sector:{}", pl.col("sector") + 1).alias("product"),
        pl.lit([], pl.List(pl.String)).alias("claims"), **blank,
    )  # fmt: skip
    return SupplyNetwork(
        kind="firms", by="organization", nodes=nodes.select(pl.col(c).cast(t) for c, t in NODE_SCHEMA.items()),
        supplier=network.supplier.astype(np.int32), buyer=network.buyer.astype(np.int32),
        value=network.value.astype(np.float64), unit="as given", sectors=sectors,
        essentiality=network.essentiality.astype(np.int8), named=frozenset(), recorded=frozenset(sectors),
        notes=notes_of(("left-out", "links", note) for note in laid_out.notes),
    )  # fmt: skip
