"""What is written as SDMX-CSV is read back by pysdmx with its own structure, which is valid SDMX-ML 3.0."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pysdmx.io import get_datasets, read_sdmx

from headwater.bootstrap.workspace import create_store
from headwater.claims.model import View
from headwater.errors import BadQuestion
from headwater.exports import WRITERS
from headwater.exports.findings import write_findings
from headwater.exports.sdmx_ids import code_of, identity_of
from headwater.standard.findings import FINDING_SCHEMA
from headwater.workflows.assess import DependencyQuestion, dependency
from headwater.workflows.view import build_map
from tests.server.trade import WAFERS, record, trade_folder


@pytest.fixture(scope="module")
def traded(tmp_path_factory, tiny_world):
    home = tmp_path_factory.mktemp("sdmx")
    return record(record(create_store(home / "store"), tiny_world), trade_folder(home / "trade"))


@pytest.fixture(scope="module")
def exported(traded, tmp_path_factory):
    folder = tmp_path_factory.mktemp("exported") / "out"
    WRITERS["sdmx-csv"].write(build_map(traded.log, View()), folder)
    return folder


def codes_in(message, name):
    return {code.id: code for code in next(each for each in message.get_codelists() if each.id == name)}


def test_the_structure_is_valid_and_has_every_code_with_its_names(exported):
    message = read_sdmx(exported / "structure.xml", validate=True)  # against the official schemas
    assert {flow.short_urn.rpartition("=")[2] for flow in message.get_dataflows()} == {
        "HEADWATER:FLOWS(1.0)", "HEADWATER:PROVISIONS(1.0)",
    }  # fmt: skip
    codes = codes_in(message, "CL_IDENTITY")
    assert codes["KOR"].name == "South Korea"
    assert "HS2022-381800" in codes


@pytest.mark.parametrize("name", ["flows", "provisions"])
def test_data_are_read_back_with_their_structure(traded, exported, name):
    (data,) = get_datasets(exported / f"{name}.csv", exported / "structure.xml")
    rows = pl.from_pandas(data.data.astype(str))
    components = {part.id for part in data.structure.components}
    assert components == set(rows.columns)
    codes = set(codes_in(read_sdmx(exported / "structure.xml"), "CL_IDENTITY"))
    for part in data.structure.components:
        if part.local_enum_ref == "urn:sdmx:org.sdmx.infomodel.codelist.Codelist=HEADWATER:CL_IDENTITY(1.0)":
            assert set(rows[part.id]) - {""} <= codes
    table = build_map(traded.log, View())[name]
    assert rows.height == table.height > 0


def test_values_come_back_as_they_were(traded, exported):
    rows = pl.read_csv(exported / "flows.csv", infer_schema_length=None)
    back = {
        (identity_of(row["SUPPLIER"]), identity_of(row["BUYER"]), identity_of(row["PRODUCT"]),
         identity_of(row["REPORTER"]), str(row["TIME_PERIOD"])): row["VALUE"]
        for row in rows.iter_rows(named=True)
    }  # fmt: skip
    key = ("supplier", "buyer", "product", "reporter", "period")
    table = build_map(traded.log, View())["flows"]
    assert back == {tuple(row[name] for name in key): row["value"] for row in table.iter_rows(named=True)}


def test_findings_are_read_back_with_their_structure(traded, tmp_path):
    found = dependency(traded.log, View(), DependencyQuestion(country="KOR"))
    written = write_findings(found, tmp_path / "korea.sdmx.csv")
    assert [path.name for path in written] == ["korea.sdmx.csv", "korea.structure.xml"]
    (data,) = get_datasets(*written)
    rows = data.data
    assert len(rows) == found.height
    share = rows[(rows["INDICATOR"] == "early_warning") & (rows["PRODUCT"] == "HS2022-381800")].iloc[0]
    assert float(share["VALUE"]) == pytest.approx(0.6)
    assert share["VERDICT"].startswith("early-warning item, grade D")
    assert set(rows["TIME_PERIOD"]) == {"2023", "2022-01-01/P2Y"}
    assert read_sdmx(written[1], validate=True).get_dataflows()


def test_what_sdmx_cannot_hold_is_refused(tmp_path):
    row = dict.fromkeys(FINDING_SCHEMA) | {"subject": "product:a", "indicator": "hhi", "claims": []}
    undated = pl.DataFrame([row], schema=dict(FINDING_SCHEMA))
    with pytest.raises(BadQuestion, match="no period"):
        write_findings(undated, tmp_path / "f.sdmx.csv")
    twice = undated.with_columns(as_of=pl.lit("2023"))
    with pytest.raises(BadQuestion, match="one subject"):
        write_findings(pl.concat([twice, twice]), tmp_path / "f.sdmx.csv")


def test_the_same_map_gives_the_same_bytes(traded, exported, tmp_path):
    again = WRITERS["sdmx-csv"].write(build_map(traded.log, View()), tmp_path / "again")
    assert [path.read_bytes() for path in again] == [(exported / path.name).read_bytes() for path in again]


def test_codes_people_know():
    assert [code_of(each) for each in ("country:KOR", WAFERS, "org:eto.asml")] == [
        "KOR",
        "HS2022-381800",
        "org@eto$asml",
    ]


@given(kind=st.from_regex(r"[a-z]{1,12}", fullmatch=True), slug=st.text(min_size=1, max_size=30))
def test_a_code_is_valid_and_leads_back_to_its_identity(kind, slug):
    identity = f"{kind}:{slug}"
    code = code_of(identity)
    assert set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@$-")
    assert identity_of(code) == identity
