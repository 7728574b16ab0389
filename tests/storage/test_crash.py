"""Nothing acknowledged is lost and nothing half done is seen, whenever a writing process is killed."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

from headwater.storage import DeltaLog

WRITER = Path(__file__).with_name("writer.py")
KILLS = 50  # times four stores: small ones are quicker to open


@pytest.fixture
def nursery(path):
    """A process that starts writers of the store, quickly."""
    DeltaLog.create(path)
    command = [sys.executable, str(WRITER), str(path), "fork"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1) as process:
        yield process
        process.stdin.close()


def killed_writer(nursery, rng):
    """Start a writer, kill it at a random moment; return the contributions it acknowledged."""
    print(file=nursery.stdin, flush=True)
    words = nursery.stdout.readline().split()
    acknowledged = []
    while words[0] != "pid":  # the child may be faster than its parent
        acknowledged.append(words[0])
        words = nursery.stdout.readline().split()
    if rng.random() < 0.8 and not acknowledged:  # most writers get through the start, some are killed within it
        acknowledged.append(nursery.stdout.readline().strip())
    time.sleep(rng.uniform(0, 0.12))
    os.kill(int(words[1]), signal.SIGKILL)
    while (line := nursery.stdout.readline().strip()) != "gone":
        acknowledged.append(line)
    return acknowledged


def assert_whole(log):
    """Every contribution in the log has its one source and its twenty provisions, and no other row is seen."""
    ids = [entry.id for entry in log.contributions()]
    for name, rows in (("sources", 1), ("provisions", 20)):
        counted = log.claims(name).group_by("contribution", maintain_order=True).agg(pl.len()).collect()
        assert counted["contribution"].to_list() == ids
        assert set(counted["len"]) <= {rows}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_writers_killed_200_times_lose_nothing_they_acknowledged(seed, path, nursery, sources, record):
    rng = random.Random(seed)
    log = DeltaLog.open(path)
    acknowledged = []
    for _ in range(KILLS):
        acknowledged += killed_writer(nursery, rng)
        assert set(acknowledged) <= {entry.id for entry in log.contributions()}
        assert_whole(log)
    fresh = DeltaLog.open(path)
    assert_whole(fresh)
    found = fresh.verify()
    assert found.sound, found.damage
    assert len(acknowledged) >= KILLS // 2, "most writers must get somewhere before they are killed"
    assert found.uncommitted_rows, "some must be killed between their rows and their entry"
    after = record(fresh, ("sources", sources))
    assert DeltaLog.open(path).contributions()[-1] == after
