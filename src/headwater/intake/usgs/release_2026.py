"""The 2026 release: one long table of all statistics in cp1252, a line for each country, statistic and year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from headwater.errors import UnreadableFile
from headwater.intake.rows import Line
from headwater.intake.usgs.entry import Entry
from headwater.intake.usgs.figures import Figure, figure_of, provider_of
from headwater.standard.units import unit_of

ENCODING = "cp1252"
COLUMNS = (
    "MCS chapter", "Section", "Commodity", "Country", "Statistics", "Statistics_detail", "Unit", "Year", "Value",
    "Notes", "Is critical mineral 2025", "Other notes",
)  # fmt: skip
BASES = {"Production": "volume", "Capacity": "capacity"}  # reserves are no supply and are left out

# Capacity is of what the commodity's one production table makes, except here: clinker is not cement.
_CAPACITY_OF_ITS_OWN = frozenset({"clinker capacity"})


def entries(lines: Sequence[Line], file: str) -> Iterator[Entry]:
    """Figures of the world tables; salient statistics of the United States and import sources are left out."""
    world = [line for line in lines if line.cells["Section"].startswith("World") and line.cells["Statistics"] in BASES]
    tables = _Tables(world)
    for line in world:
        yield _entry(line, tables, file)


class _Tables:
    """Which details are world tables of their own: those with a world total. Others are remarks on a line of one."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.totals: dict[tuple[str, str], dict[str, bool]] = {}
        self.titles: dict[tuple[str, str, str], str] = {}
        for line in lines:
            where, base = _commodity(line), _base(line.cells["Statistics_detail"])
            if line.cells["Country"].startswith("World"):
                adds_up = line.cells["Value"].strip() != "XX"
                self.totals.setdefault(where, {})[base.casefold()] = adds_up
            else:
                self.titles.setdefault((*where, base.casefold()), base)

    def stage_and_remark(self, line: Line) -> tuple[str, str | None]:
        """Title of the table the line belongs to, and what the detail says of the line beyond it."""
        where, base = _commodity(line), _base(line.cells["Statistics_detail"])
        totals = self.totals.get(where, {})
        head, _, rest = re.sub("\u2014", ":", base).partition(":")
        if base.casefold() not in totals and totals.get(head.casefold()) and rest:
            return self._stage(where, head), rest.strip()
        return self._stage(where, base), None

    def _stage(self, where: tuple[str, str], base: str) -> str:
        commodity, statistic = where
        made = self.totals.get((commodity, "Production"), {})
        if statistic == "Capacity" and len(made) == 1 and base.casefold() not in _CAPACITY_OF_ITS_OWN:
            where, base = (commodity, "Production"), next(iter(made))
        return _stage(commodity, self.titles.get((*where, base.casefold()), base))


def _commodity(line: Line) -> tuple[str, str]:
    return line.cells["Commodity"], line.cells["Statistics"]


def _stage(commodity: str, title: str) -> str:
    """The title without what does not name the table: a unit in brackets, the commodity once more, a whole sentence."""
    short = re.sub(r",? ?\([^)]*\)$", "", title.partition(" was estimated")[0])
    return re.sub(f": {re.escape(commodity)}$", "", short, flags=re.IGNORECASE)


def _base(detail: str) -> str:
    return re.sub(r"[:,] *rounded *$", "", " ".join(detail.split()), flags=re.IGNORECASE)


def _entry(line: Line, tables: _Tables, file: str) -> Entry:
    cells = line.cells
    stage, remark = tables.stage_and_remark(line)
    provider, bracket = provider_of(cells["Country"])
    locator = f"{file} row {line.number}"
    if unit_of(cells["Unit"]) is None:
        raise UnreadableFile(
            f"The unit {cells['Unit']!r} is not known.", "Ask for it to be added to the list of units.", locator
        )
    return Entry(
        commodity=cells["Commodity"],
        stage=stage,
        provider=provider,
        basis=BASES[cells["Statistics"]],
        period=cells["Year"],
        printed=cells["Value"],
        figure=_figure(cells),
        unit=cells["Unit"],
        locator=locator,
        remark=remark or bracket,
        note=cells["Notes"] or None,
        critical=cells["Is critical mineral 2025"] == "Yes",
    )


def _figure(cells: dict[str, str]) -> Figure:
    found = figure_of(cells["Value"], estimated=cells["Notes"].startswith("Estimated"))
    if found.qualifier == "negligible" and "less than" not in cells["Notes"].casefold():
        return Figure(None, "not-available")  # the note says that it is counted elsewhere
    return found
