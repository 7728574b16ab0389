"""Agreements, obligations, commitments, measures, events and programmes: one row per statement."""

from __future__ import annotations

from reference_world.facts import Decisions, Facts, Row, join, number, sentence, split

FOLDER = "ledger"


def _provenance(raw: Row, decisions: Decisions, *notes: str) -> Row:
    return {
        "source": decisions.identity(FOLDER, raw["source"]),
        "locator": raw["locator"],
        "stated_on": raw["stated_on"],
        "confidence": raw["confidence"],
        "note": sentence(*(notes or (raw["notes"],))),
    }


def _after(base: Row, statement: Row) -> str:
    """A remark that the description of the thing comes from another source than the statement."""
    if base["source"] == statement["source"]:
        return ""
    return f"description after {base['source']}, {base['locator']}"


def _by(rows: list[Row], column: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups


def agreements(facts: Facts, decisions: Decisions) -> list[Row]:
    """Each dated statement about a status, and the description's own where no statement has its source."""
    statements = _by(facts.ledger["agreement_status"], "agreement")
    rows = []
    for base in facts.ledger["agreements"]:
        said = statements.get(base["id"], [])
        if (base["source"], base["status"]) not in {(one["source"], one["status"]) for one in said}:
            said = [*said, {**base, "on": _agreement_day(base)}]
        rows += [_agreement(base, one, decisions) for one in said]
    return rows


def _agreement_day(base: Row) -> str:
    return {"signed": base["signed_on"], "in_force": base["in_force_on"]}.get(base["status"], "")


def _agreement(base: Row, said: Row, decisions: Decisions) -> Row:
    same = base["source"] == said["source"]
    return {
        "id": decisions.identity(FOLDER, base["id"]),
        "title": base["title"],
        "kind": decisions.code("agreement_kind", base["kind"]),
        "parties": decisions.references(FOLDER, base["parties"]),
        "areas": base["areas"],
        "status": decisions.code("agreement_status", said["status"]),
        "status_on": said["on"],
        "signed_on": base["signed_on"] if same else said["on"] if said["status"] == "signed" else "",
        "in_force_on": base["in_force_on"] if same else said["on"] if said["status"] == "in_force" else "",
        "place": base["place"],
        "binding": base["binding"] if same else "",
        **_provenance(said, decisions, said["notes"], base["notes"] if same else "", _after(base, said)),
    }


def obligations(facts: Facts, decisions: Decisions) -> list[Row]:
    """Who owes what by when; nobody in the facts says that anything was delivered."""
    return [
        {
            "id": decisions.identity(FOLDER, raw["id"]),
            "agreement": decisions.identity(FOLDER, raw["agreement"]),
            "owners": decisions.references(FOLDER, raw["owner"]),
            "obligation": raw["obligation"],
            "due_on": raw["due_on"],
            "due_rule": raw["due_rule"],
            **_provenance(raw, decisions),
        }
        for raw in facts.ledger["obligations"]
    ]


def commitments(facts: Facts, decisions: Decisions) -> list[Row]:
    """Each statement about a stage, and the description's own where no statement has its source."""
    statements = _by(facts.ledger["commitment_stages"], "commitment")
    rows = []
    for base in facts.ledger["commitments"]:
        said = statements.get(base["id"], [])
        if base["source"] not in {one["source"] for one in said}:
            said = [*said, {**base, "on": base["stage_on"]}]
        rows += [_commitment(base, one, decisions) for one in said]
    return rows


def _only(cell: str) -> str:
    """The one entry of a cell; nothing where there are several, which the title and note name."""
    return "" if ";" in cell else cell


def _commitment(base: Row, said: Row, decisions: Decisions) -> Row:
    same = base["source"] == said["source"]
    return {
        "id": decisions.identity(FOLDER, base["id"]),
        "title": base["title"],
        "investors": decisions.references(FOLDER, base["investors"]),
        "recipient": _only(decisions.references(FOLDER, base["recipient"])),
        "places": decisions.references(FOLDER, base["places"]),
        "facility": decisions.references(FOLDER, base["facility"]),
        "products": decisions.references(FOLDER, base["products"]),
        "stage": decisions.code("commitment_stage", said["stage"]),
        "stage_on": said["on"],
        "amount": number(said["amount"]),
        "currency": said["currency"] if said["amount"] else "",
        "amount_qualifier": decisions.code("amount_qualifier", said["amount_qualifier"]),
        "horizon_from": base["horizon_from"] if same else "",
        "horizon_to": base["horizon_to"] if same else "",
        "part_of": decisions.references(FOLDER, base["part_of"]),
        "counts_in_totals": {"yes": "true", "no": "false"}[base["counts_in_totals"]],
        **_provenance(said, decisions, said["notes"], base["notes"] if same else "", _after(base, said)),
    }


def measures(facts: Facts, decisions: Decisions) -> list[Row]:
    """Each dated statement about a status, and the description's own where no statement has its source."""
    statements = _by(facts.ledger["measure_status"], "measure")
    rows = []
    for base in facts.ledger["measures"]:
        said = statements.get(base["id"], [])
        if base["source"] not in {one["source"] for one in said}:
            said = [*said, _own_statement(base)]
        rows += [_measure(base, one, decisions) for one in said]
    return rows


def _own_statement(base: Row) -> Row:
    """The status the description itself gives, with the day that belongs to it."""
    if base["status"] == "modified" and base["suspended_from"]:
        return {**base, "status": "suspended", "on": base["suspended_from"], "until": base["suspended_until"]}
    day = {"implemented": base["in_force"], "announced": base["announced"], "removed": base["removed"]}
    return {**base, "on": day.get(base["status"], base["stated_on"]), "until": ""}


def _days_of(said: Row) -> Row:
    """The day columns that a statement about a status fills by itself."""
    if said["status"] == "suspended":
        return {"suspended_from": said["on"], "suspended_until": said["until"]}
    column = {"announced": "announced", "in_force": "in_force", "removed": "removed"}.get(said["status"])
    return {column: said["on"]} if column else {}


def _measure(base: Row, said: Row, decisions: Decisions) -> Row:
    same = base["source"] == said["source"]
    own = base if same else dict.fromkeys(base, "") | _days_of(said)
    return {
        "id": decisions.identity(FOLDER, base["id"]),
        "title": base["title"],
        "kind": decisions.code("measure_kind", base["kind"]),
        "direction": base["direction"],
        "imposers": decisions.references(FOLDER, base["imposer"]),
        "affected": decisions.references(FOLDER, base["affected"]),
        "products": decisions.references(FOLDER, base["products"]),
        "hs_codes": base["hs_codes"],
        "status": decisions.code("measure_status", said["status"]),
        "status_on": said["on"],
        "status_until": said["until"],
        "announced_on": own["announced"],
        "in_force_on": own["in_force"],
        "suspended_from": own["suspended_from"],
        "suspended_until": own["suspended_until"],
        "removed_on": own["removed"],
        "amount": number(own["amount"]),
        "currency": own["currency"],
        **_provenance(said, decisions, said["notes"], base["notes"] if same else "", _after(base, said)),
    }


def events(facts: Facts, decisions: Decisions) -> list[Row]:
    """What happened, where, to whom."""
    return [
        {
            "id": decisions.identity(FOLDER, raw["id"]),
            "title": raw["title"],
            "kind": decisions.code("event_kind", raw["kind"]),
            "status": raw["status"],
            "starts_on": raw["starts"],
            "ends_on": raw["ends"],
            "places": decisions.references(FOLDER, raw["places"]),
            "organizations": decisions.references(FOLDER, raw["organizations"]),
            "countries": decisions.references(FOLDER, raw["countries"]),
            "products": decisions.references(FOLDER, raw["products"]),
            "severity": sentence(raw["severity"]),
            **_provenance(raw, decisions),
        }
        for raw in facts.ledger["events"]
    ]


def programmes(facts: Facts, decisions: Decisions) -> list[Row]:
    """Research and training, who runs it and how far it is."""
    return [
        {
            "id": decisions.identity(FOLDER, raw["id"]),
            "title": raw["title"],
            "kinds": join(decisions.code("programme_kind", kind) for kind in split(raw["kind"])),
            "partners": decisions.references(FOLDER, raw["partners"]),
            "areas": raw["areas"],
            "place": decisions.references(FOLDER, raw["place"]),
            "people": number(raw["people"]),
            "budget": number(raw["budget"]),
            "currency": raw["currency"],
            "starts_on": raw["starts"],
            "ends_on": raw["ends"],
            "status": decisions.code("programme_status", raw["status"]),
            **_provenance(raw, decisions),
        }
        for raw in facts.ledger["programmes"]
    ]
