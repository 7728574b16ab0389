"""Agreements, measures, events and programmes: one row each, with the status of the latest day."""

from datetime import date

from headwater.ledger.things import SHAPES, thing_table
from tests.ledger.worlds import map_of

PARTIES = {"title": "an accord", "parties": ["country:KOR", "country:USA"], "locator": "para 1"}


def agreement(status, on=None, **more):
    return {"id": "agreement:accord", "status": status, "status_on": on, **PARTIES, **more}


def test_expected_to_be_signed_stays_that_until_somebody_says_signed():
    expected = agreement("expected", "2025-10-28", areas=["AI"])
    row = thing_table(map_of(agreements=[expected]), "agreements").row(0, named=True)
    assert (row["status"], row["status_on"], row["statements"]) == ("expected", "2025-10-28", 1)
    signed = agreement("signed", "2025-10-29", areas=["AI", "6G"], signed_on="2025-10-29", source="source:office")
    row = thing_table(map_of(agreements=[expected, signed]), "agreements").row(0, named=True)
    assert (row["status"], row["signed_on"]) == ("signed", "2025-10-29")
    assert sorted(row["areas"]) == ["6G", "AI"]


def test_on_one_day_the_further_status_counts():
    told = [agreement("expected", "2025-10-29"), agreement("signed", "2025-10-29", source="source:blog")]
    assert thing_table(map_of(agreements=told), "agreements")["status"].to_list() == ["signed"]


def test_an_undated_status_never_hides_a_dated_one():
    told = [agreement("ended"), agreement("signed", "2025-10-29", source="source:blog")]
    assert thing_table(map_of(agreements=told), "agreements")["status"].to_list() == ["signed"]


def test_days_span_what_is_told():
    measure = {"id": "measure:m", "title": "licence", "imposers": ["country:CHN"], "status": "in-force", "locator": "1"}
    told = [
        {**measure, "status_on": "2023-07-03", "status": "announced"},
        {**measure, "status_on": "2023-08", "removed_on": "2024-05-01", "source": "source:blog"},
    ]
    row = thing_table(map_of(measures=told), "measures").row(0, named=True)
    assert (row["first_on"], row["last_on"], row["status"]) == (date(2023, 7, 3), date(2024, 5, 1), "in-force")


def test_tables_without_rows_have_none():
    empty = map_of()
    assert [thing_table(empty, name).height for name in SHAPES] == [0, 0, 0, 0]
