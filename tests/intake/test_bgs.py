"""The BGS reader against the downloads themselves, worked out a second time with the csv module."""

import csv
from collections import defaultdict

import polars as pl
import pytest

from headwater.errors import UnreadableFile
from headwater.intake.bgs import BgsReader
from headwater.standard.countries import area_of, country_of
from tests.intake.reading import read, tables_of


@pytest.fixture(scope="module")
def folder(shared_data):
    return shared_data / "data/minerals_usgs_bgs"


@pytest.fixture(scope="module")
def tables(folder):
    return read(BgsReader(), folder)


@pytest.fixture(scope="module")
def raw(folder):
    rows = []
    for path in sorted(folder.glob("BGS_*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += [
                {**row, "place": f"{path.name} row {number}"} for number, row in enumerate(csv.DictReader(file), 2)
            ]
    return rows


@pytest.mark.parametrize(
    ("product", "commodity"), [("cobalt-mine", "cobalt, mine"), ("cobalt-refined", "cobalt, refined")]
)
@pytest.mark.parametrize("year", ["2021", "2022", "2023"])
def test_mined_and_refined_cobalt_are_two_products(tables, raw, product, commodity, year):
    expected = defaultdict(float)
    for row in raw:
        if (row["bgs_commodity_trans"], row["year"][:4]) == (commodity, year) and row["quantity"]:
            expected[row["country_iso3_code"]] += float(row["quantity"])
    rows = tables["provisions"].filter(pl.col("product") == f"product:bgs.{product}", pl.col("period") == year)
    got = {
        country_of(name): quantity
        for name, quantity in rows.select("provider", "quantity").rows()
        if quantity is not None
    }
    assert got == {f"country:{code}": quantity for code, quantity in expected.items()}
    top = max(got, key=got.get)
    assert top == ("country:COD" if product == "cobalt-mine" else "country:CHN")


def test_every_line_is_there_with_its_figure(tables, raw):
    provisions = tables["provisions"]
    assert provisions.height == len(raw) == 27_487
    assert provisions["locator"].to_list() == [row["place"] for row in raw]
    assert provisions["figure"].to_list() == [row["quantity_in_book_style"] for row in raw]
    assert provisions["period"].to_list() == [row["year"][:4] for row in raw]


def test_states_that_no_longer_exist_are_areas(tables):
    former = tables["provisions"].filter(pl.col("provider").str.starts_with("area:"))
    found = {area_of(mention): rows for mention, rows in former["provider"].value_counts().rows()}
    assert found == {
        "area:SUN": 469,
        "area:YUG": 305,
        "area:CSK": 265,
        "area:west-germany": 188,  # stands beside the code DEU
        "area:DDR": 179,
        "area:SCG": 77,
    }


def test_every_other_mention_is_a_country_of_today(tables):
    mentions = tables["provisions"]["provider"].unique().to_list()
    assert [m for m in mentions if m.startswith("country:") and country_of(m) is None] == []
    assert {m.partition(":")[0] for m in mentions} == {"country", "area"}


def test_the_name_counts_where_the_code_is_of_the_other_congo(tables, raw):
    places = {row["place"] for row in raw if row["country_trans"] == "Congo" and row["country_iso3_code"] == "COD"}
    rows = tables["provisions"].filter(pl.col("locator").is_in(sorted(places)))
    assert {country_of(mention) for mention in rows["provider"]} == {"country:COG"}
    assert rows.height == 27


def test_nil_negligible_and_unknown_are_kept_apart(tables, raw):
    said = {"Nil (nothing produced)": ("nil", 0.0), "Figures not available": ("not-available", None)}
    said["Quantity is more than 0 but less than 0.5"] = ("negligible", None)
    for words, (qualifier, quantity) in said.items():
        rows = tables["provisions"].filter(pl.col("qualifier") == qualifier)
        assert rows.height == sum(row["data_precision_description"] == words for row in raw) > 0
        assert rows["quantity"].unique().to_list() == [quantity]


def test_estimates_are_marked(tables, raw):
    marked = {
        row["place"]
        for row in raw
        if "Estimates." in row["concat_figure_notes_text"] and not row["data_precision_description"]
    }
    assert set(tables["provisions"].filter(pl.col("qualifier") == "estimated")["locator"]) == marked


def test_units_and_content(tables):
    units = dict(tables["provisions"].drop_nulls("unit").select("product", "unit").unique().rows())
    assert units["product:bgs.platinum-group-metals-mine-palladium"] == "kg"
    assert units["product:bgs.cobalt-mine"] == "t"
    names = dict(tables["products"].select("id", "name").rows())
    assert names["product:bgs.cobalt-mine"] == "cobalt, mine (metal content)"
    assert len(names) == 80


def test_parts_are_variants_of_the_whole(tables):
    wider = dict(tables["products"].select("id", "variant_of").rows())
    assert wider["product:bgs.platinum-group-metals-mine-palladium"] == ["product:bgs.platinum-group-metals-mine"]
    assert wider["product:bgs.ferro-alloys-ferro-chrome"] is None  # the whole is not in the file


def test_one_file_alone_and_what_is_no_download(folder, tmp_path):
    gallium = read(BgsReader(), folder / "BGS_gallium_production.csv")
    assert gallium["provisions"].height == 82
    assert gallium["sources"]["sha256"].null_count() == 0
    other = tmp_path / "BGS_gallium_production.csv"
    other.write_text("country,quantity\nCHN,1\n", encoding="utf-8")
    assert not BgsReader().recognises([other])
    with pytest.raises(UnreadableFile):
        BgsReader().read([other])


def test_a_file_of_another_format_named_beside_one_is_not_passed_over(folder):
    both = [folder / "BGS_gallium_production.csv", folder / "MCS2025_World_Data.csv"]
    assert not BgsReader().recognises(both)
    with pytest.raises(UnreadableFile, match="MCS2025_World_Data"):
        BgsReader().read(both)


def test_a_remark_nobody_knows_is_refused(folder, tmp_path):
    text = (folder / "BGS_gallium_production.csv").read_text("utf-8").replace("Figures not available", "Burnt", 1)
    text = text.replace("Nil (nothing produced)", "Burnt", 1)
    (tmp_path / "gallium.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="Burnt"):
        tables_of(BgsReader().read([tmp_path]))
