"""Texts and places in them: what is matched is a cleaned copy, what is kept is the original, letter for letter.

The clean copy is NFC, without zero-width and direction marks, with plain spaces, plain digits and without the marks of
hyperlinks. Each letter of it knows where it came from, so a span of the clean copy is always a verbatim span of the
original. `Read` is a value together with the spans it was read from; there is none without a span.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from array import array
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

Value = TypeVar("Value")

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2008\u2009\u202f\u3000\t", " "),
        "\u2019": "'",
        "\u2018": "'",
        "\r": "\n",
        **{chr(code): chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))},
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF41, 0xFF5B)},
        "\uff04": "$",
        "\uff05": "%",
        "\uff0e": ".",
    }
)
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\((?:[^()\s]|\([^()\s]*\))*\)")
_STARS = re.compile(r"\*\*+")
_NEEDS_CARE = re.compile(
    "[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u1100-\u11ff]|\\]\\(|\\*\\*"
)
_CHUNK = re.compile("[^\u0300-\u036f\u1100-\u11ff\u3099\u309a][\u0300-\u036f\u1160-\u11ff\u3099\u309a]*")
_SOFT_BREAK = re.compile(r"(?<=[^\s>|])[ ]*\n[ ]*(?=[^\s\-*•#△▲◆■])")
_WRAP, _WRAPPED_LINES = 85, 6


@dataclass(frozen=True, slots=True)
class Span:
    """A place in an article: character offsets in the original text (end not included), and what stands there."""

    start: int
    end: int
    text: str

    def as_dict(self) -> dict[str, int | str]:
        """The span as plain values."""
        return {"start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True, slots=True)
class Read(Generic[Value]):
    """A value with the verbatim spans it was read from; ValueError where there are none."""

    value: Value
    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        if not self.spans or not all(span.text for span in self.spans):
            raise ValueError("a field without a span does not exist")


class SourceText:
    """An article's text as it came (`original`) and as it is matched (`clean`)."""

    def __init__(self, original: str) -> None:
        self.original = original
        self.clean, self._origin = _cleaned(original)

    @cached_property
    def lower(self) -> str:
        """The clean text in lower case, letter for letter at the same places."""
        lowered = self.clean.lower()
        if len(lowered) == len(self.clean):
            return lowered
        return "".join(one if len(one := letter.lower()) == 1 else letter for letter in self.clean)

    def span(self, start: int, end: int) -> Span:
        """The verbatim span of the original behind `clean[start:end]`, without spaces around it."""
        while start < end and self.clean[start].isspace():
            start += 1
        while end > start and self.clean[end - 1].isspace():
            end -= 1
        if self._origin is None:
            return Span(start, end, self.original[start:end])
        first, last = self._origin[start], self._origin[end - 1] + 1 if end > start else self._origin[start]
        while last < len(self.original) and unicodedata.combining(self.original[last]):
            last += 1
        return Span(first, last, self.original[first:last])


def _cleaned(original: str) -> tuple[str, array[int] | None]:
    if not _NEEDS_CARE.search(original) and unicodedata.is_normalized("NFC", original):
        return _joined(original.translate(_PLAIN)), None
    letters, origin = [], array("l")
    skipped = _link_marks(original)
    for match in _CHUNK.finditer(original):
        if match.start() in skipped or _INVISIBLE.match(match[0]):
            continue
        for letter in unicodedata.normalize("NFC", match[0]):
            letters.append(letter)
            origin.append(match.start())
    origin.append(len(original))
    return _joined("".join(letters).translate(_PLAIN)), origin


def _link_marks(text: str) -> set[int]:
    """Places of letters that belong to hyperlinks and emphasis, not to what is read."""
    marks: set[int] = set()
    for link in _LINK.finditer(text):
        marks.add(link.start())
        marks.update(range(link.end(1), link.end()))
    for stars in _STARS.finditer(text):
        marks.update(range(*stars.span()))
    return marks


def _joined(text: str) -> str:
    """Line breaks inside a paragraph made spaces: all of them where the text is hard-wrapped, else before lower case."""
    if "\n" not in text:
        return text
    wrapped = _is_wrapped(text)

    def soft(match: re.Match[str]) -> str:
        goes_on = wrapped or text[match.end()].islower()
        return match[0].replace("\n", " ") if goes_on else match[0]

    return _SOFT_BREAK.sub(soft, text)


def _is_wrapped(text: str) -> bool:
    """Whether most lines are of one width and break off in the middle of a sentence."""
    lines = text.split("\n")
    inner = [line for line, after in itertools.pairwise(lines) if line.strip() and after.strip()]
    broken = [line for line in inner if len(line) <= _WRAP and line.rstrip()[-1] not in ".!?:。！？"]
    return len(broken) >= _WRAPPED_LINES and len(broken) * 3 >= len(inner) * 2 and max(map(len, broken)) >= _WRAP // 2
