"""Everything that can go wrong, as one tree.

    HeadwaterError
    ├── BadInput            what was given cannot be used; nothing was recorded
    │   ├── UnknownFormat       no reader recognises the file
    │   ├── UnreadableFile      the bytes are not what the format promises
    │   ├── BadRows             rows break the standard (carries every Problem)
    │   ├── BadQuestion         a parameter of a question is not valid
    │   └── TooLarge            more bytes than are taken
    ├── NotAllowed          a request to write that this server does not take
    │   ├── ReadOnly            nothing is written here
    │   ├── ForeignOrigin       another site's page asked
    │   ├── NoToken             the token of the session is missing or old
    │   └── WrongKey            the key for writing is missing or wrong
    ├── Outdated            somebody was first: what was looked at is no longer so
    ├── NotFound            an identifier or claim that nobody recorded, or that the viewer may not see
    ├── BasisMismatch       shares measured on different bases were to be compared
    ├── StoreError          the store itself
    │   ├── NoStore             no store at that path
    │   ├── StoreExists         `init` on a store that is there already
    │   ├── StoreUnwritable     disk full, read-only folder, no permission
    │   ├── StoreBusy           another writer kept winning; trying again helps
    │   └── StoreDamaged        `verify` found a changed byte
    └── MissingPart         an optional part of Headwater is not installed

An error says what is wrong (`problem`), where (`where`), what to do (`remedy`), and whether doing the same again may
help (`retry`). It never repeats the contents of a claim that a viewer may not see.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one place of an input.

    `file`, `row` (1-based line of data as a person counts it in the file, header included) and `column` say where;
    `value` is what stood there; `problem` says what is wrong and `remedy` what to do. `reason` is a short code of it,
    where a face may have words of its own.
    """

    problem: str
    remedy: str
    file: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    reason: str | None = None

    def where(self) -> str:
        """The place, as `file, row 3, column share`; empty where none is known."""
        parts = [self.file, None if self.row is None else f"row {self.row}", self.column and f"column {self.column}"]
        return ", ".join(part for part in parts if part)

    def as_dict(self) -> dict[str, Any]:
        """The problem as plain values, for `--json` and HTTP."""
        return {
            "file": self.file,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "problem": self.problem,
            "remedy": self.remedy,
        }


@dataclass(eq=False)
class HeadwaterError(Exception):
    """The root: every error Headwater raises on purpose is one of these."""

    problem: str
    remedy: str = ""
    where: str = ""
    valid: Sequence[str] = field(default_factory=tuple)

    code: ClassVar[str] = "error"
    retry: ClassVar[bool] = False

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        choices = f" Valid: {', '.join(self.valid)}." if self.valid else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.problem}{remedy}{choices}"

    def as_dict(self) -> dict[str, Any]:
        """The error as plain values, for `--json` and HTTP."""
        return {
            "code": self.code,
            "problem": self.problem,
            "remedy": self.remedy,
            "where": self.where,
            "valid": list(self.valid),
            "retry": self.retry,
        }


class BadInput(HeadwaterError):
    """What was given cannot be used; nothing was recorded."""

    code = "bad-input"


class UnknownFormat(BadInput):
    """No reader recognises the file."""

    code = "unknown-format"


@dataclass(eq=False)
class UnreadableFile(BadInput):
    """The bytes are not what the format promises: truncated, another encoding, a zip of something else.

    `reason` is a short code of what is wrong, where a face may have words of its own for it.
    """

    reason: str | None = None

    code: ClassVar[str] = "unreadable-file"


@dataclass(eq=False)
class BadRows(BadInput):
    """Rows break the standard. All problems are carried, not only the first."""

    problems: Sequence[Problem] = field(default_factory=tuple)

    code: ClassVar[str] = "bad-rows"

    def as_dict(self) -> dict[str, Any]:
        """The error with all its problems."""
        return {**BadInput.as_dict(self), "problems": [p.as_dict() for p in self.problems]}


class BadQuestion(BadInput):
    """A parameter of a question is not valid."""

    code = "bad-question"


class TooLarge(BadInput):
    """More bytes than are taken; nothing of them was kept."""

    code = "too-large"


class NotAllowed(HeadwaterError):
    """A request to write that this server does not take; nothing was changed."""

    code = "not-allowed"


class ReadOnly(NotAllowed):
    """This server only answers questions."""

    code = "read-only"


class ForeignOrigin(NotAllowed):
    """The request was made by a page of another site."""

    code = "foreign-origin"


class NoToken(NotAllowed):
    """The token that shows that whoever asks has read this server's session is missing, or another process's."""

    code = "no-token"
    retry = True


class WrongKey(NotAllowed):
    """The key that a server open to others asks of whoever writes is missing or wrong."""

    code = "wrong-key"


class Outdated(HeadwaterError):
    """Somebody was first: what a decision was based on is no longer so. Nothing was changed; look again."""

    code = "outdated"


class NotFound(HeadwaterError):
    """Nobody recorded it, or the viewer may not see it: the two are not told apart."""

    code = "not-found"


class BasisMismatch(HeadwaterError):
    """Shares measured on different bases were to be compared, added or drawn as a trend."""

    code = "basis-mismatch"


class StoreError(HeadwaterError):
    """The store itself."""

    code = "store"


class NoStore(StoreError):
    """There is no store at that path."""

    code = "no-store"


class StoreExists(StoreError):
    """`init` on a path that holds a store already."""

    code = "store-exists"


class StoreUnwritable(StoreError):
    """Disk full, read-only folder, or no permission. What was acknowledged before is untouched."""

    code = "store-unwritable"
    retry = True


class StoreBusy(StoreError):
    """Other writers kept winning the commit."""

    code = "store-busy"
    retry = True


@dataclass(eq=False)
class StoreDamaged(StoreError):
    """A recorded byte is no longer what its hash says. `findings` names each place."""

    findings: Sequence[str] = field(default_factory=tuple)

    code: ClassVar[str] = "store-damaged"

    def as_dict(self) -> dict[str, Any]:
        """The error with each place that is damaged."""
        return {**StoreError.as_dict(self), "findings": list(self.findings)}


class MissingPart(HeadwaterError):
    """An optional part of Headwater is not installed, or the page was not built."""

    code = "missing-part"
