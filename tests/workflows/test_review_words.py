"""Words a reviewer picks: what the readers find in them, in each language; and nothing that is not said."""

from datetime import UTC, datetime

import pytest

from headwater.errors import BadQuestion
from headwater.reading import Entry, Gazetteer
from headwater.workflows.review import PICKABLE, Correction, QueuedArticle, find_words, picked, with_words

KNOWN = Gazetteer((Entry("org:halden", "Halden Electronics", ("Halden Electronics", "할덴전자"), "company", "CL"),))


def article(text, language="en", dated="2031-04-04"):
    return QueuedArticle(
        "a", "a", text, None, language, dated, None, None, None, "", (), "ann", datetime(2031, 4, 5, tzinfo=UTC)
    )


def read(field, words, language="en", dated="2031-04-04", kind="investment"):
    around = f"… {words} …"
    return picked(article(around, language, dated), {"kind": kind}, field, 2, 2 + len(words), KNOWN)


@pytest.mark.parametrize(
    ("words", "language", "amount", "qualifier", "currency"),
    [
        ("more than $2.4 billion", "en", 2.4e9, "more_than", "USD"),
        ("hơn 5 tỷ USD", "vi", 5e9, "more_than", "USD"),
        ("1조 2천억 원", "ko", 1.2e12, None, "KRW"),
        ("11,6 milliards d'euros", "fr", 11.6e9, None, "EUR"),
        ("7500億円", "ja", 7.5e11, None, "JPY"),
        ("30亿元", "zh", 3e9, None, "CNY"),
    ],
)
def test_sums_are_read_as_reading_reads_them(words, language, amount, qualifier, currency):
    found = read("amount", words, language).values
    assert (found["amount"], found["amount_qualifier"], found["currency"]) == (amount, qualifier, currency)


@pytest.mark.parametrize(
    ("words", "language", "dated", "day"),
    [
        ("ngày 29/10", "vi", "2031-11-02", "2031-10-29"),
        ("ngày 29/10", "vi", None, "--10-29"),
        ("last March", "en", "2031-04-04", "2031-03"),
        ("4월 2일", "ko", "2031-04-04", "2031-04-02"),
        ("1 er juillet", "fr", "2031-07-03", "2031-07-01"),
        ("2029", "en", None, "2029"),
    ],
)
def test_days_are_counted_from_the_articles_own(words, language, dated, day):
    assert read("date", words, language, dated).values == {"date": day}


@pytest.mark.parametrize("field", ["amount", "date", "period"])
def test_what_the_words_do_not_say_is_not_made_up(field):
    assert read(field, "a great deal").values == {}


def test_parties_are_known_by_name_in_any_script_or_stay_as_said():
    for words, language in (("Halden Electronics", "en"), ("할덴전자", "ko")):
        (party,) = read("parties", words, language).values["parties"]
        assert (party["identity"], party["country"], party["role"]) == ("org:halden", "CL", "investor")
    (nation,) = read("parties", "Hàn Quốc", "vi", kind="agreement").values["parties"]
    assert (nation["kind"], nation["country"], nation["role"]) == ("nation", "KR", "signatory")
    (stranger,) = read("parties", "Wexcombe Brothers").values["parties"]
    assert (stranger["name"], stranger["identity"]) == ("Wexcombe Brothers", None)


def test_spaces_around_the_words_are_no_words():
    found = picked(article("a  plant\n"), {"kind": "event"}, "title", 1, 9)
    assert (found.start, found.end, found.text, found.values) == (3, 8, "plant", {"title": "plant"})


@pytest.mark.parametrize("place", [(5, 5), (1, 3), (3, 400), (6, 2)])
def test_no_words_are_refused(place):
    with pytest.raises(BadQuestion, match="no words at"):
        picked(article("a  plant"), {"kind": "event"}, "title", *place)


@pytest.mark.parametrize("field", PICKABLE)
def test_whatever_is_read_can_be_corrected(field):
    values = read(field, "Halden Electronics plans $2 billion for chips by 2036").values
    assert set(values) <= {"title", "parties", "amount", "amount_high", "amount_qualifier", "currency", "period"} | {
        "place", "products", "areas", "date",
    }  # fmt: skip


def test_words_are_found_where_they_stand_once():
    assert find_words(article("one chip, two plants"), "two") == (10, 13)
    with pytest.raises(BadQuestion, match="2 times") as told:
        find_words(article("chip by chip"), "chip")
    assert "0-4, 8-12" in str(told.value)
    with pytest.raises(BadQuestion, match="does not say"):
        find_words(article("one chip"), " ")


def test_a_list_keeps_what_it_has_and_its_places():
    record = {
        "kind": "event", "areas": ["training"], "spans": {"areas": [{"start": 0, "end": 8, "text": "training"}]},
    }  # fmt: skip
    found = with_words(Correction({}), article("training, research, standards"), record, [
        ("areas", 10, 18), ("areas", 20, 29),
    ])  # fmt: skip
    assert found.values == {"areas": ["training", "research", "standards"]}
    assert found.spans == {"areas": [(0, 8), (10, 18), (20, 29)]}
