"""Names of identities for people: by language, and a fallback for what nobody described."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from headwater.standard.countries import name_of, names_of
from headwater.supply_map import SupplyMap


def by_language(names: Iterable[str] | None) -> dict[str, str]:
    """`LANGUAGE:NAME` entries as a mapping, the first name of each language."""
    found: dict[str, str] = {}
    for entry in names or ():
        language, colon, name = entry.partition(":")
        if colon and 2 <= len(language) <= 3 and language.islower():
            found.setdefault(language, name)
    return found


@dataclass(frozen=True, slots=True)
class Labels:
    """Name and names by language of every identity of a map."""

    known: dict[str, tuple[str, dict[str, str]]]

    @classmethod
    def of(cls, supply_map: SupplyMap) -> Labels:
        """Collect the names of all entities of the map."""
        known: dict[str, tuple[str, dict[str, str]]] = {}
        for table in ("products", "organizations", "facilities"):
            for identity, name, names in supply_map[table].select("id", "name", "names").iter_rows():
                known[identity] = (name, by_language(names))
        return cls(known)

    def name(self, identity: str) -> str:
        """The name to show, in English or as the source has it; never empty."""
        if identity in self.known:
            return self.known[identity][0]
        return name_of(identity) or identity.partition(":")[2] or identity

    def names(self, identity: str) -> dict[str, str]:
        """Names by language; empty where only one name is known."""
        if identity in self.known:
            return self.known[identity][1]
        return by_language(names_of(identity))

    def link(self, identity: str | None) -> dict[str, Any] | None:
        """`{id, name, names}` of an identity; None for None."""
        return (
            None if identity is None else {"id": identity, "name": self.name(identity), "names": self.names(identity)}
        )
