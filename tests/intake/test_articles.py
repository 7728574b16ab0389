"""Article files of every sort, good and bad: a clear word each, and nothing lost."""

import json

import pytest

from headwater.errors import UnreadableFile
from headwater.intake.articles import feed, open_articles, raw

TEXT = "Halden Electronics plans to invest $2 billion in a chip plant."
PAGE = """<!doctype html><html lang="en"><head><title>Other</title>
<meta property="og:title" content="A plant"><meta property="article:published_time" content="2030-04-05T08:00:00Z">
<meta property="og:site_name" content="The Kestrel"></head><body><nav><p>Menu, menu and more menu of the site</p></nav>
<article><h1>A plant</h1><p>Halden Electronics plans to invest $2&nbsp;billion.</p><script>var x;</script>
<p>It will make chips.</p></article><aside><p>Other stories that nobody asked for</p></aside></body></html>"""
RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<item><title>One</title><link>https://example.org/1</link><pubDate>Fri, 05 Apr 2030 08:00:00 GMT</pubDate>
<description>&lt;p&gt;Halden invests.&lt;/p&gt;</description></item><item><title>Two</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>One</title><link href="https://example.org/1"/>
<published>2030-04-05T08:00:00Z</published><content type="html">&lt;p&gt;Text.&lt;/p&gt;</content></entry></feed>"""


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(*paths):
    files = open_articles(paths)
    return list(files.articles), files.problems


def test_text_with_a_header_keeps_its_text_and_gains_a_day(tmp_path):
    ((article,), problems) = read(write(tmp_path, "a.txt", f"date 2030-04-05 {TEXT}"))
    assert (article.published_on, article.text, problems) == ("2030-04-05", f"date 2030-04-05 {TEXT}", [])
    assert len(article.sha256) == 64


def test_a_page_gives_its_article_only(tmp_path):
    ((article,), _) = read(write(tmp_path, "a.html", PAGE))
    assert article.text == "A plant\n\nHalden Electronics plans to invest $2 billion.\n\nIt will make chips."
    assert (article.title, article.published_on, article.language, article.publisher) == (
        "A plant",
        "2030-04-05",
        "en",
        "The Kestrel",
    )


def test_a_page_says_in_which_encoding_it_is(tmp_path):
    page = '<html><head><meta charset="shift_jis"></head><body><p>工場を建設する。</p></body></html>'
    ((article,), _) = read(write(tmp_path, "a.html", page.encode("shift_jis")))
    assert article.text == "工場を建設する。"


@pytest.mark.parametrize(("name", "content"), [("a.rss", RSS), ("b.xml", RSS)])
def test_rss_entries_are_articles(tmp_path, name, content):
    (articles, problems) = read(write(tmp_path, name, content))
    assert [article.text for article in articles] == ["One\n\nHalden invests.", "Two"]
    assert (articles[0].published_on, articles[0].url, problems) == ("2030-04-05", "https://example.org/1", [])


def test_atom_entries_are_articles(tmp_path):
    ((article,), _) = read(write(tmp_path, "a.atom", ATOM))
    assert (article.text, article.published_on, article.url) == ("One\n\nText.", "2030-04-05", "https://example.org/1")


def test_a_bad_line_is_reported_and_the_others_are_read(tmp_path):
    lines = [json.dumps({"id": "x", "text": TEXT, "date": "2030-04", "lang": "en"}), "{broken", '{"title": "no text"}']
    (articles, problems) = read(write(tmp_path, "a.jsonl", "\n".join([*lines, json.dumps({"body": TEXT})])))
    assert [(article.id, article.published_on) for article in articles] == [("x", "2030-04"), ("a.jsonl:4", None)]
    assert [problem.row for problem in problems] == [2, 3]


def test_a_feed_that_breaks_off_keeps_what_was_read(tmp_path):
    (articles, problems) = read(write(tmp_path, "a.rss", RSS[: RSS.index("<item><title>Two")]))
    assert [article.title for article in articles] == ["One"]
    assert "breaks off" in problems[0].problem


def test_a_feed_that_never_ends_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(feed, "MOST_ENTRIES", 3)
    endless = "<rss><channel>" + "<item><title>One more</title></item>" * 50
    (articles, problems) = read(write(tmp_path, "a.rss", endless))
    assert len(articles) == 3
    assert "more than 3 entries" in problems[0].problem


def test_a_feed_loads_nothing_from_outside(tmp_path):
    secret = write(tmp_path, "secret.txt", "secret words")
    entity = f'<!DOCTYPE rss [<!ENTITY e SYSTEM "file://{secret}">]>'
    bomb = f"{entity}<rss><channel><item><title>a &e;</title></item></channel></rss>"
    (articles, problems) = read(write(tmp_path, "a.rss", bomb))
    assert "secret words" not in " ".join(article.text for article in articles)
    assert articles or problems


BAD = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b"  \n ", "empty"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG image"),
    ("photo.txt", b"\xff\xd8\xff\xe0 JFIF", "a JPEG image"),
    ("office.txt", b"PK\x03\x04....", "zip archive"),
    ("binary.txt", b"abc\x00def", "NUL bytes"),
    ("mixed.txt", "first line\nsécond ".encode() + "ligne é".encode("latin-1"), "Line 2 is not UTF-8"),
    ("fake.pdf", b"no pdf at all", "no PDF"),
    ("broken.pdf", b"%PDF-1.4 nothing behind", "PDF is broken"),
    ("other.xml", b"<data><row/></data>", "no feed"),
    ("none.rss", b"<rss><channel></channel></rss>", "no entries"),
    ("noxml.rss", b"this is no xml", "no XML"),
    ("hollow.html", b"<html><body><script>1</script></body></html>", "no text"),
]


@pytest.mark.parametrize(("name", "content", "said"), BAD, ids=[case[0] for case in BAD])
def test_what_cannot_be_read_says_why(tmp_path, name, content, said):
    (articles, problems) = read(write(tmp_path, name, content))
    assert articles == []
    assert said in problems[0].problem
    assert problems[0].file == name


def test_a_page_of_50_mebibytes_is_refused_before_it_is_parsed(tmp_path):
    path = write(tmp_path, "large.html", b"<html><body>" + b"<p>more</p>" * (50 * 1024 * 1024 // 11))
    (articles, problems) = read(path)
    assert (articles, f"larger than {raw.LARGEST_BYTES // 1024**2} MiB" in problems[0].problem) == ([], True)


def test_one_bad_file_of_a_folder_does_not_stop_the_others(tmp_path):
    write(tmp_path, "a.txt", b"")
    write(tmp_path, "b.txt", TEXT)
    (articles, problems) = read(tmp_path)
    assert [article.text for article in articles] == [TEXT]
    assert [problem.file for problem in problems] == ["a.txt"]


def test_a_path_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(UnreadableFile, match="no such file"):
        open_articles([tmp_path / "nothing.txt"])
    with pytest.raises(UnreadableFile, match="no articles"):
        open_articles([tmp_path])
