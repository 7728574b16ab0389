"""Blocs: which countries belong together, and since when. Data files in `blocs/`, or a file of the user like them.

bloc: ipef
name: Indo-Pacific Economic Framework for Prosperity
id: area:IPEF
source: where the membership is stated
members:
  - {country: KOR, from: "2022-05-23", to: "2030-12-31"}     (`to`, the last day, where membership ended)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from headwater.errors import BadQuestion
from headwater.standard.countries import country_of
from headwater.standard.yaml_files import read_yaml

FEWEST = 2
OWN = "whoever asks"
"""The source of a bloc that is a list of countries in the question."""


@dataclass(frozen=True, slots=True)
class Member:
    """A country in a bloc from its first to its last day; None where no end is known."""

    country: str
    first_day: date
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Bloc:
    """A bloc: identity, name, where its membership is stated, and its members with their days."""

    id: str
    name: str
    source: str
    members: tuple[Member, ...]

    def members_on(self, day: date) -> tuple[str, ...]:
        """Identities of the members on a day, A to Z."""
        return tuple(
            sorted(m.country for m in self.members if m.first_day <= day and (m.last_day is None or day <= m.last_day))
        )


def bloc_names() -> tuple[str, ...]:
    """The blocs that come with the standard."""
    folder = files(__package__) / "blocs"
    return tuple(sorted(item.name.removesuffix(".yaml") for item in folder.iterdir() if item.name.endswith(".yaml")))


@cache
def bloc(name: str) -> Bloc:
    """A bloc that comes with the standard; `BadQuestion` lists them."""
    if name.lower() not in bloc_names():
        raise BadQuestion(
            f"There is no bloc {name!r}.", "Name one, list countries with commas, or give a file.", valid=bloc_names()
        )
    return bloc_from((files(__package__) / "blocs" / f"{name.lower()}.yaml").read_text(encoding="utf-8"))


def bloc_from(text: str) -> Bloc:
    """The bloc that a file in the form above describes; `BadQuestion` says what is wrong with it."""
    raw = read_yaml(text)
    if not isinstance(raw, dict) or not raw.get("bloc") or not isinstance(raw.get("members"), list):
        raise BadQuestion("The file describes no bloc.", "It needs bloc, name and members; see the table of blocs.")
    members = tuple(_member(entry) for entry in raw["members"])
    if not members:
        raise BadQuestion("The bloc has no members.", "Name at least one country.")
    identity = str(raw.get("id") or f"area:{raw['bloc']}")
    return Bloc(identity, str(raw.get("name", raw["bloc"])), str(raw.get("source", "the user's file")), members)


def bloc_of(countries: Sequence[str]) -> Bloc:
    """A bloc of one's own: these countries, by code or name, always its members; the same in whatever order.

    `BadQuestion` for a name that is no country, for one named twice, and for fewer than two.
    """
    members = [_member(name).country for name in countries]
    twice = sorted({member for member in members if members.count(member) > 1})
    if twice:
        raise BadQuestion(f"The bloc names {', '.join(twice)} twice.", "Name every country once.")
    if len(members) < FEWEST:
        raise BadQuestion("A bloc of one country is that country.", "Name two or more, or ask for the country.")
    codes = sorted(member.partition(":")[2] for member in members)
    return Bloc(f"area:{'+'.join(codes)}", " + ".join(codes), OWN, tuple(Member(m, date.min) for m in sorted(members)))


def _member(entry: Any) -> Member:  # noqa: ANN401 - whatever the file holds
    said = entry if isinstance(entry, dict) else {"country": entry}
    country = country_of(str(said.get("country", "")))
    if country is None:
        raise BadQuestion(f"{said.get('country')!r} is no country.", "Name a country by its code or name.")
    try:
        last = said.get("to")
        return Member(
            country,
            date.fromisoformat(str(said.get("from", date.min))),
            date.fromisoformat(str(last)) if last else None,
        )
    except ValueError:
        raise BadQuestion(f"The days of {country} are no days.", 'Write them as "2022-05-23".') from None
