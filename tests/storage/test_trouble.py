"""A folder that cannot be written: one clear error, and all that was acknowledged still there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from headwater.errors import StoreError, StoreUnwritable
from headwater.storage import DeltaLog
from headwater.storage.trouble import unwritable

NOBODY = 65_534
TRY_TO_APPEND = """
import os, runpy, sys, tempfile
sys.path[:0] = {path!r}
from headwater.errors import StoreUnwritable
from headwater.storage import DeltaLog
def append(store):
    sys.argv = ["writer.py", store, "1"]
    runpy.run_path({writer!r}, run_name="__main__")
with tempfile.TemporaryDirectory() as folder:  # so that nothing is imported later, when it may not be
    DeltaLog.create(folder + "/first")
    append(folder + "/first")
{restrict}
try:
    append({store!r})
except StoreUnwritable as error:
    print("refused:", error)
"""
BECOME_NOBODY = f"os.setgroups([]); os.setgid({NOBODY}); os.setuid({NOBODY})"
LIMIT_FILE_SIZE = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))"


def append_elsewhere(store, restrict):
    """Append in a process of its own, restricted; return what it printed last: an id, or `refused:` and why."""
    writer = str(Path(__file__).with_name("writer.py"))
    code = TRY_TO_APPEND.format(path=sys.path, store=str(store), writer=writer, restrict=restrict)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd="/")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


@pytest.fixture
def mounted():
    """Mount something at a place, if this process may; undone afterwards."""
    places = []

    def mount(place: Path, *options: str) -> Path:
        place.mkdir(exist_ok=True)
        done = subprocess.run(["mount", *options, str(place)], capture_output=True, text=True, check=False)
        if done.returncode:
            pytest.skip(f"this process may not mount ({done.stderr.strip()}); the limit on file sizes is tested anyway")
        places.append(place)
        return place

    yield mount
    for place in reversed(places):
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def assert_unharmed(path, entries):
    log = DeltaLog.open(path)
    assert log.contributions() == tuple(entries)
    assert log.verify().sound
    assert log.claims("provisions").collect().height == sum(
        stamp.rows for entry in entries for stamp in entry.tables if stamp.table == "provisions"
    )


def test_a_full_disk(mounted, tmp_path, sources, provisions, record, rows):
    disk = mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=700k", "tmpfs")
    path = disk / "store"
    log = DeltaLog.create(path)
    entries = [record(log, ("sources", sources), ("provisions", provisions(20)))]
    with pytest.raises(StoreUnwritable, match="full") as caught:
        entries.extend(record(log, ("sources", sources), ("provisions", provisions(20))) for _ in range(200))
    assert caught.value.retry
    assert len(entries) > 2
    assert_unharmed(path, entries)
    ballast = rows("provisions", *({"product": os.urandom(500).hex()} for _ in range(1000)))
    with pytest.raises(StoreUnwritable, match="full"):
        record(log, ("provisions", ballast))
    assert_unharmed(path, entries)
    assert DeltaLog.open(path).verify().uncommitted_rows <= 21 * 2, "what was given up is removed, as far as it can be"
    subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
    entries.append(record(log, ("provisions", ballast)))
    assert_unharmed(path, entries)


def test_a_disk_too_full_to_make_a_store(mounted, tmp_path):
    disk = mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=4k", "tmpfs")
    with pytest.raises(StoreUnwritable, match="full"):
        DeltaLog.create(disk / "store")


def test_a_read_only_file_system(mounted, tmp_path, sources, provisions, record):
    path = tmp_path / "place" / "store"
    path.parent.mkdir()
    entries = [record(DeltaLog.create(path), ("sources", sources), ("provisions", provisions()))]
    place = mounted(path.parent, "--bind", str(path.parent))
    subprocess.run(["mount", "-o", "remount,ro,bind", str(place)], check=True)
    log = DeltaLog.open(path)
    with pytest.raises(StoreUnwritable, match="read-only"):
        record(log, ("sources", sources))
    with pytest.raises(StoreUnwritable, match="read-only"):
        log.retract(entries[0].id, contributor="anna", recorded_at=entries[0].recorded_at)
    with pytest.raises(StoreUnwritable, match="read-only"):
        DeltaLog.create(place / "another")
    assert_unharmed(path, entries)


@pytest.mark.parametrize("limit", [0, 1_000, 4_000, 8_000])
def test_a_limit_on_the_size_of_files(path, sources, provisions, record, limit):
    entries = [record(DeltaLog.create(path), ("sources", sources), ("provisions", provisions()))]
    answer = append_elsewhere(path, LIMIT_FILE_SIZE.format(limit))
    assert answer.startswith("refused:")
    assert "quota" in answer
    assert_unharmed(path, entries)


def test_a_folder_one_may_not_write(tmp_path, sources, provisions, record):
    path = tmp_path / "store"
    entries = [record(DeltaLog.create(path), ("sources", sources), ("provisions", provisions()))]
    folders = [folder for folder in path.rglob("*") if folder.is_dir()]
    for folder in (path, *folders):
        folder.chmod(0o555)
    for parent in path.parents:  # pytest keeps its folders to itself
        if parent.stat().st_uid == os.getuid() and parent.is_relative_to(Path(tmp_path).parents[2]):
            parent.chmod(0o755)
    answer = append_elsewhere(path, BECOME_NOBODY if os.getuid() == 0 else "pass")
    assert answer.startswith("refused:")
    assert "permission" in answer
    for folder in (path, *folders):
        folder.chmod(0o755)
    assert_unharmed(path, entries)


def test_errors_about_something_else_are_not_dressed_up(tmp_path):
    assert unwritable(ValueError("no"), tmp_path) is None
    assert unwritable(OSError(2, "No such file"), tmp_path) is None
    assert "full" in str(unwritable(RuntimeError("Generic error: No space left on device (os error 28)"), tmp_path))


@pytest.mark.parametrize("name", ["50%25", "a%20b", "back\\slash"])
def test_a_path_that_would_be_taken_for_another_is_refused(tmp_path, name):
    with pytest.raises(StoreError, match="may not hold"):
        DeltaLog.create(tmp_path / name)
    assert list(tmp_path.iterdir()) == []
