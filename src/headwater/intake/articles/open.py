"""Files and folders of articles, told apart by their ending and their first bytes, read one after another.

A file that cannot be read is a problem, and the next one is read; nothing of it is lost silently. A text file may
begin with a line or words `date 2030-04-05`: the day it was published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from headwater.errors import Problem, UnreadableFile
from headwater.intake.articles.feed import articles_of_feed
from headwater.intake.articles.lines import articles_of_lines
from headwater.intake.articles.page import article_of_page
from headwater.intake.articles.pdf import article_of_pdf
from headwater.intake.articles.raw import LARGEST_BYTES, LARGEST_COLLECTION_BYTES, RawFile, decoded, read_raw
from headwater.reading import Article

ENDINGS = (".txt", ".md", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".json", ".rss", ".atom", ".xml", ".pdf")
_MANY = (".jsonl", ".ndjson", ".json", ".rss", ".atom", ".xml")
_NO_TEXT = re.compile("[\\x00\\ud800-\\udfff]")
_HEADER = re.compile(r"^\s*date:?\s+(\d{4}-\d{2}(?:-\d{2})?)\b")
_LOOKS_LIKE_PAGE = re.compile(rb"^\s*(?:<!doctype html|<html)", re.IGNORECASE)
_LOOKS_LIKE_FEED = re.compile(rb"^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL)


@dataclass(slots=True)
class ArticleFiles:
    """Articles to take once; `problems` is complete after the last one. `files` are those that were found.

    `begun` says how many of the files were opened so far.
    """

    files: tuple[Path, ...]
    articles: Iterator[Article]
    problems: list[Problem] = field(default_factory=list)
    begun: int = 0


def open_articles(paths: Sequence[Path]) -> ArticleFiles:
    """The articles of files and folders. Raises `UnreadableFile` where a path is not there or a folder has none."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(each for each in path.rglob("*") if each.is_file() and each.suffix.lower() in ENDINGS)
            if not inside:
                raise UnreadableFile("The folder holds no articles.", "", path.name, valid=ENDINGS)
            found += inside
        elif path.exists():
            found.append(path)
        else:
            raise UnreadableFile("There is no such file or folder.", "Check the path.", path.name)
    opened = ArticleFiles(tuple(found), iter(()))
    opened.articles = _each(opened)
    return opened


def _each(opened: ArticleFiles) -> Iterator[Article]:
    for path in opened.files:
        opened.begun += 1
        try:
            for article in _of_file(path, opened.problems):
                yield _keepable(article)
        except UnreadableFile as error:
            opened.problems.append(Problem(error.problem, error.remedy, path.name, reason=error.reason))


def _keepable(article: Article) -> Article:
    """The article with a box (U+FFFD) for each sign that no text holds: NUL, and halves of letters of UTF-16.

    JSON can write them, and broken PDF fonts give them; no database keeps them. Places of letters stay what they are.
    """
    said = {each.name: getattr(article, each.name) for each in fields(article)}
    boxed = {name: _NO_TEXT.sub("\ufffd", text) for name, text in said.items() if text and _NO_TEXT.search(text)}
    return replace(article, **boxed) if boxed else article


def _of_file(path: Path, problems: list[Problem]) -> Iterator[Article]:
    ending = path.suffix.lower()
    many = ending in _MANY
    raw = read_raw(path, LARGEST_COLLECTION_BYTES if many else LARGEST_BYTES, may_cut=many)
    if raw.data.startswith(b"%PDF-"):
        yield article_of_pdf(raw)
    elif ending in {".jsonl", ".ndjson", ".json"}:
        yield from articles_of_lines(raw, problems)
    elif _LOOKS_LIKE_FEED.match(raw.data[:4096]) or ending in {".rss", ".atom"}:
        yield from articles_of_feed(raw, problems)
    elif _LOOKS_LIKE_PAGE.match(raw.data[:4096]) or ending in {".html", ".htm", ".xhtml"}:
        yield article_of_page(raw)
    elif ending == ".pdf":
        raise UnreadableFile(
            "The file is no PDF, whatever its name says.", "Check the file.", path.name, reason="broken"
        )
    elif ending == ".xml":
        raise UnreadableFile("The file is XML, but no feed.", "Give an RSS or Atom feed.", path.name, reason="broken")
    else:
        yield _of_text(raw)


def _of_text(raw: RawFile) -> Article:
    text = decoded(raw)
    header = _HEADER.match(text)
    return Article(
        id=raw.name.rsplit(".", 1)[0],
        text=text,
        published_on=header[1] if header else None,
        file=raw.name,
        sha256=raw.sha256,
    )
