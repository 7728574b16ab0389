"""The cascade for one shock that visits only what changed.

Because losses only grow, each node pushes the increase of its loss along its links. A supplier whose unreplaced loss
grew by no more than `tolerance` waits: a buyer's group of inputs has shares that add up to at most 1, so what waits
changes no buyer by more than `tolerance` in a round. The upstream side is linear and never waits.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from headwater.kernels.batched import DOUBT, NOT_SETTLED, SCARCE, Results, Rules, Shocks, cliffs
from headwater.kernels.compiled import compiled, part
from headwater.kernels.network import CascadeNetwork, Floats, Nodes, Offsets, PushLinks

FINISHED, WIDE, DOUBTFUL = 0, 1, 2
_LOST_DIGITS = 1e-3  # when less than this part of a sector is left, add it up anew instead of subtracting
_SCAN = 8  # following the chain costs about as much per node as passing eight in order
_FALL = -1e-12  # a loss that falls by more is no rounding: its sector just passed SCARCE

# places in SparseSpace.counts
DOWN_HITS, UP_HITS, SECTOR_HITS, FRONT, UP_FRONT, TOUCHED, UP_TOUCHED, STAMP, FIRST_STAMP, ROUNDS, WORK, AHEAD = range(
    12
)


class Limits(NamedTuple):
    """Where a sparse cascade gives up: see `run_sparse`."""

    tolerance: float
    heavy: int
    wide: int


class SparseSpace(NamedTuple):
    """What one thread writes on while it runs sparse cascades; all zero (`head`: -1) between shocks."""

    down: Floats
    pushed: Floats
    record: Floats  # see PushLinks; the number is negative while its buyer is in `touched`
    up: Floats
    up_missing: Floats  # by node: the sales missing, and the stamp of the last visit
    up_step: Floats  # by place in `up_front`
    available: Floats  # by sector
    full: Floats  # by sector, without a shock
    cliff: Floats  # by sector, see `cliffs`
    down_hit: Nodes  # every node with a loss, in order of appearance
    up_hit: Nodes
    touched: Nodes  # records
    up_front: Nodes
    up_touched: Nodes
    next_hit: Nodes  # the next node of the same sector with a loss
    head: Nodes  # by sector: its first node with a loss
    hit_in_sector: Nodes  # and how many there are
    front: Nodes  # sectors in which something changed
    sector_hit: Nodes  # sectors in which anything ever changed
    sector_marked: np.ndarray[Any, np.dtype[np.int64]]  # by sector: the stamp of the last change
    counts: np.ndarray[Any, np.dtype[np.int64]]


def sparse_space(network: CascadeNetwork, push: PushLinks) -> SparseSpace:
    """Room for one thread: about 100 bytes per node and 8 per group of inputs."""
    size, sectors = len(network.sector), len(network.sector_first) - 1
    full: Floats = np.bincount(network.sector, network.out_strength, minlength=sectors).astype(np.float64)
    record = np.zeros(int(push.record_first[-1]))
    record[push.record_first[:-1]] = np.arange(1, size + 1)
    return SparseSpace(
        down=np.zeros(size),
        pushed=np.zeros(size),
        record=record,
        up=np.zeros(size),
        up_missing=np.zeros(2 * size),
        up_step=np.zeros(size),
        available=full.copy(),
        full=full,
        cliff=cliffs(network),
        down_hit=np.zeros(size, np.int32),
        up_hit=np.zeros(size, np.int32),
        touched=np.zeros(size, np.int32),
        up_front=np.zeros(size, np.int32),
        up_touched=np.zeros(size, np.int32),
        next_hit=np.full(size, -1, np.int32),
        head=np.full(sectors, -1, np.int32),
        hit_in_sector=np.zeros(sectors, np.int32),
        front=np.zeros(sectors, np.int32),
        sector_hit=np.zeros(sectors, np.int32),
        sector_marked=np.full(sectors, -1, np.int64),
        counts=np.zeros(12, np.int64),
    )


@part
def clear_space(push: PushLinks, space: SparseSpace) -> None:
    """Leave nothing of the shock before."""
    for h in range(space.counts[DOWN_HITS]):
        i = space.down_hit[h]
        space.down[i] = space.pushed[i] = 0.0
        for r in range(push.record_first[i] + 1, push.record_first[i + 1]):
            space.record[r] = 0.0
    for h in range(space.counts[UP_HITS]):
        i = space.up_hit[h]
        space.up[i] = space.up_missing[2 * i] = 0.0
    for h in range(space.counts[SECTOR_HITS]):
        k = space.sector_hit[h]
        space.head[k] = -1
        space.hit_in_sector[k] = 0
        space.available[k] = space.full[k]
    stamp = space.counts[STAMP]
    space.counts[:] = 0
    space.counts[STAMP] = space.counts[FIRST_STAMP] = stamp + 1


@part
def put_shock(push: PushLinks, space: SparseSpace, shocks: Shocks, shock: int, sides: int) -> None:
    """The shocked nodes: touched downstream, and the first front upstream."""
    touched, hits, ahead = 0, 0, 0
    for s in range(shocks.first[shock], shocks.first[shock + 1]):
        i = shocks.node[s]
        if sides & 1 and shocks.psi_down[s] > 0.0:
            r = push.record_first[i]
            space.record[r] = -space.record[r]
            space.record[r + 1] = shocks.psi_down[s]
            space.touched[touched] = r
            touched += 1
        if sides & 2 and shocks.psi_up[s] > 0.0:
            space.up[i] = space.up_step[hits] = shocks.psi_up[s]
            space.up_hit[hits] = space.up_front[hits] = i
            hits += 1
            ahead += push.up_first[i + 1] - push.up_first[i]
    space.counts[TOUCHED], space.counts[UP_HITS], space.counts[UP_FRONT], space.counts[AHEAD] = (
        touched,
        hits,
        hits,
        ahead,
    )


@part
def lose_downstream(network: CascadeNetwork, space: SparseSpace) -> float:
    """What was touched downstream takes its loss; the largest increase."""
    change = 0.0
    hits, front, stamp = space.counts[DOWN_HITS], 0, space.counts[STAMP]
    for t in range(space.counts[TOUCHED]):
        r = space.touched[t]
        i = np.int64(abs(space.record[r])) - 1
        loss = min(1.0, space.record[r + 1])
        step = loss - space.down[i]
        space.record[r], space.record[r + 1] = i + 1, loss
        if step > 0.0:
            change = max(change, step)
            k = network.sector[i]
            if space.down[i] == 0.0:
                space.down_hit[hits] = i
                hits += 1
                space.hit_in_sector[k] += 1
                space.next_hit[i] = space.head[k]
                space.head[k] = i
            space.down[i] = loss
            space.available[k] -= network.out_strength[i] * step
            if space.sector_marked[k] < space.counts[FIRST_STAMP]:
                space.sector_hit[space.counts[SECTOR_HITS]] = k
                space.counts[SECTOR_HITS] += 1
            if space.sector_marked[k] != stamp:
                space.sector_marked[k] = stamp
                space.front[front] = k
                front += 1
    space.counts[DOWN_HITS], space.counts[FRONT], space.counts[TOUCHED] = hits, front, 0
    return change


@part
def lose_upstream(push: PushLinks, space: SparseSpace) -> float:
    """What was touched upstream takes its loss; the largest increase."""
    change = 0.0
    hits, front, ahead = space.counts[UP_HITS], 0, 0
    for t in range(space.counts[UP_TOUCHED]):
        i = space.up_touched[t]
        loss = min(1.0, space.up_missing[2 * i])
        step = loss - space.up[i]
        if step > 0.0:
            change = max(change, step)
            if space.up[i] == 0.0:
                space.up_hit[hits] = i
                hits += 1
            space.up[i] = loss
            space.up_front[front] = i
            space.up_step[front] = step
            front += 1
            ahead += push.up_first[i + 1] - push.up_first[i]
    space.counts[UP_HITS], space.counts[UP_FRONT], space.counts[AHEAD], space.counts[UP_TOUCHED] = hits, front, ahead, 0
    return change


@part
def push_downstream(
    network: CascadeNetwork, push: PushLinks, space: SparseSpace, substitution: bool, tolerance: float
) -> bool:
    """Pass on what grew in the sectors where something changed; True where only exact losses can say how much."""
    record, doubtful, touched, work = space.record, False, 0, 0
    j: Any
    for f in range(space.counts[FRONT]):
        k = space.front[f]
        begin, end = network.sector_first[k], network.sector_first[k + 1]
        left: float = 1.0
        if substitution:
            left = float(space.available[k])
            if left < _LOST_DIGITS * space.full[k]:
                left = 0.0
                for j in range(begin, end):
                    left += (1.0 - space.down[j]) * network.out_strength[j]
            doubtful = doubtful or left < space.cliff[k]
            left = left if left >= SCARCE else 1.0
        # few of the sector's nodes have a loss: follow their chain; many: go through the sector in order
        scan = _SCAN * space.hit_in_sector[k] > end - begin
        j = begin if scan else np.int64(space.head[k])
        while j >= 0:
            missing = space.down[j]
            if substitution:
                missing *= min(1.0, network.out_strength[j] / left)
            step = missing - space.pushed[j]
            if step > tolerance:
                space.pushed[j] = missing
                work += push.down_first[j + 1] - push.down_first[j]
                for e in range(push.down_first[j], push.down_first[j + 1]):
                    r, place = push.down_record[e], push.down_place[e]
                    lost = missing
                    if place > 0:
                        lost = record[place] + push.down_share[e] * step
                        record[place] = lost
                    if lost > record[r + 1]:
                        record[r + 1] = lost
                        if record[r] > 0.0:
                            record[r] = -record[r]
                            space.touched[touched] = r
                            touched += 1
            doubtful = doubtful or step < _FALL
            j = np.int64(space.next_hit[j]) if not scan else j + 1 if j + 1 < end else np.int64(-1)
    space.counts[TOUCHED], space.counts[WORK] = touched, work
    return doubtful


@part
def push_upstream(push: PushLinks, space: SparseSpace) -> None:
    """Pass on what grew upstream."""
    touched, stamp = 0, space.counts[STAMP]
    for f in range(space.counts[UP_FRONT]):
        j, step = space.up_front[f], space.up_step[f]
        for e in range(push.up_first[j], push.up_first[j + 1]):
            i = push.up_supplier[e]
            space.up_missing[2 * i] += push.up_share[e] * step
            if space.up_missing[2 * i + 1] != stamp:
                space.up_missing[2 * i + 1] = stamp
                space.up_touched[touched] = i
                touched += 1
    space.counts[UP_TOUCHED] = touched


@part
def add_up(space: SparseSpace, weights: Floats, results: Results, shock: int) -> None:
    """Write the sums of a shock that has settled."""
    total, total_down, total_up = 0.0, 0.0, 0.0
    for h in range(space.counts[DOWN_HITS]):
        i = space.down_hit[h]
        total += weights[i] * max(space.down[i], space.up[i])
        total_down += weights[i] * space.down[i]
    for h in range(space.counts[UP_HITS]):
        i = space.up_hit[h]
        total_up += weights[i] * space.up[i]
        if space.down[i] == 0.0:
            total += weights[i] * space.up[i]
    results.esri[shock], results.down[shock], results.up[shock] = total, total_down, total_up


@compiled
def run_sparse(
    network: CascadeNetwork,
    push: PushLinks,
    space: SparseSpace,
    shocks: Shocks,
    which: Offsets,
    begin: int,
    rules: Rules,
    limits: Limits,
    results: Results,
) -> tuple[int, int]:
    """Run the shocks `which[begin:]`, until one needs the caller; (its place in `which`, why).

    The losses of that one stay in `space`. WIDE: after ROUNDS rounds the next one would visit more than `limits.wide`
    links upstream, or the last one visited more than `limits.heavy` downstream. DOUBTFUL: a decision is too close to
    call while changes wait. (len(which), FINISHED) at the end.
    """
    for place in range(begin, len(which)):
        shock = which[place]
        clear_space(push, space)
        put_shock(push, space, shocks, shock, rules.sides)
        doubtful, rounds = False, 0
        while True:
            change = lose_downstream(network, space)
            doubtful = doubtful or (rounds > 0 and abs(change - rules.eps) <= DOUBT)
            if rounds > 0:
                change = max(change, lose_upstream(push, space))
            space.counts[ROUNDS] = rounds
            if doubtful:
                return place, DOUBTFUL
            if rounds > 0 and change <= rules.eps:
                results.rounds[shock] = rounds
                break
            if rounds >= rules.cap:
                results.rounds[shock] = NOT_SETTLED
                break
            if space.counts[AHEAD] > limits.wide or space.counts[WORK] > limits.heavy:
                return place, WIDE
            rounds += 1
            space.counts[STAMP] += 1
            doubtful = push_downstream(network, push, space, rules.substitution, limits.tolerance)
            push_upstream(push, space)
        add_up(space, rules.weights, results, shock)
    return len(which), FINISHED
