"""Which goods an HS code stands for: codes of one edition, the products of the reference world in them, and why.

The products' own column `hs_codes` says the same links, as a claim of the reference world; here stand the reason and
the source of each, and whether the code holds more than the product.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class HsLink:
    """A product in a code. `whole`: the code holds nothing else, else its trade is more than the product's."""

    edition: str
    code: str
    product: str
    whole: bool
    reason: str
    source: str


@cache
def hs_links() -> tuple[HsLink, ...]:
    """Every link, by edition and code."""
    text = (files(__package__) / "hs" / "products.csv").read_text(encoding="utf-8")
    return tuple(
        HsLink(
            row["hs_edition"], row["hs_code"], row["product"], row["extent"] == "whole", row["reason"], row["source"]
        )
        for row in csv.DictReader(io.StringIO(text))
    )


def links_of(product: str) -> tuple[HsLink, ...]:
    """The links of a product."""
    return tuple(link for link in hs_links() if link.product == product)
