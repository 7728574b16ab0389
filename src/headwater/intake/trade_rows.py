"""Trade statistics as rows of `flows`: what their readers share. Codes stay the source's own; editions get our names.

A partner that is a country or a state that no longer exists is `country:CODE` or `area:CODE`; "areas not elsewhere
specified" and blocs are areas too, and the world is `world:World`, so that no total is ever added to its parts.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from headwater.claims.model import FileStamp
from headwater.errors import BadQuestion, Problem, UnreadableFile
from headwater.intake.checking import Checking
from headwater.intake.files import head_of, stamp_text
from headwater.standard.codes import code_list
from headwater.standard.countries import area_of, country_of
from headwater.standard.frames import polars_type
from headwater.standard.tables import table
from headwater.workflows.reading import Progress

WORLD = "world:World"
HS_OPTION = "hs"
BATCH_ROWS = 1 << 19  # as many rows as a store's data file holds
_PROBLEMS_SHOWN = 1_000

_LETTERS = {
    "H0": "HS1992", "H1": "HS1996", "H2": "HS2002", "H3": "HS2007", "H4": "HS2012", "H5": "HS2017", "H6": "HS2022",
}  # fmt: skip
_WORLD_CODES = frozenset({"0", "W00", "WLD", "000"})


def editions() -> dict[str, str]:
    """Every way in which statistics write an edition of the Harmonized System, and our name for it."""
    names = code_list("hs_edition").codes()
    return _LETTERS | {name: name for name in names} | {f"HS{name[-2:]}": name for name in names}


def edition_told(words: str) -> str:
    """The edition a user names (`HS2017`, `HS17`, `H5`); `BadQuestion` for anything else."""
    found = editions().get(words.strip().upper())
    if found is None:
        raise BadQuestion(f"{words!r} is no edition of the HS.", valid=code_list("hs_edition").codes())
    return found


def edition_in_name(name: str) -> str | None:
    """The edition that a file name states (`BACI_HS17_Y2021_V202301.csv`); None where it states none."""
    found = re.search(r"(?<![A-Za-z])(HS(?:\d{4}|\d{2})|H[0-6])(?!\d)", name, re.IGNORECASE)
    return editions().get(found[1].upper()) if found else None


def mention_of(code: str, iso3: str = "") -> str | None:
    """A partner's code as a mention; `iso3` is what the source's own table adds. None where it is known to nobody."""
    if code in _WORLD_CODES:
        return WORLD
    if country_of(code) is not None:
        return f"country:{code}"
    if area_of(code) is not None:
        return f"area:{code}"
    return f"country:{iso3}" if iso3 and country_of(iso3) is not None else None


@dataclass(slots=True)
class Partners:
    """Codes of partners as mentions; each code is looked up once. `iso3`: alpha-3 by code, from the source's table."""

    checking: Checking
    iso3: Mapping[str, str] = field(default_factory=dict)
    _known: dict[str, str | None] = field(default_factory=dict)

    def known(self, codes: pl.Series) -> pl.Series:
        """Of each code, whether it is anybody's."""
        return self.mentions(codes).is_not_null()

    def mentions(self, codes: pl.Series) -> pl.Series:
        """The mention of each code; null where nobody knows it."""
        for code in codes.drop_nulls().unique().to_list():
            if code not in self._known:
                self._known[code] = mention_of(code, self.iso3.get(code, ""))
        return codes.replace_strict(self._known, default=None, return_dtype=pl.String)

    def only_known(
        self, cells: pl.DataFrame, columns: Sequence[str], file: str, rows: pl.Series
    ) -> tuple[pl.DataFrame, pl.Series]:
        """The rows whose codes in these columns are somebody's; the others are noted as bad."""
        for column in columns:
            odd = ~self.known(cells[column])
            if odd.any():
                reject(self.checking, cells, odd, _unknown_partner(column), file, rows)
                cells, rows = cells.filter(~odd), rows.filter(~odd)
        return cells, rows

    def named(
        self, cells: pl.DataFrame, columns: Sequence[str], file: str, rows: pl.Series
    ) -> tuple[pl.DataFrame, pl.Series]:
        """The rows with these columns as mentions; those with a code that nobody knows are noted as bad."""
        cells, rows = self.only_known(cells, columns, file, rows)
        return cells.with_columns(self.mentions(cells[column]).alias(column) for column in columns), rows


def _unknown_partner(column: str) -> Problem:
    return Problem(
        "The code is no country of ISO 3166, no former state, and no area of trade statistics.",
        "Check the code; where it is right, ask for it to be added to the list of areas.",
        column=column,
    )


def reject(
    checking: Checking, cells: pl.DataFrame, bad: pl.Series, problem: Problem, file: str, rows: pl.Series
) -> None:
    """Note the bad rows, each with this problem at its place."""
    column = problem.column or ""
    values = cells[column] if column in cells.columns else pl.Series([None]).new_from_index(0, cells.height)
    problems = [
        replace(problem, file=file, row=int(rows[at]), value=values[at])
        for at in bad.arg_true().head(_PROBLEMS_SHOWN).to_list()
    ]
    checking.reject(cells, bad, problems, file, rows)


def header_and_width(path: Path) -> tuple[list[str], int]:
    """Column names, and how many cells the first row of data has (0 where there is none)."""
    text = head_of(path).decode("cp1252", errors="replace").removeprefix("\u00ef\u00bb\u00bf")
    try:
        lines = csv.reader(io.StringIO(text, newline=""))
        return [name.strip() for name in next(lines, [])], len(next(lines, []))
    except csv.Error:
        return [], 0


def stamp_either(path: Path, progress: Progress) -> FileStamp:
    """Stamp a table that is UTF-8 or else the code page of Western Windows; raises as `stamp_text` does."""
    try:
        return stamp_text(path, progress)
    except UnreadableFile as error:
        try:
            return stamp_text(path, progress, "cp1252")
        except UnreadableFile:
            raise error from None


def text_batches(path: Path, names: Sequence[str], used: Sequence[str]) -> Iterator[tuple[pl.DataFrame, int]]:
    """The `used` columns as trimmed text, with the number of each batch's first row; an empty cell is null."""
    scan = pl.scan_csv(
        path, has_header=False, skip_rows=1, schema=dict.fromkeys(names, pl.String), encoding="utf8-lossy", glob=False
    )
    row = 2
    try:
        for frame in scan.select(used).collect_batches(chunk_size=BATCH_ROWS, maintain_order=True):
            yield frame, row
            row += frame.height
    except pl.exceptions.PolarsError as error:
        remedy = "Take the file as it was downloaded, without saving it again from a spreadsheet."
        raise UnreadableFile(f"The file is no CSV of {len(names)} columns: {error}", remedy, path.name) from None


def trimmed(name: str) -> pl.Expr:
    """A text without the blanks around it; null where nothing is left."""
    text = pl.col(name).str.strip_chars()
    return pl.when(text != "").then(text)


def number(name: str) -> pl.Expr:
    """A text as a number; null where it is empty, `NA`, or no number (`no_numbers` finds those)."""
    return pl.col(name).str.strip_chars().cast(pl.Float64, strict=False)


def flow_frame(cells: pl.DataFrame) -> pl.DataFrame:
    """`cells` with all columns of `flows`, those not given being null or the standard's default."""
    return cells.select(
        (pl.col(column.name) if column.name in cells.columns else pl.lit(column.default))
        .cast(polars_type(column))
        .alias(column.name)
        for column in table("flows").columns
    )


def only_numbers(
    checking: Checking, cells: pl.DataFrame, columns: Sequence[str], file: str, rows: pl.Series
) -> tuple[pl.DataFrame, pl.Series]:
    """The rows in which these columns are numbers, empty or NA; the others are noted as bad."""
    for column in columns:
        text = pl.col(column).str.strip_chars()
        odd = cells.select((text.is_not_null() & ~text.is_in(["", "NA"]) & number(column).is_null()).alias("odd"))[
            "odd"
        ]
        if odd.any():
            reject(checking, cells, odd, Problem("This is no number.", "Correct the cell.", column=column), file, rows)
            cells, rows = cells.filter(~odd), rows.filter(~odd)
    return cells, rows
