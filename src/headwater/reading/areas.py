"""On what do the parties of an agreement mean to work together? The list behind `cooperation in`, `△`, `liên quan đến`."""

from __future__ import annotations

import re

from headwater.reading.scenes import Scene

_MARKED = re.compile(r"△\s?([^△,.\n]{2,40}?)(?=\s?△|\s?등|,|\.|$)")
_PARTS = re.compile(r",\s(?:and\s|và\s|et\s)?|\s(?:and|và|et)\s|、|·|및")
_LONGEST = 60


def areas_of(scene: Scene) -> list[tuple[int, int]]:
    """Places in the clean text of the areas a sentence lists; empty where it lists fewer than two."""
    start, end = scene.sentence.start, scene.sentence.end
    marked = [match.span(1) for match in _MARKED.finditer(scene.text, start, end)]
    if marked:
        return marked
    best: list[tuple[int, int]] = []
    for cue in scene.cues("areas_after"):
        stop = re.compile(r"[.;:。]|\n|\((?!R&D)").search(scene.text, cue.end, end)
        listed = _listed(scene.text, cue.end, stop.start() if stop else end)
        if len(listed) > len(best):
            best = listed
    return best if len(best) >= 2 else []


def _listed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, place = [], start
    for part in _PARTS.finditer(text, start, end):
        found.append((place, part.start()))
        place = part.end()
    found.append((place, end))
    return [span for span in found if 2 < span[1] - span[0] <= _LONGEST and text[slice(*span)].strip()]
