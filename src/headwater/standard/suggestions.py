"""The nearest valid value to a wrong one, for messages."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(value: str, valid: Iterable[str], otherwise: str = "") -> str:
    """`Did you mean a or b?` for the valid values closest in spelling; `otherwise` where none is close."""
    words = closest(value, valid)
    return f"Did you mean {' or '.join(words)}?" if words else otherwise


def closest(value: str, valid: Iterable[str], most: int = 3) -> list[str]:
    """The valid values closest in spelling, best first; none that is far off."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only wrong values need it, and start-up counts

    found = process.extract(value, list(valid), scorer=fuzz.WRatio, limit=most, score_cutoff=70, processor=str.casefold)
    best = found[0][1] if found else 0
    return [match for match, score, _ in found if score >= best - 10]
