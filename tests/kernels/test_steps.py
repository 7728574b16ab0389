"""Cascades round by round: they end where the kernel ends, and begin with what stopped."""

import numpy as np
import pytest

from headwater.errors import BadQuestion
from headwater.kernels.steps import losses_by_round
from headwater.kernels.systemic_risk import Question, Shock, risk_network, systemic_risk


def ring(size=40, seed=7):
    """Firms in three sectors, each with a few suppliers, in a circle so that losses come back."""
    random = np.random.default_rng(seed)
    buyer = np.repeat(np.arange(size), 3)
    supplier = (buyer + random.integers(1, 9, len(buyer))) % size
    return risk_network(supplier, buyer, random.uniform(1, 9, len(buyer)), np.arange(size) % 3, np.full((3, 3), 2))


@pytest.mark.parametrize("sides", ["both", "down", "up"])
def test_the_last_round_is_what_the_kernel_gives(sides):
    network, question = ring(), Question(sides=sides, eps=1e-3)
    shocks = [
        Shock([node], psi) for node, psi in zip(range(20), np.linspace(0.1, 1.0, 20), strict=True)
    ]  # more than lanes
    wanted = systemic_risk(network, shocks, question, losses=True)
    found = list(losses_by_round(network, shocks, question))
    assert len(found) == len(shocks)
    for number, steps in enumerate(found):
        assert np.allclose(steps.down[-1], wanted.node_down[number], rtol=0, atol=1e-12)
        assert np.allclose(steps.up[-1], wanted.node_up[number], rtol=0, atol=1e-12)
        assert len(steps.down) - 1 == wanted.rounds[number]


def test_a_chain_loses_one_link_further_in_each_round():
    network = risk_network([0, 1, 2], [1, 2, 3], [1.0, 1.0, 1.0], [0, 1, 2, 3], np.full((4, 4), 2))
    (steps,) = losses_by_round(network, [Shock([0])], Question(substitution=False, sides="down"))
    assert steps.down.tolist() == [[1, 0, 0, 0], [1, 1, 0, 0], [1, 1, 1, 0], [1, 1, 1, 1], [1, 1, 1, 1]]
    assert not steps.up.any()


def test_the_cap_on_rounds_is_an_error():
    network = risk_network([0, 1, 2], [1, 2, 3], [1.0, 1.0, 1.0], [0, 1, 2, 3], np.full((4, 4), 2))
    with pytest.raises(BadQuestion):
        list(losses_by_round(network, [Shock([0])], Question(cap=2)))
