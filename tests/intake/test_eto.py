"""The ETO reader against its own files, counted a second time with nothing but the csv module."""

import csv
import shutil
from collections import defaultdict

import polars as pl
import pytest

from headwater.errors import UnreadableFile
from headwater.intake.eto.reader import EtoReader
from tests.intake.reading import read, tables_of


@pytest.fixture(scope="module")
def folder(shared_data):
    return shared_data / "data/eto_chip_explorer"


@pytest.fixture(scope="module")
def tables(folder):
    return read(EtoReader(), folder)


def raw(folder, name):
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def country_shares(folder):
    """Shares 0..1 by product id and country, remainders left out: products that have only those keep an empty dict."""
    countries = {row["provider_id"] for row in raw(folder, "providers.csv") if row["provider_type"] == "country"}
    shares = defaultdict(dict)
    for row in raw(folder, "provision.csv"):
        if row["provider_id"] in countries and row["share_provided"]:
            product = shares[row["provided_id"]]
            if not row["provider_name"].startswith("Various"):
                product[row["provider_name"]] = float(row["share_provided"]) / 100
    return dict(shares)


@pytest.fixture(scope="module")
def read_shares(tables):
    """The same, from the frames the reader gave."""
    ids = dict(tables["products"].select("id", pl.col("identifiers").list.first().str.strip_prefix("eto:")).rows())
    shares = defaultdict(dict)
    for row in tables["provisions"].iter_rows(named=True):
        kind, _, name = row["provider"].partition(":")
        if kind in {"country", "area", "remainder"} and row["share"] is not None:
            product = shares[ids[row["product"]]]
            if kind != "remainder":
                product[name] = row["share"]
    return dict(shares)


def test_country_shares_are_those_of_the_file(country_shares, read_shares):
    assert read_shares == country_shares


def test_known_answers(read_shares):
    # METHODS: 96 products with country shares, two of them with the remainder only; HHI above 0.4: 75, above 0.25: 88.
    concentration = {product: sum(share**2 for share in shares.values()) for product, shares in read_shares.items()}
    assert len(read_shares) == 96
    assert sum(not shares for shares in read_shares.values()) == 2
    assert sum(value > 0.4 for value in concentration.values()) == 75
    assert sum(value > 0.25 for value in concentration.values()) == 88
    known = {"N20": 1.0, "N84": 0.9228, "N85": 0.4558, "N26": 0.3704, "N5": 0.4299}
    assert {key: round(concentration[key], 4) for key in known} == known


def test_top_shares(read_shares):
    # METHODS: top share at least 90 %: 20 products: USA 7, JPN 5, NLD 3, DEU 2, SGP 2, AUT 1.
    tops = [max(shares, key=shares.get) for shares in read_shares.values() if shares and max(shares.values()) >= 0.9]
    assert {name: tops.count(name) for name in tops} == {"USA": 7, "JPN": 5, "NLD": 3, "DEU": 2, "SGP": 2, "AUT": 1}


def test_every_row_is_there_with_its_figure_and_place(folder, tables):
    rows = raw(folder, "provision.csv")
    provisions = tables["provisions"]
    assert provisions["figure"].fill_null("").to_list() == [row["share_provided"] for row in rows]
    assert provisions["locator"].to_list() == [f"provision.csv row {number}" for number in range(2, len(rows) + 2)]
    assert provisions["period"].to_list() == [row["year"] for row in rows]


def test_an_empty_share_is_unknown_and_not_zero(tables):
    unknown = tables["provisions"].filter(pl.col("figure").is_null())
    assert unknown.height == 246
    assert unknown["share"].null_count() == 246
    assert unknown["qualifier"].unique().to_list() == ["not-available"]


def test_basis_says_how_each_share_was_measured(tables):
    products = dict(tables["products"].select(pl.col("identifiers").list.first(), "id").rows())
    kind = pl.col("provider").str.extract("^([a-z]+):")
    by_site = tables["provisions"].filter(pl.col("basis") == "site")
    assert set(by_site["product"]) == {products["eto:S2"], products["eto:S3"]}
    assert tables["provisions"].filter(kind == "org")["basis"].unique().to_list() == ["sales"]
    others = tables["provisions"].filter(
        (kind != "org") & ~pl.col("product").is_in([products["eto:S2"], products["eto:S3"]])
    )
    assert others["basis"].unique().to_list() == ["headquarters"]
    chips = by_site.filter(
        (pl.col("product") == products["eto:S2"]) & pl.col("provider").is_in(["country:CHN", "country:TWN"])
    )
    assert dict(chips.select("provider", "share").rows()) == {"country:CHN": 0.24, "country:TWN": 0.18}


def test_remainders_and_europe_are_no_countries(tables):
    providers = set(tables["provisions"]["provider"])
    assert "remainder:Various countries" in providers
    assert "area:EUR" in providers
    assert not any(provider.startswith("country:Various") for provider in providers)


def test_products_and_what_they_are_made_of(folder, tables):
    products = tables["products"]
    assert products.height == len(raw(folder, "inputs.csv")) + 3
    assert products["id"].is_unique().all()
    names = dict(products.select("id", "name").rows())
    sequence = raw(folder, "sequence.csv")
    expected = {(row["goes_into_name"], row["input_name"]) for row in sequence if row["goes_into_id"]}
    pairs = tables["requirements"].select("product", "input").rows()
    assert {(names[product], names[part]) for product, part in pairs} == expected
    assert tables["requirements"]["kind"].null_count() == len(pairs)  # the source does not say
    wider = (
        products.explode("variant_of", empty_as_null=True).drop_nulls("variant_of").select("name", "variant_of").rows()
    )
    types = {(row["input_name"], row["is_type_of_name"]) for row in sequence if row["is_type_of_id"]}
    assert {(name, names[parent]) for name, parent in wider} == types


def test_an_organization_with_several_lines_is_one_with_aliases(folder, tables):
    organizations = tables["organizations"]
    assert organizations.height == len(
        {r["provider_id"] for r in raw(folder, "providers.csv") if r["provider_type"] == "organization"}
    )
    canon = organizations.filter(pl.col("identifiers").list.contains("eto:P159")).to_dicts()[0]
    assert canon["aliases"] == ["Canon ANELVA", "Canon Machinery"]
    assert canon["locator"] == "providers.csv rows 153, 301, 302"
    assert canon["home_country"] == "country:JPN"


def test_each_distinct_source_text_is_one_source(folder, tables):
    texts = {row["source"] for row in raw(folder, "provision.csv") if row["source"]}
    stages = {row["market_share_chart_source"] for row in raw(folder, "stages.csv")}
    assert tables["sources"].height == 1 + len(texts | stages)
    assert not tables["sources"]["title"].str.contains(r"\]\(|perma\.cc").any()
    insight = tables["sources"].filter(pl.col("title").str.contains("TechInsights data \\(2025\\)")).to_dicts()[0]
    assert insight["published_on"] == "2026-07-03"


def test_a_missing_file_is_named(folder, tmp_path):
    for name in ("inputs.csv", "stages.csv", "provision.csv", "providers.csv"):
        shutil.copy(folder / name, tmp_path)
    assert EtoReader().recognises([tmp_path])
    with pytest.raises(UnreadableFile, match=r"sequence\.csv"):
        EtoReader().read([tmp_path])


def test_other_folders_are_not_recognised(shared_data, tmp_path):
    assert not EtoReader().recognises([shared_data / "data/minerals_usgs_bgs"])
    assert not EtoReader().recognises([tmp_path])
    (tmp_path / "provision.csv").write_text("product,provider\n", encoding="utf-8")
    assert not EtoReader().recognises([tmp_path])
    assert not EtoReader().recognises([tmp_path / "absent"])


def test_a_share_that_is_no_number_is_refused_with_its_row(folder, tmp_path):
    for name in ("inputs.csv", "stages.csv", "sequence.csv", "providers.csv", "provision.csv"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    changed = (tmp_path / "provision.csv").read_text("utf-8").replace(",N55,2.4,", ",N55,some,", 1)
    (tmp_path / "provision.csv").write_text(changed, encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"provision\.csv row 2: The share 'some'"):
        tables_of(EtoReader().read([tmp_path]))
