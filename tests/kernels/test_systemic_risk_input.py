"""Input that cannot be used is refused in words; what is mended is said."""

import numpy as np
import pytest

from headwater.errors import BadInput, BadQuestion, BadRows
from headwater.kernels.systemic_risk import Question, Shock, risk_network, risk_of_each, systemic_risk

LINKS = {
    "supplier": [0, 1],
    "buyer": [1, 2],
    "value": [1.0, 2.0],
    "sector": [0, 1, 1],
    "essentiality": np.full((2, 2), 2),
}


@pytest.fixture
def network():
    return risk_network(**LINKS)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"value": [1.0, -2.0]}, "negative at link 1"),
        ({"value": [np.nan, 2.0]}, "no finite number at link 0"),
        ({"value": [np.inf, 2.0]}, "no finite number at link 0"),
        ({"value": [1.0]}, "2 suppliers, 2 buyers and 1 values"),
        ({"sector": [0, 1, 5]}, "without a row of essentiality: 5; it has rows 0 to 1"),
        ({"sector": [0, -1, 1]}, "without a row of essentiality: -1"),
        ({"sector": [0.0, np.nan, 1.0]}, "sector has no whole number at node 1"),
        ({"sector": [0, 1]}, "buyer names nodes without a sector: 2"),
        ({"supplier": [0, -1]}, "supplier names nodes without a sector: -1"),
        ({"supplier": [0.5, 1]}, "supplier has no whole number at link 0"),
        ({"buyer": ["b", "c"]}, "buyer is not one whole number per link"),
        ({"buyer": [1, 2**40]}, "buyer names nodes without a sector"),
        ({"essentiality": [[2, 1]]}, "shape 1 x 2"),
        ({"essentiality": [[2, 1], [3, 1]]}, "supplying sector 1 for buying sector 0 is 3"),
        ({"essentiality": [[2, 1], [np.nan, 1]]}, "supplying sector 1 for buying sector 0 is nan"),
    ],
)
def test_what_does_not_fit_is_named(changed, said):
    with pytest.raises(BadRows, match=said) as caught:
        risk_network(**{**LINKS, **changed})
    assert caught.value.remedy


def test_all_problems_are_told_together():
    with pytest.raises(BadRows) as caught:
        risk_network(**{**LINKS, "value": [np.nan, -1.0], "sector": [0, 9, 1]})
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    "changed",
    [
        {"supplier": [], "buyer": [], "value": []},
        {"supplier": [], "buyer": [], "value": [], "sector": []},
        {"value": [0.0, 0.0]},
        {"buyer": [0, 1]},
    ],
)
def test_an_empty_network_is_no_network(changed):
    with pytest.raises(BadInput, match="empty"):
        risk_network(**{**LINKS, **changed})


def test_links_given_twice_are_summed_and_said():
    twice = risk_network([0, 0, 1], [1, 1, 2], [1.0, 3.0, 2.0], [0, 1, 1], LINKS["essentiality"])
    once = risk_network([0, 1], [1, 2], [4.0, 2.0], [0, 1, 1], LINKS["essentiality"])
    assert twice.notes == ("1 link given more than once: their values were summed.",)
    assert once.notes == ()
    for ours, theirs in zip(twice.cascade, once.cascade, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_links_to_oneself_and_without_value_are_dropped_and_said():
    network = risk_network([0, 1, 2, 2], [1, 2, 2, 0], [1.0, 2.0, 9.0, 0.0], [0, 1, 1], LINKS["essentiality"])
    assert network.notes == ("1 link from a node to itself dropped.", "1 link without value dropped.")
    assert network.cascade.out_strength.sum() == 3.0


@pytest.mark.parametrize(
    "question",
    [
        Question(eps=-1.0),
        Question(eps=float("nan")),
        Question(cap=0),
        Question(sides="sideways"),
        Question(strategy="guess"),
        Question(weights=np.array([1.0, 2.0])),
        Question(weights=np.array([1.0, -2.0, 1.0])),
        Question(weights=np.zeros(3)),
        Question(strategy="sparse", eps=1e-9),
    ],
)
def test_a_question_that_does_not_fit(network, question):
    with pytest.raises(BadQuestion):
        systemic_risk(network, [Shock([0])], question)


@pytest.mark.parametrize(
    "shock",
    [Shock([3]), Shock([-1]), Shock([]), Shock([0, 0]), Shock([0], psi=1.5), Shock([0], psi=float("nan")),
     Shock([0], psi=[0.1, 0.2]), Shock([0], psi_up=-0.5), Shock([0.5])],
)  # fmt: skip
def test_a_shock_that_does_not_fit(network, shock):
    with pytest.raises(BadQuestion):
        systemic_risk(network, [shock])


def test_no_shock_and_no_such_group(network):
    with pytest.raises(BadQuestion):
        systemic_risk(network, [])
    with pytest.raises(BadQuestion, match="AUT"):
        Shock.of_group(["KOR", "NLD"], "AUT")


def test_a_group_is_its_nodes(network):
    sector = Shock.of_group(LINKS["sector"], 1, psi=0.5)
    found = systemic_risk(network, [sector, Shock([1, 2], 0.5)])
    assert list(sector.nodes) == [1, 2]
    assert found.esri[0] == found.esri[1] > 0


@pytest.mark.parametrize("strategy", ["batched", "sparse"])
def test_the_cap_on_rounds_is_an_error(network, strategy):
    with pytest.raises(BadQuestion, match="not settled after 1 rounds"):
        list(risk_of_each(network, Question(cap=1, strategy=strategy)))


@pytest.mark.parametrize("chunk", [0, -1])
def test_chunks_have_a_size(network, chunk):
    with pytest.raises(BadQuestion):
        list(risk_of_each(network, chunk=chunk))


def test_done_is_one_flag_per_node(network):
    with pytest.raises(BadQuestion):
        list(risk_of_each(network, done=np.array([True])))


def test_all_done_is_nothing_left(network):
    assert list(risk_of_each(network, done=np.ones(3, bool))) == []
