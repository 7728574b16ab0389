"""The texts in which the data set names its sources: a sentence or two with links in Markdown."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from headwater.intake.rows import slug

_LINK = re.compile(r"\[([^\]]*)\]\(([^),\s]+)[^)]*\)")
_TARGET = re.compile(r"\]\([^)]*\)|\]")
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_PUBLISHED = re.compile(rf"published by .* on ({'|'.join(_MONTHS)}) (\d{{1,2}}), (\d{{4}})")


def source_of(text: str) -> dict[str, Any]:
    """A source as a row of its own: the text without its links is the title, the first link its address."""
    title = " ".join(_TARGET.sub("", text).replace("[", "").split())
    links = _LINK.findall(text)
    day = _PUBLISHED.search(text)
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return {
        "id": f"source:eto.{slug(title)[:60].strip('-')}-{digest}",
        "title": title,
        "kind": "research",
        "publisher": links[0][0] if links else title.partition(" ")[0],
        "published_on": f"{day[3]}-{_MONTHS.index(day[1]) + 1:02}-{int(day[2]):02}" if day else None,
        "url": links[0][1] if links else None,
        "language": "en",
    }
