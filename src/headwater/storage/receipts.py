"""Receipts: one line per acknowledged contribution, outside the Delta log.

A chain of hashes cannot tell that its last links are gone. The receipts can: whoever reads the log compares its end
with the last receipt, and `verify` compares every one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_LINE = re.compile(r"(?P<sequence>[0-9]{8}) (?P<id>[0-9a-f-]{17}) (?P<hash>[0-9a-f]{64})")
_LINE_BYTES = 8 + 1 + 17 + 1 + 64 + 1
_TAIL_BYTES = 4 * _LINE_BYTES


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a contribution was acknowledged as that entry of the log."""

    sequence: int
    contribution: str
    hash: str

    def line(self) -> str:
        """The receipt as a line of the file."""
        return f"{self.sequence:08} {self.contribution} {self.hash}"


def write_receipt(path: Path, receipt: Receipt) -> None:
    """Append a receipt in one write. The line break comes first, so that a torn line spoils no other."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
    try:
        os.write(descriptor, f"\n{receipt.line()}".encode())
    finally:
        os.close(descriptor)


def newest_receipt(path: Path) -> Receipt | None:
    """The receipt of the highest entry near the end of the file; None where there is none."""
    try:
        with path.open("rb") as file:
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - _TAIL_BYTES))
            tail = file.read().decode("ascii", "replace")
    except FileNotFoundError:
        return None
    found = [receipt for line in tail.splitlines() if (receipt := _parse(line))]
    return max(found, key=lambda receipt: receipt.sequence, default=None)


def read_receipts(path: Path) -> Iterator[tuple[int, str, Receipt | None]]:
    """Every line that is not empty: its number from 1, its text, and the receipt (None where it is none)."""
    if not path.exists():
        return
    for number, line in enumerate(path.read_text(encoding="ascii", errors="replace").splitlines(), start=1):
        if line:
            yield number, line, _parse(line)


def is_torn(line: str) -> bool:
    """Whether a line that is no receipt may be one that a full disk or a power cut left short."""
    return len(line) < _LINE_BYTES - 1


def _parse(line: str) -> Receipt | None:
    match = _LINE.fullmatch(line)
    return Receipt(int(match["sequence"]), match["id"], match["hash"]) if match else None
