"""One folder with everything the issue calls bad input: a clear word for each, and what is good in it is read."""

import os
import threading

import pytest

from headwater.intake.articles import open_articles
from headwater.reading import read_article

GOOD = "Halden Electronics plans to invest $2 billion in a chip plant."
MARKS = "\u200f\u200b\u2066"
BAD = {
    "empty.txt": (b"", "The file is empty."),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(64), "The file is a PNG image, not text."),
    "mixed.txt": (GOOD.encode() + "\nInvestition für Gerät".encode("cp1252"), "Line 2 is not UTF-8"),
    "halves.txt": ("Usine é".encode() + b"\n" + "투자".encode("euc-kr"), "Line 2 is not UTF-8"),
    "nul.txt": (GOOD.encode() + b"\0" + GOOD.encode(), "The file holds NUL bytes"),
    "page.pdf": (b"no pdf at all", "The file is no PDF"),
    "other.xml": (b"<?xml version='1.0'?><table><row/></table>", "The file is XML, but no feed."),
}


@pytest.fixture
def folder(tmp_path):
    for name, (content, _) in BAD.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "marks.txt").write_text(GOOD.replace("$2 b", f"${MARKS}2{MARKS} b{MARKS}"), encoding="utf-8")
    (tmp_path / "other.txt").write_text("Группа вложит два миллиарда долларов в новый завод.", encoding="utf-8")
    return tmp_path


def test_each_has_its_word_and_the_good_ones_are_read(folder):
    files = open_articles([folder])
    articles = {article.file: article for article in files.articles}
    assert set(articles) == {"good.txt", "marks.txt", "other.txt"}
    told = {problem.file: problem.problem for problem in files.problems}
    assert set(told) == set(BAD)
    for name, (_, words) in BAD.items():
        assert words in told[name]
    read = {name: read_article(article) for name, article in articles.items()}
    assert read["other.txt"].unreadable == "the language is none of en, fr, ja, ko, vi, zh"
    for name in ("good.txt", "marks.txt"):
        (one,) = read[name].candidates
        assert one.amount.value.value == 2e9
        (span,) = one.amount.spans
        assert articles[name].text[span.start : span.end] == span.text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name here")
def test_a_file_that_never_ends_is_not_waited_for(tmp_path):
    path = tmp_path / "feed.rss"
    os.mkfifo(path)
    entry = b"<item><title>Halden invests</title><description>Halden invests.</description></item>"

    def pour():
        try:
            with path.open("wb") as pipe:
                pipe.write(b"<rss><channel>")
                while True:
                    pipe.write(entry * 1_000)
        except BrokenPipeError:
            pass

    threading.Thread(target=pour, daemon=True).start()
    files = open_articles([path])
    articles = list(files.articles)
    assert len(articles) == 2_000
    assert ["more than 2,000 entries" in problem.problem for problem in files.problems] == [True]
