"""Rows of UN Comtrade, whichever layout they came in: which are totals, what a value includes, what a quantity is.

Imports are valued cif and exports fob unless the row's own cif and fob values say otherwise. Rows broken down by mode
of transport, customs procedure or second partner repeat what the total of the same flow says: where the total is there
they are left out, where it is not they are bad rows, since nobody could tell whether they are complete. Re-exports,
re-imports and the total of all commodities are parts or sums of other rows and left out too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from headwater.claims.model import FileStamp
from headwater.errors import Problem, UnreadableFile
from headwater.intake.checking import Checking
from headwater.intake.trade_rows import (
    Partners,
    editions,
    flow_frame,
    header_and_width,
    number,
    only_numbers,
    reject,
    text_batches,
    trimmed,
)

_KEY = ("reporter", "partner", "flow", "period", "code")
_BREAKDOWNS: Mapping[str, tuple[str, ...]] = {"partner2": ("0",), "customs": ("C00", "0"), "transport": ("0",)}
_IMPORT, _EXPORT = ("M", "1"), ("X", "2")
_UNITS: Mapping[str, str] = {"8": "kg", "5": "count", "2": "m2", "12": "m3", "7": "L"}
"""The UN's codes of quantity units that a unit of the standard stands for."""


Told = tuple[str, str]
"""An edition of the HS, and the file that is told in it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column of a layout holds what; `tests` are values by which a column shows that it is itself."""

    columns: Mapping[str, str]
    tests: Mapping[str, str]
    source: str


def flows_of(path: Path, layout: Layout, told: str | None, checking: Checking) -> pl.DataFrame:
    """The flows of one file (all of it in memory: a download has at most some hundred thousand rows).

    Raises `UnreadableFile` where columns are shifted, or the edition of the HS is neither in the file nor told.
    """
    cells, names = _read(path, layout)
    _refuse_shifted(cells, names, layout, path.name)
    present = {name: column for name, column in layout.columns.items() if column in names}
    rows = pl.int_range(2, 2 + cells.height, eager=True)
    plain = cells.select(
        trimmed(present[name]).alias(name) if name in present else pl.lit(None, pl.String).alias(name)
        for name in layout.columns
    )
    plain, rows = _with_edition(plain, rows, told, checking, path.name)
    plain, rows = _totals(plain, rows, checking, path.name)
    plain, rows = only_numbers(checking, plain, ("value", "cif", "fob", "net", "quantity"), path.name, rows)
    plain, rows = Partners(checking).named(plain, ("reporter", "partner"), path.name, rows)
    return checking.good("flows", _flows(plain, rows, layout, path.name), path.name, rows)


def told_in(path: Path, layout: Layout, told: str | None) -> list[tuple[str, str, str]]:
    """Reporter, period and edition of the HS, as the file has them; rows of other classifications are passed over."""
    columns = {name: layout.columns[name] for name in ("reporter", "period", "edition")}
    names = header_and_width(path)[0]
    cells = _read(path, replace(layout, columns=columns, tests={}))[0]
    stated = trimmed(columns["edition"]) if columns["edition"] in names else pl.lit(told, pl.String)
    edition = stated.str.to_uppercase().replace_strict(editions(), default=None, return_dtype=pl.String)
    asked = cells.select(trimmed(columns["reporter"]), trimmed(columns["period"]), edition.alias("edition"))
    return asked.drop_nulls().unique().sort(pl.all()).rows()


def refuse_told_twice(path: Path, told: Iterable[tuple[str, str, str]], taken: dict[tuple[str, str], Told]) -> None:
    """Note which file tells a reporter's period in which edition; `UnreadableFile` where it is told in another too."""
    for reporter, period, edition in told:
        other, file = taken.setdefault((reporter, period), (edition, path.name))
        if other != edition:
            raise UnreadableFile(
                f"Reporter {reporter} tells {period} in two editions of the HS: {other} in {file}, {edition} here.",
                "Every flow would be there twice: take one of them away.",
                path.name,
            )


def _read(path: Path, layout: Layout) -> tuple[pl.DataFrame, list[str]]:
    names, width = header_and_width(path)
    # Every row of a download ends in one comma too many; the cell behind it is empty.
    all_names = [*names, "_after_last"] if width == len(names) + 1 else names
    if width not in {0, len(all_names)}:
        raise UnreadableFile(
            f"The header has {len(names)} columns, the first row {width} cells.",
            "Take the file as it was downloaded.",
            path.name,
        )
    used = [column for column in layout.columns.values() if column in names]
    used = list(dict.fromkeys([*used, *(column for column in layout.tests if column in names)]))
    extra = ["_after_last"] if len(all_names) > len(names) else []
    parts = [frame for frame, _ in text_batches(path, all_names, [*used, *extra])]
    empty = dict.fromkeys([*used, *extra], pl.String)
    return (pl.concat(parts) if parts else pl.DataFrame(schema=empty)), names


def _refuse_shifted(cells: pl.DataFrame, names: Sequence[str], layout: Layout, file: str) -> None:
    """A program that takes the 48th cell for a row label moves every value one column to the left."""
    wrong = []
    for column, pattern in layout.tests.items():
        if column in cells.columns:
            fits = cells.select(pl.col(column).str.strip_chars().str.contains(pattern)).to_series().drop_nulls()
            if fits.len() and fits.sum() * 2 < fits.len():
                wrong.append(f"{column} holds {cells[column].drop_nulls()[0]!r}")
    if "_after_last" in cells.columns and cells.select(trimmed("_after_last").is_not_null().any()).item():
        wrong.append(f"there is a cell beyond {names[-1]}")
    if wrong:
        raise UnreadableFile(
            f"The columns are shifted against their names: {'; '.join(wrong)}.",
            "A program saved the file again and took the comma at the end of each row for a column. "
            "Use the file as it was downloaded.",
            file,
        )


def _with_edition(
    plain: pl.DataFrame, rows: pl.Series, told: str | None, checking: Checking, file: str
) -> tuple[pl.DataFrame, pl.Series]:
    known = editions()
    stated = pl.col("edition").str.to_uppercase()
    if plain["edition"].null_count() == plain.height:
        if told is None:
            raise UnreadableFile(
                "The file does not say of which edition of the HS its codes are.", "Say it with --hs, as --hs HS2017.",
                file,
            )  # fmt: skip
        return plain.with_columns(pl.lit(told).alias("edition")), rows
    named = plain.with_columns(stated.replace_strict(known, default=None, return_dtype=pl.String).alias("edition"))
    contradicts = pl.lit(value=False) if told is None else pl.col("edition") != told
    bad = named.select((pl.col("edition").is_null() | contradicts).alias("bad"))["bad"]
    if not bad.any():
        return named, rows
    problem = Problem(
        "The classification is no edition of the HS that was asked for.",
        "Codes of other classifications are not read; leave --hs away where the file states the edition.",
        column="edition",
    )
    reject(checking, plain, bad, problem, file, rows)
    return named.filter(~bad), rows.filter(~bad)


def _totals(plain: pl.DataFrame, rows: pl.Series, checking: Checking, file: str) -> tuple[pl.DataFrame, pl.Series]:
    """Imports and exports by partner and commodity, without breakdowns."""
    wanted = pl.col("flow").is_in([*_IMPORT, *_EXPORT]) & (pl.col("code") != "TOTAL")
    total = pl.all_horizontal(
        pl.col(column).is_null() | pl.col(column).is_in(codes) for column, codes in _BREAKDOWNS.items()
    )
    marked = plain.with_columns(wanted.alias("_wanted"), total.alias("_total"))
    covered = pl.col("_total").any().over(_KEY)
    orphan = marked.select((pl.col("_wanted") & ~covered).alias("bad"))["bad"].fill_null(value=False)
    if orphan.any():
        problem = Problem(
            "The row is a part by transport, customs or second partner, and its total is missing.",
            "Download the totals too (all modes, all customs procedures, no second partner).",
        )
        reject(checking, plain, orphan, problem, file, rows)
    keep = marked.select((pl.col("_wanted") & pl.col("_total")).alias("keep"))["keep"].fill_null(value=False)
    return plain.filter(keep), rows.filter(keep)


def _flows(plain: pl.DataFrame, rows: pl.Series, layout: Layout, file: str) -> pl.DataFrame:
    here, there = pl.col("reporter"), pl.col("partner")
    imported = pl.col("flow").is_in(_IMPORT)
    cif, fob, value = (_positive(name) for name in ("cif", "fob", "value"))
    valued_fob = pl.when(imported).then((cif.is_null() | (cif != value)) & (fob == value)).otherwise(pl.lit(value=True))
    kilograms, amount = _positive("net"), _positive("quantity")
    unit = pl.col("quantity_unit").replace_strict(dict(_UNITS), default=None, return_dtype=pl.String)
    counted = kilograms.is_null() & amount.is_not_null() & unit.is_not_null()
    guessed = pl.when(kilograms.is_not_null()).then("net_estimated").when(counted).then("quantity_estimated")
    period = pl.col("period")
    cells = plain.select(
        pl.when(imported).then(there).otherwise(here).alias("supplier"),
        pl.when(imported).then(here).otherwise(there).alias("buyer"),
        (pl.lit("hs:") + pl.col("edition") + "." + pl.col("code")).alias("product"),
        here.alias("reporter"),
        number("value").alias("value"),
        pl.lit("USD").alias("currency"),
        pl.when(valued_fob.fill_null(value=False)).then(pl.lit("fob")).otherwise(pl.lit("cif")).alias("valuation"),
        pl.when(kilograms.is_not_null()).then(kilograms).when(counted).then(amount).alias("quantity"),
        pl.when(kilograms.is_not_null()).then(pl.lit("kg")).when(counted).then(unit).alias("unit"),
        pl.when(period.str.len_chars() == 6).then(period.str.slice(0, 4) + "-" + period.str.slice(4)).otherwise(period)
        .alias("period"),
        pl.col("value").alias("figure"),
        pl.lit(layout.source).alias("source"),
        (pl.lit(f"{file} row ") + pl.Series("row", rows).cast(pl.String)).alias("locator"),
        pl.when(guessed.str.to_lowercase() == "true").then(pl.lit("quantity estimated by the UN")).alias("note"),
    )  # fmt: skip
    return flow_frame(cells)


def _positive(name: str) -> pl.Expr:
    """The number; null where it is zero, for downloads write 0 where nothing is known."""
    found = number(name)
    return pl.when(found > 0).then(found)


def source_row(layout: Layout, title: str, stamps: Sequence[FileStamp]) -> dict[str, object]:
    """The row of `sources`."""
    return {
        "id": layout.source,
        "title": title,
        "kind": "official-statistics",
        "publisher": "United Nations Statistics Division",
        "url": "https://comtradeplus.un.org/",
        "language": "en",
        "licence": "UN Comtrade terms of use; re-dissemination limited",
        "sha256": stamps[0].sha256 if len(stamps) == 1 else None,
        "source": layout.source,
        "locator": ", ".join(stamp.name for stamp in stamps),
    }
