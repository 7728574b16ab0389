"""Corrections as people type them: FIELD=VALUE, and FIELD=START-END for the place it is read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from headwater.errors import BadQuestion
from headwater.workflows.review import Correction, Desk, find_words, with_words

_PARTY = re.compile(r"\s*(?P<name>.+?)\s*(?:\((?P<inside>[^()]*)\))?\s*")
_PLACE = re.compile(r"(\d+)-(\d+)")


def correction_of(fields: Iterable[str], spans: Iterable[str] = (), keep: Sequence[str] = ()) -> Correction:
    """The correction these words ask for; `BadQuestion` shows how a field, an amount or a place is written."""
    values = dict(_field(word) for word in fields)
    places: dict[str, list[tuple[int, int]]] = {}
    for word in spans:
        name, said = _halves(word, "FIELD=START-END")
        match = _PLACE.fullmatch(said)
        if match is None:
            raise BadQuestion(f"{said!r} is no place.", "Write FIELD=START-END, in characters of the article.", name)
        places.setdefault(name, []).append((int(match[1]), int(match[2])))
    return Correction(values, places, tuple(keep))


def corrected_with_words(desk: Desk, identity: str, correction: Correction, words: Iterable[str]) -> Correction:
    """The correction with fields read from words of the article, FIELD=WORDS each, by the readers themselves."""
    from headwater.bootstrap.known import known_organizations

    found = desk.queue.candidate(identity)
    article = desk.queue.article(found.article)
    pairs = [_halves(word, "FIELD=WORDS") for word in words]
    places = [(name, *find_words(article, said)) for name, said in pairs]
    return with_words(correction, article, found.record, places, known_organizations()) if places else correction


def _field(word: str) -> tuple[str, Any]:
    name, said = _halves(word, "FIELD=VALUE")
    if not said:
        return name, [] if name in {"parties", "products", "areas"} else None
    if name in {"amount", "amount_high"}:
        try:
            return name, float(said.replace(",", "").replace("_", "").replace(" ", ""))
        except ValueError:
            raise BadQuestion(f"{said!r} is no amount.", "Write digits: 2400000000.", name) from None
    if name == "parties":
        return name, [_party(part) for part in said.split(";") if part.strip()]
    if name in {"products", "areas"}:
        return name, [part.strip() for part in said.split(";") if part.strip()]
    return name, said


def _halves(word: str, shape: str) -> tuple[str, str]:
    name, sign, said = word.partition("=")
    if not sign:
        raise BadQuestion(f"{word!r} names no field.", f"Write {shape}.")
    return name.strip(), said.strip()


def _party(words: str) -> dict[str, Any]:
    """`Halden Electronics (CL, investor)`; country and role in either order, each may be left out."""
    match = _PARTY.fullmatch(words)
    if match is None:
        raise BadQuestion(f"{words!r} is no party.", "Write NAME (CC, role).", "parties")
    party: dict[str, Any] = {"name": match["name"]}
    for said in (part.strip() for part in (match["inside"] or "").split(",")):
        if said and said != "?":
            party["country" if said.isupper() and len(said) == 2 else "role"] = said
    return party
