"""The facts folders and the decisions taken by hand, read into plain rows."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

Row = dict[str, str]

DECISIONS = Path(__file__).parent
KIND_OF_PREFIX = {
    "agr": "agreement",
    "com": "commitment",
    "m": "measure",
    "obl": "obligation",
    "evt": "event",
    "prg": "programme",
}
REMARK = re.compile(r"[:;,]? ?\(?(?:contradiction |conflict )?\bc\d\d\b\)?")
"""Notes of the facts point at rows of their list of contradictions; ours stand in the tables themselves."""


def read_rows(path: Path) -> list[Row]:
    """The rows of a CSV file, every cell stripped; an absent file has none."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(file)]


def split(cell: str, separator: str = ";") -> list[str]:
    """The non-empty parts of a list cell."""
    return [part.strip() for part in cell.split(separator) if part.strip()]


def join(parts: Iterable[str]) -> str:
    """A list cell: parts in their order, each once."""
    return ";".join(dict.fromkeys(part for part in parts if part))


def sentence(*notes: str) -> str:
    """Notes as one text in our words for things, without pointers into the list of contradictions."""
    ours = [note.replace("com:", "commitment:").replace("in_force", "in_force_on") for note in notes]
    cleaned = [REMARK.sub("", note).strip(" ;,.:") for note in ours]
    return "; ".join(dict.fromkeys(note for note in cleaned if note))


def number(cell: str) -> str:
    """A number in one spelling: 0.80 and .8 are both 0.8, whole numbers have no point."""
    if not cell:
        return ""
    value = float(cell)
    return str(int(value)) if value.is_integer() else repr(value)


@dataclass(frozen=True)
class Facts:
    """The tables of the two facts folders, by name."""

    chain: dict[str, list[Row]]
    ledger: dict[str, list[Row]]


def read_facts(folder: Path) -> Facts:
    """Every CSV of `folder/chain` and `folder/ledger`."""

    def tables(part: str) -> dict[str, list[Row]]:
        return {path.stem: read_rows(path) for path in sorted((folder / part).glob("*.csv"))}

    return Facts(tables("chain"), tables("ledger"))


class Decisions:
    """Identity matches, vocabulary and corrections, from the reviewed files beside this module."""

    def __init__(self, folder: Path = DECISIONS) -> None:
        self.folder = folder
        self._identities = {(row["folder"], row["facts_id"]): row["id"] for row in self.rows("identities")}
        self._codes = {(row["list"], row["word"]): row["code"] for row in self.rows("vocabulary")}

    def rows(self, name: str) -> list[Row]:
        """The rows of one decision file."""
        return read_rows(self.folder / f"{name}.csv")

    def code(self, code_list: str, word: str) -> str:
        """The standard's code for a word of the facts; KeyError where nobody decided."""
        return self._codes[code_list, word] if word else ""

    def identity(self, folder: str, mention: str) -> str:
        """Our identifier for one of the facts; empty where the thing was dropped."""
        if (folder, mention) in self._identities:
            return self._identities[folder, mention]
        kind, _, slug = mention.partition(":")
        if kind == "bloc":
            return f"area:{slug}"
        return f"{KIND_OF_PREFIX.get(kind, kind)}:{slug}"

    def references(self, folder: str, cell: str, separator: str = ";") -> str:
        """A list cell of mentions in our identifiers."""
        return join(self.identity(folder, mention) for mention in split(cell, separator))
