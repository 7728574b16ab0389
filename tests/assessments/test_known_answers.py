"""The published answers for the ETO data set, from its own files, reader to finding (METHODS: known answers)."""

from collections import Counter

import polars as pl
import pytest

from headwater.assessments.chokepoints import chokepoints
from headwater.assessments.concentration import concentration
from headwater.claims.model import View
from headwater.intake import READERS
from headwater.resolution import resolve
from headwater.supply_map import SupplyMap
from tests.doubles import InMemoryLog


@pytest.fixture(scope="module")
def eto(shared_data) -> SupplyMap:
    reader = next(reader for reader in READERS if reader.name == "eto")
    log = InMemoryLog()
    tables: dict[str, list[pl.DataFrame]] = {}
    for name, rows in reader.read([shared_data / "data" / "eto_chip_explorer"]).batches:
        tables.setdefault(name, []).append(rows)
    log.add({name: pl.concat(rows) for name, rows in tables.items()})
    return resolve(log, View())


@pytest.fixture(scope="module")
def findings(eto) -> dict[str, pl.DataFrame]:
    found = concentration(eto)
    return {str(name): rows for (name,), rows in found.group_by("indicator")}


def test_how_many_products_are_concentrated(findings):
    hhi = findings["hhi"]
    assert hhi.height == 96
    assert hhi["value"].null_count() == 2  # only a remainder is named
    assert (hhi["value"] > 0.4).sum() == 75
    assert (hhi["value"] > 0.25).sum() == 88
    assert Counter(hhi["verdict"]) == {
        "highly concentrated": 75,
        "concentrated": 13,
        "not concentrated": 6,
        "unknown": 2,
    }


def test_near_monopolies_by_country(findings):
    near = findings["top_share"].filter(pl.col("value") >= 0.9)
    holders = Counter(verdict.removeprefix("near monopoly: country:") for verdict in near["verdict"])
    assert holders == {"USA": 7, "JPN": 5, "NLD": 3, "DEU": 2, "SGP": 2, "AUT": 1}


def test_countries_to_reach_75_percent(findings):
    counts = Counter(findings["providers_to_75"]["value"])
    assert counts == {1: 39, 2: 39, 3: 10, 4: 4, 5: 1, None: 3}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EUV lithography tools", 1.0000),
        ("Electronic design automation software", 0.9228),
        ("Core intellectual property", 0.4558),
        ("Wafer", 0.3704),
        ("Memory chip design", 0.4299),
    ],
)
def test_published_hhi(eto, findings, name, value):
    product = eto["products"].filter(pl.col("name") == name)["id"].item()
    found = findings["hhi"].filter(pl.col("subject") == product)["value"].item()
    assert round(found, 4) == value


def test_remove_one_country(eto):
    found = chokepoints(eto).filter(pl.col("indicator") == "products_losing_half")
    lost = {
        subject.removeprefix("country:"): int(value) for subject, value in found.select("subject", "value").iter_rows()
    }
    published = {"USA": 37, "JPN": 22, "NLD": 6, "SGP": 6, "DEU": 3, "CHN": 2, "KOR": 2, "AUT": 1, "SWE": 1, "TWN": 0}
    assert {country: lost[country] for country in published} == published
    assert sum(lost.values()) == sum(published.values())  # nobody else


def test_the_pairs_behind_it_are_the_same(eto):
    pairs = chokepoints(eto).filter((pl.col("indicator") == "n_minus_1_loss") & (pl.col("value") >= 0.5))
    assert pairs.height == 80
    assert pairs["claims"].list.len().min() == 1
