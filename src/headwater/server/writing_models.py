"""What is sent to be written and what comes back. See `models`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from headwater.server.models import Answer, Names, Problem

Who = Annotated[
    str,
    Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*[^\x00-\x20\x7f][^\x00-\x1f\x7f]*$",
          description="Who records it.", examples=["Ministry of Trade"]),
]  # fmt: skip
Remark = Annotated[str | None, Field(max_length=2_000, description="Kept with the entry of the log.")]


class Order(BaseModel):
    """Base of all bodies: closed, and a number is a number."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class SessionAnswer(Answer):
    """Whether this server takes writes, and what a write must carry."""

    writable: bool
    token: str | None = Field(description="To be sent as the header `Headwater-Write`; null where nothing is written.")
    needs_key: bool = Field(description="Whether each write must carry the key, as the header `Headwater-Key`.")
    contributor: str | None = Field(description="The name offered to whoever gives none.")
    viewer: str
    upload_bytes: int = Field(description="How many bytes one upload may hold.")


class UploadedFile(Answer):
    """A file that came whole."""

    name: str
    size: int
    sha256: str


class FormatFit(Answer):
    """A format, and whether it recognises the files."""

    name: str
    title: str
    fits: bool
    why_not: str | None = Field(description="In words, where no format fits and this one says why.")
    options: list[str] = Field(description="What may have to be told because the files leave it out.")


class Working(Answer):
    """How far reading is."""

    done: int
    total: int | None
    unit: str


class UploadAnswer(Answer):
    """Files that were sent and are not recorded yet."""

    id: str
    files: list[UploadedFile]
    formats: list[FormatFit]
    recognised: str | None = Field(description="The only format that fits; null where none or several do.")
    working: Working | None


class PreviewOrder(Order):
    """How to read the files."""

    format: str | None = Field(None, max_length=100, description="A format's name; recognised where left out.")
    options: dict[str, Annotated[str, Field(max_length=100)]] = Field(
        default_factory=dict, max_length=10, description="What the files do not say, such as `hs`: HS2017."
    )


class Thing(Answer):
    """An identity that is new on the map, or gone from it."""

    table: str
    id: str
    name: str
    names: Names


class Ref(Answer):
    """An identity by name; the name of what is not on the map is its own."""

    id: str
    name: str
    names: Names


class SaidShare(Answer):
    """A share as a map has it; null is unknown."""

    share: float | None
    low: float | None
    high: float | None
    state: str


class ShareChange(Answer):
    """One row of the supply of a product, before and after; null where it was not or is not there."""

    kind: Literal["changed", "gone", "unknown", "new"]
    product: Ref
    provider: Ref
    provider_kind: str
    basis: str | None
    period: str | None
    before: SaidShare | None
    after: SaidShare | None


class SaidVerdict(Answer):
    """An index and the verdict on it."""

    value: float | None
    verdict: str | None
    as_of: str | None


class VerdictChange(Answer):
    """A verdict on a product's supply, before and after."""

    subject: Ref
    indicator: Literal["hhi", "top_share"]
    by: Literal["country", "organization"]
    basis: str
    before: SaidVerdict | None
    after: SaidVerdict | None


class ConflictChange(Answer):
    """Sources that disagree from now on, or do no more."""

    kind: Literal["appears", "settled"]
    table: str
    field: str
    low: float | None
    high: float | None
    about: list[Ref]
    words: list[str]


class NewlyUnresolved(Answer):
    """What is named and nobody describes."""

    mention: str
    reason: str
    suggestions: list[str]


class TableChange(Answer):
    """How many rows a table of the map has and would have."""

    table: str
    before: int
    after: int


class ChangesAnswer(Answer):
    """What would be different on the map: the first rows of each kind, and how many there are in all."""

    counts: dict[str, int]
    tables: list[TableChange]
    new: list[Thing]
    gone: list[Thing]
    shares: list[ShareChange]
    verdicts: list[VerdictChange]
    conflicts: list[ConflictChange]
    unresolved: list[NewlyUnresolved]


class RecordedBefore(Answer):
    """A contribution that holds files of the same bytes, and counts."""

    id: str
    contributor: str
    recorded_at: str


class PreviewAnswer(Answer):
    """What recording the files would do; nothing is recorded."""

    format: str
    files: list[UploadedFile]
    rows: dict[str, int] = Field(description="Good rows by table.")
    problems: int = Field(description="How many things are wrong; see the upload's problems.")
    rejected: int = Field(description="How many rows are left out where bad rows are skipped.")
    recorded_before: list[RecordedBefore]
    seen: str = Field(description="The digest of the map this was compared with; to be named when recording.")
    changes: ChangesAnswer | None = Field(description="Null where there are too many rows to work it out.")


class ProblemPage(Answer):
    """Problems in the order of the files."""

    rows: list[Problem]
    total: int


class RecordOrder(Order):
    """Record what was looked at."""

    contributor: Who
    note: Remark = None
    skip_bad: bool = Field(default=False, description="Record the good rows although others are bad.")
    seen: str = Field(max_length=100, description="The `seen` of the preview this is based on.")


class RecordAnswer(Answer):
    """What was recorded, for good: it survives whatever happens to the server from here on."""

    contribution: str
    rows: dict[str, int]
    already_recorded: bool = Field(description="Whether these rows of this contributor counted before: nothing is new.")
    skipped: int = Field(description="Rows left out because they are bad.")


class RetractOrder(Order):
    """Take a contribution back."""

    contributor: Who
    why: Annotated[str, Field(min_length=1, max_length=2_000, pattern=r"\S", description="Kept in the log.")]


class RestoreOrder(Order):
    """Undo a retraction."""

    contributor: Who
    why: Remark = None


class EntryAnswer(Answer):
    """An entry of the log that was just made."""

    contribution: str
    retracts: str | None
