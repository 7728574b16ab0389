"""Who imports: every country by itself, some countries, or a bloc as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from headwater.errors import BadQuestion
from headwater.standard.countries import areas, countries

OWN, RECONCILED, MIRROR = 0, 1, 2
"""Whose word a row is: the side's own report, a reconciled source's, or its partner's."""


@dataclass(frozen=True, slots=True)
class Importers:
    """`name` is whom findings are about; `members` are added up as one, where there are several or `as_bloc`.

    Without members every importer there is stands for itself.
    """

    name: str = "every importer"
    members: tuple[str, ...] = ()
    as_bloc: bool = False
    said: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        """Raise `BadQuestion` where a bloc has no member."""
        if self.as_bloc and not self.members:
            raise BadQuestion(f"{self.name} has no members on that day.", "Ask for other years, or for the members.")


def partners(weights: Mapping[str, float] | None = None, members: tuple[str, ...] = ()) -> pl.DataFrame:
    """Everybody who can stand in a flow beside the world and the blocs: who it is, and what is known of it.

    Columns: supplier, code (a number each has alone), named (false for areas not specified), weight, inside.
    """
    who = [*countries()["id"], *others()]
    named = len(who) - len(_unspecified())
    given = weights or {}
    return pl.DataFrame(
        {
            "supplier": who,
            "code": range(len(who)),
            "named": [place < named for place in range(len(who))],
            "weight": [given.get(identity) for identity in who],
            "inside": [identity in members for identity in who],
        },
        schema_overrides={"code": pl.Int64, "weight": pl.Float64},
    )


def others() -> list[str]:
    """Areas that are parts of the world like countries: states that no longer exist, then what nobody specified."""
    return [*areas().filter(pl.col("kind") == "former")["id"], *_unspecified()]


def _unspecified() -> list[str]:
    return areas().filter(pl.col("kind") == "unspecified")["id"].to_list()
