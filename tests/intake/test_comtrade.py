"""The readers of UN Comtrade against downloads, worked out a second time with the csv module."""

import csv
from collections import Counter
from decimal import Decimal

import polars as pl
import pytest

from headwater.errors import BadQuestion, UnreadableFile
from headwater.intake.comtrade import ComtradeReader
from headwater.intake.comtrade_legacy import ComtradeLegacyReader
from headwater.standard.countries import area_of, country_of
from tests.intake.reading import read, tables_of

HEADER = (
    "typeCode,freqCode,refYear,period,reporterCode,flowCode,partnerCode,partner2Code,classificationCode,cmdCode,"
    "customsCode,motCode,qtyUnitCode,qty,netWgt,cifvalue,fobvalue,primaryValue"
)


def row(**given):
    cells = {
        "typeCode": "C", "freqCode": "A", "refYear": "2022", "period": "2022", "reporterCode": "764", "flowCode": "M",
        "partnerCode": "490", "partner2Code": "0", "classificationCode": "H6", "cmdCode": "854231",
        "customsCode": "C00", "motCode": "0", "qtyUnitCode": "-1", "qty": "0", "netWgt": "0", "cifvalue": "",
        "fobvalue": "", "primaryValue": "100",
    }  # fmt: skip
    return ",".join((cells | given)[name] for name in HEADER.split(","))


def written(tmp_path, *rows, header=HEADER, ending=","):
    path = tmp_path / "TradeData.csv"
    path.write_text("\n".join([header, *(line + ending for line in rows)]) + "\n", encoding="utf-8")
    return path


def flows(path, reader=None):
    return read(reader or ComtradeReader(), path)["flows"]


@pytest.fixture(scope="module")
def thailand(shared_data):
    return shared_data / "data/trade_comtrade_thailand_8542/TradeData.csv"


@pytest.fixture(scope="module")
def thai_rows(thailand):
    with thailand.open(encoding="cp1252", newline="") as file:
        lines = csv.reader(file)
        header = next(lines)
        return [dict(zip(header, line, strict=False)) for line in lines]


def test_every_row_of_the_download_with_its_48th_cell_and_code_page(thailand, thai_rows):
    got = flows(thailand)
    assert got.height == len(thai_rows) == 1178
    assert got["value"].to_list() == [float(cells["primaryValue"]) for cells in thai_rows]
    editions = {"H4": "HS2012", "H5": "HS2017", "H6": "HS2022"}
    assert got["product"].to_list() == [f"hs:{editions[cells['classificationCode']]}.8542" for cells in thai_rows]
    assert set(got["buyer"]) == {"country:764"}
    assert set(got["valuation"]) == {"cif"}


def test_world_and_areas_not_specified_are_no_countries(thailand):
    kinds = Counter(mention.partition(":")[0] for mention in flows(thailand)["supplier"])
    assert kinds["world"] == 11  # one row a year
    areas = {mention for mention in flows(thailand)["supplier"] if mention.startswith("area:")}
    assert areas == {"area:899"}
    assert area_of("899") == "area:areas-nes"
    assert country_of("490") == "country:TWN"


def test_a_weight_of_zero_is_a_missing_quantity(thailand, thai_rows):
    got = flows(thailand)
    expected = [
        (float(cells["netWgt"]), "kg") if Decimal(cells["netWgt"] or 0) > 0
        else (float(cells["qty"]), "count") if cells["qtyUnitCode"] == "5" and Decimal(cells["qty"] or 0) > 0
        else (None, None)
        for cells in thai_rows
    ]  # fmt: skip
    assert got.select("quantity", "unit").rows() == expected
    assert (None, None) in expected


def test_columns_shifted_by_saving_again_are_refused(thailand, tmp_path):
    # A data frame takes the first of 48 cells for a label of the row; written again without labels, all moved left.
    with thailand.open(encoding="cp1252", newline="") as file:
        lines = list(csv.reader(file))
    saved = tmp_path / "TradeData.csv"
    with saved.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([lines[0], *(line[1:] for line in lines[1:])])
    assert ComtradeReader().recognises([saved])
    with pytest.raises(UnreadableFile, match=r"columns are shifted.*typeCode holds 'A'"):
        tables_of(ComtradeReader().read([saved]))


def test_a_shift_to_the_right_is_refused(tmp_path):
    path = written(tmp_path, "0," + row(), "1," + row(partnerCode="156"), ending="")
    with pytest.raises(UnreadableFile, match="shifted"):
        tables_of(ComtradeReader().read([path]))


def test_breakdowns_are_left_out_where_their_total_is_there(tmp_path):
    path = written(tmp_path, row(), row(motCode="1000", primaryValue="60"), row(motCode="2100", primaryValue="40"))
    assert flows(path)["value"].to_list() == [100.0]


def test_breakdowns_without_a_total_are_bad_rows(tmp_path):
    reading = ComtradeReader().read([written(tmp_path, row(), row(partnerCode="156", motCode="1000"))])
    assert tables_of(reading)["flows"].height == 1
    (problem,) = reading.problems
    assert "its total is missing" in problem.problem
    assert problem.row == 3


def test_breakdowns_of_the_shared_extracts_all_have_totals(shared_data):
    path = shared_data / "data/trade_comtrade_usa_minerals/lithium_trade_data.csv"
    with path.open(encoding="utf-8", newline="") as file:
        totals = [cells for cells in csv.DictReader(file) if cells["motCode"] == "0"]
    assert flows(path).height == len(totals) == 142


def test_an_export_is_fob_and_goes_from_reporter_to_partner(tmp_path):
    got = flows(written(tmp_path, row(flowCode="X", partnerCode="842"))).row(0, named=True)
    assert (got["supplier"], got["buyer"], got["reporter"]) == ("country:764", "country:842", "country:764")
    assert got["valuation"] == "fob"


def test_an_import_reported_fob_is_fob(tmp_path):
    assert flows(written(tmp_path, row(fobvalue="100")))["valuation"].to_list() == ["fob"]


@pytest.mark.parametrize("flow", ["RX", "RM", "DX"])
def test_flows_that_are_parts_of_others_are_left_out(tmp_path, flow):
    assert flows(written(tmp_path, row(), row(flowCode=flow, primaryValue="7")))["value"].to_list() == [100.0]


def test_months(tmp_path):
    assert flows(written(tmp_path, row(period="202203")))["period"].to_list() == ["2022-03"]


def test_a_partner_nobody_knows_is_a_bad_row(tmp_path):
    reading = ComtradeReader().read([written(tmp_path, row(), row(partnerCode="987"))])
    tables_of(reading)
    (problem,) = reading.problems
    assert (problem.column, problem.value, problem.row) == ("partner", "987", 3)


def test_the_same_flow_twice_is_a_bad_row(tmp_path):
    reading = ComtradeReader().read([written(tmp_path, row(), row(primaryValue="5"))])
    tables_of(reading)
    assert "stands before" in reading.problems[0].problem


def test_another_classification_is_a_bad_row(tmp_path):
    reading = ComtradeReader().read([written(tmp_path, row(), row(classificationCode="S4"))])
    tables_of(reading)
    assert reading.problems[0].value == "S4"


def test_an_extract_without_edition_must_be_told(shared_data):
    path = shared_data / "data/trade_comtrade_nickel_2000_2023/UN_nickel_trade.csv"
    assert ComtradeReader().recognises([path])
    with pytest.raises(UnreadableFile, match=r"which edition of the HS.*--hs"):
        tables_of(ComtradeReader().read([path]))
    got = flows(path, ComtradeReader().told({"hs": "HS2012"}))
    assert got.height == 13_739
    assert set(got["product"]) == {"hs:HS2012.260400", "hs:HS2012.750110"}
    with pytest.raises(BadQuestion, match="no edition of the HS"):
        ComtradeReader().told({"hs": "HS2015"})


def test_the_former_layout(shared_data):
    folder = shared_data / "data/trade_comtrade_legacy_hs6"
    assert ComtradeLegacyReader().recognises([folder])
    assert not ComtradeReader().recognises([folder])
    rows = []
    for path in sorted(folder.glob("comtrade*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += list(csv.DictReader(file))
    got = flows(folder, ComtradeLegacyReader())
    assert got.height == len(rows) == 17_563
    assert sum(map(Decimal, got["figure"])) == sum(Decimal(cells["Trade Value (US$)"]) for cells in rows)
    assert set(got["buyer"]) == {"world:World"}
    assert got.filter(pl.col("product") == "hs:HS2012.010129")["quantity"].to_list() == [3600.0]
