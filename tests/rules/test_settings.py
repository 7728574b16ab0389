"""Every setting has its paragraph: environment variables of ours, and variables of the Makefile."""

import re

from tests.rules.repository import ROOT, text_files

PAGE = ROOT / "docs" / "reference" / "settings.md"


def environment_variables():
    files = text_files("src/*.py", "tests/*.py", "tools/*", "bench/*.py", "web/*", "Makefile", ".ci/run")
    return {name for path in files for name in re.findall(r"\bHEADWATER_[A-Z_]+\b", path.read_text(encoding="utf-8"))}


def make_variables():
    return set(re.findall(r"^([A-Z_]+) \?=", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE))


def test_every_setting_is_documented():
    explained = set(re.findall(r"^## `([A-Z_]+)`", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE))
    assert explained == environment_variables() | make_variables()
