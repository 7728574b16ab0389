"""Which table of the standard a file holds, and whether its columns are those of that table."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence

from headwater.errors import BadRows, Problem, UnknownFormat
from headwater.standard.suggestions import nearest
from headwater.standard.tables import STORE_COLUMNS, TABLE_NAMES, Table, all_tables, table

DELIMITERS = ",;\t|"
STORE_NAMES: frozenset[str] = frozenset(column.name for column in STORE_COLUMNS)
"""Columns a store adds: a table taken out of one is read back without them."""


def table_named(name: str) -> Table | None:
    """The table a file or sheet is named after: `provisions`, `Provisions 2024`, `provisions-part-2`; else None."""
    word = re.split(r"[^a-z]", name.casefold().strip(), maxsplit=1)[0]
    return table(word) if word in TABLE_NAMES else None


def table_with(columns: Sequence[str]) -> Table | None:
    """The one table that has all these columns and requires no other of its own; None where none or several do."""
    given = set(columns) - STORE_NAMES
    fitting = [
        candidate
        for candidate in all_tables()
        if given <= {column.name for column in candidate.columns}
        and {column.name for column in candidate.own_columns if column.required} <= given
        and len(given & {column.name for column in candidate.own_columns}) > 1
    ]
    return fitting[0] if len(fitting) == 1 else None


def table_of(name: str, columns: Sequence[str], file: str) -> Table:
    """The table by name or else by columns; `UnknownFormat` says how to name it."""
    found = table_named(name) or table_with(columns)
    if found is None:
        raise UnknownFormat(
            "Neither the name nor the columns say which table this is.",
            "Name the file or sheet after its table, such as provisions.csv.",
            file,
            TABLE_NAMES,
        )
    return found


def check_columns(definition: Table, columns: Sequence[str], file: str) -> None:
    """`BadRows` where columns are unknown, doubled or missing; the locator may be: its place is known."""
    names = [column.name for column in definition.columns]
    problems = [
        Problem(
            f"{name!r} is no column of {definition.name}.",
            nearest(name, names, f"Columns: {', '.join(names)}."),
            file,
            1,
            name,
        )
        for name in columns
        if name not in names and name not in STORE_NAMES
    ]
    problems += [
        Problem(f"The column {name} stands twice.", "Keep one.", file, 1, name)
        for name in sorted({n for n in columns if columns.count(n) > 1})
    ]
    problems += [
        Problem(f"The column {column.name} is missing.", column.meaning, file, 1, column.name)
        for column in definition.columns
        if column.required and column.name not in columns and column.name != "locator"
    ]
    if problems:
        raise BadRows(
            f"The columns are not those of the table {definition.name}.", problems[0].remedy, file, problems=problems
        )


def split_header(line: str, file: str) -> tuple[str, list[str]]:
    """Delimiter and column names of a header line; `UnknownFormat` where no delimiter gives columns of the standard."""
    known = {column.name for candidate in all_tables() for column in candidate.columns}
    parsed = {mark: [name.strip() for name in next(csv.reader([line], delimiter=mark), [])] for mark in DELIMITERS}
    hits = {mark: sum(name in known for name in names) for mark, names in parsed.items()}
    best = max(hits, key=lambda mark: hits[mark])
    if hits[best] == 0 or sum(count == hits[best] for count in hits.values()) > 1:
        raise UnknownFormat(
            "The first line holds no columns of the standard.",
            "Write the column names of a table into it, separated by commas; `headwater schema TABLE` lists them.",
            file,
        )
    return best, parsed[best]
