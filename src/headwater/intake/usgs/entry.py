"""One figure of a world table, whichever release it comes from, and the rows of the standard made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from headwater.intake.rows import slug
from headwater.intake.usgs.figures import Figure
from headwater.standard.units import unit_of

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure of one producer in one year. `stage` names the table within its commodity, such as Mine production."""

    commodity: str
    stage: str
    provider: str
    basis: str
    period: str
    printed: str
    figure: Figure
    unit: str
    locator: str
    remark: str | None = None  # what the survey says of this line only: "crude", "shipments"
    note: str | None = None
    critical: bool | None = None
    confidence: str | None = None

    @property
    def product(self) -> str:
        """Identifier of the product: commodity and stage; a stage that begins with the commodity's name says both."""
        commodity, stage = slug(self.commodity), slug(self.stage)
        return f"product:usgs.{stage if f'{stage}-'.startswith(f'{commodity}-') else f'{commodity}-{stage}'}"


def apart(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries with lines of one country that only their remark tells apart put under names that do."""
    listed = list(entries)
    seen: dict[tuple[str, str, str, str], int] = {}
    for entry in listed:
        seen[_key(entry)] = seen.get(_key(entry), 0) + 1
    for entry in listed:
        if seen[_key(entry)] > 1 and entry.remark and entry.provider.startswith("country:"):
            name = entry.provider.removeprefix("country:")
            yield replace(entry, provider=f"area:{name} ({entry.remark})", remark=None)
        else:
            yield entry


def _key(entry: Entry) -> tuple[str, str, str, str]:
    return entry.product, entry.provider, entry.basis, entry.period


def products(entries: Iterable[Entry], source: str) -> Iterator[Row]:
    """One row a commodity and stage, at the place it first stands."""
    done: set[str] = set()
    for entry in entries:
        if entry.product not in done:
            done.add(entry.product)
            yield {
                "id": entry.product,
                "name": f"{entry.commodity}: {entry.stage}",
                "kind": "material",
                "technology": {True: "critical-minerals", False: "other", None: None}[entry.critical],
                "identifiers": [f"usgs:{entry.commodity}/{entry.stage}"],
                "source": source,
                "locator": entry.locator,
            }


def provisions(entries: Iterable[Entry], source: str) -> Iterator[Row]:
    """One row a figure."""
    for entry in entries:
        remarks = [entry.remark and f"listed as: {entry.remark}", entry.note]
        yield {
            "product": entry.product,
            "provider": entry.provider,
            "quantity": entry.figure.quantity,
            "unit": None if entry.figure.quantity is None else unit_of(entry.unit),
            "basis": entry.basis,
            "period": entry.period,
            "figure": entry.printed or None,
            "qualifier": entry.figure.qualifier,
            "source": source,
            "locator": entry.locator,
            "confidence": entry.confidence,
            "note": "; ".join(remark for remark in remarks if remark) or None,
        }
