"""What options about trade mean that name files: a bloc by name or file, weights from a file."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.errors import UnreadableFile

if TYPE_CHECKING:
    from headwater.standard.blocs import Bloc


def bloc_of(words: str | None) -> Bloc | None:
    """The bloc of that name, of the countries it lists with commas, or the one that the file of that name describes."""
    from headwater.standard.blocs import bloc_from
    from headwater.workflows.trade_words import bloc_named

    if words is None or not words.lower().endswith((".yaml", ".yml")):
        return bloc_named(words)
    return bloc_from(_text(Path(words)))


def weights_of(path: Path | None) -> dict[str, float]:
    """Weight by country, from a CSV whose first columns are the two."""
    if path is None:
        return {}
    weights = {}
    for number, cells in enumerate(csv.reader(_text(path).splitlines()), 1):
        if number == 1 or not any(cells):
            continue
        try:
            weights[cells[0].strip()] = float(cells[1])
        except (IndexError, ValueError):
            raise UnreadableFile(
                "The row is not a country and a number.",
                "Write country,weight in each row.",
                f"{path.name}, row {number}",
            ) from None
    return weights


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UnreadableFile("The file cannot be read as UTF-8 text.", "Check the name.", str(path)) from None
