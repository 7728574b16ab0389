"""Words a reviewer picked for a field, and the value the readers themselves find in them.

The same grammars read the picked words that read whole articles: sums of money, days, horizons, technologies, names.
What they do not find in the words is not made up: then the words are the field's, and the reviewer gives the value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from headwater.errors import BadQuestion
from headwater.reading import Gazetteer
from headwater.reading.dates import Base, days, horizons
from headwater.reading.lexicon import cues, technologies
from headwater.reading.money import sums
from headwater.reading.names import alpha2
from headwater.reading.parties import mentions
from headwater.reading.spans import SourceText
from headwater.standard.countries import place_of
from headwater.workflows.review.corrections import FIELDS, LONGEST, QUOTE, SAID_WITH, Correction
from headwater.workflows.review.model import QueuedArticle, Record

PICKABLE = (*(name for name in FIELDS if name not in SAID_WITH), QUOTE)
"""Fields that words can be picked for; an amount's words say its currency, upper end and qualifier too."""

_ROLES = {
    "investment": "investor", "agreement": "signatory", "measure": "implementer", "event": "participant",
    "programme": "partner",
}  # fmt: skip
_LISTS = frozenset({"parties", "products", "areas"})
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Picked:
    """Words of an article picked for a field, without the spaces around them, and what the readers find in them.

    `values` are corrections by field, empty where nothing was found; of a list they hold what the words add to it.
    """

    field: str
    start: int
    end: int
    text: str
    values: Mapping[str, Any]


def picked(
    article: QueuedArticle, record: Record, field: str, start: int, end: int, gazetteer: Gazetteer = Gazetteer()  # noqa: B008 - frozen
) -> Picked:  # fmt: skip
    """Read the characters from `start` to before `end` for a field. `BadQuestion` for no field, or no words there."""
    if field not in PICKABLE:
        raise BadQuestion(f"No words can be picked for {field!r}.", "", valid=PICKABLE)
    whole = article.text
    words = whole[max(0, start) : max(0, end)]
    if not words.strip() or end > len(whole):
        raise BadQuestion(f"There are no words at {start}-{end}.", f"The article has {len(whole)} characters.", "words")
    first = start + len(words) - len(words.lstrip())
    text = words.strip()
    values = _READERS[field](SourceText(text), article, record, gazetteer) if field in _READERS else {}
    return Picked(field, first, first + len(text), text, values)


def with_words(
    correction: Correction,
    article: QueuedArticle,
    record: Record,
    words: Iterable[tuple[str, int, int]],
    gazetteer: Gazetteer = Gazetteer(),  # noqa: B008 - frozen
) -> Correction:
    """The correction with fields read from picked words, (field, start, end) each; a value given by hand stays.

    Of a list the words add to what is there. `BadQuestion` where the readers find no value and none was given.
    """
    values: dict[str, Any] = dict(correction.values)
    spans: dict[str, list[tuple[int, int]]] = {name: list(places) for name, places in correction.spans.items()}
    for field, start, end in words:
        found = picked(article, record, field, start, end, gazetteer)
        if field in _LISTS and field not in correction.values:
            spans.setdefault(field, [(each["start"], each["end"]) for each in record["spans"].get(field, ())])
            so_far = list(values.get(field) or record[field])
            values[field] = [*so_far, *(found.values.get(field) or ())]
        elif field in _READERS and not found.values and values.get(field) is None:
            raise BadQuestion(f"No {field} could be read in “{found.text}”.", f"Give it too: {field}=VALUE.", field)
        else:
            values = {**found.values, **values}
        spans.setdefault(field, []).append((found.start, found.end))
    return Correction(values, spans, correction.keep)


def find_words(article: QueuedArticle, words: str) -> tuple[int, int]:
    """The one place where the words stand in the article; `BadQuestion` where they stand nowhere, or where if often."""
    places = [match.start() for match in re.finditer(re.escape(words), article.text)] if words.strip() else []
    if len(places) == 1:
        return places[0], places[0] + len(words)
    if not places:
        raise BadQuestion(f"The article does not say {words!r}.", "Write the words letter for letter.", "words")
    said = ", ".join(f"{place}-{place + len(words)}" for place in places[:9])
    raise BadQuestion(f"The article says {words!r} {len(places)} times.", f"Give the place: {said}.", "words")


def day_in(words: str, language: str | None, dated: str | None) -> str | None:
    """The first day the words name, bare days counted from the article's; None where they name none."""
    found = days(SourceText(words).lower, language or "en", Base(dated))
    if found:
        return found[0].day
    year = _YEAR.search(words)
    return year[0] if year else None


def _amount(words: SourceText, article: QueuedArticle, _: Record, __: Gazetteer) -> dict[str, Any]:
    found = sums(words.clean, words.lower, article.language or "en")
    if not found:
        return {}
    money = found[0]
    return {
        "amount": money.amount,
        "amount_high": money.high,
        "amount_qualifier": money.qualifier,
        "currency": money.currency,
    }


def _date(words: SourceText, article: QueuedArticle, _: Record, __: Gazetteer) -> dict[str, Any]:
    day = day_in(words.original, article.language, article.dated)
    return {} if day is None else {"date": day}


def _period(words: SourceText, article: QueuedArticle, _: Record, __: Gazetteer) -> dict[str, Any]:
    found = horizons(words.lower, article.language or "en", Base(article.dated))
    year = _YEAR.fullmatch(words.clean.strip())
    return {"period": found[0].period} if found else {"period": f"until {year[0]}"} if year else {}


def _products(words: SourceText, article: QueuedArticle, _: Record, __: Gazetteer) -> dict[str, Any]:
    hits = technologies(article.language or "en").find(words.lower)
    named = list(dict.fromkeys(hit.meanings[0] for hit in hits))
    return {"products": named or _as_said(words)}


def _areas(words: SourceText, *_: object) -> dict[str, Any]:
    return {"areas": _as_said(words)}


def _place(words: SourceText, *_: object) -> dict[str, Any]:
    said = _as_said(words)
    return {"place": said[0]} if said else {}


def _title(words: SourceText, *_: object) -> dict[str, Any]:
    said = _as_said(words)
    return {"title": said[0]} if said else {}


def _parties(words: SourceText, article: QueuedArticle, record: Record, gazetteer: Gazetteer) -> dict[str, Any]:
    language = article.language or "en"
    things = [(hit.start, hit.end) for hit in technologies(language).find(words.lower)]
    found = mentions(words.clean, language, cues(language).find(words.lower), things, gazetteer)
    named = [each for each in found if each.kind in {"nation", "public", "organization"}]
    role = _ROLES[record["kind"]]
    if named and sum(each.end - each.start for each in named) * 2 >= len(words.clean):
        return {
            "parties": [
                {"name": each.name, "country": each.country, "role": role, "kind": each.kind, "identity": each.identity}
                for each in named
            ]
        }
    said = _as_said(words)
    if not said:
        return {}
    nation = place_of(said[0])
    party = {"name": said[0], "country": alpha2().get((nation or "").partition(":")[2]), "role": role, "identity": None}
    return {"parties": [{**party, "kind": "nation" if nation else "organization"}]}


def _as_said(words: SourceText) -> list[str]:
    said = " ".join(words.clean.split())
    return [said] if 0 < len(said) <= LONGEST else []


_READERS: Mapping[str, Callable[[SourceText, QueuedArticle, Record, Gazetteer], dict[str, Any]]] = {
    "amount": _amount,
    "date": _date,
    "period": _period,
    "products": _products,
    "areas": _areas,
    "place": _place,
    "title": _title,
    "parties": _parties,
}
