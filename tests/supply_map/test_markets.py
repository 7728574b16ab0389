import polars as pl
import pytest

from headwater.claims.model import View
from headwater.errors import BadQuestion
from headwater.resolution import resolve
from headwater.supply_map.markets import UNKNOWN_HOME, current, provisions_by
from tests.doubles import InMemoryLog, frame

BASE = {"source": "source:s", "locator": "p. 1", "basis": "sales", "period": "2024", "product": "product:chip"}


@pytest.fixture
def companies():
    log = InMemoryLog()
    orgs = [("org:a", "country:KOR"), ("org:b", "country:KOR"), ("org:c", "country:JPN"), ("org:d", None)]
    shares = [("org:a", 0.3), ("org:b", 0.2), ("org:c", 0.25), ("org:d", 0.1), ("remainder:others", 0.15)]
    log.add(
        {
            "organizations": frame("organizations", [{**BASE, "id": o, "name": o, "home_country": c} for o, c in orgs]),
            "provisions": frame("provisions", [{**BASE, "provider": o, "share": s} for o, s in shares]),
        }
    )
    return resolve(log, View())


def test_companies_add_up_by_home_country(companies):
    rows = {row["provider"]: row for row in provisions_by(companies, "headquarters").iter_rows(named=True)}
    assert rows["country:KOR"]["share"] == pytest.approx(0.5)
    assert rows["country:KOR"]["claims"] == ["c0:provisions:0", "c0:provisions:1"]
    assert rows["country:JPN"]["share"] == pytest.approx(0.25)
    assert rows[UNKNOWN_HOME]["state"] == "remainder"
    assert rows["remainder:others"]["state"] == "remainder"
    assert sum(row["share"] for row in rows.values()) == pytest.approx(1.0)
    assert {row["basis"] for row in rows.values()} == {"sales"}


def test_companies_are_no_countries(companies):
    assert provisions_by(companies, "country").is_empty()
    assert provisions_by(companies, "organization").height == 5


def test_an_unknown_kind_of_provider_lists_the_valid_ones(companies):
    with pytest.raises(BadQuestion, match="headquarters"):
        provisions_by(companies, "firm")


@pytest.mark.parametrize(
    ("newest_share", "period"),
    [(0.6, "2025"), (0.1, "2024")],
    ids=["newest is complete", "newest names one small provider"],
)
def test_the_current_period_is_the_latest_that_says_enough(newest_share, period):
    rows = pl.DataFrame(
        {
            "product": ["p", "p", "p"],
            "basis": ["sales"] * 3,
            "period": ["2024", "2024", "2025"],
            "share": [0.5, 0.4, newest_share],
        }
    )
    assert set(current(rows)["period"]) == {period}


def test_where_no_period_says_enough_the_latest_counts():
    rows = pl.DataFrame(
        {"product": ["p", "p"], "basis": ["sales"] * 2, "period": ["2024", "2025"], "share": [0.2, None]}
    )
    assert set(current(rows)["period"]) == {"2025"}
