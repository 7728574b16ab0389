"""The resolved map for one view: read-only tables, a pure function of claims, judgements and view.

Every row ends in `claims`, the list of claim ids it was made from. The columns of each table are in `MAP_TABLES`;
identities are KIND:SLUG, shares 0..1, quantities in tonnes or SI units.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import polars as pl

_TEXT = pl.String()
_TEXTS = pl.List(pl.String)
_NUMBER = pl.Float64()
_COUNT = pl.Int64()
_FLAG = pl.Boolean()

Schema = Mapping[str, pl.DataType]

_ENTITY: dict[str, pl.DataType] = {"id": _TEXT, "name": _TEXT, "names": _TEXTS, "aliases": _TEXTS, "kind": _TEXT}
_EVIDENCE: dict[str, pl.DataType] = {"confidence": _TEXT, "claims": _TEXTS}


def _statement(**columns: pl.DataType) -> dict[str, pl.DataType]:
    """Rows of the ledger: one per statement, references resolved, with its source and days.

    `standing` numbers the statements about one thing in the order of the conflict policy: 1 is the one that counts.
    """
    return {**columns, "source": _TEXT, "locator": _TEXT, "stated_on": _TEXT, "standing": _COUNT, **_EVIDENCE}


MAP_TABLES: Mapping[str, Schema] = MappingProxyType(
    {
        # `members`: the identifiers on claims that resolution took for this one identity
        "countries": {"id": _TEXT, "name": _TEXT, "alpha2": _TEXT, "numeric": _TEXT},
        "organizations": {
            **_ENTITY,
            "home_country": _TEXT,
            "parent": _TEXT,
            "lei": _TEXT,
            "website": _TEXT,
            "identifiers": _TEXTS,
            "members": _TEXTS,
            **_EVIDENCE,
        },
        "facilities": {
            **_ENTITY,
            "operator": _TEXT,
            "country": _TEXT,
            "place": _TEXT,
            "in_place": _TEXT,
            "latitude": _NUMBER,
            "longitude": _NUMBER,
            "precision": _TEXT,
            "status": _TEXT,
            "status_on": _TEXT,
            "opened": _TEXT,
            "products": _TEXTS,
            "capacity": _NUMBER,
            "capacity_unit": _TEXT,
            "identifiers": _TEXTS,
            "members": _TEXTS,
            **_EVIDENCE,
        },
        "products": {
            **_ENTITY,
            "technology": _TEXT,
            "variant_of": _TEXTS,
            "hs_codes": _TEXTS,
            "hs_edition": _TEXT,
            "identifiers": _TEXTS,
            "description": _TEXT,
            "members": _TEXTS,
            **_EVIDENCE,
        },
        "requirements": {
            "product": _TEXT,
            "input": _TEXT,
            "kind": _TEXT,
            "coefficient": _NUMBER,
            "coefficient_unit": _TEXT,
            "substitutes": _TEXTS,
            "conflict": _FLAG,
            **_EVIDENCE,
        },
        # One row per product, provider, basis and period. `provider_kind` (country, areas included; organization;
        # facility) is the market the row belongs to; `state` is measured, zero, unknown, or remainder for what a source
        # lumps together; `low` and `high` span what the claims say; `rule` names what chose the claim in `chosen`.
        "provisions": {
            "product": _TEXT,
            "provider": _TEXT,
            "provider_kind": _TEXT,
            "basis": _TEXT,
            "period": _TEXT,
            "share": _NUMBER,
            "low": _NUMBER,
            "high": _NUMBER,
            "state": _TEXT,
            "quantity": _NUMBER,
            "unit": _TEXT,
            "source": _TEXT,
            "qualifier": _TEXT,
            "conflict": _FLAG,
            "rule": _TEXT,
            "chosen": _TEXT,
            **_EVIDENCE,
        },
        "flows": {
            "supplier": _TEXT,
            "buyer": _TEXT,
            "product": _TEXT,
            "reporter": _TEXT,
            "period": _TEXT,
            "value": _NUMBER,
            "currency": _TEXT,
            "price_year": _COUNT,
            "valuation": _TEXT,
            "quantity": _NUMBER,
            "unit": _TEXT,
            "source": _TEXT,
            **_EVIDENCE,
        },
        "stocks": {
            "holder": _TEXT,
            "product": _TEXT,
            "counted_on": _TEXT,
            "quantity": _NUMBER,
            "unit": _TEXT,
            "days_of_use": _NUMBER,
            "source": _TEXT,
            **_EVIDENCE,
        },
        "agreements": _statement(
            id=_TEXT, title=_TEXT, kind=_TEXT, parties=_TEXTS, areas=_TEXTS, products=_TEXTS, status=_TEXT,
            status_on=_TEXT, signed_on=_TEXT, in_force_on=_TEXT, place=_TEXT, binding=_TEXT,
        ),
        "obligations": _statement(
            id=_TEXT, agreement=_TEXT, owners=_TEXTS, owed_to=_TEXTS, obligation=_TEXT, due_on=_TEXT, due_rule=_TEXT,
            delivered_on=_TEXT, evidence=_TEXT,
        ),
        "commitments": _statement(
            id=_TEXT, title=_TEXT, investors=_TEXTS, recipient=_TEXT, places=_TEXTS, facility=_TEXT, products=_TEXTS,
            stage=_TEXT, stage_on=_TEXT, amount=_NUMBER, currency=_TEXT, amount_qualifier=_TEXT, horizon_from=_TEXT,
            horizon_to=_TEXT, part_of=_TEXT, counts_in_totals=_FLAG,
        ),
        "measures": _statement(
            id=_TEXT, title=_TEXT, kind=_TEXT, direction=_TEXT, imposers=_TEXTS, affected=_TEXTS, products=_TEXTS,
            hs_codes=_TEXTS, hs_edition=_TEXT, status=_TEXT, status_on=_TEXT, status_until=_TEXT, announced_on=_TEXT,
            in_force_on=_TEXT, suspended_from=_TEXT, suspended_until=_TEXT, removed_on=_TEXT, amount=_NUMBER,
            currency=_TEXT,
        ),
        "events": _statement(
            id=_TEXT, title=_TEXT, kind=_TEXT, status=_TEXT, starts_on=_TEXT, ends_on=_TEXT, places=_TEXTS,
            organizations=_TEXTS, countries=_TEXTS, products=_TEXTS, severity=_TEXT,
        ),
        "programmes": _statement(
            id=_TEXT, title=_TEXT, kinds=_TEXTS, partners=_TEXTS, areas=_TEXTS, place=_TEXT, people=_NUMBER,
            budget=_NUMBER, currency=_TEXT, starts_on=_TEXT, ends_on=_TEXT, status=_TEXT,
        ),
        "sources": {
            "id": _TEXT, "title": _TEXT, "kind": _TEXT, "publisher": _TEXT, "published_on": _TEXT, "url": _TEXT,
            "language": _TEXT, "licence": _TEXT, "sha256": _TEXT, "claims": _TEXTS,
        },
        # Where sources disagree: the field, what each says, which claim counts and the rule that chose it.
        "conflicts": {
            "table": _TEXT, "subject": _TEXT, "field": _TEXT, "chosen": _TEXT, "rule": _TEXT, "low": _NUMBER,
            "high": _NUMBER, "values": _TEXTS, "claims": _TEXTS,
        },
        # Mentions that no entity row describes and no code list knows, kept and shown rather than dropped.
        "unresolved": {
            "mention": _TEXT, "table": _TEXT, "column": _TEXT, "reason": _TEXT, "suggestions": _TEXTS, "claims": _TEXTS,
        },
    }
)  # fmt: skip


@dataclass(frozen=True)
class SupplyMap:
    """Read-only tables for one view. Ask by name: `supply_map["provisions"]`; columns are those of `MAP_TABLES`."""

    tables: Mapping[str, pl.DataFrame]

    def __getitem__(self, name: str) -> pl.DataFrame:
        return self.tables[name]

    def digest(self) -> str:
        """SHA-256 over all tables in a canonical form: equal maps have equal digests, on any machine."""
        whole = hashlib.sha256()
        for name in MAP_TABLES:
            whole.update(name.encode())
            whole.update(self.tables[name].write_ndjson().encode())
        return whole.hexdigest()


def empty_table(name: str) -> pl.DataFrame:
    """The table of that name without rows."""
    return pl.DataFrame(schema=dict(MAP_TABLES[name]))


def as_table(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """`rows` with the columns and types of the map's table `name`, others dropped."""
    schema = MAP_TABLES[name]
    return rows.select(pl.col(column).cast(dtype) for column, dtype in schema.items())
