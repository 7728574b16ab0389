"""Data Package descriptors (Frictionless Data Package 2.0) for folders of CSV files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import polars as pl

from headwater.standard.tables import Column, table

_PACKAGE = "https://datapackage.org/profiles/2.0/datapackage.json"
_RESOURCE = "https://datapackage.org/profiles/2.0/dataresource.json"
_FIELD_TYPES = {pl.Float64: "number", pl.Int64: "integer", pl.Boolean: "boolean"}


def map_package(tables: Mapping[str, pl.DataFrame]) -> dict[str, Any]:
    """The descriptor of an exported map: every table with its columns, licences and sources."""
    resources = [
        _resource(name, [_map_field(*item) for item in frame.schema.items()]) for name, frame in tables.items()
    ]
    return _package("headwater-map", "Headwater: supply map", resources, tables["sources"])


def claims_package(tables: Mapping[str, pl.DataFrame]) -> dict[str, Any]:
    """The descriptor of exported claims: the standard's own tables, with meanings, ranges and keys."""
    resources = []
    for name in tables:
        definition = table(name)
        resource = _resource(name, [_claim_field(column) for column in definition.columns])
        resources.append({**resource, "description": definition.says})
    sources = tables.get("sources", pl.DataFrame(schema={"title": pl.String, "url": pl.String, "licence": pl.String}))
    return _package("headwater-claims", "Headwater: claims as own tables", resources, sources)


def _package(name: str, title: str, resources: list[dict[str, Any]], sources: pl.DataFrame) -> dict[str, Any]:
    package: dict[str, Any] = {"$schema": _PACKAGE, "name": name, "title": title, "resources": resources}
    if licences := _licences(sources):
        package["licenses"] = licences
    if listed := _sources(sources):
        package["sources"] = listed
    return package


def _licences(sources: pl.DataFrame) -> list[dict[str, str]]:
    """Each licence the sources name, once; the descriptor wants a name made of letters, digits, dots and hyphens."""
    found = sources["licence"].drop_nulls().unique().sort().to_list()
    return [{"name": re.sub(r"[^A-Za-z0-9.]+", "-", text).strip("-") or "other", "title": text} for text in found]


def _sources(sources: pl.DataFrame) -> list[dict[str, str]]:
    rows = sources.select("title", "url").unique().sort("title", "url").iter_rows(named=True)
    return [
        {"title": row["title"], "path": row["url"]} if row["url"] else {"title": row["title"]}
        for row in rows
        if row["title"]
    ]


def _resource(name: str, fields: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "$schema": _RESOURCE,
        "name": name,
        "type": "table",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }


def _map_field(name: str, kind: pl.DataType) -> dict[str, Any]:
    if isinstance(kind, pl.List):
        return {"name": name, "type": "list", "delimiter": ";", "itemType": "string"}
    return {"name": name, "type": _FIELD_TYPES.get(type(kind), "string")}


def _claim_field(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {"name": column.name, "description": column.meaning}
    if column.is_list:
        described |= {"type": "list", "delimiter": ";", "itemType": "string"}
    else:
        described["type"] = column.type if column.type in ("number", "integer", "boolean") else "string"
    constraints = {
        "required": column.required or None,
        "minimum": column.minimum,
        "maximum": column.maximum,
        "pattern": None if column.is_list else column.pattern,
    }
    kept = {key: value for key, value in constraints.items() if value is not None}
    return {**described, "constraints": kept} if kept else described
