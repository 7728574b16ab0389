"""Nothing in the repository names a package index, a machine's own path, or work left undone."""

import json
import re

import pytest

from tests.rules.leftovers import LEFTOVERS, leftovers
from tests.rules.repository import ROOT, text_files

# Packages name their funders and licences in the lock file; that is checked by its own test below.
LEFT_OUT = {"web/package-lock.json"}

PLANTED = {
    "an address of a package index": "pip install --extra-index" + "-url https://packages.example/simple headwater",
    "an absolute path of some machine": 'STORE = "/ho' + 'me/someone/store"',
    "something left to do": "# TO" + "DO: count facilities too",
    "a merge mark": "<" * 7 + " HEAD",
}


def test_every_kind_of_leftover_is_planted():
    assert set(PLANTED) == set(LEFTOVERS)


@pytest.mark.parametrize("what", LEFTOVERS)
def test_a_planted_leftover_is_found(what):
    assert leftovers(f"a clean line\n{PLANTED[what]}\n") == [(2, what)]


@pytest.mark.parametrize(
    "line",
    [
        "see docs/how-to/add-your-own-table.md",
        "GET /api/products/{id}",
        "https://example.org/home/page",
        "#!/usr/bin/env bash",
    ],
)
def test_ordinary_lines_are_clean(line):
    assert leftovers(line) == []


def test_no_tracked_file_holds_a_leftover():
    found = [
        f"{path.relative_to(ROOT)}:{number}: {what}"
        for path in text_files()
        if path.relative_to(ROOT).as_posix() not in LEFT_OUT
        for number, what in leftovers(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_requirement_files_hold_hashes_and_no_address():
    files = sorted((ROOT / "requirements").glob("*.txt"))
    assert {path.name for path in files} == {"runtime.txt", "dev.txt", "build.txt"}
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert "://" not in text, path.name
        pins = re.findall(r"^[a-z0-9][\w.-]*(?:\[[\w,-]+\])?==\S+.*\\$", text, flags=re.MULTILINE)
        assert pins
        assert len(re.findall(r"^    --hash=sha256:[0-9a-f]{64}", text, flags=re.MULTILINE)) >= len(pins)


def test_the_lock_file_of_the_page_names_no_address():
    lock = json.loads((ROOT / "web" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry and not entry.get("link")] == []
