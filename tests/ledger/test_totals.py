"""Totals that count each sum once. Expected totals are added up by hand beside each case."""

from datetime import date

import pytest

from headwater.errors import BadQuestion
from headwater.ledger.counting import Counting
from headwater.ledger.rates import Rate, Rates
from tests.ledger.worlds import promise, reasons, sums, total_of

BILLION = 1e9

# What the first seed article says (articles/seeds 000): a total of 9 includes 5 by one firm and the 0.66 registered;
# 4 of the same firm were announced in June and are no part of it.
SEED = (
    promise("seven-firms", 9 * BILLION, amount_qualifier="total-including-parts", recipient="country:KOR"),
    promise("cloud-new", 5 * BILLION, part_of="seven-firms", amount_qualifier="more-than", recipient="country:KOR"),
    promise("registered", 0.66 * BILLION, stage="registered", part_of="seven-firms", recipient="country:KOR"),
    promise("cloud-june", 4 * BILLION, on="2025-06", recipient="country:KOR"),
)


def test_the_seed_article_has_nine_billion_new_never_fourteen():
    found = total_of(*SEED, asked=Counting(since=date(2025, 10, 1)))
    assert sums(found) == {("all", "USD"): 9 * BILLION}
    assert reasons(found) == {
        ("seven-firms", 9 * BILLION): ("counted", ""),
        ("cloud-new", 5 * BILLION): ("part-of", "seven-firms"),
        ("registered", 0.66 * BILLION): ("part-of", "seven-firms"),
        ("cloud-june", 4 * BILLION): ("earlier", ""),
    }


def test_the_earlier_promise_is_separate_and_counts_beside_it_where_no_days_are_asked_for():
    assert sums(total_of(*SEED)) == {("all", "USD"): 13 * BILLION}


def test_what_is_registered_is_told_on_its_own_and_not_added_to_what_is_announced():
    by_stage = sums(total_of(*SEED, by="stage"))
    assert by_stage == {("announced", "USD"): 13 * BILLION, ("registered", "USD"): 0.66 * BILLION}


def test_a_part_counts_where_its_total_has_no_amount_at_the_stage_or_is_not_asked_about():
    silent = (promise("whole"), promise("one", 1.0, part_of="whole"), promise("two", 2.0, part_of="whole"))
    assert sums(total_of(*silent)) == {("all", "USD"): 3.0}
    orphan = (promise("one", 1.0, part_of="nowhere", counts_in_totals=False),)
    assert sums(total_of(*orphan)) == {("all", "USD"): 1.0}


def test_parts_of_parts_do_not_count_and_a_circle_of_parts_counts():
    nested = (promise("whole", 10.0), promise("part", 4.0, part_of="whole"), promise("leaf", 1.0, part_of="part"))
    found = total_of(*nested)
    assert sums(found) == {("all", "USD"): 10.0}
    assert reasons(found)["leaf", 1.0] == ("part-of", "part")
    circle = (promise("one", 1.0, part_of="two"), promise("two", 2.0, part_of="one"))
    assert sums(total_of(*circle)) == {("all", "USD"): 3.0}


def test_parts_without_an_amount_are_no_gap_in_a_total_that_counts():
    found = total_of(promise("whole", 9.0), promise("part", part_of="whole"), promise("other"))
    row = found.rows.filter(found.rows["total"].is_null()).row(0, named=True)
    assert (row["not_counted"], row["unknown"]) == (1, 1)


def test_the_latest_figure_counts_and_the_earlier_is_superseded():
    raised = (
        promise("fab", 17.0, on="2022"),
        promise("fab", 45.0, on="2024-04"),
        promise("fab", 37.0, on="2024-12-20"),
    )
    found = total_of(*raised)
    assert sums(found) == {("all", "USD"): 37.0}
    assert {reason for reason, _ in reasons(found).values()} == {"counted", "superseded"}


def test_a_lower_bound_does_not_replace_an_earlier_figure_above_it():
    told = (promise("grid", 500.0, on="2025-01-21"), promise("grid", 400.0, on="2025-09", amount_qualifier="more-than"))
    found = total_of(*told)
    assert sums(found) == {("all", "USD"): 500.0}
    assert reasons(found)["grid", 400.0] == ("within-bound", "")
    raised = (promise("grid", 15.0, on="2022"), promise("grid", 20.0, on="2024", amount_qualifier="more-than"))
    assert sums(total_of(*raised)) == {("all", "USD"): 20.0}


def test_a_rounded_figure_yields_to_the_one_it_rounds():
    told = (
        promise("wafers", 1.2, amount_qualifier="about", source="source:blog"),
        promise("wafers", 1.236, amount_qualifier="exact"),
    )
    assert sums(total_of(*told)) == {("all", "USD"): 1.236}


def test_figures_in_conflict_stand_side_by_side_with_low_and_high():
    told = (promise("fdi", 0.66, source="source:office"), promise("fdi", 6.6, source="source:blog", confidence="low"))
    found = total_of(*told)
    row = found.rows.row(0, named=True)
    assert (row["total"], row["low"], row["high"]) == (0.66, 0.66, 6.6)
    assert reasons(found)["fdi", 6.6] == ("conflicts", "")


def test_the_same_figure_of_another_source_is_told_again_and_not_added():
    found = total_of(promise("fab", 5.0), promise("fab", 5.0, source="source:office", locator="page 2"))
    assert sums(found) == {("all", "USD"): 5.0}
    assert sorted(found.lines["reason"]) == ["counted", "repeats"]


def test_one_commitment_told_in_two_currencies_counts_in_one():
    told = (
        promise("smelter", 7.4, amount_qualifier="exact"),
        promise("smelter", 10_000.0, currency="KRW", amount_qualifier="about"),
    )
    found = total_of(*told)
    assert sums(found) == {("all", "USD"): 7.4}
    assert reasons(found)["smelter", 10_000.0] == ("other-currency", "")


def test_currencies_are_added_only_with_rates_and_what_has_none_is_said():
    told = (promise("a", 10.0), promise("b", 1000.0, currency="KRW"), promise("c", 5.0, currency="EUR"))
    assert sums(total_of(*told)) == {("all", "USD"): 10.0, ("all", "KRW"): 1000.0, ("all", "EUR"): 5.0}
    found = total_of(*told, asked=Counting(rates=Rates.of("USD", {"KRW": 0.001})))
    assert sums(found) == {("all", "USD"): 11.0}
    assert reasons(found)["c", 5.0] == ("no-rate", "")


def test_the_rate_of_the_year_of_the_statement_comes_first():
    rates = Rates.of("USD", [Rate("EUR", 2.0), Rate("EUR", 3.0, 2021), Rate("USD", 1.5, 2021)])
    told = (
        promise("new", 1.0, currency="EUR", on="2024"),
        promise("old", 1.0, currency="EUR", on="2021-05"),
        promise("dear", 10.0, on="2021"),
    )
    assert sums(total_of(*told, asked=Counting(rates=rates))) == {("all", "USD"): 2.0 + 3.0 + 15.0}


def test_cancelled_ones_do_not_count_but_their_sum_is_told_under_cancelled():
    gone = (promise("fab", 30.0, on="2023"), promise("fab", 30.0, stage="cancelled", on="2025-07-25"))
    found = total_of(*gone)
    assert sums(found) == {}
    assert reasons(found)["fab", 30.0][0] in ("cancelled", "other-stage")
    assert sums(total_of(*gone, by="stage")) == {("cancelled", "USD"): 30.0}


def test_what_is_recorded_as_not_to_be_added_is_left_out():
    found = total_of(promise("stock", 11.6, counts_in_totals=False), promise("plan", 1.0, counts_in_totals=True))
    assert sums(found) == {("all", "USD"): 1.0}
    assert reasons(found)["stock", 11.6] == ("not-to-be-added", "")


def test_a_sum_counts_under_who_receives_it_and_under_several_where_it_has_several_technologies():
    products = [
        {"id": "product:chip", "name": "chip", "technology": "semiconductors"},
        {"id": "product:cell", "name": "cell", "technology": "batteries"},
    ]
    told = (
        promise("a", 1.0, recipient="country:KOR", products=["product:chip"]),
        promise("b", 2.0, recipient="country:VNM", products=["product:chip", "product:cell"]),
        promise("c", 4.0),
    )
    by_country = sums(total_of(*told, by="country", products=products))
    assert by_country == {("country:KOR", "USD"): 1.0, ("country:VNM", "USD"): 2.0, ("unknown", "USD"): 4.0}
    by_technology = sums(total_of(*told, by="technology", products=products))
    assert by_technology == {("semiconductors", "USD"): 1.0, ("several", "USD"): 2.0, ("unknown", "USD"): 4.0}


def test_arrivals_may_exceed_notifications():
    told = (
        promise("fdi", 1.0, on="2024-01"),
        promise("fdi", 2.0, stage="registered", on="2024-02"),
        promise("fdi", 3.0, stage="disbursed", on="2024-03"),
    )
    assert sums(total_of(*told, by="stage")) == {
        ("announced", "USD"): 1.0, ("registered", "USD"): 2.0, ("disbursed", "USD"): 3.0,
    }  # fmt: skip


def test_where_no_promise_has_an_amount_the_first_later_stage_tells_it():
    told = (promise("fab"), promise("fab", 5.0, stage="under-construction"), promise("fab", 9.0, stage="in-operation"))
    assert sums(total_of(*told)) == {("all", "USD"): 5.0}


def test_without_a_day_nothing_is_placed_within_days():
    found = total_of(promise("fab", 5.0, on=None), asked=Counting(since=date(2020, 1, 1)))
    assert sums(found) == {}
    assert reasons(found)["fab", 5.0] == ("undated", "")


def test_a_question_that_cannot_be_is_refused():
    with pytest.raises(BadQuestion, match="no stage"):
        Counting(at="promise")
    with pytest.raises(BadQuestion, match="before they begin"):
        Counting(since=date(2025, 1, 2), until=date(2025, 1, 1))
    with pytest.raises(BadQuestion, match="cannot be told by"):
        total_of(by="moon")
    with pytest.raises(BadQuestion, match="no currency"):
        Rates.of("MOON", {})
    with pytest.raises(BadQuestion, match="above 0"):
        Rates.of("USD", {"EUR": 0.0})
    with pytest.raises(BadQuestion, match="twice"):
        Rates.of("USD", [Rate("EUR", 1.0), Rate("EUR", 2.0)])


def test_nothing_gives_no_totals():
    found = total_of()
    assert found.rows.is_empty()
    assert found.lines.is_empty()
