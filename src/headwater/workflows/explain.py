"""From a figure back to who said it: one claim, its source, and the claims that say otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import polars as pl

from headwater.claims.log import ClaimLog
from headwater.claims.model import ClaimId, View, active_contributions
from headwater.errors import NotFound
from headwater.standard.tables import provenance_columns, table
from headwater.supply_map import MAP_TABLES, SupplyMap

_PROVENANCE = tuple(column.name for column in provenance_columns())


@dataclass(frozen=True)
class Explainer:
    """Explains claims of one view. `supply_map` must be the map of `log` for `view`."""

    log: ClaimLog
    view: View
    supply_map: SupplyMap

    def explain(self, claim: str) -> dict[str, Any]:
        """The claim: its row, source, provenance, contribution, rivals, and the rule that chose among them.

        `NotFound` where nobody recorded it, where it was retracted, or where the viewer may not see it: the three read
        alike.
        """
        return self.explain_all([claim])[0]

    def explain_all(self, claims: Iterable[str]) -> list[dict[str, Any]]:
        """Several claims at once, in the order asked; one pass per table."""
        asked = [ClaimId.parse(text) for text in claims]
        rows: dict[str, dict[str, Any]] = {}
        for name in {claim.table for claim in asked}:
            rows |= self._rows(name, [claim for claim in asked if claim.table == name])
        missing = [claim for claim in asked if str(claim) not in rows]
        if missing:
            raise NotFound(f"There is no claim {missing[0]} in this view.", "See `headwater log` for what is recorded.")
        return [self._explained(claim, rows[str(claim)]) for claim in asked]

    def _rows(self, name: str, asked: list[ClaimId]) -> dict[str, dict[str, Any]]:
        wanted = pl.DataFrame(
            {"contribution": [c.contribution for c in asked], "row": [c.row for c in asked]},
            schema={"contribution": pl.String, "row": pl.Int64},
        ).unique()
        visible = self.log.claims(name).filter(
            pl.col("contribution").is_in(sorted(self._active & set(wanted["contribution"])))
        )
        seen = self.view.viewer.may_see()
        if seen is not None:
            visible = visible.filter(pl.col("disclosure").fill_null("open").is_in(list(seen)))
        found = visible.join(wanted.lazy(), on=["contribution", "row"], how="semi").collect()
        return {f"{row['contribution']}:{name}:{row['row']}": row for row in found.iter_rows(named=True)}

    def _explained(self, claim: ClaimId, row: dict[str, Any]) -> dict[str, Any]:
        entry = self._entries[claim.contribution]
        own = {column.name: row[column.name] for column in table(claim.table).own_columns}
        chosen, rule, beside = self._standing.get(str(claim), (None, None, []))
        return {
            "id": str(claim),
            "table": claim.table,
            "row": {name: value for name, value in own.items() if value not in (None, [])},
            "source": self._source(row["source"]),
            **{name: row[name] for name in _PROVENANCE if name != "source"},
            "basis": row.get("basis"),
            "contribution": {
                "id": entry.id,
                "contributor": entry.contributor,
                "recorded_at": entry.recorded_at.isoformat(),
                "format": entry.format,
                "files": [stamp.name for stamp in entry.files],
            },
            "chosen": None if chosen is None else chosen == str(claim),
            "rule": rule,
            "rivals": [rival for rival in beside if rival != str(claim)],
        }

    def _source(self, identifier: str) -> dict[str, Any]:
        facts = {
            "id": identifier,
            **dict.fromkeys(column for column in MAP_TABLES["sources"] if column not in ("id", "claims")),
        }
        return {**facts, **self._sources.get(identifier, {})}

    @cached_property
    def _active(self) -> frozenset[str]:
        return active_contributions(self.log.contributions(), self.view.known_on)

    @cached_property
    def _entries(self) -> dict[str, Any]:
        return {entry.id: entry for entry in self.log.contributions()}

    @cached_property
    def _sources(self) -> dict[str, dict[str, Any]]:
        return {row["id"]: row for row in self.supply_map["sources"].drop("claims").iter_rows(named=True)}

    @cached_property
    def _standing(self) -> dict[str, tuple[str, str, list[str]]]:
        """Per claim that stands beside others: the claim chosen, the rule, and all of them."""
        standing: dict[str, tuple[str, str, list[str]]] = {}
        provisions = self.supply_map["provisions"].filter(pl.col("claims").list.len() > 0)
        for frame in (provisions, self.supply_map["conflicts"].filter(pl.col("table") != "provisions")):
            for chosen, rule, claims in frame.select("chosen", "rule", "claims").iter_rows():
                standing.update(dict.fromkeys(claims, (chosen, rule, claims)))
        return standing
