"""What is shown of the ledger: its rows with names, stages, obligations and conflicts, totals line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from headwater.standard.periods import first_day, last_day
from headwater.workflows.ledger import Delivery, Ledger, Totals
from headwater.workflows.panels.labels import Labels

Plain = dict[str, Any]

_DAY: Mapping[str, str] = {
    "agreements": "status_on", "measures": "status_on", "events": "starts_on", "programmes": "starts_on",
}  # fmt: skip
_REFERENCES: Mapping[str, tuple[str, ...]] = {
    "commitments": ("investors", "recipient", "facility", "products"),
    "agreements": ("parties", "products", "place"),
    "measures": ("imposers", "affected", "products"),
    "events": ("organizations", "countries", "places", "products"),
    "programmes": ("partners", "place"),
}
_DROPPED = ("horizons", "amount_claims")
_MARK = ("stage", "stage_on", "currency", "amount", "amount_qualifier", "low", "high", "said", "sources")


@dataclass(frozen=True)
class LedgerPanels:
    """Rows of one ledger for people, as on `day`; every figure with its claims."""

    ledger: Ledger
    day: date

    def rows(self, table: str, frame: pl.DataFrame) -> list[Plain]:
        """Rows of a table of the ledger, as `Ledger.listed` gives them, with names and what hangs on them."""
        more = self._commitment if table == "commitments" else self._thing
        return [
            self._named(table, row) | more(table, row)
            for row in frame.drop(_DROPPED, strict=False).iter_rows(named=True)
        ]

    def one(self, table: str, identity: str) -> Plain:
        """One row with every statement about it, and what it does to the map; `NotFound` where there is none."""
        row = self.ledger.row(table, identity)
        found = self.rows(table, pl.DataFrame([row], schema_overrides=self._schema(table)))[0]
        found["statements_told"] = self._statements(table, identity)
        found["deliveries"] = (
            [self.delivery(each) for each in self.ledger.delivery(identity)] if table == "commitments" else []
        )
        found["edges"] = self.edges(self.ledger.touched(identity)) if table == "measures" else []
        return found

    def totals(self, found: Totals, *, with_lines: bool = True) -> Plain:
        """Totals and their lines with titles and names."""
        lines = self._lines(found.lines) if with_lines else []
        return {"rows": [self._total(row) for row in found.rows.iter_rows(named=True)], "lines": lines}

    def overdue(self, rows: pl.DataFrame) -> list[Plain]:
        """Overdue things with the names of who owes them."""
        return [
            {
                **row,
                "due_on": row["due_on"].isoformat(),
                "owners": [self.named(one) for one in row["owners"]],
                "under": self._titled("agreements", row["under"]),
            }
            for row in rows.iter_rows(named=True)
        ]

    def delivery(self, found: Delivery) -> Plain:
        """What a commitment would do to one market, with names."""
        plain = asdict(found)
        return {
            **plain,
            "product": self.named(found.product),
            "gains": None if found.gains is None else self.named(found.gains),
            "claims": list(found.claims),
            **{end: self._concentration(plain[end]) for end in ("now", "delivered", "expected")},
        }

    def edges(self, rows: pl.DataFrame) -> list[Plain]:
        """Edges with names."""
        return [
            {**row, "supplier": self.named(row["supplier"]), "product": self.named(row["product"])}
            for row in rows.iter_rows(named=True)
        ]

    def named(self, identity: str) -> Plain:
        """`{id, name, names}` of an identity."""
        return {"id": identity, "name": self._labels.name(identity), "names": self._labels.names(identity)}

    def _concentration(self, found: Plain | None) -> Plain | None:
        return None if found is None else {**found, "top": self.named(found["top"])}

    def _total(self, row: Plain) -> Plain:
        known = ":" in row["group"]
        return {
            **row,
            "name": self._labels.name(row["group"]) if known else None,
            "names": self._labels.names(row["group"]),
        }

    def _lines(self, lines: pl.DataFrame) -> list[Plain]:
        return [{**row, "because": self._titled("commitments", row["because"])} for row in lines.iter_rows(named=True)]

    def _named(self, table: str, row: Plain) -> Plain:
        """The row with references by name and days as text."""
        changed = {column: self._links(row[column]) for column in _REFERENCES[table] if column in row}
        days = {name: value.isoformat() for name, value in row.items() if isinstance(value, date)}
        return {**row, **changed, **days}

    def _links(self, value: str | list[str] | None) -> Plain | list[Plain] | None:
        if value is None:
            return None
        return self.named(value) if isinstance(value, str) else [self.named(one) for one in value]

    def _commitment(self, table: str, row: Plain) -> Plain:
        sites = dict.fromkeys([*([row["facility"]] if row["facility"] else []), *row["places"]])
        return {
            "technologies": row["technologies"] or [],
            "places": [self._site(site) for site in sites],
            "overdue": row["id"] in self._late,
            "part_of": [self._titled(table, whole) for whole in row["part_of"]],
            "parts": [self._titled(table, part) for part in self._parts.get(row["id"], ())],
            "stages": self._marks.get(row["id"], []),
            "conflicts": self._conflicts.get(row["id"], []),
        }

    def _thing(self, table: str, row: Plain) -> Plain:
        found: Plain = {
            "statuses": self._statuses[table].get(row["id"], []),
            "conflicts": self._conflicts.get(row["id"], []),
        }
        if table == "agreements":
            found["obligations"] = self._obligations.get(row["id"], [])
        if table == "events":
            found["places"] = [self._site(site) for site in row["places"]]
        return found

    def _site(self, identity: str) -> Plain:
        return {
            **self.named(identity),
            **self._sites.get(identity, dict.fromkeys(("latitude", "longitude", "country"))),
        }

    def _titled(self, table: str, identity: str | None) -> Plain | None:
        return None if identity is None else {"id": identity, "title": self._titles[table].get(identity)}

    def _schema(self, table: str) -> dict[str, Any]:
        return dict(self.ledger.listed(table).schema)

    def _statements(self, table: str, identity: str) -> list[Plain]:
        """Every statement as it stands on the map, the latest first."""
        day = {"commitments": "stage_on"}.get(table) or _DAY[table]
        rows = self.ledger.supply_map[table].filter(pl.col("id") == identity)
        ordered = rows.sort(first_day(pl.col(day)), "standing", descending=[True, False], nulls_last=True)
        state = "stage" if table == "commitments" else "status"
        money = ("amount", "currency", "amount_qualifier", "budget")
        return [
            {
                "state": row[state], "on": row[day], "source": row["source"],
                "source_title": self._source_titles.get(row["source"]), "locator": row["locator"],
                "stated_on": row["stated_on"], "confidence": row["confidence"], "claims": row["claims"],
                **{name: row.get(name) for name in money},
            }
            for row in ordered.iter_rows(named=True)
        ]  # fmt: skip

    @cached_property
    def _source_titles(self) -> dict[str, str | None]:
        return dict(self.ledger.supply_map["sources"].select("id", "title").iter_rows())

    @cached_property
    def _late(self) -> frozenset[str]:
        return frozenset(self.ledger.overdue(self.day)["id"])

    @cached_property
    def _labels(self) -> Labels:
        return Labels.of(self.ledger.supply_map)

    @cached_property
    def _titles(self) -> Mapping[str, dict[str, str]]:
        return {
            name: dict(self.ledger.listed(name).select("id", "title").iter_rows())
            for name in ("commitments", "agreements")
        }

    @cached_property
    def _parts(self) -> dict[str, list[str]]:
        links = self.ledger.commitments().select("id", "part_of").explode("part_of").drop_nulls()
        return _by(((whole, part) for part, whole in links.iter_rows()))

    @cached_property
    def _marks(self) -> dict[str, list[Plain]]:
        rows = self.ledger.stages().iter_rows(named=True)
        return _by(
            (
                row["id"],
                {
                    **{name: row[name] for name in _MARK},
                    "since": None if row["since"] is None else row["since"].isoformat(),
                    "conflict": row["low"] is not None and row["low"] != row["high"],
                    "claims": row["all_claims"],
                },
            )
            for row in rows
        )

    @cached_property
    def _statuses(self) -> Mapping[str, dict[str, list[Plain]]]:
        return {table: _by(self._status_lines(table, day)) for table, day in _DAY.items()}

    def _status_lines(self, table: str, day: str) -> Iterable[tuple[str, Plain]]:
        rows = self.ledger.supply_map[table].sort(first_day(pl.col(day)), "standing", nulls_last=True)
        told = rows.group_by("id", "status", day, maintain_order=True).agg(
            pl.col("source").unique().sort().alias("sources"), pl.col("claims").explode().unique().sort()
        )
        for row in told.iter_rows(named=True):
            mark = {"status": row["status"], "on": row[day], "sources": row["sources"], "claims": row["claims"]}
            yield row["id"], mark

    @cached_property
    def _obligations(self) -> dict[str, list[Plain]]:
        rows = self.ledger.supply_map["obligations"].with_columns(last_day(pl.col("due_on")).alias("_due"))
        late = (pl.col("_due") < self.day).fill_null(value=False) & pl.col("delivered_on").is_null()
        told = ("id", "obligation", "due_on", "due_rule", "delivered_on", "evidence", "source", "overdue", "claims")
        return _by(
            (
                row["agreement"],
                {
                    **{name: row[name] for name in told},
                    "owners": [self.named(one) for one in row["owners"] or ()],
                    "owed_to": [self.named(one) for one in row["owed_to"] or ()],
                },
            )
            for row in rows.with_columns(late.alias("overdue"))
            .sort("_due", "id", "standing", nulls_last=True)
            .iter_rows(named=True)
        )

    @cached_property
    def _conflicts(self) -> dict[str, list[Plain]]:
        rows = self.ledger.supply_map["conflicts"].filter(pl.col("table").is_in([*_DAY, "commitments"]))
        return _by((row["subject"].partition(" > ")[0], _without(row, "table")) for row in rows.iter_rows(named=True))

    @cached_property
    def _sites(self) -> dict[str, Plain]:
        told = self.ledger.supply_map["facilities"].select("id", "latitude", "longitude", "country")
        return {row["id"]: _without(row, "id") for row in told.iter_rows(named=True)}


def _by(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _without(row: Plain, name: str) -> Plain:
    return {key: value for key, value in row.items() if key != name}
