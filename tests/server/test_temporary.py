"""Folders of uploads: a living server's stay, a dead one's go, and nobody else's is ever touched."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from headwater.bootstrap.workspace import create_store
from headwater.server import create_app
from headwater.server.temporary import LOCK, PREFIX, Home, remove_leftovers
from headwater.server.writing import TOKEN_HEADER, Writing

LIVING = """
import sys, time
from headwater.server.temporary import Home
print(Home.make().folder, flush=True)
time.sleep(600)
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def other():
    """Another process with a folder of its own."""
    process = subprocess.Popen([sys.executable, "-c", LIVING], stdout=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


def aged(folder):
    then = time.time() - 30 * 3600
    os.utime(folder, (then, then))
    return folder


def names(temporary):
    return {path.name for path in temporary.iterdir()}


def test_the_folder_of_a_living_process_stays_however_old_it_is(temporary, other):
    folder = temporary / Path(other.stdout.readline().strip()).name
    aged(folder)
    remove_leftovers()
    assert names(temporary) == {folder.name}


def test_the_folder_of_a_killed_process_goes_at_once(temporary, other):
    folder = temporary / Path(other.stdout.readline().strip()).name
    (folder / "0").mkdir()
    (folder / "0" / "half.csv").write_text("a", encoding="utf-8")
    other.kill()
    other.wait()
    remove_leftovers()
    assert names(temporary) == set()


def test_a_folder_without_a_lock_goes_only_when_it_is_old(temporary):
    young, old = temporary / f"{PREFIX}young", temporary / f"{PREFIX}old"
    young.mkdir()
    old.mkdir()
    aged(old)
    remove_leftovers()
    assert names(temporary) == {young.name}


def test_links_files_and_other_folders_are_left_alone(temporary, tmp_path):
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / LOCK).touch()
    (precious / "letter.txt").touch()
    (temporary / f"{PREFIX}link").symlink_to(precious)
    (temporary / f"{PREFIX}file").touch()
    (temporary / "somebody-elses").mkdir()
    before = names(temporary)
    remove_leftovers()
    assert names(temporary) == before
    assert {path.name for path in precious.iterdir()} == {LOCK, "letter.txt"}


def test_a_lock_that_is_a_link_is_not_followed(temporary, tmp_path):
    target = tmp_path / "target"
    target.touch()
    folder = temporary / f"{PREFIX}trap"
    folder.mkdir()
    (folder / LOCK).symlink_to(target)
    aged(folder)
    remove_leftovers()
    assert names(temporary) == {folder.name}


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_left_alone(temporary):
    folder = temporary / f"{PREFIX}theirs"
    folder.mkdir()
    os.chown(folder, 12_345, 12_345)
    aged(folder)
    remove_leftovers()
    assert names(temporary) == {folder.name}


def test_removing_twice_removes_once():
    home = Home.make()
    home.remove()
    home.remove()
    assert not home.folder.exists()


def test_a_server_clears_up_at_its_start_and_after_itself(temporary, tmp_path, page_folder, other):
    left = temporary / Path(other.stdout.readline().strip()).name
    other.kill()
    other.wait()
    space = create_store(tmp_path / "store")
    writing = Writing(allowed=True, contributor="Ada")
    app = create_app(space, page_folder=page_folder, loopback_only=True, writing=writing)
    with TestClient(app, base_url="http://localhost", headers={TOKEN_HEADER: writing.token}) as client:
        assert not left.exists()
        upload = client.post("/api/uploads").json()["id"]
        client.put(f"/api/uploads/{upload}/files", params={"name": "a.csv"}, content=b"a\n1\n")
        assert len(names(temporary)) == 1
    assert names(temporary) == set()
