"""One licence, said in the same words everywhere; files carry no header of their own."""

import json
import re

from tests.rules.repository import ROOT, pyproject, text_files

LICENCE = "Apache-2.0"


def test_the_licence_is_the_same_everywhere():
    assert pyproject()["project"]["license"] == LICENCE
    assert json.loads((ROOT / "web" / "package.json").read_text(encoding="utf-8"))["license"] == LICENCE
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert LICENCE in (ROOT / "README.md").read_text(encoding="utf-8")


def test_no_source_file_carries_a_header():
    header = re.compile(r"SPDX-Lic" + r"ense-Identifier|^\W*Copy" + r"right\b", flags=re.MULTILINE)
    sources = text_files("src/*.py", "tests/*.py", "tools/*.py", "bench/*.py", "web/src/*")
    assert sources
    assert [path.name for path in sources if header.search(path.read_text(encoding="utf-8"))] == []


def test_what_others_ask_to_be_said_is_said():
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert "UNICODE LICENSE V3" in notice
    assert "Natural Earth" in notice
    assert {"LICENSE", "NOTICE"} <= set(pyproject()["project"]["license-files"])
    assert "license: { fileName: 'licences.md' }" in (ROOT / "web" / "vite.config.ts").read_text(encoding="utf-8")
