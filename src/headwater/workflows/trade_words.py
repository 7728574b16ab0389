"""What words about trade mean, on the command line and in an address: years, thresholds by name, a bloc by its key."""

from __future__ import annotations

import re
from collections.abc import Sequence

from headwater.assessments.dependency import DependencyThresholds
from headwater.errors import BadQuestion
from headwater.standard.blocs import Bloc, bloc, bloc_of
from headwater.standard.countries import country_of


def years_of(text: str | None) -> tuple[int, int] | None:
    """`2021-2023` or `2023` as first and last year."""
    if text is None:
        return None
    found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{4}))?", text.strip())
    if found is None:
        raise BadQuestion(f"{text!r} are no years.", "Write 2021-2023, or 2023.")
    return int(found[1]), int(found[2] or found[1])


def limits_of(given: Sequence[str]) -> dict[str, float]:
    """Thresholds by name from words such as `import_hhi=0.5`."""
    limits = {}
    for words in given:
        name, _, value = words.partition("=")
        try:
            limits[name.strip()] = float(value)
        except ValueError:
            raise BadQuestion(f"{words!r} is no threshold.", "Write NAME=VALUE, such as import_hhi=0.5.") from None
    return limits


def thresholds_of(given: Sequence[str]) -> DependencyThresholds:
    """All thresholds, those in `given` changed."""
    return DependencyThresholds().changed(limits_of(given))


def bloc_named(words: str | None) -> Bloc | None:
    """The bloc of that key, or of the countries that `words` list with commas (`KOR,JPN,VNM`); None for None."""
    if words is None:
        return None
    return bloc_of(words.split(",")) if "," in words else bloc(words)


def weights_of(text: str | None) -> dict[str, float]:
    """Risk weights by country from words such as `CHN:0.8,KOR:0.2`; none for None."""
    weights: dict[str, float] = {}
    for words in (text or "").split(",") if text else ():
        name, _, value = words.partition(":")
        country = country_named(name.strip())
        if country in weights:
            raise BadQuestion(f"The weights name {name.strip()} twice.", "Give every country one weight.")
        try:
            weights[country] = float(value)
        except ValueError:
            raise BadQuestion(f"{words!r} is no weight.", "Write COUNTRY:NUMBER, such as CHN:0.8.") from None
    return weights


def country_named(words: str) -> str:
    """The country that a code or a name means; `BadQuestion` where none is."""
    country = country_of(words)
    if country is None:
        raise BadQuestion(f"{words!r} is no country.", "Name it by code or name: KOR, Korea, 한국.")
    return country
