import pytest

from headwater.claims.model import View
from headwater.workflows.search import SearchIndex
from headwater.workflows.view import build_map
from tests.doubles import InMemoryLog, rows_of_folder


@pytest.fixture(scope="module")
def index(tiny_world):
    log = InMemoryLog()
    log.add(rows_of_folder(tiny_world))
    return SearchIndex.of(build_map(log, View()))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("lumen", "product:lumen-wafer"),
        ("LUMEN WAFER", "product:lumen-wafer"),
        ("wafer", "product:lumen-wafer"),
        ("lumen wafr", "product:lumen-wafer"),
        ("minerai de glimmerite", "product:glimmerite-ore"),
        ("chip hai dang", "product:beacon-chip"),
        ("할덴", "org:halden-forge"),
        ("Haldensche", "org:halden-forge"),
        ("811292", "product:glimmerite-refined"),
        ("일본", "country:JPN"),
        ("Viet Nam", "country:VNM"),
        ("JPN", "country:JPN"),
        ("quillon hall", "facility:quillon-hall"),
    ],
)
def test_the_first_hit_is_what_is_meant(index, query, found):
    assert index.find(query)[0]["id"] == found


@pytest.mark.parametrize("query", ["", "   ", "zzzzqqq"])
def test_noise_finds_nothing(index, query):
    assert index.find(query) == []


def test_each_entity_once_and_never_more_than_asked(index):
    hits = index.find("a", limit=3)
    assert len(hits) <= 3
    assert len({hit["id"] for hit in hits}) == len(hits)
