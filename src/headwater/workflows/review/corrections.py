"""Corrections of a record: what a reviewer may change, to which values, and what becomes of the span.

A corrected field is the reviewer's reading. It keeps the words it was read from where the reviewer says so, or gets
others of the article; otherwise it has none, and is marked as the reviewer's own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from headwater.errors import BadQuestion
from headwater.reading.lexicon import word_file
from headwater.standard.codes import code_list
from headwater.standard.countries import place_of
from headwater.standard.csv_files import code_rows
from headwater.workflows.read import stage_of
from headwater.workflows.review.model import PREFIXES, Record

QUALIFIERS = (
    "more_than", "at_least", "nearly", "about", "up_to", "per_year", "total_including_others",
)  # fmt: skip
ROLES = (
    "investor", "financier", "recipient", "party", "signatory", "implementer", "beneficiary", "affected", "participant",
    "partner", "owner", "acquirer", "target", "seller",
)  # fmt: skip
_SORTS = {"agreement": "agreement_kind", "measure": "measure_kind", "event": "event_kind"}
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?|--\d{2}(-\d{2})?")
LONGEST = 500
_MOST = 50
_PARTY_KINDS = ("nation", "public", "organization", "unnamed")

FIELDS = (
    "kind", "title", "sort", "direction", "parties", "amount", "amount_high", "amount_qualifier", "currency", "period",
    "place", "status", "products", "areas", "date",
)  # fmt: skip
"""What a reviewer may correct; `sort` and `direction` are the standard's `kind` and `direction` of the claim."""

SAID_WITH: Mapping[str, str] = {"amount_high": "amount", "amount_qualifier": "amount", "currency": "amount"}
"""Fields without words of their own, and the field whose words say them."""
QUOTE = "quote"
"""Not a field with a value: the words that the claim will quote, one place of the article."""


@dataclass(frozen=True, slots=True)
class Correction:
    """New values by field; spans by field as (start, end) in the article; fields that keep the spans they have.

    Spans may also be given for `quote`: one place, whose words the claim will quote.
    """

    values: Mapping[str, Any]
    spans: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)
    keep: Sequence[str] = ()


def corrected(record: Record, text: str, correction: Correction) -> dict[str, Any]:
    """The record as corrected; `text` is the article's. `BadQuestion` names the first thing that is not valid."""
    if not correction.values and not correction.spans:
        raise BadQuestion("Nothing was corrected.", "Give a field and its value.", valid=FIELDS)
    after: dict[str, Any] = {**record, "spans": dict(record["spans"]), "read_by": dict(record["read_by"])}
    for name, value in correction.values.items():
        after[name] = _checked(name, value, after)
        after["read_by"][name] = "reviewer"
        if name not in correction.keep:
            after["spans"].pop(name, None)
    for name, places in correction.spans.items():
        if name == QUOTE:
            after |= _quoted(text, places)
            continue
        _known(name)
        after["spans"][name] = [_span(text, start, end) for start, end in places]
        after["read_by"][name] = "reviewer"
    if after["kind"] != record["kind"] and after["status"] not in word_file("stages")[after["kind"]]:
        raise _bad("status", after["status"], tuple(word_file("stages")[after["kind"]]))
    if (after["amount"] is None) is not (after["currency"] is None):
        raise BadQuestion("An amount and its currency belong together.", "Give both, or neither.", "amount")
    after["stage"] = stage_of(after["kind"], after["status"])
    return after


def choices(kind: str) -> dict[str, tuple[str, ...]]:
    """The valid values of each field that has a list of them, for records of a kind."""
    return {
        "kind": tuple(PREFIXES),
        "status": tuple(word_file("stages")[kind]),
        "amount_qualifier": QUALIFIERS,
        "currency": _currencies(),
        "role": ROLES,
        "sort": code_list(_SORTS[kind]).codes() if kind in _SORTS else (),
        "direction": code_list("measure_direction").codes() if kind == "measure" else (),
    }


def _checked(name: str, value: Any, record: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a field's value
    _known(name)
    if name in {"parties", "products", "areas"}:
        return _list(name, value)
    if value is None or value == "":
        if name in {"kind", "status"}:
            raise BadQuestion(f"A record needs a {name}.", "", name, choices(record["kind"])[name])
        return None
    if name in {"amount", "amount_high"}:
        return _number(name, value)
    if not isinstance(value, str):
        raise BadQuestion(f"{name} is a text.", "", name)
    said = _text(name, value)
    if name == "date" and not _DAY.fullmatch(said):
        raise BadQuestion(f"{said!r} is no day.", "Write 2031-04-04, 2031-04 or 2031.", name)
    valid = choices(record["kind"]).get(name)
    if valid is not None and said not in valid:
        raise _bad(name, said, valid)
    return said


def _known(name: str) -> None:
    if name not in FIELDS:
        raise BadQuestion(f"{name!r} is no field that can be corrected.", "", valid=FIELDS)


def _bad(name: str, value: str, valid: Sequence[str]) -> BadQuestion:
    return BadQuestion(f"{value!r} is no {name.replace('_', ' ')} here.", "", name, valid)


def _text(name: str, value: object) -> str:
    said = " ".join(str(value).split()) if isinstance(value, str) else ""
    if not said or len(said) > LONGEST:
        raise BadQuestion(f"{name} is a text of 1 to {LONGEST} characters.", "", name)
    return said


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value) or value < 0:
        raise BadQuestion(f"{name} is a number in whole units of the currency, not {value!r}.", "", name)
    return float(value)


def _list(name: str, value: object) -> list[Any]:
    items = [] if value is None else value
    if not isinstance(items, (list, tuple)) or len(items) > _MOST:
        raise BadQuestion(f"{name} is a list of at most {_MOST}.", "", name)
    return [_party(each) if name == "parties" else _text(name, each) for each in items]


def _party(value: object) -> dict[str, Any]:
    if not isinstance(value, Mapping) or set(value) - {"name", "country", "role", "kind", "identity"}:
        raise BadQuestion("A party has name, country, role, kind and identity.", "", "parties")
    country, identity = value.get("country") or None, value.get("identity") or None
    if country is not None and country not in _country_codes():
        raise BadQuestion(f"{country!r} is no country.", "Give its two letters (ISO 3166), or EU.", "parties")
    if identity is not None and not re.fullmatch(r"(org|country|area):\S(.*\S)?", str(identity)):
        raise BadQuestion(f"{identity!r} is no identifier of a party.", "It reads org:NAME.", "parties")
    name = _text("parties", value.get("name"))
    kind = value.get("kind") or ("nation" if place_of(name) else "organization")
    role = value.get("role") or "party"
    if role not in ROLES:
        raise _bad("role", str(role), ROLES)
    if kind not in _PARTY_KINDS:
        raise _bad("kind", str(kind), _PARTY_KINDS)
    return {"name": name, "country": country, "role": role, "kind": kind, "identity": identity}


def _span(text: str, start: int, end: int) -> dict[str, Any]:
    if not 0 <= start < end <= len(text):
        raise BadQuestion(f"{start}-{end} is no place of the article.", f"It has {len(text)} characters.", "spans")
    return {"start": start, "end": end, "text": text[start:end]}


def _quoted(text: str, places: Sequence[tuple[int, int]]) -> dict[str, Any]:
    if len(places) != 1:
        raise BadQuestion("A claim quotes one place.", "Give one.", QUOTE)
    span = _span(text, *places[0])
    return {"quote": span["text"], "quote_start": span["start"]}


def _currencies() -> tuple[str, ...]:
    return code_list("currency").codes()


def _country_codes() -> frozenset[str]:
    return frozenset(row["alpha2"] for row in code_rows("countries")) | {"EU"}
