"""Every field is a verbatim span of the original text, whatever marks stand in it."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.reading import Article, Read, read_article
from headwater.reading.spans import SourceText

SENTENCES = [
    "Halden Electronics plans to invest $2.4 billion in a chip plant in Kestrel by 2031. ",
    "Tập đoàn Halden ngày 3/4 công bố kế hoạch đầu tư hơn 2,4 tỷ USD vào nhà máy chip tại Hà Nam đến năm 2031. ",
    "Le groupe Halden a annoncé mardi un investissement de 2,4 milliards d'euros dans une usine de batteries. ",
    "할덴전자는 3일 2031년까지 2조 4천억 원을 투자해 반도체 공장을 건설할 계획이라고 밝혔다. ",
    "ハルデン電機は3日、2400億円を投資する計画を発表した。",
    "中国商务部宣布对镓实施出口管制。",
    "Japan and Chile signed a **memorandum of [understanding](https://example.org/a_(b))** on rare earths. ",
]
MARKS = ["\u200b", "\u200e", "\u200f", "\u2066", "\ufeff", "\u00ad", "\u2060"]


def all_reads(one):
    singles = [one.kind, one.status, one.amount, one.date, one.period, one.place, one.part_of]
    return [read for read in (*singles, *one.parties, *one.products, *one.areas, *one.includes) if read is not None]


@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 400), st.sampled_from(MARKS)), max_size=12),
    st.sampled_from(["NFC", "NFD"]),
)
def test_spans_and_quotes_are_verbatim(parts, marks, form):
    text = unicodedata.normalize(form, "".join(parts))
    for place, mark in marks:
        text = text[:place] + mark + text[place:]
    for one in read_article(Article("a", text, published_on="2030-04-05")).candidates:
        assert text[one.quote.start : one.quote.end] == one.quote.text
        for read in all_reads(one):
            assert read.spans
            assert all(text[span.start : span.end] == span.text != "" for span in read.spans)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text):
    found = read_article(Article("a", text))
    assert found.unreadable is None or found.candidates == ()


@pytest.mark.parametrize("mark", MARKS)
def test_marks_inside_a_sum_do_not_hide_it(mark):
    text = f"Halden Electronics plans to invest $2{mark}.4 {mark}bil{mark}lion in a chip plant."
    (one,) = read_article(Article("a", text)).candidates
    assert one.amount.value.value == 2.4e9
    assert mark in one.amount.spans[0].text


def test_decomposed_letters_are_read_and_quoted_as_they_stand():
    text = unicodedata.normalize("NFD", SENTENCES[1])
    (one,) = read_article(Article("a", text, published_on="2030-04-05")).candidates
    assert one.amount.value.value == 2.4e9
    assert unicodedata.normalize("NFC", one.amount.spans[0].text) == "hơn 2,4 tỷ USD"


def test_a_field_without_a_span_does_not_exist():
    with pytest.raises(ValueError, match="without a span"):
        Read("signed", ())


def test_the_clean_copy_is_as_long_as_its_origins():
    source = SourceText("a\u200bb **c** [d](https://example.org)")
    assert source.clean == "ab c d"
    assert source.span(0, 2).text == "a\u200bb"
    assert source.span(5, 6).text == "d"


@pytest.mark.parametrize("language", ["en", "vi", "fr", "ko", "ja", "zh"])
@pytest.mark.parametrize("text", ["1,234," * 2000, "1 " * 5000, "a" * 10_000, "1조 " * 2000, "「" * 5000, "$" * 5000])
def test_no_run_of_letters_takes_long(language, text):
    start = time.process_time()
    read_article(Article("a", text, language=language))
    assert time.process_time() - start < 5
