"""A network compiled from the map: who buys from whom, as arrays for the cascade, and what was not known on the way.

What is unknown stays in the network as somebody whom nobody named. Such a node passes losses on, cannot be stopped by
name, and `may_stop` says where it could be the one that was asked about: nothing unknown is ever treated as safe.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
import polars as pl

from headwater.errors import NotFound

Floats = np.ndarray[Any, np.dtype[np.float64]]
Nodes = np.ndarray[Any, np.dtype[np.int32]]
Ranks = np.ndarray[Any, np.dtype[np.int8]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]

NetworkKind = Literal["firms", "cells"]
NETWORK_KINDS: tuple[NetworkKind, ...] = ("firms", "cells")

NODE_SCHEMA = MappingProxyType(
    {
        "node": pl.String(),  # PROVIDER > PRODUCT of a cell; the organization of a firm
        "provider": pl.String(),
        "product": pl.String(),  # the sector of the cascade
        "country": pl.String(),  # where it is made; null where the sources do not say
        "organization": pl.String(),
        "sector": pl.Int32(),  # number of `product` in `sectors`
        "share": pl.Float64(),  # of the product; null for firms and for what only flows name
        "size": pl.Float64(),  # what its whole output counts in the index
        "state": pl.String(),  # named, flow (only trade flows name it), rest (others nobody names), unknown (no shares)
        "basis": pl.String(),
        "period": pl.String(),
        "claims": pl.List(pl.String),
    }
)
NOTE_SCHEMA = MappingProxyType({"what": pl.String(), "subject": pl.String(), "said": pl.String()})
"""`what`: unknown, default, flows or left-out; `subject`: the product or organization it is about."""

NOT_NAMED = "remainder:not named"
ESSENTIALITY = MappingProxyType({"essential": 2, "non-essential": 1, "negligible": 0})
_NAMED = ("named", "flow")


@dataclass(frozen=True)
class SupplyNetwork:
    """Nodes (`NODE_SCHEMA`, one row per number), links between their numbers, and what had to be assumed.

    `supplier`, `buyer`, `value`: one entry per link, value in whatever unit `unit` says. `sectors` names the sectors;
    `essentiality[k, l]`: 2, 1 or 0 for supplying sector k and buying sector l. `named`: pairs (provider, product) whose
    share the sources state, 0 included; `recorded`: products of which any requirement is recorded.
    """

    kind: NetworkKind
    by: str
    nodes: pl.DataFrame
    supplier: Nodes
    buyer: Nodes
    value: Floats
    unit: str
    sectors: tuple[str, ...]
    essentiality: Ranks
    named: frozenset[tuple[str, str]]
    recorded: frozenset[str]
    notes: pl.DataFrame

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return self.nodes.height

    @property
    def weights(self) -> Floats:
        """What each node's output counts, one number per node."""
        return self.nodes["size"].to_numpy().astype(np.float64)

    def unknown(self) -> list[str]:
        """What is not known, one identity per note."""
        return self.notes.filter(pl.col("what") == "unknown")["subject"].unique().sort().to_list()

    def find(self, words: str) -> Nodes:
        """The nodes that stop when `words` stops: a node, a provider, a country, an operator or a product.

        Raises `NotFound` where there is none, or where it is only the part that nobody names.
        """
        found = np.flatnonzero(self.stops(words)).astype(np.int32)
        if len(found) == 0:
            raise NotFound(
                f"No node of the network of {self.kind} is {words!r}, or is provided by it.",
                "Name a node as the ranking prints it, a provider, a country, or a product.",
                valid=self.nodes.filter(pl.col("state").is_in(_NAMED))["node"].head(5).to_list(),
            )
        return found

    def stops(self, words: str) -> Flags:
        """Which nodes are known to stop when `words` does. What nobody names stops only with its whole product."""
        whole = pl.col("product") == words
        is_it = pl.any_horizontal(pl.col("node", "provider", "country", "organization") == words).fill_null(value=False)
        mask: Flags = self.nodes.select(whole | (is_it & pl.col("state").is_in(_NAMED))).to_series().to_numpy()
        return mask

    def may_stop(self, words: str) -> Flags:
        """Which nodes stop or, for all that is known, may stop with the provider `words`.

        May: providers nobody names, unless the sources state this one's own share of the product; and, when a country
        stops, whoever's place nobody states. A node or a product leaves no doubt about what it is.
        """
        sure = self.stops(words)
        if words.startswith("product:") or " > " in words:
            return sure
        products = {product for provider, product in self.named if provider == words}
        unnamed = ~pl.col("state").is_in(_NAMED) & ~pl.col("product").is_in(products)
        placeless = (
            pl.lit(value=words.startswith("country:")) & pl.col("country").is_null() & (pl.col("state") == "named")
        )
        doubt: Flags = self.nodes.select(unnamed | placeless).to_series().to_numpy()
        return sure | doubt


def notes_of(rows: Iterable[tuple[str, str, str]]) -> pl.DataFrame:
    """Notes (`NOTE_SCHEMA`) in order."""
    return pl.DataFrame(list(rows), schema=dict(NOTE_SCHEMA), orient="row").sort("what", "subject", "said")


def numbered(sectors: tuple[str, ...], requirements: pl.DataFrame, otherwise: int) -> Ranks:
    """Essentiality of sectors for one another, from requirements; `otherwise` where none is recorded."""
    number = {sector: place for place, sector in enumerate(sectors)}
    ranks = np.full((len(sectors), len(sectors)), otherwise, np.int8)
    for product, needed, kind in requirements.select("product", "input", "kind").iter_rows():
        if product in number and needed in number:
            ranks[number[needed], number[product]] = ESSENTIALITY.get(kind or "essential", 2)
    return ranks
