"""What is different between two maps, in the order in which a person wants to hear it.

Pure: two maps in, plain rows out. Shares that change come first by how much they do, then what is gone, what nobody
knows any more, and what is new by its size. Verdicts are those of `assess.concentration`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import polars as pl

from headwater.supply_map import MAP_TABLES, SupplyMap
from headwater.supply_map.markets import ProviderKind
from headwater.workflows.assess import concentration
from headwater.workflows.panels.labels import Labels

Plain = dict[str, Any]

_SHARE_KEY = ("product", "provider", "provider_kind", "basis", "period")
_SHARE = ("share", "low", "high", "state")
_CONFLICT_KEY = ("table", "subject", "field")
_VERDICT_KEY = ("subject", "indicator", "by", "basis")
_VERDICTS_ON = ("hhi", "top_share")
_COUNTED: tuple[ProviderKind, ...] = ("country", "organization")
_ENTITIES = ("products", "organizations", "facilities")


@dataclass(frozen=True, slots=True)
class Changes:
    """Lists of plain rows; identities are named `{id, name, names}`.

    `tables`: {table, before, after} rows of each table of the map that has more or fewer. `new`: {table, id, name,
    names} of products, organizations and facilities that were not on the map; `gone`: those that are no more. `shares`:
    {kind, product, provider, provider_kind, basis, period, before, after} with `kind` one
    of changed, gone, unknown (known before, or named for the first time without a figure) and new; `before` and
    `after` are {share, low, high, state} or None. `verdicts`: {subject, indicator, by, basis, before, after} with
    {value, verdict, as_of} or None. `conflicts`: {kind, table, field, low, high, about, words} with `kind` appears or
    settled. `unresolved`: {mention, reason, suggestions} of what no row describes and did not stand there before.
    """

    tables: list[Plain]
    new: list[Plain]
    gone: list[Plain]
    shares: list[Plain]
    verdicts: list[Plain]
    conflicts: list[Plain]
    unresolved: list[Plain]

    def counts(self) -> dict[str, int]:
        """How many of each there are, and of each kind of share: `shares.changed` and so on."""
        found = {each.name: len(getattr(self, each.name)) for each in fields(self)}
        kinds = dict.fromkeys(("changed", "gone", "unknown", "new"), 0)
        for row in self.shares:
            kinds[row["kind"]] += 1
        return found | {f"shares.{kind}": count for kind, count in kinds.items()}


def changes(before: SupplyMap, after: SupplyMap) -> Changes:
    """What somebody who knows `before` finds different in `after`."""
    labels = _labels(before, after)
    return Changes(
        tables=_tables(before, after),
        new=_entities(before, after, labels),
        gone=_entities(after, before, labels),
        shares=_shares(before, after, labels),
        verdicts=_verdicts(before, after, labels),
        conflicts=[
            *_conflicts(before, after, "appears", labels),
            *_conflicts(after, before, "settled", labels),
        ],
        unresolved=_unresolved(before, after),
    )


def _labels(before: SupplyMap, after: SupplyMap) -> Labels:
    return Labels({**Labels.of(before).known, **Labels.of(after).known})


def _tables(before: SupplyMap, after: SupplyMap) -> list[Plain]:
    heights = {name: (before[name].height, after[name].height) for name in MAP_TABLES}
    return [
        {"table": name, "before": was, "after": becomes} for name, (was, becomes) in heights.items() if was != becomes
    ]


def _entities(without: SupplyMap, having: SupplyMap, labels: Labels) -> list[Plain]:
    found = []
    for name in _ENTITIES:
        ids = having[name].join(without[name], on="id", how="anti", maintain_order="left")["id"]
        found += [{"table": name, **_named(labels, identity)} for identity in ids]
    return found


def _shares(before: SupplyMap, after: SupplyMap, labels: Labels) -> list[Plain]:
    old, new = (
        each["provisions"].select(*_SHARE_KEY, pl.struct(_SHARE).alias(side))
        for each, side in ((before, "before"), (after, "after"))
    )
    both = old.join(new, on=_SHARE_KEY, how="full", coalesce=True, nulls_equal=True)
    differ = both.filter(pl.col("before").ne_missing(pl.col("after")))
    rows = [_share_change(row, labels) for row in differ.iter_rows(named=True)]
    return sorted(rows, key=_weight)


def _share_change(row: Plain, labels: Labels) -> Plain:
    # a struct of a side that is not there comes back with every field null: its state tells
    before, after = (each if each and each["state"] is not None else None for each in (row["before"], row["after"]))
    if after is None:
        kind = "gone"
    elif after["state"] == "unknown" and (before is None or before["state"] != "unknown"):
        kind = "unknown"
    else:
        kind = "new" if before is None else "changed"
    named = {column: _named(labels, row[column]) for column in ("product", "provider")}
    said = {column: row[column] for column in ("provider_kind", "basis", "period")}
    return {"kind": kind, **named, **said, "before": before, "after": after}


def _weight(row: Plain) -> tuple[Any, ...]:
    order = ("changed", "gone", "unknown", "new").index(row["kind"])
    sides = [side["share"] or 0.0 for side in (row["before"], row["after"]) if side is not None]
    moved = abs(sides[0] - sides[-1]) if len(sides) == 2 else sides[0]
    return order, -moved, row["product"]["id"], row["provider"]["id"], row["basis"] or "", row["period"] or ""


def _verdicts(before: SupplyMap, after: SupplyMap, labels: Labels) -> list[Plain]:
    old, new = ({key: said for each in _COUNTED for key, said in _verdicts_of(side, each)} for side in (before, after))
    found = []
    for key in sorted(old.keys() | new.keys()):
        was, becomes = old.get(key), new.get(key)
        if (was and was["verdict"]) == (becomes and becomes["verdict"]):
            continue
        said = dict(zip(_VERDICT_KEY, key, strict=True))
        found.append({**said, "subject": _named(labels, said["subject"]), "before": was, "after": becomes})
    return sorted(found, key=lambda row: (row["before"] is None or row["after"] is None, row["subject"]["id"]))


def _verdicts_of(supply_map: SupplyMap, by: ProviderKind) -> Iterator[tuple[tuple[str, str, str, str], Plain]]:
    findings = concentration(supply_map, by).filter(pl.col("indicator").is_in(_VERDICTS_ON))
    basis = pl.col("method").str.extract(r", basis ([^;]+);").fill_null("").alias("basis")
    for row in findings.with_columns(basis).iter_rows(named=True):
        said = {column: row[column] for column in ("value", "verdict", "as_of")}
        yield (row["subject"], row["indicator"], by, row["basis"]), said


def _conflicts(without: SupplyMap, having: SupplyMap, kind: str, labels: Labels) -> list[Plain]:
    rows = having["conflicts"].join(without["conflicts"], on=_CONFLICT_KEY, how="anti", maintain_order="left")
    found = []
    for row in rows.iter_rows(named=True):
        parts = [part for named in row["subject"].split(" > ") for part in named.split(" · ")]
        found.append(
            {
                "kind": kind,
                **{column: row[column] for column in ("table", "field", "low", "high")},
                "about": [_named(labels, part) for part in parts if ":" in part],
                "words": [part for part in parts if ":" not in part],
            }
        )
    return found


def _unresolved(before: SupplyMap, after: SupplyMap) -> list[Plain]:
    columns = ("mention", "reason")
    rows = after["unresolved"].join(before["unresolved"], on=columns, how="anti", maintain_order="left")
    return rows.select(*columns, "suggestions").to_dicts()


def _named(labels: Labels, identity: str) -> Plain:
    return {"id": identity, "name": labels.name(identity), "names": labels.names(identity)}
