"""What is overdue on a day that is given; silence about delivery is what makes it so."""

from datetime import date

import pytest

from headwater.ledger.commitments import commitment_table
from headwater.ledger.overdue import overdue
from headwater.ledger.statements import statements
from headwater.ledger.things import thing_table
from tests.ledger.worlds import map_of, promise

TODAY = date(2026, 6, 30)


def late(*commitments, day=TODAY, **tables):
    supply_map = map_of(*commitments, **tables)
    table = commitment_table(supply_map, statements(supply_map))
    things = [thing_table(supply_map, name) for name in ("agreements", "measures")]
    return {row["id"]: row["days_over"] for row in overdue(supply_map, table, *things, day).iter_rows(named=True)}


def owed(**more):
    return {
        "id": "obligation:report", "agreement": "agreement:a", "owners": ["country:USA"], "obligation": "report",
        "locator": "1", **more,
    }  # fmt: skip


def test_an_obligation_is_overdue_the_day_after_it_was_due():
    assert late(obligations=[owed(due_on="2026-06-29")]) == {"obligation:report": 1}
    assert late(obligations=[owed(due_on="2026-06-30")]) == {}
    assert late(obligations=[owed(due_on="2026-06")]) == {}  # the month is not over
    assert late(obligations=[owed(due_on="2026-05")]) == {"obligation:report": 30}


def test_one_that_was_delivered_or_has_only_a_rule_is_not():
    delivered = owed(due_on="2024", delivered_on="2024-07", source="source:blog")
    assert late(obligations=[owed(due_on="2024"), delivered]) == {}
    assert late(obligations=[owed(due_rule="within 45 days of approval")]) == {}


def test_of_two_due_days_the_later_one_counts():
    assert late(obligations=[owed(due_on="2024"), owed(due_on="2027", source="source:blog")]) == {}


@pytest.mark.parametrize(
    ("stage", "is_late"), [("announced", True), ("suspended", True), ("in-operation", False), ("cancelled", False)]
)
def test_a_commitment_is_overdue_past_its_horizon_unless_it_runs_or_is_off(stage, is_late):
    told = (
        promise("fab", 1.0, on="2020", horizon_to="2025"),
        promise("fab", stage=stage, on="2021", source="source:blog"),
    )
    assert late(*told) == ({"commitment:fab": 181} if is_late else {})  # 1 January to 30 June 2026


def test_a_stock_is_never_overdue():
    assert late(promise("stock", 9.0, horizon_to="2024", on="2024", counts_in_totals=False)) == {}


def test_an_expected_signature_and_a_suspension_run_out():
    accord = {
        "id": "agreement:a",
        "title": "a",
        "parties": ["country:KOR"],
        "status": "expected",
        "status_on": "2026-06-20",
    }
    pause = {
        "id": "measure:m", "title": "m", "imposers": ["country:CHN"], "status": "suspended", "status_on": "2025-11-07",
        "suspended_until": "2026-06-25",
    }  # fmt: skip
    tables = {"agreements": [accord], "measures": [pause]}
    assert late(**tables) == {"agreement:a": 10, "measure:m": 5}
    assert late(**tables, day=date(2026, 6, 1)) == {}
