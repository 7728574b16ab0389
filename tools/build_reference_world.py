"""Build the reference world from facts: `python tools/build_reference_world.py FACTS_FOLDER [TARGET_FOLDER]`.

Every decision taken by hand (which identifiers are one thing, which word is which code, what was corrected or added) is
a row of `tools/reference_world/*.csv` with its reason. The same facts and decisions give the same bytes.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Callable
from pathlib import Path

from headwater.standard.tables import TABLE_NAMES, Table, table
from reference_world import chain, entities, ledger, sites
from reference_world.facts import Decisions, Facts, Row, read_facts

TARGET = Path(__file__).parents[1] / "src" / "headwater" / "reference_world"
DESCRIPTION = {
    "agreements": ("title", "kind", "parties", "areas", "place"),
    "obligations": ("agreement", "owners", "obligation"),
    "commitments": ("title", "investors", "recipient", "places", "facility", "products", "part_of", "counts_in_totals"),
    "measures": ("title", "kind", "direction", "imposers", "affected", "products"),
    "events": ("title", "kind", "status", "starts_on", "ends_on", "places", "organizations", "countries", "products"),
}
"""Columns that an added statement takes over from the thing it is about, where it does not say them itself."""
BUILDERS: dict[str, Callable[[Facts, Decisions], list[Row]]] = {
    "sources": entities.sources,
    "organizations": entities.organizations,
    "facilities": sites.facilities,
    "products": entities.products,
    "requirements": chain.requirements,
    "provisions": chain.provisions,
    "agreements": ledger.agreements,
    "obligations": ledger.obligations,
    "commitments": ledger.commitments,
    "measures": ledger.measures,
    "events": ledger.events,
    "programmes": ledger.programmes,
}


def build(facts: Facts, decisions: Decisions) -> dict[str, str]:
    """The text of every table that has rows, by table name."""
    texts = {}
    for name in TABLE_NAMES:
        rows = BUILDERS[name](facts, decisions) if name in BUILDERS else []
        rows += [_described(name, row, rows) for row in decisions.rows(f"added/{name}")]
        _correct(name, rows, decisions)
        if rows:
            texts[name] = as_csv(table(name), rows)
    return texts


def _described(name: str, added: Row, rows: list[Row]) -> Row:
    about = [row for row in rows if name in DESCRIPTION and row["id"] == added["id"]]
    if not about:
        return added
    return added | {column: added.get(column) or about[0][column] for column in DESCRIPTION[name]}


def _correct(name: str, rows: list[Row], decisions: Decisions) -> None:
    for fix in decisions.rows("corrections"):
        if fix["table"] != name:
            continue
        meant = [row for row in rows if row["id"] == fix["id"] and fix["source"] in ("", row["source"])]
        if not meant:
            raise SystemExit(f"corrections.csv: no row {fix['id']} of {fix['source'] or 'any source'} in {name}")
        for row in meant:
            row[fix["column"]] = fix["value"]


def as_csv(definition: Table, rows: list[Row]) -> str:
    """The rows in the standard's columns, sorted by key and then by everything else."""
    columns = [column.name for column in definition.columns]
    unknown = {column for row in rows for column in row} - set(columns)
    if unknown:
        raise SystemExit(f"{definition.name}: no such columns: {', '.join(sorted(unknown))}")
    cells = [[row.get(column) or "" for column in columns] for row in rows]
    keys = [columns.index(column) for column in definition.key]
    cells.sort(key=lambda row: ([row[key] for key in keys], row))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([columns, *cells])
    return text.getvalue()


def main(arguments: list[str]) -> None:
    """Write one CSV file per table and say how many rows each has."""
    if len(arguments) not in (1, 2):
        raise SystemExit(__doc__)
    target = Path(arguments[1]) if len(arguments) == 2 else TARGET
    target.mkdir(parents=True, exist_ok=True)
    for name, text in build(read_facts(Path(arguments[0])), Decisions()).items():
        (target / f"{name}.csv").write_text(text, encoding="utf-8", newline="\n")
        print(f"{name:14} {len(list(csv.reader(io.StringIO(text)))) - 1:5} rows")


if __name__ == "__main__":
    main(sys.argv[1:])
