"""Our own articles: verbatim to the letter, and read no worse than when this was written."""

import pytest

from headwater.reading import Article, Gazetteer, read_article
from headwater.workflows.read import records_of
from tools import eval_articles

FLOORS = {"own, development": (0.85, 0.85), "own, held out": (0.60, 0.75)}
"""Records and amounts, as F1: what the evaluation printed on the day, rounded down."""


@pytest.fixture(scope="module")
def own():
    return eval_articles.load_own()


def test_annotations_quote_their_articles(own):
    articles, said = own
    for article in articles:
        assert said[article["id"]]
        for record in said[article["id"]]:
            assert article["text"][record["quote_start"] :].startswith(record["quote"])


def test_every_span_is_verbatim(own):
    for given in own[0]:
        article = Article(given["id"], given["text"], published_on=given["date"])
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
                assert given["text"][span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize("half", FLOORS)
def test_no_worse_than_before(own, half):
    articles, said = own
    sheet = eval_articles.Sheet()
    for given in articles:
        if given["half"] == half:
            article = Article(given["id"], given["text"], published_on=given["date"])
            read = records_of(read_article(article, Gazetteer()))
            eval_articles.judge(sheet, given["text"], read, said[given["id"]], {})
    for name, floor in zip(("records", "amounts in the article"), FLOORS[half], strict=True):
        score = sheet.scores[name]
        assert 2 * score.right / (score.read + score.said) >= floor
