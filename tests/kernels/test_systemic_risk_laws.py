"""What holds in every network: laws of the cascade, checked on random ones."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.kernels.systemic_risk import Question, Shock, risk_network, risk_of_each, systemic_risk
from tests.kernels.networks import random_links

FEW = settings(max_examples=40)
SEEDS = st.integers(0, 2**32)
STRATEGIES = st.sampled_from(["batched", "sparse"])


def plain_units(seed):
    """A random network of links worth 1 to 3.

    Nobody sells so little that what is left of a sector falls off a cliff, and what circles in the network soon dies.
    """
    links = random_links(seed, most=20)
    value = 1.0 + 2.0 * np.random.default_rng(seed).random(len(links.value))
    return type(links)(links.supplier, links.buyer, value, links.sector, links.essentiality)


@FEW
@given(SEEDS, STRATEGIES, st.booleans())
def test_more_shock_never_means_less_loss(seed, strategy, substitution):
    links, random = plain_units(seed), np.random.default_rng(seed)
    nodes = random.permutation(links.size)[: random.integers(1, links.size + 1)]
    psi = random.random(len(nodes))
    more = psi + random.random(len(nodes)) * (1 - psi)
    shocks = [Shock(nodes, psi), Shock(nodes, more), Shock(np.arange(links.size), 1.0)]
    # where both run to the same round, or to their end; batched alone can run to the end
    question = Question(
        strategy=strategy, eps=1e-4 if strategy == "sparse" else 1e-10, cap=100_000, substitution=substitution
    )

    esri = systemic_risk(links.ours(), shocks, question).esri

    assert esri[0] <= esri[1] + (1e-2 if strategy == "sparse" else 1e-7)
    assert esri[1] <= esri[2] + 1e-9
    assert esri[2] == pytest.approx(1.0, abs=1e-9)


@FEW
@given(SEEDS, STRATEGIES)
def test_risks_are_shares(seed, strategy):
    links = plain_units(seed)
    question = Question(strategy=strategy, eps=1e-2, substitution=seed % 2 == 0)
    for risks in risk_of_each(links.ours(), question, threads=1):
        for side in (risks.down, risks.up):
            assert (side >= 0).all()
            assert (side <= risks.esri + 1e-9).all()
        assert (risks.esri <= 1 + 1e-9).all()
        assert (risks.esri <= risks.down + risks.up + 1e-9).all()


@FEW
@given(SEEDS, STRATEGIES)
def test_names_do_not_matter(seed, strategy):
    links, random = plain_units(seed), np.random.default_rng(seed)
    new = random.permutation(links.size)  # node i is now called new[i]
    sectors = random.permutation(len(links.essentiality))
    old = np.argsort(new)
    order = random.permutation(len(links.value))
    ranks = links.essentiality[np.ix_(np.argsort(sectors), np.argsort(sectors))]
    renamed = risk_network(
        new[links.supplier][order], new[links.buyer][order], links.value[order], sectors[links.sector[old]], ranks
    )
    question = Question(strategy=strategy, eps=0.010001)

    before = next(risk_of_each(links.ours(), question, threads=1, chunk=links.size))
    after = next(risk_of_each(renamed, question, threads=1, chunk=links.size))

    np.testing.assert_allclose(after.esri[new], before.esri, rtol=0, atol=1e-9)
    np.testing.assert_array_equal(after.rounds[new], before.rounds)


@FEW
@given(SEEDS)
def test_replaceable_inputs_give_the_linear_solution(seed):
    """Every input non-essential, nobody replaced: losses downstream solve x = D'x outside the node that stops."""
    links = plain_units(seed)
    essentiality = np.ones_like(links.essentiality)
    network = risk_network(links.supplier, links.buyer, links.value, links.sector, essentiality)
    question = Question(substitution=False, sides="down", eps=1e-12, cap=100_000)
    twin = type(links)(links.supplier, links.buyer, links.value, links.sector, essentiality).reference()

    found = systemic_risk(network, [Shock([0])], question, losses=True)

    rest = np.arange(1, links.size)
    inside = twin.linear[rest][:, rest]
    reached = found.node_down[0, rest] > 0  # a closed circle that the shock does not reach has no single solution
    system = np.eye(reached.sum()) - inside[reached][:, reached].toarray()
    linear = np.linalg.solve(system, twin.linear[rest][:, [0]].toarray().ravel()[reached])
    np.testing.assert_allclose(found.node_down[0, rest][reached], linear, rtol=0, atol=1e-9)
    assert found.node_down[0, 0] == 1.0


@pytest.mark.parametrize("strategy", ["batched", "sparse"])
def test_threads_and_chunks_change_nothing(strategy):
    links = random_links(7, most=400)
    network, question = links.ours(), Question(strategy=strategy)
    answers = []
    for threads, chunk in ((1, links.size), (4, 7), (2, 1)):
        found = np.zeros((4, links.size))
        for risks in risk_of_each(network, question, threads=threads, chunk=chunk):
            found[:, risks.shock] = risks.esri, risks.down, risks.up, risks.rounds
        answers.append(found)
    assert answers[0][0].max() > 0
    for other in answers[1:]:
        np.testing.assert_allclose(other, answers[0], rtol=0, atol=1e-12)


def test_what_is_done_is_left_out():
    links = random_links(11, most=80)
    network = links.ours()
    done = np.arange(links.size) % 3 == 0
    told = []
    chunks = list(
        risk_of_each(
            network, done=done, chunk=5, threads=2, progress=lambda finished, asked: told.append((finished, asked))
        )
    )
    nodes = np.concatenate([risks.shock for risks in chunks])
    assert sorted(nodes) == list(np.flatnonzero(~done))
    assert told[-1] == (len(nodes), len(nodes))
    assert len(told) == len(chunks)
