"""Small ledgers made from plain rows: recorded in memory and resolved, so that the map is what resolution makes."""

from headwater.claims.model import View
from headwater.ledger.commitments import commitment_table
from headwater.ledger.counting import Counting
from headwater.ledger.statements import statements
from headwater.ledger.totals import totals
from headwater.workflows.view import build_map
from tests.doubles import InMemoryLog, frame

PRESS = {"id": "source:press", "title": "a newspaper", "kind": "press"}
OFFICE = {"id": "source:office", "title": "an office", "kind": "official-statistics"}
BLOG = {"id": "source:blog", "title": "another newspaper", "kind": "press"}


def promise(slug, amount=None, stage="announced", on="2025-10-29", currency="USD", **more):
    """A statement about a commitment; `part_of` is given as a slug."""
    part_of = more.pop("part_of", None)
    return {
        "id": f"commitment:{slug}", "title": more.pop("title", slug), "stage": stage, "stage_on": on, "amount": amount,
        "currency": currency if amount is not None else None, "source": more.pop("source", "source:press"),
        "locator": more.pop("locator", "para 1"), "part_of": part_of and f"commitment:{part_of}", **more,
    }  # fmt: skip


def map_of(*commitments, view=None, **tables):
    """The map of these commitments and the rows of other tables."""
    log = InMemoryLog()
    given = {"sources": [PRESS, OFFICE, BLOG], "commitments": list(commitments), **tables}
    described = [
        {"source": one["id"], "locator": "whole", **one} if name == "sources" else one
        for name, rows in given.items()
        for one in rows
    ]
    counts = {name: len(rows) for name, rows in given.items()}
    tables_of, at = {}, 0
    for name, count in counts.items():
        rows = [{"source": "source:press", "locator": "row", **row} for row in described[at : at + count]]
        tables_of[name], at = frame(name, rows), at + count
    log.add(tables_of)
    return build_map(log, view or View())


def total_of(*commitments, by="all", asked=None, **tables):
    """Totals of all these commitments."""
    supply_map = map_of(*commitments, **tables)
    told = statements(supply_map)
    return totals(told, commitment_table(supply_map, told), asked or Counting(), by)


def sums(found):
    """{(group, currency): total} of the totals that count anything."""
    rows = found.rows.filter(found.rows["total"].is_not_null())
    return {(row["group"], row["currency"]): row["total"] for row in rows.iter_rows(named=True)}


def reasons(found):
    """{(commitment slug, amount): (reason, because slug)} of the lines."""
    return {
        (row["commitment"].partition(":")[2], row["amount"]): (row["reason"], (row["because"] or ":").partition(":")[2])
        for row in found.lines.iter_rows(named=True)
    }
