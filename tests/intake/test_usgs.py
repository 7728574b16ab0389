"""The USGS reader against the releases themselves, worked out a second time with the csv module."""

import csv
from collections import defaultdict

import polars as pl
import pytest

from headwater.errors import UnreadableFile
from headwater.intake.usgs.figures import figure_of, provider_of
from headwater.intake.usgs.reader import UsgsReader
from headwater.standard.countries import country_of
from tests.intake.reading import read, tables_of


@pytest.fixture(scope="module")
def folder(shared_data):
    return shared_data / "data/minerals_usgs_bgs"


@pytest.fixture(scope="module")
def tables(folder):
    return read(UsgsReader(), folder)


@pytest.fixture(scope="module")
def raw_2026(folder):
    with (folder / "MCS2026_Commodities_Data.csv").open(encoding="cp1252", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def raw_2025(folder):
    with (folder / "MCS2025_World_Data.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def of(tables, product, period, release="2026", basis="volume"):
    wanted = {
        "product": f"product:usgs.{product}",
        "period": period,
        "basis": basis,
        "source": f"source:usgs.mcs-{release}",
    }
    return tables["provisions"].filter([pl.col(column) == value for column, value in wanted.items()])


def shares(rows):
    """Shares by country: of what countries and the remainder add up to; withheld ones stay out."""
    amounts, total = {}, 0.0
    for provider, quantity in rows.select("provider", "quantity").rows():
        kind, _, name = provider.partition(":")
        if kind == "world" or quantity is None:
            continue
        total += quantity
        if kind == "country":
            amounts[country_of(name)] = amounts.get(country_of(name), 0.0) + quantity
    return {country: quantity / total for country, quantity in amounts.items()}


@pytest.mark.parametrize(
    ("product", "chapter", "detail"),
    [
        ("cobalt-mine-production", "COBALT", "Mine production"),
        ("gallium-primary-production", "GALLIUM", "Primary production"),
        ("copper-mine-production", "COPPER", "Mine production"),
        ("copper-refinery-production", "COPPER", "Refinery production"),
        ("rare-earths-mine-production", "RARE EARTHS", "Mine production"),
        ("palladium-mine-production", "PLATINUM-GROUP METALS", "Mine production: Palladium"),
        ("silicon-metal", "SILICON", "Silicon metal"),
    ],
)
@pytest.mark.parametrize("year", ["2024", "2025"])
def test_world_shares_of_2026(tables, raw_2026, product, chapter, detail, year):
    amounts, other = defaultdict(float), 0.0
    for row in raw_2026:
        key = (row["MCS chapter"], row["Statistics_detail"], row["Year"])
        if key != (chapter, detail, year) or "World" not in row["Section"] or "World total" in row["Country"]:
            continue
        value = row["Value"].replace(",", "")
        amount = 0.0 if value == "—" else float(value) if value.replace(".", "").isdigit() else None
        if amount is not None and "Other" in row["Country"]:
            other += amount
        elif amount is not None:
            amounts[country_of(row["Country"])] += amount
    total = sum(amounts.values()) + other
    assert shares(of(tables, product, year)) == pytest.approx({country: v / total for country, v in amounts.items()})


def test_cobalt_of_the_congo(tables):
    # MCS 2026, cobalt: Congo (Kinshasa) stands for about three quarters of what is mined in the world.
    found = shares(of(tables, "cobalt-mine-production", "2025"))
    assert max(found, key=found.get) == "country:COD"
    assert 0.7 < found["country:COD"] < 0.8


def test_2025_release_is_read_in_the_same_words(tables, raw_2025):
    expected = {}
    for row in raw_2025:
        if (
            row["COMMODITY"].strip() == "Cobalt"
            and not row["COUNTRY"].startswith(("World", "Other"))
            and row["PROD_2023"]
        ):
            expected[country_of(row["COUNTRY"])] = float(row["PROD_2023"])
    rows = of(tables, "cobalt-mine-production", "2023", "2025").filter(pl.col("provider").str.starts_with("country:"))
    got = {country_of(provider): quantity for provider, quantity in rows.select("provider", "quantity").rows()}
    assert got == expected
    assert len(got) > 8


def test_world_totals_and_other_countries_are_no_countries(tables):
    names = [p.partition(":") for p in tables["provisions"]["provider"].unique()]
    countries = {name for kind, _, name in names if kind == "country"}
    assert not {name for name in countries if "world" in name.casefold() or "other" in name.casefold()}
    assert {name for name in countries if country_of(name) is None} == set()
    assert {name.split()[0].casefold() for kind, _, name in names if kind == "world"} == {"world"}
    assert {name.split()[0].casefold() for kind, _, name in names if kind == "remainder"} == {"other"}


def test_every_world_figure_is_there_once(tables, raw_2026):
    expected = sum("World" in row["Section"] and row["Statistics"] in {"Production", "Capacity"} for row in raw_2026)
    provisions = tables["provisions"].filter(pl.col("source") == "source:usgs.mcs-2026")
    assert provisions.height == expected
    by_place = {row["locator"]: row for row in provisions.iter_rows(named=True)}
    for number, row in enumerate(raw_2026, 2):
        got = by_place.get(f"MCS2026_Commodities_Data.csv row {number}")
        if got is not None:
            assert (got["figure"] or "", got["period"]) == (row["Value"], row["Year"])


def test_withheld_nil_and_unknown_are_kept_apart(tables, raw_2026):
    world = [r for r in raw_2026 if "World" in r["Section"] and r["Statistics"] in {"Production", "Capacity"}]
    provisions = tables["provisions"].filter(pl.col("source") == "source:usgs.mcs-2026")
    for printed, qualifier, quantity in (("W", "withheld", None), ("—", "nil", 0.0), ("NA", "not-available", None)):
        rows = provisions.filter(pl.col("qualifier") == qualifier, pl.col("figure") == printed)
        assert rows.height == sum(row["Value"] == printed for row in world) > 0
        assert rows["quantity"].unique().to_list() == [quantity]


def test_less_than_half_a_unit_is_negligible_and_counted_elsewhere_is_unknown(tables):
    small = tables["provisions"].filter(pl.col("figure") == "s")
    assert dict(small.select("product", "qualifier").unique().rows()) == {
        "product:usgs.helium-production": "negligible",
        "product:usgs.vermiculite-mine-production": "negligible",
        "product:usgs.titanium-mineral-concentrates-mine-production-rutile": "not-available",
    }
    assert small["quantity"].null_count() == small.height


def test_capacity_is_another_basis_of_the_same_product(tables):
    capacity = of(tables, "gallium-primary-production", "2025", basis="capacity")
    assert "country:China" in capacity["provider"].to_list()
    assert of(tables, "cement-clinker-capacity", "2025", basis="capacity").height > 10
    assert of(tables, "cement-production", "2025", basis="capacity").height == 0


def test_remarks_on_a_line_do_not_make_another_product(tables):
    talc = of(tables, "talc-and-pyrophyllite-mine-production", "2025")
    assert "listed as: crude" in ";".join(talc["note"].drop_nulls().to_list())
    lines = of(tables, "helium-production", "2023", "2025")["provider"].to_list()
    assert "area:United States (extracted from natural gas)" in lines
    assert "area:United States (from Cliffside Field)" in lines


def test_lines_that_add_up_to_nothing_are_products_of_their_own(tables):
    ids = set(tables["products"]["id"])
    assert {
        "product:usgs.kyanite-and-related-minerals-mine-production-kyanite",
        "product:usgs.kyanite-and-related-minerals-mine-production-andalusite",
    } <= ids


def test_units_that_cannot_be_right_stay_as_printed_and_say_so(tables, raw_2025):
    # Industrial sand and gravel, rutile and ilmenite: 2025 prints metric tons, 2026 the same numbers in thousands.
    tons = "sand-and-gravel-industrial-mine-production"
    older, newer = of(tables, tons, "2024", "2025"), of(tables, tons, "2024", "2026")
    assert (older["unit"].drop_nulls().unique().to_list(), newer["unit"].drop_nulls().unique().to_list()) == (
        ["t"],
        ["kt"],
    )
    assert older["confidence"].unique().to_list() == ["low"]
    assert older["note"].str.contains("as printed").all()
    assert [row["COUNTRY"] for row in raw_2025 if not row["UNIT_MEAS"]] == ["Sierra Leone"]  # a cell left blank
    rutile = of(tables, "titanium-mineral-concentrates-mine-production-rutile", "2024", "2025")
    leone = rutile.filter(pl.col("provider") == "country:Sierra Leone").row(0, named=True)
    assert (leone["quantity"], leone["unit"]) == (60.0, "t")
    assert "unit of the other lines" in leone["note"]


def test_reserves_are_left_out(tables, raw_2026):
    reserves = {
        f"MCS2026_Commodities_Data.csv row {number}"
        for number, row in enumerate(raw_2026, 2)
        if row["Statistics"] == "Reserves"
    }
    assert len(reserves) > 700
    assert not reserves & set(tables["provisions"]["locator"])


@pytest.mark.parametrize(
    ("printed", "quantity", "qualifier"),
    [
        (">95", 95.0, "more-than"),
        ("> 2,000,000", 2_000_000.0, "more-than"),
        ("<1,000", 1000.0, "less-than"),
        ("12,300", 12_300.0, "exact"),
        ("0.5", 0.5, "exact"),
        ("1,400e", 1400.0, "estimated"),
        ("e1,400", 1400.0, "estimated"),
        ("—", 0.0, "nil"),
        ("W", None, "withheld"),
        ("NA", None, "not-available"),
        ("na", None, "not-available"),
        ("XX", None, "not-available"),
        ("", None, "not-available"),
        ("s", None, "negligible"),
        ("Large", None, "described"),
        ("330 - 390", None, "described"),
        ("12,34", None, "described"),
    ],
)
def test_figures(printed, quantity, qualifier):
    assert figure_of(printed) == (quantity, qualifier)


def test_an_estimate_is_one_only_where_there_is_a_figure():
    assert figure_of("120", estimated=True) == (120.0, "estimated")
    assert figure_of("W", estimated=True) == (None, "withheld")
    assert figure_of("—", estimated=True) == (0.0, "nil")


@pytest.mark.parametrize(
    ("printed", "mention", "remark"),
    [
        ("World total (rounded) 10", "world:World total (rounded)", None),
        ("Other countries6", "remainder:Other countries", None),
        ("Canada ", "country:Canada", None),
        ("Canada (shipments)", "country:Canada", "shipments"),
        ("Congo (Kinshasa)", "country:Congo (Kinshasa)", None),
        ("Korea, Republic of", "country:Korea, Republic of", None),
        ("United\xa0States and Canada", "area:United States and Canada", None),
        ("Trinidad and Tobago", "country:Trinidad and Tobago", None),
        ("Brazil8", "country:Brazil", None),
    ],
)
def test_producers(printed, mention, remark):
    assert provider_of(printed) == (mention, remark)


def test_a_unit_nobody_knows_is_refused(folder, tmp_path):
    text = (folder / "MCS2026_Commodities_Data.csv").read_text("cp1252")
    head, mark, rest = text.partition("World Mine Production and Reserves")
    path = tmp_path / "release.csv"
    path.write_text(head + mark + rest.replace("metric tons", "barrows", 1), encoding="cp1252")
    with pytest.raises(UnreadableFile, match="barrows"):
        tables_of(UsgsReader().read([path]))


def test_recognised_by_header_and_not_by_name(folder, tmp_path):
    other = tmp_path / "any name.csv"
    other.write_bytes((folder / "MCS2025_World_Data.csv").read_bytes())
    assert UsgsReader().recognises([other])
    (tmp_path / "MCS2026_Commodities_Data.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert not UsgsReader().recognises([tmp_path / "MCS2026_Commodities_Data.csv"])
    with pytest.raises(UnreadableFile):
        UsgsReader().read([tmp_path / "MCS2026_Commodities_Data.csv"])
