"""Rows that several panels show: facts of an entity, sites, and statements of the ledger."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from headwater.workflows.panels.atlas import Atlas, Plain, rows_of
from headwater.workflows.panels.labels import by_language
from headwater.workflows.panels.markets import WEAK

_DAY_OF: Mapping[str, str] = {
    "agreements": "status_on",
    "commitments": "stage_on",
    "measures": "status_on",
    "events": "starts_on",
    "programmes": "starts_on",
}
"""The day each kind of statement speaks of."""

LEDGER_TABLES = tuple(_DAY_OF)

_PARTIES: Mapping[str, tuple[str, ...]] = {"commitments": ("investors",), "measures": ("imposers", "affected")}
"""Columns in which a statement says who acts and whom it concerns: given by name."""

_SITE = ("kind", "latitude", "longitude", "precision", "status", "status_on", "claims")


def entity_facts(row: Plain) -> Plain:
    """What every entity's panel begins with."""
    copied = ("id", "name", "aliases", "kind", "identifiers", "members", "claims")
    return {
        **{column: row[column] for column in copied},
        "names": by_language(row["names"]),
        "weak": row["confidence"] == WEAK,
    }


def sites(atlas: Atlas, column: str, identity: str) -> list[Plain]:
    """The sites that name the identity in a column, one line each."""
    rows = atlas.supply_map["facilities"]
    return [
        {
            **atlas.named(row["id"]),
            "operator": atlas.link(row["operator"]),
            "country": row["country"],
            "weak": row["confidence"] == WEAK,
            **{key: row[key] for key in _SITE},
        }
        for row in rows_of(rows.filter(_names(rows, column, identity)))
    ]


def statements(atlas: Atlas, table: str, identity: str, *columns: str) -> list[Plain]:
    """Ledger rows that name the identity in any of the columns: the latest statement of each thing, newest first."""
    rows, day = atlas.supply_map[table], _DAY_OF[table]
    named = pl.any_horizontal(_names(rows, column, identity) for column in columns)
    # an undated statement never hides a dated one
    ordered = rows.filter(named).sort(day, "stated_on", nulls_last=False)
    latest = ordered.group_by("id", maintain_order=True).last().drop("standing")
    parties = _PARTIES.get(table, ())
    return [
        {**row, **{column: [atlas.named(each) for each in row[column] or ()] for column in parties}}
        for row in rows_of(latest.sort(day, "id", descending=[True, False], nulls_last=True))
    ]


def _names(rows: pl.DataFrame, column: str, identity: str) -> pl.Expr:
    """Whether a column of references, one or several, names the identity."""
    if isinstance(rows.schema[column], pl.List):
        return pl.col(column).list.contains(identity).fill_null(value=False)
    return (pl.col(column) == identity).fill_null(value=False)
