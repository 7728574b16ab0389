"""The tables of the review queue, and how an older database is brought up to them.

A step of `STEPS` is never changed once released; a new version is a new step. Each runs in one transaction together
with the note that it ran, so a killed process leaves a database at one version or the other.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    inspect,
    select,
)

from headwater.errors import StoreError

METADATA = MetaData()

FACTS = Table("review_facts", METADATA, Column("name", String(40), primary_key=True), Column("value", Text))
"""What is true of the whole database: `version` of its tables, and the `store` it belongs to."""

ARTICLES = Table(
    "review_articles",
    METADATA,
    Column("place", Integer, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("language", String(16)),
    Column("dated", String(10)),
    Column("publisher", Text),
    Column("url", Text),
    Column("file", Text),
    Column("sha256", String(64), nullable=False),
    Column("contradictions", JSON, nullable=False),
    Column("queued_by", Text, nullable=False),
    Column("queued_at", String(40), nullable=False),
    Column("addition", String(40), index=True),
)

CANDIDATES = Table(
    "review_candidates",
    METADATA,
    Column("id", String(80), primary_key=True),
    Column("article", String(64), ForeignKey(ARTICLES.c.id), nullable=False, index=True),
    Column("number", Integer, nullable=False),
    Column("read", JSON, nullable=False),
    Column("record", JSON, nullable=False),
    Column("state", String(16), nullable=False, index=True),
    Column("subject", Text, nullable=False),
    Column("merged_with", Text),
    Column("contribution", String(40)),
    Column("reviewer", Text),
    Column("decided_at", String(40)),
    Column("version", Integer, nullable=False),
)

DECISIONS = Table(
    "review_decisions",
    METADATA,
    Column("place", Integer, primary_key=True, autoincrement=True),
    Column("key", String(80), nullable=False),
    Column("candidate", String(80), ForeignKey(CANDIDATES.c.id), nullable=False, index=True),
    Column("action", String(16), nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("at", String(40), nullable=False),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("note", Text),
    UniqueConstraint("key"),
)


def _first(connection: Connection) -> None:
    METADATA.create_all(connection)


def _second(connection: Connection) -> None:
    """Articles name the addition they came with. A new database has the column from its first step."""
    if "addition" in {column["name"] for column in inspect(connection).get_columns(ARTICLES.name)}:
        return
    connection.exec_driver_sql(f"ALTER TABLE {ARTICLES.name} ADD COLUMN addition VARCHAR(40)")
    for index in ARTICLES.indexes:
        index.create(connection)


STEPS: tuple[Callable[[Connection], None], ...] = (_first, _second)
"""Step n makes version n + 1 of version n; none is version 0, an empty database."""


def is_prepared(connection: Connection) -> bool:
    """Whether the database has tables of ours."""
    return inspect(connection).has_table(FACTS.name)


def bring_up(connection: Connection, store: str) -> None:
    """Bring the tables to the newest version. `StoreError` for a database of another store, or of a newer Headwater."""
    facts = connection.execute(select(FACTS)).all() if is_prepared(connection) else []
    found = {row.name: row.value for row in facts}
    if found.get("store", store) != store:
        raise StoreError("This review database belongs to another store.", "Give each store a database of its own.")
    version = int(found.get("version") or 0)
    if version > len(STEPS):
        raise StoreError(
            f"The review database has version {version}; this Headwater knows up to {len(STEPS)}.",
            "Use a newer Headwater.",
        )
    for step in STEPS[version:]:
        step(connection)
    if version < len(STEPS):
        connection.execute(FACTS.delete())
        now = [{"name": "version", "value": str(len(STEPS))}, {"name": "store", "value": store}]
        connection.execute(FACTS.insert(), now)
