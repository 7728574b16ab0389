"""GeoJSON (RFC 7946): facilities and recorded places as points in WGS 84, longitude first.

A facility whose coordinates nobody recorded is a feature with a null geometry ("unlocated"), so that it is neither
lost nor put at 0, 0. Shares per country have no geometry of ours and are not in it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from headwater.exports.placing import write_file
from headwater.supply_map import SupplyMap

_PROPERTIES = (
    "name", "kind", "operator", "country", "place", "precision", "status", "status_on", "opened", "products",
    "capacity", "capacity_unit", "confidence", "claims",
)  # fmt: skip


class GeojsonWriter:
    """One `.geojson` file, for QGIS, geopandas or any web map."""

    name = "geojson"
    title = "facilities as points (GeoJSON)"
    suffix = ".geojson"
    media_type = "application/geo+json"

    def write(self, supply_map: SupplyMap, target: Path, *, force: bool = False) -> list[Path]:
        """See `Writer.write`."""
        text = json.dumps(feature_collection(supply_map), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return write_file(target, lambda path: _write(path, text), force=force)


def feature_collection(supply_map: SupplyMap) -> dict[str, Any]:
    """Facilities as a GeoJSON FeatureCollection, in the order of the map."""
    features = [_feature(row) for row in supply_map["facilities"].iter_rows(named=True)]
    return {"type": "FeatureCollection", "features": features}


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    longitude, latitude = row["longitude"], row["latitude"]
    located = longitude is not None and latitude is not None
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": {"type": "Point", "coordinates": [longitude, latitude]} if located else None,
        "properties": {"id": row["id"], **{name: row[name] for name in _PROPERTIES}},
    }


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8")
