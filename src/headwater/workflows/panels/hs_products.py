"""Which products of a map an HS code stands for, so that trade and chain meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from headwater.supply_map import SupplyMap


@dataclass(frozen=True)
class HsProducts:
    """The products of a map that name HS codes. An edition is not asked: a code is matched as its digits begin."""

    supply_map: SupplyMap

    @cached_property
    def _named(self) -> list[tuple[str, str, str | None]]:
        """(digits, product, technology), A to Z."""
        rows = self.supply_map["products"].select("id", "hs_codes", "technology").iter_rows()
        return sorted(
            (code.replace(".", ""), product, technology) for product, codes, technology in rows for code in codes or ()
        )

    def products(self, code: str) -> list[str]:
        """Products whose code holds `code`, or is part of it."""
        return list(
            dict.fromkeys(
                product for digits, product, _ in self._named if code.startswith(digits) or digits.startswith(code)
            )
        )

    def technologies(self, code: str) -> list[str]:
        """The technologies of those products, A to Z."""
        found = set(self.products(code))
        return sorted({field for _, product, field in self._named if product in found and field})

    def codes_of(self, technology: str, codes: Sequence[str]) -> list[str]:
        """Those of `codes` that stand for a product of the technology."""
        digits = [each for each, _, field in self._named if field == technology]
        return [code for code in codes if any(code.startswith(each) or each.startswith(code) for each in digits)]


def parts_of(product: str) -> tuple[str, str]:
    """Edition and digits of `hs:HS2022.854231`; both empty where it is no such identity."""
    kind, _, rest = product.partition(":")
    edition, _, code = rest.partition(".")
    return (edition, code) if kind == "hs" and code else ("", "")
