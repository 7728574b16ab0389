"""House habits on size, as a report and not a rule: run with `-rP` to read it. Only what is far out fails."""

import ast
from statistics import median

from tests.rules.repository import ROOT, tracked_files

FILE_HABIT, FILE_LIMIT = 250, 800
FUNCTION_HABIT, FUNCTION_LIMIT = 30, 120


def sizes():
    files, functions = {}, {}
    for path in tracked_files("src/*.py"):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(ROOT / "src").as_posix()
        files[name] = len(text.splitlines())
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                functions[f"{name}:{node.lineno} {node.name}"] = node.end_lineno - node.lineno + 1
    return files, functions


def test_sizes():
    files, functions = sizes()
    for what, found, habit in (("file", files, FILE_HABIT), ("function", functions, FUNCTION_HABIT)):
        over = {name: lines for name, lines in found.items() if lines > habit}
        print(f"{len(found)} {what}s, median {median(found.values()):g} lines, {len(over)} over {habit}")  # noqa: T201 - the report
        for name, lines in sorted(over.items(), key=lambda item: -item[1]):
            print(f"  {lines:4} {name}")  # noqa: T201 - the same
    assert max(files.values()) < FILE_LIMIT
    assert max(functions.values()) < FUNCTION_LIMIT
