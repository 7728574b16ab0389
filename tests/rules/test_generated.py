"""What is generated is fresh and says something: no command, option, route, table, column or code without its words."""

import shutil
import subprocess
import sys

import pytest

from headwater.standard.codes import code_list
from headwater.standard.tables import STORE_COLUMNS, all_tables
from tests.rules.repository import ROOT

GENERATED = ["docs/reference", "web/src/api"]


def check(root):
    command = [sys.executable, ROOT / "tools" / "generate.py", "--check", "--root", root]
    return subprocess.run(command, check=False, capture_output=True, text=True)


@pytest.fixture
def copy(tmp_path):
    """The generated files in a folder of their own, beside the program that makes the page's types."""
    root = tmp_path
    for folder in GENERATED:
        shutil.copytree(ROOT / folder, root / folder)
    (root / "web" / "node_modules").symlink_to(ROOT / "web" / "node_modules")
    return root


def test_generated_files_are_fresh(copy):
    done = check(copy)
    assert done.returncode == 0, done.stdout + done.stderr


PLANTED = [
    "docs/reference/commands.md",
    "docs/reference/openapi.json",
    "docs/reference/tables.md",
    "web/src/api/standard.ts",
]


def test_what_is_stale_or_left_over_turns_the_check_red(copy):
    for path in PLANTED:
        (copy / path).write_text("something else", encoding="utf-8")
    left = copy / "docs" / "reference" / "schema" / "forgotten.schema.json"
    left.write_text("{}", encoding="utf-8")
    done = check(copy)
    assert done.returncode == 1
    stale = sorted([*PLANTED, left.relative_to(copy).as_posix()])
    assert done.stdout.splitlines() == [f"stale: {path} (run `make docs`)" for path in stale]


def test_every_table_column_and_code_has_its_words():
    columns = [(table.name, column) for table in all_tables() for column in table.columns]
    columns += [("store", column) for column in STORE_COLUMNS]
    assert [table.name for table in all_tables() if not table.says.strip()] == []
    assert [(table, column.name) for table, column in columns if not column.meaning.strip().endswith(".")] == []
    lists = {column.codes for _, column in columns if column.codes}
    assert [name for name in sorted(lists) if not code_list(name).says.strip()] == []
    assert [(name, code) for name in sorted(lists) for code, said in code_list(name).meanings.items() if not said] == []


def reference(part):
    """A module of `tools/reference`, which stands on no path of the tests."""
    if str(ROOT / "tools") not in sys.path:
        sys.path.insert(0, str(ROOT / "tools"))
    return __import__(f"reference.{part}", fromlist=[part])


def test_every_command_and_option_has_its_words():
    commands = reference("commands")
    silent = []
    for words, command in commands.commands():
        if not (command.help or "").strip():
            silent.append(words)
        silent += [(*words, one.name) for one in commands.parameters(command) if not (one.help or "").strip()]
    assert silent == []


def test_every_route_and_parameter_has_its_words():
    whole = reference("http").description()
    silent = []
    for path, methods in whole["paths"].items():
        for method, operation in methods.items():
            if not operation.get("description"):
                silent.append((method, path))
            silent += [
                (method, path, one["name"]) for one in operation.get("parameters", ()) if not one.get("description")
            ]
    assert whole["paths"]
    assert silent == []


def test_every_route_of_the_application_is_in_the_description():
    described = set(reference("http").description()["paths"])
    page = (ROOT / "docs" / "reference" / "http.md").read_text(encoding="utf-8")
    assert [path for path in sorted(described) if f" {path}\n" not in page] == []
