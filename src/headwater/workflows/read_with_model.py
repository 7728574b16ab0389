"""Read articles with a language model beside the rules: it may add, never change what the rules read.

A record of the model's that the rules read too fills the fields they left empty; one that they did not read is added.
`read_by` says for every field who read it. Where both read a field and differ, the rules' stands and a note says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from headwater.reading import Gazetteer, ReadArticle
from headwater.reading.asked_model import believed, question
from headwater.workflows.read import records_of

Ask = Callable[[Sequence[dict[str, str]]], str]
"""Sends messages to a language model and gives the text of its answer; raises `Exception` where there is none."""

_GROUPS: Mapping[str, tuple[str, ...]] = {
    "amount": ("amount", "amount_high", "amount_qualifier", "currency"),
    "date": ("date",),
    "period": ("period",),
    "place": ("place",),
    "products": ("products",),
    "areas": ("areas",),
}
_COMPARED = ("status", "amount", "date", "place")


@dataclass(slots=True)
class ModelReport:
    """What came of asking: articles asked about, those without an answer and why, what was added and what dropped."""

    asked: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    records: int = 0
    fields: int = 0
    dropped: Counter[str] = field(default_factory=Counter)

    def as_dict(self) -> dict[str, Any]:
        """The report as plain values."""
        return {
            "asked": self.asked,
            "failed": [{"article": article, "problem": problem} for article, problem in self.failed],
            "records_added": self.records,
            "fields_added": self.fields,
            "dropped": dict(self.dropped),
        }


def records_with_model(
    read: ReadArticle, ask: Ask, gazetteer: Gazetteer, report: ModelReport, failure: type[Exception]
) -> list[dict[str, Any]]:
    """The records of an article, read by rules and model, each with `read_by`; by rules alone where `failure` is met.

    One request for one article: nothing of another article is sent with it or taken from its answer.
    """
    records = [{**record, "read_by": dict.fromkeys(record["spans"], "rules")} for record in records_of(read)]
    if read.unreadable or read.language is None:
        return records
    report.asked += 1
    try:
        answer = ask(question(read.article, read.language))
    except failure as error:
        report.failed.append((read.article.id, str(error)))
        return records
    first = max((one.number for one in read.candidates), default=0) + 1
    found = believed(read.article, read.language, read.dated, answer, gazetteer, first)
    report.dropped.update(found.dropped)
    for record in records_of(replace(read, candidates=tuple(found.candidates), contradictions=())):
        same = next((each for each in records if _is_same(each, record)), None)
        if same is None:
            records.append({**record, "read_by": dict.fromkeys(record["spans"], "model")})
            report.records += 1
        else:
            report.fields += _filled(same, record)
    return records


def _is_same(rules: Mapping[str, Any], model: Mapping[str, Any]) -> bool:
    """One kind, quotes that overlap, and a party or the amount in common."""
    if rules["kind"] != model["kind"]:
        return False
    starts = max(rules["quote_start"], model["quote_start"])
    ends = min(each["quote_start"] + len(each["quote"]) for each in (rules, model))
    if starts >= ends:
        return False
    shared = {party["name"] for party in rules["parties"]} & {party["name"] for party in model["parties"]}
    overlap = any(
        one["start"] < other["end"] and other["start"] < one["end"]
        for one in rules["spans"].get("parties", ())
        for other in model["spans"].get("parties", ())
    )
    return bool(shared) or overlap or (rules["amount"] is not None and rules["amount"] == model["amount"])


def _filled(rules: dict[str, Any], model: Mapping[str, Any]) -> int:
    """Fill what the rules left empty; note where both read and differ. Returns how many fields were filled."""
    differing = [
        f"the model reads {name} as {model[name]}"
        for name in _COMPARED
        if rules[name] not in (None, model[name]) and model[name] is not None
    ]
    if differing:
        rules["notes"] = "; ".join([*([rules["notes"]] if rules["notes"] else []), *differing])
    count = 0
    for name, columns in _GROUPS.items():
        if name in rules["spans"] or name not in model["spans"]:
            continue
        rules.update({column: model[column] for column in columns})
        rules["spans"][name] = model["spans"][name]
        rules["read_by"][name] = "model"
        count += 1
    return count
