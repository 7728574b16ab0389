"""Contributions, claim ids and viewers: the words in which every other room speaks about claims.

A claim is one source's word about one row of a standard table. It never changes; to take it back, its contribution is
retracted. Rows live in frames (columns, not objects), so a claim has an id here and no class of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal, NamedTuple

from headwater.errors import BadQuestion
from headwater.standard.tables import TABLE_NAMES

ContributionKind = Literal["add", "retract"]


class ClaimId(NamedTuple):
    """Address of one claim: CONTRIBUTION:TABLE:ROW."""

    contribution: str
    table: str
    row: int

    def __str__(self) -> str:
        return f"{self.contribution}:{self.table}:{self.row}"

    @classmethod
    def parse(cls, text: str) -> ClaimId:
        """Read a claim id; `BadQuestion` says what a claim id looks like."""
        contribution, _, rest = text.partition(":")
        name, _, row = rest.partition(":")
        if not contribution or name not in TABLE_NAMES or not re.fullmatch(r"[0-9]{1,18}", row):
            raise BadQuestion(
                f"{text!r} is not a claim id.",
                "A claim id reads CONTRIBUTION:TABLE:ROW, as printed beside every figure.",
            )
        return cls(contribution, name, int(row))


@dataclass(frozen=True, slots=True)
class FileStamp:
    """A file that was read: its name (never its folder), size in bytes and SHA-256."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TableStamp:
    """What a contribution recorded in one table: number of rows and SHA-256 of their canonical form."""

    table: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contribution:
    """One entry of the log: somebody added rows, or retracted an earlier contribution.

    Its rows count only because this entry exists. `previous` is the hash of the entry before it and `hash` its own,
    so a changed byte anywhere breaks the chain at a place that `verify` names.
    """

    id: str
    kind: ContributionKind
    contributor: str
    recorded_at: datetime
    format: str
    files: tuple[FileStamp, ...]
    tables: tuple[TableStamp, ...]
    retracts: str | None
    note: str | None
    previous: str
    hash: str


def active_contributions(log: Iterable[Contribution], known_on: date | None = None) -> frozenset[str]:
    """Ids of the contributions that counted at the end of the day `known_on` (UTC); all that count now where None."""
    end = None if known_on is None else datetime.combine(known_on, time.max, tzinfo=UTC)
    seen = [entry for entry in log if end is None or entry.recorded_at <= end]
    retracted = {entry.retracts for entry in seen if entry.kind == "retract"}
    return frozenset(entry.id for entry in seen if entry.kind == "add" and entry.id not in retracted)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks. `owner` sees everything of the store; anyone else only what disclosure lets travel that far."""

    role: Literal["public", "partner", "owner"] = "owner"
    groups: frozenset[str] = frozenset()

    @classmethod
    def parse(cls, text: str) -> Viewer:
        """`owner`, `public`, `partners`, or `group:NAME[,group:NAME...]` (a group's member is a partner too)."""
        words: Sequence[str] = [word.strip() for word in text.split(",") if word.strip()]
        if list(words) in (["owner"], ["public"], ["partners"]):
            return cls({"owner": "owner", "public": "public", "partners": "partner"}[words[0]])  # type: ignore[arg-type]
        groups = [word.removeprefix("group:") for word in words if word.startswith("group:")]
        if words and len(groups) == len(words) and all(groups):
            return cls("partner", frozenset(groups))
        raise BadQuestion(f"{text!r} is no viewer.", valid=("owner", "public", "partners", "group:NAME"))

    def may_see(self) -> tuple[str, ...] | None:
        """The disclosure values this viewer may see; None where everything is."""
        if self.role == "owner":
            return None
        if self.role == "public":
            return ("open",)
        return ("open", "partners", *(f"group:{name}" for name in sorted(self.groups)))

    def __str__(self) -> str:
        if self.groups:
            return ",".join(f"group:{name}" for name in sorted(self.groups))
        return "partners" if self.role == "partner" else self.role


@dataclass(frozen=True, slots=True)
class View:
    """What a map is for: as known on a day, valid on a day, for one viewer. None means today, that is: everything."""

    known_on: date | None = None
    valid_on: date | None = None
    viewer: Viewer = Viewer()
