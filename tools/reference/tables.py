"""The tables of the standard, as one page of documentation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from headwater.standard.findings import FINDING_SCHEMA
from headwater.standard.tables import STORE_COLUMNS, Column, Table, all_tables, provenance_columns
from headwater.supply_map.supply_map import MAP_TABLES
from reference.markdown import GENERATED, table

HEADER = ("column", "type", "values", "meaning")


def files(_root: Path) -> Mapping[str, str]:
    """`docs/reference/tables.md`."""
    return {"docs/reference/tables.md": "\n".join(_page())}


def _page() -> list[str]:
    lines = [
        GENERATED,
        "# Tables of the standard",
        "",
        "Rows of these tables are what anyone may contribute. In CSV and XLSX, values of a list are joined by `;`.",
        "A column in **bold** is required. An empty cell means unknown, never zero. Every table also carries the",
        "[provenance columns](#provenance-columns), and the store adds [columns of its own](#columns-the-store-adds).",
        "Code lists are in [codes.md](codes.md); a JSON Schema of each table is in [schema/](schema/).",
        "",
    ]
    for definition in all_tables():
        lines += _table(definition)
    lines += ["## Provenance columns", "", *_columns(provenance_columns())]
    lines += ["## Columns the store adds", "", *_columns(STORE_COLUMNS)]
    return [*lines, *_map_tables(), *_findings()]


def _table(definition: Table) -> list[str]:
    key = ", ".join(f"`{name}`" for name in definition.key)
    return [
        f"## {definition.name}",
        "",
        f"A row says: {definition.says}.",
        "",
        f"Key: {key}.",
        "",
        *_columns(definition.own_columns),
    ]


def _columns(columns: tuple[Column, ...]) -> list[str]:
    return table(HEADER, [_cells(column) for column in columns])


def _cells(column: Column) -> tuple[str, ...]:
    name = f"**`{column.name}`**" if column.required else f"`{column.name}`"
    return name, column.type, _values(column), column.meaning


def _values(column: Column) -> str:
    parts = []
    if column.codes:
        parts.append(f"[{column.codes}](codes.md#{column.codes})")
    if column.kinds:
        parts.append(" ".join(f"`{kind}:`" for kind in column.kinds))
    if column.minimum is not None or column.maximum is not None:
        low = "" if column.minimum is None else f"{column.minimum:g}"
        high = "" if column.maximum is None else f"{column.maximum:g}"
        parts.append(f"{low}..{high}")
    if column.unit:
        parts.append(f"in {column.unit}")
    if column.unit_column:
        parts.append(f"unit in `{column.unit_column}`")
    if column.pattern:
        parts.append(f"`{column.pattern}`")
    if column.default:
        parts.append(f"`{column.default}` where empty")
    return ", ".join(parts)


def _map_tables() -> list[str]:
    lines = [
        "# Tables of the supply map",
        "",
        "What resolution makes of the claims, for one view. Shares are 0..1.",
        "",
    ]
    for name, schema in MAP_TABLES.items():
        lines += [
            f"## map: {name}",
            "",
            *table(("column", "type"), [(f"`{column}`", str(kind)) for column, kind in schema.items()]),
        ]
    return lines


def _findings() -> list[str]:
    rows = [(f"`{column}`", str(kind)) for column, kind in FINDING_SCHEMA.items()]
    return [
        "# Findings",
        "",
        "What an assessment returns, in the frame, in `--json` and over HTTP.",
        "",
        *table(("column", "type"), rows),
    ]
