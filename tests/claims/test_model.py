"""Claim ids, what counts on a day, and who may see what."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.claims.model import ClaimId, Contribution, Viewer, active_contributions
from headwater.errors import BadQuestion
from headwater.standard.tables import TABLE_NAMES

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
NAMES = st.text("0123456789abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=20)


def entry(name, kind="add", retracts=None, at=NOON):
    return Contribution(name, kind, "anna", at, "own", (), (), retracts, None, "", "")


@given(NAMES, st.sampled_from(TABLE_NAMES), st.integers(0, 10**18 - 1))
def test_a_claim_id_is_read_as_it_was_written(contribution, table, row):
    claim = ClaimId(contribution, table, row)
    assert ClaimId.parse(str(claim)) == claim


@pytest.mark.parametrize(
    "text",
    ["", "a", "a:b", "a:provisions", "a:provisions:", ":provisions:1", "a:provisions:x", "a:provisions:-1",
     "a:thoughts:1", "a:provisions:1:2", "a:provisions:\u0661", "a:provisions: 1", "a:provisions:1\n"],
)  # fmt: skip
def test_what_is_no_claim_id_is_refused(text):
    with pytest.raises(BadQuestion, match="CONTRIBUTION:TABLE:ROW"):
        ClaimId.parse(text)


@given(st.text())
def test_any_text_is_a_claim_id_or_refused(text):
    with suppress(BadQuestion):
        assert str(ClaimId.parse(text)).startswith(text.partition(":")[0])


def test_what_counts_on_a_day_ends_with_that_day_in_utc():
    last_moment = datetime(2026, 3, 1, 23, 59, 59, 999_999, tzinfo=UTC)
    log = [entry("a", at=last_moment), entry("b", at=last_moment + timedelta(microseconds=1))]
    assert active_contributions(log, date(2026, 2, 28)) == frozenset()
    assert active_contributions(log, date(2026, 3, 1)) == {"a"}
    assert active_contributions(log, date(2026, 3, 2)) == {"a", "b"}
    assert active_contributions(log) == {"a", "b"}


def test_a_retraction_counts_from_its_day():
    log = [entry("a"), entry("r", "retract", "a", NOON + timedelta(days=3))]
    assert active_contributions(log, date(2026, 3, 3)) == {"a"}
    assert active_contributions(log, date(2026, 3, 4)) == frozenset()
    assert active_contributions(log) == frozenset()


@given(st.permutations([entry("a"), entry("b"), entry("r", "retract", "a", NOON + timedelta(days=1)), entry("c")]))
def test_the_order_of_entries_does_not_matter_to_what_counts(log):
    assert active_contributions(log) == {"b", "c"}
    assert active_contributions(log, NOON.date()) == {"a", "b", "c"}


@pytest.mark.parametrize("text", ["owner", "public", "partners", "group:korea", "group:a,group:b"])
def test_a_viewer_is_read_as_it_is_written(text):
    assert str(Viewer.parse(text)) == text
    assert Viewer.parse(str(Viewer.parse(text))) == Viewer.parse(text)


@pytest.mark.parametrize("text", ["", "everyone", "group:", "owner,public", "group:a,owner", "Owner", ","])
def test_what_is_no_viewer_is_refused(text):
    with pytest.raises(BadQuestion, match="no viewer"):
        Viewer.parse(text)


def test_who_may_see_what():
    assert Viewer().may_see() is None
    assert Viewer.parse("public").may_see() == ("open",)
    assert Viewer.parse("partners").may_see() == ("open", "partners")
    assert Viewer.parse("group:b,group:a").may_see() == ("open", "partners", "group:a", "group:b")


@given(st.sampled_from(["public", "partners", "group:a"]))
def test_nobody_but_the_owner_sees_what_is_kept_or_only_added_up(text):
    seen = Viewer.parse(text).may_see()
    assert seen is not None
    assert not {"own", "aggregate"} & set(seen)
