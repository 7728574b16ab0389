"""The command line, run in this process on a store of its own, and as a process where only that shows the truth."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from headwater.cli import app


@pytest.fixture
def store(tmp_path):
    return tmp_path / "store"


@pytest.fixture
def run(store):
    """Run a command on the store; `json=True` asks for JSON and reads it."""

    def invoke(*words, code=0, json_=False):
        given = ["--store", str(store), *map(str, words), *(["--json"] if json_ else [])]
        result = CliRunner().invoke(app, given)
        assert result.exit_code == code, f"{words}\n{result.output}\n{result.exception!r}"
        return json.loads(result.stdout) if json_ and code == 0 else result

    return invoke


@pytest.fixture
def filled(run, tiny_world):
    """`run` on a store that holds the tiny fictional world."""
    run("init")
    run("add", tiny_world, "--by", "tester")
    return run


@pytest.fixture
def filled_store(filled, store):  # noqa: ARG001 - filling is what it asks for
    """The path of a store that holds the tiny fictional world."""
    return store


@pytest.fixture
def script(tmp_path):
    """Start Python on some lines, as a process of its own in an empty folder."""
    source = Path(sys.modules["headwater"].__file__).parents[1]
    environment = {**os.environ, "PYTHONPATH": str(source), "COLUMNS": "80"}
    started = []

    def start(*lines, words=()):
        found = subprocess.Popen(
            [sys.executable, "-c", "\n".join(lines), *map(str, words)],
            cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(found)
        return found

    yield start
    for one in started:
        one.kill()
        one.communicate()


@pytest.fixture
def process(script):
    """Start the command line as a process of its own."""
    return lambda *words: script("from headwater.cli import main", "main()", words=words)
