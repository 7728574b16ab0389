"""What words about trade mean, on the command line and in an address: years, thresholds by name, a bloc by its key."""

from __future__ import annotations

import re
from collections.abc import Sequence

from headwater.assessments.dependency import DependencyThresholds
from headwater.errors import BadQuestion
from headwater.standard.blocs import Bloc, bloc
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


def bloc_named(key: str | None) -> Bloc | None:
    """The bloc of that key; None for None."""
    return None if key is None else bloc(key)


def country_named(words: str) -> str:
    """The country that a code or a name means; `BadQuestion` where none is."""
    country = country_of(words)
    if country is None:
        raise BadQuestion(f"{words!r} is no country.", "Name it by code or name: KOR, Korea, 한국.")
    return country
