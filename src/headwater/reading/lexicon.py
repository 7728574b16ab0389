"""Words by language, as data files, made into automatons that find them all in one pass over a text.

A cue is a phrase that means something to the reading (`sign`, `plan`, `revenue`); a technology is a phrase that stands
for a product. Cues are matched in lower case; a phrase of letters must stand alone as a word unless it ends in `*`.
Chinese, Japanese and Korean part no words, so their phrases match anywhere. The longest phrase at a place wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import ahocorasick

from headwater.standard.yaml_files import read_yaml

LANGUAGES: tuple[str, ...] = ("en", "ko", "vi", "fr", "ja", "zh")
UNSPACED: frozenset[str] = frozenset({"ja", "zh", "ko"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: where in the clean text, and what it may mean."""

    start: int
    end: int
    meanings: tuple[str, ...]


class Phrases:
    """Phrases with their meanings, found with one automaton."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        meanings: dict[str, dict[str, None]] = {}
        open_ended: set[str] = set()
        for phrase, meaning in phrases:
            text = phrase.removesuffix("*")
            meanings.setdefault(text, {})[meaning] = None
            if phrase.endswith("*"):
                open_ended.add(text)
        self._automaton = ahocorasick.Automaton()
        for text, found in meanings.items():
            closed = _is_spaced(text[-1]) and text not in open_ended
            self._automaton.add_word(text, (len(text), _is_spaced(text[0]), closed, tuple(found)))
        self._empty = not meanings
        if meanings:
            self._automaton.make_automaton()

    def within(self, phrase: str) -> dict[str, None]:
        """What stands inside a longer phrase means, which would hide it: `sẽ ký` is to come and signs."""
        found: dict[str, None] = {}
        for last, (length, bound_left, bound_right, meanings) in self._automaton.iter(phrase.removesuffix("*")):
            start, end = last - length + 1, last + 1
            inside = not (bound_left and start and _joins(phrase[start - 1]))
            if inside and length > 1 and not (bound_right and end < len(phrase) and _joins(phrase[end])):
                found.update(dict.fromkeys(meanings))
        return found

    def find(self, text: str) -> list[Hit]:
        """Every phrase in `text` that no longer phrase contains, by place."""
        if self._empty:
            return []
        size, found = len(text), []
        for last, (length, bound_left, bound_right, meanings) in self._automaton.iter(text):
            start, end = last - length + 1, last + 1
            if bound_left and start and _joins(text[start - 1]):
                continue
            if bound_right and end < size and _joins(text[end]):
                continue
            found.append((start, -end, meanings))
        found.sort(key=_place)
        return list(_longest(found))


def _place(hit: tuple[int, int, tuple[str, ...]]) -> tuple[int, int]:
    return hit[0], hit[1]


def _longest(hits: list[tuple[int, int, tuple[str, ...]]]) -> Iterator[Hit]:
    reached = -1
    for start, negative_end, meanings in hits:
        if -negative_end > reached:
            reached = -negative_end
            yield Hit(start, reached, meanings)


def _is_spaced(letter: str) -> bool:
    """Whether words of this letter's script are parted by spaces (Hangul takes endings, so it does not count)."""
    return letter.isalnum() and letter < "\u1100"


def _joins(letter: str) -> bool:
    return letter.isalnum() and letter < "\u1100"


@cache
def word_file(name: str) -> dict[str, Any]:
    """One file of words as plain values."""
    loaded: dict[str, Any] = read_yaml((files(__package__) / "words" / f"{name}.yaml").read_text(encoding="utf-8"))
    return loaded


@cache
def cues(language: str) -> Phrases:
    """The cues of a language."""
    listed = word_file(language)
    found = [(phrase.lower(), meaning) for meaning, phrases in listed.items() for phrase in phrases]
    inner = Phrases((phrase, meaning) for phrase, meaning in found if meaning in _CARRIED)
    carriers = {phrase for phrase, meaning in found if meaning in _CARRYING}
    carriers -= {phrase for phrase, meaning in found if meaning in _SWALLOWING}
    found += [(phrase, meaning) for phrase in sorted(carriers) for meaning in inner.within(phrase)]
    if language in _OBJECTS_INSIDE:
        found += list(_with_objects(found))
    return Phrases([*found, *_of_stems(found)] if language in UNSPACED else found)


_OBJECTS_INSIDE = frozenset({"fr", "vi"})
_TURNS = frozenset({"cancel", "suspend", "remove"})


def _with_objects(found: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """A turn that names what it turns (`quitte le projet`, `bỏ lệnh cấm`) means that too; one that ends in `à`, a place."""
    objects = Phrases((phrase, meaning) for phrase, meaning in found if meaning in {"site", "control"})
    places = {phrase for phrase, meaning in found if meaning == "place_before"}
    for phrase, meaning in found:
        if meaning in _TURNS:
            yield from ((phrase, inside) for inside in objects.within(phrase))
        if " " in phrase and meaning not in {"ignore", "place_before"} and phrase.rsplit(" ", 1)[1] in places:
            yield phrase, "place_before"


_SHORTEST_STEM = 2


def _of_stems(found: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """A word with its ending means what its stem means too: 停止した stops and suspends as 停止 does."""
    meanings: dict[str, set[str]] = {}
    for phrase, meaning in found:
        meanings.setdefault(phrase, set()).add(meaning)
    for phrase, own in meanings.items():
        if own & {"ignore", "deny"}:
            continue
        for length in range(_SHORTEST_STEM, len(phrase)):
            stem = meanings.get(phrase[:length], set())
            yield from ((phrase, meaning) for meaning in sorted(stem & _STEMMED))


_STEMMED = frozenset(
    {"suspend", "remove", "cancel", "underway", "operating", "hold", "meet", "sign", "agree", "acquire", "loan"}
)


_CARRIED = frozenset({"invest", "future", "sign", "agreement", "plan", "meet", "raise", "build"})
_CARRYING = frozenset(
    {
        "plan",
        "future",
        "consider",
        "sign",
        "agree",
        "announce",
        "commit",
        "propose",
        "negotiate",
        "hold",
        "inflow",
        "loan",
        "conditional",
    }
)
_SWALLOWING = frozenset({"ignore", "deny", "revenue", "loss", "fine", "debt", "market_cap", "register", "consider"})


@cache
def technologies(language: str) -> Phrases:
    """The technologies in a language and, since press texts borrow them, in English."""
    return Phrases(
        (phrase, name)
        for name, words in word_file("technologies").items()
        for tongue in dict.fromkeys((language, "en"))
        for phrase in words.get(tongue, ())
        if tongue == language or len(phrase) > 2
    )


@cache
def organization_words(key: str) -> frozenset[str]:
    """One of the lists of `organizations.yaml`."""
    return frozenset(word_file("organizations")[key])
