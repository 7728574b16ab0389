"""The layers of ARCHITECTURE.md hold, and each contract goes red when somebody breaks it."""

import pytest

from tests.rules.repository import ROOT, copy_package, lint_imports, pyproject

CONTRACTS = [contract["name"] for contract in pyproject()["tool"]["importlinter"]["contracts"]]

# One violation per contract: the module it is planted in, and the line.
PLANTED = {
    "Imports only point down": ("claims/planted.py", "import headwater.workflows"),
    "The server does no sums and no storage": ("server/planted.py", "import headwater.storage"),
    "Assessments ask the map, never the claims or how they were resolved": (
        "assessments/planted.py",
        "import headwater.resolution",
    ),
    "The ledger asks the map, never the claims or how they were resolved": (
        "ledger/planted.py",
        "import headwater.claims",
    ),
    "The middle does no input and no output": ("resolution/planted.py", "import urllib"),
    "One module per question, none knows another": ("assessments/planted.py", "import headwater.assessments.other"),
    "Readers never import one another": ("intake/own/planted.py", "import headwater.intake.eto"),
}


def broken(answer):
    return {name for name in CONTRACTS if f"{name} BROKEN" in answer.stdout}


def test_the_layers_hold(tmp_path):
    copy_package(tmp_path)
    answer = lint_imports(tmp_path)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_every_contract_has_a_planted_violation():
    assert set(PLANTED) == set(CONTRACTS)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_planted_violation_turns_its_contract_red(tmp_path, contract):
    package = copy_package(tmp_path)
    (package / "assessments" / "other.py").touch()
    module, line = PLANTED[contract]
    (package / module).write_text(line + "\n", encoding="utf-8")
    answer = lint_imports(tmp_path)
    assert answer.returncode != 0
    assert contract in broken(answer), answer.stdout + answer.stderr


def test_a_room_that_no_layer_names_is_refused(tmp_path):
    room = copy_package(tmp_path) / "attic"
    room.mkdir()
    (room / "__init__.py").touch()
    answer = lint_imports(tmp_path)
    assert answer.returncode != 0
    assert "attic" in answer.stdout + answer.stderr


def test_architecture_says_each_contract_in_the_same_words():
    said = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert [name for name in CONTRACTS if f"{name}." not in said] == []


def test_architecture_names_every_room():
    said = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = [path.name for path in (ROOT / "src" / "headwater").iterdir() if (path / "__init__.py").is_file()]
    assert [room for room in rooms if f"`{room}`" not in said] == []
