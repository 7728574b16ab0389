"""Where sources disagree, side by side, and whose share nobody knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import polars as pl

from headwater.workflows.explain import Explainer
from headwater.workflows.panels.atlas import Atlas, Plain, rows_of
from headwater.workflows.panels.rows import LEDGER_TABLES


@dataclass(frozen=True)
class Doubts:
    """The open questions of one map. `explainer` must be of the same map."""

    atlas: Atlas
    explainer: Explainer

    def conflicts(self, offset: int, limit: int) -> Plain:
        """{rows, total}: rows of the map's `conflicts` with `about`, `words` and `sides`.

        `about` are the identities of the subject, named, and `words` the rest of it: basis and period of a share, stage
        and currency of a commitment. A side is one thing said, with the claims and sources that say it.
        """
        whole = self.atlas.supply_map["conflicts"]
        rows = rows_of(whole.slice(offset, limit))
        asked = sorted({claim for row in rows for claim in row["claims"]})
        claims = {claim["id"]: claim for claim in self.explainer.explain_all(asked)}
        return {"rows": [self._conflict(row, claims) for row in rows], "total": whole.height}

    def unknown(self, offset: int, limit: int) -> Plain:
        """{rows, total}: provisions whose share nobody knows, product and provider named."""
        whole = self.atlas.supply_map["provisions"].filter(pl.col("state") == "unknown")
        told = ("basis", "period", "quantity", "unit", "qualifier", "source", "claims")
        rows = [
            {
                "product": self.atlas.named(row["product"]),
                "provider": self.atlas.named(row["provider"]),
                **{column: row[column] for column in told},
            }
            for row in rows_of(whole.slice(offset, limit))
        ]
        return {"rows": rows, "total": whole.height}

    def _conflict(self, row: Plain, claims: dict[str, Plain]) -> Plain:
        parts = [part for named in row["subject"].split(" > ") for part in named.split(" · ")]
        about = [part for part in parts if ":" in part]
        sides: dict[str, Plain] = {}
        for claim in (claims[identity] for identity in row["claims"]):
            said = _said(claim["row"], row["field"])
            side = sides.setdefault(said["said"], {**said, "chosen": False, "claims": [], "sources": []})
            side["claims"].append(claim["id"])
            side["chosen"] = side["chosen"] or claim["id"] == row["chosen"]
            source = {key: claim["source"][key] for key in ("id", "title", "publisher")}
            if source not in side["sources"]:
                side["sources"].append(source)
        return {
            **row,
            "about": [self._named(identity) for identity in about],
            "words": [part for part in parts if ":" not in part],
            "sides": sorted(sides.values(), key=lambda side: (not side["chosen"], side["said"])),
        }

    def _named(self, identity: str) -> Plain:
        """Named by its title where it is a row of the ledger."""
        title = self._titles.get(identity)
        return self.atlas.named(identity) if title is None else {"id": identity, "name": title, "names": {}}

    @cached_property
    def _titles(self) -> dict[str, str]:
        tables = [self.atlas.supply_map[name].select("id", "title").drop_nulls() for name in LEDGER_TABLES]
        return dict(pl.concat(tables).iter_rows())


def _said(row: Plain, field: str) -> Plain:
    """What a claim says of the field: a share may be told as a quantity instead, or not at all."""
    value, unit = row.get(field), None
    if value is None and field == "share":
        value, unit = row.get("quantity"), row.get("unit")
    if value is None:
        said = "" if row.get("qualifier") is None else row["qualifier"]
    else:
        said = " ".join(str(part) for part in (value, unit) if part is not None)
    number = float(value) if isinstance(value, int | float) else None
    return {"said": said, "number": number, "unit": unit}
