"""One promise under two identifiers counts once, unless something tells the two apart."""

import pytest

from headwater.ledger.counting import Counting
from tests.ledger.worlds import promise, reasons, sums, total_of

FIRST = {"investors": ["org:one"], "recipient": "country:KOR", "products": ["product:chip"], "places": ["place:gumi"]}


def told(**other):
    on = other.pop("on", "2025-11-16")
    amount = other.pop("amount", 310.0)
    currency = other.pop("currency", "USD")
    return (
        promise("v02", 310.0, on="2025-11-16", **FIRST),
        promise("v03", amount, on=on, currency=currency, **{**FIRST, **other}),
    )


def test_what_two_articles_tell_alike_counts_once_and_names_the_other():
    found = total_of(*told(on="2025-11-20"))
    assert sums(found) == {("all", "USD"): 310.0}
    assert ("duplicate-of", "v02") in reasons(found).values()


@pytest.mark.parametrize(
    "other",
    [
        {"investors": ["org:two"]},
        {"recipient": "country:VNM"},
        {"amount": 311.0},
        {"products": ["product:cell"]},
        {"places": ["place:busan"]},
        {"on": "2026-03-01"},
        {"facility": "facility:b"},
        {"investors": []},
    ],
)
def test_a_difference_keeps_them_apart(other):
    first, second = told(**other)
    found = total_of({**first, "facility": "facility:a"} if "facility" in other else first, second)
    assert sums(found) == {("all", "USD"): 310.0 + other.get("amount", 310.0)}


def test_duplicates_count_where_the_user_says_so():
    assert sums(total_of(*told(), asked=Counting(within_days=None))) == {("all", "USD"): 620.0}


def test_three_that_repeat_each_other_name_the_first():
    third = promise("v04", 310.0, on="2025-12-10", **FIRST)
    found = total_of(*told(on="2025-11-20"), third)
    assert sums(found) == {("all", "USD"): 310.0}
    named = found.lines.filter(found.lines["reason"] == "duplicate-of")["because"].to_list()
    assert named == ["commitment:v02", "commitment:v02"]
