"""Where things lie in a store's folder, and what its files are called.

headwater.json              the marker: layout version, and the store's own id that starts the chain of hashes
contributions/              Delta table, one row per contribution: the commit point
tables/NAME/                Delta table of claims, one per table of the standard, made when first needed
review.sqlite               the review queue, made when first needed: workspace state, no claims
summaries/TABLE/NAME/       small tables worked out from one contribution's rows each; may be deleted at any time
receipts.txt                one line per acknowledged contribution, so that a log cut short at its end is noticed
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from headwater.errors import NoStore, StoreDamaged, StoreError, StoreExists

LAYOUT = 1
MARKER = "headwater.json"
RECEIPTS = "receipts.txt"
CONTRIBUTIONS = "contributions"
TABLES = "tables"
SUMMARIES = "summaries"

_MISREAD = re.compile(r"%[0-9A-Fa-f]{2}" + ("|" + re.escape("\\") if os.sep == "/" else ""))
_PART = re.compile(r"(?P<contribution>[0-9]{8}-[0-9a-f]{8})-(?P<number>[0-9]{5})\.parquet")


@dataclass(frozen=True, slots=True)
class Marker:
    """What the marker file says."""

    layout: int
    store: str

    @property
    def genesis(self) -> str:
        """What the first contribution names as the hash before it."""
        return hashlib.sha256(f"headwater store {self.store} layout {self.layout}".encode()).hexdigest()


def new_contribution_id(recorded_at: datetime) -> str:
    """Day and eight random hexadecimal digits: `20261122-4f3a9c1b`. The order of ids means nothing."""
    return f"{recorded_at.astimezone(UTC):%Y%m%d}-{secrets.token_hex(4)}"


def part_name(contribution: str, number: int) -> str:
    """Name of a contribution's data file in a table's folder."""
    return f"{contribution}-{number:05}.parquet"


def contribution_of_part(name: str) -> str | None:
    """Which contribution a data file belongs to; None for files another program made (a compaction)."""
    match = _PART.fullmatch(name)
    return match["contribution"] if match else None


def refuse_misread_path(store: Path) -> None:
    """`StoreError` for a path that deltalake reads as another one: with `%20` in a name, or a backslash."""
    found = _MISREAD.search(str(store.absolute()))
    if found:
        raise StoreError(f"A store's path may not hold {found[0]}.", "Rename the folder.", str(store))


def read_marker(store: Path) -> Marker:
    """The marker of a store; `NoStore`, `StoreDamaged`, or `StoreError` for a layout this version does not know."""
    refuse_misread_path(store)
    try:
        text = (store / MARKER).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise NoStore(
            "There is no Headwater store here.",
            "Make one with `headwater init`, or name another with --store.",
            str(store),
        ) from None
    except PermissionError:
        raise StoreError("The store may not be read.", "Ask for permission to read the folder.", str(store)) from None
    except UnicodeDecodeError:
        text = ""
    return _parsed(text, store)


def store_id(store: Path) -> str:
    """The store's own id, by which what is kept beside its claims knows whose it is."""
    return read_marker(store).store


def _parsed(text: str, store: Path) -> Marker:
    try:
        raw = json.loads(text)
        marker = Marker(int(raw["layout"]), str(raw["store"]))
    except (ValueError, KeyError, TypeError):
        raise StoreDamaged(
            "The store's marker file cannot be read.", "Restore it from a copy.", str(store), findings=(MARKER,)
        ) from None
    if marker.layout > LAYOUT:
        raise StoreError(
            f"The store has layout {marker.layout}; this version of Headwater knows up to {LAYOUT}.",
            "Open it with a newer version.",
            str(store),
        )
    return marker


def prepare_folder(store: Path) -> None:
    """Make the folder a store may be made in; `StoreExists` where something else is there."""
    refuse_misread_path(store)
    if store.exists() and not store.is_dir():
        raise StoreExists("There is a file of that name.", "Choose another path.", str(store))
    store.mkdir(parents=True, exist_ok=True)
    present = {entry.name for entry in store.iterdir() if not entry.name.startswith(f".{MARKER}")}
    if MARKER in present:
        raise StoreExists("There is a store here already.", "Use it as it is, or choose another path.", str(store))
    if present - {TABLES, CONTRIBUTIONS}:  # these two may be what an interrupted `init` left
        raise StoreExists("The folder holds other things.", "Choose an empty or a new folder.", str(store))


def write_marker(store: Path) -> None:
    """Make the prepared folder a store. Of several processes at once one wins; the others get `StoreExists`."""
    name = secrets.token_hex(8)
    draft = store / f".{MARKER}.{name}"
    try:
        with draft.open("x", encoding="utf-8") as file:
            file.write(json.dumps({"layout": LAYOUT, "store": name}) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, store / MARKER)
    except FileExistsError:
        raise StoreExists("Another process made the store.", "Use it as it is.", str(store)) from None
    finally:
        draft.unlink(missing_ok=True)
