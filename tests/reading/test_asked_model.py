"""What of a language model's answer is believed: the article's own words, at their place, and nothing else."""

import json

import pytest

from headwater.reading import Article, Entry, Gazetteer, read_article
from headwater.reading.asked_model import MOST_RECORDS, believed, question
from headwater.workflows.read_with_model import ModelReport, records_with_model

TEXT = (
    "Halden Electronics plans to invest more than $2.4 billion in a chip plant in Kestrel by 2036. "
    "Orrin Energy\u00a0has\u200b opened a mine. The task of Ask Corp is $15 billion large."
)
QUOTE = "Halden Electronics plans to invest more than $2.4 billion in a chip plant in Kestrel by 2036"
GOOD = {
    "kind": "investment",
    "status": "planned",
    "quote": QUOTE,
    "words": {
        "kind": "invest",
        "status": "plans to",
        "amount": "$2.4 billion",
        "period": "by 2036",
        "place": "Kestrel",
    },
    "parties": [{"words": "Halden Electronics", "role": "investor"}],
    "products": ["chip"],
}
ARTICLE = Article(id="a", text=TEXT)


def answered(*records, article=None, text=TEXT):
    body = {"records": list(records)} if article is None else {"article": article, "records": list(records)}
    return believed(Article(id="a", text=text), "en", "2031-04-04", json.dumps(body), Gazetteer())


def test_a_good_record_is_read_from_the_articles_own_words():
    (one,) = answered(GOOD).candidates
    assert (one.kind.value, one.status.value, one.period.value) == ("investment", "planned", "until 2036")
    assert (one.amount.value.value, one.amount.value.currency, one.amount.value.qualifier) == (
        2.4e9,
        "USD",
        "more_than",
    )
    assert one.amount.spans[0].text == "more than $2.4 billion"  # what our grammar reads there, qualifier and all
    assert (one.parties[0].value.name, one.parties[0].value.role) == ("Halden Electronics", "investor")
    assert one.products[0].value == "semiconductors"
    spans = [*one.kind.spans, *one.status.spans, *one.amount.spans, *one.parties[0].spans, *one.place.spans, one.quote]
    assert all(TEXT[each.start : each.end] == each.text for each in spans)
    assert answered(GOOD).dropped == {}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"quote": "Halden Electronics invests nine billion dollars"}, "a record whose quote is not in the article"),
        ({"quote": QUOTE.upper()}, "a record whose quote is not in the article"),
        ({"quote": QUOTE.replace("plans", "plan ...")}, "a record whose quote is not in the article"),
        ({"quote": ""}, "a record whose quote is not in the article"),
        ({"quote": {"text": QUOTE}}, "a record whose quote is not in the article"),
        ({"kind": "rumour"}, "a record of no known kind or status"),
        ({"kind": ["investment"]}, "a record of no known kind or status"),
        ({"status": "in_force"}, "a record of no known kind or status"),
        ({"parties": []}, "a record without a party in the article"),
        ({"parties": [{"words": "Acme", "role": "investor"}]}, "a record without a party in the article"),
        ({"parties": "Halden Electronics"}, "a record without a party in the article"),
        ({"words": {}}, "a record without words for its kind or status"),
        ({"words": None}, "a record without words for its kind or status"),
    ],
)
def test_what_cannot_be_believed_is_dropped_and_counted(change, why):
    found = answered({**GOOD, **change})
    assert found.candidates == []
    assert found.dropped[why] == 1


@pytest.mark.parametrize(
    ("name", "words", "why"),
    [
        ("amount", "$9 billion", "an amount whose words are not in the article"),
        ("amount", "a chip plant", "an amount that its words do not say"),
        ("amount", "5 billion", "an amount whose words are not in the article"),  # the end of another figure
        ("date", "tomorrow", "a day whose words are not in the article"),
        ("period", "chip", "a horizon that its words do not say"),
        ("place", "Paris", "a place whose words are not in the article"),
    ],
)
def test_a_field_without_its_words_does_not_exist(name, words, why):
    found = answered({**GOOD, "words": {**GOOD["words"], name: words}})
    (one,) = found.candidates
    assert getattr(one, name) is None
    assert found.dropped == {why: 1}


def test_a_name_inside_another_word_is_no_name():
    found = answered({**GOOD, "parties": [{"words": "ask"}, {"words": "Halden Electronics"}]})
    assert [each.value.name for each in found.candidates[0].parties] == ["Halden Electronics"]
    assert found.dropped == {"a party whose words are not in the article": 1}


@pytest.mark.parametrize(
    "written", ["Orrin Energy has opened a mine", "Orrin  Energy has opened a mine", "Orrin Energy\nhas opened a mine"]
)
def test_spaces_and_invisible_letters_may_differ_and_the_articles_are_kept(written):
    """Cleaning is that of the rules: spaces of any kind are one. A doubled space is another text, and not found."""
    record = {
        **GOOD,
        "kind": "event",
        "status": "occurred",
        "quote": written,
        "words": {"kind": "opened"},
        "products": [],
    }
    found = answered({**record, "parties": [{"words": "Orrin Energy", "role": "participant"}]})
    if "  " in written:
        assert found.dropped == {"a record whose quote is not in the article": 1}
        return
    (one,) = found.candidates
    assert one.quote.text == "Orrin Energy\u00a0has\u200b opened a mine"
    assert TEXT[one.quote.start : one.quote.end] == one.quote.text


def test_letters_composed_otherwise_are_the_same_letters():
    text = "Tập đoàn Halden đầu tư 2 tỷ USD."
    decomposed = "Tập đoàn Halden đầu tư 2 tỷ USD"
    record = {
        **GOOD,
        "status": "announced",
        "quote": decomposed,
        "words": {"kind": "đầu tư"},
        "parties": ["Halden"],
        "products": [],
    }
    (one,) = believed(Article(id="a", text=text), "vi", None, json.dumps({"records": [record]}), Gazetteer()).candidates
    assert one.quote.text == text[:-1]


@pytest.mark.parametrize(
    "answer",
    ["", "null", "[]", "{", '{"records": 1}', "Sure! Here it is.", "[" * 50_000, '{"records": [1, null, "x", []]}'],
)
def test_wrong_json_is_a_word_and_no_error(answer):
    found = believed(ARTICLE, "en", None, answer, Gazetteer())
    assert found.candidates == []
    assert sum(found.dropped.values()) >= 1


def test_an_answer_about_another_article_is_dropped_whole():
    other = json.loads(question(Article(id="b", text="Another."), "en")[1]["content"].split("\n", 1)[0])["article"]
    found = answered(GOOD, article=other)
    assert (found.candidates, found.dropped) == ([], {"the answer is about another article": 1})


def test_more_records_than_an_article_can_hold_are_left():
    found = answered(*[GOOD] * (MOST_RECORDS + 7))
    assert len(found.candidates) == MOST_RECORDS
    assert found.dropped["records beyond the most that are taken"] == 7


def read_with(*records, text=TEXT):
    read = read_article(
        Article(id="a", text=text), Gazetteer((Entry("org:halden", "Halden Electronics", (), "company", "CL"),))
    )
    report = ModelReport()
    answer = json.dumps({"records": list(records)})
    return records_with_model(read, lambda _: answer, Gazetteer(), report, OSError), report


def test_the_model_fills_what_the_rules_left_and_changes_nothing():
    text = TEXT.replace("chip plant", "gizmo plant")
    rules, _ = read_with(text=text)
    quote = QUOTE.replace("chip plant", "gizmo plant")
    both, report = read_with({**GOOD, "quote": quote, "status": "announced", "products": ["gizmo"]}, text=text)
    assert rules[0]["products"] == []
    assert (both[0]["products"], both[0]["read_by"]["products"]) == (["gizmo"], "model")
    assert {name: both[0][name] for name in ("status", "amount", "parties")} == {
        name: rules[0][name] for name in ("status", "amount", "parties")
    }
    assert both[0]["read_by"]["amount"] == "rules"
    assert "the model reads status as announced" in both[0]["notes"]
    assert (report.asked, report.records, report.fields) == (1, 0, 1)


def test_what_the_rules_did_not_read_is_added_as_the_models():
    record = {
        **GOOD,
        "kind": "event",
        "status": "occurred",
        "quote": "Orrin Energy has opened a mine",
        "words": {"kind": "opened"},
        "products": [],
    }
    both, report = read_with({**record, "parties": ["Orrin Energy"]})
    assert report.records == 1
    assert set(both[-1]["read_by"].values()) == {"model"}
    assert len({each["record_id"] for each in both}) == len(both)
