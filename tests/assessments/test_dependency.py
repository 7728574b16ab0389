"""Dependency on made-up flows of a few countries, every expected value worked out by hand beside the test."""

import json
from dataclasses import replace

import narwhals as nw
import polars as pl
import pytest

from headwater.assessments.dependency import (
    DependencyThresholds,
    Importers,
    Scope,
    common_goods,
    dependency,
    importer_indicators,
    mirror_gaps,
    partners,
)
from headwater.assessments.dependency.findings import flip_probability
from headwater.errors import BadQuestion
from headwater.standard.findings import FINDING_SCHEMA
from headwater.supply_map.flows import FLOW_COLUMNS, Flows

FEW = DependencyThresholds(enough_exporters=1)
KOREA = Importers("country:KOR", ("country:KOR",))
WAFERS = "hs:HS2022.381800"


def flow(supplier, buyer, value, **given):
    kinds = {code: f"country:{code}" for code in (supplier, buyer)} | {"world": "world:World", "nes": "area:areas-nes"}
    row = {
        "supplier": kinds[supplier], "buyer": kinds[buyer], "product": WAFERS, "period": "2023", "value": float(value),
        "currency": "USD", "valuation": "fob", "source": "source:baci",
    }  # fmt: skip
    return row | given


def flows(*rows):
    numbered = [{"claim": f"c:flows:{place}", **row} for place, row in enumerate(rows)]
    frame = pl.DataFrame(numbered, schema=dict(FLOW_COLUMNS))
    coverage = frame.group_by("source", "period").agg(
        pl.col("supplier").n_unique().alias("suppliers"),
        pl.col("buyer").n_unique().alias("buyers"),
        pl.col("reporter").drop_nulls().n_unique().alias("reporters"),
    )
    return Flows(frame.lazy(), coverage)


def found(indicator, given, who=KOREA, weights=None, limits=FEW):
    rows = dependency(given, who, weights, limits).filter(pl.col("indicator") == indicator)
    (row,) = rows.to_dicts()
    return row


WORLD = flows(
    flow("JPN", "KOR", 60), flow("USA", "KOR", 30), flow("DEU", "KOR", 10), flow("KOR", "VNM", 50),
    flow("JPN", "VNM", 140),
)  # fmt: skip


def test_findings_have_their_shape_and_the_claims_behind_them():
    rows = dependency(WORLD, KOREA, None, FEW)
    assert rows.schema == dict(FINDING_SCHEMA)
    assert set(rows["subject"]) == {f"country:KOR > {WAFERS}"}
    assert rows["claims"].to_list() == [["c:flows:0", "c:flows:1", "c:flows:2"]] * rows.height
    json.dumps(rows.to_dicts(), allow_nan=False)


@pytest.mark.parametrize(
    ("indicator", "value", "verdict"),
    [
        ("cdi1", 0.36 + 0.09 + 0.01, "concentrated"),
        ("cdi2", 1.0, "mostly from outside"),
        ("cdi3", 100 / 50, "not substitutable"),
        # exports: JPN 200, KOR 50, USA 30, DEU 10
        ("world_export_hhi", (200**2 + 50**2 + 30**2 + 10**2) / 290**2, "concentrated"),
        ("top_supplier", 0.6, "largest supplier: country:JPN"),
        ("early_warning", 0.6, "early-warning item, grade D, watched quarterly: country:JPN"),
        ("strategic_dependency", 1.0, "strategic dependency"),
        ("persistence", 1.0, "persistent"),
    ],
)
def test_indicators(indicator, value, verdict):
    row = found(indicator, WORLD)
    assert row["value"] == pytest.approx(value, rel=1e-12)
    assert row["verdict"] == verdict


def test_every_method_names_its_threshold_and_source():
    said = {row["indicator"]: row["method"] for row in dependency(WORLD, KOREA, None, FEW).to_dicts()}
    assert "above 0.4 concentrated (import_hhi; EU SWD(2021) 352)" in said["cdi1"]
    assert "CEPII GeoDep" in said["geodep"]
    assert "Republic of Korea" in said["early_warning"]


def test_thresholds_can_be_changed():
    limits = FEW.changed({"import_hhi": 0.5})
    assert found("cdi1", WORLD, limits=limits)["verdict"] == "not concentrated"
    assert found("strategic_dependency", WORLD, limits=limits)["verdict"] == "no strategic dependency"
    with pytest.raises(BadQuestion, match="no threshold 'hhi'"):
        FEW.changed({"hhi": 0.5})
    with pytest.raises(BadQuestion, match="out of order"):
        FEW.changed({"grade_a": 0.6})


@pytest.mark.parametrize(
    ("share", "grade"), [(95, "A, watched weekly"), (90, "A"), (80, "B, watched fortnightly"),
                         (75, "C, watched monthly"),
                         (51, "D, watched quarterly")]
)  # fmt: skip
def test_grades(share, grade):
    given = flows(flow("JPN", "KOR", share), flow("USA", "KOR", 100 - share))
    assert f"grade {grade}" in found("early_warning", given)["verdict"]


def test_exactly_half_is_no_early_warning_item():
    given = flows(flow("JPN", "KOR", 50), flow("USA", "KOR", 50))
    assert found("early_warning", given)["verdict"] == "no early-warning item"


def test_world_rows_are_never_added_and_areas_not_specified_are_no_supplier():
    given = flows(flow("JPN", "KOR", 60), flow("USA", "KOR", 20), flow("nes", "KOR", 20), flow("world", "KOR", 100))
    top = found("top_supplier", given)
    assert (top["value"], top["low"], top["high"]) == (0.6, 0.6, 0.8)
    hhi = found("cdi1", given)
    assert hhi["value"] == hhi["low"] == pytest.approx(0.36 + 0.04)
    assert hhi["high"] == pytest.approx(0.64 + 0.04)


def test_a_verdict_that_flips_says_so_and_how_likely():
    given = flows(flow("JPN", "KOR", 50), flow("USA", "KOR", 30), flow("nes", "KOR", 20))
    hhi = found("cdi1", given)  # 0.25 + 0.09 = 0.34; with all of the unspecified 0.49 + 0.09 = 0.58
    assert "not concentrated to concentrated" in hhi["verdict"]
    assert found("flip_probability", given)["value"] == pytest.approx((0.58 - 0.4) / (0.58 - 0.34))


@pytest.mark.parametrize(
    ("low", "high", "share"), [(0.3, 0.5, 0.5), (0.41, 0.9, 0.0), (0.1, 0.3, 0.0), (0.2, 0.2, 0.0)]
)
def test_flip_probability(low, high, share):
    value = pl.select(flip_probability(pl.lit(low), pl.lit(high), 0.4)).item()
    assert value == pytest.approx(share)


def test_nothing_exported_is_an_infinite_ratio_only_where_exports_are_known():
    unknown = flows(flow("JPN", "KOR", 60))
    assert found("cdi3", unknown)["verdict"].startswith("unknown")
    assert found("strategic_dependency", unknown)["verdict"] == "unknown"
    other = flows(flow("JPN", "KOR", 60), flow("KOR", "VNM", 5, product="hs:HS2022.854231"))
    row = found("cdi3", other)
    assert (row["value"], row["verdict"]) == (None, "not substitutable")
    assert found("strategic_dependency", other)["verdict"] == "strategic dependency"


def test_own_goods_coming_back_are_no_exports():
    given = flows(flow("JPN", "KOR", 60, reporter="country:KOR"), flow("KOR", "KOR", 5, reporter="country:KOR"))
    assert found("cdi3", given)["verdict"].startswith("unknown")


def test_the_importers_own_report_counts_before_others_and_reports_are_never_added():
    given = flows(
        flow("JPN", "KOR", 70, source="source:comtrade", reporter="country:KOR", valuation="cif"),
        flow("USA", "KOR", 30, source="source:comtrade", reporter="country:KOR", valuation="cif"),
        flow("JPN", "KOR", 55, source="source:comtrade", reporter="country:JPN"),
        flow("JPN", "KOR", 50), flow("USA", "KOR", 50),
    )  # fmt: skip
    assert found("top_supplier", given)["value"] == pytest.approx(0.7)


def test_a_part_of_the_world_says_nothing_of_the_whole():
    assert dependency(WORLD, KOREA).is_empty()  # three exporters, of a source that is nobody's own report


def test_a_blocs_internal_trade_is_left_out():
    given = flows(
        flow("JPN", "KOR", 60), flow("USA", "KOR", 40), flow("CHN", "KOR", 90), flow("CHN", "JPN", 60),
        flow("DEU", "JPN", 50), flow("KOR", "CHN", 25),
    )  # fmt: skip
    members = ("country:JPN", "country:KOR", "country:USA")
    bloc = Importers("area:X", members, as_bloc=True, said="three")
    outside = 90 + 60 + 50
    assert found("cdi1", given, bloc)["value"] == pytest.approx((150 / outside) ** 2 + (50 / outside) ** 2)
    assert found("cdi2", given, bloc)["value"] == pytest.approx(outside / (outside + 100))
    assert found("cdi3", given, bloc)["value"] == pytest.approx(outside / (60 + 40 + 25))
    assert found("top_supplier", given, bloc)["verdict"] == "largest supplier: country:CHN"
    assert found("cdi1", given, bloc)["subject"] == f"area:X > {WAFERS}"
    with pytest.raises(BadQuestion, match="no members"):
        Importers("area:X", (), as_bloc=True)


def over(*years):
    """Flows in which each named year has all three flags, or none."""
    rows = []
    for year, flagged in years:
        rows += [flow("JPN", "KOR", 90 if flagged else 30, period=year), flow("USA", "KOR", 30, period=year)]
        rows += [flow("DEU", "KOR", 30, period=year), flow("KOR", "VNM", 10 if flagged else 200, period=year)]
        rows += [flow("JPN", "VNM", 900 if flagged else 1, period=year)]
    return flows(*rows)


@pytest.mark.parametrize(
    ("years", "verdict"),
    [
        ([("2021", True), ("2022", False), ("2023", True)], "dependent"),
        ([("2021", False), ("2022", False), ("2023", True)], "not dependent"),
        ([("2022", True), ("2023", True)], "dependent"),
        ([("2022", True), ("2023", False)], "unknown"),
        ([("2020", True), ("2021", True), ("2022", False), ("2023", False)], "not dependent"),
    ],
)
def test_geodep_flags_hold_in_two_of_three_years(years, verdict):
    assert found("geodep", over(*years))["verdict"] == verdict


def test_persistence():
    row = found("persistence", over(("2020", True), ("2021", True), ("2022", False), ("2023", True)))
    assert (row["value"], row["as_of"]) == (0.75, "2020-2023")


def test_governance_weights_are_the_users():
    weights = {"country:JPN": 0.5, "country:USA": 1.0, "country:DEU": 2.0}
    row = found("governance_hhi", WORLD, weights=weights)
    assert row["value"] == pytest.approx(0.36 * 0.5 + 0.09 + 0.01 * 2)
    partly = found("governance_hhi", WORLD, weights={"country:JPN": 0.5})
    assert (partly["value"], partly["verdict"]) == (None, "unknown")
    assert partly["low"] == pytest.approx(0.18)


def test_mirror_gap_is_an_interval_after_freight():
    given = flows(
        flow("JPN", "KOR", 106, reporter="country:KOR", valuation="cif"),
        flow("JPN", "KOR", 80, reporter="country:JPN"),
        flow("USA", "KOR", 50, reporter="country:KOR"),
    )  # fmt: skip
    (row,) = mirror_gaps(nw.from_native(given.frame), KOREA).to_dicts()
    assert (row["subject"], row["value"]) == (f"country:JPN > country:KOR > {WAFERS}", None)
    assert (row["low"], row["high"]) == (80.0, pytest.approx(100.0))
    assert row["verdict"] == "the lower is 80.0 % of the higher"
    assert row["claims"] == ["c:flows:0", "c:flows:1"]


def test_goods_common_to_three_partners():
    rows = [flow("CHN", buyer, 9) for buyer in ("KOR", "JPN", "USA")]
    rows += [flow("CHN", buyer, 9, product="hs:HS2022.811292") for buyer in ("KOR", "JPN")]
    each = [
        dependency(flows(*rows), Importers(f"country:{c}", (f"country:{c}",)), None, FEW) for c in ("KOR", "JPN", "USA")
    ]
    (row,) = common_goods(each).to_dicts()
    assert (row["subject"], row["value"]) == (WAFERS, 3.0)
    assert row["verdict"].endswith("country:JPN, country:KOR, country:USA")
    assert common_goods(each, thresholds=FEW.changed({"partners_in_common": 2})).height == 2


def test_all_importers_at_once():
    table = importer_indicators(WORLD, Importers(), partners(), Scope(WORLD.coverage, 1))
    got = {row["importer"]: row for row in table.to_dicts()}
    assert set(got) == {"country:KOR", "country:VNM"}
    assert (got["country:VNM"]["imports"], got["country:VNM"]["top_supplier"]) == (190.0, "country:JPN")
    assert got["country:KOR"]["suppliers"] == 3


def test_two_mentions_of_one_country_are_one_supplier():
    twice = flows(flow("JPN", "KOR", 50), flow("JPN", "KOR", 50), flow("USA", "KOR", 100))
    given = replace(twice, merged=True)
    assert found("cdi1", given)["value"] == pytest.approx(0.5)


def test_one_series_gives_the_same():
    alone = replace(WORLD, one_series=True)
    assert dependency(alone, KOREA, None, FEW).equals(dependency(WORLD, KOREA, None, FEW))
