"""Every systemic risk that the published code found, on both sides, with its number of rounds."""

import numpy as np
import pytest

from headwater.kernels.systemic_risk import Question, Shock, risk_network, risk_of_each, systemic_risk
from tests.kernels.networks import golden, toy

LINEAR, LEONTIEF = np.ones((5, 5), int), np.full((5, 5), 2)


def all_of(network, question):
    found = np.full((4, network.size), np.nan)
    for risks in risk_of_each(network, question):
        found[:, risks.shock] = risks.esri, risks.down, risks.up, risks.rounds
    return found


@pytest.mark.shared
@pytest.mark.parametrize("firms", [1_000, 10_000])
@pytest.mark.parametrize("strategy", ["batched", "sparse"])
def test_every_firm_of_the_published_networks(shared_data, firms, strategy):
    links, expected = golden(shared_data, firms)

    esri, down, up, rounds = all_of(links.ours(), Question(strategy=strategy))

    assert len(expected) == firms
    np.testing.assert_allclose(esri, expected["ESRI"], rtol=0, atol=1e-9)
    np.testing.assert_allclose(down, expected["ESRI_d"], rtol=0, atol=1e-9)
    np.testing.assert_allclose(up, expected["ESRI_u"], rtol=0, atol=1e-9)
    np.testing.assert_array_equal(rounds, expected["T"])


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "essentiality", "substitution"),
    [
        ("linear", LINEAR, False),
        ("leontief", LEONTIEF, False),
        ("linear_subst", LINEAR, True),
        ("leontief_subst", LEONTIEF, True),
    ],
)
@pytest.mark.parametrize("strategy", ["batched", "sparse"])
def test_the_example_of_eleven_firms(shared_data, name, essentiality, substitution, strategy):
    expected, links, sector, weights, _ = toy(shared_data)
    network = risk_network(*links, sector, essentiality)

    esri = all_of(network, Question(substitution=substitution, weights=weights, strategy=strategy))[0]

    np.testing.assert_allclose(esri, expected[name], rtol=0, atol=0.5e-6)  # published to six digits


@pytest.mark.shared
def test_what_sectors_hide_about_their_firms(shared_data):
    """Two firms of a sector that fail do different things; the sector's average failure does a third."""
    expected, links, sector, weights, _ = toy(shared_data)
    published = expected["aggregation_demo"]
    plain = Question(substitution=False)
    firms = risk_network(*links, sector, LINEAR)
    found = systemic_risk(firms, [Shock([2]), Shock([4])], plain, losses=True)
    by_sector = [
        np.bincount(sector, weights * losses) / np.bincount(sector, weights)
        for losses in np.maximum(found.node_down, found.node_up)
    ]
    supplier, buyer, value = links
    sectors = risk_network(sector[supplier.astype(int)], sector[buyer.astype(int)], value, np.arange(5), LINEAR)
    average = systemic_risk(sectors, [Shock([1], psi=0.25)], plain, losses=True)

    np.testing.assert_allclose(by_sector[0], published["firm3_100pct_sector_losses"], atol=1e-4)
    np.testing.assert_allclose(by_sector[1], published["firm5_100pct"], atol=1e-4)
    np.testing.assert_allclose(average.node_down[0], published["sector2_25pct_in_Z_hd"], atol=1e-3)
