"""GeoJSON as RFC 7946 wants it: longitude first, unlocated features with a null geometry."""

import json

import pytest

from headwater.exports import WRITERS


@pytest.fixture
def collection(supply_map, tmp_path):
    WRITERS["geojson"].write(supply_map, tmp_path / "map.geojson")
    return json.loads((tmp_path / "map.geojson").read_text(encoding="utf-8"))


def test_every_feature_is_a_point_or_unlocated(collection):
    assert collection["type"] == "FeatureCollection"
    for feature in collection["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        if feature["geometry"] is not None:
            longitude, latitude = feature["geometry"]["coordinates"]
            assert feature["geometry"]["type"] == "Point"
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90


def test_longitude_comes_first(collection):
    mill = next(feature for feature in collection["features"] if feature["id"] == "facility:halden-mill")
    assert mill["geometry"]["coordinates"] == [138.2, 36.5]
    assert mill["properties"]["operator"] == "org:halden-forge"


def test_a_site_nobody_located_is_kept_without_a_place(collection):
    quarry = next(feature for feature in collection["features"] if feature["id"] == "facility:lost-quarry")
    assert quarry["geometry"] is None
