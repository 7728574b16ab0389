"""Requirements and provisions."""

from __future__ import annotations

from reference_world.facts import Decisions, Facts, Row, number, sentence

GENERAL_KNOWLEDGE = "source:common-engineering-knowledge"
PARAGRAPH_UNKNOWN = "page text, paragraph not recorded"
ESTIMATED = ("source:usgs-mcs-2026", "2025")


def requirements(facts: Facts, decisions: Decisions) -> list[Row]:
    """Which product needs which input; without a document the row is weak and says so."""
    days = _days(facts)
    documents = {(row["product"], row["input"]): row for row in decisions.rows("requirement_documents")}
    rows = []
    for raw in facts.chain["requirements"]:
        document = documents.get((raw["product"], raw["input"]), {})
        unread = raw["source"] == GENERAL_KNOWLEDGE and not document
        rows.append(
            {
                "product": decisions.identity("chain", raw["product"]),
                "input": decisions.identity("chain", raw["input"]),
                "kind": raw["kind"],
                "source": document.get("source") or decisions.identity("chain", raw["source"]),
                "locator": "no document read" if unread else document.get("locator", PARAGRAPH_UNKNOWN),
                "stated_on": document.get("stated_on", days[raw["source"]]),
                "confidence": document.get("confidence", raw["confidence"]),
                "note": sentence(raw["note_en"], "weak: no document was read for this link" if unread else ""),
            }
        )
    return rows


def is_derived(raw: Row) -> bool:
    """Whether a row only adds company shares up by home country, which the software does itself."""
    return raw["basis"] == "headquarters" and raw["locator"].startswith("computed: sum of")


def provisions(facts: Facts, decisions: Decisions) -> list[Row]:
    """Stated shares, and those worked out from two figures of one page."""
    days = _days(facts)
    bounds = {
        (row["provider"], row["product"], row["basis"], row["period"]): row
        for row in decisions.rows("provision_bounds")
    }
    rows = []
    for raw in facts.chain["provisions"]:
        if is_derived(raw):
            continue
        key = (raw["provider"], raw["product"], raw["basis"], raw["period"])
        bound = bounds.get(key, {})
        estimated = (raw["source"], raw["period"]) == ESTIMATED
        rows.append(
            {
                "product": decisions.identity("chain", raw["product"]),
                "provider": decisions.identity("chain", raw["provider"]),
                "share": number(raw["share"]),
                "basis": raw["basis"],
                "period": raw["period"],
                "qualifier": bound.get("qualifier", "estimated" if estimated else ""),
                "source": decisions.identity("chain", raw["source"]),
                "locator": raw["locator"],
                "stated_on": days[raw["source"]],
                "confidence": raw["confidence"],
                "note": sentence(
                    raw["note"],
                    "worked out from two figures of the page" if raw["locator"].startswith("computed:") else "",
                ),
            }
        )
    return rows


def _days(facts: Facts) -> dict[str, str]:
    return {raw["id"]: raw["published_on"] for raw in facts.chain["sources"]}
