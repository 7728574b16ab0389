"""What is sent and answered where articles are put into the review queue. See `models`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from headwater.server.models import Answer, Problem
from headwater.server.review_models import Key, KindName, LanguageName, Words
from headwater.server.writing_models import Order, Who
from headwater.workflows.review import NoticeCode

Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", examples=["2031-04-04"])]
ArticleId = Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]


class TextOrder(Order):
    """The text of one article, as somebody pasted it."""

    text: Annotated[str, Field(min_length=1, max_length=1_000_000, pattern=r"\S")]
    title: Words | None = None
    url: Annotated[str, Field(max_length=2_000, pattern=r"^https?://[^\s<>\x00-\x1f\x7f]+$")] | None = Field(
        None, description="Where it was published."
    )
    published: Day | None = Field(None, description="The day it was published; its own, where it says one, goes first.")


class ArticlesOrder(Order):
    """How to read the articles that were sent."""

    published: Day | None = Field(
        None, description="The day they were published, for those that do not say theirs and came without one."
    )


class NoticeRow(Answer):
    """Something whoever adds an article should know."""

    code: NoticeCode
    text: str


class QueuedBefore(Answer):
    """The same text is in the queue already."""

    by: str
    at: str
    dated: str | None


class ArticleFound(Answer):
    """An article as it was read. Title and name are data: show them as text, never as markup."""

    id: str = Field(description="Made from the text: the id it has, or would have, in the queue.")
    name: str
    file: str | None
    title: str | None
    opening: str = Field(description="The first words of the text.")
    language: LanguageName | None
    dated: str | None = Field(description="The day bare days are counted from.")
    dated_by_hand: bool = Field(description="Whether that day is the one given by hand.")
    publisher: str | None
    url: str | None
    characters: int
    candidates: int
    kinds: dict[KindName, int] = Field(description="Candidates by kind; a kind there is none of is left out.")
    contradictions: list[str]
    notices: list[NoticeRow]
    queued: QueuedBefore | None
    can_be_queued: bool = Field(description="Whether keeping it would add it to the queue.")


class ArticleProblem(Problem):
    """A file, line, entry or article that cannot be read; the others were."""

    reason: str | None = Field(description="A short code of the problem, where there is one.")


class ArticlesAnswer(Answer):
    """What would come into the queue; nothing is kept."""

    articles: list[ArticleFound]
    problems: list[ArticleProblem]
    new: int = Field(description="How many articles would be added.")
    candidates: int = Field(description="How many candidates they have.")
    seen: str = Field(description="A digest of what was read; to be named when it is put in.")


class QueueOrder(Order):
    """Put what was looked at into the queue."""

    contributor: Who
    seen: str = Field(max_length=100, description="The `seen` of what this is based on.")
    key: Key = Field(description="Made by who asks; the same key again makes no second addition.")
    without: list[ArticleId] = Field(default_factory=list, max_length=1_000, description="Articles to leave out.")


class QueuedAnswer(Answer):
    """What came into the queue, and stays there whatever happens to the server from here on."""

    addition: str | None = Field(description="Its id, to take it back with; null where nothing is new.")
    articles: list[str] = Field(description="Ids of the new articles.")
    candidates: int
    known: int = Field(description="How many were in the queue before; they were not added again.")
    dated: int = Field(description="How many of those got their day of publication now.")
    first: str | None = Field(description="The first new candidate.")


class AdditionRow(Answer):
    """Articles that came into the queue together, and still are there."""

    id: str
    by: str
    at: str
    articles: int
    candidates: int
    decided: int = Field(
        description="Candidates decided about or merged with; while there is none it can be taken back."
    )


class AdditionPage(Answer):
    """Additions, the latest first."""

    rows: list[AdditionRow]
    total: int


class TakenBackAnswer(Answer):
    """What went from the queue."""

    articles: int
    candidates: int
