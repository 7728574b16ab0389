"""What the survey prints in place of a plain figure, and what it calls those who produce."""

from __future__ import annotations

import re
from typing import NamedTuple

from headwater.standard.countries import country_of


class Figure(NamedTuple):
    """A quantity in the unit of its table, or unknown; and what the survey says about it (a `figure_qualifier`)."""

    quantity: float | None
    qualifier: str


_PLAIN = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_SIGNS = {
    "": Figure(None, "not-available"),
    "NA": Figure(None, "not-available"),
    "XX": Figure(None, "not-available"),  # "not applicable": no total can be made
    "W": Figure(None, "withheld"),
    "s": Figure(None, "negligible"),  # less than half the unit, and not nothing
    "\u2014": Figure(0.0, "nil"),
    "\u2013": Figure(0.0, "nil"),
    "-": Figure(0.0, "nil"),
}
_BOUNDS = {">": "more-than", "<": "less-than"}


def figure_of(printed: str, *, estimated: bool = False) -> Figure:
    """Read a printed figure: signs, bounds, `e` for estimated, words. A bound keeps its number as the quantity."""
    text = printed.strip()
    sign = _SIGNS.get(text) or _SIGNS.get(text.upper())
    if sign is not None:
        return sign
    if text[0] in _BOUNDS and (bound := _number(text[1:])) is not None:
        return Figure(bound, _BOUNDS[text[0]])
    if (number := _number(text)) is not None:
        return Figure(number, "estimated" if estimated else "exact")
    if (number := _number(text.strip("eE"))) is not None:
        return Figure(number, "estimated")
    return Figure(None, "described")


def _number(text: str) -> float | None:
    stripped = text.strip()
    return float(stripped.replace(",", "")) if _PLAIN.fullmatch(stripped) else None


def provider_of(printed: str) -> tuple[str, str | None]:
    """The mention of who produces, and a remark that stood in brackets behind the name.

    World totals and "other countries" are no countries; two countries in one line are an area of no list.
    """
    name = " ".join(printed.split())
    bare = re.sub(r"(?<=[A-Za-z)]) ?[0-9]+$", "", name)  # a footnote's number
    if re.match(r"world\b", bare, re.IGNORECASE):
        return f"world:{bare}", None
    if re.match(r"other\b", bare, re.IGNORECASE):
        return f"remainder:{bare}", None
    if country_of(bare) is not None:
        return f"country:{bare}", None
    if (found := re.fullmatch(r"(.+?) ?\((.+)\)", bare)) and country_of(found[1]) is not None:
        return f"country:{found[1]}", found[2]
    return (f"area:{bare}" if " and " in bare else f"country:{bare}"), None
