"""Sparse cascades whose upstream side, once it reaches most of the network, goes on in lanes.

Upstream a shock soon touches everybody a little, downstream mostly a few. So each shock starts sparse; when the next
round upstream would visit too many links, its upstream losses take a lane beside seven others, while the downstream side waits. Once upstream rests, downstream is run as far, and a step further where it
cannot rest there: both sides have to rest in the same round.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from headwater.kernels.batched import DOWN, LANES, NOT_SETTLED, UP, Lanes, Results, Rules, Shocks, held_by
from headwater.kernels.network import CascadeNetwork, Floats, Nodes, PushLinks
from headwater.kernels.sparse import (
    DOWN_HITS,
    HEAVY,
    ROUNDS,
    UP_HITS,
    Limits,
    run_sparse,
    sparse_space,
)


class Mixed:
    """One thread's sparse space and its lanes for the upstream side."""

    def __init__(self, network: CascadeNetwork, push: PushLinks, rules: Rules, limits: Limits):
        self.network, self.push, self.rules, self.limits = network, push, rules, limits
        self.space = sparse_space(network, push)
        self.lanes = Lanes(network, rules._replace(sides=UP)) if rules.sides & UP else None

    def run(self, shocks: Shocks, which: Sequence[int], results: Results) -> list[int]:
        """Run the shocks `which`; return those too heavy for the sparse side, for the batched cascade."""
        heavy: list[int] = []
        if self.lanes is None:
            self._next_wide(shocks, which, 0, results, heavy)
            return heavy
        lanes, wait_until = self.lanes, np.zeros(LANES, np.int64)
        begin = 0
        while True:
            for lane in lanes.free():
                place = self._next_wide(shocks, which, begin, results, heavy)
                begin = min(place + 1, len(which))
                if place == len(which):
                    break
                shock = int(which[place])
                lanes.put(lane, shock, held_by(shocks, shock), int(self.space.count[ROUNDS]))
                hits = self.space.up_hit[: self.space.count[UP_HITS]]
                lanes.up.reshape(-1, LANES)[hits, lane] = self.space.up[hits]
                wait_until[lane] = 0
            if lanes.shock.max() < 0:
                return heavy
            lanes.step()
            for lane in lanes.resting():
                if lanes.rounds[lane] >= wait_until[lane]:
                    wait_until[lane] = self._rest(shocks, lane, results, heavy)
            for lane in np.flatnonzero((lanes.shock >= 0) & (lanes.rounds >= self.rules.cap)):
                results.rounds[lanes.shock[lane]] = NOT_SETTLED
                lanes.drop(int(lane))

    def _next_wide(self, shocks: Shocks, which: Sequence[int], begin: int, results: Results, heavy: list[int]) -> int:
        """Run shocks until one needs a lane; its place, or len(which)."""
        while True:
            begin, state = self._sparse(shocks, which, begin, results, self.rules.sides, 0)
            if state != HEAVY:
                return begin
            heavy.append(int(which[begin]))
            begin += 1

    def _sparse(
        self, shocks: Shocks, which: Sequence[int], begin: int, results: Results, sides: int, least: int
    ) -> tuple[int, int]:
        rules, limits = self.rules, self.limits._replace(least=least)
        parts = (self.network, self.push, self.space, shocks, which, begin)
        how = (rules.weights, sides, rules.substitution, limits, rules.eps, rules.cap)
        place, state = run_sparse(*parts, *how, results)
        return int(place), int(state)

    def _rest(self, shocks: Shocks, lane: int, results: Results, heavy: list[int]) -> int:
        """Upstream rests in this lane: finish the shock if downstream rests too, else say in which round it will."""
        assert self.lanes is not None
        shock, rounds, rest = int(self.lanes.shock[lane]), int(self.lanes.rounds[lane]), 0
        if self.rules.sides & DOWN:
            _, state = self._sparse(shocks, np.array([shock]), 0, results, DOWN, rounds)
            if state == HEAVY:
                heavy.append(shock)
                self.lanes.drop(lane)
                return 0
            rest = int(self.space.count[ROUNDS])
            if rest == NOT_SETTLED:
                self.lanes.drop(lane)
            if rest != rounds:
                return rest
            hit = self.space.down_hit[: self.space.count[DOWN_HITS]]
        else:
            hit = np.zeros(0, np.int32)
        _write(self.lanes, lane, hit, self.space.down[hit], results)
        return 0


def _write(lanes: Lanes, lane: int, hit: Nodes, loss: Floats, results: Results) -> None:
    """Write a shock whose upstream side is in a lane and whose nodes `hit` have a loss downstream; free the lane."""
    shock, weights = int(lanes.shock[lane]), lanes.rules.weights[hit]
    lost_up = float(lanes.tally[3 * LANES + lane])
    above = loss - lanes.up.reshape(-1, LANES)[hit, lane]
    results.up[shock] = lost_up
    results.down[shock] = (weights * loss).sum()
    results.esri[shock] = lost_up + (weights * np.maximum(above, 0.0)).sum()
    results.rounds[shock] = lanes.rounds[lane]
    lanes.drop(lane)
