import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.assessments.concentration import ConcentrationThresholds, concentration, products_without_shares
from headwater.claims.model import View
from headwater.errors import BadQuestion
from headwater.resolution import resolve
from headwater.standard.findings import FINDING_SCHEMA
from tests.doubles import InMemoryLog, frame

BASE = {"source": "source:s", "locator": "p. 1", "basis": "volume", "period": "2024", "product": "product:ore"}
ISO = ["CHN", "USA", "JPN", "KOR", "DEU", "FRA", "CHL", "AUS"]


def world(*rows: dict):
    log = InMemoryLog()
    log.add({"provisions": frame("provisions", [{**BASE, **row} for row in rows])})
    return resolve(log, View())


def shares(*values: float, rest: float | None = None):
    rows = [{"provider": f"country:{code}", "share": value} for code, value in zip(ISO, values, strict=False)]
    return world(*rows, *([{"provider": "remainder:others", "share": rest}] if rest is not None else []))


def indicators(supply_map, **options) -> dict[str, dict]:
    findings = concentration(supply_map, **options)
    assert list(findings.columns) == list(FINDING_SCHEMA)
    return {row["indicator"]: row for row in findings.iter_rows(named=True)}


def test_known_values():
    found = indicators(shares(0.5, 0.3, 0.1, rest=0.1))
    assert found["hhi"]["value"] == pytest.approx(0.35)
    assert found["effective_providers"]["value"] == pytest.approx(1 / 0.35)
    assert found["top_share"]["value"] == 0.5
    assert found["cr3"]["value"] == pytest.approx(0.9)
    assert found["providers_to_75"]["value"] == 2
    assert found["hhi"]["verdict"] == "concentrated"
    assert found["top_share"]["verdict"] == "not watched: country:CHN"
    assert found["hhi"]["as_of"] == "2024"
    assert "basis volume" in found["hhi"]["method"]
    assert found["hhi"]["claims"] == [f"c0:provisions:{row}" for row in range(3)]


@pytest.mark.parametrize(
    ("values", "hhi", "top"),
    [
        ((0.9, 0.1), "highly concentrated", "near monopoly: country:CHN"),
        ((0.51, 0.49), "highly concentrated", "watched: country:CHN"),
        ((0.25,) * 4, "not concentrated", "not watched: country:CHN"),
    ],
)
def test_verdicts(values, hhi, top):
    found = indicators(shares(*values))
    assert (found["hhi"]["verdict"], found["top_share"]["verdict"]) == (hhi, top)


def test_thresholds_are_parameters_and_are_named():
    found = indicators(shares(0.5, 0.5), thresholds=ConcentrationThresholds(concentrated=0.6, highly_concentrated=0.7))
    assert found["hhi"]["verdict"] == "not concentrated"
    assert "above 0.7" in found["hhi"]["method"]
    with pytest.raises(BadQuestion, match="reach"):
        ConcentrationThresholds(reach=75)


def test_a_remainder_is_no_provider():
    found = indicators(shares(rest=1.0))
    assert found["hhi"]["value"] is None
    assert {row["verdict"] for row in found.values()} >= {"unknown"}
    assert indicators(shares(0.4, 0.2, rest=0.4))["providers_to_75"]["value"] is None


def test_products_without_any_share_are_unknown_and_said_so():
    supply_map = world({"provider": "country:CHN", "qualifier": "not-available"})
    assert concentration(supply_map).is_empty()
    assert products_without_shares(supply_map) == ["product:ore"]


def test_a_verdict_that_flips_says_so():
    supply_map = world(
        {"provider": "country:CHN", "share": 0.55},
        {"provider": "country:CHN", "share": 0.45, "source": "source:t"},
        {"provider": "country:USA", "share": 0.2},
    )
    found = indicators(supply_map)
    low, high = 0.45**2 + 0.04, 0.55**2 + 0.04
    assert (found["hhi"]["low"], found["hhi"]["high"]) == (pytest.approx(low), pytest.approx(high))
    assert found["top_share"]["verdict"].startswith("watched (conflicting claims: not watched to watched)")
    assert len(found["top_share"]["claims"]) == 3


def test_bases_are_separate_findings():
    supply_map = world(
        {"provider": "country:CHN", "share": 0.24, "basis": "site"},
        {"provider": "country:TWN", "share": 0.47, "basis": "headquarters"},
    )
    hhi = concentration(supply_map).filter(pl.col("indicator") == "hhi")
    assert sorted(hhi["value"]) == [pytest.approx(0.24**2), pytest.approx(0.47**2)]


@given(st.lists(st.floats(0.001, 1), min_size=1, max_size=len(ISO)))
def test_laws_of_shares(weights):
    total = math.fsum(weights)
    found = indicators(shares(*(weight / total for weight in weights)))
    hhi, top = found["hhi"]["value"], found["top_share"]["value"]
    assert 1 / len(weights) - 1e-9 <= hhi <= 1 + 1e-9
    assert top**2 - 1e-12 <= hhi <= top + 1e-9
    assert 1 <= found["providers_to_75"]["value"] <= len(weights)
    assert found["cr3"]["value"] >= top


def test_a_low_index_of_a_supply_that_is_hardly_named_is_unknown():
    found = indicators(shares(0.33))
    assert found["hhi"]["value"] == pytest.approx(0.33**2)
    assert found["hhi"]["verdict"] == "unknown, only 0.33 of the supply is named"
    assert found["top_share"]["verdict"] == "unknown, only 0.33 of the supply is named: country:CHN"
    assert indicators(shares(0.3, 0.3))["hhi"]["verdict"] == "not concentrated"


def test_earlier_periods_are_assessed_when_asked_for():
    rows = [
        {"provider": f"country:{code}", "share": share, "period": period}
        for period, shares_then in (("2022", (0.6, 0.4)), ("2024", (0.9, 0.1)))
        for code, share in zip(("CHN", "USA"), shares_then, strict=True)
    ]
    found = concentration(world(*rows), all_periods=True).filter(pl.col("indicator") == "hhi")
    assert found["as_of"].to_list() == ["2022", "2024"]
    assert found["value"].to_list() == pytest.approx([0.52, 0.82])  # 0.36 + 0.16 and 0.81 + 0.01
    assert concentration(world(*rows))["as_of"].unique().to_list() == ["2024"]
