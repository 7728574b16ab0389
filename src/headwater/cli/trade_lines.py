"""Findings on imports for a person: one line a product, within the width of a terminal."""

from __future__ import annotations

import re
from typing import Any

import polars as pl
import typer

from headwater.cli.output import cell, print_table
from headwater.standard.countries import name_of

_WORST = ("strategic_dependency", "geodep", "early_warning", "cdi1")  # what a line is sorted by, in this order
_NAME = 22  # letters of a supplier's name: longer ones are cut, so that a line fits 100 columns


def worst_products(found: pl.DataFrame, top: int) -> pl.DataFrame:
    """All findings on the `top` worst products: strategic dependencies, GeoDep, the largest share, the highest HHI."""
    order = [line["subject"] for line in _lines(found)[:top]]
    places = pl.DataFrame(
        {"subject": order, "_place": range(len(order))}, schema={"subject": pl.String, "_place": pl.Int64}
    )
    return found.join(places, on="subject", maintain_order="left").sort("_place", maintain_order=True).drop("_place")


def print_imports(found: pl.DataFrame) -> None:
    """One line a product, the worst first: largest supplier and its share, HHI, imports / exports, grade, flags.

    Whose imports they are, and what the columns mean, goes to standard error.
    """
    lines = _lines(found)
    columns = ("product", "largest", "share", "hhi", "im/ex", "grade", "eu", "geodep", "held")
    print_table(lines, columns, shares=("share", "held"))
    if lines:
        importer = lines[0]["subject"].partition(" > ")[0]
        whose = f"imports of {name_of(importer) or importer} in {lines[0]['as_of']}"
        said = "im/ex: imports / exports; held: share of the years with a concentrated supply; more with --json"
        typer.echo(f"{whose}, {len(lines):,} products. {said}", err=True)
        rests_on = _rests_on(found["method"][0])
        if rests_on:
            typer.echo(f"It rests on {rests_on}.", err=True)


def _rests_on(method: str) -> str:
    """How many members of a bloc its figures rest on, as the method says; empty for a country."""
    said = re.search(r"imports of (both|all|[0-9]).* recorded in [0-9]{4}[^;]*", method)
    return "" if said is None else re.sub("country:([A-Z]{3})", lambda code: name_of(code[0]) or code[1], said[0])


def _lines(found: pl.DataFrame) -> list[dict[str, Any]]:
    by_subject: dict[str, dict[str, dict[str, Any]]] = {}
    for row in found.iter_rows(named=True):
        by_subject.setdefault(row["subject"], {})[row["indicator"]] = row
    return sorted((_line(subject, of) for subject, of in by_subject.items()), key=_badness)


def _line(subject: str, of: dict[str, dict[str, Any]]) -> dict[str, Any]:
    product = subject.rpartition(" > ")[2].removeprefix("hs:")
    supplier = (of["top_supplier"]["verdict"] or "").partition(": ")[2]
    grade = re.search("grade ([A-D])", of["early_warning"]["verdict"] or "")
    return {
        "subject": subject,
        "product": product,
        "largest": (name_of(supplier) or supplier)[:_NAME],
        "share": of["top_supplier"]["value"],
        "hhi": _figure(of["cdi1"]["value"]),
        "im/ex": _ratio(of["cdi3"]),
        "grade": grade[1] if grade else "",
        "eu": _flag(of["strategic_dependency"], "strategic dependency"),
        "geodep": _flag(of["geodep"], "dependent"),
        "held": of["persistence"]["value"],
        "as_of": of["cdi1"]["as_of"],
        "_order": tuple(of[name]["value"] for name in _WORST),
    }


def _badness(line: dict[str, Any]) -> tuple[Any, ...]:
    values = tuple(-1.0 if value is None else value for value in line["_order"])
    return (line["eu"] != "yes", line["geodep"] != "yes", *(-value for value in values), line["product"])


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _ratio(row: dict[str, Any]) -> str:
    if row["value"] is not None:
        return cell(round(row["value"], 2))
    return "" if (row["verdict"] or "").startswith("unknown") else "none"


def _flag(row: dict[str, Any], words: str) -> str:
    """Yes, no, or ? where nobody knows."""
    verdict = row["verdict"] or "unknown"
    return "?" if verdict.startswith(("unknown", "uncertain")) else "yes" if verdict.startswith(words) else "no"
