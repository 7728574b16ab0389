"""The same shocks on Spark in local mode: few tasks, a small network, the same results as on threads."""

import os
import shutil

import numpy as np
import polars as pl
import pyarrow as pa
import pytest

from headwater.bootstrap.cluster import on_spark, run_firms, spark_session
from headwater.errors import BadInput
from headwater.kernels.systemic_risk import Question
from headwater.workflows.plain_network import PlainNetwork
from headwater.workflows.rank_firms import RISK_SCHEMA, InMemory, on_threads, rank_firms

pytestmark = pytest.mark.slow


def absent(what):
    if os.environ.get("CI"):
        pytest.fail(f"{what} is not installed")
    pytest.skip(f"{what} is not installed")


@pytest.fixture(scope="module")
def session():
    """Two local cores; the Java of the machine."""
    if shutil.which("java") is None:
        absent("Java")
    try:
        import pyspark  # noqa: F401, PLC0415
    except ImportError:
        absent("pyspark")
    made = spark_session("local[2]")
    yield made
    made.stop()


def firms(size=60, seed=3):
    random = np.random.default_rng(seed)
    buyer = np.repeat(np.arange(size), 4)
    supplier = random.integers(0, size, len(buyer))
    ranks = random.integers(0, 3, (5, 5))
    return PlainNetwork(supplier, buyer, random.uniform(1, 9, len(buyer)), random.integers(0, 5, size), ranks)


def ranked(network, runner, question=None):
    kept = InMemory(network.size)
    rank_firms(network, question or Question(eps=1e-3), kept, runner)
    return kept.rows()


@pytest.mark.parametrize("question", [Question(eps=1e-3), Question(eps=1e-3, substitution=False, sides="down")])
def test_spark_gives_what_threads_give(session, question):
    network, heard = firms(), []
    here = ranked(network, on_threads(1), question)
    there = ranked(network, on_spark(session, 3, say=heard.append), question)
    assert there.schema == RISK_SCHEMA
    assert there["firm"].to_list() == here["firm"].to_list() == list(range(1, 61))
    for side in ("esri", "esri_down", "esri_up"):
        assert (here[side] - there[side]).abs().max() <= 1e-12
    assert here["rounds"].to_list() == there["rounds"].to_list()
    assert any("itself" in note for note in heard)


def test_spark_leaves_out_what_is_done_and_tells_how_far_it_is(session):
    network, told = firms(), []
    kept = InMemory(network.size)
    kept.keep(ranked(network, on_threads(1)).head(50))
    count = rank_firms(network, Question(eps=1e-3), kept, on_spark(session, 2), lambda *far: told.append(far))
    assert count == 10
    assert kept.rows()["firm"].to_list() == list(range(1, 61))
    assert told[-1] == (10, 10, "firms")


def test_a_bad_network_is_an_error_before_any_task(session):
    empty = PlainNetwork(np.zeros(0, int), np.zeros(0, int), np.zeros(0), np.zeros(3, int), np.full((1, 1), 2))
    with pytest.raises(BadInput):
        ranked(empty, on_spark(session, 2))


def test_what_a_task_does_without_spark():
    network = firms()
    batches = [pa.record_batch([pa.array([[3, 5], [8]])], names=["firms"])]
    found = pa.Table.from_batches(run_firms("one", (network.arrays, Question(eps=1e-3)), batches)).to_pydict()
    here = ranked(network, on_threads(1)).filter(pl.col("firm").is_in([4, 6, 9]))
    assert [firm + 1 for firm in found["firm"]] == here["firm"].to_list()
    assert found["esri"] == pytest.approx(here["esri"].to_list(), abs=1e-12)
