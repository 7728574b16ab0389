"""The cascade for sixteen shocks at once: every link is read once per round for all lanes.

Losses are carried, x = 1 - h, so that the scarcest input is the largest loss and the non-essential inputs are one more
group. A lane that settles gives its place to the next shock.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from headwater.kernels.compiled import compiled
from headwater.kernels.lanes import (
    FIXED,
    LANES,
    add,
    aligned_zeros,
    divide,
    larger,
    load,
    multiply,
    one_if_below,
    prefetch,
    smaller,
    splat,
    store,
    subtract,
)
from headwater.kernels.network import CascadeNetwork, Floats, Nodes, Offsets

Losses = np.ndarray[Any, np.dtype[Any]]  # in lanes, float64 or uint32
Held = tuple[Offsets, Floats, Floats]

DOWN, UP, BOTH = 1, 2, 3
_AHEAD = 64  # links; by then a line from the last cache is there
DOUBT = 1e-8  # a change this near to eps may lie on either side where losses are not exact
_NOTHING_HELD: Held = (np.zeros(0, np.int64), np.zeros(0), np.zeros(0))
NOT_SETTLED = -1
SCARCE = 1e-10  # a sector with less than this available counts as 1, as in METHODS.md


class Shocks(NamedTuple):
    """Shock k stops the part `psi` of `node[first[k]:first[k + 1]]`: `psi_down` as supplier, `psi_up` as buyer."""

    first: Offsets
    node: Nodes
    psi_down: Floats
    psi_up: Floats


class Rules(NamedTuple):
    """How the cascade runs: see METHODS.md. `sides` is DOWN, UP or BOTH; `weights` is one number per node."""

    weights: Floats
    sides: int
    substitution: bool
    eps: float
    cap: int


class Results(NamedTuple):
    """Per shock: weighted sum of losses (all, downstream, upstream) and the rounds; optionally every node's losses."""

    esri: Floats
    down: Floats
    up: Floats
    rounds: Nodes
    node_down: Floats  # shocks x nodes, or 0 x 0
    node_up: Floats


@compiled
def round_in_lanes(
    sides: int,
    substitution: bool,
    network: CascadeNetwork,
    weights: Floats,
    one: float,
    cliff: Floats,
    missing: Losses,
    down: Losses,
    down_next: Losses,
    up: Losses,
    up_next: Losses,
    held: Offsets,
    held_down: Floats,
    held_up: Floats,
    tally: Floats,
) -> None:
    """One round of all lanes.

    `tally` gets per lane the largest increase, the weighted losses (all, down, up), and how far the output left of a
    sector fell below its `cliff`.

    Losses, psi and `tally` are in units of `one`, what a whole loss is stored as. `held` are the places of shocked
    nodes (node * LANES + lane): they lose at least their psi.
    """
    largest, fallen = splat(0.0), splat(0.0)
    last_down, last_up = len(network.down_supplier) - 1, len(network.up_buyer) - 1
    if sides & 1:
        if substitution:
            for k in range(len(network.sector_first) - 1):
                available = splat(0.0)
                for j in range(network.sector_first[k], network.sector_first[k + 1]):
                    left = subtract(splat(one), load(down, j))
                    available = add(available, multiply(left, splat(network.out_strength[j])))
                available = multiply(available, splat(1.0 / one))
                fallen = larger(fallen, subtract(splat(cliff[k]), available))
                available = one_if_below(available, splat(SCARCE))
                for j in range(network.sector_first[k], network.sector_first[k + 1]):
                    replaceable = smaller(splat(1.0), divide(splat(network.out_strength[j]), available))
                    store(missing, j, multiply(replaceable, load(down, j)))
        for i in range(len(weights)):
            scarcest, group = splat(0.0), splat(0.0)
            for e in range(network.down_first[i], network.down_first[i + 1]):
                prefetch(missing, network.down_supplier[min(e + _AHEAD, last_down)])
                part = network.down_share[e]
                group = multiply(group, splat(0.0 if part < 0.0 else 1.0))
                group = add(group, multiply(splat(abs(part)), load(missing, network.down_supplier[e])))
                scarcest = larger(scarcest, group)  # losses are not negative: a sum so far never exceeds the sum
            scarcest = smaller(scarcest, splat(one))
            largest = larger(largest, subtract(scarcest, load(down, i)))
            store(down_next, i, scarcest)
        for h in range(len(held)):
            down_next[held[h]] = max(down_next[held[h]], held_down[h])
    total, total_down, total_up = splat(0.0), splat(0.0), splat(0.0)
    for i in range(len(weights)):
        lost = splat(0.0)
        weight = splat(weights[i])
        if sides & 2:
            for e in range(network.up_first[i], network.up_first[i + 1]):
                prefetch(up, network.up_buyer[min(e + _AHEAD, last_up)])
                lost = add(lost, multiply(splat(network.up_share[e]), load(up, network.up_buyer[e])))
            lost = smaller(lost, splat(one))
            largest = larger(largest, subtract(lost, load(up, i)))
            store(up_next, i, lost)
            total_up = add(total_up, multiply(weight, lost))
        if sides & 1:
            lost_down = load(down_next, i)
            total_down = add(total_down, multiply(weight, lost_down))
            total = add(total, multiply(weight, larger(lost, lost_down)))
    store(tally, 0, largest)
    store(tally, 1, total if sides & 1 else total_up)
    store(tally, 2, total_down)
    store(tally, 3, total_up)
    store(tally, 4, fallen)
    for h in range(len(held)):
        place, lane = held[h], held[h] % LANES
        if sides & 2 and up_next[place] < held_up[h]:
            weight_here = weights[place // LANES]
            lost_here = down_next[place] * 1.0 if sides & 1 else 0.0
            gain = max(held_up[h], lost_here) - max(up_next[place] * 1.0, lost_here)
            tally[LANES + lane] += weight_here * gain
            tally[3 * LANES + lane] += weight_here * (held_up[h] - up_next[place])
            up_next[place] = held_up[h]


@compiled
def clear_lanes(array: Losses, keep: Floats) -> None:
    """Zero the lanes whose `keep` is 0."""
    kept = load(keep, 0)
    for i in range(len(array) // LANES):
        store(array, i, multiply(load(array, i), kept))


def cliffs(network: CascadeNetwork) -> Floats:
    """Per sector, how little may be left of it before losses have to be exact.

    What is left below SCARCE counts as 1, so a supplier that sells less than 1 (of whatever unit sales are in) suddenly
    becomes replaceable. Sectors without such suppliers have no cliff: -1.
    """
    sold = network.out_strength
    sectors = len(network.sector_first) - 1
    tiny = np.bincount(network.sector, (sold > 0.0) & (sold < 1.0), minlength=sectors) > 0
    return np.where(tiny, SCARCE + 1e-7 * np.bincount(network.sector, sold, minlength=sectors), -1.0)


class Lanes:
    """Sixteen places for shocks in one network, written on by one thread.

    With `fixed`, losses are held in steps of 1 / FIXED; a shock is doubtful where that could decide whether it rests,
    or on which side of a cliff it is.
    """

    def __init__(self, network: CascadeNetwork, rules: Rules, *, fixed: bool = False):
        self.network, self.rules = network, rules
        self.one = FIXED if fixed else 1.0
        kind = np.uint32 if fixed else np.float64
        size = len(network.sector)
        downs = size if rules.sides & DOWN else 0
        ups = size if rules.sides & UP else 0
        self.down, self.down_next = aligned_zeros(downs, kind), aligned_zeros(downs, kind)
        self.missing = aligned_zeros(downs if rules.substitution else 0, kind)
        self.up, self.up_next = aligned_zeros(ups, kind), aligned_zeros(ups, kind)
        self.tally = aligned_zeros(5)
        self.cliff = cliffs(network) if fixed else np.full(len(network.sector_first) - 1, -1.0)
        self.keep = aligned_zeros(1)
        self.shock = np.full(LANES, -1, np.int64)
        self.rounds = np.zeros(LANES, np.int64)
        self.used = np.zeros(LANES, np.bool_)
        self._held: list[Held] = [_NOTHING_HELD] * LANES
        self._all_held: Held | None = None

    def free(self) -> Sequence[int]:
        """The lanes without a shock, cleared."""
        lanes = np.flatnonzero(self.shock < 0)
        if self.used[lanes].any():
            self.keep[:] = 1.0
            self.keep[lanes] = 0.0
            for array in (self.down, self.up):
                clear_lanes(array, self.keep)
            self.used[lanes] = False
        return [int(lane) for lane in lanes]

    def put(self, lane: int, shock: int, held: tuple[Nodes, Floats, Floats]) -> None:
        """Give a free lane to a shock with psi `held` on its nodes."""
        node, psi_down, psi_up = held
        self.shock[lane], self.rounds[lane], self.used[lane] = shock, 0, True
        self._held[lane] = (node.astype(np.int64) * LANES + lane, self.stored(psi_down), self.stored(psi_up))
        self._all_held = None
        self.lose(lane, node, psi_down, node, psi_up, 0)

    def lose(self, lane: int, down: Nodes, loss_down: Floats, up: Nodes, loss_up: Floats, rounds: int) -> None:
        """Put losses into a lane, as they stand after so many rounds."""
        if self.rules.sides & DOWN:
            self.down.reshape(-1, LANES)[down, lane] = self.stored(loss_down)
        if self.rules.sides & UP:
            self.up.reshape(-1, LANES)[up, lane] = self.stored(loss_up)
        self.rounds[lane] = rounds

    def stored(self, loss: Floats) -> Floats:
        """Losses as they are held here."""
        return loss if self.one == 1.0 else np.rint(loss * self.one)

    def drop(self, lane: int) -> None:
        """Free a lane."""
        self.shock[lane] = -1
        self._held[lane] = _NOTHING_HELD
        self._all_held = None

    def step(self) -> None:
        """One round of all lanes."""
        rules = self.rules
        if self._all_held is None:
            places, downs, ups = zip(*self._held, strict=True)
            self._all_held = np.concatenate(places), np.concatenate(downs), np.concatenate(ups)
        missing = self.missing if rules.substitution else self.down
        losses = (missing, self.down, self.down_next, self.up, self.up_next)
        how = (rules.sides, rules.substitution, self.network, rules.weights, self.one, self.cliff)
        round_in_lanes(*how, *losses, *self._all_held, self.tally)
        self.down, self.down_next = self.down_next, self.down
        self.up, self.up_next = self.up_next, self.up
        self.rounds += 1

    def settle(self, results: Results) -> list[int]:
        """Write the shocks that rest after this round or have used up their rounds, and free their lanes.

        Returns the shocks for which rounding of the held losses could have decided.
        """
        change = self.tally[:LANES] / self.one
        busy = self.shock >= 0
        doubtful = []
        if self.one != 1.0:
            unsure = (abs(change - self.rules.eps) <= DOUBT) | (self.tally[4 * LANES :] > 0.0)
            for lane in np.flatnonzero(busy & unsure):
                doubtful.append(int(self.shock[lane]))
                self.drop(int(lane))
                busy[lane] = False
        rests = busy & (change <= self.rules.eps)
        for lane in np.flatnonzero(rests):
            self._write(int(lane), results)
        for lane in np.flatnonzero(busy & ~rests & (self.rounds >= self.rules.cap)):
            results.rounds[self.shock[lane]] = NOT_SETTLED
            self.drop(int(lane))
        return doubtful

    def _write(self, lane: int, results: Results) -> None:
        shock = int(self.shock[lane])
        esri, down, up = self.tally[LANES + lane : 4 * LANES : LANES] / self.one
        results.esri[shock], results.down[shock], results.up[shock] = esri, down, up
        results.rounds[shock] = self.rounds[lane]
        if len(results.node_down):
            for array, target in ((self.down, results.node_down), (self.up, results.node_up)):
                target[shock] = array[lane::LANES] / self.one if len(array) else 0.0
        self.drop(lane)


def held_by(shocks: Shocks, shock: int) -> tuple[Nodes, Floats, Floats]:
    """The nodes of one shock and their psi on both sides."""
    span = slice(int(shocks.first[shock]), int(shocks.first[shock + 1]))
    return shocks.node[span], shocks.psi_down[span], shocks.psi_up[span]


def cascade_batched(lanes: Lanes, shocks: Shocks, which: Offsets, results: Results) -> list[int]:
    """Run the shocks `which` to their end, all lanes at a time; returns those `Lanes.settle` found doubtful.

    A shock that does not settle has `NOT_SETTLED` rounds.
    """
    waiting = iter(which)
    doubtful: list[int] = []
    while True:
        for lane in lanes.free():
            shock = next(waiting, -1)
            if shock < 0:
                break
            lanes.put(lane, int(shock), held_by(shocks, int(shock)))
        if lanes.shock.max() < 0:
            return doubtful
        lanes.step()
        doubtful += lanes.settle(results)
