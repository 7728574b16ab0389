"""RSS and Atom feeds: one article an entry, as much of its text as the feed carries.

A feed is read entry by entry, at most `MOST_ENTRIES` of them; where it goes on, or breaks off, what was read is kept
and the rest reported. Nothing outside the file is loaded: no entity, no document type, no address.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from lxml import etree

from headwater.errors import Problem, UnreadableFile
from headwater.intake.articles.days import declared_day
from headwater.intake.articles.page import plain
from headwater.intake.articles.raw import RawFile, refuse_binary
from headwater.reading import Article

MOST_ENTRIES = 2_000
_ENTRIES = ("{*}item", "{*}entry")
_TEXTS = ("encoded", "content", "description", "summary")
_DAYS = ("pubDate", "published", "date", "updated")


def articles_of_feed(raw: RawFile, problems: list[Problem]) -> Iterator[Article]:
    """Each entry as an article. Raises `UnreadableFile` where not even one entry can be read."""
    refuse_binary(raw)
    count = 0
    try:
        for _, element in etree.iterparse(
            io.BytesIO(raw.data), events=("end",), tag=_ENTRIES, resolve_entities=False, no_network=True, load_dtd=False
        ):
            count += 1
            if count > MOST_ENTRIES:
                problems.append(
                    _stopped(raw, f"The feed has more than {MOST_ENTRIES:,} entries; the rest is not read.")
                )
                return
            article = _article(element, raw, count)
            element.clear()
            if article is not None:
                yield article
    except etree.XMLSyntaxError as error:
        if count == 0:
            raise UnreadableFile(
                f"The feed is no XML: {error}.", "Check the file.", raw.name, reason="broken"
            ) from None
        told = "The feed goes on behind what is read of one" if raw.cut else "The feed breaks off"
        problems.append(_stopped(raw, f"{told}; its first {count:,} entries are read."))
        return
    if count == 0:
        raise UnreadableFile("The feed has no entries.", "Give an RSS or Atom feed.", raw.name, reason="no-text")


def _stopped(raw: RawFile, problem: str) -> Problem:
    return Problem(problem, "Give the rest as a file of its own.", raw.name, reason="cut")


def _article(element: Any, raw: RawFile, number: int) -> Article | None:  # noqa: ANN401 - lxml ships no types
    parts: dict[str, str] = {}
    for child in element:
        if isinstance(child.tag, str):
            name = etree.QName(child).localname
            parts.setdefault(name, "".join(child.itertext()) or child.get("href") or "")
    title = plain(parts.get("title", ""))
    body = next((plain(parts[name]) for name in _TEXTS if parts.get(name)), "")
    text = "\n\n".join(part for part in (title, body) if part)
    if not text:
        return None
    return Article(
        id=f"{raw.name}:{number}",
        text=text,
        title=title or None,
        published_on=declared_day(next((parts[name] for name in _DAYS if parts.get(name)), "")),
        url=parts.get("link") or None,
        file=raw.name,
        sha256=raw.sha256,
    )
