"""Stated rates: what a unit of a currency is worth in another, so that sums in several currencies may be added.

Nothing is ever added across currencies without them. A rate may be for one year (that of the statement: so a table can
bring old prices to those of one year too) or for all; the year's own comes first.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from headwater.errors import BadQuestion
from headwater.standard.codes import code_list


class Rate(NamedTuple):
    """One unit of `currency` is `rate` units of the currency asked for; in statements of `year`, or of any year."""

    currency: str
    rate: float
    year: int | None = None
    source: str = ""


@dataclass(frozen=True)
class Rates:
    """Rates into one currency. Amounts already in it stay as they are, unless a year's rate says otherwise."""

    into: str
    rates: tuple[Rate, ...]

    def __post_init__(self) -> None:
        """Raise `BadQuestion` where a currency is unknown, a rate is not above 0, or one is given twice."""
        known = code_list("currency").codes()
        seen: set[tuple[str, int | None]] = set()
        for one in (Rate(self.into, 1.0, -1), *self.rates):
            if one.currency not in known:
                raise BadQuestion(f"{one.currency!r} is no currency.", "Write a code of ISO 4217, for example USD.")
            if not (math.isfinite(one.rate) and one.rate > 0):
                raise BadQuestion(f"The rate of {one.currency} is {one.rate}; it must be above 0.")
            if (one.currency, one.year) in seen:
                raise BadQuestion(f"The rate of {one.currency} is given twice for {one.year or 'all years'}.")
            seen.add((one.currency, one.year))

    @classmethod
    def of(cls, into: str, rates: Mapping[str, float] | Iterable[Rate]) -> Rates:
        """Rates into `into`: currency -> rate for all years, or `Rate` by `Rate`."""
        given = (Rate(currency, rate) for currency, rate in rates.items()) if isinstance(rates, Mapping) else rates
        return cls(into, tuple(given))

    def rate(self, currency: str, year: int | None) -> Rate | None:
        """The rate for a statement of that year (None: undated); None where none was given."""
        found = {(one.currency, one.year): one for one in self.rates}
        own = Rate(currency, 1.0, None, "the same currency") if currency == self.into else None
        by_year = found.get((currency, year)) if year is not None else None
        return by_year or found.get((currency, None)) or own
