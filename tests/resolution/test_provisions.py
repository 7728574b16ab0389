"""Provisions: shares of a source's own total, the policy across sources, and three states that never mix."""

import polars as pl
import pytest

from headwater.claims.model import View
from headwater.resolution import resolve
from tests.doubles import InMemoryLog, frame

SOURCES = [
    {"id": "source:survey", "title": "Survey", "kind": "official-statistics", "published_on": "2024"},
    {"id": "source:yearbook", "title": "Yearbook", "kind": "industry", "published_on": "2025"},
    {"id": "source:paper", "title": "Paper", "kind": "press", "published_on": "2025-06-01"},
    {"id": "source:later-paper", "title": "Later paper", "kind": "press", "published_on": "2025-07-01"},
]
BASE = {"product": "product:ore", "basis": "volume", "period": "2024", "locator": "p. 1", "source": "source:survey"}


def provisions(*rows: dict, sources=SOURCES) -> pl.DataFrame:
    log = InMemoryLog()
    log.add(
        {
            "sources": frame("sources", [{**source, "source": source["id"], "locator": "title"} for source in sources]),
            "provisions": frame("provisions", [{**BASE, **row} for row in rows]),
        }
    )
    return resolve(log, View())["provisions"]


def only(rows: pl.DataFrame) -> dict:
    assert rows.height == 1
    return rows.row(0, named=True)


def by_provider(rows: pl.DataFrame) -> dict[str, dict]:
    return {row["provider"]: row for row in rows.iter_rows(named=True)}


def test_quantities_become_shares_of_their_sources_own_total():
    rows = by_provider(
        provisions(
            {"provider": "country:CHL", "quantity": 60.0, "unit": "t"},
            {"provider": "country:PER", "quantity": 20_000.0, "unit": "kg"},
            {"provider": "remainder:Other countries", "quantity": 20.0, "unit": "t"},
            {"provider": "world:World total (rounded)", "quantity": 99.0, "unit": "t"},
        )
    )
    assert rows["country:CHL"]["share"] == pytest.approx(0.6)
    assert rows["country:PER"]["share"] == pytest.approx(0.2)
    assert rows["country:PER"]["quantity"] == pytest.approx(20.0)
    assert rows["country:PER"]["unit"] == "t"
    assert rows["remainder:Other countries"]["state"] == "remainder"
    assert not any(provider.startswith("world:") for provider in rows)


def test_withheld_is_unknown_and_zero_is_zero():
    rows = by_provider(
        provisions(
            {"provider": "country:CHL", "quantity": 10.0, "unit": "t"},
            {"provider": "country:USA", "figure": "W", "qualifier": "withheld"},
            {"provider": "country:JPN", "quantity": 0.0, "unit": "t", "qualifier": "nil"},
        )
    )
    assert {provider: row["state"] for provider, row in rows.items()} == {
        "country:CHL": "measured",
        "country:USA": "unknown",
        "country:JPN": "zero",
    }
    assert rows["country:USA"]["share"] is None
    assert rows["country:JPN"]["share"] == 0.0


def test_the_same_file_in_two_contributions_counts_once():
    row = {"provider": "country:CHL", "quantity": 30.0, "unit": "t"}
    rest = {"provider": "country:PER", "quantity": 70.0, "unit": "t"}
    log = InMemoryLog()
    for _ in range(2):
        log.add({"provisions": frame("provisions", [{**BASE, **row}, {**BASE, **rest}])})
    rows = by_provider(resolve(log, View())["provisions"])
    assert rows["country:CHL"]["share"] == pytest.approx(0.3)
    assert rows["country:CHL"]["claims"] == ["c0:provisions:0", "c1:provisions:0"]
    assert not rows["country:CHL"]["conflict"]


@pytest.mark.parametrize(
    ("rival", "share", "rule"),
    [
        ({"source": "source:paper", "share": 0.8}, 0.9, "source kind"),
        ({"source": "source:paper", "share": 0.9002}, 0.9, "claims agree"),
    ],
)
def test_source_kind_decides_first(rival, share, rule):
    row = only(provisions({"provider": "country:CHN", "share": 0.9}, {"provider": "country:CHN", **rival}))
    assert (row["share"], row["rule"]) == (share, rule)
    assert row["conflict"] == (rule == "source kind")
    assert (row["low"], row["high"]) == (min(0.9, rival["share"]), max(0.9, rival["share"]))
    assert row["chosen"] == "c0:provisions:0"
    assert len(row["claims"]) == 2


def test_recency_decides_between_sources_of_one_kind():
    row = only(
        provisions(
            {"provider": "country:CHN", "share": 0.9, "source": "source:paper"},
            {"provider": "country:CHN", "share": 0.7, "source": "source:later-paper"},
        )
    )
    assert (row["share"], row["rule"]) == (0.7, "recency")


def test_what_the_source_said_later_counts_over_when_it_was_published():
    row = only(
        provisions(
            {"provider": "country:CHN", "share": 0.9, "source": "source:paper", "stated_on": "2025-08"},
            {"provider": "country:CHN", "share": 0.7, "source": "source:later-paper"},
        )
    )
    assert row["share"] == 0.9


def test_a_measured_figure_comes_before_a_withheld_one_of_a_better_source():
    row = only(
        provisions(
            {"provider": "country:USA", "qualifier": "withheld"},
            {"provider": "country:USA", "share": 0.1, "source": "source:paper"},
        )
    )
    assert (row["state"], row["share"], row["rule"]) == ("measured", 0.1, "measured before unknown")


def test_bases_never_meet():
    rows = provisions(
        {"provider": "country:CHN", "share": 0.24, "basis": "site"},
        {"provider": "country:CHN", "share": 0.10, "basis": "headquarters", "source": "source:yearbook"},
    )
    assert sorted(rows["basis"]) == ["headquarters", "site"]
    assert not rows["conflict"].any()


def test_a_bound_is_a_range():
    row = only(provisions({"provider": "country:CHN", "share": 0.95, "qualifier": "more-than"}))
    assert (row["share"], row["low"], row["high"]) == (0.95, 0.95, 1.0)


def test_units_that_cannot_be_added_give_no_share():
    rows = by_provider(
        provisions(
            {"provider": "country:CHL", "quantity": 1.0, "unit": "t"},
            {"provider": "country:PER", "quantity": 1.0, "unit": "GWh"},
        )
    )
    assert rows["country:CHL"]["share"] is None
    assert rows["country:CHL"]["state"] == "unknown"


def test_a_remainder_belongs_to_the_market_of_those_named_beside_it():
    rows = provisions(
        {"provider": "org:a", "share": 0.5, "basis": "sales"},
        {"provider": "remainder:others", "share": 0.5, "basis": "sales"},
    )
    assert set(rows["provider_kind"]) == {"organization"}


def test_remainders_of_one_source_add_up():
    rows = by_provider(
        provisions(
            {"provider": "country:CHL", "share": 0.6},
            {"provider": "remainder:Unallocated", "share": 0.1},
            {"provider": "remainder:Other countries", "share": 0.3},
        )
    )
    assert rows["remainder:Other countries"]["share"] == pytest.approx(0.4)
    assert rows["remainder:Other countries"]["claims"] == ["c0:provisions:1", "c0:provisions:2"]
    assert len(rows) == 2


def test_what_another_source_names_is_taken_out_of_the_remainder():
    rows = by_provider(
        provisions(
            {"provider": "country:CHL", "share": 0.6},
            {"provider": "remainder:Others", "share": 0.4},
            {"provider": "country:CHL", "share": 0.5, "source": "source:paper"},
            {"provider": "country:PER", "share": 0.1, "source": "source:paper"},
            {"provider": "remainder:other places", "share": 0.4, "source": "source:paper"},
        )
    )
    assert rows.keys() == {"country:CHL", "country:PER", "remainder:Others"}
    assert rows["remainder:Others"]["share"] == pytest.approx(0.3)
    assert rows["remainder:Others"]["rule"] == "remainder, less what only other sources name"
    assert sum(row["share"] for row in rows.values()) == pytest.approx(1.0)


def test_a_remainder_never_falls_below_zero_and_an_unknown_one_stays_unknown():
    rows = by_provider(
        provisions(
            {"provider": "country:CHL", "share": 0.9},
            {"provider": "remainder:Others", "share": 0.1},
            {"provider": "country:PER", "share": 0.3, "source": "source:paper"},
        )
    )
    assert rows["remainder:Others"]["share"] == 0.0
    unknown = by_provider(
        provisions(
            {"provider": "country:CHL", "share": 0.9},
            {"provider": "remainder:Others", "qualifier": "not-available"},
            {"provider": "country:PER", "share": 0.3, "source": "source:paper"},
        )
    )
    assert unknown["remainder:Others"]["share"] is None
    assert unknown["remainder:Others"]["rule"] == "only claim"


def test_confidence_decides_where_kind_and_day_do_not():
    row = only(
        provisions(
            {"provider": "country:CHN", "share": 0.9, "source": "source:a", "confidence": "low"},
            {"provider": "country:CHN", "share": 0.7, "source": "source:b", "confidence": "high"},
        )
    )
    assert (row["share"], row["rule"]) == (0.7, "confidence")


def test_a_quantity_that_stands_alone_is_no_whole_market():
    alone = only(provisions({"provider": "country:ARG", "quantity": 5.0, "unit": "t"}))
    assert (alone["state"], alone["share"], alone["quantity"]) == ("unknown", None, 5.0)
    with_total = provisions(
        {"provider": "country:ARG", "quantity": 5.0, "unit": "t"},
        {"provider": "world:World total", "quantity": 5.0, "unit": "t"},
    )
    assert only(with_total)["share"] == 1.0


def test_others_of_unknown_quantity_leave_the_whole_unknown_unless_a_total_is_given():
    rows = [
        {"provider": "country:USA", "quantity": 5.0, "unit": "t"},
        {"provider": "remainder:Other countries", "qualifier": "not-available"},
    ]
    assert by_provider(provisions(*rows))["country:USA"]["share"] is None
    total = {"provider": "world:World total", "quantity": 9.0, "unit": "t"}
    assert by_provider(provisions(*rows, total))["country:USA"]["share"] is not None
