"""JSON lines (and a JSON list): one article an object, under the names people give such fields."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from headwater.errors import Problem, UnreadableFile
from headwater.intake.articles.days import declared_day
from headwater.intake.articles.raw import RawFile, decoded
from headwater.reading import Article

LONGEST_LINE = 4 * 1024 * 1024
_NAMES = {
    "id": ("id", "doc_id", "guid"),
    "text": ("text", "body", "content", "article"),
    "title": ("title", "headline"),
    "published_on": ("published_on", "date", "published", "published_at", "datePublished", "pubDate"),
    "language": ("language", "lang"),
    "publisher": ("publisher", "source", "site"),
    "url": ("url", "link"),
}


def articles_of_lines(raw: RawFile, problems: list[Problem]) -> Iterator[Article]:
    """Each object as an article; a line that is none is a problem, and the next one is read."""
    text = decoded(raw)
    if text.lstrip().startswith("["):
        yield from _of_list(text, raw, problems)
        return
    for row, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        article = None if len(line) > LONGEST_LINE else _of_line(line, raw, row)
        if article is None:
            problems.append(
                Problem(
                    "The line is no JSON object with a text.",
                    'Write {"text": "..."} on one line.',
                    raw.name,
                    row,
                    reason="line",
                )
            )
        else:
            yield article


def _of_list(text: str, raw: RawFile, problems: list[Problem]) -> Iterator[Article]:
    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(f"The file is no JSON: {error}.", "Check the file.", raw.name, reason="broken") from None
    for row, item in enumerate(items, start=1):
        article = _made(item, raw, row)
        if article is None:
            problems.append(
                Problem("The item is no object with a text.", "Give it a text.", raw.name, row, reason="line")
            )
        else:
            yield article


def _of_line(line: str, raw: RawFile, row: int) -> Article | None:
    try:
        return _made(json.loads(line), raw, row)
    except (ValueError, RecursionError):
        return None


def _made(item: Any, raw: RawFile, row: int) -> Article | None:  # noqa: ANN401 - JSON holds anything
    if not isinstance(item, dict):
        return None
    found: dict[str, str] = {}
    for field, names in _NAMES.items():
        value = next((item[name] for name in names if isinstance(item.get(name), str | int)), None)
        if value is not None:
            found[field] = str(value)
    if not found.get("text"):
        return None
    return Article(
        id=found.get("id") or f"{raw.name}:{row}",
        text=found["text"],
        title=found.get("title"),
        published_on=declared_day(found.get("published_on", "")),
        language=(found.get("language") or "")[:2].lower() or None,
        publisher=found.get("publisher"),
        url=found.get("url"),
        file=raw.name,
        sha256=raw.sha256,
    )
