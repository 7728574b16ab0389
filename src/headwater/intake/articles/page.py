"""An HTML page: the article in it, without menus, scripts, forms and lists of other articles.

The article is the element that holds most of the text of paragraphs; its title, day, language and address are those
the page declares (meta elements, JSON-LD, `time`). Offsets of what is read count in the text given here.
"""

from __future__ import annotations

import json
import re
from typing import Any

from lxml import etree, html

from headwater.errors import UnreadableFile
from headwater.intake.articles.raw import RawFile, decoded
from headwater.reading import Article

_DROPPED = [
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "aside",
    "footer",
    "form",
    "button",
    "iframe",
    "svg",
    "select",
    "option",
    "header",
    "figure",
]
_BLOCKS = ".//p|.//h1|.//h2|.//h3|.//li|.//blockquote"
_DAY = re.compile(r"(?:19|20)\d\d-\d\d(?:-\d\d)?")
_SHORTEST_BLOCK = 2


def article_of_page(raw: RawFile) -> Article:
    """The article of a page; `UnreadableFile` where the page has no text."""
    text = decoded(raw, declared=True)
    root = _parsed(text, raw.name)
    declared = _declared(root)
    body = text_of(root)
    if not body:
        problem = "The page has no text of an article."
        raise UnreadableFile(problem, "Save the page with its text.", raw.name, reason="no-text")
    return Article(
        id=raw.name.rsplit(".", 1)[0],
        text=body,
        title=declared.get("title"),
        published_on=declared.get("published_on"),
        language=declared.get("language"),
        publisher=declared.get("publisher"),
        url=declared.get("url"),
        file=raw.name,
        sha256=raw.sha256,
    )


def plain(fragment: str) -> str:
    """The text of a piece of HTML, as feeds carry it."""
    if "<" not in fragment:
        return html.fromstring(f"<p>{fragment}</p>").text_content().strip() if "&" in fragment else fragment.strip()
    try:
        return text_of(html.fromstring(f"<div>{fragment}</div>"))
    except (etree.ParserError, ValueError):
        return re.sub(r"<[^>]*>", " ", fragment).strip()


def _parsed(text: str, name: str) -> Any:  # noqa: ANN401 - lxml ships no types
    without_declaration = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        return html.document_fromstring(without_declaration, parser=html.HTMLParser(no_network=True, recover=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(
            f"The page cannot be parsed: {error}.", "Check that it is HTML.", name, reason="broken"
        ) from None


def text_of(root: Any) -> str:  # noqa: ANN401 - lxml ships no types
    """Paragraphs of the element that holds most of them, joined by blank lines."""
    for name in _DROPPED:
        for element in list(root.iter(name)):
            element.drop_tree()
    main = _main(root)
    blocks = [
        " ".join(block.text_content().split())
        for block in main.xpath(_BLOCKS)
        if not block.xpath("ancestor::li|ancestor::blockquote")
    ]
    kept = [block for block in blocks if len(block) >= _SHORTEST_BLOCK]
    return "\n\n".join(dict.fromkeys(kept)) or " ".join(main.text_content().split())


def _main(root: Any) -> Any:  # noqa: ANN401
    weights: dict[Any, int] = {}
    for paragraph in root.iter("p"):
        parent = paragraph.getparent()
        if parent is not None:
            weights[parent] = weights.get(parent, 0) + len(paragraph.text_content())
    articles = [each for each in root.iter("article") if len(each.text_content()) > 200]
    if articles:
        return max(articles, key=lambda each: len(each.text_content()))
    return max(weights, key=lambda each: weights[each]) if weights else root


def _declared(root: Any) -> dict[str, str]:  # noqa: ANN401
    meta = {
        (element.get("property") or element.get("name") or element.get("itemprop") or "").lower(): element.get(
            "content"
        )
        for element in root.iter("meta")
        if element.get("content")
    }
    times = [element.get("datetime") for element in root.iter("time") if element.get("datetime")]
    linked = _linked_data(root)
    days = [meta.get("article:published_time"), meta.get("datepublished"), meta.get("date"), linked, *times]
    found = {
        "title": meta.get("og:title") or _first(root, "h1") or _first(root, "title"),
        "published_on": next((match[0] for day in days if day and (match := _DAY.search(day))), None),
        "language": (root.get("lang") or meta.get("og:locale") or "")[:2].lower() or None,
        "publisher": meta.get("og:site_name"),
        "url": meta.get("og:url")
        or next((each.get("href") for each in root.iter("link") if each.get("rel") == "canonical"), None),
    }
    return {name: value.strip() for name, value in found.items() if value}


def _first(root: Any, name: str) -> str | None:  # noqa: ANN401
    element = next(iter(root.iter(name)), None)
    return " ".join(element.text_content().split()) if element is not None else None


def _linked_data(root: Any) -> str | None:  # noqa: ANN401
    for script in root.xpath("//script[@type='application/ld+json']"):
        try:
            loaded = json.loads(script.text or "")
        except ValueError:
            continue
        for item in loaded if isinstance(loaded, list) else [loaded]:
            if isinstance(item, dict) and isinstance(item.get("datePublished"), str):
                return str(item["datePublished"])
    return None
