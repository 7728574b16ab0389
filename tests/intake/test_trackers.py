"""The tracker readers against the files themselves, worked out a second time with the csv module and decimals."""

import csv
import re
from collections import Counter, defaultdict
from decimal import Decimal

import polars as pl
import pytest

from headwater.intake.chips_awards import ChipsAwardsReader
from headwater.intake.gta import GtaReader
from headwater.intake.registry import READERS
from headwater.intake.us_chip_projects import UsChipProjectsReader
from headwater.standard.countries import area_of, country_of
from tests.intake.reading import read, tables_of

FILES = {
    "gta": "data/policy_gta_critical_minerals/gta-subsidies.csv",
    "us-chip-projects": "data/facilities_investments_us/semiconductor_man.csv",
    "chips-awards": "data/facilities_investments_us/chips_act_awards_manual.csv",
}


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def paths(shared_data):
    return {name: shared_data / path for name, path in FILES.items()}


@pytest.fixture(scope="module")
def gta(paths):
    return read(GtaReader(), paths["gta"]), rows_of(paths["gta"])


@pytest.fixture(scope="module")
def projects(paths):
    return read(UsChipProjectsReader(), paths["us-chip-projects"]), rows_of(paths["us-chip-projects"])


@pytest.fixture(scope="module")
def awards(paths):
    return read(ChipsAwardsReader(), paths["chips-awards"]), rows_of(paths["chips-awards"])


@pytest.mark.parametrize("name", FILES)
def test_each_file_is_recognised_by_its_own_reader_only(paths, name):
    assert [reader.name for reader in READERS if reader.recognises([paths[name]])] == [name]


def test_each_intervention_is_a_measure_with_the_statuses_it_has_reached(gta):
    tables, rows = gta
    got = Counter(tables["measures"]["status"].to_list())
    as_of = max(row["Date Announced"] for row in rows)
    ended = [row for row in rows if row["Is In Force"] == "0" and "" < row["Date Removed"] <= as_of]
    in_force = [row for row in rows if row["Is In Force"] == "1"]
    assert tables["measures"]["id"].n_unique() == len(rows) == 2_253
    assert got == {"announced": len(rows), "in-force": len(in_force) + len(ended), "removed": len(ended)}
    assert len(in_force) == 1_938


def test_what_is_to_come_is_no_status_yet(gta):
    tables, rows = gta
    coming = [row for row in rows if row["Is In Force"] == "0" and not row["Date Removed"] and row["Date Implemented"]]
    assert len(coming) == 4
    for row in coming:
        own = tables["measures"].filter(pl.col("id") == f"measure:gta.{row['Intervention ID']}")
        assert own.select("status", "in_force_on").rows() == [("announced", row["Date Implemented"])]


def test_codes_have_six_digits_again_and_are_codes_of_the_edition(gta, shared_data):
    tables, rows = gta
    expected = [code.strip().zfill(6) for row in rows for code in row["Affected Products"].split(",")]
    announced = tables["measures"].filter(pl.col("status") == "announced")
    got = announced["hs_codes"].explode().to_list()
    assert got == expected
    assert sum(code.startswith("0") for code in got) == 4_277
    with (shared_data / "data/hs_codes/harmonized-system.csv").open(encoding="utf-8-sig", newline="") as file:
        known = {row["hscode"] for row in csv.DictReader(file)}
    assert set(got) <= known
    assert "811269" in got  # cadmium articles: a code of HS 2022, in no edition before


def test_imposers_and_affected_are_states_we_know(gta):
    tables, rows = gta
    imposers = Counter(tables["measures"].filter(pl.col("status") == "announced")["imposers"].explode().to_list())
    expected = Counter(name.strip() for row in rows for name in row["Implementing Jurisdictions"].split(","))
    assert imposers == {f"country:{name}": count for name, count in expected.items()}
    assert imposers["country:China"] == 1_173
    everybody = {*imposers, *tables["measures"]["affected"].drop_nulls().explode().to_list()}
    assert {name for name in everybody if country_of(name.removeprefix("country:")) is None} == {
        "area:Netherlands Antilles"
    }
    assert area_of("Netherlands Antilles") is not None


def test_direction_follows_the_colour(gta):
    tables, rows = gta
    colours = Counter(row["GTA Evaluation"] for row in rows)
    got = Counter(tables["measures"].filter(pl.col("status") == "announced")["direction"].to_list())
    assert got == {"harmful": colours["Red"] + colours["Amber"], "liberalising": colours["Green"]}


def test_each_project_is_a_site_and_its_announcement(projects):
    tables, rows = projects
    own = tables["commitments"].filter(pl.col("counts_in_totals"))
    assert tables["facilities"].height == own.height == len(rows) == 140
    assert tables["facilities"]["id"].n_unique() == 140
    expected = [row["Project Size ($)"].strip() for row in rows]
    numbers = [None if cell == "Not Available" else float(cell.lstrip("$").replace(",", "")) for cell in expected]
    assert own["amount"].to_list() == numbers
    assert sum(each is None for each in numbers) == 43
    assert sum(Decimal(str(each or 0)) for each in own["amount"].to_list()) == sum(
        Decimal(cell.lstrip("$").replace(",", "")) for cell in expected if cell != "Not Available"
    )


def test_sizes_of_several_sites_add_up_to_the_words(projects):
    tables, rows = projects
    words = defaultdict(list)
    for row, amount in zip(rows, tables["commitments"]["amount"].to_list(), strict=False):
        if "across" in row["Project Size (text)"]:
            words[row["Company"], row["Project Size (text)"]].append(amount or 0.0)
    for (_, said), amounts in words.items():
        number, magnitude = re.match(r"\$([\d.]+) (million|billion)", said).groups()
        assert sum(amounts) == pytest.approx(float(number) * {"million": 1e6, "billion": 1e9}[magnitude])
    assert len(words) == 4


def test_a_grant_for_several_sites_counts_once(projects):
    tables, rows = projects
    public = tables["commitments"].filter(~pl.col("counts_in_totals"))
    grants = public.filter(pl.col("id").str.ends_with("-grant"))
    once = {(row["Company"], row["Grants"]) for row in rows if "across" in row["Grants"]}
    single = [row for row in rows if row["Grants"] and "across" not in row["Grants"]]
    assert grants.height == len(once) + len(single)
    samsung = grants.filter(pl.col("title") == "Samsung: public grant").row(0, named=True)
    assert (samsung["amount"], samsung["stage"], samsung["stage_on"]) == (4.745e9, "agreed", "2024-12-20")
    assert len(samsung["places"]) == 2
    assert samsung["part_of"] is None
    assert public.filter(pl.col("id").str.ends_with("-loan")).height == 3


def test_preliminary_terms_are_announced_and_a_day_without_its_year_is_no_day(projects):
    tables, _ = projects
    public = tables["commitments"].filter(~pl.col("counts_in_totals"), pl.col("quote").str.contains("; PMT"))
    assert set(public["stage"].to_list()) == {"announced"}
    undated = public.filter(pl.col("stage_on").is_null())["quote"].to_list()
    assert undated
    assert all(not re.search(r"20\d\d", quote) for quote in undated)


def test_a_site_still_to_be_named_has_no_coordinates(projects):
    tables, _ = projects
    open_sites = tables["facilities"].filter(pl.col("precision") == "missing")
    assert open_sites["latitude"].to_list() == [None]
    assert tables["facilities"]["latitude"].null_count() == 1


def test_awards_have_a_row_for_each_stage_and_nothing_final_is_no_award(awards):
    tables, rows = awards
    commitments = tables["commitments"]
    final = [row for row in rows if row["status"] != "proposed"]
    assert Counter(commitments["stage"].to_list()) == {"announced": len(rows), "agreed": len(final)}
    for stage, column, own in (("announced", "announced_amount_b", rows), ("agreed", "finalized_amount_b", final)):
        got = commitments.filter(pl.col("stage") == stage)["amount"].to_list()
        assert sum(Decimal(str(each)) for each in got) == sum(Decimal(row[column]) for row in own) * 10**9
        assert 0.0 not in got


def test_several_cities_are_several_sites_and_unnamed_ones_none(awards):
    tables, rows = awards
    cities = [city for row in rows for city in row["city"].split("/") if city not in {"TBD", "Various"}]
    assert tables["facilities"].height == len(cities)
    intel = tables["commitments"].filter(pl.col("title") == "CHIPS Act award for Intel").row(0, named=True)
    assert len(intel["places"]) == 4
    assert intel["facility"] is None
    assert tables["facilities"]["place"].to_list()[:2] == ["Columbus, OH", "Chandler, AZ"]


GTA_HEADER = (
    "Intervention ID,Intervention URL,State Act ID,State Act Title,GTA Evaluation,Implementing Jurisdictions,"
    "Implementation Level,Eligible Firm,Intervention Type,Mast Chapter,Affected Products,Affected Jurisdictions,"
    "Date Announced,Date Implemented,Date Removed,Is In Force\n"
)
GTA_GOOD = (
    '1,https://x,9,Chile: loan,Green,Chile,National,all,State loan,L: Subsidies,"10121, 260300",,2030-01-02,,,0\n'
)


@pytest.mark.parametrize(
    ("spoilt", "problem"),
    [
        (GTA_GOOD.replace("Green", "Blue"), "GTA Evaluation is 'Blue'"),
        (GTA_GOOD.replace("2030-01-02", "2 January"), "Date Announced is '2 January', which is no day"),
        (GTA_GOOD.replace(",,,0", ",,,maybe"), "Is In Force is 'maybe'"),
    ],
)
def test_a_row_that_is_none_is_set_aside_with_its_reason_and_the_others_are_read(tmp_path, spoilt, problem):
    path = tmp_path / "gta.csv"
    path.write_text(GTA_HEADER + spoilt.replace("1,https", "2,https", 1) + GTA_GOOD, encoding="utf-8")
    reading = GtaReader().read([path])
    measures = tables_of(reading)["measures"]
    assert measures["id"].to_list() == ["measure:gta.1"]
    assert measures["hs_codes"].to_list() == [["010121", "260300"]]
    assert [problem in each.problem for each in reading.problems] == [True]
    assert [(row.row, row.cells["Intervention ID"]) for row in reading.rejected] == [(2, "2")]


def test_the_edition_can_be_told(tmp_path):
    path = tmp_path / "gta.csv"
    path.write_text(GTA_HEADER + GTA_GOOD, encoding="utf-8")
    measures = tables_of(GtaReader().told({"hs": "HS2012"}).read([path]))["measures"]
    assert measures["hs_edition"].to_list() == ["HS2012"]


def test_an_unknown_status_of_an_award_is_set_aside(tmp_path):
    path = tmp_path / "awards.csv"
    header = (
        "company,state,city,chips_type,announced_amount_b,finalized_amount_b,status,date_proposed,date_finalized,"
        "expected_completion,notes\n"
    )
    path.write_text(
        header + "Halden,TX,Kestrel,logic,1.5,0.0,wished for,,,,\n" + "Orrin,TX,Kestrel,logic,1.5,0.0,proposed,,,,\n",
        encoding="utf-8",
    )
    reading = ChipsAwardsReader().read([path])
    assert tables_of(reading)["commitments"]["amount"].to_list() == [1.5e9]
    assert [each.problem for each in reading.problems] == [
        "Status is 'wished for', not one of proposed, finalized, renegotiating."
    ]
