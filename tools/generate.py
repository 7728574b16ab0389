"""Write everything that is made from the code: references, JSON Schemas, the page's types.

    python tools/generate.py             write what changed
    python tools/generate.py --check     change nothing; exit 1 and name each file that is stale

The same code always gives the same bytes. Each part lives in `tools/reference/` and returns path -> text.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from reference import codes, commands, http, schemas, tables, typescript

ROOT = Path(__file__).resolve().parent.parent
PARTS: tuple[Callable[[Path], Mapping[str, str]], ...] = (
    tables.files,
    codes.files,
    schemas.files,
    commands.files,
    http.files,
    typescript.files,
)
# Folders that hold nothing but generated files: what stands there and is not generated any more is stale too.
OWNED = ("docs/reference/schema",)


def generated(root: Path) -> dict[str, str]:
    """Every generated file under `root` and what it must hold."""
    whole: dict[str, str] = {}
    for part in PARTS:
        whole |= part(root)
    return dict(sorted(whole.items()))


def stale(root: Path, wanted: Mapping[str, str]) -> list[str]:
    """The files under `root` that differ from what is wanted, are missing, or are left over."""
    differing = [path for path, text in wanted.items() if _text(root / path) != text]
    present = {path.relative_to(root).as_posix() for folder in OWNED for path in (root / folder).glob("*")}
    return sorted({*differing, *(present - set(wanted))})


def write(root: Path, wanted: Mapping[str, str], changed: list[str]) -> None:
    """Make the named files what they must be."""
    for path in changed:
        target = root / path
        if path not in wanted:
            target.unlink()
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(wanted[path], encoding="utf-8")


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def main() -> int:
    """Write, or check; return the exit status."""
    parser = argparse.ArgumentParser(description="Write what is made from the code.")
    parser.add_argument("--check", action="store_true", help="change nothing, fail where a file is stale")
    parser.add_argument("--root", type=Path, default=ROOT, help="the repository whose files are compared or written")
    arguments = parser.parse_args()
    wanted = generated(arguments.root)
    changed = stale(arguments.root, wanted)
    if not arguments.check:
        write(arguments.root, wanted, changed)
    for path in changed:
        print(f"stale: {path} (run `make docs`)" if arguments.check else f"written: {path}")
    return int(arguments.check and bool(changed))


if __name__ == "__main__":
    sys.exit(main())
