"""The review queue in a database: SQLite in the store's folder, or PostgreSQL at an address.

SQLite runs with a write-ahead log and synchronous=FULL: a commit waits for the disk, so what was acknowledged outlives
a killed process and a power cut. Writers take the lock at their first word (BEGIN IMMEDIATE) and wait for one another.
A candidate is changed only where its version is still the one that was seen; that holds on either database.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, delete, event, func, insert, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from headwater.errors import MissingPart, NotFound, StoreBusy, StoreError, StoreUnwritable
from headwater.storage.review_tables import ARTICLES, CANDIDATES, DECISIONS, bring_up, is_prepared
from headwater.workflows.review.model import (
    ArticleHead,
    Candidate,
    Decision,
    QueuedArticle,
    somebody_was_first,
    something_was_decided,
)

FILE = "review.sqlite"
_WAIT_SECONDS = 30
_LOCK = 0x48656164  # any number that everybody who makes these tables agrees on
_SEE_ADDITIONS = "See `headwater review additions`."
_Kept = TypeVar("_Kept", QueuedArticle, ArticleHead, Candidate, Decision)


class DatabaseQueue:
    """The review queue of a store. Nothing is made on disk before the first article is kept.

    Each call opens a connection and closes it (a local file, or a database near by): none stays open in a process that
    forks, or waits for a reviewer.
    """

    def __init__(self, engine: Engine, store: str, where: str, file: Path | None = None) -> None:
        self._engine, self._store, self._where, self._file = engine, store, where, file
        self._ready = False

    @classmethod
    def in_folder(cls, folder: Path, store: str) -> DatabaseQueue:
        """The queue in a file of the store's folder. `store` is the store's own id."""
        file = folder / FILE
        engine = create_engine(f"sqlite:///{file}", poolclass=NullPool, connect_args={"timeout": _WAIT_SECONDS})
        event.listen(engine, "connect", _durable)
        event.listen(engine, "begin", _take_lock)
        return cls(engine, store, FILE, file)

    @classmethod
    def at(cls, address: str, store: str) -> DatabaseQueue:
        """The queue in a database named by a SQLAlchemy address; a bare `postgresql://` is read with pg8000.

        `StoreError` for what is no address (its words, which may hold a password, are never repeated), `MissingPart`
        where the driver is not installed.
        """
        try:
            url = make_url(address)
            if url.drivername in {"postgresql", "postgres"}:
                url = url.set(drivername="postgresql+pg8000")
            engine = create_engine(url, poolclass=NullPool, isolation_level="READ COMMITTED")
        except (ArgumentError, NoSuchModuleError):
            raise StoreError(
                "HEADWATER_REVIEW_DATABASE is no address of a database.",
                "It reads postgresql://USER:PASSWORD@HOST/DATABASE.",
            ) from None
        except ModuleNotFoundError as error:
            raise MissingPart(
                f"The driver {error.name} is not installed.", "Install it: pip install 'headwater[postgres]'."
            ) from None
        return cls(engine, store, url.render_as_string(hide_password=True))

    def put(self, article: QueuedArticle, candidates: Sequence[Candidate]) -> bool:
        """See `ReviewQueue.put`."""
        try:
            with self._writing() as connection:
                if connection.execute(select(ARTICLES.c.id).where(ARTICLES.c.id == article.id)).first():
                    return False
                connection.execute(insert(ARTICLES), _row(article))
                if candidates:
                    connection.execute(insert(CANDIDATES), [_row(each) for each in candidates])
        except IntegrityError:  # another process kept it between our look and our word
            return False
        return True

    def articles(self) -> tuple[QueuedArticle, ...]:
        """See `ReviewQueue.articles`."""
        return self._all(QueuedArticle, select(ARTICLES).order_by(ARTICLES.c.place))

    def heads(self) -> tuple[ArticleHead, ...]:
        """See `ReviewQueue.heads`."""
        columns = [ARTICLES.c[field.name] for field in fields(ArticleHead)]
        return self._all(ArticleHead, select(*columns).order_by(ARTICLES.c.place))

    def article(self, identity: str) -> QueuedArticle:
        """See `ReviewQueue.article`."""
        found = self._all(QueuedArticle, select(ARTICLES).where(ARTICLES.c.id == identity))
        return _only(found, f"There is no article {identity} in the queue.")

    def date(self, identity: str, day: str, was: str | None) -> bool:
        """See `ReviewQueue.date`."""
        seen = (ARTICLES.c.id == identity) & ARTICLES.c.dated.is_not_distinct_from(was)
        with self._writing() as connection:
            return connection.execute(update(ARTICLES).where(seen).values(dated=day)).rowcount == 1

    def take_back(self, identity: str) -> tuple[int, int]:
        """See `ReviewQueue.take_back`.

        The rows are locked before they are looked at, and a decision holds its candidate by a foreign key: whoever
        decides at the same moment either is seen here, or finds the candidate gone.
        """
        if self._file is not None and not self._file.exists():
            raise NotFound(f"There is no {identity} in the queue.", _SEE_ADDITIONS)
        chosen = (ARTICLES.c.addition == identity) | (ARTICLES.c.id == identity)
        mine = CANDIDATES.c.article.in_(select(ARTICLES.c.id).where(chosen))
        with self._writing() as connection:
            if not connection.execute(select(ARTICLES.c.id).where(chosen).with_for_update()).first():
                raise NotFound(f"There is no {identity} in the queue.", _SEE_ADDITIONS)
            versions = connection.execute(select(CANDIDATES.c.version).where(mine).with_for_update()).scalars().all()
            ours = select(CANDIDATES.c.id).where(mine).correlate(None)
            merged = select(func.count()).select_from(CANDIDATES).where(CANDIDATES.c.merged_with.in_(ours), ~mine)
            decided = sum(version > 0 for version in versions) + (connection.execute(merged).scalar() or 0)
            if decided:
                raise something_was_decided(decided, identity)
            connection.execute(delete(CANDIDATES).where(mine))
            return connection.execute(delete(ARTICLES).where(chosen)).rowcount, len(versions)

    def candidates(self) -> tuple[Candidate, ...]:
        """See `ReviewQueue.candidates`."""
        joined = select(CANDIDATES).join(ARTICLES).order_by(ARTICLES.c.place, CANDIDATES.c.number)
        return self._all(Candidate, joined)

    def candidate(self, identity: str) -> Candidate:
        """See `ReviewQueue.candidate`."""
        found = self._all(Candidate, select(CANDIDATES).where(CANDIDATES.c.id == identity))
        return _only(found, f"There is no candidate {identity} in the queue.")

    def decided(self, key: str) -> Decision | None:
        """See `ReviewQueue.decided`."""
        return next(iter(self._all(Decision, select(DECISIONS).where(DECISIONS.c.key == key))), None)

    def decisions(self, candidate: str) -> tuple[Decision, ...]:
        """See `ReviewQueue.decisions`."""
        chosen = select(DECISIONS).where(DECISIONS.c.candidate == candidate).order_by(DECISIONS.c.place)
        return self._all(Decision, chosen)

    def decide(self, after: Candidate, decision: Decision) -> Candidate:
        """See `ReviewQueue.decide`."""
        seen = (CANDIDATES.c.id == after.id) & (CANDIDATES.c.version == after.version - 1)
        try:
            with self._writing() as connection:
                _hold_target(connection, after)
                changed = connection.execute(update(CANDIDATES).where(seen).values(_row(after))).rowcount
                if changed == 1:
                    connection.execute(insert(DECISIONS), _row(decision))
        except IntegrityError:
            changed = 0
        if changed != 1:
            raise somebody_was_first(self.candidate(after.id))
        return after

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._said(), self._engine.execution_options(writing=True).begin() as connection:
            if not self._ready:
                if connection.dialect.name == "postgresql":  # two processes must not make the tables at once
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                bring_up(connection, self._store)
            yield connection
        self._ready = True

    def _all(self, kind: type[_Kept], chosen: Any) -> tuple[_Kept, ...]:  # noqa: ANN401 - any SELECT
        if self._file is not None and not self._file.exists():
            return ()
        if not self._ready:
            if not self._is_prepared():
                return ()
            with self._writing():
                pass  # brings older tables up
        with self._said(), self._engine.connect() as connection:
            return tuple(_kept(kind, row) for row in connection.execute(chosen).mappings())

    def _is_prepared(self) -> bool:
        with self._said(), self._engine.connect() as connection:
            return is_prepared(connection)

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Say trouble of the database in our words; nothing of its address but host and name."""
        try:
            yield
        except IntegrityError:
            raise
        except OperationalError as error:
            told = str(error.orig)
            if "locked" in told or "busy" in told:
                raise StoreBusy("Other writers kept the review queue busy.", "Try again.", self._where) from None
            raise StoreUnwritable(
                "The review queue cannot be reached or written.", "Check the disk, or the database.", self._where
            ) from None
        except SQLAlchemyError as error:
            raise StoreError(
                f"The review queue failed ({type(error).__name__}).", "Check the database.", self._where
            ) from None


def _hold_target(connection: Connection, after: Candidate) -> None:
    """Keep the candidate that another is merged with from being taken back at the same moment."""
    target = after.merged_with
    if target is None or ":" in target:  # a record of the ledger
        return
    kept = select(CANDIDATES.c.id).where(CANDIDATES.c.id == target).with_for_update(read=True, key_share=True)
    if connection.execute(kept).first() is None:
        raise NotFound(f"There is no candidate {target} in the queue.", "See `headwater review list`.")


def _only(found: tuple[_Kept, ...], problem: str) -> _Kept:
    if not found:
        raise NotFound(problem, "See `headwater review list`.")
    return found[0]


def _row(kept: QueuedArticle | Candidate | Decision) -> dict[str, Any]:
    plain = {field.name: getattr(kept, field.name) for field in fields(kept)}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in plain.items()}


_INSTANTS = frozenset({"queued_at", "decided_at", "at"})


def _kept(kind: type[_Kept], row: Any) -> _Kept:  # noqa: ANN401 - a mapping of columns
    plain = {field.name: row[field.name] for field in fields(kind)}
    for name in _INSTANTS & plain.keys():
        plain[name] = plain[name] and datetime.fromisoformat(plain[name])
    if "contradictions" in plain:
        plain["contradictions"] = tuple(plain["contradictions"])
    return kind(**plain)


def _durable(connection: Any, _: object) -> None:  # noqa: ANN401 - a DBAPI connection
    connection.isolation_level = None  # sqlite3 must not begin transactions of its own accord
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _take_lock(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
