"""Expensive patterns, asked only where they can match: the same matches in the same order, for less time.

A pattern that may begin with any letter is tried at every place of a text. Where each of its matches needs a word or
stands beside a mark, looking for that first is many times faster, since most texts have none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Worded:
    """A pattern together with words of which each of its matches has one, letter for letter."""

    pattern: re.Pattern[str]
    words: tuple[str, ...]

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As of the pattern itself: a text without such a word has no match."""
        return self.pattern.finditer(text) if any(word in text for word in self.words) else iter(())


def around(
    pattern: re.Pattern[str], marks: Iterable[tuple[int, int]], text: str, before: int, behind: int
) -> Iterator[re.Match[str]]:
    """The matches of a pattern, looked for only from `before` letters ahead of a mark to `behind` letters past it.

    `marks` are places by where they begin and end, in order. The same as without marks where each match begins at most `before` letters ahead of one, and what decides on it ends
    fewer than `behind` letters past its last one.
    """
    left = right = -1
    for start, end in marks:
        opens = start - before
        if opens > right:
            if right >= 0:
                yield from pattern.finditer(text, left, right)
            left = max(0, opens)
        right = end + behind
    if right >= 0:
        yield from pattern.finditer(text, left, right)


def spans(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Where each match of a cheap pattern begins and ends: marks for an expensive one."""
    return (match.span() for match in pattern.finditer(text))


def starting(pattern: re.Pattern[str], places: Iterable[int], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern that begin at one of these places (in order), none inside another."""
    reached = 0
    for place in places:
        if place >= reached and (match := pattern.match(text, place)) is not None:
            reached = match.end()
            yield match
