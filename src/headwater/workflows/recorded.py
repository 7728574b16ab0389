"""What was recorded, row by row: the claims of one contribution or of one source, and the sources with their claims."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import polars as pl

from headwater.claims.log import ClaimLog
from headwater.claims.model import View, active_contributions
from headwater.errors import NotFound
from headwater.standard.tables import TABLE_NAMES, table
from headwater.supply_map import SupplyMap

Plain = dict[str, Any]


@dataclass(frozen=True)
class Recorded:
    """The claims of `log` that count and that the viewer of `view` may see; `supply_map` is the map made of them.

    What holds on the view's day is not asked here: this is the record, and the map is what a day makes of it.
    """

    log: ClaimLog
    view: View
    supply_map: SupplyMap

    def rows(
        self,
        of: Literal["contribution", "source"],
        identity: str,
        name: str | None = None,
        offset: int = 0,
        limit: int = 100,
    ) -> Plain:
        """{tables: rows by table, table, rows: [{id, source, locator, row}], total} of a contribution or of a source.

        `name` is the table to give rows of, the first that has any where left out. `NotFound` where there is no claim
        of it that this viewer may see.
        """
        chosen = {each: self._visible(each).filter(pl.col(of) == identity) for each in TABLE_NAMES}
        counts = pl.collect_all([rows.select(pl.len()) for rows in chosen.values()])
        tables = {each: count.item() for each, count in zip(chosen, counts, strict=True) if count.item()}
        if not tables:
            raise NotFound(
                f"There are no rows of {identity} in this view.", "See `headwater log` for what is recorded."
            )
        shown = name or next(iter(tables))
        found = chosen[shown].sort("contribution", "row").slice(offset, limit).collect()
        rows = [_row(shown, row) for row in found.iter_rows(named=True)]
        return {"tables": tables, "table": shown, "rows": rows, "total": tables.get(shown, 0)}

    @cached_property
    def sources(self) -> list[Plain]:
        """The map's sources by identifier, each with `counts`: how many claims it has, by table."""
        counts: dict[str, dict[str, int]] = {}
        grouped = [self._visible(name).group_by("source").agg(pl.len()) for name in TABLE_NAMES]
        for name, frame in zip(TABLE_NAMES, pl.collect_all(grouped), strict=True):
            for source, rows in frame.iter_rows():
                counts.setdefault(source, {})[name] = rows
        return [
            {**row, "counts": counts.get(row["id"], {})} for row in self.supply_map["sources"].iter_rows(named=True)
        ]

    def _visible(self, name: str) -> pl.LazyFrame:
        rows = self.log.claims(name).filter(pl.col("contribution").is_in(self._active))
        seen = self.view.viewer.may_see()
        return rows if seen is None else rows.filter(pl.col("disclosure").fill_null("open").is_in(list(seen)))

    @cached_property
    def _active(self) -> list[str]:
        return sorted(active_contributions(self.log.contributions(), self.view.known_on))


def _row(name: str, row: Plain) -> Plain:
    own = {column.name: row[column.name] for column in table(name).own_columns}
    return {
        "id": f"{row['contribution']}:{name}:{row['row']}",
        "source": row["source"],
        "locator": row["locator"],
        "row": {column: value for column, value in own.items() if value not in (None, [])},
    }
