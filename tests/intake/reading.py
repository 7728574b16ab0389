"""What tests of readers do with a reading: take all of it, check it, and look at one table."""

from collections import defaultdict
from pathlib import Path

import polars as pl

from headwater.standard.check import Checker
from headwater.standard.frames import reader_schema
from headwater.standard.tables import table
from headwater.workflows.reading import Reader, Reading


def tables_of(reading: Reading) -> dict[str, pl.DataFrame]:
    """All batches of a reading, one frame a table; every batch must have the standard's columns."""
    frames = defaultdict(list)
    for name, frame in reading.batches:
        assert frame.schema == dict(reader_schema(table(name))), name
        frames[name].append(frame)
    return {name: pl.concat(parts) for name, parts in frames.items()}


def read(reader: Reader, *paths: Path) -> dict[str, pl.DataFrame]:
    """All tables of some files; nothing may break a rule of the standard or lack its source.

    The store is taken to know the source that `own_tables` speaks of.
    """
    reading = reader.read(paths)
    checker, frames = Checker({"source:survey"}), defaultdict(list)
    for name, frame in reading.batches:
        assert checker.check(name, frame).problems == []
        frames[name].append(frame)
    assert reading.problems == []
    return {name: pl.concat(parts) for name, parts in frames.items()}
