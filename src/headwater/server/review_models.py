"""What is asked and answered about the review queue. See `models`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from headwater.server.models import Answer

StateName = Literal["open", "accepted", "recorded", "rejected"]
KindName = Literal["investment", "agreement", "measure", "event", "programme"]
LanguageName = Literal["en", "fr", "ja", "ko", "vi", "zh"]
ReadBy = Literal["rules", "model", "reviewer"]


FieldName = Literal[
    "kind", "title", "sort", "direction", "parties", "amount", "period", "place", "status", "products", "areas", "date",
    "quote",
]  # fmt: skip
Words = Annotated[str, Field(max_length=500, pattern=r"^[^\x00-\x1f\x7f]*$")]
Key = Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{8,64}$")]


class SpanOf(Answer):
    """Where in the article's text a field was read: characters from `start` to before `end`."""

    start: int
    end: int
    text: str


class PartyOf(Answer):
    """Somebody who takes part."""

    name: str
    country: str | None
    role: str
    kind: str
    identity: str | None


class ReadRecord(Answer):
    """A record read from an article; see docs/reference/article-records.md for its fields."""

    kind: KindName
    title: str | None
    sort: str | None = Field(description="The standard's kind of agreement, measure or event.")
    direction: str | None
    parties: list[PartyOf]
    amount: float | None
    amount_high: float | None
    amount_qualifier: str | None
    currency: str | None
    period: str | None
    place: str | None
    status: str
    stage: str | None
    products: list[str]
    areas: list[str]
    date: str | None
    quote: str
    quote_start: int
    notes: str | None
    relation: dict[str, str | list[str]] | None
    confidence: str | None
    disclosure: str | None
    spans: dict[str, list[SpanOf]] = Field(description="By field; a field without one was not read from the article.")
    read_by: dict[str, ReadBy] = Field(description="By field: the rules, a language model, or a reviewer.")


class CandidateRow(Answer):
    """A candidate in the list."""

    id: str
    state: StateName
    kind: KindName
    status: str
    parties: list[str]
    amount: float | None
    currency: str | None
    date: str | None
    title: str
    article: str
    name: str = Field(description="Name of the article.")
    language: str | None
    dated: str | None
    subject: str = Field(description="The identifier its claim has, or will have.")
    merged_with: str | None
    contribution: str | None
    reviewer: str | None
    decided_at: str | None
    version: int


class QueueCounts(Answer):
    """How much is in the queue."""

    open: int
    accepted: int
    recorded: int
    rejected: int
    articles: int


class QueuePage(Answer):
    """Candidates, in the order of the queue."""

    rows: list[CandidateRow]
    total: int
    counts: QueueCounts
    next_open: str | None = Field(description="The first candidate that nobody has decided about.")


class ArticleOf(Answer):
    """The article a candidate was read from, as it came. Its text is data: show it as text, never as markup."""

    id: str
    name: str
    text: str
    title: str | None
    language: str | None
    dated: str | None
    day_may_be_given: bool = Field(description="Whether it says no day of its own, so that one can be given by hand.")
    publisher: str | None
    url: str | None
    contradictions: list[str]
    queued_by: str
    queued_at: str


class LikenessRow(Answer):
    """A record that may be the same, and why."""

    other: str
    where: Literal["queue", "ledger"]
    title: str
    language: str | None
    points: int
    reasons: list[str]


class DecisionRow(Answer):
    """What a reviewer did."""

    action: Literal["accept", "correct", "reject", "merge", "undo", "record"]
    reviewer: str
    at: str
    note: str | None
    state: StateName
    changed: dict[str, dict[str, Any]] = Field(description="By field what stood there before and after.")


class CandidateAnswer(CandidateRow):
    """A candidate with all that is needed to decide about it."""

    record: ReadRecord
    read: ReadRecord = Field(description="The record as it was read, before anybody corrected it.")
    article_text: ArticleOf
    duplicates: list[LikenessRow]
    decisions: list[DecisionRow]
    siblings: list[str] = Field(description="All candidates of the same article, itself among them.")
    choices: dict[str, list[str]] = Field(description="By field the values it may take, where it has a list.")


class FoundFields(Answer):
    """Values the readers found; null where they found none. Of a list, what the words add to it."""

    title: str | None
    parties: list[PartyOf] | None
    amount: float | None
    amount_high: float | None
    amount_qualifier: str | None
    currency: str | None
    period: str | None
    place: str | None
    products: list[str] | None
    areas: list[str] | None
    date: str | None


class PickedWords(Answer):
    """Words of the article picked for a field, without spaces around them, and what the readers find in them."""

    field: str
    start: int
    end: int
    text: str
    names: list[str] = Field(description="Fields that a value was found for, be it null; none where nothing was found.")
    values: FoundFields


class _Asked(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PartyBody(_Asked):
    """A party as corrected."""

    name: Annotated[Words, Field(min_length=1)]
    country: Words | None = None
    role: Words | None = None
    kind: Words | None = None
    identity: Words | None = None


class FieldsBody(_Asked):
    """Corrected fields; those left out stay as they are, null empties one."""

    kind: Words | None = None
    title: Words | None = None
    sort: Words | None = None
    direction: Words | None = None
    parties: list[PartyBody] | None = Field(None, max_length=50)
    amount: float | None = Field(None, ge=0)
    amount_high: float | None = Field(None, ge=0)
    amount_qualifier: Words | None = None
    currency: Words | None = None
    period: Words | None = None
    place: Words | None = None
    status: Words | None = None
    products: list[Words] | None = Field(None, max_length=50)
    areas: list[Words] | None = Field(None, max_length=50)
    date: Words | None = None


class PlaceBody(_Asked):
    """Characters of the article."""

    start: int = Field(ge=0, le=100_000_000)
    end: int = Field(ge=0, le=100_000_000)


class DayBody(_Asked):
    """The day an article was published, which it does not say itself."""

    day: str = Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
    reviewer: Words | None = Field(None, description="Who says so; the server's contributor where left out.")


class DatedAnswer(Answer):
    """An article with its day, and the candidates whose own days changed with it."""

    article: str
    dated: str | None
    changed: list[str]


class DecisionBody(_Asked):
    """A decision about the candidate as it was seen."""

    action: Literal["accept", "correct", "reject", "merge", "undo", "record"]
    seen: int = Field(ge=0, le=1_000_000_000, description="The version that was looked at.")
    key: Key = Field(description="Made by who asks; the same key again does it once.")
    reviewer: Words | None = Field(None, description="Who decides; the server's contributor where left out.")
    note: Words | None = None
    confidence: Words | None = Field(None, description="accept, merge: how sure.")
    disclosure: Words | None = Field(None, description="accept, merge: how far the claim may travel.")
    hold: bool = Field(default=False, description="accept, merge: without recording; `record` does that later.")
    target: Words | None = Field(None, description="merge: a candidate, or a record of the ledger.")
    fields: FieldsBody | None = Field(None, description="correct: the fields and their values.")
    spans: dict[Words, list[PlaceBody]] | None = Field(
        None, description="correct: the words a field is read from; those of `quote` are what the claim quotes."
    )
    keep: list[Words] | None = Field(None, max_length=50, description="correct: fields whose words stay as they are.")
