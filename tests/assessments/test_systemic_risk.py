"""Systemic risk from a plain table of links, in the layout that researchers exchange."""

import numpy as np
import polars as pl
import pytest

from headwater.assessments.systemic_risk import RISK_SCHEMA, systemic_risk_of_links
from headwater.errors import BadQuestion, BadRows

LINKS = pl.DataFrame({"supplier": [0, 1], "buyer": [1, 2], "w": [1.0, 1.0]})
SECTORS = pl.DataFrame({"p": [1, 2, 3]})
ESSENTIAL = np.full((3, 3), 2)


def test_a_chain_of_three():
    """Firm 1 stops both others; half of all sales each are firm 1's and firm 2's, so all is lost."""
    found = systemic_risk_of_links(LINKS, SECTORS, ESSENTIAL)
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

    found = systemic_risk_of_links(links, sectors, essentiality)

    assert found["firm"].to_list() == expected["firm"].to_list()
    assert found["rounds"].to_list() == expected["T"].to_list()
    for ours, theirs in (("esri", "ESRI"), ("esri_down", "ESRI_d"), ("esri_up", "ESRI_u")):
        np.testing.assert_allclose(found[ours], expected[theirs], rtol=0, atol=1e-9)


def test_what_does_not_fit():
    with pytest.raises(BadQuestion, match="no column w"):
        systemic_risk_of_links(LINKS.drop("w"), SECTORS, ESSENTIAL)
    with pytest.raises(BadRows, match="empty in 1 rows"):
        systemic_risk_of_links(LINKS, pl.DataFrame({"p": [1, None, 2]}), ESSENTIAL)
    with pytest.raises(BadRows, match="whole number"):
        systemic_risk_of_links(LINKS, pl.DataFrame({"p": ["a", "b", "c"]}), ESSENTIAL)
    with pytest.raises(BadRows, match="without a row of essentiality: 3"):
        systemic_risk_of_links(LINKS, pl.DataFrame({"p": [1, 2, 4]}), ESSENTIAL)
