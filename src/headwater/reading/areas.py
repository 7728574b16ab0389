"""On what do the parties of an agreement mean to work together? The list beside `cooperation in`, `△`, `liên quan đến`.

In English, French and Vietnamese the list stands behind the cue, in Korean, Japanese and Chinese before it. Where a list
has commas, `and` parts only its last two: `research and development` is one area.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from headwater.reading.scenes import Scene

Places = list[tuple[int, int]]

_MARKED = re.compile(r"△\s?([^△,.\n]{2,40}?)(?=\s?△|\s?등|,|\.|$)")
_COMMA = re.compile(r",\s(?:and\s|và\s|et\s)?|、|;\s")
_AND = re.compile(r"\s(?:and|và|et)\s")
_EASTERN = re.compile(r",\s?|、|·|ㆍ|\s?및\s|和|與|与|及|や|[와과]\s")
_TOPIC = re.compile(r".*(?:[은는이가]\s|는\s|위해\s|통해\s|[はがで][、]?|在|就|對|对|圍繞|围绕|，|。)")
_STOP = re.compile(r"[.;:。]|\n|\((?!R&D)")
_LONGEST, _LONGEST_EASTERN = 60, 24
_FOLLOWING = 3


def areas_of(scenes: Sequence[Scene], following: Sequence[Scene]) -> Places:
    """Places in the clean text of the areas that the sentences of an agreement list.

    Where they list none, those behind it are asked that speak of the same parties (`the two sides agreed ...`). Empty
    where fewer than two areas are listed.
    """
    for scene in scenes:
        if found := _in_sentence(scene):
            return found
    for scene in following[:_FOLLOWING]:
        if scene.has("both") and (found := _in_sentence(scene)):
            return found
    return []


def _in_sentence(scene: Scene) -> Places:
    start, end = scene.sentence.start, scene.sentence.end
    marked = [match.span(1) for match in _MARKED.finditer(scene.text, start, end)]
    if marked:
        return marked
    best: Places = []
    for cue in scene.cues("areas_after"):
        if scene.language in {"ko", "ja", "zh"}:
            listed = _before(scene.text, start, cue.start)
        else:
            stop = _STOP.search(scene.text, cue.end, end)
            listed = _behind(scene.text, cue.end, stop.start() if stop else end)
        if len(listed) > len(best) and not _names_somebody(scene, listed):
            best = listed
    return best if len(best) >= 2 else []


def _names_somebody(scene: Scene, listed: Places) -> bool:
    """Whether a nation, a body or a firm stands in a list: then it is no list of areas."""
    return any(left <= each.start < right for left, right in listed for each in scene.mentions)


def _behind(text: str, start: int, end: int) -> Places:
    found = _parted(_COMMA, text, start, end)
    last = found[-1]
    joined = list(_AND.finditer(text, *last))
    if joined:
        cut = joined[-1] if len(found) > 1 else joined[0]
        found[-1:] = [(last[0], cut.start()), (cut.end(), last[1])]
    return [span for span in found if 2 < span[1] - span[0] <= _LONGEST and text[slice(*span)].strip()]


def _before(text: str, start: int, end: int) -> Places:
    """The short pieces right before a cue; the first of them begins behind the topic of the clause."""
    found: Places = []
    for left, right in reversed(_parted(_EASTERN, text, start, end)):
        topic = _TOPIC.match(text, left, right)
        begin = topic.end() if topic else left
        if not 1 < right - begin <= _LONGEST_EASTERN:
            break
        found.append((begin, right))
        if topic:
            break
    return found[::-1]


def _parted(separator: re.Pattern[str], text: str, start: int, end: int) -> Places:
    found, place = [], start
    for part in separator.finditer(text, start, end):
        found.append((place, part.start()))
        place = part.end()
    return [*found, (place, end)]
