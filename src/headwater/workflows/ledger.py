"""The ledger of one map, as command line, server and Python ask it: one object, each table worked out once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from headwater.errors import BadQuestion, NotFound
from headwater.ledger.asking import Asked as LedgerFilter
from headwater.ledger.asking import Matcher
from headwater.ledger.commitments import commitment_table
from headwater.ledger.counting import REASONS, Counting
from headwater.ledger.delivery import Delivery, deliveries
from headwater.ledger.overdue import overdue
from headwater.ledger.rates import Rate, Rates
from headwater.ledger.stages import ASSUMED_DISCOUNTS, STAGES, StageDiscounts
from headwater.ledger.statements import figures, statements
from headwater.ledger.things import SHAPES, thing_table
from headwater.ledger.totals import GROUPINGS, By, Totals, totals
from headwater.ledger.touching import touched
from headwater.resolution.names import normal_firm_name, normal_name, without_language
from headwater.standard.codes import code_list
from headwater.standard.countries import place_of
from headwater.standard.suggestions import nearest
from headwater.supply_map import SupplyMap

__all__ = [
    "GROUPINGS",
    "LEDGER_TABLES",
    "REASONS",
    "STAGES",
    "By",
    "Counting",
    "Delivery",
    "Ledger",
    "LedgerFilter",
    "Rate",
    "Rates",
    "StageDiscounts",
    "Totals",
]

LEDGER_TABLES: tuple[str, ...] = ("commitments", "agreements", "measures", "events", "programmes")
NO_FILTER = LedgerFilter()
_NAMED_IN: Mapping[str, tuple[str, ...]] = {
    "party": ("organizations",), "product": ("products",), "place": ("facilities",),
}  # fmt: skip
_KEYS: Mapping[str, Callable[[str], str]] = {
    "organizations": normal_firm_name, "products": normal_name, "facilities": normal_name,
}  # fmt: skip


@dataclass(frozen=True)
class Ledger:
    """Agreements, commitments, measures, events and programmes of one supply map.

    Frames out; a row's `claims` lead back to who said it. Filters are a `LedgerFilter`, in which names do as well as
    identities. Days come as arguments: nothing here asks a clock.
    """

    supply_map: SupplyMap

    def commitments(self, asked: LedgerFilter = NO_FILTER) -> pl.DataFrame:
        """A row per commitment: see `ledger.commitments.commitment_table`."""
        return self._matching("commitments", asked)

    def agreements(self, asked: LedgerFilter = NO_FILTER) -> pl.DataFrame:
        """A row per agreement: see `ledger.things.thing_table`."""
        return self._matching("agreements", asked)

    def measures(self, asked: LedgerFilter = NO_FILTER) -> pl.DataFrame:
        """A row per measure."""
        return self._matching("measures", asked)

    def events(self, asked: LedgerFilter = NO_FILTER) -> pl.DataFrame:
        """A row per event."""
        return self._matching("events", asked)

    def programmes(self, asked: LedgerFilter = NO_FILTER) -> pl.DataFrame:
        """A row per programme."""
        return self._matching("programmes", asked)

    def listed(self, table: str, asked: LedgerFilter = NO_FILTER) -> pl.DataFrame:
        """The rows of one of `LEDGER_TABLES`; `NotFound` lists them."""
        if table not in LEDGER_TABLES:
            raise NotFound(f"The ledger has no table {table!r}.", valid=LEDGER_TABLES)
        return self._matching(table, asked)

    def stages(self) -> pl.DataFrame:
        """Per commitment, stage and currency the figure that counts, with range, statements and claims."""
        return self._figures

    def totals(
        self,
        asked: LedgerFilter = NO_FILTER,
        by: By = "all",
        counting: Counting = Counting(),  # noqa: B008 - frozen
    ) -> Totals:
        """How much was promised, registered, paid: each sum once, every statement explained as a line.

        `since` and `until` of the filter say when a commitment must first have been told: what matches otherwise stays
        among the lines as earlier or later.
        """
        _check_codes("commitments", asked)
        table = Matcher(self.supply_map, "commitments").matching(
            self._table("commitments"), self.known(asked), days=False
        )
        days = replace(counting, since=asked.since or counting.since, until=asked.until or counting.until)
        return totals(self._told, table, days, by)

    def overdue(self, day: date) -> pl.DataFrame:
        """What should have happened by `day`, and of what nobody says that it did."""
        return overdue(
            self.supply_map, self._table("commitments"), self._table("agreements"), self._table("measures"), day
        )

    def delivery(
        self, commitment: str, discounts: StageDiscounts = ASSUMED_DISCOUNTS, assumed: float | None = None
    ) -> list[Delivery]:
        """How the concentration of its products would change if it were delivered; see `ledger.delivery`."""
        return deliveries(self.supply_map, self.row("commitments", commitment), discounts, assumed)

    def touched(self, measure: str) -> pl.DataFrame:
        """The map's edges that a measure touches, up to two requirements away."""
        return touched(self.supply_map, self.row("measures", measure))

    def row(self, table: str, identity: str) -> dict[str, Any]:
        """One row of a ledger table; `NotFound` where the map has none of that identifier."""
        found = self._table(table).filter(pl.col("id") == identity)
        if found.is_empty():
            raise NotFound(f"There is no {identity} in this ledger.", f"See `headwater ledger {table}`.")
        return found.row(0, named=True)

    def known(self, asked: LedgerFilter) -> LedgerFilter:
        """The filter with identities in place of names; `NotFound` says what reads alike."""
        return replace(
            asked,
            country=self._identity("country", asked.country),
            party=self._identity("party", asked.party),
            product=self._identity("product", asked.product),
            place=self._identity("place", asked.place),
        )

    def _identity(self, what: str, words: str | None) -> str | None:
        if words is None:
            return None
        if what in ("country", "party") and (place := place_of(words)) is not None:
            return place
        tables = _NAMED_IN.get(what, ())
        if ":" in words and (not tables or any(words in self._ids(table) for table in tables)):
            return words
        found = sorted({identity for table in tables for identity in self._names(table).get(_KEYS[table](words), ())})
        if len(found) == 1:
            return found[0]
        if found:
            raise BadQuestion(f"Several go by the name {words!r}.", "Use an identifier.", valid=tuple(found))
        known = sorted({name for table in tables for name in self._names(table)})
        raise NotFound(f"No {what} on this map is called {words!r}.", nearest(words, known, "Search by name or code."))

    def _ids(self, table: str) -> frozenset[str]:
        return frozenset(self.supply_map[table]["id"])

    def _names(self, table: str) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {}
        key = _KEYS[table]
        for identity, name, names, aliases in (
            self.supply_map[table].select("id", "name", "names", "aliases").iter_rows()
        ):
            for each in (name, *(names or ()), *(aliases or ())):
                found.setdefault(key(without_language(each)), set()).add(identity)
        return {name: tuple(sorted(identities)) for name, identities in found.items()}

    def _matching(self, table: str, asked: LedgerFilter) -> pl.DataFrame:
        _check_codes(table, asked)
        return Matcher(self.supply_map, table).matching(self._table(table), self.known(asked))

    def _table(self, name: str) -> pl.DataFrame:
        return self._commitments if name == "commitments" else self._things[name]

    @cached_property
    def _told(self) -> pl.DataFrame:
        return statements(self.supply_map)

    @cached_property
    def _figures(self) -> pl.DataFrame:
        return figures(self._told)

    @cached_property
    def _commitments(self) -> pl.DataFrame:
        return commitment_table(self.supply_map, self._told)

    @cached_property
    def _things(self) -> Mapping[str, pl.DataFrame]:
        return {name: thing_table(self.supply_map, name) for name in SHAPES}


def _check_codes(table: str, asked: LedgerFilter) -> None:
    """`BadQuestion` for a code that no row of the table can have, with those it can."""
    if table == "commitments" and asked.kind is not None:
        raise BadQuestion("A commitment has no kind.", "Filter by stage, product or technology.")
    lists = {"technology": "technology", "kind": _CODES[table][0], "state": _CODES[table][1]}
    for name, codes in lists.items():
        value = getattr(asked, name)
        valid = code_list(codes).codes() if codes else ()
        if value is not None and value not in valid:
            raise BadQuestion(f"{value!r} is no {name} of {table}.", valid=valid)


_CODES: Mapping[str, tuple[str, str]] = {
    "commitments": ("", "commitment_stage"),
    "agreements": ("agreement_kind", "agreement_status"),
    "measures": ("measure_kind", "measure_status"),
    "events": ("event_kind", "event_status"),
    "programmes": ("programme_kind", "programme_status"),
}
