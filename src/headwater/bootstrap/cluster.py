"""Run the shocks of a plain network on a Spark cluster instead of this machine's threads.

Each task gets a range of firms, lays out the network once per process and runs its firms on one thread. Tasks go out in
waves of a few per core; the results of a wave come back to the driver and are kept there as those of threads are.

It stands here since bootstrap picks what does the work: workflows get it as an argument and never see Spark. Needs
`pip install headwater[spark]`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from headwater.errors import MissingPart
from headwater.kernels.checks import check_links
from headwater.kernels.systemic_risk import Question, RiskNetwork, Risks, risk_network, risk_of_each
from headwater.workflows.plain_network import PlainNetwork, fingerprint
from headwater.workflows.rank_firms import Runner, say_nothing
from headwater.workflows.reading import Progress

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_FIRMS_PER_TASK = 2_000
_TASKS_PER_CORE = 4  # so many tasks go out at once; what an interruption loses is at most what they were at
_RESULT = "firm long, esri double, esri_down double, esri_up double, rounds long"
_laid_out: dict[str, RiskNetwork] = {}
"""The network this process works for; at most one, since a network may fill much of its memory."""


def spark_session(master: str) -> SparkSession:
    """A Spark session on `master` (`local[2]`, `spark://host:7077`); `MissingPart` where Spark is not installed."""
    try:
        from pyspark.sql import SparkSession  # noqa: PLC0415 - an optional part
    except ImportError:
        raise MissingPart(
            "Spark is not installed.", "pip install headwater[spark], and have Java 17 or later on the machine."
        ) from None
    if master.startswith("local"):  # workers on this machine run this Python; a cluster says which one it has
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder: Any = SparkSession.builder
    session: SparkSession = (
        builder.master(master)
        .appName("headwater systemic risk")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", _FIRMS_PER_TASK)
        .getOrCreate()
    )
    return session


def on_spark(session: SparkSession, partitions: int | None = None, say: Callable[[str], None] = say_nothing) -> Runner:
    """A runner for `rank_firms`; `partitions`: how many tasks, by default one per 2,000 firms, at least one per core.

    `say` hears which links were summed or dropped.
    """

    def run(network: PlainNetwork, question: Question, done: np.ndarray, progress: Progress) -> Iterator[Risks]:
        left = np.flatnonzero(~done)
        for what in check_links(*network.arrays).notes:  # bad input is an error here, not in a task
            say(what)
        shared, name = session.sparkContext.broadcast((network.arrays, question)), fingerprint(network, question)
        tasks = partitions or max(session.sparkContext.defaultParallelism, -(-len(left) // _FIRMS_PER_TASK))
        parts = [(part.tolist(),) for part in np.array_split(left, min(tasks, len(left)))]
        together = _TASKS_PER_CORE * session.sparkContext.defaultParallelism

        def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            yield from run_firms(name, shared.value, batches)

        finished = 0
        try:
            for begin in range(0, len(parts), together):
                wave = parts[begin : begin + together]
                tasks_of_wave = session.sparkContext.parallelize(wave, len(wave))
                frame = session.createDataFrame(tasks_of_wave, "firms array<long>")
                rows = _risks(frame.mapInArrow(work, _RESULT).toArrow())
                finished += len(rows.shock)
                progress(finished, len(left), "firms")
                yield rows
        finally:
            shared.destroy()

    return run


def run_firms(name: str, shared: tuple[Any, Question], batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """What a task does: run the firms listed in each row, and give their results."""
    arrays, question = shared
    if name not in _laid_out:
        _laid_out.clear()
        _laid_out[name] = risk_network(*arrays)
    network = _laid_out[name]
    for batch in batches:
        for firms in batch.column(0).to_pylist():
            others = np.ones(network.size, np.bool_)
            others[firms] = False
            for part in risk_of_each(network, question, done=others, threads=1):
                yield pa.record_batch(
                    [part.shock, part.esri, part.down, part.up, part.rounds.astype(np.int64)],
                    names=["firm", "esri", "esri_down", "esri_up", "rounds"],
                )


def _risks(rows: pa.Table) -> Risks:
    firm, esri, down, up, rounds = (column.to_numpy() for column in rows.columns)
    return Risks(firm, esri, down, up, rounds.astype(np.int32))
