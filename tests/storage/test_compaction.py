"""Other programs may compact the Delta tables: the same claims are read, and `verify` still checks every row."""

import polars as pl
import pytest
from deltalake import DeltaTable

from headwater.storage import DeltaLog


@pytest.fixture
def compacted(path, sources, provisions, record):
    """A store of six contributions, one by a writer that died, compacted; and the one that was open before."""
    log = DeltaLog.create(path, durable=False)
    for number in range(6):
        record(log, ("sources", sources), ("provisions", provisions(3, f"product:p{number}")))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(log, "_commit", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            record(log, ("provisions", provisions(5, "product:nobody")))
    for folder in (path / "contributions", path / "tables" / "provisions"):
        done = DeltaTable(str(folder)).optimize.compact()
        assert done["numFilesRemoved"] > 1
    return path, log


def test_the_same_claims_are_read(compacted, record, provisions):
    path, before = compacted
    for log in (before, DeltaLog.open(path)):
        entries = log.contributions()
        claims = log.claims("provisions").sort("product", "row").collect()
        assert claims["product"].to_list() == [f"product:p{number}" for number in range(6) for _ in range(3)]
        assert set(claims["contribution"]) == {entry.id for entry in entries}
    added = record(before, ("provisions", provisions(2, "product:p9")))
    fresh = DeltaLog.open(path)
    assert fresh.contributions()[-1] == added
    assert fresh.claims("provisions").select(pl.len()).collect().item() == 20
    assert fresh.verify().sound


def test_the_dead_writers_rows_are_still_counted_as_such(compacted):
    found = DeltaLog.open(compacted[0]).verify()
    assert (found.sound, found.rows) == (True, 24)
    assert found.uncommitted_rows >= 5


def test_a_changed_value_in_a_compacted_file_is_found(compacted):
    path, log = compacted
    (file,) = (file for file in (path / "tables" / "provisions").glob("*.parquet") if file.name.startswith("part-"))
    victim = log.contributions()[3].id
    edited = pl.when(pl.col("contribution") == victim).then(0.99).otherwise("share").alias("share")
    pl.read_parquet(file).with_columns(edited).write_parquet(file)
    (finding,) = DeltaLog.open(path).verify().damage
    assert f"contribution {victim}, table provisions" in finding
