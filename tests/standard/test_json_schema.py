import jsonschema
import pytest

from headwater.standard.json_schema import DIALECT, table_schema
from headwater.standard.tables import TABLE_NAMES

PROVISION = {
    "product": "product:glimmerite-ore",
    "provider": "country:CHL",
    "share": 0.6,
    "basis": "volume",
    "period": "2024",
    "source": "source:survey",
    "locator": "chapter 4 row 1",
}


def errors(name, row):
    checker = jsonschema.Draft202012Validator(table_schema(name))
    return [(list(error.path), error.validator) for error in checker.iter_errors(row)]


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_every_table_has_a_valid_schema(name):
    schema = table_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert {"source", "locator", "disclosure"} <= set(schema["properties"])


def test_a_good_row_passes():
    assert errors("provisions", PROVISION) == []


def test_unknown_is_null_and_passes():
    assert errors("provisions", {**PROVISION, "share": None, "qualifier": "withheld"}) == []


@pytest.mark.parametrize(
    ("change", "where", "rule"),
    [
        ({"share": 1.2}, ["share"], "maximum"),
        ({"share": -0.1}, ["share"], "minimum"),
        ({"share": "much"}, ["share"], "type"),
        ({"basis": "weight"}, ["basis"], "enum"),
        ({"period": "2024-Q5"}, ["period"], "pattern"),
        ({"stated_on": "1 March"}, ["stated_on"], "pattern"),
        ({"provider": "planet:mars"}, ["provider"], "pattern"),
        ({"disclosure": "secret"}, ["disclosure"], "anyOf"),
        ({"percent": 60}, [], "additionalProperties"),
    ],
)
def test_a_bad_cell_is_refused(change, where, rule):
    assert errors("provisions", {**PROVISION, **change}) == [(where, rule)]


@pytest.mark.parametrize("disclosure", ["open", "own", "group:wafer-council", None])
def test_disclosure_takes_groups_by_name(disclosure):
    assert errors("provisions", {**PROVISION, "disclosure": disclosure}) == []


def test_what_is_required_may_not_be_left_out():
    row = {name: value for name, value in PROVISION.items() if name != "basis"}
    assert errors("provisions", row) == [([], "required")]


def test_a_list_cell_is_an_array():
    row = {"id": "product:x", "name": "X", "hs_codes": ["8112"], "source": "source:s", "locator": "p"}
    assert errors("products", row) == []
    assert errors("products", {**row, "hs_codes": ["81.12"]}) == [(["hs_codes", 0], "pattern")]


def test_an_unknown_table_is_an_error():
    with pytest.raises(KeyError, match="provisions"):
        table_schema("provision")
