"""Who recorded what, as far as a viewer may see: a contribution none of whose claims are visible is not there."""

from __future__ import annotations

from typing import Any

import polars as pl

from headwater.claims.log import ClaimLog
from headwater.claims.model import Contribution, View, Viewer, active_contributions
from headwater.resolution.selection import select_claims


def visible_contributions(log: ClaimLog, view: View) -> list[dict[str, Any]]:
    """Entries of the log, oldest first: {id, kind, contributor, recorded_at, format, rows, files, retracts, note}.

    The owner sees every entry recorded by `known_on`, with all its rows. Anybody else sees the additions that hold a
    claim of their view, with the number of those claims, and neither notes nor retractions.
    """
    entries = log.contributions()
    if view.viewer.may_see() is None:
        until = view.known_on
        return [
            {**_entry(entry), "rows": {stamp.table: stamp.rows for stamp in entry.tables}, "note": entry.note}
            for entry in entries
            if until is None or entry.recorded_at.date() <= until
        ]
    rows = _visible_rows(log, view)
    active = active_contributions(entries, view.known_on)
    return [
        {**_entry(entry), "rows": rows[entry.id], "note": None}
        for entry in entries
        if entry.id in active and entry.id in rows
    ]


def counting_contributions(log: ClaimLog, viewer: Viewer) -> frozenset[str]:
    """Ids of the contributions that count now and that hold a claim the viewer may see."""
    visible = {row["id"] for row in visible_contributions(log, View(viewer=viewer))}
    return active_contributions(log.contributions()) & visible


def _entry(entry: Contribution) -> dict[str, Any]:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "contributor": entry.contributor,
        "recorded_at": entry.recorded_at.isoformat(),
        "format": entry.format,
        "files": [stamp.name for stamp in entry.files],
        "retracts": entry.retracts,
    }


def _visible_rows(log: ClaimLog, view: View) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = {}
    for name, claims in select_claims(log, view).items():
        for contribution, rows in claims.group_by("contribution", maintain_order=True).agg(pl.len()).iter_rows():
            counts.setdefault(contribution, {})[name] = rows
    return counts
