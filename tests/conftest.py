"""What every test may ask for: the folder of real files made by others, and the tiny fictional world.

Real files stand beside the repository, in `../shared` (or where HEADWATER_SHARED points). A test that needs them is
skipped where they are absent, except in CI (the variable CI is set), where it fails: there nothing is left out quietly.
"""

import os
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent

# Examples take as long as the machine needs; a law that fails in CI fails again with the same examples.
hypothesis.settings.register_profile("here", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "here")


def shared_folder() -> Path:
    """Where the real files stand, whether or not they do."""
    return Path(os.environ.get("HEADWATER_SHARED") or ROOT.parent / "shared")


def _present_or_skip() -> Path:
    folder = shared_folder()
    if not folder.is_dir():
        told = f"the shared files are not at {folder.name}/ beside the repository; set HEADWATER_SHARED to their folder"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    return folder


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Tests marked `shared` need the real files, whether or not they use the fixture."""
    if item.get_closest_marker("shared"):
        _present_or_skip()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files made by others: `data/`, `facts/`, `golden/` and `articles/` stand in it."""
    return _present_or_skip()


@pytest.fixture(scope="session")
def tiny_world() -> Path:
    """A folder of own-table CSV files: the fictional world of `tests/pipeline`."""
    return ROOT / "tests" / "pipeline" / "world"
