"""Wrong usage, help and the names of commands."""

import json

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from headwater import __version__
from headwater.cli import app

COMMANDS = [
    "demo", "init", "add", "log", "retract", "restore", "judge", "verify", "map", "assess", "read", "review", "ledger",
    "claim", "export", "serve", "schema", "doctor",
]  # fmt: skip


def commands():
    """Every command with its words, groups opened."""

    def below(command, words):
        inner = getattr(command, "commands", None)
        if inner is None:
            yield words, command
            return
        for name, one in inner.items():
            yield from below(one, [*words, name])

    yield from below(get_command(app), [])


def invoke(*words):
    return CliRunner().invoke(app, list(words))


def test_the_commands_are_these_in_this_order():
    shown = invoke("--help").stdout.partition("Commands:")[2].splitlines()
    assert [line.split()[0] for line in shown if line.startswith("  ") and line.strip()][: len(COMMANDS)] == COMMANDS


@pytest.mark.parametrize(
    ("words", "command"), list(commands()), ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_every_command_has_help_an_example_and_json(words, command):
    shown = invoke(*words, "--help").stdout
    assert "Example: headwater" in shown
    assert "--json" in shown
    for parameter in command.params:
        assert parameter.help, (words, parameter.name)


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"], ["map", "--nonsense"], ["map", "--known-on", "2025"], ["map", "--known-on", "2025-02-30"],
        ["assess", "concentration", "--by", "planet"], ["assess", "concentration", "--top", "0"], ["export"], ["add"],
        ["serve", "--port", "70000"], ["judge", "org:a", "maybe", "org:b"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_is_two_and_one_line(words):
    result = invoke(*words)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert "--help" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_wrong_usage_is_json_where_json_is_asked_for():
    result = invoke("map", "--nonsense", "--json")
    assert result.exit_code == 2
    assert json.loads(result.stderr)["error"]["code"] == "usage"


def test_a_viewer_that_is_none_is_an_error(tmp_path):
    result = invoke("--store", str(tmp_path / "none"), "map", "--viewer", "nobody")
    assert result.exit_code == 1
    assert "group:NAME" in result.stderr


def test_the_version_is_printed():
    assert invoke("--version").stdout.strip() == __version__


def test_the_store_may_come_from_the_environment(tmp_path):
    store = tmp_path / "elsewhere"
    assert CliRunner().invoke(app, ["init"], env={"HEADWATER_STORE": str(store)}).exit_code == 0
    assert store.is_dir()
