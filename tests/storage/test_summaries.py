"""Small tables made of one contribution's rows: made once, made again where they were lost, never wrong."""

import polars as pl
import pytest

from headwater.claims.log import Summary
from headwater.storage import DeltaLog
from headwater.storage.layout import SUMMARIES


@pytest.fixture
def counting():
    """A summary that counts how often it was worked out."""
    asked = []

    def work_out(rows):
        asked.append(1)
        return rows.group_by("product").agg(pl.col("share").sum()).sort("product").collect()

    return Summary("provisions", "shares-1", work_out), asked


@pytest.fixture
def kept(log, provisions, record, monkeypatch):
    """A contribution whose summaries are worth keeping."""
    monkeypatch.setattr("headwater.storage.delta_log.WORTH_KEEPING_ROWS", 5)
    return record(log, ("provisions", provisions(10, "product:a"))).id


def files(path):
    return sorted((path / SUMMARIES).rglob("*.parquet"))


def test_it_is_made_of_the_rows_of_that_contribution_alone(log, kept, counting, provisions, record):
    record(log, ("provisions", provisions(7, "product:b")))
    summary, _ = counting
    rows = log.claims("provisions").filter(pl.col("contribution") == kept).collect()
    assert log.summary(kept, summary).rows() == [("product:a", pytest.approx(rows["share"].sum()))]


def test_it_is_made_once_and_other_processes_find_it(path, log, kept, counting):
    summary, asked = counting
    first = log.summary(kept, summary)
    assert first.equals(log.summary(kept, summary))
    assert first.equals(DeltaLog.open(path).summary(kept, summary))
    assert len(asked) == 1
    assert len(files(path)) == 1


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes() + b"x")])
def test_what_was_lost_or_changed_is_made_again(path, log, kept, counting, harm):
    summary, asked = counting
    first = log.summary(kept, summary)
    harm(files(path)[0])
    assert first.equals(log.summary(kept, summary))
    assert len(asked) == 2


def test_another_name_is_another_table(log, kept, counting):
    summary, asked = counting
    log.summary(kept, summary)
    log.summary(kept, Summary("provisions", "shares-2", summary.work_out))
    assert len(asked) == 2


def test_a_store_that_cannot_be_written_still_answers(path, log, kept, counting):
    summary, asked = counting
    (path / SUMMARIES).write_text("in the way", encoding="utf-8")
    assert log.summary(kept, summary).equals(log.summary(kept, summary))
    assert len(asked) == 2


def test_few_rows_are_looked_at_again(path, log, counting, provisions, record):
    summary, _ = counting
    log.summary(record(log, ("provisions", provisions(3, "product:a"))).id, summary)
    assert not files(path)


def test_who_verifies_trusts_no_summary(path, log, kept, counting):
    summary, _ = counting
    log.summary(kept, summary)
    assert log.verify().sound
    assert not files(path)
