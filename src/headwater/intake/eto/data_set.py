"""The Emerging Technology Observatory's table of the semiconductor supply chain, as its CSV files.

inputs.csv and stages.csv are products (a stage is a process), sequence.csv says which product goes into which and
which is a type of which, providers.csv holds countries and organizations, provision.csv who provides how much. Shares
are printed as 0..100 and kept as they are, divided by 100; they are not made to add up. An empty share says that the
provider is one, not how large: unknown. "Various countries" is a remainder. Whether an input is essential the source
does not say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import polars as pl

from headwater.errors import UnreadableFile
from headwater.intake.eto.source_texts import source_of
from headwater.intake.rows import Line, frame_of, slug
from headwater.workflows.reading import Progress

COLUMNS: dict[str, tuple[str, ...]] = {
    "inputs.csv": ("input_id", "input_name", "type", "description", "year"),
    "stages.csv": ("stage_id", "stage_name", "description", "market_share_chart_source"),
    "sequence.csv": ("input_id", "goes_into_id", "is_type_of_id"),
    "providers.csv": ("provider_name", "alias", "provider_id", "provider_type", "country"),
    "provision.csv": (
        "provider_name",
        "provider_id",
        "provided_name",
        "provided_id",
        "share_provided",
        "year",
        "source",
    ),
}

KINDS = {
    "tool_resource": "equipment",
    "material_resource": "material",
    "process": "process",
    "design_resource": "technology",
    "ultimate_output": "good",
}
KINDS_BY_ID = {
    "N84": "technology",  # design software stands among the tools
    "N85": "technology",  # licensed designs stand among the materials
}

# How shares were measured. The captions of the two stages say "by site location" and "site capacity"; for all other
# country shares the data set adds up companies by the country of their head office. Companies' shares are of sales.
BASIS_OF_ORGANIZATIONS = "sales"
BASIS_OF_COUNTRIES = "headquarters"
BASIS_OF_COUNTRIES_BY_PRODUCT = {
    "S2": "site",  # caption: share of global fabrication capacity by site location
    "S3": "site",  # caption: site capacity by country
}

AREAS = frozenset({"EUR"})
REMAINDERS = frozenset({"Various countries", "Various"})
DATA_SET = {
    "id": "source:eto.advanced-semiconductor-supply-chain",
    "title": "Advanced Semiconductor Supply Chain Dataset",
    "kind": "research",
    "publisher": "Emerging Technology Observatory",
    "url": "https://eto.tech/dataset-docs/chipexplorer",
    "language": "en",
    "licence": "CC BY-NC 4.0",
}

Row = dict[str, Any]


class DataSet:
    """The five files, and what one of them must look up in another."""

    def __init__(self, lines: dict[str, list[Line]]) -> None:
        self.lines = lines
        self.products = {
            **_ids("product", ((line.cells["input_id"], line.cells["input_name"]) for line in lines["inputs.csv"])),
            **_ids(
                "product",
                ((line.cells["stage_id"], f"stage {line.cells['stage_name']}") for line in lines["stages.csv"]),
            ),
        }
        self.providers = {line.cells["provider_id"]: line.cells for line in reversed(lines["providers.csv"])}
        organizations = (
            (key, cells["provider_name"]) for key, cells in reversed(self.providers.items()) if _is_organization(cells)
        )
        self.organizations = _ids("org", organizations)
        stage_sources = {
            line.cells["stage_id"]: line.cells["market_share_chart_source"] for line in lines["stages.csv"]
        }
        self.texts = {
            line.number: line.cells["source"] or stage_sources.get(line.cells["provided_id"], "")
            for line in lines["provision.csv"]
        }

    def tables(self, progress: Progress) -> Iterator[tuple[str, pl.DataFrame]]:
        """Every table in the order of the standard."""
        total, done = sum(len(lines) for lines in self.lines.values()), 0
        for name, rows in (
            ("sources", self.sources()),
            ("organizations", self.organization_rows()),
            ("products", self.product_rows()),
            ("requirements", self.requirements()),
            ("provisions", self.provisions()),
        ):
            frame = frame_of(name, rows)
            done += frame.height
            progress(min(done, total), total, "rows")
            yield name, frame

    def sources(self) -> Iterator[Row]:
        """The data set itself, and one source for each distinct text the rows name."""
        yield {**DATA_SET, **_from("providers.csv")}
        first = {text: number for number, text in reversed(self.texts.items()) if text}
        for text, number in sorted(first.items(), key=lambda pair: pair[1]):
            place = "stages.csv" if text in self._stage_texts() else f"provision.csv row {number}"
            yield {**source_of(text), **_from(place)}

    def _stage_texts(self) -> frozenset[str]:
        return frozenset(line.cells["market_share_chart_source"] for line in self.lines["stages.csv"])

    def organization_rows(self) -> Iterator[Row]:
        """One row an organization; providers.csv has a line for each alias, provision.csv uses further names."""
        lines: dict[str, list[Line]] = defaultdict(list)
        for line in self.lines["providers.csv"]:
            lines[line.cells["provider_id"]].append(line)
        used: dict[str, list[str]] = defaultdict(list)
        for line in self.lines["provision.csv"]:
            used[line.cells["provider_id"]].append(line.cells["provider_name"])
        for key, identity in self.organizations.items():
            cells, numbers = lines[key][0].cells, [str(line.number) for line in lines[key]]
            names = dict.fromkeys([*(line.cells["alias"] for line in lines[key]), *used[key]])
            yield {
                "id": identity,
                "name": cells["provider_name"],
                "aliases": [name for name in names if name and name != cells["provider_name"]] or None,
                "home_country": _home(cells["country"]),
                "identifiers": [f"eto:{key}"],
                **_from(f"providers.csv row{'s'[: len(numbers) > 1]} {', '.join(numbers)}"),
            }

    def product_rows(self) -> Iterator[Row]:
        """Inputs, then stages."""
        wider: dict[str, list[str]] = defaultdict(list)
        for line in self.lines["sequence.csv"]:
            if line.cells["is_type_of_id"]:
                wider[line.cells["input_id"]].append(self.products[line.cells["is_type_of_id"]])
        for line in self.lines["inputs.csv"]:
            key, cells = line.cells["input_id"], line.cells
            yield {
                **self._product(key, cells["input_name"], cells["description"]),
                "kind": KINDS_BY_ID.get(key) or KINDS.get(cells["type"]),
                "variant_of": list(dict.fromkeys(wider[key])) or None,
                **_from(f"inputs.csv row {line.number}"),
            }
        for line in self.lines["stages.csv"]:
            product = self._product(line.cells["stage_id"], line.cells["stage_name"], line.cells["description"])
            yield {**product, "kind": "process", **_from(f"stages.csv row {line.number}")}

    def _product(self, key: str, name: str, description: str) -> Row:
        return {
            "id": self.products[key],
            "name": name,
            "technology": "semiconductors",
            "identifiers": [f"eto:{key}"],
            "description": description or None,
        }

    def requirements(self) -> Iterator[Row]:
        """What goes into what; whether it is essential the source does not say, so the kind stays unknown."""
        for line in self.lines["sequence.csv"]:
            if line.cells["goes_into_id"]:
                yield {
                    "product": self.products[line.cells["goes_into_id"]],
                    "input": self.products[line.cells["input_id"]],
                    **_from(f"sequence.csv row {line.number}"),
                }

    def provisions(self) -> Iterator[Row]:
        """Who provides what, with the share as printed and as a number from 0 to 1."""
        for line in self.lines["provision.csv"]:
            printed, text = line.cells["share_provided"], self.texts[line.number]
            place = f"provision.csv row {line.number}"
            yield {
                "product": self.products[line.cells["provided_id"]],
                "provider": self._provider(line.cells["provider_id"]),
                "share": _share(printed, place),
                "basis": self._basis(line.cells),
                "period": line.cells["year"],
                "figure": printed or None,
                "qualifier": "exact" if printed else "not-available",
                **_from(place),
                "source": source_of(text)["id"] if text else DATA_SET["id"],
            }

    def _basis(self, cells: dict[str, str]) -> str:
        if cells["provider_id"] in self.organizations:
            return BASIS_OF_ORGANIZATIONS
        return BASIS_OF_COUNTRIES_BY_PRODUCT.get(cells["provided_id"], BASIS_OF_COUNTRIES)

    def _provider(self, key: str) -> str:
        if key in self.organizations:
            return self.organizations[key]
        name = self.providers[key]["provider_name"]
        if name in REMAINDERS:
            return f"remainder:{name}"
        return f"area:{name}" if name in AREAS else f"country:{name}"


def _is_organization(cells: dict[str, str]) -> bool:
    return cells["provider_type"] == "organization"


def _ids(kind: str, named: Iterator[tuple[str, str]]) -> dict[str, str]:
    """An identifier in this reader's scope for each key; the key is added where two names give the same slug."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for key, name in named:
        identity = f"{kind}:eto.{slug(name)}"
        found[key] = f"{identity}-{slug(key)}" if identity in taken else identity
        taken.add(found[key])
    return found


def _home(country: str) -> str | None:
    if not country or country in REMAINDERS:
        return None
    return f"area:{country}" if country in AREAS else f"country:{country}"


def _share(printed: str, place: str) -> float | None:
    try:
        return float(printed) / 100 if printed else None
    except ValueError:
        raise UnreadableFile(
            f"The share {printed!r} is no number.", "The data set prints shares as 0..100.", place
        ) from None


def _from(locator: str) -> Row:
    return {"source": DATA_SET["id"], "locator": locator}
