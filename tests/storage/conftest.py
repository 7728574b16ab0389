"""One body of tests for every store: `kind` is each of them in turn, `log` an empty store of it.

A second store joins by another `Kind` in `KINDS`. What only one store can show (its files) is tested beside.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from headwater.claims.log import ClaimLog
from headwater.standard.frames import reader_schema
from headwater.standard.tables import table
from headwater.storage import DeltaLog

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Kind:
    """A store: how one is made and opened at a path."""

    name: str
    create: Callable[[Path], ClaimLog]
    open: Callable[[Path], ClaimLog]


KINDS = (Kind("delta", DeltaLog.create, DeltaLog.open),)


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def kind(request) -> Kind:
    return request.param


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def log(kind, path) -> ClaimLog:
    return kind.create(path)


@pytest.fixture
def rows():
    """Rows of a table from what differs; the rest is null."""

    def make(name: str, *rows: dict) -> pl.DataFrame:
        said = [{"source": "source:survey", "locator": f"row {number}", **row} for number, row in enumerate(rows)]
        return pl.DataFrame(said, schema=dict(reader_schema(table(name))))

    return make


@pytest.fixture
def sources(rows):
    return rows("sources", {"id": "source:survey", "title": "A survey"})


@pytest.fixture
def provisions(rows):
    def make(count: int = 3, product: str = "product:lens") -> pl.DataFrame:
        return rows(
            "provisions",
            *(
                {"product": product, "provider": f"country:C{i}", "share": i / 100, "basis": "volume"}
                for i in range(count)
            ),
        )

    return make


@pytest.fixture
def record():
    """Record batches with sensible defaults; each later than the one before."""
    made = iter(range(1_000_000))

    def make(log: ClaimLog, *batches, contributor: str = "anna", **more):
        at = more.pop("recorded_at", NOON + timedelta(hours=next(made)))
        return log.record(batches, contributor=contributor, recorded_at=at, format_name="own", **more)

    return make
