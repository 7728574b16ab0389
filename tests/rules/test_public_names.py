"""What `import headwater` offers: these names and no other. Adding one is a decision, and shows here."""

import subprocess
import sys

import headwater
from tests.rules.repository import ROOT

PUBLIC = [
    "FINDING_SCHEMA",
    "MAP_TABLES",
    "TABLE_NAMES",
    "BadInput",
    "BadQuestion",
    "ChokepointThresholds",
    "ClaimId",
    "ConcentrationThresholds",
    "Contribution",
    "Counting",
    "HeadwaterError",
    "Ledger",
    "LedgerFilter",
    "NotFound",
    "Rates",
    "StageDiscounts",
    "Store",
    "StoreError",
    "SupplyMap",
    "View",
    "Viewer",
    "__version__",
    "chokepoints",
    "concentration",
    "create",
    "open",
    "products_without_shares",
    "supply_network",
    "systemic_risk",
    "what_if",
]
CONSTANTS = {"FINDING_SCHEMA", "MAP_TABLES", "TABLE_NAMES", "__version__"}


def test_the_public_names_are_these():
    assert sorted(headwater.__all__, key=str.lower) == sorted(PUBLIC, key=str.lower)
    assert [name for name in PUBLIC if not hasattr(headwater, name)] == []


def test_every_public_name_says_what_it_is():
    documented = [name for name in PUBLIC if name not in CONSTANTS]
    assert [name for name in documented if not (getattr(headwater, name).__doc__ or "").strip()] == []


def test_the_guide_to_python_names_them_all():
    said = (ROOT / "docs" / "how-to" / "use-from-python.md").read_text(encoding="utf-8")
    assert [name for name in PUBLIC if name not in said] == []


def test_importing_headwater_loads_nothing_heavy():
    """The command line must answer at once; frames and kernels are loaded when they are asked for."""
    command = "import sys, headwater; print([name for name in ('polars', 'numba', 'fastapi') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", command], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
