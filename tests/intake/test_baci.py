"""The BACI reader against an extract of the real file, recomputed with csv and decimal, and against made-up folders."""

import csv
from decimal import Decimal

import pytest

from headwater.errors import UnreadableFile
from headwater.intake.baci import BaciReader
from headwater.standard.countries import place_of, resolve_areas, resolve_countries
from tests.intake.reading import read, tables_of

COUNTRIES = "country_code,country_name,country_iso2,country_iso3\n251,France,FR,FRA\n516,Namibia,NA,NAM\n"
TOLD = BaciReader().told({"hs": "HS1992"})


@pytest.fixture(scope="module")
def folder(shared_data):
    return shared_data / "data/trade_baci_zaf_afg_2021"


@pytest.fixture(scope="module")
def flows(folder):
    return read(TOLD, folder)["flows"]


@pytest.fixture(scope="module")
def raw(folder):
    with (folder / "ExampleTradeData.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def release(tmp_path):
    def write(years=("BACI_HS17_Y2021_V202301.csv",), lines=("2021,251,516,10121,1.5,  2.000",), countries=COUNTRIES):
        for year in years:
            (tmp_path / year).write_text("t,i,j,k,v,q\n" + "\n".join(lines) + "\n", encoding="utf-8")
        if countries:
            (tmp_path / "country_codes_V202301.csv").write_text(countries, encoding="utf-8")
        return tmp_path

    return write


def test_number_of_flows_and_total_value(flows, raw):
    assert flows.height == len(raw) == 71_192
    thousands = sum(Decimal(cells["v"]) for cells in raw)
    assert sum(Decimal(str(value)) for value in flows["value"]) == thousands * 1000
    tonnes = [Decimal(cells["q"].strip()) for cells in raw if cells["q"].strip() != "NA"]
    assert sum(Decimal(str(value)) for value in flows["quantity"].drop_nulls()) == sum(tonnes)
    assert flows["quantity"].null_count() == flows["unit"].null_count() == len(raw) - len(tonnes) == 2306


def test_rows_come_by_product_with_leading_zeros_restored(flows, raw):
    by_product = sorted(raw, key=lambda cells: (int(cells["k"]), int(cells["i"]), int(cells["j"])))
    assert flows["product"].to_list() == [f"hs:HS1992.{int(cells['k']):06}" for cells in by_product]
    assert flows["value"].to_list() == [float(Decimal(cells["v"]) * 1000) for cells in by_product]
    assert flows["supplier"].to_list() == [f"country:{cells['i']}" for cells in by_product]
    assert sum(len(cells["k"].strip()) == 5 for cells in raw) == 4442


@pytest.mark.parametrize(
    ("code", "country"),
    [("490", "TWN"), ("251", "FRA"), ("842", "USA"), ("699", "IND"), ("757", "CHE"), ("579", "NOR"), ("516", "NAM")],
)
def test_codes_of_trade_statistics_are_countries(flows, code, country):
    assert f"country:{code}" in set(flows["buyer"])
    assert place_of(f"country:{code}") == f"country:{country}"


def test_every_partner_is_known(flows):
    for column in ("supplier", "buyer"):
        known = resolve_countries(flows[column])
        assert known.fill_null(resolve_areas(flows[column])).null_count() == 0


def test_the_edition_comes_from_the_file_name(release):
    got = read(BaciReader(), release())["flows"].row(0, named=True)
    assert (got["product"], got["value"], got["quantity"]) == ("hs:HS2017.010121", 1500.0, 2.0)
    assert (got["currency"], got["valuation"], got["unit"]) == ("USD", "fob", "t")
    assert got["source"] == "source:baci.hs2017-v202301"


def test_one_year_finds_its_table_beside_it(release):
    path = release() / "BACI_HS17_Y2021_V202301.csv"
    assert BaciReader().recognises([path])
    assert read(BaciReader(), path)["flows"].height == 1


def test_without_an_edition_it_must_be_told(folder):
    with pytest.raises(UnreadableFile, match=r"which edition.*--hs"):
        BaciReader().read([folder])


def test_a_missing_code_table(release):
    with pytest.raises(UnreadableFile, match="table of country codes is missing"):
        BaciReader().read([release(countries=None)])


def test_mixed_editions(release):
    years = ("BACI_HS17_Y2021_V202301.csv", "BACI_HS22_Y2022_V202301.csv")
    with pytest.raises(UnreadableFile, match=r"several editions.*HS2017.*HS2022"):
        BaciReader().read([release(years)])
    with pytest.raises(UnreadableFile, match="told: HS2012"):
        BaciReader("HS2012").read([release(years[:1]) / years[0]])


def test_mixed_releases(release):
    with pytest.raises(UnreadableFile, match="several releases"):
        BaciReader().read([release(("BACI_HS17_Y2020_V202201.csv", "BACI_HS17_Y2021_V202301.csv"))])


@pytest.mark.parametrize(
    ("line", "column", "value"),
    [
        ("2021,251,999,10121,1,1", "j", "999"),
        ("2021,251,516,10121,many,1", "v", "many"),
        ("2021,251,516,10129,1,lots", "q", "lots"),
    ],
)
def test_bad_cells_are_named(release, line, column, value):
    reading = BaciReader().read([release(lines=("2021,251,516,10121,1.5,NA", line))])
    assert tables_of(reading)["flows"]["quantity"].to_list() == [None]
    (problem,) = reading.problems
    assert (problem.row, problem.column, problem.value) == (3, column, value)


def test_a_code_the_table_knows_and_the_standard_does_not(release):
    got = read(BaciReader(), release(lines=("2021,381,251,10121,1,1",), countries=COUNTRIES + "381,Italy,IT,ITA\n"))
    assert got["flows"]["supplier"].to_list() == ["country:ITA"]


def test_a_product_the_table_does_not_know(release):
    folder = release(lines=("2021,251,516,10121,1,1", "2021,251,516,999999,1,1"))
    (folder / "product_codes_HS17_V202301.csv").write_text('code,description\n010121,"Horses"\n', encoding="utf-8")
    reading = BaciReader().read([folder])
    assert tables_of(reading)["flows"].height == 1
    assert reading.problems[0].value == "999999"


def test_the_same_flow_twice(release):
    reading = BaciReader().read([release(lines=("2021,251,516,10121,1,1",) * 2)])
    tables_of(reading)
    assert "stands before" in reading.problems[0].problem


def test_former_states_and_unions_are_areas(release):
    table = COUNTRIES + "58,Belgium-Luxembourg,BE,BEL\n711,Southern African Customs Union,ZA,ZAF\n"
    lines = ("1997,58,251,10121,1,1", "1997,711,251,10121,1,1")
    got = read(BaciReader(), release(lines=lines, countries=table))["flows"]
    assert got["supplier"].to_list() == ["area:58", "area:711"]
    assert resolve_areas(got["supplier"]).to_list() == ["area:belgium-luxembourg", "area:SACU"]


def test_a_year_in_two_files_is_refused(release):
    folder = release(("BACI_HS17_Y2021_V202301.csv", "BACI_HS17_Y2021_V202301 (copy).csv"))
    with pytest.raises(UnreadableFile, match="The year 2021 is in two files"):
        tables_of(BaciReader().read([folder]))


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("251,516,10121,1.5,2.0,", "t"),  # every cell one column to the left
        ("7,2021,251,516,10121,1.5", "t"),  # and one to the right
        ("21,251,516,10121,1,1", "t"),
        ("2021,251,516,HORSES,1,1", "k"),
        ("2021,251,516,1012100,1,1", "k"),
        ("2021,-251,516,10121,1,1", "i"),
        ("2021,251,S19x,10121,1,1", "j"),
    ],
)
def test_cells_that_are_in_the_wrong_column_are_named(release, line, column):
    reading = BaciReader().read([release(lines=("2021,251,516,10121,1.5,NA", line))])
    assert tables_of(reading)["flows"].height == 1
    assert (reading.problems[0].row, reading.problems[0].column) == (3, column)


def test_the_same_rows_however_they_were_read(release):
    """Read as numbers, and read as text because of one bad row: the good rows are the same, in the same order."""
    lines = ["2021,516,251,20230,2.25,NA", "2021,251,516,10121,1.5,  3.125", "2021,251,516,20230,0.001,    NA"]
    quick = read(BaciReader(), release(lines=lines))["flows"]
    slow = tables_of(BaciReader().read([release(lines=[*lines, "2021,251,999,10121,1,1"])]))["flows"]
    assert quick.equals(slow)
    assert quick["product"].to_list() == ["hs:HS2017.010121", "hs:HS2017.020230", "hs:HS2017.020230"]
    assert quick["value"].to_list() == [1500.0, 1.0, 2250.0]
    assert quick["quantity"].to_list() == [3.125, None, None]


def test_a_file_too_large_for_one_piece(release, monkeypatch):
    monkeypatch.setattr("headwater.intake.baci_rows.ROWS_AT_ONCE", 2)
    lines = [f"2021,251,516,{product},1,1" for product in (30, 20, 10, 50, 40)]
    reading = BaciReader().read([release(lines=[*lines, lines[0]])])
    got = tables_of(reading)["flows"]
    assert sorted(got["product"]) == [f"hs:HS2017.0000{number}" for number in (10, 20, 30, 40, 50)]
    (problem,) = reading.problems
    assert "stands before" in problem.problem
    assert problem.row == 7
