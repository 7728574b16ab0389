"""The repository as the rules see it: its root, the files Git tracks, and a copy of the package to break on purpose."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tracked_files(*patterns: str) -> list[Path]:
    """Files Git knows, and new ones it does not ignore; those deleted in the working tree are left out."""
    # The checkout may belong to somebody else than who runs the tests, as in a container: Git is told to read it.
    git = ["git", "-c", f"safe.directory={ROOT}"]
    command = [*git, "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return [ROOT / name for name in sorted(set(listed)) if name and (ROOT / name).is_file()]


def text_files(*patterns: str) -> list[Path]:
    """Tracked files that hold text: no picture, no data file."""
    return [path for path in tracked_files(*patterns) if b"\0" not in path.read_bytes()[:8192]]


def pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def copy_package(target: Path) -> Path:
    """Copy `pyproject.toml` and the package's code to `target`; return the copied package."""
    shutil.copy(ROOT / "pyproject.toml", target)
    leave_out = shutil.ignore_patterns("__pycache__", "page", "*.csv", "*.parquet")
    return Path(shutil.copytree(ROOT / "src" / "headwater", target / "src" / "headwater", ignore=leave_out))


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the contracts of the tree in `folder`, not those of the installed package."""
    program = Path(sys.executable).parent / "lint-imports"
    environment = {"PYTHONPATH": str(folder / "src"), "PATH": str(program.parent)}
    command = [program, "--config", folder / "pyproject.toml", "--no-cache"]
    return subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)
