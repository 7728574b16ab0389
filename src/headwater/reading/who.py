"""Somebody named at a place of a text: what the reading of parties is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

UP = "A-ZÀ-ÖØ-ÞĐĂƠƯ"
WORD = rf"[{UP}][^\W\d_]*(?:-[^\W\d_]+)?"


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody at a place of the clean text. `kind` is nation, public, organization; `role` how a nation is named."""

    start: int
    end: int
    kind: str
    name: str
    country: str | None
    identity: str | None = None
    role: str = "name"


SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?[aăâeêioôơuưyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]{1,3}(?:ch|ng|nh|[cmnpt])?"
)
"""A Vietnamese syllable, in lower case."""


def within_lines(pattern: re.Pattern[str]) -> re.Pattern[str]:
    """A pattern whose spaces are no ends of lines: a headline without a full stop runs into no name of the text."""
    return re.compile(re.sub(r"\\s(?![^\[]*\])", r"[^\\S\\n]", pattern.pattern), pattern.flags)
