"""Our own articles: verbatim to the letter, and read no worse than when this was written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.reading import Article, Gazetteer, read_article
from headwater.workflows.read import records_of
from tools import eval_articles

FLOORS = {
    "own, development": (0.85, 0.85),
    "own, held out": (0.60, 0.75),
    "by another hand, development": (0.70, 0.85),
    "by another hand, final": (0.50, 0.85),
    "by another hand, plain": (0.70, 0.85),
    "by another hand, plain, unseen": (0.75, 0.90),
}
"""Records and amounts, as F1: what the evaluation printed on the day, rounded down."""


@pytest.fixture(scope="module")
def own():
    return eval_articles.load_own()


def test_annotations_quote_their_articles(own):
    articles, said = own
    for article in articles:
        for record in said[article["id"]]:
            assert article["text"][record["quote_start"] :].startswith(record["quote"])


def test_every_span_is_verbatim(own):
    for one in own[0]:
        article = Article(one["id"], one["text"], published_on=one["date"])
        for record in records_of(read_article(article)):
            spans = [span for each in record["spans"].values() for span in each]
            spans.append(
                {
                    "start": record["quote_start"],
                    "end": record["quote_start"] + len(record["quote"]),
                    "text": record["quote"],
                }
            )
            for span in spans:
                assert one["text"][span["start"] : span["end"]] == span["text"]


SPLINTERS = ("\u200f", "\u200b", "\u202e", "\n", "。", ". ", "(", "「", "$", "€", "조", "億", "0", "\u0301")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_splinter_in_an_article_breaks_the_reading_or_moves_a_span(own, data):
    text = data.draw(st.sampled_from([each["text"] for each in own[0]]))
    for splinter in data.draw(st.lists(st.sampled_from(SPLINTERS), max_size=12)):
        place = data.draw(st.integers(0, len(text)))
        text = text[:place] + splinter + text[place:]
    for record in records_of(read_article(Article("a", text, published_on="2026-05-05"))):
        assert text[record["quote_start"] :].startswith(record["quote"])
        for span in (span for each in record["spans"].values() for span in each):
            assert text[span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize("half", FLOORS)
def test_no_worse_than_before(own, half):
    articles, said = own
    sheet = eval_articles.Sheet()
    for one in articles:
        if one["half"] == half:
            article = Article(one["id"], one["text"], published_on=one["date"])
            read = records_of(read_article(article, Gazetteer()))
            eval_articles.judge(sheet, one["text"], read, said[one["id"]], {})
    for name, floor in zip(("records", "amounts in the article"), FLOORS[half], strict=True):
        score = sheet.scores[name]
        assert 2 * score.right / (score.read + score.said) >= floor
