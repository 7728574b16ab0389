"""The words that stand beside a pattern of bodies: no match is without one, by the pattern's own parts."""

from __future__ import annotations

import importlib
from collections.abc import Collection
from typing import Any

import pytest

from headwater.reading.bodies import body_patterns
from headwater.reading.lexicon import LANGUAGES
from headwater.reading.parties import _FRENCH_INSTITUTION, _TITLED_SURNAME, _VIETNAMESE_OFFICE
from headwater.reading.searching import Worded

PARSER: Any = importlib.import_module("re._parser")


def always_has(parts: Any, words: Collection[str]) -> bool:
    """Whether whatever a parsed pattern matches has one of the words: literal runs, all branches, what must repeat."""
    run = ""
    for kind, value in parts:
        name = str(kind)
        run = run + chr(value) if name == "LITERAL" else ""
        if any(word in run for word in words):
            return True
        inner = {"SUBPATTERN": lambda v: v[-1], "MAX_REPEAT": lambda v: v[2] if v[0] else ()}.get(name)
        if inner and always_has(inner(value), words):
            return True
        if name == "ASSERT" and always_has(value[1], words):
            return True
        if name == "BRANCH" and all(always_has(branch, words) for branch in value[1]):
            return True
    return False


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_match_is_without_its_words(language: str) -> None:
    for pattern, words in body_patterns(language):
        assert "" in words or always_has(PARSER.parse(pattern.pattern), words), pattern.pattern


@pytest.mark.parametrize("worded", [_TITLED_SURNAME, _VIETNAMESE_OFFICE, _FRENCH_INSTITUTION])
def test_nor_is_a_match_of_people_and_institutions(worded: Worded) -> None:
    assert always_has(PARSER.parse(worded.pattern.pattern), worded.words)


def test_the_proof_sees_what_is_missing() -> None:
    assert always_has(PARSER.parse(r"\b(?:the )?(?:state|city)(?=\shas)"), ("state", "city"))
    assert not always_has(PARSER.parse(r"\b(?:the )?(?:state|city|region)"), ("state", "city"))
    assert not always_has(PARSER.parse(r"(?:state)?"), ("state",))
