"""Tiers: which product needs which, how many steps apart. Cycles are allowed; every product is visited once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import polars as pl

_DOES_NOT_LIMIT = ("non-essential", "negligible")


class Found(NamedTuple):
    """An input and how many requirements up it stands (1: needed directly)."""

    product: str
    tier: int


@dataclass(frozen=True, slots=True)
class Tiers:
    """`inputs`: product -> what it needs. `needed_by`: input -> what needs it. Both sorted."""

    inputs: Mapping[str, tuple[str, ...]]
    needed_by: Mapping[str, tuple[str, ...]]

    def needs_anything(self, product: str) -> bool:
        """Whether any requirement of the product is recorded."""
        return product in self.inputs

    def nearest(self, product: str, wanted: Collection[str]) -> Found | None:
        """The nearest input of `product` that is in `wanted`, the first by name where several are equally near."""
        seen, front, tier = {product}, [product], 0
        while front:
            tier += 1
            front = sorted({need for at in front for need in self.inputs.get(at, ())} - seen)
            for need in front:
                if need in wanted:
                    return Found(need, tier)
            seen.update(front)
        return None

    def inputs_of(self, product: str) -> set[str]:
        """Everything the product needs, at any tier."""
        return _reached({product}, self.inputs)

    def exposed_to(self, products: Iterable[str]) -> int:
        """How many products need one of `products` at any tier; those themselves only where they need another."""
        return len(_reached(set(products), self.needed_by))


def tiers_below(requirements: pl.DataFrame) -> Tiers:
    """Tiers from the map's requirements whose scarcity limits output: essential ones and those of unknown kind."""
    limiting = requirements.filter(~pl.col("kind").is_in(_DOES_NOT_LIMIT).fill_null(value=False))
    inputs: dict[str, set[str]] = defaultdict(set)
    needed_by: dict[str, set[str]] = defaultdict(set)
    for product, needed in limiting.select("product", "input").iter_rows():
        inputs[product].add(needed)
        needed_by[needed].add(product)
    return Tiers(_sorted(inputs), _sorted(needed_by))


def _sorted(links: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    return {end: tuple(sorted(others)) for end, others in sorted(links.items())}


def _reached(start: set[str], links: Mapping[str, tuple[str, ...]]) -> set[str]:
    """What the links lead to from `start` in one step or more; of `start` itself only what they lead back to."""
    reached: set[str] = set()
    front = start
    while front:
        front = {end for at in front for end in links.get(at, ())} - reached
        reached |= front
    return reached
