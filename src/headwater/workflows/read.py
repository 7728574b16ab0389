"""Read articles into candidates, and candidates into plain records: the use case behind `headwater read`.

Articles and known organizations come in as arguments; nothing here opens a file or asks what day it is. A record has
the fields people annotate articles with; beside them `spans` says for every field where in the original text it was
read, and `stage` says the word the ledger has for its status.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from headwater.reading import Article, Candidate, Entry, Gazetteer, Place, Read, ReadArticle, read_article
from headwater.reading.lexicon import word_file
from headwater.reading.names import alpha2
from headwater.workflows.reading import Progress, no_progress


def read_articles(
    articles: Iterable[Article],
    gazetteer: Gazetteer,
    *,
    published: str | None = None,
    total: int | None = None,
    progress: Progress = no_progress,
) -> Iterator[ReadArticle]:
    """Each article with its candidates. `published` is a day given by hand, for those without a day of their own."""
    for done, article in enumerate(articles, start=1):
        yield read_article(replace(article, given_on=published) if published else article, gazetteer)
        progress(done, total, "articles")


def gazetteer_of(organizations: Iterable[Mapping[str, Any]]) -> Gazetteer:
    """Known organizations from rows of the standard's table (lists joined by `;`, names as `ko:NAME`)."""
    codes = alpha2()
    entries = []
    for row in organizations:
        names = [name.partition(":")[2] or name for name in (row.get("names") or "").split(";") if name]
        aliases = [name.partition(":")[2] or name for name in (row.get("aliases") or "").split(";") if name]
        country = codes.get((row.get("home_country") or "").rpartition(":")[2])
        entries.append(Entry(row["id"], row["name"], (*names, *aliases), row.get("kind") or "company", country))
    return Gazetteer(tuple(entries))


def records_of(read: ReadArticle) -> list[dict[str, Any]]:
    """The candidates of an article as plain records."""
    return [_record(read, candidate) for candidate in read.candidates]


def stage_of(kind: str, status: str) -> str | None:
    """The ledger's word for a status as read; None where the ledger has none."""
    stage: str | None = word_file("stages")[kind].get(status)
    return stage


def _record(read: ReadArticle, one: Candidate) -> dict[str, Any]:
    article, amount = read.article, one.amount.value if one.amount else None
    return {
        "record_id": f"{article.id}-{one.number}",
        "doc_id": article.id,
        "doc": article.file or article.id,
        "lang": read.language,
        "kind": one.kind.value,
        "parties": [
            {
                "name": party.value.name,
                "country": party.value.country,
                "role": party.value.role,
                "kind": party.value.kind,
                "identity": party.value.identity,
            }
            for party in one.parties
        ],
        "amount": amount.value if amount else None,
        "amount_high": amount.high if amount else None,
        "amount_qualifier": amount.qualifier if amount else None,
        "currency": amount.currency if amount else None,
        "period": _value(one.period),
        "place": _place(one.place),
        "status": one.status.value,
        "stage": stage_of(one.kind.value, one.status.value),
        "products": [product.value for product in one.products],
        "areas": [area.value for area in one.areas],
        "date": _value(one.date),
        "published_on": article.published_on or (read.dated if read.dated_by_hand else None),
        "published_by_hand": read.dated_by_hand,
        "url": article.url,
        "quote": one.quote.text,
        "quote_start": one.quote.start,
        "notes": "; ".join([*one.notes, *_by_hand(read), *(each.problem for each in read.contradictions)]) or None,
        "relation": _relation(article.id, one),
        "spans": _spans(one),
    }


def _by_hand(read: ReadArticle) -> list[str]:
    return [f"day of publication {read.dated} given by hand"] if read.dated_by_hand else []


def _value(read: Read[str] | None) -> str | None:
    return read.value if read else None


def _place(read: Read[Place] | None) -> str | None:
    if read is None:
        return None
    name, country = read.value.name, read.value.country
    return name if country is None else f"{name}, {country}"


def _relation(article: str, one: Candidate) -> dict[str, Any] | None:
    relation: dict[str, Any] = {}
    if one.part_of:
        relation["part_of"] = f"{article}-{one.part_of.value}"
    if one.includes:
        relation["includes"] = [f"{article}-{part.value}" for part in one.includes]
    return relation or None


def _spans(one: Candidate) -> dict[str, list[dict[str, Any]]]:
    fields: dict[str, list[Read[Any]]] = {
        "kind": [one.kind],
        "status": [one.status],
        "parties": list(one.parties),
        "amount": [one.amount] if one.amount else [],
        "date": [one.date] if one.date else [],
        "period": [one.period] if one.period else [],
        "place": [one.place] if one.place else [],
        "products": list(one.products),
        "areas": list(one.areas),
        "relation": [*([one.part_of] if one.part_of else []), *one.includes],
    }
    return {name: [span.as_dict() for read in reads for span in read.spans] for name, reads in fields.items() if reads}
