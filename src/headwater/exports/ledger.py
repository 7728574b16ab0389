"""The ledger as files: a folder of CSV files, a workbook, or JSON-LD with its context inside.

The tables are those of `headwater ledger`: one row per commitment, agreement, measure, event and programme, the stages
of commitments, the obligations under agreements, every line of the total of what was promised, and what is overdue.
Text is data in each of them: a cell that begins with `=` is no formula in the workbook, and stands as it is in CSV.

JSON-LD uses schema.org where it has a word, PROV (W3C) for where a row comes from, and terms of our own for stages.
Names of things are `urn:headwater:` and their identifier; the context is in the file, so nothing is fetched to read it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import polars as pl

from headwater.exports.csv_tables import flat
from headwater.exports.placing import write_file, write_folder
from headwater.exports.xlsx import fill_workbook
from headwater.workflows.ledger import Ledger

Node = dict[str, Any]


def ledger_tables(ledger: Ledger, day: date) -> dict[str, pl.DataFrame]:
    """The tables of the ledger as on a day, days as text, each with its claims."""
    tables = {
        "commitments": ledger.commitments().drop("amount_claims"),
        "stages": ledger.stages()
        .drop("claims", "begins", "ends", "rank", "place", "standing", "title")
        .rename({"all_claims": "claims"}),
        "totals": ledger.totals().lines,
        "agreements": ledger.agreements(),
        "obligations": ledger.supply_map["obligations"].drop("standing"),
        "measures": ledger.measures(),
        "events": ledger.events(),
        "programmes": ledger.programmes(),
        "overdue": ledger.overdue(day),
    }
    return {name: frame.with_columns(pl.col(pl.Date).dt.to_string("iso")) for name, frame in tables.items()}


@dataclass(frozen=True, slots=True)
class LedgerWriter:
    """One format of the ledger: `suffix` is empty where it writes a folder."""

    name: str
    title: str
    suffix: str
    media_type: str
    fill: Callable[[Path, Ledger, date], None]

    def write(self, ledger: Ledger, day: date, target: Path, *, force: bool = False) -> list[Path]:
        """Write the ledger to `target`, whole or not at all; errors as `Writer.write`."""
        put = write_file if self.suffix else write_folder
        return put(target, lambda path: self.fill(path, ledger, day), force=force)


def _fill_csv(folder: Path, ledger: Ledger, day: date) -> None:
    for name, frame in ledger_tables(ledger, day).items():
        flat(frame).write_csv(folder / f"{name}.csv")


def _fill_xlsx(path: Path, ledger: Ledger, day: date) -> None:
    fill_workbook(path, ledger_tables(ledger, day))


def _fill_jsonld(path: Path, ledger: Ledger, day: date) -> None:
    document = {"@context": CONTEXT, "@graph": list(_graph(ledger, day))}
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


LEDGER_WRITERS: Mapping[str, LedgerWriter] = MappingProxyType(
    {
        "csv": LedgerWriter("csv", "folder of CSV files", "", "application/zip", _fill_csv),
        "xlsx": LedgerWriter(
            "xlsx", "Excel workbook, a sheet per table", ".xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _fill_xlsx,
        ),
        "jsonld": LedgerWriter("jsonld", "JSON-LD, its context inside", ".jsonld", "application/ld+json", _fill_jsonld),
    }
)  # fmt: skip

_SCHEMA, _TERM, _THING = "https://schema.org/", "urn:headwater:term:", "urn:headwater:"
_REFERENCES = (
    "investors", "recipient", "places", "facility", "products", "partOf", "parties", "place", "imposers", "affected",
    "organizations", "countries", "partners", "owners", "owedTo", "under", "agreement", "sources", "claims",
)  # fmt: skip
_SCHEMA_WORDS: Mapping[str, str] = {
    "title": "name", "investors": "funder", "recipient": "areaServed", "places": "location", "facility": "location",
    "place": "location", "parties": "participant", "partners": "member", "products": "about", "areas": "keywords",
    "amount": "amount", "value": "value", "currency": "currency", "starts_on": "startDate", "ends_on": "endDate",
    "signed_on": "datePublished", "in_force_on": "legislationDate", "imposers": "legislationPassedBy",
    "organizations": "organizer", "budget": "amount", "partOf": "isPartOf", "description": "description",
}  # fmt: skip
_OWN_WORDS = (
    "stage", "stages", "status", "on", "dueOn", "due_rule", "delivered_on", "overdue", "horizon_to",
    "qualifier", "low", "high", "hs_codes", "hs_edition", "affected", "countries", "owners", "owedTo", "under",
    "agreement", "people", "severity", "binding", "kind",
)  # fmt: skip
CONTEXT: Mapping[str, Any] = {
    "schema": _SCHEMA, "prov": "http://www.w3.org/ns/prov#", "hw": _TERM,
    **{
        word: {"@id": f"schema:{meant}", "@type": "@id"} if word in _REFERENCES else f"schema:{meant}"
        for word, meant in _SCHEMA_WORDS.items()
    },
    **{
        word: {"@id": f"hw:{word}", "@type": "@id"} if word in _REFERENCES else f"hw:{word}" for word in _OWN_WORDS
    },
    "sources": {"@id": "prov:hadPrimarySource", "@type": "@id"},
    "claims": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
}  # fmt: skip
"""The context every file carries: each word used, and what it means."""

_TYPES: Mapping[str, str] = {
    "commitments": "schema:InvestmentOrDeposit", "agreements": "schema:CreativeWork", "measures": "schema:Legislation",
    "events": "schema:Event", "programmes": "schema:Project",
}  # fmt: skip
_COPIED: Mapping[str, tuple[str, ...]] = {
    "commitments": ("horizon_to",),
    "agreements": ("areas", "signed_on", "in_force_on", "binding", "kind", "status"),
    "measures": ("hs_codes", "hs_edition", "in_force_on", "kind", "status"),
    "events": ("starts_on", "ends_on", "severity", "kind", "status"),
    "programmes": ("areas", "starts_on", "ends_on", "people", "status"),
}


def _graph(ledger: Ledger, day: date) -> Iterator[Node]:
    late = set(ledger.overdue(day)["id"])
    stages: dict[str, list[Node]] = {}
    for row in ledger.stages().iter_rows(named=True):
        stages.setdefault(row["id"], []).append(_stage(row))
    for table, kind in _TYPES.items():
        for row in ledger.listed(table).iter_rows(named=True):
            own = (
                {"stage": row["now"], "stages": stages.get(row["id"], []), **_promise(row)}
                if table == "commitments"
                else {}
            )
            yield _node(kind, row, {**{name: row[name] for name in _COPIED[table]}, **own}, late)
    for row in ledger.supply_map["obligations"].iter_rows(named=True):
        said = {name: row[name] for name in ("due_rule", "delivered_on")}
        more = {"description": row["obligation"], "dueOn": row["due_on"], "owedTo": _urns(row["owed_to"]), **said}
        yield _node("hw:Obligation", {**row, "sources": [row["source"]]}, more, late)


def _stage(row: Mapping[str, Any]) -> Node:
    told = {
        "stage": row["stage"], "on": row["stage_on"], "qualifier": row["amount_qualifier"], "low": row["low"],
        "high": row["high"], "amount": _money(row["amount"], row["currency"]),
        "claims": _urns(row["all_claims"], "claim:"),
    }  # fmt: skip
    return _without_blanks(told)


def _promise(row: Mapping[str, Any]) -> Node:
    due = None if row["due_on"] is None else row["due_on"].isoformat()
    amount = _money(row["amount"], row["currency"])
    return {"amount": amount, "qualifier": row["amount_qualifier"], "dueOn": due, "partOf": _urns(row["part_of"])}


def _money(amount: float | None, currency: str | None) -> Node | None:
    return None if amount is None else {"@type": "schema:MonetaryAmount", "value": amount, "currency": currency}


def _node(kind: str, row: Mapping[str, Any], more: Node, late: set[str]) -> Node:
    named = {word: _urns(row.get(word)) for word in _REFERENCES if word not in ("sources", "claims") and row.get(word)}
    node = {
        "@id": _THING + row["id"], "@type": kind, "title": row.get("title"), **named, **more,
        "overdue": row["id"] in late, "sources": _urns(row["sources"]), "claims": _urns(row["claims"], "claim:"),
    }  # fmt: skip
    return _without_blanks(node)


def _urns(value: str | list[str] | None, before: str = "") -> str | list[str] | None:
    if value is None:
        return None
    return f"{_THING}{before}{value}" if isinstance(value, str) else [f"{_THING}{before}{one}" for one in value]


def _without_blanks(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, [], "")}
