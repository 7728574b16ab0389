"""The tables of the standard, read from `tables/*.yaml`.

A table's own columns come first, then the provenance columns every table shares, then those the store adds. Readers,
validation, documentation, JSON Schema and the page's types are made from these definitions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from headwater.standard.yaml_files import read_yaml

ColumnType = Literal[
    "identifier",  # an entity's own identifier, KIND:SLUG
    "reference",  # a mention of an entity, KIND:SLUG or KIND:NAME as the source puts it
    "references",  # several mentions
    "text",
    "texts",
    "code",  # a value of a code list
    "codes",
    "number",
    "integer",
    "boolean",
    "day",  # YYYY, YYYY-MM or YYYY-MM-DD
    "period",  # YYYY, YYYY-Qn, YYYY-MM
    "instant",  # UTC, only in columns the store adds
]
LIST_TYPES: frozenset[str] = frozenset({"references", "texts", "codes"})

TABLE_NAMES: tuple[str, ...] = (
    "sources",
    "organizations",
    "facilities",
    "products",
    "requirements",
    "provisions",
    "flows",
    "stocks",
    "agreements",
    "obligations",
    "commitments",
    "measures",
    "events",
    "programmes",
    "judgements",
)
"""All tables, in the order in which a contribution's rows are checked and written: what is referred to comes first."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, type and meaning, and what values it takes."""

    name: str
    type: ColumnType
    meaning: str
    required: bool = False
    kinds: tuple[str, ...] = ()
    codes: str | None = None
    unit: str | None = None
    unit_column: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None
    default: str | None = None

    @property
    def is_list(self) -> bool:
        """Whether a cell holds several values (joined by `;` in CSV)."""
        return self.type in LIST_TYPES


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the standard: its own columns, and through `columns` those of provenance too."""

    name: str
    says: str
    key: tuple[str, ...]
    own_columns: tuple[Column, ...]
    provenance: tuple[Column, ...] = field(repr=False, default=())

    @property
    def columns(self) -> tuple[Column, ...]:
        """Own columns, then provenance: what a reader gives. The store's own columns are `STORE_COLUMNS`."""
        return self.own_columns + self.provenance

    def column(self, name: str) -> Column:
        """The column of that name; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


STORE_COLUMNS: tuple[Column, ...] = (
    Column("contribution", "text", "The contribution that recorded the row.", required=True),
    Column("row", "integer", "Number of the row within its contribution and table, from 0.", required=True),
    Column("contributor", "text", "Who recorded it.", required=True),
    Column("recorded_at", "instant", "When it was recorded, in UTC.", required=True),
)


def _column(raw: dict[str, Any]) -> Column:
    kinds = tuple(raw.pop("kinds", ()))
    return Column(kinds=kinds, **raw)


def _read(name: str) -> dict[str, Any]:
    text = (files(__package__) / "tables" / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = read_yaml(text)
    return loaded


@cache
def provenance_columns() -> tuple[Column, ...]:
    """The columns every row of every table carries besides its own."""
    return tuple(_column(raw) for raw in _read("_provenance")["columns"])


@cache
def table(name: str) -> Table:
    """The definition of one table; KeyError lists the valid names."""
    if name not in TABLE_NAMES:
        raise KeyError(f"{name} is no table of the standard; valid: {', '.join(TABLE_NAMES)}")
    raw = _read(name)
    own = tuple(_column(column) for column in raw["columns"])
    return Table(raw["table"], raw["says"], tuple(raw["key"]), own, provenance_columns())


def all_tables() -> tuple[Table, ...]:
    """Every table of the standard, in the order of `TABLE_NAMES`."""
    return tuple(table(name) for name in TABLE_NAMES)
