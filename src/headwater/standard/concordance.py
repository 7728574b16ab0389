"""Codes of one edition of the Harmonized System in another; what is split is never given to one side.

A code of the new edition may hold goods of several codes of the old one, and the other way round. Where an old code
went into one new code only, its trade is the new code's for certain. Where it was split, nobody knows how its trade
divides: the new code may have all of it or none, which gives a low and a high.

Tables are in the layout in which the United Nations Statistics Division publishes its correlations: a column for each
edition, named after it, and one for the relationship (1:1, n:1, 1:n, n:n), which is not needed. The table that comes
along holds the codes of the reference world's products; the whole one can be given as a file.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from headwater.errors import UnreadableFile
from headwater.standard.codes import code_list

_SHIPPED = ("hs2022_hs2017",)
SOURCE = "United Nations Statistics Division, correlation of HS 2022 and HS 2017"
_HEADER_WITHIN = 10


@dataclass(frozen=True, slots=True)
class Origin:
    """A code whose goods are, or may be, in the code asked for. `certain`: all of them are."""

    edition: str
    code: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Concordance:
    """Pairs of codes of two editions: `(edition, code)` on both sides, told in both directions."""

    source: str
    pairs: Mapping[tuple[str, str], frozenset[tuple[str, str]]] = field(repr=False)

    def editions(self) -> tuple[str, ...]:
        """The editions it knows, A to Z."""
        return tuple(sorted({edition for edition, _ in self.pairs}))

    def origins(self, edition: str, codes: Iterable[str], other: str) -> tuple[Origin, ...]:
        """The codes of `other` whose goods are in any of `codes` of `edition`; empty where the codes are not in it."""
        wanted = {(edition, code) for code in codes}
        found = {there for here in wanted for there in self.pairs.get(here, ()) if there[0] == other}
        return tuple(
            Origin(other, code, certain={back for back in self.pairs[other, code] if back[0] == edition} <= wanted)
            for _, code in sorted(found)
        )

    def knows(self, edition: str, code: str, other: str) -> bool:
        """Whether it says what became of the code in the other edition."""
        return any(there[0] == other for there in self.pairs.get((edition, code), ()))


@cache
def shipped_concordance() -> Concordance:
    """What comes along: the codes of the reference world's products in HS 2022 and HS 2017."""
    pairs: dict[tuple[str, str], frozenset[tuple[str, str]]] = {}
    for name in _SHIPPED:
        text = (files(__package__) / "hs" / f"{name}.csv").read_text(encoding="utf-8")
        pairs |= concordance_of(list(csv.reader(io.StringIO(text))), SOURCE).pairs
    return Concordance(SOURCE, pairs)


def concordance_of(rows: Sequence[Sequence[object]], source: str) -> Concordance:
    """The concordance in the rows of a sheet or file; `UnreadableFile` where no line names two editions.

    Blank lines are passed over. Codes that lost their leading zero get it back; a line with anything else is refused.
    """
    for place, row in enumerate(rows[:_HEADER_WITHIN]):
        columns = {at: edition for at, cell in enumerate(row) if (edition := _edition(cell)) is not None}
        if len(columns) >= 2:
            return Concordance(source, _pairs(rows[place + 1 :], columns, place + 2, source))
    raise UnreadableFile(
        "No line names two editions of the HS.",
        "The first lines must name them, as HS2022 and HS2017; take the sheet of correlations as it was published.",
        source,
    )


def _pairs(
    rows: Sequence[Sequence[object]], columns: Mapping[int, str], first: int, source: str
) -> dict[tuple[str, str], frozenset[tuple[str, str]]]:
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for number, row in enumerate(rows, first):
        cells = {at: _text(row[at]) if at < len(row) else "" for at in columns}
        if not any(cells.values()):
            continue
        codes = [(edition, cells[at].zfill(6)) for at, edition in columns.items()]
        odd = [code for _, code in codes if not re.fullmatch("[0-9]{6}", code)]
        if odd:
            raise UnreadableFile(
                f"{odd[0]!r} is no code of six digits.", "Correct the line, or take it out.", f"{source}, row {number}"
            )
        for here in codes:
            found.setdefault(here, set()).update(there for there in codes if there != here)
    return {here: frozenset(there) for here, there in found.items()}


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():  # a spreadsheet's number
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _edition(cell: object) -> str | None:
    """`HS2022`, `From HS 2022` or `HS22` as the edition; None where the cell names none."""
    words = re.sub(r"(?i)\b(from|to)\b|[\s-]", "", _text(cell)).upper()
    years = {name.removeprefix("HS"): name for name in code_list("hs_edition").codes()}
    years |= {year[2:]: name for year, name in years.items()}
    match = re.fullmatch(r"HS([0-9]{2,4})", words)
    return years.get(match[1]) if match else None
