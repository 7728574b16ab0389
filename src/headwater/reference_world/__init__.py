"""The reference world: compiled, sourced facts in the tables of the standard. Data only.

One CSV file per table, in the layout of our own tables; any reader of own tables reads the folder like another
contributor's. `README.md` in the folder says how sure each part is, and under which rights.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def folder() -> Path:
    """The folder of CSV files, one per table that has rows."""
    return Path(str(files(__package__)))
