"""Economic systemic risk: which nodes of a supply network may not fail, and who loses how much when one does.

Question: if some nodes stop, wholly or in part, what part of all output is lost once the loss has spread to their
buyers (down) and to their suppliers (up)? Formula, unit (share 0..1) and source: METHODS.md, after Diem et al. (2022),
Scientific Reports 12:7719. It misleads where links are missing (what is not in the network cannot spread), where
sectors are too coarse (their firms then replace one another too easily), and in the digits below `eps`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from headwater.errors import BadQuestion
from headwater.kernels.batched import BOTH, DOWN, NOT_SETTLED, UP, Lanes, Results, Rules, Shocks, cascade_batched
from headwater.kernels.checks import check_links
from headwater.kernels.mixed import Mixed
from headwater.kernels.network import CascadeNetwork, Floats, Nodes, Offsets, PushLinks, lay_out, push_links
from headwater.kernels.sparse import Limits

Progress = Callable[[int, int], None]  # shocks done, shocks asked
Sides = Literal["both", "down", "up"]

_SIDES = {"both": BOTH, "down": DOWN, "up": UP}
_STRATEGIES = ("auto", "batched", "sparse")
_SMALL = 8_000  # below so many nodes a round of everything costs less than finding out what changed
_ALONE = 2_000  # below so many nodes threads wait for the interpreter more than they work
_REPAYS = 30_000_000  # shocks x nodes below which the sparse cascade saves less than compiling it takes, once a machine
_TIGHTEST_EPS = 1e-4  # the sparse cascade lets changes below 1e-9 wait; that needs room below eps


@dataclass(frozen=True, slots=True)
class RiskNetwork:
    """A checked network, laid out for the cascade. `notes` say what was summed or dropped."""

    cascade: CascadeNetwork
    push: PushLinks
    position: Nodes
    notes: tuple[str, ...]

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return len(self.position)


@dataclass(frozen=True, slots=True)
class Shock:
    """`nodes` stop: the part `psi` as supplier, `psi_up` (default the same) as buyer.

    Both are 0..1, one number or one per node.
    """

    nodes: ArrayLike
    psi: float | ArrayLike = 1.0
    psi_up: float | ArrayLike | None = None

    @staticmethod
    def of_group(groups: ArrayLike, group: object, psi: float = 1.0, psi_up: float | None = None) -> Shock:
        """Everything in one group stops: a sector, a country, an owner; `groups` has one label per node."""
        nodes = np.flatnonzero(np.asarray(groups) == group)
        if len(nodes) == 0:
            raise BadQuestion(problem=f"No node is in group {group}.", remedy="Name a group that has nodes.")
        return Shock(nodes, psi, psi_up)


@dataclass(frozen=True, slots=True)
class Question:
    """How the cascade runs; defaults are those of the published code.

    `weights` (one per node, default out-strength) are scaled to add up to 1. A cascade that has not settled after
    `cap` rounds is an error. `strategy`: `batched` is exact; `sparse` visits what changed and keeps every sum within
    1e-9 of it; `auto` takes the faster one.
    """

    substitution: bool = True
    weights: Floats | None = None
    eps: float = 1e-2
    cap: int = 1_000
    sides: Sides = "both"
    strategy: Literal["auto", "batched", "sparse"] = "auto"


@dataclass(frozen=True, slots=True)
class Risks:
    """One entry per shock: its number, ESRI and its two sides (0 where that side was not run), rounds.

    `node_down`, `node_up`: shocks x nodes, where losses of each node were asked for; else None.
    """

    shock: Offsets
    esri: Floats
    down: Floats
    up: Floats
    rounds: Nodes
    node_down: Floats | None = None
    node_up: Floats | None = None


def risk_network(
    supplier: ArrayLike, buyer: ArrayLike, value: ArrayLike, sector: ArrayLike, essentiality: ArrayLike
) -> RiskNetwork:
    """Check links and lay them out; arguments and errors as `checks.check_links`."""
    checked = check_links(supplier, buyer, value, sector, essentiality)
    cascade = lay_out(*checked[:5], sectors=len(checked.essentiality))
    position = np.empty(len(checked.sector), np.int32)
    position[cascade.original] = np.arange(len(position), dtype=np.int32)
    return RiskNetwork(cascade, push_links(cascade), position, checked.notes)


def systemic_risk(
    network: RiskNetwork,
    shocks: Sequence[Shock],
    question: Question | None = None,
    *,
    losses: bool = False,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Risks:
    """Run some shocks; with `losses`, also every node's loss on both sides (then exact: strategy `batched`).

    Raises BadQuestion where a shock or the question does not fit, or a cascade hits the cap.
    """
    run = _Run(network, question or Question(), shock_table(network, shocks), len(shocks), losses=losses)
    for _ in run.in_chunks(np.arange(len(shocks)), None, threads, progress):
        pass
    return run.risks(np.arange(len(shocks)))


def risk_of_each(
    network: RiskNetwork,
    question: Question | None = None,
    *,
    done: np.ndarray | None = None,
    chunk: int | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Iterator[Risks]:
    """Stop each node alone; yields finished chunks, in whatever order they finish. `shock` is the node.

    `done` (bool per node) leaves out what is known from before. Neither `chunk` nor `threads` (default: all
    cores, one for a small network) changes a result.
    """
    single = _singles(network)
    left = np.arange(network.size) if done is None else np.flatnonzero(~_mask(done, network.size))
    run = _Run(network, question or Question(), single, network.size)
    yield from run.in_chunks(left, chunk, threads, progress)


@dataclass
class _Worker:
    """One thread's room to work, made when first needed."""

    network: RiskNetwork
    rules: Rules
    sparse: bool
    _mixed: Mixed | None = field(default=None, init=False)
    _exact: Lanes | None = field(default=None, init=False)

    def run(self, shocks: Shocks, which: np.ndarray, results: Results) -> None:
        if self.sparse:
            if self._mixed is None:
                links = len(self.network.cascade.up_share)
                limits = Limits(tolerance=1e-9, heavy=links // 50, wide=links // 100)
                self._mixed = Mixed(self.network.cascade, self.network.push, self.rules, limits)
            which = np.array(self._mixed.run(shocks, which, results), np.int64)
        if len(which):
            if self._exact is None:
                self._exact = Lanes(self.network.cascade, self.rules)
            cascade_batched(self._exact, shocks, which, results)


class _Run:
    """One question to one network, on several threads."""

    def __init__(self, network: RiskNetwork, question: Question, shocks: Shocks, count: int, *, losses: bool = False):
        self.network, self.shocks, self.question = network, shocks, question
        self.rules = rules_for(network, question)
        self.sparse = _is_sparse(network, question, count, losses=losses)
        room = (count, network.size) if losses else (0, 0)
        sums = np.zeros(count), np.zeros(count), np.zeros(count)
        self.results = Results(*sums, np.zeros(count, np.int32), np.zeros(room), np.zeros(room))

    def in_chunks(
        self, which: np.ndarray, chunk: int | None, threads: int | None, progress: Progress | None
    ) -> Iterator[Risks]:
        threads = threads or (_cores() if self.network.size >= _ALONE else 1)
        parts = _parts(which, chunk, threads, self.network.size)
        workers: SimpleQueue[_Worker] = SimpleQueue()
        for _ in range(min(threads, len(parts))):
            workers.put(_Worker(self.network, self.rules, self.sparse))
        finished = 0
        with ThreadPoolExecutor(threads) as pool:
            running: set[Future[np.ndarray]] = {pool.submit(self._part, part, workers) for part in parts}
            try:
                while running:
                    ready, running = wait(running, return_when=FIRST_COMPLETED)
                    for future in ready:
                        part = future.result()
                        finished += len(part)
                        if progress is not None:
                            progress(finished, len(which))
                        yield self.risks(part)
            finally:
                pool.shutdown(wait=True, cancel_futures=True)

    def _part(self, part: np.ndarray, workers: SimpleQueue[_Worker]) -> np.ndarray:
        worker = workers.get()
        try:
            worker.run(self.shocks, part, self.results)
        finally:
            workers.put(worker)
        hit = part[self.results.rounds[part] == NOT_SETTLED]
        if len(hit):
            said = f"{len(hit)} cascades had not settled after {self.rules.cap} rounds, the first of shock {hit[0]}."
            raise BadQuestion(problem=said, remedy="Raise the cap on rounds, or eps.")
        return part

    def risks(self, which: np.ndarray) -> Risks:
        """What is known of these shocks, nodes in the caller's order."""
        results, position = self.results, self.network.position
        sums = results.esri[which], results.down[which], results.up[which], results.rounds[which]
        if not len(results.node_down):
            return Risks(which, *sums)
        nodes = (array[which][:, position] for array in (results.node_down, results.node_up))
        return Risks(which, *sums, *nodes)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _parts(which: np.ndarray, chunk: int | None, threads: int, size: int) -> list[np.ndarray]:
    """Shares of the work: large enough to keep lanes full, small enough to share out evenly and to report."""
    if chunk is not None and chunk < 1:
        raise BadQuestion(problem=f"A chunk of {chunk} shocks.", remedy="Use at least 1.")
    if chunk is None:
        chunk = max(64, min(512 if size < 300_000 else 128, -(-len(which) // (4 * threads))))
    return [which[begin : begin + chunk] for begin in range(0, len(which), chunk)]


def _is_sparse(network: RiskNetwork, question: Question, count: int, *, losses: bool) -> bool:
    if question.strategy == "sparse":
        if question.eps < _TIGHTEST_EPS or losses:
            said = f"The sparse strategy keeps sums within 1e-9; eps {question.eps} or losses per node ask for more."
            remedy = f"Use strategy batched, or eps of at least {_TIGHTEST_EPS} and sums only."
            raise BadQuestion(problem=said, remedy=remedy)
        return True
    many = network.size >= _SMALL and count * network.size >= _REPAYS
    return question.strategy == "auto" and many and not losses and question.eps >= _TIGHTEST_EPS


def rules_for(network: RiskNetwork, question: Question) -> Rules:
    """A question in the kernels' words, weights on the network's own numbers; BadQuestion where it does not fit."""
    for given, valid in ((question.sides, tuple(_SIDES)), (question.strategy, _STRATEGIES)):
        if given not in valid:
            raise BadQuestion(problem=f"{given} is not known.", remedy="Choose another.", valid=valid)
    if not (np.isfinite(question.eps) and question.eps >= 0.0):
        raise BadQuestion(problem=f"eps is {question.eps}.", remedy="Use 0 or more.")
    if question.cap < 1:
        raise BadQuestion(problem=f"The cap on rounds is {question.cap}.", remedy="Use at least 1.")
    if question.weights is None:
        weights = network.cascade.out_strength
    else:
        weights = np.asarray(question.weights, np.float64)
        if weights.shape != (network.size,) or not np.isfinite(weights).all() or (weights < 0.0).any():
            raise BadQuestion(problem="The weights do not fit.", remedy=f"Give {network.size} numbers, none negative.")
        weights = weights[network.cascade.original]
    if weights.sum() == 0.0:
        raise BadQuestion(problem="All weights are 0.", remedy="Give at least one node a weight.")
    weights = np.ascontiguousarray(weights / weights.sum())
    return Rules(weights, _SIDES[question.sides], bool(question.substitution), float(question.eps), int(question.cap))


def _mask(done: np.ndarray, size: int) -> np.ndarray:
    mask = np.asarray(done)
    if mask.shape != (size,) or mask.dtype != np.bool_:
        raise BadQuestion(problem="`done` does not fit the network.", remedy=f"Give {size} times true or false.")
    return mask


def _singles(network: RiskNetwork) -> Shocks:
    size = network.size
    return Shocks(np.arange(size + 1, dtype=np.int64), network.position, np.ones(size), np.ones(size))


def shock_table(network: RiskNetwork, shocks: Sequence[Shock]) -> Shocks:
    """The shocks in one table, on the network's own numbers; BadQuestion where one does not fit the network."""
    if not shocks:
        raise BadQuestion(problem="There is no shock.", remedy="Name at least one node that stops.")
    nodes, downs, ups = zip(*(_shock(network, number, shock) for number, shock in enumerate(shocks)), strict=True)
    first = np.zeros(len(shocks) + 1, np.int64)
    np.cumsum([len(part) for part in nodes], out=first[1:])
    return Shocks(first, np.concatenate(nodes), np.concatenate(downs), np.concatenate(ups))


def _shock(network: RiskNetwork, number: int, shock: Shock) -> tuple[Nodes, Floats, Floats]:
    nodes = np.atleast_1d(np.asarray(shock.nodes))
    if nodes.ndim != 1 or nodes.dtype.kind not in "iu" or len(nodes) == 0:
        raise BadQuestion(problem=f"Shock {number} names no nodes.", remedy="Give their numbers, from 0.")
    if nodes.min() < 0 or nodes.max() >= network.size:
        said = f"Shock {number} names a node outside 0 to {network.size - 1}."
        raise BadQuestion(problem=said, remedy="Name nodes of this network.")
    if len(np.unique(nodes)) < len(nodes):
        raise BadQuestion(problem=f"Shock {number} names a node twice.", remedy="Name each node once.")
    down = _psi(shock.psi, len(nodes), number)
    up = down if shock.psi_up is None else _psi(shock.psi_up, len(nodes), number)
    return network.position[nodes], down, up


def _psi(psi: float | ArrayLike, count: int, number: int) -> Floats:
    given = np.asarray(psi, np.float64)
    if given.shape not in ((), (count,)) or not ((given >= 0.0) & (given <= 1.0)).all():
        said = f"psi of shock {number} does not fit."
        raise BadQuestion(problem=said, remedy="Give 0 to 1: one number, or one per node.")
    return np.ascontiguousarray(np.broadcast_to(given, (count,)))
