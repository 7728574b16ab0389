"""FollowTheMoney entities, checked against what that model's documentation says of ids, schemata and properties."""

import json
import re

import pytest

from headwater.exports import WRITERS
from headwater.exports.ftm import entity_id

# From the model's published schemata: each schema with the properties used here, own and inherited. An entity property
# names the schemata it may point at. Ids of entities are letters, digits, dots and hyphens.
LEGAL = {"name", "alias", "mainCountry", "leiCode", "website", "addressEntity"}
SCHEMATA = {
    "Company": LEGAL,
    "PublicBody": LEGAL,
    "Organization": LEGAL,
    "Address": {"name", "full", "summary", "country", "latitude", "longitude"},
    "Ownership": {"owner", "asset", "role"},
    "Event": {"name", "summary", "startDate", "endDate", "country", "involved", "sourceUrl"},
}
POINTS_AT = {
    "addressEntity": {"Address"},
    "owner": {"Company", "PublicBody", "Organization"},
    "asset": {"Company"},
    "involved": {"Company", "PublicBody", "Organization"},
}
REQUIRED = {"Ownership": {"owner", "asset"}, "Event": {"name"}, "Address": set()}
ID = re.compile(r"^[0-9a-zA-Z]([0-9a-zA-Z\.\-]*[0-9a-zA-Z])?$")


@pytest.fixture
def entities(supply_map, tmp_path):
    WRITERS["ftm"].write(supply_map, tmp_path / "map.ftm.jsonl")
    lines = (tmp_path / "map.ftm.jsonl").read_text(encoding="utf-8").splitlines()
    return {entity["id"]: entity for entity in map(json.loads, lines)}


def test_every_entity_is_one_the_model_allows(entities):
    for entity in entities.values():
        assert set(entity) == {"id", "schema", "properties"}
        assert ID.match(entity["id"])
        assert set(entity["properties"]) <= SCHEMATA[entity["schema"]]
        assert REQUIRED.get(entity["schema"], {"name"}) <= set(entity["properties"])


def test_values_are_lists_of_texts(entities):
    for entity in entities.values():
        for values in entity["properties"].values():
            assert values
            assert all(isinstance(value, str) and value for value in values)


def test_references_point_at_entities_of_the_right_schema(entities):
    for entity in entities.values():
        for name, allowed in POINTS_AT.items():
            for value in entity["properties"].get(name, ()):
                assert value != entity["id"]
                assert entities[value]["schema"] in allowed


def test_kinds_become_the_schema_they_mean(entities):
    assert entities["org.halden-forge"]["schema"] == "Company"
    assert entities["org.ministry-of-glimmer"]["schema"] == "PublicBody"
    assert entities["org.beacon-guild"]["schema"] == "Organization"


def test_countries_are_two_small_letters(entities):
    assert entities["org.halden-forge"]["properties"]["mainCountry"] == ["jp"]


def test_who_controls_a_firm_is_an_ownership(entities):
    owned = [entity["properties"] for entity in entities.values() if entity["schema"] == "Ownership"]
    assert owned == [{"owner": ["org.halden-forge"], "asset": ["org.halden-mills"], "role": ["parent"]}]


def test_an_operator_points_at_its_site(entities):
    assert "facility.halden-mill" in entities["org.halden-forge"]["properties"]["addressEntity"]


def test_an_event_says_when_where_and_who(entities):
    flood = entities["event.flood"]["properties"]
    assert flood["startDate"] == ["2024-11-20"]
    assert flood["involved"] == ["org.halden-forge"]
    assert flood["country"] == ["jp"]


@pytest.mark.parametrize("identity", ["org:Some Name, Inc.", "org:삼성", "org:trailing-", "org:a:b"])
def test_any_identity_becomes_an_allowed_id_of_its_own(identity):
    assert ID.match(entity_id(identity))
    assert entity_id(identity) != entity_id(identity + "x")
