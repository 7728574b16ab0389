"""Dependency on Spark: the flows of a store where a cluster reads them itself, and only sums come back.

The data files must be where every worker finds them under the same path: on a shared disk, or on this machine in local
mode. Needs `pip install headwater[spark]`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import narwhals as nw
import polars as pl

from headwater.claims.log import ClaimLog
from headwater.claims.model import View
from headwater.errors import BadQuestion
from headwater.resolution.flows_elsewhere import resolve_elsewhere
from headwater.storage import DeltaLog
from headwater.supply_map.flows import Flows

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

FlowsOf = Callable[[ClaimLog, View, Sequence[str], str | None], Flows]


def flows_on_spark(session: SparkSession) -> FlowsOf:
    """What gives `workflows.dependency` its flows, each row of which Spark reads."""
    session.conf.set("spark.sql.shuffle.partitions", str(2 * session.sparkContext.defaultParallelism))

    def flows_of(log: ClaimLog, view: View, periods: Sequence[str], hs: str | None) -> Flows:
        if not isinstance(log, DeltaLog):
            raise BadQuestion("Spark reads the files of a store, and this is none.", "Ask without --engine.")
        paths = log.data_files("flows", within={"period": [(period, period) for period in periods]})
        rows = session.read.parquet(*map(str, paths)) if paths else session.createDataFrame([], _ddl(log))
        return resolve_elsewhere(nw.from_native(rows), log, view, periods, hs)

    return flows_of


def _ddl(log: DeltaLog) -> str:
    names = {pl.String: "string", pl.Float64: "double", pl.Int64: "long", pl.Boolean: "boolean"}
    schema = log.claims("flows").collect_schema()
    return ", ".join(f"{name} {names.get(dtype.base_type(), 'timestamp')}" for name, dtype in schema.items())
