"""An export is there whole or not at all, and never in the place of somebody's files."""

import os

import pytest

from headwater.errors import BadQuestion, StoreUnwritable
from headwater.exports import WRITERS
from headwater.exports.placing import write_file, write_folder


def fill_file(path):
    path.write_text("new", encoding="utf-8")


def fill_folder(path):
    (path / "a.csv").write_text("new", encoding="utf-8")


def fail(path):
    (path / "half").write_text("x", encoding="utf-8") if path.is_dir() else path.write_text("x", encoding="utf-8")
    raise RuntimeError("stopped half-way")


@pytest.mark.parametrize("write", [write_file, write_folder])
def test_nothing_is_left_of_an_export_that_failed(tmp_path, write):
    with pytest.raises(RuntimeError):
        write(tmp_path / "target", fail, force=False)
    assert list(tmp_path.iterdir()) == []


def test_an_earlier_export_survives_a_failed_replacement(tmp_path):
    write_folder(tmp_path / "out", fill_folder, force=False)
    with pytest.raises(RuntimeError):
        write_folder(tmp_path / "out", fail, force=True)
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "a.csv"]


def test_a_folder_that_is_not_empty_is_refused_without_force(tmp_path):
    write_folder(tmp_path / "out", fill_folder, force=False)
    with pytest.raises(BadQuestion, match="not empty"):
        write_folder(tmp_path / "out", fill_folder, force=False)
    assert write_folder(tmp_path / "out", fill_folder, force=True) == [tmp_path / "out" / "a.csv"]


def test_force_never_deletes_other_files(tmp_path):
    (tmp_path / "thesis.docx").write_text("years of work", encoding="utf-8")
    with pytest.raises(BadQuestion, match="more than an export"):
        write_folder(tmp_path, fill_folder, force=True)
    assert (tmp_path / "thesis.docx").read_text(encoding="utf-8") == "years of work"


def test_a_file_that_is_there_is_refused_without_force(tmp_path):
    target = tmp_path / "map.geojson"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(BadQuestion, match="there already"):
        write_file(target, fill_file, force=False)
    assert target.read_text(encoding="utf-8") == "old"
    write_file(target, fill_file, force=True)
    assert target.read_text(encoding="utf-8") == "new"


@pytest.fixture
def nobody_special():
    """Root may write anywhere: for this test it becomes a user who may not."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    yield
    os.seteuid(before)


def test_a_folder_one_may_not_write_is_a_clear_error(tmp_path, request):
    tmp_path.chmod(0o500)
    request.getfixturevalue("nobody_special")
    with pytest.raises(StoreUnwritable, match="could not be written"):
        write_file(tmp_path / "map.geojson", fill_file, force=False)


def test_a_place_that_cannot_be_made_is_a_clear_error(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(StoreUnwritable, match="could not be written"):
        write_file(tmp_path / "file" / "map.geojson", fill_file, force=False)


@pytest.mark.parametrize("name", list(WRITERS))
def test_the_same_map_gives_the_same_bytes(supply_map, tmp_path, name):
    first = WRITERS[name].write(supply_map, tmp_path / "one")
    second = WRITERS[name].write(supply_map, tmp_path / "two")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert first
