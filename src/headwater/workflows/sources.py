"""Every row names its source, and that source must be known: in the same contribution, or in the store already.

Sources may come after the rows that name them, so what is missing is known only when all batches were taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from headwater.claims.log import ClaimLog
from headwater.claims.model import active_contributions
from headwater.errors import Problem
from headwater.standard.suggestions import nearest
from headwater.workflows.reading import RejectedRow

Batch = tuple[str, pl.DataFrame]


def recorded_sources(log: ClaimLog) -> frozenset[str]:
    """Identifiers of the sources of all contributions that count."""
    active = active_contributions(log.contributions())
    rows = log.claims("sources").filter(pl.col("contribution").is_in(sorted(active))).select("id").unique().collect()
    return frozenset(rows["id"].to_list())


@dataclass(slots=True)
class SourceCheck:
    """Watches the batches of one contribution; `problems` and `rejected` then say which rows name no known source."""

    log: ClaimLog
    file: str | None = None
    problems: list[Problem] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    _own: set[str] = field(default_factory=set)
    _recorded: frozenset[str] | None = None

    def pass_all(self, batches: Iterator[Batch]) -> Iterator[Batch]:
        """Let every batch through, in bounded memory, and note what is missing at the end."""
        missing: dict[tuple[str, str], tuple[int, str]] = {}
        for name, rows in batches:
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
        for name, rows in batches:
            self._take_sources(name, rows)
            known = pl.col("source").is_in(self._known())
            yield name, rows.filter(known)
            held.append((name, rows.filter(~known)))
        for name, rows in held:
            known = pl.col("source").is_in(self._known())
            yield name, rows.filter(known)
            self._reject(name, rows.filter(~known))

    def _take_sources(self, name: str, rows: pl.DataFrame) -> None:
        if name == "sources":
            self._own.update(rows["id"].to_list())

    def _known(self) -> list[str]:
        return sorted(self._own | self._in_store())

    def _in_store(self) -> frozenset[str]:
        if self._recorded is None:
            self._recorded = recorded_sources(self.log)
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
            problem = self._problem(name, row["source"], 1, row["locator"])
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


def _cell(value: object) -> str:
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)
