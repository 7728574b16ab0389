"""The store as Python users hold it: the whole way from a file to a finding and back to its claim."""

import polars as pl
import pytest

import headwater as hw
from headwater.errors import NotFound


@pytest.fixture
def store(tmp_path, tiny_world):
    made = hw.create(tmp_path / "store")
    made.add(tiny_world, by="ana")
    return made


def test_from_a_file_to_a_finding_to_its_claim(store):
    findings = hw.concentration(store.map())
    row = findings.filter((pl.col("subject") == "product:glimmerite-refined") & (pl.col("indicator") == "hhi")).row(
        0, named=True
    )
    assert row["value"] == pytest.approx(0.9**2 + 0.05**2)
    told = store.claim(row["claims"][0])
    assert told["source"]["title"] == "Survey of Glimmering Minerals 2025"
    assert told["contribution"]["contributor"] == "ana"


def test_retracting_restores_the_map(store):
    before = store.map().digest()
    judged = store.judge("org:quillon", "same", "org:brightwater-optics", by="ana", why="a slip")
    assert "org:quillon" not in store.map()["organizations"]["id"].to_list()
    store.retract(judged.id, by="ana")
    assert store.map().digest() == before
    assert [entry.kind for entry in store.contributions()] == ["add", "add", "retract"]
    assert store.verify().sound


def test_a_retraction_can_be_undone(store):
    before = store.map()["organizations"]["id"].to_list()
    given = store.contributions()[0].id
    store.retract(given, by="ana")
    assert store.map()["organizations"].is_empty()
    again = store.restore(given, by="ana", note="it was right")
    assert again.id != given
    assert store.map()["organizations"]["id"].to_list() == before
    with pytest.raises(NotFound, match="was retracted"):
        store.restore(again.id, by="ana")


def test_bad_rows_are_refused_whole_or_kept_beside(store, tmp_path):
    bad = tmp_path / "provisions.csv"
    bad.write_text(
        "product,provider,share,basis,period,source\n"
        "product:beacon-chip,country:FRA,0.1,site,2024,source:guild\n"
        "product:beacon-chip,country:DEU,1.2,site,2024,source:guild\n",
        encoding="utf-8",
    )
    with pytest.raises(hw.BadInput) as caught:
        store.add(bad)
    assert "1.2" in str([problem.value for problem in caught.value.problems])
    done = store.add(bad, skip_bad=True)
    assert done.rows == {"provisions": 1}
    assert "country:DEU" in done.rejected.read_text(encoding="utf-8")
    assert done.rejected.parent == tmp_path


def test_a_view_is_for_a_day_and_a_viewer(store):
    assert store.map(valid_on="2022-12-31")["provisions"].is_empty()
    assert store.map(known_on="2020-01-01")["products"].is_empty()
    assert store.map(viewer="public").digest() != store.map().digest()


def test_exports_come_from_the_same_map(store, tmp_path):
    files = store.export(store.map(), "geojson", tmp_path / "out.geojson")
    assert all(path.exists() for path in files)


def test_a_store_is_made_once_and_opened_where_it_is(store, tmp_path):
    with pytest.raises(hw.StoreError, match="store"):
        hw.create(store.path)
    with pytest.raises(hw.StoreError, match="init"):
        hw.open(tmp_path / "nowhere")
    assert hw.open(store.path).map().digest() == store.map().digest()
