"""Matches found around marks and at places are those that the pattern finds by itself."""

from __future__ import annotations

import random
import re

from headwater.reading.searching import Worded, around, spans, starting

PRICE = re.compile(r"(?:about )?\d+ (?:won|yen)(?= a year|\b)")
DIGITS = re.compile(r"\d+")
PIECES = ("about ", "12 won", "7 yen", " a year", ", ", "and so on and so forth ", "won ", "0")


def texts() -> list[str]:
    made = random.Random(7)
    return ["".join(made.choices(PIECES, k=30)) for _ in range(200)]


def test_around_marks_is_everywhere() -> None:
    for text in texts():
        near = [match.span() for match in around(PRICE, spans(DIGITS, text), text, 6, 12)]
        assert near == [match.span() for match in PRICE.finditer(text)]


def test_marks_too_near_lose_what_begins_farther_off() -> None:
    assert [match[0] for match in around(PRICE, [(6, 8)], "about 12 won", 0, 12)] == ["12 won"]


def test_starting_at_every_place_is_everywhere() -> None:
    for text in texts():
        found = [match.span() for match in starting(PRICE, range(len(text)), text)]
        assert found == [match.span() for match in PRICE.finditer(text)]


def test_a_text_without_the_words_is_not_searched() -> None:
    worded = Worded(PRICE, ("won",))
    assert [match[0] for match in worded.finditer("7 yen, 12 won")] == ["7 yen", "12 won"]
    assert list(worded.finditer("7 yen")) == []
