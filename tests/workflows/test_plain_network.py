"""Systemic risk from a plain table of links, in the layout that researchers exchange."""

import numpy as np
import polars as pl
import pytest

from headwater.errors import BadInput, BadQuestion, BadRows
from headwater.kernels.systemic_risk import Question
from headwater.workflows.plain_network import plain_network
from headwater.workflows.rank_firms import RISK_SCHEMA, InMemory, on_threads, rank_firms

LINKS = pl.DataFrame({"supplier": [0, 1], "buyer": [1, 2], "w": [1.0, 1.0]})
SECTORS = pl.DataFrame({"p": [1, 2, 3]})
ESSENTIAL = np.full((3, 3), 2)


def ranked(links, sectors, essentiality):
    network = plain_network(links, sectors, essentiality)
    kept = InMemory(network.size)
    rank_firms(network, Question(), kept, on_threads())
    return kept.rows()


def test_a_chain_of_three():
    """Firm 1 stops both others; half of all sales each are firm 1's and firm 2's, so all is lost."""
    found = ranked(LINKS, SECTORS, ESSENTIAL)
    assert found.schema == RISK_SCHEMA
    assert found["firm"].to_list() == [1, 2, 3]
    assert found["esri"].to_list() == [1.0, 1.0, 1.0]
    assert found["esri_down"].to_list() == [1.0, 0.5, 0.0]
    assert found["esri_up"].to_list() == [0.5, 1.0, 1.0]


@pytest.mark.shared
def test_the_published_layout(shared_data):
    base = shared_data / "golden" / "systemic_risk" / "network_1000"
    essentiality = np.loadtxt(f"{base}_essentiality.csv", delimiter=",", dtype=int)
    links, sectors = pl.read_parquet(f"{base}_edges.parquet"), pl.read_csv(f"{base}_sector.csv")
    expected = pl.read_csv(f"{base}_expected.csv")

    found = ranked(links, sectors, essentiality)

    assert found["firm"].to_list() == expected["firm"].to_list()
    assert found["rounds"].to_list() == expected["T"].to_list()
    for ours, theirs in (("esri", "ESRI"), ("esri_down", "ESRI_d"), ("esri_up", "ESRI_u")):
        np.testing.assert_allclose(found[ours], expected[theirs], rtol=0, atol=1e-9)


def test_what_does_not_fit():
    with pytest.raises(BadQuestion, match="no column w"):
        ranked(LINKS.drop("w"), SECTORS, ESSENTIAL)
    with pytest.raises(BadRows, match="empty in 1 rows"):
        ranked(LINKS, pl.DataFrame({"p": [1, None, 2]}), ESSENTIAL)
    with pytest.raises(BadRows, match="whole number"):
        ranked(LINKS, pl.DataFrame({"p": ["a", "b", "c"]}), ESSENTIAL)
    with pytest.raises(BadRows, match="without a row of essentiality: 3"):
        ranked(LINKS, pl.DataFrame({"p": [1, 2, 4]}), ESSENTIAL)


def test_a_link_without_value_is_refused_and_columns_may_be_called_otherwise():
    with pytest.raises(BadRows, match="Column w is empty in 1 rows"):
        ranked(LINKS.with_columns(w=pl.Series([1.0, None])), SECTORS, ESSENTIAL)
    with pytest.raises(BadQuestion, match="no column supplier, w or value"):
        ranked(LINKS.select("buyer"), SECTORS, ESSENTIAL)
    renamed = ranked(LINKS.rename({"w": "value"}), SECTORS.rename({"p": "sector"}), ESSENTIAL)
    assert renamed.equals(ranked(LINKS, SECTORS, ESSENTIAL))


@pytest.mark.parametrize(
    ("links", "said"),
    [
        ({"supplier": [0, 1], "buyer": [1, 2], "w": [1.0, -1.0]}, "negative at link 1"),
        ({"supplier": [0, 1], "buyer": [1, 2], "w": [1.0, float("nan")]}, "no finite number at link 1"),
        ({"supplier": [0, 7], "buyer": [1, 2], "w": [1.0, 1.0]}, "without a sector: 7"),
    ],
)
def test_bad_links_are_named(links, said):
    with pytest.raises(BadRows, match=said):
        ranked(pl.DataFrame(links), SECTORS, ESSENTIAL)


def test_an_empty_network_is_an_error():
    with pytest.raises(BadInput, match="empty"):
        ranked(LINKS.clear(), SECTORS, ESSENTIAL)
