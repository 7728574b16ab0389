"""Rules that concern several cells of a row, or several rows: units, spans of days, and rows that say nothing."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from headwater.standard.rule import Rule
from headwater.standard.tables import Table
from headwater.standard.units import base_unit

_SAYS_SOMETHING: dict[str, tuple[str, ...]] = {
    "provisions": ("share", "quantity", "qualifier"),
    "flows": ("value", "quantity", "qualifier"),
    "stocks": ("quantity", "days_of_use", "qualifier"),
}
_SAME_UNIT_WITHIN: dict[str, tuple[str, ...]] = {
    "provisions": ("product", "basis", "period", "source"),
    "stocks": ("product", "source"),
}


def row_rules(table: Table) -> Iterator[Rule]:
    """The rules of one table that no single column states."""
    yield from _unit_rules(table)
    yield from _span_rules(table)
    if table.name in _SAYS_SOMETHING:
        yield _says_something(_SAYS_SOMETHING[table.name])


def _says_something(names: tuple[str, ...]) -> Rule:
    return Rule(
        names[0],
        pl.all_horizontal([pl.col(name).is_null() for name in names]),
        lambda _: f"The row says nothing: {', '.join(names)} are all empty.",
        lambda _: "Give a figure, or say why there is none: qualifier withheld or not-available.",
    )


def _unit_rules(table: Table) -> Iterator[Rule]:
    for column in table.columns:
        if column.unit_column is not None and column.name != "coefficient":
            yield _needs_unit(column.name, column.unit_column)


def unit_contradictions(table: Table, frame: pl.DataFrame) -> Rule | None:
    """The rule that quantities that belong together convert into one another; None where all do anyway."""
    within = _SAME_UNIT_WITHIN.get(table.name)
    if within is None:
        return None
    known = pl.col("quantity").is_not_null() & pl.col("unit").is_not_null()
    base = base_unit(pl.col("unit"))
    if frame.filter(known).select(base.n_unique()).item() < 2:
        return None
    first = base.filter(known).first().over(within)
    return Rule(
        "unit",
        (known & (base != first)).fill_null(value=False),
        lambda value: f"{value} and the unit of another row of the same {', '.join(within)} measure different things.",
        lambda _: "Give all quantities that belong together in units that convert into one another.",
    )


def _needs_unit(name: str, unit: str) -> Rule:
    words = unit.replace("_", " ")
    return Rule(
        unit,
        pl.col(name).is_not_null() & pl.col(unit).is_null(),
        lambda _: f"{name} has no {words}.",
        lambda _: f"Give its {words}.",
    )


def _span_rules(table: Table) -> Iterator[Rule]:
    names = {column.name for column in table.columns}
    for start, end in (("valid_from", "valid_to"), ("starts_on", "ends_on"), ("suspended_from", "suspended_until")):
        if {start, end} <= names:
            yield _in_order(start, end)


def _in_order(start: str, end: str) -> Rule:
    size = pl.min_horizontal(pl.col(start).str.len_bytes(), pl.col(end).str.len_bytes())
    return Rule(
        end,
        (pl.col(start).str.head(size) > pl.col(end).str.head(size)).fill_null(value=False),
        lambda value: f"{end} is {value}, before {start}.",
        lambda _: f"{start} comes first, {end} last.",
    )
