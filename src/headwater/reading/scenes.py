"""A sentence with everything found in it: cues, parties, sums, days, technologies. What records are assembled from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from headwater.reading.dates import Day, Horizon
from headwater.reading.lexicon import Hit
from headwater.reading.money import Money
from headwater.reading.parties import Mention
from headwater.reading.sentences import Sentence


class Placed(Protocol):
    """Anything with a place."""

    @property
    def start(self) -> int:
        """Where it begins in the clean text."""
        ...


Found = TypeVar("Found", bound=Placed)
_STATES = frozenset({"nation", "public"})


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence and what is in it; all places are in the clean text.

    `states` are the first mentions of nations and public bodies, one a country; `by_meanings` keeps what was asked for.
    """

    sentence: Sentence
    text: str
    language: str
    hits: Sequence[Hit]
    mentions: Sequence[Mention]
    sums: Sequence[tuple[int, Money]]
    days: Sequence[Day]
    horizons: Sequence[Horizon]
    things: Sequence[Hit]
    by_meaning: dict[str, list[Hit]] = field(default_factory=dict)
    by_meanings: dict[tuple[str, ...], list[Hit]] = field(default_factory=dict)
    states: list[Mention] = field(default_factory=list)

    def __post_init__(self) -> None:
        for hit in self.hits:
            for meaning in hit.meanings:
                self.by_meaning.setdefault(meaning, []).append(hit)
        state = {
            each.country: each
            for each in reversed(self.mentions)
            if each.country and each.kind in _STATES and each.role != "capital"
        }
        self.states.extend(reversed(state.values()))

    def cues(self, *meanings: str) -> list[Hit]:
        """Cues of any of these meanings, by place."""
        if len(meanings) == 1:
            return self.by_meaning.get(meanings[0], [])
        found = self.by_meanings.get(meanings)
        if found is None:
            hits = {hit.start: hit for meaning in meanings for hit in self.by_meaning.get(meaning, ())}
            found = self.by_meanings[meanings] = [hits[start] for start in sorted(hits)]
        return found

    def has(self, *meanings: str) -> bool:
        """Whether the sentence has such a cue."""
        return any(each in self.by_meaning for each in meanings)

    def near(self, place: int, reach: int, *meanings: str) -> Hit | None:
        """The cue of these meanings nearest to `place`, at most `reach` letters away."""
        best, distance = None, reach + 1
        for hit in self.cues(*meanings):
            away = max(hit.start - place, place - hit.end, 0)
            if away < distance:
                best, distance = hit, away
        return best

    @property
    def verb_last(self) -> bool:
        """Whether verbs of the language stand at the end of the clause."""
        return self.language in {"ko", "ja"}


def within(items: Sequence[Found], starts: Sequence[int], sentence: Sentence) -> Sequence[Found]:
    """The items that begin in a sentence; `starts` are their places, in order."""
    return items[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
