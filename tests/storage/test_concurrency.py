"""Many writers and readers at once: every append is there once, the chain has no fork, no reader sees half."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from headwater.claims.model import Contribution, active_contributions
from headwater.errors import NotFound, StoreBusy, StoreExists
from headwater.storage import DeltaLog, delta_log
from headwater.storage.delta_log import _log_folder
from headwater.storage.entries import seal
from headwater.storage.history import History
from headwater.storage.layout import read_marker

WRITER = Path(__file__).with_name("writer.py")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def start_writer(path, count):
    command = [sys.executable, str(WRITER), str(path), str(count)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def assert_a_chain(log, length):
    entries = log.contributions()
    assert len(entries) == len({entry.id for entry in entries}) == length
    assert all(entry.previous == before.hash for before, entry in pairwise(entries))
    found = log.verify()
    assert found.sound, found.damage


def test_four_processes_of_fifty_appends_make_two_hundred(path):
    log = DeltaLog.create(path)
    writers = [start_writer(path, 50) for _ in range(4)]
    acknowledged = [writer.communicate(timeout=240)[0].split() for writer in writers]
    assert [len(ids) for ids in acknowledged] == [50] * 4
    assert_a_chain(log, 200)
    assert {entry.id for entry in log.contributions()} == {i for ids in acknowledged for i in ids}
    assert log.claims("provisions").select(pl.len()).collect().item() == 200 * 20
    assert log.verify().uncommitted_rows == 0


def test_threads_may_share_a_log(path, sources, provisions):
    log = DeltaLog.create(path)

    def append(number):
        batches = [("sources", sources), ("provisions", provisions(number + 1))]
        return log.record(batches, contributor=f"t{number}", recorded_at=NOON, format_name="own").id

    with ThreadPoolExecutor(6) as pool:
        ids = list(pool.map(append, range(24)))
    assert_a_chain(log, 24)
    assert {entry.id for entry in log.contributions()} == set(ids)


def test_readers_see_a_contribution_whole_or_not_at_all(path):
    log = DeltaLog.create(path)
    writer = start_writer(path, 40)
    seen = []
    stop = threading.Event()

    def look():
        while not stop.is_set():
            ids = [entry.id for entry in log.contributions()]
            for name, rows in (("sources", 1), ("provisions", 20)):
                of_those = log.claims(name).filter(pl.col("contribution").is_in(ids))
                counted = of_those.group_by("contribution", maintain_order=True).agg(pl.len()).collect()
                seen.append((ids, counted["contribution"].to_list(), set(counted["len"]) <= {rows}))

    with ThreadPoolExecutor(2) as pool:
        readers = [pool.submit(look) for _ in range(2)]
        writer.communicate(timeout=120)
        stop.set()
        for reader in readers:
            reader.result()
    assert len({len(ids) for ids, _, _ in seen}) > 3, "the readers must have looked while the writer wrote"
    assert all(ids == found and whole for ids, found, whole in seen)


def test_of_two_that_append_after_the_same_entry_one_is_refused(path, sources, record):
    log = DeltaLog.create(path)
    record(log, ("sources", sources))
    histories = [History(path, read_marker(path).genesis, _log_folder(path, durable=True)) for _ in range(2)]
    entries, version = histories[0].entries_at()
    assert histories[1].entries_at() == (entries, version)
    head = histories[0].head_of(entries)
    drafts = [_draft(f"2026030{number}-00000000") for number in (1, 2)]
    won = [
        history.append(seal(draft, (), len(entries), head), after=version)
        for history, draft in zip(histories, drafts, strict=True)
    ]
    assert won == [True, False]
    assert [entry.id for entry in log.contributions()][1:] == ["20260301-00000000"]
    assert len(list((path / "contributions").glob("*.parquet"))) == 2, "the loser leaves nothing"
    assert log.verify().sound


def test_the_race_is_decided_by_the_file_system_too(path, sources, record):
    """Both look, both find the same newest version, both write it: as if they looked at the same instant."""
    log = DeltaLog.create(path)
    record(log, ("sources", sources))
    barrier = threading.Barrier(4)

    def race(number):
        history = History(path, read_marker(path).genesis, _log_folder(path, durable=False))
        entries, version = history.entries_at()
        entry = seal(_draft(f"2026030{number}-00000000"), (), len(entries), history.head_of(entries))
        barrier.wait()
        return history.append(entry, after=version)

    for _ in range(15):
        with ThreadPoolExecutor(4) as pool:
            assert sorted(pool.map(race, range(1, 5))) == [False, False, False, True]
    assert_a_chain_of_any_ids(log, 16)


def assert_a_chain_of_any_ids(log, length):
    entries = log.contributions()
    assert len(entries) == length
    assert all(entry.previous == before.hash for before, entry in pairwise(entries))


def _draft(name):
    return Contribution(name, "add", "anna", NOON, "own", (), (), None, None, "", "")


def test_a_contribution_is_retracted_once_however_many_try(path, sources, record):
    log = DeltaLog.create(path)
    entry = record(log, ("sources", sources))
    others = [DeltaLog.open(path) for _ in range(4)]

    def retract(other):
        try:
            return other.retract(entry.id, contributor="anna", recorded_at=NOON).id
        except NotFound:
            return None

    with ThreadPoolExecutor(4) as pool:
        done = [made for made in pool.map(retract, others) if made]
    assert len(done) == 1
    assert active_contributions(log.contributions()) == frozenset()


def test_the_same_rows_from_many_at_once_are_recorded_once(path, sources):
    DeltaLog.create(path)
    others = [DeltaLog.open(path) for _ in range(4)]

    def once(other):
        return other.record_once([("sources", sources)], contributor="anna", recorded_at=NOON, format_name="own")

    with ThreadPoolExecutor(4) as pool:
        recorded = list(pool.map(once, others))
    assert sorted(result.is_new for result in recorded) == [False, False, False, True]
    assert len({result.contribution.id for result in recorded}) == 1
    assert others[0].claims("sources").collect().height == 1


def test_of_several_that_make_the_store_one_does(path):
    def make(_):
        try:
            return DeltaLog.create(path)
        except StoreExists:
            return None

    with ThreadPoolExecutor(4) as pool:
        made = [log for log in pool.map(make, range(4)) if log]
    assert len(made) == 1
    assert DeltaLog.open(path).contributions() == ()


def test_a_writer_that_never_wins_says_so(path, sources, record, monkeypatch):
    log = DeltaLog.create(path)
    monkeypatch.setattr(delta_log, "BUSY_AFTER_SECONDS", 0.05)
    monkeypatch.setattr(log._history, "append", lambda *_, **__: False)
    with pytest.raises(StoreBusy) as caught:
        record(log, ("sources", sources))
    assert caught.value.retry
    assert DeltaLog.open(path).contributions() == ()
