"""Review: what reviewers do, what becomes of a record, and that nothing is done twice or lost in between."""

from dataclasses import replace
from types import SimpleNamespace

import polars as pl
import pytest

from headwater.claims.log import Recorded
from headwater.claims.model import View, active_contributions
from headwater.errors import BadQuestion, BadRows, NotFound, Outdated, StoreUnwritable
from headwater.storage.review_queue import DatabaseQueue
from headwater.workflows.review import Correction, Shelf, ledger_ids
from headwater.workflows.view import build_map
from tests.doubles import InMemoryLog
from tests.doubles.review_world import CONSIDERED, HALDEN, HALDEN_FR, desk_of, fill


class Log(InMemoryLog):
    """Remembers what was recorded, as `record_once` must."""

    broken = False

    def record_once(self, batches, **said):
        if self.broken:
            raise StoreUnwritable("The disk is full.")
        rows = list(batches)
        key = (said["contributor"], repr([(name, frame.to_dicts()) for name, frame in rows]))
        self.seen = getattr(self, "seen", {})
        known = self.seen.get(key)
        if known is not None and known.id in active_contributions(self.contributions()):
            return Recorded(known, is_new=False)
        self.seen[key] = self.record(rows, **said)
        return Recorded(self.seen[key], is_new=True)


@pytest.fixture
def queue(tmp_path):
    return DatabaseQueue.in_folder(tmp_path, "one")


@pytest.fixture
def log():
    return Log()


@pytest.fixture
def desk(queue, log):
    fill(queue, HALDEN)
    return desk_of(queue, log)


@pytest.fixture
def investment(desk):
    return desk.queue.candidates()[0].id


@pytest.fixture
def agreement(desk):
    return desk.queue.candidates()[1].id


def rows(log, table):
    active = sorted(active_contributions(log.contributions()))
    return log.claims(table).filter(pl.col("contribution").is_in(active)).collect().to_dicts()


def test_what_is_read_is_no_claim(desk, log):
    assert len(desk.queue.candidates()) == 2
    assert log.contributions() == ()


def test_an_accepted_record_is_a_claim_with_quote_place_reviewer_and_source(desk, log, investment):
    after = desk.accept(investment)
    assert (after.state, after.reviewer) == ("recorded", "ann")
    (row,) = rows(log, "commitments")
    start, end = HALDEN.index("Halden"), HALDEN.index(".\n\nJapan")
    quote = HALDEN[start:end]
    wanted = {
        "id": after.subject, "investors": ["org:halden"], "amount": 2.4e9, "currency": "USD", "stage": "announced",
        "amount_qualifier": "more-than", "stage_on": "2031-04-01", "horizon_to": "2036", "places": ["place:Kestrel"],
        "products": ["product:semiconductors"], "part_of": None, "counts_in_totals": True, "quote": quote,
        "locator": f"characters {start}-{end}", "stated_on": "2031-04-04", "contributor": "ann",
        "confidence": "medium", "disclosure": "open",
    }  # fmt: skip
    assert {name: row[name] for name in wanted} == wanted
    (source,) = rows(log, "sources")
    assert (source["id"], source["language"], source["kind"]) == (row["source"], "en", "press")
    assert source["published_on"] == "2031-04-04"


def test_it_shows_on_the_map(desk, log, investment, agreement):
    desk.accept(investment, confidence="high")
    desk.accept(agreement)
    supply_map = build_map(log, View())
    (commitment,) = supply_map["commitments"].to_dicts()
    assert (commitment["amount"], commitment["confidence"]) == (2.4e9, "high")
    (found,) = supply_map["agreements"].to_dicts()
    assert (found["status"], sorted(found["parties"])) == ("expected", ["country:CHL", "country:JPN"])
    assert found["signed_on"] is None


def test_who_gets_public_money_imposes_nothing(queue, log):
    """A grant's giver takes the measure; the firm it is for is among those it is aimed at."""
    fill(
        queue,
        "WASHINGTON, April 3, 2031 - The U.S. Commerce Department awarded Halden Electronics $1.5 billion in grants.",
    )
    desk = desk_of(queue, log)
    (granted,) = desk.queue.candidates()
    desk.accept(granted.id)
    (row,) = rows(log, "measures")
    assert not any("alden" in one for one in row["imposers"])
    assert any("alden" in one for one in row["affected"])
    assert len(row["imposers"]) == 1


def test_investors_whom_nobody_names_are_no_organization(queue, log):
    """Statistics: the record keeps who the text says, the claim has the country the money came into."""
    fill(queue, "HANOI, April 3, 2031 - Foreign investors registered $2.4 billion in Vietnam in the first quarter.")
    desk = desk_of(queue, log)
    (inflow,) = desk.queue.candidates()
    assert {(party["role"], party["kind"]) for party in inflow.record["parties"]} == {
        ("investor", "unnamed"),
        ("recipient", "nation"),
    }
    desk.accept(inflow.id)
    (row,) = rows(log, "commitments")
    assert (row["investors"], row["recipient"], row["stage"]) == ([], "country:VNM", "registered")


def test_what_may_not_travel_does_not(desk, log, investment):
    desk.accept(investment, disclosure="own")
    assert {row["disclosure"] for row in rows(log, "commitments") + rows(log, "sources")} == {"own"}


def test_an_investment_under_consideration_becomes_no_commitment(queue, log):
    fill(queue, CONSIDERED)
    (one,) = queue.candidates()
    with pytest.raises(BadQuestion, match="no stage in the ledger"):
        desk_of(queue, log).accept(one.id)
    assert (queue.candidate(one.id).state, log.contributions()) == ("open", ())


def test_a_record_that_breaks_the_standard_is_not_accepted(desk, log, agreement):
    desk.correct(agreement, Correction({"parties": []}))
    with pytest.raises(BadRows, match="parties is empty"):
        desk.accept(agreement)
    assert (desk.queue.candidate(agreement).state, log.contributions()) == ("open", ())


def test_a_corrected_field_without_words_is_the_reviewers_own(desk, log, investment):
    desk.correct(investment, Correction({"amount": 3e9, "place": "Lowmere"}, keep=["amount"]))
    record = desk.queue.candidate(investment).record
    assert record["read_by"]["amount"] == record["read_by"]["place"] == "reviewer"
    assert record["spans"]["amount"][0]["text"] == "more than $2.4 billion"
    assert "place" not in record["spans"]
    assert desk.queue.candidate(investment).read["amount"] == 2.4e9  # what was read stays as it was
    desk.accept(investment)
    (row,) = rows(log, "commitments")
    assert (row["amount"], row["places"]) == (3e9, ["place:Lowmere"])
    assert "read anew by the reviewer: amount" in row["note"]
    assert "the reviewer's own, not in the quoted words: place" in row["note"]


def test_a_correction_may_name_the_words_it_is_read_from(desk, investment):
    start = HALDEN.index("chip plant")
    desk.correct(investment, Correction({"products": ["chip plants"]}, {"products": [(start, start + 10)]}))
    record = desk.queue.candidate(investment).record
    assert record["spans"]["products"] == [{"start": start, "end": start + 10, "text": "chip plant"}]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"amount": -1.0}, "whole units"),
        ({"amount": True}, "whole units"),
        ({"amount": float("nan")}, "whole units"),
        ({"currency": "XXQ"}, "no currency"),
        ({"currency": None}, "belong together"),
        ({"status": "wished"}, "no status"),
        ({"kind": "rumour"}, "no kind"),
        ({"kind": "measure"}, "no status"),
        ({"date": "4 April"}, "no day"),
        ({"parties": [{"name": "X", "country": "QQ"}]}, "no country"),
        ({"parties": "X"}, "list"),
        ({"place": "x" * 501}, "1 to 500"),
        ({"subject": "commitment:other"}, "no field"),
        ({}, "Nothing was corrected"),
    ],
)
def test_what_is_not_valid_is_not_taken(desk, investment, values, said):
    if values.get("kind") == "measure":
        desk.correct(investment, Correction({"status": "registered"}))  # a word that measures do not have
    before = desk.queue.candidate(investment)
    with pytest.raises(BadQuestion, match=said):
        desk.correct(investment, Correction(values))
    assert desk.queue.candidate(investment) == before


def test_a_place_outside_the_article_is_refused(desk, investment):
    with pytest.raises(BadQuestion, match="no place of the article"):
        desk.correct(investment, Correction({"amount": 1.0}, {"amount": [(0, 10_000)]}))


def test_a_merged_record_is_one_more_statement_about_the_same_thing(desk, log, investment):
    first = desk.accept(investment)
    fill(desk.queue, HALDEN_FR)
    other = desk.queue.candidates()[-1]
    after = desk.merge(other.id, first.subject, lambda: ledger_ids(build_map(log, View())))
    assert (after.state, after.subject, after.merged_with) == ("recorded", first.subject, first.subject)
    assert [row["id"] for row in rows(log, "commitments")] == [first.subject] * 2
    assert len({row["source"] for row in rows(log, "commitments")}) == 2


def test_what_cannot_be_merged_is_said(desk, investment, agreement):
    with pytest.raises(NotFound, match="no commitment:nothing"):
        desk.merge(investment, "commitment:nothing", frozenset)
    with pytest.raises(NotFound):
        desk.merge(investment, "000000000000-1", frozenset)
    with pytest.raises(BadQuestion, match="is no commitment"):
        desk.merge(investment, agreement, frozenset)
    with pytest.raises(BadQuestion, match="itself"):
        desk.merge(investment, investment, frozenset)


def test_two_reviewers_do_not_overwrite_each_other(desk, log, investment):
    bob = desk_of(desk.queue, log, "bob")
    seen = desk.queue.candidate(investment).version
    desk.reject(investment, seen=seen)
    with pytest.raises(Outdated, match="ann was first: the candidate is rejected now"):
        bob.accept(investment, seen=seen)
    assert log.contributions() == ()
    with pytest.raises(Outdated, match="rejected already, by ann"):
        bob.accept(investment)


def test_the_same_request_again_does_it_once(desk, log, investment):
    first = desk.accept(investment, seen=0, key="k1")
    assert desk.accept(investment, seen=0, key="k1") == first
    assert len(log.contributions()) == 1
    assert [one.action for one in desk.queue.decisions(investment)] == ["accept", "record"]


def test_undo_retracts_what_was_recorded_and_the_record_is_open_again(desk, log, investment):
    desk.correct(investment, Correction({"amount": 3e9}))
    desk.accept(investment)
    after = desk_of(desk.queue, log, "bob").undo(investment)
    assert (after.state, after.contribution, after.record["amount"]) == ("open", None, 3e9)
    assert rows(log, "commitments") == []
    assert [entry.kind for entry in log.contributions()] == ["add", "retract"]
    assert desk.undo(investment).record["amount"] == 2.4e9  # the correction before it
    with pytest.raises(BadQuestion, match="Nothing was decided"):
        desk.undo(investment)
    assert desk.accept(investment).state == "recorded"


def test_undo_before_recording_leaves_the_log_alone(desk, log, investment):
    assert desk.accept(investment, hold=True).state == "accepted"
    assert desk.undo(investment).state == "open"
    assert log.contributions() == ()


def test_what_was_accepted_and_not_recorded_is_finished_later_and_once(desk, log, investment):
    log.broken = True
    with pytest.raises(StoreUnwritable):
        desk.accept(investment)
    assert desk.queue.candidate(investment).state == "accepted"
    log.broken = False
    assert [one.state for one in desk.record_accepted()] == ["recorded"]
    assert desk.record_accepted() == []
    assert len(log.contributions()) == 1


class Dying(DatabaseQueue):
    """A queue whose process is killed just before it notes that the claim was recorded."""

    def decide(self, after, decision):
        if decision.action == "record":
            raise KeyboardInterrupt
        return super().decide(after, decision)


def test_a_claim_recorded_just_before_a_kill_is_recorded_once_and_can_be_taken_back(desk, log, investment, tmp_path):
    dying = desk_of(Dying.in_folder(tmp_path, "one"), log)
    with pytest.raises(KeyboardInterrupt):
        dying.accept(investment)
    assert (desk.queue.candidate(investment).state, len(rows(log, "commitments"))) == ("accepted", 1)
    assert desk.record(investment).state == "recorded"
    assert len(rows(log, "commitments")) == 1
    desk.undo(investment)
    with pytest.raises(KeyboardInterrupt):
        dying.accept(investment)
    assert desk.undo(investment).state == "open"
    assert rows(log, "commitments") == []


def test_a_part_names_the_total_it_is_part_of(desk, log, investment):
    whole = desk.queue.candidate(investment)
    taken = []
    fill(SimpleNamespace(put=lambda *given: taken.append(given)), HALDEN_FR)
    ((article, (part,)),) = taken
    desk.queue.put(article, [replace(part, record={**part.record, "relation": {"part_of": whole.id}})])
    desk.accept(part.id)
    (row,) = rows(log, "commitments")
    assert (row["part_of"], row["counts_in_totals"]) == (whole.subject, False)


def shelf_of(desk, log):
    return Shelf(desk.queue, lambda: build_map(log, View()))


def test_duplicates_are_suggested_across_languages_with_their_reasons(desk, log, investment):
    fill(desk.queue, HALDEN_FR)
    other = desk.queue.candidates()[-1]
    (found,) = shelf_of(desk, log).shown(other.id)["duplicates"]
    assert (found["other"], found["where"], found["language"]) == (investment, "queue", "en")
    assert found["reasons"][:3] == [
        "same amount: 2,400,000,000 USD", "same parties: org:halden", "at most 14 days apart",
    ]  # fmt: skip
    desk.accept(investment)
    places = {each["where"] for each in shelf_of(desk, log).shown(other.id)["duplicates"]}
    assert places == {"queue", "ledger"}


def test_another_amount_in_the_same_currency_is_no_duplicate(desk, log, investment):
    fill(desk.queue, HALDEN_FR.replace("2,4", "7,1"))
    assert shelf_of(desk, log).shown(investment)["duplicates"] == []


def test_amounts_near_each_other_are_a_reason_and_stand_side_by_side(desk, log, investment):
    fill(desk.queue, HALDEN_FR.replace("2,4", "2,5"))
    (found,) = shelf_of(desk, log).shown(investment)["duplicates"]
    assert found["reasons"][0] == "amounts near: 2,400,000,000 and 2,500,000,000 USD"


def test_the_list_is_filtered_and_counted(desk, log, investment, agreement):
    desk.reject(agreement)
    shelf = shelf_of(desk, log)
    assert [row["id"] for row in shelf.listed(state="open")] == [investment]
    assert [row["id"] for row in shelf.listed(kind="agreement")] == [agreement]
    assert shelf.listed(language="ko") == []
    assert shelf.counts() == {"open": 1, "accepted": 0, "recorded": 0, "rejected": 1, "articles": 1}
    assert shelf.next_open(investment) == investment


def test_every_decision_says_who_when_and_what_changed(desk, log, investment):
    desk.correct(investment, Correction({"amount": 3e9}), note="the figure of the filing")
    desk.accept(investment)
    said = shelf_of(desk, log).shown(investment)["decisions"]
    assert [one["action"] for one in said] == ["correct", "accept", "record"]
    assert said[0]["changed"] == {"amount": {"before": 2.4e9, "after": 3e9}}
    assert (said[0]["reviewer"], said[0]["note"]) == ("ann", "the figure of the filing")
    assert said[0]["at"].startswith("2031-04-05T09:00")
