"""Cascades round by round: what each node has lost after each step away from the shock.

Round 0 is the shock itself; round n adds what reaches a node over n links, so a node's first round is the tier at which
it is hit. The rounds are those of the batched cascade, which is exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from headwater.errors import BadQuestion
from headwater.kernels.batched import Lanes, Rules, Shocks, held_by
from headwater.kernels.lanes import LANES
from headwater.kernels.network import Floats
from headwater.kernels.systemic_risk import Question, RiskNetwork, Shock, rules_for, shock_table


class Steps(NamedTuple):
    """Losses (0..1) as rounds x nodes, from round 0 (the shock) to the last; nodes in the caller's order."""

    down: Floats
    up: Floats


def losses_by_round(network: RiskNetwork, shocks: Sequence[Shock], question: Question | None = None) -> Iterator[Steps]:
    """Run shocks and keep every round of each, in the order given; errors as `systemic_risk`."""
    rules = rules_for(network, replace(question or Question(), strategy="batched"))
    table = shock_table(network, shocks)
    for begin in range(0, len(shocks), LANES):
        yield from _together(network, rules, table, range(begin, min(begin + LANES, len(shocks))))


def _together(network: RiskNetwork, rules: Rules, shocks: Shocks, which: Sequence[int]) -> Iterator[Steps]:
    """As many shocks as there are lanes, until the last of them rests."""
    lanes, count = Lanes(network.cascade, rules), len(which)
    for lane, shock in enumerate(which):
        lanes.put(lane, shock, held_by(shocks, shock))
    kept = [_now(lanes, network, count)]
    last = np.zeros(count, np.int64)  # the round after which a lane rests; 0: it has not yet
    while not last.all():
        lanes.step()
        kept.append(_now(lanes, network, count))
        last[(last == 0) & (lanes.tally[:count] <= rules.eps)] = len(kept) - 1
        if len(kept) > rules.cap and not last.all():
            raise BadQuestion(
                problem=f"{int((last == 0).sum())} cascades had not settled after {rules.cap} rounds.",
                remedy="Raise the cap on rounds, or eps.",
            )
    for lane in range(count):
        rounds = kept[: last[lane] + 1]
        yield Steps(np.array([down[:, lane] for down, _ in rounds]), np.array([up[:, lane] for _, up in rounds]))


def _now(lanes: Lanes, network: RiskNetwork, count: int) -> tuple[Floats, Floats]:
    """The losses of the first lanes as nodes x lanes, 0 on a side that is not run."""
    nothing = np.zeros((network.size, count))
    down, up = (
        array.reshape(-1, LANES)[network.position, :count] if len(array) else nothing
        for array in (lanes.down, lanes.up)
    )
    return down, up
