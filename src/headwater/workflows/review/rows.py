"""From an accepted record to rows of the standard: one statement, the article as its source, and who is named in it.

Parties, places and products are mentions in the words of the record, or the identity the record names; resolution finds
out who is meant. An identity comes with its name, so that a store that never heard of it shows more than an identifier.
What the standard has no column for goes into `note`, in words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import polars as pl

from headwater.errors import BadQuestion, BadRows
from headwater.standard.check import Checker
from headwater.standard.countries import name_of, place_of
from headwater.standard.frames import reader_schema
from headwater.standard.tables import table
from headwater.workflows.read import stage_of
from headwater.workflows.review.corrections import SAID_WITH
from headwater.workflows.review.model import Candidate, QueuedArticle

TABLES: Mapping[str, str] = {
    "investment": "commitments",
    "agreement": "agreements",
    "measure": "measures",
    "event": "events",
    "programme": "programmes",
}
CONFIDENCE = "medium"  # one press report; the reviewer may know better
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_QUALIFIERS = {"total_including_others": "total-including-parts", "per_year": None, None: "exact"}
_SPAN_OF_YEARS = re.compile(r"(\d{4})\s?[-–]\s?(\d{4})")

Batch = tuple[str, pl.DataFrame]
Row = dict[str, Any]


def claims_of(article: QueuedArticle, candidate: Candidate, umbrella: str | None = None) -> list[Batch]:
    """The rows a candidate becomes. `umbrella` is the identifier of the total it is a part of.

    `BadQuestion` for an investment that is only considered; `BadRows` with every rule of the standard that they break.
    """
    record = candidate.record
    kind = record["kind"]
    stage = stage_of(kind, record["status"])
    if stage is None:
        raise BadQuestion(
            f"An {kind} that is {record['status']} has no stage in the ledger.",
            "Correct its status, or reject it.",
            candidate.id,
        )
    source = f"source:article.{article.id}"
    row = {**_ROWS[kind](candidate, stage, umbrella), **_said(article, candidate, source)}
    firms = _organizations(article, candidate, source)
    batches = [("sources", [_source(article, candidate, source)]), (TABLES[kind], [row]), ("organizations", firms)]
    frames = [(name, _frame(name, each)) for name, each in batches if each]
    checker = Checker(known_ids=())
    problems = [problem for name, frame in frames for problem in checker.check(name, frame, candidate.id).problems]
    if problems:
        raise BadRows(
            f"The record breaks the standard: {problems[0].column}: {problems[0].problem}",
            "Correct it and accept it again.",
            candidate.id,
            problems=problems,
        )
    return frames


def title_of(record: Mapping[str, Any]) -> str:
    """The reviewer's title, or one made of the record's own words."""
    if record.get("title"):
        return str(record["title"])
    who = ", ".join(party["name"] for party in record["parties"][:3])
    about = ", ".join([*record["products"], *record["areas"]][:2])
    place, country = _place(record["place"])
    named = (place or "").partition(":")[2] or name_of(country or "")
    where = f" in {named}" if named else ""
    what = f"{record['kind']}{where}" + (f" ({about})" if about else "")
    return f"{who}: {what}" if who else what


def _source(article: QueuedArticle, candidate: Candidate, source: str) -> Row:
    whole = _said(article, candidate, source)
    return {
        **whole,
        "id": source,
        "title": article.title or f"Article {article.name}",
        "kind": "press",
        "publisher": article.publisher,
        "published_on": whole["stated_on"],
        "url": article.url,
        "language": article.language,
        "sha256": article.sha256,
        "locator": "whole text",
        "quote": None,
        "note": None,
    }


def _said(article: QueuedArticle, candidate: Candidate, source: str) -> Row:
    record = candidate.record
    start = record["quote_start"]
    return {
        "source": source,
        "locator": f"characters {start}-{start + len(record['quote'])}",
        "stated_on": _day(article.dated) or _day(record.get("published_on")),
        "confidence": record.get("confidence") or CONFIDENCE,
        "disclosure": record.get("disclosure") or "open",
        "quote": record["quote"],
        "note": _note(record, candidate),
    }


def _organizations(article: QueuedArticle, candidate: Candidate, source: str) -> list[Row]:
    """A row per organization that the record knows by its identity, with the name and country the record gives it."""
    said = {**_said(article, candidate, source), "note": f"reviewed as {candidate.id}"}
    named = {
        party["identity"]: {
            **said,
            "id": party["identity"],
            "name": party["name"],
            "home_country": place_of(party["country"]) if party["country"] else None,
        }
        for party in reversed(candidate.record["parties"])
        if str(party["identity"] or "").startswith("org:")
    }
    return list(named.values())[::-1]


def _note(record: Mapping[str, Any], candidate: Candidate) -> str:
    """Who read what, and what the columns could not take."""
    own = [name for name, by in record["read_by"].items() if by == "reviewer" and record.get(name) not in (None, [])]
    spanless = [name for name in own if not record["spans"].get(SAID_WITH.get(name, name))]
    with_span = [f"{name}{_places(record, name)}" for name in own if name not in spanless]
    model = [name for name, by in record["read_by"].items() if by == "model"]
    said = [
        f"reviewed as {candidate.id}",
        f"read anew by the reviewer: {', '.join(with_span)}" if with_span else None,
        f"the reviewer's own, not in the quoted words: {', '.join(spanless)}" if spanless else None,
        f"read by a language model: {', '.join(model)}" if model else None,
        "the amount is for each year" if record["amount_qualifier"] == "per_year" else None,
        f"upper end of the amount {record['amount_high']:,.0f}" if record["amount_high"] is not None else None,
        f"day as written {record['date']}" if record["date"] and not _day(record["date"]) else None,
        record["notes"],
    ]
    return "; ".join(part for part in said if part)


def _places(record: Mapping[str, Any], name: str) -> str:
    """Which words a field was read from, and where, of a field whose words are its own."""
    spans = record["spans"].get(name, ())
    said = ", ".join(f"characters {each['start']}-{each['end']} “{each['text']}”" for each in spans)
    return f" ({said})" if said else ""


def _commitment(candidate: Candidate, stage: str, umbrella: str | None) -> Row:
    record = candidate.record
    first, last = _horizon(record["period"])
    investors = _parties(record, ("org", "country"), without=("recipient",))
    place, country = _place(record["place"])
    return {
        **_common(candidate, record),
        "investors": investors,
        "recipient": country or _recipient(record),
        "places": [place] if place else [],
        "products": _products(record),
        "stage": stage,
        "stage_on": _day(record["date"]),
        "amount": record["amount"],
        "currency": record["currency"],
        "amount_qualifier": _qualifier(record),
        "horizon_from": first,
        "horizon_to": last,
        "part_of": umbrella,
        "counts_in_totals": umbrella is None and record["status"] != "cancelled",
    }


def _agreement(candidate: Candidate, stage: str, _: str | None) -> Row:
    record = candidate.record
    day = _day(record["date"])
    place, _country = _place(record["place"])
    return {
        **_common(candidate, record),
        "kind": record.get("sort"),
        "parties": _parties(record, ("country", "area", "org")),
        "areas": record["areas"],
        "products": _products(record),
        "status": stage,
        "status_on": day,
        "signed_on": day if stage == "signed" else None,
        "in_force_on": day if stage == "in-force" else None,
        "place": place,
    }


_FOR_WHOM = ("affected", "beneficiary")
"""Roles of those a measure is for or against: they impose nothing."""


def _measure(candidate: Candidate, stage: str, _: str | None) -> Row:
    record = candidate.record
    day = _day(record["date"])
    kinds = ("country", "area", "org")
    return {
        **_common(candidate, record),
        "kind": record.get("sort"),
        "direction": record.get("direction"),
        "imposers": _parties(record, kinds, without=_FOR_WHOM),
        "affected": _parties(record, kinds, only=_FOR_WHOM),
        "products": _products(record),
        "status": stage,
        "status_on": day,
        "announced_on": day if stage == "announced" else None,
        "in_force_on": day if stage == "in-force" else None,
        "removed_on": day if stage == "removed" else None,
        "amount": record["amount"],
        "currency": record["currency"],
    }


def _event(candidate: Candidate, stage: str, _: str | None) -> Row:
    record = candidate.record
    place, country = _place(record["place"])
    countries = _parties(record, ("country", "area"))
    return {
        **_common(candidate, record),
        "kind": record.get("sort"),
        "status": stage,
        "starts_on": _day(record["date"]),
        "places": [place] if place else [],
        "organizations": _parties(record, ("org",)),
        "countries": list(dict.fromkeys([*countries, *([country] if country else [])])),
        "products": _products(record),
    }


def _programme(candidate: Candidate, stage: str, _: str | None) -> Row:
    record = candidate.record
    first, last = _horizon(record["period"])
    place, _country = _place(record["place"])
    return {
        **_common(candidate, record),
        "partners": _parties(record, ("country", "area", "org")),
        "areas": [*record["areas"], *record["products"]],
        "place": place,
        "budget": record["amount"],
        "currency": record["currency"],
        "starts_on": _day(first) or _day(record["date"]),
        "ends_on": _day(last),
        "status": stage,
    }


_ROWS: Mapping[str, Callable[[Candidate, str, str | None], Row]] = {
    "investment": _commitment,
    "agreement": _agreement,
    "measure": _measure,
    "event": _event,
    "programme": _programme,
}


def _common(candidate: Candidate, record: Mapping[str, Any]) -> Row:
    return {"id": candidate.subject, "title": title_of(record)}


def party_mention(party: Mapping[str, Any]) -> str:
    """A party as a claim names it: its identity where the record has one, a country by its code, else its name.

    Those whom nobody names are a remainder, which no column for parties takes: they stay with the record alone.
    """
    if party["identity"]:
        return str(party["identity"])
    if party["kind"] == "nation":
        return place_of(party["country"] or party["name"]) or place_of(party["name"]) or f"country:{party['name']}"
    if party["kind"] == "unnamed":
        return f"remainder:{party['name']}"  # "foreign investors" are no organization of the map
    return f"org:{party['name']}"


def _parties(
    record: Mapping[str, Any], kinds: tuple[str, ...], *, only: tuple[str, ...] = (), without: tuple[str, ...] = ()
) -> list[str]:
    chosen = [
        party_mention(party)
        for party in record["parties"]
        if (not only or party["role"] in only) and party["role"] not in without
    ]
    return [mention for mention in dict.fromkeys(chosen) if mention.partition(":")[0] in kinds]


def _recipient(record: Mapping[str, Any]) -> str | None:
    said = [party_mention(party) for party in record["parties"] if party["role"] == "recipient"]
    return next((mention for mention in said if mention.startswith(("country:", "area:"))), None)


def _products(record: Mapping[str, Any]) -> list[str]:
    return [f"product:{name}" for name in dict.fromkeys(record["products"])]


def _place(words: str | None) -> tuple[str | None, str | None]:
    """The place as a mention, and its country: `Kestrel, CL` is both, `CL` or `Chile` only a country."""
    if not words:
        return None, None
    name, _, code = words.rpartition(", ")
    country = place_of(code) if name and len(code) <= 3 and code.isupper() else None
    if country is not None:
        return f"place:{name}", country
    whole = place_of(words)
    return (None, whole) if whole else (f"place:{words}", None)


def _horizon(period: str | None) -> tuple[str | None, str | None]:
    if not period:
        return None, None
    years = _SPAN_OF_YEARS.search(period)
    if years:
        return years[1], years[2]
    for word in ("until ", "by "):
        if period.startswith(word):
            return None, period.removeprefix(word)
    if period.startswith("from "):
        return period.removeprefix("from "), None
    return None, period


def _qualifier(record: Mapping[str, Any]) -> str | None:
    if record["amount"] is None:
        return "unknown"
    said = record["amount_qualifier"]
    return _QUALIFIERS[said] if said in _QUALIFIERS else str(said).replace("_", "-")


def _day(day: str | None) -> str | None:
    return day if day and _DAY.fullmatch(day) else None


def _frame(name: str, rows: list[Row]) -> pl.DataFrame:
    definition = table(name)
    empty: Row = {column.name: [] if column.is_list else None for column in definition.columns}
    return pl.DataFrame([{**empty, **row} for row in rows], schema=dict(reader_schema(definition)))
