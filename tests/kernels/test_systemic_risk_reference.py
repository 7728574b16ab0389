"""Both strategies against the slow twin, on small random networks and every kind of shock."""

import numpy as np
import pytest

from headwater.errors import BadQuestion
from headwater.kernels.systemic_risk import Question, Shock, risk_of_each, systemic_risk
from tests.kernels.networks import random_links
from tests.kernels.reference import NoRest, cascade

SIDES = ["both", "down", "up"]


def random_shock(random, size):
    """One node, several, or many, wholly or in part, with or without its own psi upstream."""
    nodes = random.choice(size, random.integers(1, max(2, size // 2)), replace=False)
    psi = random.random(len(nodes)) ** random.choice([0.0, 1.0])
    psi_up = None if random.random() < 0.5 else random.random(len(nodes))
    return Shock(nodes, psi, psi_up)


def dense(shock, size, side):
    """psi of a shock for every node, 0 on a side that is not run."""
    down, up = np.zeros(size), np.zeros(size)
    if side != "up":
        down[shock.nodes] = shock.psi
    if side != "down":
        up[shock.nodes] = shock.psi if shock.psi_up is None else shock.psi_up
    return down, up


def expected(links, shock, question):
    """The twin's answer; a side that is not run is cut off from its links."""
    twin = links.reference()
    if question.sides == "up":
        twin.essential, twin.linear = twin.essential * 0, twin.linear * 0
    if question.sides == "down":
        twin.upstream = twin.upstream * 0
    down, up = dense(shock, links.size, question.sides)
    weights = None if question.weights is None else question.weights / question.weights.sum()
    how = {"substitution": question.substitution, "weights": weights, "eps": question.eps}
    return cascade(twin, down, up, **how)


@pytest.mark.parametrize("seed", range(1_000))
def test_both_strategies_agree_with_the_twin(seed):
    random = np.random.default_rng(seed)
    links = random_links(seed)
    shocks = [random_shock(random, links.size) for _ in range(3)]
    weights = random.random(links.size) if random.random() < 0.3 else None
    how = {
        "substitution": bool(random.random() < 0.7),
        "weights": weights,
        "eps": float(10.0 ** random.integers(-4, 0)) * 1.0001,  # no change is just as large
        "sides": SIDES[seed % 3],
    }
    network = links.ours()
    for strategy in ("batched", "sparse"):
        question = Question(strategy=strategy, **how)
        for shock in shocks:
            try:
                esri, down, up, rounds, _, _ = expected(links, shock, question)
            except NoRest:  # a market that stops altogether can come back and stop again, for ever
                with pytest.raises(BadQuestion, match="settled"):
                    systemic_risk(network, [shock], question, threads=1)
                continue
            found = systemic_risk(network, [shock], question, threads=1)
            got = (found.esri[0], found.down[0], found.up[0])
            np.testing.assert_allclose(got, (esri, down, up), rtol=0, atol=1e-9)
            assert found.rounds[0] == rounds


@pytest.mark.parametrize("seed", range(50))
def test_losses_of_every_node(seed):
    links = random_links(seed)
    shock = random_shock(np.random.default_rng(seed), links.size)
    question = Question(eps=1e-3, substitution=False)
    found = systemic_risk(links.ours(), [shock], question, losses=True)
    *_, hd, hu = expected(links, shock, question)
    np.testing.assert_allclose(found.node_down[0], 1 - hd, rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.node_up[0], 1 - hu, rtol=0, atol=1e-12)


def test_each_node_alone():
    links = random_links(3, most=60)
    found = np.zeros(links.size)
    for risks in risk_of_each(links.ours(), threads=2, chunk=4):
        found[risks.shock] = risks.esri
    for node in range(links.size):
        esri, *_ = expected(links, Shock([node]), Question())
        assert found[node] == pytest.approx(esri, abs=1e-12)


def test_a_sector_whose_last_supplier_stops_midway():
    """What a sector still makes falls below the limit at which it counts as 1, so that a loss may even fall again."""
    links = random_links(0)
    links = type(links)(
        supplier=np.array([0, 1, 2, 2]),
        buyer=np.array([1, 2, 3, 4]),
        value=np.array([1e-3, 1e-3, 1e-3, 2e-3]),
        sector=np.array([0, 1, 2, 3, 3]),
        essentiality=np.full((4, 4), 2),
    )
    for strategy in ("batched", "sparse"):
        question = Question(strategy=strategy)
        found = systemic_risk(links.ours(), [Shock([0])], question)
        esri, down, up, rounds, _, _ = expected(links, Shock([0]), question)
        assert (found.esri[0], found.down[0], found.up[0]) == pytest.approx((esri, down, up), abs=1e-12)
        assert found.rounds[0] == rounds
