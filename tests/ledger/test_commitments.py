"""One row per commitment: where it stands, what was promised, until when."""

from datetime import date

import pytest

from headwater.errors import BadQuestion
from headwater.ledger.commitments import commitment_table
from headwater.ledger.stages import STAGES, StageDiscounts
from headwater.ledger.statements import figures, statements
from tests.ledger.worlds import map_of, promise


def row_of(*told, **tables):
    supply_map = map_of(*told, **tables)
    table = commitment_table(supply_map, statements(supply_map))
    assert table.height == 1
    return table.row(0, named=True)


def test_the_stages_are_those_of_the_standard_in_their_order():
    assert STAGES == (
        "announced", "agreed", "registered", "disbursed", "under-construction", "in-operation",
        "suspended", "cancelled",
    )  # fmt: skip


def test_it_stands_at_the_furthest_stage_anybody_told():
    told = (
        promise("fab", 9.0, on="2021"),
        promise("fab", stage="in-operation", on="2023-10"),
        promise("fab", 9.0, stage="agreed", on="2024-01", source="source:blog"),
    )
    row = row_of(*told)
    assert (row["now"], row["now_on"], row["first_on"], row["amount"]) == (
        "in-operation",
        "2023-10",
        date(2021, 1, 1),
        9.0,
    )


def test_a_halt_counts_until_a_later_day_says_that_it_goes_on():
    halted = (promise("fab", 9.0, on="2022"), promise("fab", stage="suspended", on="2024"))
    assert row_of(*halted)["now"] == "suspended"
    assert row_of(*halted, promise("fab", stage="cancelled", on="2025"))["now"] == "cancelled"
    assert row_of(*halted, promise("fab", stage="under-construction", on="2025"))["now"] == "under-construction"


def test_the_horizon_is_the_latest_one_told_and_a_slip_before_the_beginning_is_none():
    told = (
        promise("dc", 5.0, horizon_to="2031"),
        promise("dc", horizon_to="2013", source="source:blog"),
        promise("dc", horizon_to="short term", source="source:office"),
    )
    assert row_of(*told)["due_on"] == date(2031, 12, 31)
    assert row_of(promise("dc", horizon_to="2013"))["due_on"] is None


def test_each_stage_keeps_its_figure_with_the_range_of_what_is_told_of_it():
    told = (
        promise("fdi", 17.0, on="2020"),
        promise("fdi", 37.0, on="2024-12-20"),
        promise("fdi", 44.0, on="2024-12-20", source="source:blog", confidence="low"),
        promise("fdi", 6.0, stage="disbursed", on="2025"),
        promise("fdi", stage="under-construction", on="2025-02"),
    )
    found = {row["stage"]: row for row in figures(statements(map_of(*told))).iter_rows(named=True)}
    announced = found["announced"]
    assert (announced["amount"], announced["low"], announced["high"], announced["said"]) == (37.0, 37.0, 44.0, 3)
    assert announced["since"] == date(2020, 1, 1)
    assert (found["disbursed"]["amount"], found["under-construction"]["amount"]) == (6.0, None)
    assert len(announced["all_claims"]) == 3


def test_technologies_come_from_the_products_and_parts_from_any_statement():
    products = [{"id": "product:chip", "name": "chip", "technology": "semiconductors"}]
    told = (promise("fab", 1.0, products=["product:chip", "product:odd"]), promise("fab", part_of="plan", on="2026"))
    row = row_of(*told, products=products)
    assert (row["technologies"], row["part_of"]) == (["semiconductors"], ["commitment:plan"])


def test_discounts_never_fall_from_a_looser_to_a_firmer_stage():
    assumed = [StageDiscounts().of(stage) for stage in STAGES[:6]]
    assert assumed == sorted(assumed)
    assert StageDiscounts().of("cancelled") == 0


def test_a_discount_is_a_share_of_a_stage():
    with pytest.raises(BadQuestion, match="must be 0 to 1"):
        StageDiscounts(announced=1.5)
    with pytest.raises(BadQuestion, match="no stage"):
        StageDiscounts().of("dreamt")
