"""Damage to a store on Delta tables is found, and named: contribution, table, rows and file."""

import json
import shutil

import polars as pl
import pytest

from headwater.errors import StoreDamaged, StoreError
from headwater.storage import DeltaLog


@pytest.fixture
def filled(path, sources, provisions, record):
    """A store of three contributions; the second has 4 provisions."""
    log = DeltaLog.create(path)
    entries = [
        record(log, ("sources", sources)),
        record(log, ("provisions", provisions(4))),
        record(log, ("sources", sources), ("provisions", provisions(2))),
    ]
    return path, entries


def damage(path):
    return DeltaLog.open(path).verify().damage


def data_file(path, table, entry):
    (file,) = (path / "tables" / table).glob(f"{entry.id}-*.parquet")
    return file


def flip(file, place):
    content = bytearray(file.read_bytes())
    content[place] ^= 0x10
    file.write_bytes(content)


def test_a_sound_store_is_counted(filled):
    found = DeltaLog.open(filled[0]).verify()
    assert (found.sound, found.contributions, found.rows, found.uncommitted_rows) == (True, 3, 8, 0)


@pytest.mark.parametrize("where", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999])
def test_a_flipped_byte_in_a_data_file_is_named(filled, where):
    path, entries = filled
    file = data_file(path, "provisions", entries[1])
    flip(file, int(where * file.stat().st_size))
    (finding,) = damage(path)
    assert f"contribution {entries[1].id}, table provisions, rows 0 to 3, file tables/provisions/{file.name}" in finding
    assert "bytes" in finding


def test_every_byte_of_an_entry_is_checked(filled):
    path, entries = filled
    file = sorted((path / "contributions").glob("*.parquet"))[1]
    sound = file.read_bytes()
    for place in range(0, len(sound), 97):
        flip(file, place)
        assert any(file.name in finding or entries[1].id in finding for finding in damage(path))
        file.write_bytes(sound)
    assert damage(path) == ()


def test_rows_rewritten_under_a_right_name_are_found(filled):
    """As somebody would who also forged the file's hash: the digest of the rows is in the chain."""
    path, entries = filled
    file = data_file(path, "provisions", entries[1])
    pl.read_parquet(file).with_columns(pl.lit(0.99).alias("share")).write_parquet(file)
    assert entries[1].id in damage(path)[0]


def test_an_edited_entry_breaks_the_chain(filled):
    path, entries = filled
    file = sorted((path / "contributions").glob("*.parquet"))[1]
    pl.read_parquet(file).with_columns(pl.lit("mallory").alias("contributor")).write_parquet(file)
    assert any(entries[1].id in finding and "changed" in finding for finding in damage(path))
    with pytest.raises(StoreDamaged, match=entries[1].id):
        DeltaLog.open(path).contributions()


def test_a_deleted_data_file_is_named_and_not_read_over(filled):
    path, entries = filled
    file = data_file(path, "provisions", entries[2])
    file.unlink()
    (finding,) = damage(path)
    assert entries[2].id in finding
    assert file.name in finding
    assert "gone" in finding
    with pytest.raises(StoreDamaged, match=file.name):
        DeltaLog.open(path).claims("provisions")
    assert DeltaLog.open(path).claims("sources").collect().height == 2


def test_a_deleted_table_is_found(filled):
    path, entries = filled
    shutil.rmtree(path / "tables" / "provisions")
    assert any(entries[1].id in finding and "gone" in finding for finding in damage(path))
    with pytest.raises(StoreDamaged):
        DeltaLog.open(path).claims("provisions").collect()


@pytest.mark.parametrize("table", ["contributions", "tables/provisions"])
@pytest.mark.parametrize("from_end", [0, 1])
def test_a_removed_log_entry_is_found(filled, table, from_end):
    path, entries = filled
    log_file = sorted((path / table / "_delta_log").glob("*.json"))[-1 - from_end]
    log_file.unlink()
    found = damage(path)
    assert found
    assert any(log_file.name in finding or entries[2].id in finding for finding in found)
    with pytest.raises(StoreDamaged):
        DeltaLog.open(path).claims("provisions").collect()


def test_a_cut_log_takes_no_new_entry(filled, sources, record):
    path, _ = filled
    max((path / "contributions" / "_delta_log").glob("*.json")).unlink()
    with pytest.raises(StoreDamaged):
        record(DeltaLog.open(path), ("sources", sources))


def test_a_removed_old_log_entry_is_found_though_a_checkpoint_covers_it(path, sources, record):
    log = DeltaLog.create(path, durable=False)
    for _ in range(101):
        record(log, ("sources", sources))
    assert list((path / "contributions" / "_delta_log").glob("*.checkpoint.parquet"))
    gone = path / "contributions" / "_delta_log" / f"{7:020}.json"
    gone.unlink()
    (finding,) = damage(path)
    assert gone.name in finding


def test_entries_exchanged_are_found(filled):
    path, _ = filled
    one, two = sorted((path / "contributions").glob("*.parquet"))[:2]
    first, second = one.read_bytes(), two.read_bytes()
    one.write_bytes(second)
    two.write_bytes(first)
    assert len(damage(path)) >= 2


def test_changed_receipts_are_found(filled):
    path, entries = filled
    receipts = path / "receipts.txt"
    receipts.write_text(receipts.read_text().replace(entries[1].hash[:5], "00000"))
    (finding,) = damage(path)
    assert "receipts.txt, line 3" in finding


def test_a_torn_receipt_is_no_damage(filled, sources, record):
    path, _ = filled
    receipts = path / "receipts.txt"
    receipts.write_text(receipts.read_text() + "\n00000003 20261122-4f3")
    record(DeltaLog.open(path), ("sources", sources))
    assert damage(path) == ()


def test_a_missing_receipt_is_no_damage(filled, sources, record):
    """A process may die after its commit and before its receipt."""
    path, _ = filled
    (path / "receipts.txt").unlink()
    record(DeltaLog.open(path), ("sources", sources))
    assert damage(path) == ()


def test_rows_of_a_writer_that_died_are_counted_and_never_read(filled, provisions, record, monkeypatch):
    path, entries = filled
    log = DeltaLog.open(path)

    def die(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(log, "_commit", die)
    with pytest.raises(KeyboardInterrupt):
        record(log, ("provisions", provisions(5)))
    found = DeltaLog.open(path).verify()
    assert (found.sound, found.rows, found.uncommitted_rows) == (True, 8, 5)
    assert DeltaLog.open(path).contributions() == tuple(entries)
    assert DeltaLog.open(path).claims("provisions").collect().height == 6


def test_a_file_cut_short_by_a_kill_is_no_damage(filled):
    path, _ = filled
    (path / "tables" / "provisions" / "20260101-00000000-00000.parquet").write_bytes(b"PAR1 and then the power went")
    found = DeltaLog.open(path).verify()
    assert (found.sound, found.uncommitted_rows) == (True, 0)


def test_a_marker_that_cannot_be_read(filled):
    path, _ = filled
    marker = path / "headwater.json"
    for wrong in ("", "{}", "[1]", '{"layout": "new", "store": 1}', "\0"):
        marker.write_text(wrong)
        with pytest.raises(StoreDamaged):
            DeltaLog.open(path)
    marker.write_bytes(b"\xff\xfe")
    with pytest.raises(StoreDamaged):
        DeltaLog.open(path)
    marker.write_text(json.dumps({"layout": 99, "store": "ab"}))
    with pytest.raises(StoreError, match="newer"):
        DeltaLog.open(path)


def test_another_stores_marker_does_not_fit(filled):
    path, entries = filled
    (path / "headwater.json").write_text(json.dumps({"layout": 1, "store": "0123456789abcdef"}))
    assert any(entries[0].id in finding for finding in damage(path))
