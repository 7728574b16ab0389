"""Every row names its source, and that source must be known: in the same contribution, or in the store already.

Sources may come after the rows that name them, so what is missing is known only when all batches were taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from headwater.claims.log import ClaimLog
from headwater.claims.model import Viewer, active_contributions
from headwater.errors import Problem
from headwater.standard.suggestions import nearest
from headwater.workflows.reading import Reading, RejectedRow

Batch = tuple[str, pl.DataFrame]


def recorded_sources(log: ClaimLog, viewer: Viewer = Viewer()) -> frozenset[str]:  # noqa: B008 - frozen
    """Identifiers of the sources of all contributions that count, as far as the viewer may see them."""
    active = active_contributions(log.contributions())
    rows = log.claims("sources").filter(pl.col("contribution").is_in(sorted(active)))
    seen = viewer.may_see()
    if seen is not None:
        rows = rows.filter(pl.col("disclosure").fill_null("open").is_in(list(seen)))
    return frozenset(rows.select("id").unique().collect()["id"].to_list())


@dataclass(slots=True)
class SourceCheck:
    """Watches the batches of one contribution; `problems` and `rejected` then say which rows name no known source.

    A viewer who is not the owner adds only rows that this viewer may see, and on sources that this viewer may see: what
    is refused and what is taken must tell nothing about what is hidden.
    """

    log: ClaimLog
    file: str | None = None
    viewer: Viewer = field(default_factory=Viewer)
    problems: list[Problem] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    _own: set[str] = field(default_factory=set)
    _recorded: frozenset[str] | None = None

    @classmethod
    def of(cls, log: ClaimLog, reading: Reading, viewer: Viewer) -> SourceCheck:
        """The check for a reading; where it is of one file, problems name that file."""
        return cls(log, reading.files[0].name if len(reading.files) == 1 else None, viewer)

    def pass_all(self, batches: Iterator[Batch]) -> Iterator[Batch]:
        """Let every batch through, in bounded memory, and note what is missing at the end."""
        missing: dict[tuple[str, str], tuple[int, str]] = {}
        for name, rows in self._visible(batches):
            self._take_sources(name, rows)
            for source, count, locator in self._unknown(rows):
                earlier_count, first = missing.get((name, source), (0, locator))
                missing[name, source] = (earlier_count + count, first)
            yield name, rows
        for (name, source), (count, locator) in missing.items():
            if source not in self._own:
                self.problems.append(self._problem(name, source, count, locator))

    def pass_known(self, batches: Iterator[Batch]) -> Iterator[Batch]:
        """Let through the rows whose source is known; hold the others back until all sources were seen."""
        held: list[Batch] = []
        for name, rows in self._visible(batches):
            self._take_sources(name, rows)
            known = pl.col("source").is_in(self._known())
            yield name, rows.filter(known)
            held.append((name, rows.filter(~known)))
        for name, rows in held:
            known = pl.col("source").is_in(self._known())
            yield name, rows.filter(known)
            self._reject(name, rows.filter(~known))

    def _visible(self, batches: Iterator[Batch]) -> Iterator[Batch]:
        """Only rows that the viewer may see; the others are bad."""
        seen = self.viewer.may_see()
        for name, rows in batches:
            if seen is None:
                yield name, rows
                continue
            visible = pl.col("disclosure").fill_null("open").is_in(list(seen))
            for row in rows.filter(~visible).iter_rows(named=True):
                self._reject_row(name, row, _unseen(row, seen, self.file))
            yield name, rows.filter(visible)

    def _take_sources(self, name: str, rows: pl.DataFrame) -> None:
        if name == "sources":
            self._own.update(rows["id"].to_list())

    def _known(self) -> list[str]:
        return sorted(self._own | self._in_store())

    def _in_store(self) -> frozenset[str]:
        if self._recorded is None:
            self._recorded = recorded_sources(self.log, self.viewer)
        return self._recorded

    def _unknown(self, rows: pl.DataFrame) -> Iterator[tuple[str, int, str]]:
        """Sources not known so far: identifier, number of rows, locator of the first."""
        named = rows.select("source").unique()["source"].to_list()
        if self._own.issuperset(named):
            return
        strange = rows.filter(~pl.col("source").is_in(self._known()))
        grouped = strange.group_by("source", maintain_order=True).agg(pl.len(), pl.col("locator").first())
        yield from grouped.iter_rows()

    def _reject(self, name: str, rows: pl.DataFrame) -> None:
        for row in rows.iter_rows(named=True):
            self._reject_row(name, row, self._problem(name, row["source"], 1, row["locator"]))

    def _reject_row(self, name: str, row: dict[str, Any], problem: Problem) -> None:
        self.problems.append(problem)
        cells = {column: _cell(value) for column, value in row.items() if value is not None}
        self.rejected.append(RejectedRow(self.file or name, 0, cells, problem))

    def _problem(self, name: str, source: str, count: int, locator: str) -> Problem:
        rows = "A row" if count == 1 else f"{count:,} rows"
        place = f" (the first: {locator})" if locator else ""
        return Problem(
            f"{rows} of {name}{place} name a source that is neither in this contribution nor in the store.",
            nearest(source, self._known(), f"Add a row with id {source} to the table sources."),
            file=self.file,
            column="source",
            value=source,
        )


def _unseen(row: dict[str, Any], seen: Sequence[str], file: str | None) -> Problem:
    place = f" ({row['locator']})" if row["locator"] else ""
    return Problem(
        f"Through this server nobody could see the row afterwards{place}.",
        f"Use one of {', '.join(seen)}, or add it on the machine of the store.",
        file=file,
        column="disclosure",
        value=row["disclosure"],
    )


def _cell(value: object) -> str:
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)
