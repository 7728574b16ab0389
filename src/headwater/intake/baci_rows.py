"""Year files of BACI as numbers, in the order of their products: a year at a time, whatever its size in bounded memory.

The files are in the order of exporters. What is asked of a year of trade is one product, or one chapter: rows that lie
together by product let a store answer from a few of its blocks. So the rows leave here by product, year, exporter and
importer, which also shows at once whether any stands twice. Their numbers in the file are kept for what is wrong.

A year is read as numbers at once; only where a cell is none, or a code is unknown, is it read again as text, to say
which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from headwater.errors import Problem, UnreadableFile
from headwater.intake.checking import Checking
from headwater.intake.files import head_of
from headwater.intake.trade_rows import Partners, only_numbers, reject, text_batches, trimmed

COLUMNS = ("t", "i", "j", "k", "v", "q")
ROWS_AT_ONCE = 1 << 24
"""A year has some 11 million rows. A file with more than this is sorted in several pieces."""

FIRST_YEAR, LAST_YEAR = 1900, 2155
MOST_CODE = 999
_CODES, _YEARS, _PRODUCTS = MOST_CODE + 1, LAST_YEAR - FIRST_YEAR + 1, 1_000_000
_NUMBERS = {"t": pl.Int16, "i": pl.Int16, "j": pl.Int16, "k": pl.Int32, "v": pl.Float64, "q": pl.Float64}
_MISSING = re.compile(r'[,"]( *NA *)"?(?=\r?\n|,|$)')


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one file: t, i, j, k as whole numbers, v, q, and `row`, the line they stand in, by product.

    `differ`: no two are of one year, exporter, importer and product, here or in what came of the file before.
    """

    frame: pl.DataFrame
    differ: bool


def rows_of(path: Path, partners: Partners, products: pl.Series | None, checking: Checking) -> Iterator[Rows]:
    """The rows of one file, some millions at a time; rows with a cell that is no number or no code are noted as bad."""
    first = 0
    while True:
        frame = _quickly(path, first)
        if frame is None or not _sound(frame, partners, products):
            yield from _slowly(path, first, partners, products, checking)
            return
        if first and not frame.height:
            return
        last = frame.height < ROWS_AT_ONCE
        yield _in_order(frame.rechunk().with_row_index("row", 2 + first), alone=last and not first)
        if last:
            return
        first += frame.height


def _quickly(path: Path, first: int) -> pl.DataFrame | None:
    """The rows as numbers; None where a cell is none."""
    head = head_of(path).decode("cp1252", errors="replace")
    missing = sorted({"NA", *_MISSING.findall(head)})
    try:
        return pl.read_csv(
            path, has_header=False, skip_rows=1 + first, n_rows=ROWS_AT_ONCE, schema=_NUMBERS, null_values=missing,
            encoding="utf8-lossy", glob=False, raise_if_empty=False,
        )  # fmt: skip
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None


def _sound(frame: pl.DataFrame, partners: Partners, products: pl.Series | None) -> bool:
    """Whether every row has its codes and its value, and every code is known."""
    whole = (pl.col(name).null_count() == 0 for name in COLUMNS[:-1])
    ranges = (pl.col(name).is_between(least, most).all() for name, least, most in _RANGES)
    if not frame.select(pl.all_horizontal([*whole, *ranges])).item():
        return False
    codes = frame["i"].unique().append(frame["j"].unique()).cast(pl.String)
    known = partners.known(codes).all()
    return known and (products is None or frame["k"].unique().is_in(products.cast(pl.Int32).implode()).all())


_RANGES = (("t", FIRST_YEAR, LAST_YEAR), ("i", 0, MOST_CODE), ("j", 0, MOST_CODE), ("k", 0, _PRODUCTS - 1))


def _slowly(
    path: Path, first: int, partners: Partners, products: pl.Series | None, checking: Checking
) -> Iterator[Rows]:
    """The same from text, cell by cell: what is no number or no known code is noted, and the row left out."""
    parts: list[pl.DataFrame] = []
    alone = not first
    for read, number in text_batches(path, COLUMNS, COLUMNS):
        if number - 2 + read.height <= first:
            continue
        rows = pl.int_range(number, number + read.height, eager=True)
        late = rows >= 2 + first
        parts.append(_numbers(checking, read.filter(late), rows.filter(late), partners, products, path.name))
        if sum(part.height for part in parts) >= ROWS_AT_ONCE:
            yield _in_order(pl.concat(parts), alone=False)
            parts, alone = [], False
    if parts:
        yield _in_order(pl.concat(parts), alone=alone)


def _numbers(
    checking: Checking, read: pl.DataFrame, rows: pl.Series, partners: Partners, products: pl.Series | None, file: str
) -> pl.DataFrame:
    cells = read.with_columns(trimmed("t"), trimmed("i"), trimmed("j"), trimmed("k").str.zfill(6))
    cells, rows = only_numbers(checking, cells, ("v", "q"), file, rows)
    year = Problem("This is no year.", "Write it as 2021.", column="t")
    code = Problem("This is no product code.", "Codes of BACI have six digits.", column="k")
    strange = Problem("The table of product codes has none such.", "Take files and tables of one release.", column="k")
    unknown = pl.lit(value=False) if products is None else ~pl.col("k").is_in(products.implode())
    for problem, odd in (
        (year, ~pl.col("t").str.contains("^(19[0-9]{2}|20[0-9]{2}|21[0-4][0-9])$")),
        (code, ~pl.col("k").str.contains("^[0-9]{6}$")),
        (strange, unknown),
    ):
        bad = cells.select(odd.fill_null(value=True).alias("bad"))["bad"]
        if bad.any():
            reject(checking, cells, bad, problem, file, rows)
            cells, rows = cells.filter(~bad), rows.filter(~bad)
    cells, rows = partners.only_known(cells, ("i", "j"), file, rows)
    numbers = cells.with_columns(pl.col("v", "q").str.strip_chars()).cast(pl.Schema(_NUMBERS), strict=False)
    return numbers.insert_column(0, rows.cast(pl.UInt32).alias("row"))


def _in_order(frame: pl.DataFrame, *, alone: bool) -> Rows:
    """By product, year, exporter and importer; rows that say the same key stay in the order of the file."""
    ordered = frame.select(pl.all().gather(_by_product(frame["k"])))
    if alone and bool((_keys(ordered).diff().drop_nulls() > 0).all()):  # the file was in order of exporters, as it is
        return Rows(ordered, differ=True)
    sorted_ = frame.with_columns(_keys(frame)).sort("key", "row")
    differ = alone and not bool((sorted_["key"].diff().drop_nulls() == 0).any())
    return Rows(sorted_.drop("key"), differ)


def _by_product(codes: pl.Series) -> pl.Series:
    """Places of the rows in the order of their products, and in that of the file within each."""
    numbers = codes.to_numpy()
    seen = np.zeros(_PRODUCTS, np.bool_)
    seen[numbers] = True
    rank = np.cumsum(seen) - 1
    small = rank.astype(np.uint16) if rank[-1] <= np.iinfo(np.uint16).max else rank  # which numpy sorts by its digits
    return pl.Series(np.argsort(small[numbers], kind="stable").astype(np.uint32))


def _keys(frame: pl.DataFrame) -> pl.Series:
    place = (pl.col("k").cast(pl.Int64) * _YEARS + (pl.col("t") - FIRST_YEAR)) * _CODES + pl.col("i")
    return frame.select((place * _CODES + pl.col("j")).alias("key"))["key"]


def refuse_year_twice(frame: pl.DataFrame, file: str, years: dict[int, str]) -> None:
    """Note which file each year is in; `UnreadableFile` where another has it: whose word would count?"""
    for year in frame["t"].unique().to_list():
        if years.setdefault(year, file) != file:
            raise UnreadableFile(
                f"The year {year} is in two files, {years[year]} and this one.",
                "Take one of them away: every row would be there twice.",
                file,
            )
