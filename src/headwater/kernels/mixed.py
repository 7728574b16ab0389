"""Sparse cascades that go on in lanes once they are wide.

A shock first reaches a few nodes, then, three or four links away, a little of everybody. So each shock starts sparse,
and when the next round would visit too many links it takes a lane beside fifteen others, with what it has lost so far.
"""

from __future__ import annotations

from headwater.kernels.batched import Lanes, Results, Rules, Shocks, held_by
from headwater.kernels.network import CascadeNetwork, Offsets, PushLinks
from headwater.kernels.sparse import DOUBTFUL, DOWN_HITS, ROUNDS, UP_HITS, Limits, run_sparse, sparse_space


class Mixed:
    """One thread's sparse space and its lanes."""

    def __init__(self, network: CascadeNetwork, push: PushLinks, rules: Rules, limits: Limits):
        self.network, self.push, self.rules, self.limits = network, push, rules, limits
        self.space = sparse_space(network, push)
        self.lanes = Lanes(network, rules, fixed=True)

    def run(self, shocks: Shocks, which: Offsets, results: Results) -> list[int]:
        """Run the shocks `which`; return those that only the exact batched cascade can decide."""
        doubtful: list[int] = []
        begin = 0
        while True:
            for lane in self.lanes.free():
                begin = self._next_wide(shocks, which, begin, results, doubtful)
                if begin == len(which):
                    break
                self._put(lane, shocks, int(which[begin]))
                begin += 1
            if self.lanes.shock.max() < 0:
                return doubtful
            self.lanes.step()
            doubtful += self.lanes.settle(results)

    def _next_wide(self, shocks: Shocks, which: Offsets, begin: int, results: Results, doubtful: list[int]) -> int:
        """Run shocks until one needs a lane; its place, or the end."""
        parts = (self.network, self.push, self.space, shocks, which)
        while True:
            place, state = run_sparse(*parts, begin, self.rules, self.limits, results)
            if state != DOUBTFUL:
                return int(place)
            doubtful.append(int(which[place]))
            begin = int(place) + 1

    def _put(self, lane: int, shocks: Shocks, shock: int) -> None:
        space = self.space
        down, up = space.down_hit[: space.counts[DOWN_HITS]], space.up_hit[: space.counts[UP_HITS]]
        self.lanes.put(lane, shock, held_by(shocks, shock))
        self.lanes.lose(lane, down, space.down[down], up, space.up[up], int(space.counts[ROUNDS]))
