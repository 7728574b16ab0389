"""The cascade for eight shocks at once: every link is read once per round for all lanes.

Losses are carried, x = 1 - h, so that the scarcest input is the largest loss and the non-essential inputs are one more
group. A lane that settles gives its place to the next shock.
"""

from __future__ import annotations

from typing import Any, NamedTuple

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
from headwater.kernels.network import Floats, Nodes, Offsets

DOWN, UP, BOTH = 1, 2, 3
NOT_SETTLED = -1
SCARCE = 1e-10  # a sector with less than this available counts as 1, as in METHODS.md


class Shocks(NamedTuple):
    """Shock k stops the part `psi` of `node[first[k]:first[k + 1]]`: `psi_down` as supplier, `psi_up` as buyer."""

    first: Offsets
    node: Nodes
    psi_down: Floats
    psi_up: Floats


class Results(NamedTuple):
    """Per shock: weighted sum of losses (all, downstream, upstream) and the rounds; optionally every node's losses."""

    esri: Floats
    down: Floats
    up: Floats
    rounds: Nodes
    node_down: np.ndarray[Any, np.dtype[np.float64]]  # shocks x nodes, or 0 x 0
    node_up: np.ndarray[Any, np.dtype[np.float64]]


class LaneSpace(NamedTuple):
    """What one thread writes on while it runs the batched cascade."""

    missing: Floats
    down: Floats
    down_next: Floats
    up: Floats
    up_next: Floats


def lane_space(size: int) -> LaneSpace:
    """Room for a network of `size` nodes: 40 numbers per node."""
    return LaneSpace(*(aligned_zeros(size) for _ in LaneSpace._fields))


@njit(nogil=True, cache=True, error_model="numpy", boundscheck=False)
def find_missing(sector_first, out_strength, loss, missing):
    """Loss of each supplier that the rest of its sector cannot take over, in `missing`."""
    for k in range(len(sector_first) - 1):
        available = splat(0.0)
        for j in range(sector_first[k], sector_first[k + 1]):
            available = add(available, multiply(subtract(splat(1.0), load(loss, j)), splat(out_strength[j])))
        available = one_if_below(available, splat(SCARCE))
        for j in range(sector_first[k], sector_first[k + 1]):
            replaceable = smaller(splat(1.0), divide(splat(out_strength[j]), available))
            store(missing, j, multiply(replaceable, load(loss, j)))


@njit(nogil=True, cache=True, error_model="numpy", boundscheck=False)
def round_down(first, supplier, share, missing, loss, loss_next, change):
    """One round downstream: the scarcest group of inputs sets each buyer's loss. Largest increase into `change`."""
    largest = load(change, 0)
    for i in range(len(first) - 1):
        scarcest = splat(0.0)
        group = splat(0.0)
        for e in range(first[i], first[i + 1]):
            part = share[e]
            group = multiply(group, splat(0.0 if part < 0.0 else 1.0))
            group = add(group, multiply(splat(abs(part)), load(missing, supplier[e])))
            scarcest = larger(scarcest, group)  # losses are not negative: the sum so far never exceeds the sum
        scarcest = smaller(scarcest, splat(1.0))
        largest = larger(largest, subtract(scarcest, load(loss, i)))
        store(loss_next, i, scarcest)
    store(change, 0, largest)


@njit(nogil=True, cache=True, error_model="numpy", boundscheck=False)
def round_up(first, buyer, share, loss, loss_next, down, weights, change, sums):
    """One round upstream: sales lost to buyers that stop. Adds up the weighted losses on the way, into `sums`."""
    largest = load(change, 0)
    total, total_down, total_up = splat(0.0), splat(0.0), splat(0.0)
    for i in range(len(first) - 1):
        lost = splat(0.0)
        for e in range(first[i], first[i + 1]):
            lost = add(lost, multiply(splat(share[e]), load(loss, buyer[e])))
        lost = smaller(lost, splat(1.0))
        largest = larger(largest, subtract(lost, load(loss, i)))
        store(loss_next, i, lost)
        weight, lost_down = splat(weights[i]), load(down, i)
        total = add(total, multiply(weight, larger(lost, lost_down)))
        total_down = add(total_down, multiply(weight, lost_down))
        total_up = add(total_up, multiply(weight, lost))
    store(change, 0, largest)
    store(sums, 0, total)
    store(sums, 1, total_down)
    store(sums, 2, total_up)


@njit(nogil=True, cache=True, error_model="numpy", boundscheck=False)
def add_up(down, up, weights, sums):
    """The weighted losses where no round upstream adds them up."""
    total, total_down, total_up = splat(0.0), splat(0.0), splat(0.0)
    for i in range(len(weights)):
        weight, lost_down, lost_up = splat(weights[i]), load(down, i), load(up, i)
        total = add(total, multiply(weight, larger(lost_up, lost_down)))
        total_down = add(total_down, multiply(weight, lost_down))
        total_up = add(total_up, multiply(weight, lost_up))
    store(sums, 0, total)
    store(sums, 1, total_down)
    store(sums, 2, total_up)


@njit(nogil=True, cache=True, error_model="numpy", boundscheck=False)
def clear_lanes(array, keep):
    """Zero the lanes whose `keep` is 0."""
    kept = load(keep, 0)
    for i in range(len(array) // LANES):
        store(array, i, multiply(load(array, i), kept))


@njit(nogil=True, cache=True, error_model="numpy", boundscheck=False)
def hold_down(shocks, shock, lane, loss):
    """A shocked node loses at least its psi, downstream."""
    for s in range(shocks.first[shock], shocks.first[shock + 1]):
        place = shocks.node[s] * LANES + lane
        loss[place] = max(loss[place], shocks.psi_down[s])


@njit(nogil=True, cache=True, error_model="numpy", boundscheck=False)
def hold_up(shocks, shock, lane, loss, down, weights, sums):
    """A shocked node loses at least its psi, upstream; the sums follow."""
    for s in range(shocks.first[shock], shocks.first[shock + 1]):
        place = shocks.node[s] * LANES + lane
        if loss[place] < shocks.psi_up[s]:
            weight = weights[shocks.node[s]]
            sums[lane] += weight * (max(shocks.psi_up[s], down[place]) - max(loss[place], down[place]))
            sums[2 * LANES + lane] += weight * (shocks.psi_up[s] - loss[place])
            loss[place] = shocks.psi_up[s]


@njit(nogil=True, cache=True, error_model="numpy", boundscheck=False)
def cascade_batched(network, shocks, which, weights, sides, substitution, eps, cap, results, space, small):
    """Run the shocks `which` to their end, `LANES` at a time, and write `results`.

    `small` is an aligned array of 5 x LANES: change, keep and three sums. A shock that has not settled after `cap`
    rounds has `NOT_SETTLED` rounds.
    """
    change, keep, sums = small[:LANES], small[LANES : 2 * LANES], small[2 * LANES :]
    missing, down, down_next, up, up_next = space.missing, space.down, space.down_next, space.up, space.up_next
    size, waiting = len(weights), 0
    shock_of = np.full(LANES, -1, np.int64)
    rounds = np.zeros(LANES, np.int64)
    down[:] = 0.0
    up[:] = 0.0
    while True:
        busy = False
        clear = False
        for lane in range(LANES):
            keep[lane] = 1.0
            if shock_of[lane] < 0:
                keep[lane] = 0.0
                clear = clear or (rounds[lane] > 0 and waiting < len(which))
        if clear:
            clear_lanes(down, keep)
            clear_lanes(up, keep)
        for lane in range(LANES):
            if shock_of[lane] < 0 and waiting < len(which):
                shock = which[waiting]
                waiting += 1
                shock_of[lane], rounds[lane] = shock, 0
                for s in range(shocks.first[shock], shocks.first[shock + 1]):
                    if sides & 1:
                        down[shocks.node[s] * LANES + lane] = shocks.psi_down[s]
                    if sides & 2:
                        up[shocks.node[s] * LANES + lane] = shocks.psi_up[s]
            busy = busy or shock_of[lane] >= 0
        if not busy:
            return
        change[:] = 0.0
        if sides & 1:
            if substitution:
                find_missing(network.sector_first, network.out_strength, down, missing)
            round_down(
                network.down_first,
                network.down_supplier,
                network.down_share,
                missing if substitution else down,
                down,
                down_next,
                change,
            )
            for lane in range(LANES):
                if shock_of[lane] >= 0:
                    hold_down(shocks, shock_of[lane], lane, down_next)
            down, down_next = down_next, down
        if sides & 2:
            round_up(network.up_first, network.up_buyer, network.up_share, up, up_next, down, weights, change, sums)
            for lane in range(LANES):
                if shock_of[lane] >= 0:
                    hold_up(shocks, shock_of[lane], lane, up_next, down, weights, sums)
            up, up_next = up_next, up
        else:
            add_up(down, up, weights, sums)
        for lane in range(LANES):
            shock = shock_of[lane]
            if shock < 0:
                continue
            rounds[lane] += 1
            settled = change[lane] <= eps
            if settled or rounds[lane] >= cap:
                results.esri[shock] = sums[lane]
                results.down[shock] = sums[LANES + lane]
                results.up[shock] = sums[2 * LANES + lane]
                results.rounds[shock] = rounds[lane] if settled else NOT_SETTLED
                if results.node_down.shape[0] > 0:
                    for i in range(size):
                        results.node_down[shock, i] = down[i * LANES + lane]
                        results.node_up[shock, i] = up[i * LANES + lane]
                shock_of[lane] = -1
