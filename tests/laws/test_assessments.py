"""Laws of the assessments: bounds, and what must not happen when one number grows."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.claims.model import View
from headwater.workflows.assess import chokepoints, concentration
from headwater.workflows.view import build_map
from tests.doubles import InMemoryLog, frame
from tests.laws.worlds import contributions, frames


def map_of(tables):
    log = InMemoryLog()
    log.add(frames(tables))
    return build_map(log, View())


def one_market(shares):
    """A product supplied by as many countries as there are shares, needed by a second product."""
    countries = ["country:CHL", "country:CHN", "country:JPN", "country:KOR", "country:VNM"]
    tail = {"source": "source:survey", "locator": "row"}
    common = {"product": "product:ore", "basis": "volume", "period": "2023", **tail}
    return {
        "provisions": [
            {**common, "provider": name, "share": share} for name, share in zip(countries, shares, strict=False)
        ],
        "requirements": [{"product": "product:metal", "input": "product:ore", "kind": "essential", **tail}],
    }


def values(findings, indicator):
    rows = findings.filter(pl.col("indicator") == indicator)
    return dict(rows.select("subject", "value").iter_rows())


parts = st.lists(st.integers(1, 100), min_size=1, max_size=5).map(lambda ws: [weight / sum(ws) for weight in ws])


@settings(max_examples=30)
@given(shares=parts)
def test_concentration_lies_between_equal_shares_and_one(shares):
    found = concentration(map_of(one_market(shares)))
    index = values(found, "hhi")["product:ore"]
    largest = values(found, "top_share")["product:ore"]
    assert 1 / len(shares) - 1e-9 <= index <= 1 + 1e-9
    assert largest**2 - 1e-9 <= index <= largest + 1e-9
    assert abs(values(found, "effective_providers")["product:ore"] * index - 1) < 1e-9
    needed = values(found, "providers_to_75")["product:ore"]
    assert 1 <= needed <= len(shares)
    assert sum(sorted(shares, reverse=True)[: int(needed)]) >= 0.75 - 1e-6


@settings(max_examples=30)
@given(shares=parts, split=st.floats(0.1, 0.9))
def test_two_providers_becoming_one_never_lowers_concentration(shares, split):
    apart = [shares[0] * split, shares[0] * (1 - split), *shares[1:4]]
    together = [shares[0], *shares[1:4]]
    before, after = (values(concentration(map_of(one_market(one))), "hhi")["product:ore"] for one in (apart, together))
    assert after >= before - 1e-12


@settings(max_examples=30)
@given(shares=st.lists(st.integers(0, 200), min_size=2, max_size=5), more=st.integers(0, 200))
def test_more_reliance_never_means_less_loss(shares, more):
    """One provider's share grows and no other's does: nothing that stops with it may stop less."""
    low = [share / 1000 for share in shares]
    high = [low[0] + more / 1000, *low[1:]]
    before, after = (chokepoints(map_of(one_market(one))) for one in (low, high))
    for indicator in ("n_minus_1_loss", "products_losing_half", "products_exposed"):
        later = values(after, indicator)
        for subject, value in values(before, indicator).items():
            assert later[subject] >= value


@settings(max_examples=30)
@given(tables=contributions(), by=st.sampled_from(["country", "organization", "headquarters"]))
def test_findings_hold_their_value_inside_their_range_and_name_their_claims(tables, by):
    supply_map = map_of(tables)
    for found in (concentration(supply_map, by=by), chokepoints(supply_map, by=by)):
        known = found.filter(pl.col("value").is_not_null())
        outside = (pl.col("value") < pl.col("low") - 1e-9) | (pl.col("value") > pl.col("high") + 1e-9)
        assert known.filter(outside).is_empty()
        assert found.filter(pl.col("value").is_null() & (pl.col("verdict") == "chokepoint")).is_empty()
        # what nobody names hangs on no claim: its verdict is unknown
        said = known.filter(~pl.col("verdict").str.starts_with("unknown"))
        positive = said.filter((pl.col("value") > 0) & (pl.col("indicator") != "tiers_to_chokepoint"))
        assert positive.filter(pl.col("claims").list.len() == 0).is_empty()


@settings(max_examples=20)
@given(shares=parts, conflicting=st.floats(0, 1))
def test_a_conflict_widens_the_range_and_never_moves_it_off_the_value(shares, conflicting):
    tables = one_market(shares)
    rival = {**tables["provisions"][0], "share": conflicting, "source": "source:gazette"}
    sources = [
        {"id": "source:survey", "title": "s", "kind": "official-statistics", "source": "source:survey", "locator": "t"},
        {"id": "source:gazette", "title": "g", "kind": "press", "source": "source:gazette", "locator": "t"},
    ]
    log = InMemoryLog()
    log.add({"sources": frame("sources", sources), **frames(tables)})
    alone = values(concentration(build_map(log, View())), "hhi")["product:ore"]
    log.add({"provisions": frame("provisions", [rival])})
    found = concentration(build_map(log, View())).filter(pl.col("indicator") == "hhi")
    assert found["value"][0] == alone
    assert found["low"][0] <= alone <= found["high"][0]
