"""Units: from the unit a source uses to the base unit in which the map compares (tonnes, GWh, MW, counts...).

Conversion is a factor, the same for all products: what a mass contains (gross weight, metal content) is part of the
product, never of the unit. The source's own figure and unit stay on the claim.
"""

from __future__ import annotations

from functools import cache

import polars as pl

from headwater.standard.csv_files import code_rows, split_list


@cache
def conversions() -> pl.DataFrame:
    """One row a unit: unit, base_unit, factor; quantity in the base unit is quantity times factor."""
    rows = [(row["code"], row["base_unit"], float(row["factor"])) for row in code_rows("unit")]
    return pl.DataFrame(rows, schema={"unit": pl.String, "base_unit": pl.String, "factor": pl.Float64}, orient="row")


def to_base(quantity: pl.Expr, unit: pl.Expr) -> pl.Expr:
    """The quantity in its base unit; null where the quantity or the unit is unknown."""
    table = conversions()
    factor = unit.replace_strict(table["unit"], table["factor"], default=None, return_dtype=pl.Float64)
    return quantity * factor


def base_unit(unit: pl.Expr) -> pl.Expr:
    """The base unit each unit is converted to; null where the unit is unknown."""
    table = conversions()
    return unit.replace_strict(table["unit"], table["base_unit"], default=None, return_dtype=pl.String)


def unit_of(words: str) -> str | None:
    """The code of a unit from its code or one of its names (`thousand metric tons` is `kt`); None where unknown."""
    text = " ".join(words.split())
    return text if text in _codes() else _by_name().get(text.casefold())


@cache
def _codes() -> frozenset[str]:
    return frozenset(row["code"] for row in code_rows("unit"))


@cache
def _by_name() -> dict[str, str]:
    names: dict[str, str] = {}
    for row in code_rows("unit"):
        for name in (row["code"], row["meaning"], *split_list(row["aliases"])):
            names.setdefault(name.casefold(), row["code"])
    return names
