"""Cells as text into columns of the standard's types: what own tables, forms and uploads all need.

A cell that is no value of its column's type is a problem with its place; the row that holds it is marked, so that the
caller can leave it out. Lists are joined by `;`; an empty cell is unknown (null) or an empty list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from headwater.errors import Problem
from headwater.standard.frames import polars_type
from headwater.standard.tables import Column, Table

MOST_PROBLEMS = 1_000
"""Problems kept per column; what is beyond is counted in one more problem."""

_TRUE = ("true", "yes", "1")
_FALSE = ("false", "no", "0")


@dataclass(frozen=True, slots=True)
class Typed:
    """Rows with the standard's types, which of them hold a cell that is no value (`bad`), and the problems."""

    frame: pl.DataFrame
    bad: pl.Series
    problems: list[Problem]


def typed(table: Table, cells: pl.DataFrame, file: str | None, rows: pl.Series) -> Typed:
    """Convert a frame of text (or of typed values, as Parquet has them) to `frames.reader_schema(table)`.

    `rows` are the rows' numbers in the file, as a person counts them. Missing columns become null; columns the table
    does not have must have been dealt with before.
    """
    converted = cells.select([_converted(column, cells) for column in table.columns])
    checkable = [
        c for c in table.columns if c.name in cells.columns and cells.schema[c.name] != polars_type(c) and not c.is_list
    ]
    failed = {c.name: cells[c.name].is_not_null() & converted[c.name].is_null() for c in checkable}
    failed = {name: mask & (_text(cells, name) != "") for name, mask in failed.items() if mask.any()}
    bad = pl.Series("bad", [False]).new_from_index(0, cells.height)
    problems: list[Problem] = []
    for name, mask in failed.items():
        if mask.any():
            bad = bad | mask
            problems += _problems(table.column(name), cells, mask, file, rows)
    return Typed(converted, bad, problems)


def _converted(column: Column, cells: pl.DataFrame) -> pl.Expr:
    """The expression that gives the column its type; null where a cell is no value."""
    target = polars_type(column)
    if column.name not in cells.columns:
        return pl.lit(None if column.default is None else column.default, target).alias(column.name)
    cell = pl.col(column.name)
    held = cells.schema[column.name]
    if held == target:
        converted = cell
    elif column.is_list:
        converted = _list(cell.cast(pl.String))
    elif held != pl.String:
        converted = cell.cast(target, strict=False)
    elif column.type == "boolean":
        converted = _boolean(cell)
    elif target == pl.String:
        converted = cell
    else:
        converted = cell.cast(target, strict=False).fill_null(cell.str.strip_chars().cast(target, strict=False))
    if column.default is not None:
        converted = converted.fill_null(pl.lit(column.default))
    return converted.alias(column.name)


def _list(cell: pl.Expr) -> pl.Expr:
    parts = cell.str.split(";").list.eval(pl.element().str.strip_chars().filter(pl.element().str.strip_chars() != ""))
    return pl.when(cell.is_null()).then(pl.lit(None, pl.List(pl.String))).otherwise(parts)


def _boolean(cell: pl.Expr) -> pl.Expr:
    word = cell.str.strip_chars().str.to_lowercase()
    return pl.when(word.is_in(_TRUE)).then(pl.lit(value=True)).when(word.is_in(_FALSE)).then(pl.lit(value=False))


def _text(cells: pl.DataFrame, name: str) -> pl.Series:
    return cells[name].cast(pl.String, strict=False).fill_null("?").str.strip_chars()


def _problems(column: Column, cells: pl.DataFrame, mask: pl.Series, file: str | None, rows: pl.Series) -> list[Problem]:
    values = _text(cells, column.name).filter(mask)
    numbers = rows.filter(mask)
    kept = [
        Problem(
            f"{column.name} is {value!r}, which is no {_KINDS[column.type]}.",
            _remedy(column, value),
            file,
            row,
            column.name,
            value,
        )
        for value, row in zip(values.head(MOST_PROBLEMS).to_list(), numbers.head(MOST_PROBLEMS).to_list(), strict=True)
    ]
    return kept + more(len(values) - len(kept), column.name, file)


def more(left: int, column: str | None, file: str | None) -> list[Problem]:
    """The problem that stands for those not kept; none where all were."""
    if left <= 0:
        return []
    return [
        Problem(
            f"{left:,} more rows have the same problem.", "Put the first ones right and look again.", file, None, column
        )
    ]


_KINDS = {"number": "number", "integer": "whole number", "boolean": "yes or no", "instant": "instant"}


def _remedy(column: Column, value: str) -> str:
    """What to write instead, as closely as the value lets one guess."""
    if column.type == "boolean":
        return "Write true or false."
    if found := re.fullmatch(r"(-?[0-9.]+)\s*%", value):
        return f"Write the share as a number from 0 to 1: {float(found[1]) / 100:g}."
    if re.fullmatch(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", value):
        return f"Write it without thousands separators: {value.replace(',', '')}."
    if re.fullmatch(r"-?[0-9]+,[0-9]+", value):
        return f"Write a decimal point: {value.replace(',', '.')}."
    if column.type == "integer" and re.fullmatch(r"-?[0-9]+\.[0-9]+", value):
        return "Write it without decimals."
    return "Write the figure alone, with a decimal point; leave an unknown cell empty, words belong into a qualifier."
