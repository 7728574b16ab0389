"""What the pages show is true: every console and Python block runs, and prints what the page says it prints."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from headwater.cli.commands.demo import demo_workspace
from tests.rules.pages import Block, blocks, demo_stores, pages, shared_files
from tests.rules.repository import ROOT

RUN = {"console", "python"}
SHOWN = [path for path in pages() if any(block.language in RUN for block in blocks(path.read_text(encoding="utf-8")))]


def run(command, folder):
    """Run in a shell where `headwater` is the one installed beside this Python, in plain text of 120 columns."""
    environment = {**os.environ, "COLUMNS": "120", "NO_COLOR": "1", "TERM": "dumb"}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    return subprocess.run(
        command, cwd=folder, env=environment, check=False, capture_output=True, text=True, timeout=120
    )


def missing_lines(shown, printed):
    """The shown lines that were not printed; widths of columns and wrapped spaces do not count."""

    def plain(line):
        return re.sub(r"\s+", " ", line).strip()

    whole = plain(printed)
    return [line for line in shown if not all(plain(part) in whole for part in line.split("..."))]


def perform(block: Block, folder):
    if block.file is not None:
        (folder / block.file).parent.mkdir(parents=True, exist_ok=True)
        (folder / block.file).write_text(block.text, encoding="utf-8")
    if block.language == "python":
        done = run([sys.executable, "-W", "error", "-c", block.text], folder)
        assert done.returncode == 0, f"{block.text}\n{done.stderr}"
    if block.language == "console":
        for command, shown in block.commands():
            done = run(["/bin/sh", "-c", command], folder)
            assert done.returncode == 0, f"$ {command}\n{done.stdout}{done.stderr}"
            assert missing_lines(shown, done.stdout + done.stderr) == [], f"$ {command}\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_the_page_shows_is_true(path, tmp_path, request):
    text = path.read_text(encoding="utf-8")
    for source, name in shared_files(text):
        origin = request.getfixturevalue("shared_data") / source
        copy = shutil.copytree if origin.is_dir() else shutil.copy
        copy(origin, tmp_path / name)
    for name in demo_stores(text):
        demo_workspace(tmp_path / name)
    for block in blocks(text):
        perform(block, tmp_path)


def test_the_pages_show_something():
    assert len(SHOWN) >= 5


def test_a_line_that_is_not_printed_is_found():
    assert missing_lines(["one  two", "three ... five", "six"], "one two\nthree four five\n") == ["six"]
