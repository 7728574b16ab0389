"""What every store of claims must do, whatever it is made of."""

import pickle
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater.claims.model import FileStamp, active_contributions
from headwater.errors import NoStore, NotFound, StoreExists
from headwater.standard.frames import claim_schema
from headwater.standard.tables import TABLE_NAMES, table

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_a_new_store_holds_nothing(log):
    assert log.contributions() == ()
    assert log.verify().sound
    for name in TABLE_NAMES:
        empty = log.claims(name).collect()
        assert empty.height == 0
        assert dict(empty.schema) == dict(claim_schema(table(name)))


def test_there_is_no_store_where_none_was_made(kind, tmp_path):
    with pytest.raises(NoStore, match="headwater init"):
        kind.open(tmp_path / "nowhere")
    with pytest.raises(NoStore):
        kind.open(tmp_path)


def test_a_store_is_made_once(kind, log, path, sources, record):
    record(log, ("sources", sources))
    with pytest.raises(StoreExists):
        kind.create(path)
    assert len(kind.open(path).contributions()) == 1


@pytest.mark.parametrize("occupied", ["file", "folder"])
def test_a_store_takes_no_place_of_something_else(kind, tmp_path, occupied):
    place = tmp_path / "place"
    if occupied == "file":
        place.write_text("mine")
    else:
        place.mkdir()
        (place / "thesis.txt").write_text("mine")
    with pytest.raises(StoreExists):
        kind.create(place)
    assert [item.read_text() for item in tmp_path.rglob("*") if item.is_file()] == ["mine"]


@pytest.mark.parametrize("name", ["with space", "Lieferkette-ü", "공급망", "100% sure", "a#b?c", "[x]*"])
def test_any_usual_name_of_a_folder_will_do(kind, tmp_path, sources, record, name):
    record(kind.create(tmp_path / name), ("sources", sources))
    assert kind.open(tmp_path / name).claims("sources").collect().height == 1
    assert [item.name for item in tmp_path.iterdir()] == [name]


def test_what_was_recorded_is_read_back_with_who_and_when(kind, log, path, sources, provisions, record):
    files = (FileStamp("survey.csv", 12, "ab" * 32),)
    given_rows = provisions(4)
    entry = record(log, ("sources", sources), ("provisions", given_rows), files=files, note="first")
    for reader in (log, kind.open(path)):
        assert reader.contributions() == (entry,)
        claims = reader.claims("provisions").collect()
        assert claims.select(given_rows.columns).equals(given_rows)
        assert claims["row"].to_list() == [0, 1, 2, 3]
        assert set(claims["contribution"]) == {entry.id}
        assert set(claims["contributor"]) == {"anna"}
        assert set(claims["recorded_at"]) == {entry.recorded_at}
    assert (entry.kind, entry.format, entry.files, entry.note) == ("add", "own", files, "first")
    assert [(stamp.table, stamp.rows) for stamp in entry.tables] == [("sources", 1), ("provisions", 4)]


def test_rows_of_a_table_are_numbered_across_batches(log, provisions, sources, record):
    entry = record(log, ("provisions", provisions(2)), ("sources", sources), ("provisions", provisions(3)))
    assert log.claims("provisions").collect()["row"].to_list() == [0, 1, 2, 3, 4]
    assert {stamp.table: stamp.rows for stamp in entry.tables} == {"sources": 1, "provisions": 5}


def test_every_value_survives(log, rows, record):
    every_type = rows(
        "products",
        {"id": "product:1", "names": ["ko:렌즈", "", None], "hs_codes": [], "quote": "", "note": "a\nb\0c"},
        {"id": "product:2", "names": None, "hs_codes": ["900211"], "quote": "x" * 10_000},
    )
    figures = rows(
        "provisions",
        *({"product": "product:1", "share": share} for share in (0.1 + 0.2, -0.0, None, 5e-324, 1.0)),
    )
    record(log, ("products", every_type), ("provisions", figures))
    assert log.claims("products").select(every_type.columns).collect().equals(every_type)
    back = log.claims("provisions").collect()["share"]
    assert back.to_list() == [0.1 + 0.2, -0.0, None, 5e-324, 1.0]
    assert str(back[1]) == "-0.0"
    assert log.verify().sound


def test_an_instant_without_a_time_zone_is_refused(log, sources, record):
    with pytest.raises(ValueError, match="time zone"):
        record(log, ("sources", sources), recorded_at=datetime(2026, 3, 1))  # noqa: DTZ001 - that is the point
    assert log.contributions() == ()


def test_rows_that_are_not_the_tables_are_refused(log, provisions, record):
    for wrong in (provisions().drop("share"), provisions().with_columns(pl.lit("0.1").alias("share"))):
        with pytest.raises(TypeError, match="share"):
            record(log, ("provisions", wrong))
    assert log.contributions() == ()
    assert log.claims("provisions").collect().is_empty()


def test_nothing_counts_where_the_batches_break_off(log, sources, provisions, record):
    def broken():
        yield "sources", sources
        yield "provisions", provisions()
        raise RuntimeError("unplugged")

    before = record(log, ("sources", sources))
    with pytest.raises(RuntimeError, match="unplugged"):
        log.record(broken(), contributor="anna", recorded_at=NOON, format_name="own")
    assert log.contributions() == (before,)
    assert log.claims("provisions").collect().is_empty()
    assert log.claims("sources").collect().height == 1
    found = log.verify()
    assert (found.sound, found.uncommitted_rows) == (True, 0)
    record(log, ("provisions", provisions()))
    assert log.claims("provisions").collect().height == 3


def test_the_log_is_a_chain(log, sources, provisions, record):
    entries = [record(log, ("sources", sources)), record(log, ("provisions", provisions()))]
    entries.append(log.retract(entries[0].id, contributor="bert", recorded_at=NOON + timedelta(days=9)))
    assert list(log.contributions()) == entries
    assert [entry.previous for entry in entries[1:]] == [entry.hash for entry in entries[:-1]]
    assert len({entry.hash for entry in entries} | {entries[0].previous}) == 4


def test_equal_rows_have_equal_stamps_and_unequal_contributions(log, sources, record):
    one, two = record(log, ("sources", sources)), record(log, ("sources", sources))
    assert one.tables == two.tables
    assert one.id != two.id
    assert one.hash != two.hash


def test_a_retracted_contribution_stays_readable_and_no_longer_counts(log, sources, record):
    entry = record(log, ("sources", sources))
    gone = log.retract(entry.id, contributor="bert", recorded_at=NOON + timedelta(days=2), note="wrong file")
    assert (gone.kind, gone.retracts, gone.contributor, gone.note) == ("retract", entry.id, "bert", "wrong file")
    assert active_contributions(log.contributions()) == frozenset()
    assert active_contributions(log.contributions(), known_on=entry.recorded_at.date()) == {entry.id}
    assert log.claims("sources").collect().height == 1


def test_only_what_counts_can_be_retracted(log, sources, record):
    entry = record(log, ("sources", sources))
    gone = log.retract(entry.id, contributor="anna", recorded_at=NOON)
    for wrong in (entry.id, gone.id, "20260101-00000000", ""):
        with pytest.raises(NotFound):
            log.retract(wrong, contributor="anna", recorded_at=NOON)
    assert log.contributions() == (entry, gone)


def test_once_means_once_per_contributor_until_retracted(log, sources):
    def once(contributor):
        return log.record_once([("sources", sources)], contributor=contributor, recorded_at=NOON, format_name="own")

    first, again, other = once("anna"), once("anna"), once("bert")
    assert (first.is_new, again.is_new, other.is_new) == (True, False, True)
    assert again.contribution == first.contribution
    log.retract(first.contribution.id, contributor="anna", recorded_at=NOON)
    anew = once("anna")
    assert anew.is_new
    assert anew.contribution.id != first.contribution.id
    assert log.verify().uncommitted_rows == 0


def test_two_that_have_the_store_open_see_each_other(kind, log, path, sources, provisions, record):
    other = kind.open(path)
    one = record(log, ("sources", sources))
    assert other.contributions() == (one,)
    two = record(other, ("provisions", provisions()))
    assert log.contributions() == (one, two)
    assert log.claims("provisions").collect().height == 3


def test_a_frame_asked_for_earlier_does_not_change(log, sources, record):
    record(log, ("sources", sources))
    earlier = log.claims("sources")
    record(log, ("sources", sources))
    assert earlier.collect().height == 1
    assert log.claims("sources").collect().height == 2


def test_claims_come_in_the_order_of_the_log(log, provisions, record):
    ids = [record(log, ("provisions", provisions(1))).id for _ in range(6)]
    assert log.claims("provisions").collect()["contribution"].to_list() == ids


def test_a_filter_is_asked_of_the_files(log, provisions, record):
    entries = [record(log, ("provisions", provisions(50, f"product:p{number}"))) for number in range(5)]
    by_product = log.claims("provisions").filter(pl.col("product") == "product:p3")
    by_contribution = log.claims("provisions").filter(pl.col("contribution") == entries[2].id)
    assert set(by_product.collect()["contribution"]) == {entries[3].id}
    assert set(by_contribution.collect()["product"]) == {"product:p2"}
    for asked in (by_product, by_contribution):
        assert "SELECTION" in asked.select("share").explain()
        assert "FILTER" not in asked.select("share").explain()


def test_a_log_can_be_sent_to_another_process(log, sources, record):
    entry = record(log, ("sources", sources))
    assert pickle.loads(pickle.dumps(log)).contributions() == (entry,)


def test_a_table_nobody_defined_is_a_mistake(log):
    with pytest.raises(KeyError):
        log.claims("thoughts")


STEPS = st.lists(st.tuples(st.sampled_from(["add", "retract"]), st.integers(0, 20)), max_size=6)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_retracting_what_was_added_leaves_what_counted_before(kind, tmp_path_factory, sources, record, steps):
    log = kind.create(tmp_path_factory.mktemp("law") / "store")
    for step, number in steps:
        active = sorted(active_contributions(log.contributions()))
        if step == "add" or not active:
            record(log, ("sources", sources))
        else:
            log.retract(active[number % len(active)], contributor="anna", recorded_at=NOON)
    before = active_contributions(log.contributions())
    entry = record(log, ("sources", sources))
    assert active_contributions(log.contributions()) == before | {entry.id}
    log.retract(entry.id, contributor="anna", recorded_at=NOON + timedelta(days=4000))
    assert active_contributions(log.contributions()) == before
    assert log.verify().sound


def test_files_that_hold_no_such_product_are_not_opened(log, provisions, record, monkeypatch):
    monkeypatch.setattr("headwater.storage.parts.ROWS_IN_MEMORY", 10)
    record(log, *(("provisions", provisions(10, f"product:{name}")) for name in "abc"))
    narrowed = log.claims("provisions", within={"product": [("product:b", "product:b")]}).collect()
    assert set(narrowed["product"]) == {"product:b"}
    assert log.claims("provisions", within={"product": [("product:x", "product:z")]}).collect().is_empty()
    assert log.claims("provisions", within={"period": [("0000", "9999")]}).collect().height == 30
    assert log.verify().sound


def test_files_are_left_out_by_what_they_hold_and_not_by_what_another_table_of_the_same_contribution_does(
    log, provisions, rows, record
):
    flow = {"supplier": "country:CHN", "buyer": "country:KOR", "product": "hs:HS2017.850440", "period": "2021"}
    for _ in range(8):  # tables are written side by side: whichever is last must not speak for the others
        record(log, ("provisions", provisions(3, "product:a")), ("flows", rows("flows", flow)))
    assert log.claims("flows", within={"product": [("hs:", "hs:~")]}).collect().height == 8
    assert log.claims("provisions", within={"product": [("product:a", "product:a")]}).collect().height == 24
    assert log.verify().sound


def test_rows_of_one_contribution_are_looked_for_in_its_own_files(log, provisions, record):
    first, second = (record(log, ("provisions", provisions(number, "product:a"))) for number in (2, 3))
    for entry, number in ((first, 2), (second, 3)):
        found = log.claims("provisions", within={"contribution": [(entry.id, entry.id)]}).collect()
        assert (found["contribution"] == entry.id).sum() == number
