"""FollowTheMoney: organizations, places and events as one JSON entity per line.

What has an honest schema goes in, nothing else: a firm or fund is a `Company`, a ministry or agency a `PublicBody`, any
other organization an `Organization`; a facility is an `Address` its operator points at; who controls a firm is an
`Ownership`; what happened is an `Event`. Products, shares and measures have no schema there and stay out: use another
format for those. Values are lists of texts, countries two small letters, as the model wants them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from headwater.exports.placing import write_file
from headwater.supply_map import SupplyMap

_SCHEMAS = {"company": "Company", "fund": "Company", "public-body": "PublicBody"}
_ENTITY_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")
Entity = dict[str, Any]


class FtmWriter:
    """One `.ftm.jsonl` file, for Aleph, nomenklatura, yente and their relatives."""

    name = "ftm"
    title = "organizations, places and events (FollowTheMoney, JSON lines)"
    suffix = ".ftm.jsonl"
    media_type = "application/x-ndjson"

    def write(self, supply_map: SupplyMap, target: Path, *, force: bool = False) -> list[Path]:
        """See `Writer.write`."""
        lines = [json.dumps(entity, ensure_ascii=False, sort_keys=True) for entity in entities(supply_map)]
        return write_file(target, lambda path: _write(path, lines), force=force)


def entities(supply_map: SupplyMap) -> Iterator[Entity]:
    """The map's organizations, ownerships, facilities and events as FollowTheMoney entities."""
    countries = dict(supply_map["countries"].select("id", "alpha2").iter_rows())
    organizations = {row["id"]: row for row in supply_map["organizations"].iter_rows(named=True)}
    facilities = supply_map["facilities"].to_dicts()
    for row in organizations.values():
        operated = [facility["id"] for facility in facilities if facility["operator"] == row["id"]]
        yield _organization(row, operated, countries)
    for row in organizations.values():
        if row["parent"] in organizations and row["parent"] != row["id"] and _schema(row) == "Company":
            yield _ownership(row["parent"], row["id"])
    for row in facilities:
        yield _address(row, countries)
    urls = dict(supply_map["sources"].select("id", "url").iter_rows())
    for row in supply_map["events"].iter_rows(named=True):
        yield _event(row, set(organizations), countries, urls)


def entity_id(identity: str) -> str:
    """The identity as an id the model allows: `org:acme` becomes `org.acme`; other signs are hashed away."""
    dotted = identity.replace(":", ".", 1)
    if _ENTITY_ID.fullmatch(dotted):
        return dotted
    return f"{dotted.partition('.')[0]}.x-{hashlib.sha256(identity.encode()).hexdigest()[:20]}"


def _entity(identity: str, schema: str, **properties: object) -> Entity:
    """An entity with the properties that are there; one value or many, always lists of texts, each once."""
    listed = {name: value if isinstance(value, list) else [value] for name, value in properties.items()}
    texts = {
        name: list(dict.fromkeys(str(v) for v in values if v not in (None, ""))) for name, values in listed.items()
    }
    return {"id": identity, "schema": schema, "properties": {name: values for name, values in texts.items() if values}}


def _schema(row: dict[str, Any]) -> str:
    return _SCHEMAS.get(row["kind"] or "", "Organization")


def _organization(row: dict[str, Any], operated: list[str], countries: dict[str, str]) -> Entity:
    return _entity(
        entity_id(row["id"]),
        _schema(row),
        name=row["name"],
        alias=[_plain(name) for name in [*(row["names"] or ()), *(row["aliases"] or ())]],
        mainCountry=_code(row["home_country"], countries),
        leiCode=row["lei"],
        website=row["website"],
        addressEntity=[entity_id(facility) for facility in operated],
    )


def _ownership(parent: str, child: str) -> Entity:
    identity = entity_id(f"ownership:{entity_id(parent)}-{entity_id(child)}")
    return _entity(identity, "Ownership", owner=entity_id(parent), asset=entity_id(child), role="parent")


def _address(row: dict[str, Any], countries: dict[str, str]) -> Entity:
    return _entity(
        entity_id(row["id"]),
        "Address",
        name=row["name"],
        full=row["place"],
        summary=row["kind"],
        country=_code(row["country"], countries),
        latitude=row["latitude"],
        longitude=row["longitude"],
    )


def _event(row: dict[str, Any], organizations: set[str], countries: dict[str, str], urls: dict[str, str]) -> Entity:
    return _entity(
        entity_id(row["id"]),
        "Event",
        name=row["title"],
        summary=row["kind"],
        startDate=row["starts_on"],
        endDate=row["ends_on"],
        country=[_code(country, countries) for country in row["countries"] or ()],
        involved=[entity_id(org) for org in row["organizations"] or () if org in organizations],
        sourceUrl=urls.get(row["source"]),
    )


def _code(country: str | None, countries: dict[str, str]) -> str | None:
    """The country's two small letters; areas and unknown places have none."""
    code = countries.get(country or "")
    return code.lower() if code else None


def _plain(name: str) -> str:
    """`ko:NAME` and `zh-Hant:NAME` without the language: the model keeps texts only."""
    return re.sub(r"^[a-z]{2,3}(-[A-Za-z0-9]+)*:", "", name)


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
