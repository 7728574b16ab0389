"""The tiny world through every stage, as text: one line per row, empty cells left out, contributions by given names.

Run `python -m tests.pipeline.stages` to write the snapshots again; then read the difference before committing it.
"""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from headwater.bootstrap.workspace import Workspace, create_store
from headwater.claims.model import View
from headwater.standard.tables import TABLE_NAMES
from headwater.workflows import record
from headwater.workflows.assess import chokepoints, concentration
from headwater.workflows.view import build_map

HERE = Path(__file__).parent
SNAPSHOTS = HERE / "snapshots"
STAGES = ("claims", "map", "findings")


def tiny_store(folder: Path) -> tuple[Workspace, dict[str, str]]:
    """A store with the tiny world, and a mistake that was taken back; contribution ids and their names here."""
    space = create_store(folder)
    ids = {}
    for name in ("world", "mistake"):
        given = {"contributor": f"editor of the {name}", "clock": space.clock}
        ids[record.add(space.log, space.readers, [HERE / name], **given).contribution] = name
    record.retract(space.log, next(iter(reversed(ids))), contributor="editor of the world", clock=space.clock)
    return space, ids


def rendered(space: Workspace, ids: dict[str, str]) -> dict[str, str]:
    """Each stage as text."""
    supply_map = build_map(space.log, View())
    texts = {
        "claims": _claims(space),
        "map": _lines(supply_map.tables),
        "findings": _lines(
            {
                "concentration by country": concentration(supply_map, by="country"),
                "concentration by organization": concentration(supply_map, by="organization"),
                "concentration by headquarters": concentration(supply_map, by="headquarters"),
                "chokepoints by country": chokepoints(supply_map, by="country"),
                "chokepoints by organization": chokepoints(supply_map, by="organization"),
            }
        ),
    }
    return {stage: _named(text, ids) for stage, text in texts.items()}


def _claims(space: Workspace) -> str:
    frames = {name: space.log.claims(name).drop("recorded_at").collect() for name in TABLE_NAMES}
    return _lines({name: frame.sort("contributor", "row", descending=[True, False]) for name, frame in frames.items()})


def _lines(frames: Mapping[str, pl.DataFrame]) -> str:
    lines = []
    for name, frame in frames.items():
        lines += [f"[{name}] {frame.height}"]
        lines += [json.dumps(_filled(row), ensure_ascii=False) for row in frame.iter_rows(named=True)]
    return "\n".join(lines) + "\n"


def _filled(row: dict) -> dict:
    """The cells that hold something; floats to 12 digits, so that a snapshot is the same on every machine."""
    return {
        name: float(f"{value:.12g}") if isinstance(value, float) else value
        for name, value in row.items()
        if value is not None and value != []
    }


def _named(text: str, ids: dict[str, str]) -> str:
    for identifier, name in ids.items():
        text = text.replace(identifier, name)
    return text


def write_snapshots() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for stage, text in rendered(*tiny_store(Path(folder) / "store")).items():
            (SNAPSHOTS / f"{stage}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_snapshots()
