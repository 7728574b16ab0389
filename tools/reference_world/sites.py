"""Facilities and places of both folders, one row per identity."""

from __future__ import annotations

from reference_world.facts import Decisions, Facts, Row, join, number, sentence, split

BETTER_POINT = ("site", "city", "nearest-city", "region-capital", "missing", "")
TABLE_SOURCES = {"source:cir-us-semiconductor-projects", "source:epoch-data-centers"}


def facilities(facts: Facts, decisions: Decisions) -> list[Row]:
    """Sites and places; where both folders have one, the later statement gives status and source."""
    days = {decisions.identity("chain", raw["id"]): raw["published_on"] for raw in facts.chain["sources"]}
    rows = {row["id"]: row for row in (_chain_site(raw, decisions, days) for raw in facts.chain["facilities"])}
    supplied = _supplied(facts, decisions)
    for raw in facts.ledger["facilities"]:
        row = _ledger_site(raw, decisions)
        rows[row["id"]] = _merge(rows[row["id"]], row) if row["id"] in rows else row
    for row in rows.values():
        _add_products(row, supplied.get(row["id"], {}))
    return list(rows.values())


def _chain_site(raw: Row, decisions: Decisions, days: dict[str, str]) -> Row:
    source = decisions.identity("chain", raw["source"])
    return {
        "id": decisions.identity("chain", raw["id"]),
        "name": raw["name"],
        "kind": decisions.code("facility_kind", raw["kind"]),
        "operator": decisions.references("chain", raw["operator"]),
        "country": f"country:{raw['country']}",
        "place": raw["place"],
        "latitude": number(raw["lat"]),
        "longitude": number(raw["lon"]),
        "precision": raw["precision"],
        "status": decisions.code("facility_status", raw["status"]),
        "status_on": raw["status_on"],
        "opened": raw["opened"],
        "products": decisions.references("chain", raw["products"], "|"),
        "source": source,
        "locator": "row of the site in the table" if source in TABLE_SOURCES else "page text, paragraph not recorded",
        "stated_on": days[source],
        "confidence": "medium",
        "note": "Products made there partly from general knowledge.",
    }


def _ledger_site(raw: Row, decisions: Decisions) -> Row:
    dropped = {row["alias"] for row in decisions.rows("dropped_aliases") if row["id"] == raw["id"]}
    names, aliases = _names(raw["aliases"], dropped)
    point = raw["latitude"] != ""
    return {
        "id": decisions.identity("ledger", raw["id"]),
        "name": raw["name"],
        "names": names,
        "aliases": aliases,
        "kind": decisions.code("facility_kind", raw["kind"]),
        "operator": decisions.references("ledger", raw["operator"]),
        "country": decisions.identity("ledger", raw["country"]),
        "in_place": raw["in_place"],
        "latitude": number(raw["latitude"]),
        "longitude": number(raw["longitude"]),
        "precision": decisions.code("coordinate_precision", raw["precision"]),
        "status": decisions.code("facility_status", raw["status"]),
        "status_on": raw["stated_on"] if raw["status"] else "",
        "source": decisions.identity("ledger", raw["source"]),
        "locator": raw["locator"],
        "stated_on": raw["stated_on"],
        "confidence": raw["confidence"],
        "note": sentence(raw["notes"], "point from GeoNames" if point else ""),
    }


def _names(cell: str, dropped: set[str]) -> tuple[str, str]:
    """The first name of each language, and the other ones."""
    names: dict[str, str] = {}
    entries = [entry for entry in split(cell) if entry.partition(":")[2] not in dropped]
    for entry in entries:
        language, _, name = entry.partition(":")
        names.setdefault(language, name)
    first = [f"{language}:{name}" for language, name in sorted(names.items())]
    return join(first), join(entry for entry in entries if entry not in first)


def _merge(chain: Row, ledger: Row) -> Row:
    """Both statements as one row: status and source of the later one, the better point, names of both."""
    later, earlier = sorted((chain, ledger), key=lambda row: row["status_on"], reverse=True)
    row = {**earlier, **{key: value for key, value in later.items() if value}}
    point = min(ledger, chain, key=lambda one: BETTER_POINT.index(one["precision"]))
    row |= {key: point[key] for key in ("latitude", "longitude", "precision")}
    row |= {"name": chain["name"], "kind": chain["kind"], "operator": ledger["operator"] or chain["operator"]}
    row["aliases"] = join([ledger["aliases"], ledger["name"]]) if ledger["name"] != chain["name"] else ledger["aliases"]
    also = (
        f"also described by {earlier['source']}, {earlier['locator']}, as {earlier['status']} in {earlier['status_on']}"
    )
    row["note"] = sentence(ledger["note"] if point is ledger else "", chain["note"], also)
    return row


def _supplied(facts: Facts, decisions: Decisions) -> dict[str, dict[str, list[str]]]:
    """Products of commitments and events by the facility they name, with the row that says so."""
    found: dict[str, dict[str, list[str]]] = {}
    for raw in facts.ledger["commitments"]:
        for site in split(raw["facility"]):
            _note_products(found, decisions, site, raw)
    for raw in facts.ledger["events"]:
        for site in split(raw["places"]):
            if site.startswith("facility:") and raw["kind"] == "disruption":
                _note_products(found, decisions, site, raw)
    return found


def _note_products(found: dict[str, dict[str, list[str]]], decisions: Decisions, site: str, raw: Row) -> None:
    products = split(decisions.references("ledger", raw["products"]))
    found.setdefault(decisions.identity("ledger", site), {})[decisions.identity("ledger", raw["id"])] = products


def _add_products(row: Row, supplied: dict[str, list[str]]) -> None:
    known = split(row.get("products", ""))
    new = {product: said_by for said_by, products in supplied.items() for product in products if product not in known}
    row["products"] = join([*known, *new])
    if new:
        row["note"] = sentence(row["note"], f"{', '.join(new)} after {', '.join(dict.fromkeys(new.values()))}")
