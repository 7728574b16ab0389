"""The cascade for one shock that visits only what changed.

Because losses only grow, each node pushes the increase of its loss along its links. A supplier whose unreplaced loss
grew by no more than `tolerance` waits: a buyer's group of inputs has shares that add up to at most 1, so what waits
changes no buyer by more than `tolerance` in a round. The upstream side is linear and never waits.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np


from headwater.kernels.batched import DOUBT, NOT_SETTLED, SCARCE, cliffs
from headwater.kernels.compiled import compiled
from headwater.kernels.network import CascadeNetwork, Floats, Nodes, PushLinks

FINISHED, WIDE, DOUBTFUL = 0, 1, 2
_LOST_DIGITS = 1e-3  # when less than this part of a sector is left, add it up anew instead of subtracting
_SCAN = 8  # following the chain costs about as much per node as passing eight in order
_FALL = -1e-12  # a loss that falls by more is no rounding: its sector just passed SCARCE

# places in SparseSpace.count
DOWN_HITS, UP_HITS, SECTOR_HITS, STAMP, ROUNDS = range(5)


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
    count: np.ndarray[Any, np.dtype[np.int64]]


def sparse_space(network: CascadeNetwork, push: PushLinks) -> SparseSpace:
    """Room for one thread: about 100 bytes per node and 8 per group of inputs."""
    size, sectors = len(network.sector), len(network.sector_first) - 1
    full = np.bincount(network.sector, network.out_strength, minlength=sectors)
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
        count=np.zeros(5, np.int64),
    )


@compiled
def run_sparse(network, push, space, shocks, which, begin, weights, sides, substitution, limits, eps, cap, results):
    """Run the shocks `which[begin:]`, until one needs the caller; (its place in `which`, why).

    The losses of that one stay in `space`. WIDE: after ROUNDS rounds the next one would visit more than `limits.wide`
    links upstream, or the last one visited more than `limits.heavy` downstream. DOUBTFUL: a decision is too close to
    call while changes wait, or a loss would fall. (len(which), FINISHED) at the end.
    """
    tolerance, heavy, wide = limits
    down, pushed, record = space.down, space.pushed, space.record
    up, up_missing, up_step = space.up, space.up_missing, space.up_step
    down_hit, up_hit, touched = space.down_hit, space.up_hit, space.touched
    up_front, up_touched = space.up_front, space.up_touched
    sector_marked, front, next_hit, head = space.sector_marked, space.front, space.next_hit, space.head
    hit_in_sector = space.hit_in_sector
    count, available, full, sector_hit = space.count, space.available, space.full, space.sector_hit
    sector_of, out_strength, sector_first = network.sector, network.out_strength, network.sector_first
    stamp = count[STAMP]
    for place in range(begin, len(which)):
        # leave nothing of the shock before
        for h in range(count[DOWN_HITS]):
            i = down_hit[h]
            down[i] = pushed[i] = 0.0
            for r in range(push.record_first[i] + 1, push.record_first[i + 1]):
                record[r] = 0.0
        for h in range(count[UP_HITS]):
            up[up_hit[h]] = up_missing[2 * up_hit[h]] = 0.0
        for h in range(count[SECTOR_HITS]):
            head[sector_hit[h]] = -1
            hit_in_sector[sector_hit[h]] = 0
            available[sector_hit[h]] = full[sector_hit[h]]
        down_hits, up_hits, sector_hits, fronts, up_fronts, links_ahead = 0, 0, 0, 0, 0, 0
        rounds, work, state = 0, 0, FINISHED
        up_touches, doubtful = 0, False
        shock = which[place]
        stamp += 1
        base = stamp
        up_runs = (sides & 2) != 0
        # the shocked nodes are the first that are touched
        touches = 0
        for s in range(shocks.first[shock], shocks.first[shock + 1]):
            i = shocks.node[s]
            if sides & 1 and shocks.psi_down[s] > 0.0:
                r = push.record_first[i]
                if record[r + 1] == 0.0:
                    touched[touches] = r
                    touches += 1
                record[r + 1] = max(record[r + 1], shocks.psi_down[s])
            if up_runs and shocks.psi_up[s] > up[i]:
                up[i] = shocks.psi_up[s]
                up_hit[up_hits] = up_front[up_fronts] = i
                up_step[up_fronts] = shocks.psi_up[s]
                up_hits += 1
                up_fronts += 1
                links_ahead += push.up_first[i + 1] - push.up_first[i]
        while True:
            # what was touched downstream now takes its loss
            change = 0.0
            for t in range(touches):
                r = touched[t]
                i = np.int64(abs(record[r])) - 1
                loss = min(1.0, record[r + 1])
                step = loss - down[i]
                record[r], record[r + 1] = i + 1, loss
                if step > 0.0:
                    change = max(change, step)
                    k = sector_of[i]
                    if down[i] == 0.0:
                        down_hit[down_hits] = i
                        down_hits += 1
                        hit_in_sector[k] += 1
                        next_hit[i] = head[k]
                        head[k] = i
                    down[i] = loss
                    available[k] -= out_strength[i] * step
                    if sector_marked[k] < base:
                        sector_hit[sector_hits] = k
                        sector_hits += 1
                    if sector_marked[k] != stamp:
                        sector_marked[k] = stamp
                        front[fronts] = k
                        fronts += 1
            if rounds > 0:
                doubtful = doubtful or abs(change - eps) <= DOUBT
                if up_runs:
                    for t in range(up_touches):
                        i = up_touched[t]
                        loss = min(1.0, up_missing[2 * i])
                        step = loss - up[i]
                        if step > 0.0:
                            change = max(change, step)
                            if up[i] == 0.0:
                                up_hit[up_hits] = i
                                up_hits += 1
                            up[i] = loss
                            up_front[up_fronts] = i
                            up_step[up_fronts] = step
                            up_fronts += 1
                            links_ahead += push.up_first[i + 1] - push.up_first[i]
                if doubtful:
                    state = DOUBTFUL
                    break
                if change <= eps:
                    break
                if rounds >= cap:
                    rounds = NOT_SETTLED
                    break
            if links_ahead > wide or work > heavy:
                state = WIDE
                break
            # the next round: push what grew
            rounds += 1
            stamp += 1
            touches, work = 0, 0
            for f in range(fronts):
                k = front[f]
                left = 1.0
                if substitution:
                    left = available[k]
                    if left < _LOST_DIGITS * full[k]:
                        left = 0.0
                        for j in range(sector_first[k], sector_first[k + 1]):
                            left += (1.0 - down[j]) * out_strength[j]
                    doubtful = doubtful or left < space.cliff[k]
                    if left < SCARCE:
                        left = 1.0
                # few of the sector's nodes have a loss: follow their chain; many: go through the sector in order
                scan = _SCAN * hit_in_sector[k] > sector_first[k + 1] - sector_first[k]
                j = sector_first[k] if scan else np.int64(head[k])
                while j >= 0:
                    missing = down[j]
                    if substitution:
                        missing *= min(1.0, out_strength[j] / left)
                    step = missing - pushed[j]
                    if step > tolerance:
                        pushed[j] = missing
                        work += push.down_first[j + 1] - push.down_first[j]
                        for e in range(push.down_first[j], push.down_first[j + 1]):
                            r, place_in = push.down_record[e], push.down_place[e]
                            lost = missing
                            if place_in > 0:
                                lost = record[place_in] + push.down_share[e] * step
                                record[place_in] = lost
                            if lost > record[r + 1]:
                                record[r + 1] = lost
                                if record[r] > 0.0:
                                    record[r] = -record[r]
                                    touched[touches] = r
                                    touches += 1
                    elif step < _FALL:
                        doubtful = True
                    if scan:
                        j += 1
                        if j == sector_first[k + 1]:
                            j = np.int64(-1)
                    else:
                        j = np.int64(next_hit[j])
            fronts, up_touches = 0, 0
            if up_runs:
                for f in range(up_fronts):
                    j, step = up_front[f], up_step[f]
                    for e in range(push.up_first[j], push.up_first[j + 1]):
                        i = push.up_supplier[e]
                        up_missing[2 * i] += push.up_share[e] * step
                        if up_missing[2 * i + 1] != stamp:
                            up_missing[2 * i + 1] = stamp
                            up_touched[up_touches] = i
                            up_touches += 1
                up_fronts, links_ahead = 0, 0
        count[DOWN_HITS], count[UP_HITS], count[SECTOR_HITS] = down_hits, up_hits, sector_hits
        count[STAMP], count[ROUNDS] = stamp, rounds
        if state != FINISHED:
            return place, state
        total, total_down, total_up = 0.0, 0.0, 0.0
        for h in range(down_hits):
            i = down_hit[h]
            total += weights[i] * max(down[i], up[i])
            total_down += weights[i] * down[i]
        for h in range(up_hits):
            i = up_hit[h]
            total_up += weights[i] * up[i]
            if down[i] == 0.0:
                total += weights[i] * up[i]
        results.esri[shock], results.down[shock], results.up[shock] = total, total_down, total_up
        results.rounds[shock] = rounds
    return len(which), FINISHED
