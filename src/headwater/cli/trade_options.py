"""What options about trade mean: years, a bloc by name or file, weights from a file, thresholds by name."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from headwater.errors import BadQuestion, UnreadableFile

if TYPE_CHECKING:
    from headwater.standard.blocs import Bloc


def years_of(text: str | None) -> tuple[int, int] | None:
    """`2021-2023` or `2023` as first and last year."""
    if text is None:
        return None
    found = re.fullmatch(r"([0-9]{4})(?:-([0-9]{4}))?", text.strip())
    if found is None:
        raise BadQuestion(f"{text!r} are no years.", "Write 2021-2023, or 2023.")
    return int(found[1]), int(found[2] or found[1])


def bloc_of(words: str | None) -> Bloc | None:
    """The bloc of that name, or the one that the file of that name describes."""
    if words is None:
        return None
    from headwater.standard.blocs import bloc, bloc_from

    if not words.lower().endswith((".yaml", ".yml")):
        return bloc(words)
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


def limits_of(given: Sequence[str]) -> dict[str, float]:
    """Thresholds by name from words such as `import_hhi=0.5`."""
    limits = {}
    for words in given:
        name, _, value = words.partition("=")
        try:
            limits[name.strip()] = float(value)
        except ValueError:
            raise BadQuestion(f"{words!r} is no threshold.", "Write NAME=VALUE, such as import_hhi=0.5.") from None
    return limits


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise UnreadableFile("The file cannot be read as UTF-8 text.", "Check the name.", str(path)) from None
