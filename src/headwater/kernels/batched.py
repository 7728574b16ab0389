"""The cascade for eight shocks at once: every link is read once per round for all lanes.

Losses are carried, x = 1 - h, so that the scarcest input is the largest loss and the non-essential inputs are one more
group. A lane that settles gives its place to the next shock.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit

from headwater.kernels.lanes import (
    LANES,
    add,
    aligned_zeros,
    divide,
    larger,
    load,
    multiply,
    one_if_below,
    smaller,
    splat,
    store,
    subtract,
)
from headwater.kernels.network import CascadeNetwork, Floats, Nodes, Offsets

DOWN, UP, BOTH = 1, 2, 3
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


@njit(nogil=True, cache=True, error_model="numpy", boundscheck=False)
def round_in_lanes(
    sides, substitution, network, weights, missing, down, down_next, up, up_next, held, held_down, held_up, tally
):
    """One round of all lanes; `tally` gets the largest increase per lane, and the weighted losses: all, down, up.

    `held` are the places of shocked nodes (node * LANES + lane): they lose at least their psi.
    """
    largest = splat(0.0)
    if sides & 1:
        if substitution:
            for k in range(len(network.sector_first) - 1):
                available = splat(0.0)
                for j in range(network.sector_first[k], network.sector_first[k + 1]):
                    left = subtract(splat(1.0), load(down, j))
                    available = add(available, multiply(left, splat(network.out_strength[j])))
                available = one_if_below(available, splat(SCARCE))
                for j in range(network.sector_first[k], network.sector_first[k + 1]):
                    replaceable = smaller(splat(1.0), divide(splat(network.out_strength[j]), available))
                    store(missing, j, multiply(replaceable, load(down, j)))
        for i in range(len(weights)):
            scarcest, group = splat(0.0), splat(0.0)
            for e in range(network.down_first[i], network.down_first[i + 1]):
                part = network.down_share[e]
                group = multiply(group, splat(0.0 if part < 0.0 else 1.0))
                group = add(group, multiply(splat(abs(part)), load(missing, network.down_supplier[e])))
                scarcest = larger(scarcest, group)  # losses are not negative: a sum so far never exceeds the sum
            scarcest = smaller(scarcest, splat(1.0))
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
                lost = add(lost, multiply(splat(network.up_share[e]), load(up, network.up_buyer[e])))
            lost = smaller(lost, splat(1.0))
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
    for h in range(len(held)):
        place, lane = held[h], held[h] % LANES
        if sides & 2 and up_next[place] < held_up[h]:
            weight_here = weights[place // LANES]
            lost_here = down_next[place] if sides & 1 else 0.0
            gain = max(held_up[h], lost_here) - max(up_next[place], lost_here)
            tally[LANES + lane] += weight_here * gain
            tally[3 * LANES + lane] += weight_here * (held_up[h] - up_next[place])
            up_next[place] = held_up[h]


@njit(nogil=True, cache=True, error_model="numpy", boundscheck=False)
def clear_lanes(array, keep):
    """Zero the lanes whose `keep` is 0."""
    kept = load(keep, 0)
    for i in range(len(array) // LANES):
        store(array, i, multiply(load(array, i), kept))


class Lanes:
    """Eight places for shocks in one network, written on by one thread."""

    def __init__(self, network: CascadeNetwork, rules: Rules):
        self.network, self.rules = network, rules
        size = len(network.sector)
        downs = size if rules.sides & DOWN else 0
        ups = size if rules.sides & UP else 0
        self.down, self.down_next = aligned_zeros(downs), aligned_zeros(downs)
        self.missing = aligned_zeros(downs) if rules.substitution else self.down
        self.up, self.up_next = aligned_zeros(ups), aligned_zeros(ups)
        self.tally = aligned_zeros(4)
        self.keep = aligned_zeros(1)
        self.shock = np.full(LANES, -1, np.int64)
        self.rounds = np.zeros(LANES, np.int64)
        self.used = np.zeros(LANES, np.bool_)
        self._held: list[tuple[Offsets, Floats, Floats]] = [_nothing_held()] * LANES
        self._all_held: tuple[Offsets, Floats, Floats] | None = None

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

    def put(self, lane: int, shock: int, held: tuple[Nodes, Floats, Floats], rounds: int = 0) -> None:
        """Give a free lane to a shock with psi `held` on its nodes."""
        node, psi_down, psi_up = held
        place = node.astype(np.int64) * LANES + lane
        self.shock[lane], self.rounds[lane], self.used[lane] = shock, rounds, True
        if self.rules.sides & DOWN:
            self.down[place] = psi_down
        if self.rules.sides & UP:
            self.up[place] = psi_up
        self._held[lane] = (place, psi_down, psi_up)
        self._all_held = None

    def drop(self, lane: int) -> None:
        """Free a lane."""
        self.shock[lane] = -1
        self._held[lane] = _nothing_held()
        self._all_held = None

    def step(self) -> None:
        """One round of all lanes."""
        rules = self.rules
        missing = self.missing if rules.substitution else self.down
        if self._all_held is None:
            places, downs, ups = zip(*self._held, strict=True)
            self._all_held = np.concatenate(places), np.concatenate(downs), np.concatenate(ups)
        arrays = (missing, self.down, self.down_next, self.up, self.up_next)
        round_in_lanes(
            rules.sides, rules.substitution, self.network, rules.weights, *arrays, *self._all_held, self.tally
        )
        self.down, self.down_next = self.down_next, self.down
        self.up, self.up_next = self.up_next, self.up
        self.rounds += 1

    def resting(self) -> Sequence[int]:
        """The lanes in which the last round changed nothing by more than eps."""
        return [int(lane) for lane in np.flatnonzero((self.shock >= 0) & (self.tally[:LANES] <= self.rules.eps))]


def _nothing_held() -> tuple[Offsets, Floats, Floats]:
    return np.zeros(0, np.int64), np.zeros(0), np.zeros(0)


def held_by(shocks: Shocks, shock: int) -> tuple[Nodes, Floats, Floats]:
    """The nodes of one shock and their psi on both sides."""
    span = slice(int(shocks.first[shock]), int(shocks.first[shock + 1]))
    return shocks.node[span], shocks.psi_down[span], shocks.psi_up[span]


def cascade_batched(lanes: Lanes, shocks: Shocks, which: Sequence[int], results: Results) -> None:
    """Run the shocks `which` to their end, eight at a time; one that does not settle has `NOT_SETTLED` rounds."""
    waiting = iter(which)
    while True:
        for lane in lanes.free():
            shock = next(waiting, -1)
            if shock < 0:
                break
            lanes.put(lane, shock, held_by(shocks, shock))
        if lanes.shock.max() < 0:
            return
        lanes.step()
        for lane in lanes.resting():
            write_lane(lanes, lane, results)
        for lane in np.flatnonzero((lanes.shock >= 0) & (lanes.rounds >= lanes.rules.cap)):
            results.rounds[lanes.shock[lane]] = NOT_SETTLED
            lanes.drop(int(lane))


def write_lane(lanes: Lanes, lane: int, results: Results) -> None:
    """Write what a settled lane lost, and free it."""
    shock = int(lanes.shock[lane])
    results.esri[shock], results.down[shock], results.up[shock] = lanes.tally[LANES + lane :: LANES]
    results.rounds[shock] = lanes.rounds[lane]
    if len(results.node_down):
        for array, target in ((lanes.down, results.node_down), (lanes.up, results.node_up)):
            target[shock] = array[lane::LANES] if len(array) else 0.0
    lanes.drop(lane)
