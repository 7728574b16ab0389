"""Which claims a view is made of."""

from datetime import UTC, date, datetime

import pytest

from headwater.claims.model import View, Viewer
from headwater.resolution.selection import select_claims
from tests.doubles import InMemoryLog, frame

BASE = {
    "source": "source:s", "locator": "p. 1", "product": "product:p", "provider": "country:CHN", "basis": "site",
    "share": 0.5, "period": "2024",
}  # fmt: skip


def seen(view: View, *rows: dict) -> list[str]:
    log = InMemoryLog()
    log.add({"provisions": frame("provisions", [{**BASE, **row} for row in rows])})
    return select_claims(log, view)["provisions"]["claim"].to_list()


@pytest.mark.parametrize(
    ("viewer", "rows"),
    [("owner", {0, 1, 2, 3, 4, 5}), ("public", {0, 5}), ("partners", {0, 1, 5}), ("group:quad", {0, 1, 2, 5})],
)
def test_disclosure_says_who_sees_what(viewer, rows):
    disclosures = ["open", "partners", "group:quad", "aggregate", "own", None]
    found = seen(View(viewer=Viewer.parse(viewer)), *({"disclosure": disclosure} for disclosure in disclosures))
    assert found == [f"c0:provisions:{row}" for row in sorted(rows)]


@pytest.mark.parametrize(
    ("row", "day", "holds"),
    [
        ({"period": "2024"}, date(2023, 12, 31), False),
        ({"period": "2024"}, date(2024, 1, 1), True),
        ({"period": "2025-Q2"}, date(2025, 3, 31), False),
        ({"valid_from": "2024-06"}, date(2024, 5, 31), False),
        ({"valid_from": "2024-06"}, date(2024, 6, 1), True),
        ({"valid_to": "2024-06"}, date(2024, 6, 30), True),
        ({"valid_to": "2024-06"}, date(2024, 7, 1), False),
    ],
)
def test_a_view_valid_on_a_day_holds_what_holds_then(row, day, holds):
    assert bool(seen(View(valid_on=day), row)) is holds


def test_a_view_known_on_a_day_forgets_what_came_later_and_remembers_what_was_retracted_later():
    log = InMemoryLog()
    rows = {"provisions": frame("provisions", [BASE])}
    first = log.add(rows, datetime(2026, 1, 1, 23, tzinfo=UTC))
    log.add(rows, datetime(2026, 1, 3, tzinfo=UTC))
    log.retract(first.id, contributor="tester", recorded_at=datetime(2026, 1, 5, tzinfo=UTC))
    known = {
        day: select_claims(log, View(known_on=date(2026, 1, day)))["provisions"]["claim"].to_list()
        for day in (1, 2, 3, 5)
    }
    assert known == {
        1: ["c0:provisions:0"],
        2: ["c0:provisions:0"],
        3: ["c0:provisions:0", "c1:provisions:0"],
        5: ["c1:provisions:0"],
    }


def test_of_many_flows_a_map_holds_the_codes_of_its_products_in_the_latest_year(monkeypatch):
    base = {"source": "source:s", "locator": "p. 1", "supplier": "country:CHN", "buyer": "country:KOR", "value": 1.0}
    told = [("hs:HS2022.260400", "2022"), ("hs:HS2022.260400", "2021"), ("hs:HS2022.010121", "2022"),
            ("product:lens", "2019")]  # fmt: skip
    log = InMemoryLog()
    product = {"id": "product:ore", "name": "Ore", "hs_codes": ["260400", "261000"], "hs_edition": "HS2022", **base}
    kept = {key: product[key] for key in ("id", "name", "hs_codes", "hs_edition", "source", "locator")}
    log.add({
        "products": frame("products", [kept]),
        "flows": frame("flows", [{**base, "product": name, "period": year} for name, year in told]),
    })  # fmt: skip

    def flows():
        return select_claims(log, View())["flows"].select("product", "period").rows()

    assert flows() == told
    monkeypatch.setattr("headwater.resolution.selection.MOST_FLOWS", 3)
    assert sorted(flows()) == [("hs:HS2022.260400", "2022"), ("product:lens", "2019")]
