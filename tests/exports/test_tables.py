"""Parquet and CSV hold every table of the map, and the descriptor says what every column is."""

import json

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from headwater.claims.model import View
from headwater.exports import CLAIM_WRITERS, WRITERS
from headwater.exports.findings import write_findings
from headwater.standard.findings import FINDING_SCHEMA
from headwater.standard.tables import table
from headwater.supply_map import MAP_TABLES
from headwater.workflows.claim_tables import claim_tables


def descriptor(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def test_parquet_holds_every_table_with_its_types(supply_map, tmp_path):
    WRITERS["parquet"].write(supply_map, tmp_path / "out")
    for name in MAP_TABLES:
        assert_frame_equal(pl.read_parquet(tmp_path / "out" / f"{name}.parquet"), supply_map[name])


def test_csv_holds_every_table_and_unknown_stays_empty(supply_map, tmp_path):
    WRITERS["csv"].write(supply_map, tmp_path / "out")
    rows = pl.read_csv(tmp_path / "out" / "provisions.csv")
    shares = {(row["product"], row["provider"]): row["share"] for row in rows.iter_rows(named=True)}
    assert shares["product:glimmerite-refined", "country:JPN"] is None  # withheld
    assert shares["product:glimmerite-ore", "country:KOR"] == 0.0  # measured zero
    assert {path.stem for path in (tmp_path / "out").glob("*.csv")} == set(MAP_TABLES)


def test_the_descriptor_names_every_column_in_order(supply_map, tmp_path):
    WRITERS["csv"].write(supply_map, tmp_path / "out")
    for resource in descriptor(tmp_path / "out")["resources"]:
        header = (tmp_path / "out" / resource["path"]).read_text(encoding="utf-8").partition("\n")[0]
        assert [field["name"] for field in resource["schema"]["fields"]] == header.split(",")


def test_the_descriptor_has_what_the_data_package_standard_requires(supply_map, tmp_path):
    """Data Package 2.0: resources with a name of lower-case letters, a path and type table; licences with a name."""
    WRITERS["csv"].write(supply_map, tmp_path / "out")
    package = descriptor(tmp_path / "out")
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert all(
        resource["type"] == "table" and resource["name"] == resource["path"][:-4] for resource in package["resources"]
    )
    assert {licence["name"] for licence in package["licenses"]} == {"CC0-1.0", "CC-BY-4.0"}
    assert {"title": "Almanac of Imagined Firms", "path": "https://almanac.example/1"} in package["sources"]
    kinds = {field["type"] for resource in package["resources"] for field in resource["schema"]["fields"]}
    assert kinds == {"string", "number", "integer", "boolean", "list"}


def test_the_descriptor_of_claims_carries_meanings_ranges_and_no_empty_table(space, tmp_path):
    CLAIM_WRITERS["csv"].write_claims(claim_tables(space.log, View()).parts, tmp_path / "out")
    resources = {resource["name"]: resource for resource in descriptor(tmp_path / "out")["resources"]}
    assert "flows" not in resources  # nobody recorded one
    share = next(field for field in resources["provisions"]["schema"]["fields"] if field["name"] == "share")
    assert share["constraints"] == {"minimum": 0, "maximum": 1}
    assert share["description"] == table("provisions").column("share").meaning


@pytest.mark.parametrize("ending", [".csv", ".json", ".parquet"])
def test_findings_are_written_by_ending(tmp_path, ending):
    row = dict.fromkeys(FINDING_SCHEMA) | {"subject": "product:a", "value": 0.5, "claims": ["c:provisions:0"]}
    found = pl.DataFrame([row], schema=dict(FINDING_SCHEMA))
    write_findings(found, tmp_path / f"f{ending}")
    text = (tmp_path / f"f{ending}").read_bytes()
    assert b"product:a" in text
    assert b"c:provisions:0" in text
