"""What a delivered commitment would do to a market; the numbers are worked out by hand."""

import pytest

from headwater.errors import BadQuestion
from headwater.ledger.commitments import commitment_table
from headwater.ledger.delivery import Market as MarketOf
from headwater.ledger.delivery import concentration_of, deliver, deliveries, share_added, with_added
from headwater.ledger.stages import StageDiscounts
from headwater.ledger.statements import statements
from tests.ledger.worlds import map_of, promise

HALF = {"country:CHN": 0.5, "country:JPN": 0.5}


def test_adding_a_fifth_to_a_newcomer_shrinks_the_others():
    assert with_added(HALF, "country:KOR", 0.2) == pytest.approx(
        {"country:CHN": 0.4, "country:JPN": 0.4, "country:KOR": 0.2}
    )
    assert concentration_of(with_added(HALF, "country:KOR", 0.2)).hhi == pytest.approx(0.36)


def test_the_whole_market_ends_with_who_gains_all_and_nothing_changes_by_nothing():
    assert concentration_of(with_added(HALF, "country:KOR", 1.0)).hhi == 1.0
    assert with_added(HALF, "country:CHN", 0.0) == HALF
    with pytest.raises(BadQuestion):
        with_added(HALF, "country:KOR", 1.2)


def test_a_share_is_of_the_new_whole():
    assert share_added(20.0, 80.0) == 0.2
    assert share_added(0.0, 0.0) == 0.0


def test_the_stage_discounts_what_may_be_hoped_for():
    market = MarketOf("product:x", "country", "volume", "2024", HALF)
    found = deliver(market, "country:KOR", 0.2, "assumed", "announced", StageDiscounts(announced=0.5))
    assert (found.now.hhi, found.now.top) == (0.5, "country:CHN")
    assert found.delivered.hhi == pytest.approx(0.36)  # 0.4² + 0.4² + 0.2²
    assert found.expected.hhi == pytest.approx(2 * 0.45**2 + 0.1**2)
    assert found.one_point == pytest.approx(2 * 0.495**2 + 0.01**2 - 0.5)


def test_what_is_not_known_stays_unknown():
    market = MarketOf("product:x", "country", "volume", "2024", HALF)
    nobody = deliver(market, None, 0.2, "several", "announced")
    assert (nobody.delivered, nobody.expected, nobody.one_point) == (None, None, None)
    unknown = deliver(market, "country:KOR", None, "no capacity", "announced")
    assert unknown.delivered is None
    assert unknown.one_point < 0


def provided(provider, share, **more):
    return {
        "product": "product:wafer", "provider": provider, "share": share, "basis": "volume", "period": "2024",
        "locator": "row", **more,
    }  # fmt: skip


FAB = {"id": "facility:fab", "name": "fab", "country": "country:KOR", "capacity": 20.0, "capacity_unit": "kt/year"}


def delivered(*commitments, assumed=None, facilities=(FAB,), provisions=None):
    rows = provisions or [
        provided("country:CHN", 0.5, quantity=40.0, unit="kt"),
        provided("country:JPN", 0.5, quantity=40.0, unit="kt"),
    ]
    supply_map = map_of(
        *commitments, facilities=list(facilities), provisions=rows, products=[{"id": "product:wafer", "name": "wafer"}]
    )
    table = commitment_table(supply_map, statements(supply_map))
    return deliveries(supply_map, table.row(0, named=True), assumed=assumed)


PLAN = {"facility": "facility:fab", "products": ["product:wafer"], "recipient": "country:KOR"}


def test_capacity_over_what_the_market_supplies_with_it():
    (found,) = delivered(promise("plan", 1.0, **PLAN))
    assert found.added == pytest.approx(0.2)  # 20 of 80 + 20 thousand tonnes
    assert (found.gains, found.delivered.hhi) == ("country:KOR", pytest.approx(0.36))
    assert found.discount == StageDiscounts().announced


def test_without_a_capacity_the_share_is_unknown_and_may_be_assumed():
    bare = {**FAB, "capacity": None, "capacity_unit": None}
    (unknown,) = delivered(promise("plan", 1.0, **PLAN), facilities=[bare])
    assert unknown.added is None
    assert "no capacity" in unknown.why
    (assumed,) = delivered(promise("plan", 1.0, **PLAN), facilities=[bare], assumed=0.2)
    assert (assumed.added, assumed.why) == (0.2, "assumed by who asks")


def test_what_already_runs_is_in_the_shares_already():
    (found,) = delivered(promise("plan", 1.0, stage="in-operation", on="2020", **PLAN))
    assert (found.added, found.delivered.hhi) == (0.0, 0.5)


def test_units_that_do_not_meet_leave_it_unknown():
    (found,) = delivered(promise("plan", 1.0, **PLAN), facilities=[{**FAB, "capacity_unit": "GWh/year"}])
    assert found.added is None
    assert "GWh" in found.why


def test_on_a_basis_of_ownership_the_investors_country_gains():
    rows = [provided("country:CHN", 0.5, basis="headquarters"), provided("country:JPN", 0.5, basis="headquarters")]
    investor = {**PLAN, "investors": ["country:JPN"], "recipient": "country:USA"}
    (found,) = delivered(promise("plan", 1.0, **investor), provisions=rows, assumed=0.2)
    assert found.gains == "country:JPN"
    both = {**investor, "investors": ["country:JPN", "country:KOR"]}
    (found,) = delivered(promise("plan", 1.0, **both), provisions=rows, assumed=0.2)
    assert found.gains is None
