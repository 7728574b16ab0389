"""Whose imports a bloc's figures rest on, from made-up lists of who trades and who reports."""

import polars as pl

from headwater.assessments.dependency import DependencyThresholds, Importers, members_told
from headwater.assessments.dependency.telling import said_of
from headwater.supply_map.flows import COVERAGE, FLOW_COLUMNS, TELLING, Flows

BLOC = Importers("area:X", ("country:JPN", "country:KOR", "country:VNM"), as_bloc=True)
TWO = DependencyThresholds(enough_exporters=2)


def flows(*sources, suppliers=9):
    """Flows of sources, each as name, year, buyers and reporters."""
    lists = [
        {"source": name, "period": year, "buyers": [f"country:{each}" for each in buyers.split()],
         "reporters": [f"country:{each}" for each in reporters.split()]}
        for name, year, buyers, reporters in sources
    ]  # fmt: skip
    counts = [
        {**{key: row[key] for key in ("source", "period")}, "suppliers": suppliers, "buyers": len(row["buyers"]),
         "reporters": len(row["reporters"])}
        for row in lists
    ]  # fmt: skip
    nothing = pl.DataFrame(schema=dict(FLOW_COLUMNS)).lazy()
    coverage = pl.DataFrame(counts, schema=dict(COVERAGE))
    return Flows(nothing, coverage, telling=pl.DataFrame(lists, schema=dict(TELLING)))


def test_a_member_is_told_by_its_own_report():
    given = flows(("source:customs", "2023", "KOR JPN VNM CHN", "KOR"))
    told = members_told(given, BLOC)
    assert told.rows() == [("2023", ["country:KOR"])]
    assert said_of(told, BLOC, "2023") == (
        "imports of 1 of 3 members recorded in 2023 (country:KOR), those of the others in no figure"
    )


def test_a_member_that_only_others_speak_of_is_told_by_a_source_of_the_whole_world():
    reconciled = flows(("source:baci", "2022", "KOR VNM CHN", ""))
    assert members_told(reconciled, BLOC).rows() == [("2022", [])]  # nine suppliers are no world
    assert members_told(reconciled, BLOC, TWO).rows() == [("2022", ["country:KOR", "country:VNM"])]


def test_a_part_of_a_reconciled_source_is_no_whole():
    part = flows(("source:baci", "2022", "KOR VNM JPN", ""), suppliers=1)
    assert members_told(part, BLOC, TWO)["told"].to_list() == [[]]


def test_sources_of_one_year_count_together_and_years_apart():
    given = flows(
        ("source:a", "2022", "KOR", "KOR"), ("source:a", "2023", "KOR CHN", "KOR"),
        ("source:b", "2023", "JPN VNM", "JPN VNM"), ("source:b", "2023-01", "JPN", "JPN"),
    )  # fmt: skip
    told = members_told(given, BLOC)
    assert told.rows() == [("2022", ["country:KOR"]), ("2023", ["country:JPN", "country:KOR", "country:VNM"])]
    assert said_of(told, BLOC, "2023") == "imports of all 3 members recorded in 2023"


def test_nothing_is_said_where_nobody_looked_and_of_a_country():
    given = flows(("source:a", "2022", "KOR", "KOR"))
    unseen = Flows(given.frame, given.coverage)
    assert said_of(members_told(unseen, BLOC), BLOC, "2022") == ""
    korea = Importers("country:KOR", ("country:KOR",))
    assert said_of(members_told(given, korea), korea, "2022") == ""
