"""The rules rows must keep, made from what the tables say about their columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import polars as pl

from headwater.standard.codes import code_list
from headwater.standard.countries import place_of
from headwater.standard.periods import DAY_PATTERN, PERIOD_PATTERN
from headwater.standard.row_rules import row_rules
from headwater.standard.rule import Rule, Words
from headwater.standard.suggestions import nearest
from headwater.standard.tables import Column, Table
from headwater.standard.units import unit_of

KINDS: frozenset[str] = frozenset(
    {
        "source", "org", "facility", "place", "product", "agreement", "obligation", "commitment", "measure", "event",
        "programme", "country", "area", "remainder", "world", "hs", "sector",
    }
)  # fmt: skip
_HS_PATTERN = rf"hs:(?:{'|'.join(code_list('hs_edition').codes())})\.[0-9]{{2}}(?:[0-9]{{2}}){{0,4}}"
SLUG_PATTERN = "[a-z0-9]+(?:[.-][a-z0-9]+)*"


@cache
def rules_of(table: Table) -> tuple[Rule, ...]:
    """All rules of one table."""
    return tuple(_all_rules(table))


def _all_rules(table: Table) -> Iterator[Rule]:
    for column in table.columns:
        yield from _column_rules(column)
    yield from row_rules(table)


def _column_rules(column: Column) -> Iterator[Rule]:
    cell = pl.col(column.name)
    if column.required:
        empty = (cell.list.len() == 0) if column.is_list else (cell == "") if _is_text(column) else pl.lit(value=False)
        yield Rule(
            column.name,
            cell.is_null() | empty,
            lambda _: f"{column.name} is empty and must not be.",
            lambda _: column.meaning,
        )
    if column.type in {"identifier", "reference", "references"}:
        yield _mention_rule(column)
    elif column.type in {"code", "codes"}:
        yield _code_rule(column)
    elif column.type in {"day", "period"}:
        yield _date_rule(column)
    elif column.type in {"number", "integer"}:
        yield from _number_rules(column)
    if column.pattern is not None:
        yield _pattern_rule(column, column.pattern)
    if column.name == "names":
        yield _pattern_rule(column, "^[a-z]{2,3}(-[A-Za-z0-9]+)*:.+$")


def _is_text(column: Column) -> bool:
    return column.type not in {"number", "integer", "boolean", "instant"}


def _fails(column: Column, test: Callable[[pl.Expr], pl.Expr]) -> pl.Expr:
    """Rows in which the value, or one of several, fails the test; an empty cell fails nothing."""
    if column.is_list:
        return pl.col(column.name).list.eval(~test(pl.element())).list.any().fill_null(value=False)
    return ~test(pl.col(column.name)).fill_null(value=True)


def _shown(column: Column, test: Callable[[pl.Expr], pl.Expr]) -> pl.Expr | None:
    """The first value of a list that fails the test; None where the cell is no list and is shown whole."""
    if not column.is_list:
        return None
    return pl.col(column.name).list.eval(pl.element().filter(~test(pl.element()))).list.first()


def _each(column: Column, test: Callable[[pl.Expr], pl.Expr], problem: Words, remedy: Words) -> Rule:
    """The rule that every value of the column passes the test."""
    any_broken = None if column.is_list else (~test(pl.col(column.name).unique()).fill_null(value=True)).any()
    return Rule(column.name, _fails(column, test), problem, remedy, _shown(column, test), any_broken)


def _mention_rule(column: Column) -> Rule:
    kinds = column.kinds or tuple(sorted(KINDS))
    name = SLUG_PATTERN if column.type == "identifier" else r"\S(?:.*\S)?"
    plain = f"(?:{'|'.join(kind for kind in kinds if kind != 'hs')}):{name}"
    pattern = f"(?s)^(?:{plain}|{_HS_PATTERN})$" if "hs" in kinds else f"(?s)^{plain}$"
    return _each(
        column,
        lambda cell: cell.str.contains(pattern),
        lambda value: f"{value!r} is no {' or '.join(kinds)} identifier.",
        lambda value: _mention_remedy(value, kinds, minted=column.type == "identifier"),
    )


def _mention_remedy(value: str, kinds: tuple[str, ...], *, minted: bool) -> str:
    kind, colon, rest = value.partition(":")
    example = f"{kinds[0]}:{'readable-slug' if minted else 'name or identifier'}"
    if minted and colon and kind in kinds:
        return f"After {kind}: only lower-case letters, digits, hyphens and dots between them may stand."
    if not colon or kind not in KINDS:
        place = place_of(value) if {"country", "area"} & set(kinds) else None
        if place is not None and place.partition(":")[0] in kinds:
            return f"Write KIND:NAME; did you mean {place}?"
    if colon and kind in KINDS and rest:
        return f"Here only {', '.join(kinds)} may stand."
    return f"Write KIND:NAME, such as {example}."


def _code_rule(column: Column) -> Rule:
    codes = code_list(column.codes or "").codes()
    valid = pl.Series(codes).implode()
    pattern = "^group:[^;,]+$" if column.codes == "disclosure" else None

    def known(cell: pl.Expr) -> pl.Expr:
        return cell.is_in(valid) | cell.str.contains(pattern) if pattern else cell.is_in(valid)

    return _each(
        column,
        known,
        lambda value: f"{value!r} is no {column.name.replace('_', ' ')} of the list {column.codes}.",
        lambda value: _code_remedy(column, value, codes),
    )


def _code_remedy(column: Column, value: str, codes: tuple[str, ...]) -> str:
    if column.codes == "unit" and (unit := unit_of(value)) is not None:
        return f"Did you mean {unit}?"
    listing = f"Valid: {', '.join(codes)}." if len(codes) <= 30 else f"`headwater schema` lists the {len(codes)} codes."
    return nearest(value, codes, listing)


def _date_rule(column: Column) -> Rule:
    pattern = PERIOD_PATTERN if column.type == "period" else DAY_PATTERN

    def valid(cell: pl.Expr) -> pl.Expr:
        shape = cell.str.contains(pattern)
        if column.type == "period":
            return shape
        return shape & ((cell.str.len_bytes() < 10) | cell.str.to_date("%Y-%m-%d", strict=False).is_not_null())

    shapes = "2024, 2024-Q3 or 2024-07" if column.type == "period" else "2024, 2024-07 or 2024-07-15"
    return _each(
        column,
        valid,
        lambda value: f"{value!r} is no {column.type} there is.",
        lambda _: f"Write {shapes}.",
    )


def _number_rules(column: Column) -> Iterator[Rule]:
    cell = pl.col(column.name)
    if column.type == "number":
        yield Rule(
            column.name,
            ~cell.is_finite().fill_null(value=True),
            lambda value: f"{column.name} is {value}, which is no number.",
            lambda _: "Leave it empty where it is unknown.",
        )
    low, high = column.minimum, column.maximum
    if low is not None:
        yield Rule(
            column.name,
            (cell < low).fill_null(value=False),
            lambda value: f"{column.name} is {value}, below {low:g}.",
            lambda _: _range_words(column),
        )
    if high is not None:
        yield Rule(
            column.name,
            (cell > high).fill_null(value=False),
            lambda value: f"{column.name} is {value}, above {high:g}.",
            lambda value: _above_words(column, float(value)),
        )


def _range_words(column: Column) -> str:
    if column.unit == "share":
        return "Shares are 0..1."
    return (
        f"At least {column.minimum:g}." if column.maximum is None else f"From {column.minimum:g} to {column.maximum:g}."
    )


def _above_words(column: Column, value: float) -> str:
    if column.unit == "share" and value <= 100:
        return f"Shares are 0..1; did you mean {value / 100:g} ({value:g} percent)?"
    return _range_words(column)


def _pattern_rule(column: Column, pattern: str) -> Rule:
    shape = "LANGUAGE:NAME, such as ko:NAME" if column.name == "names" else f"the pattern {pattern}"
    return _each(
        column,
        lambda cell: cell.str.contains(pattern),
        lambda value: f"{value!r} is not of the form of {column.name.replace('_', ' ')}.",
        lambda _: f"Write {shape}.",
    )
