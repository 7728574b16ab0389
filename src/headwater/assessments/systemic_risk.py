"""Systemic risk of every firm in a plain network, for those who bring links and need no store.

Question, formula, source and when it misleads: `headwater.kernels.systemic_risk`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import polars as pl

from headwater.errors import BadQuestion, BadRows, Problem
from headwater.kernels.systemic_risk import Question, RiskNetwork, Risks, risk_network, risk_of_each

RISK_SCHEMA = pl.Schema(
    {
        "firm": pl.Int64(),  # counted from 1, in the order of the sectors
        "esri": pl.Float64(),  # share of all output
        "esri_down": pl.Float64(),
        "esri_up": pl.Float64(),
        "rounds": pl.Int64(),
    }
)
_LINK_COLUMNS = ("supplier", "buyer", "w")


def network_of_links(links: pl.DataFrame, sectors: pl.DataFrame, essentiality: np.ndarray) -> RiskNetwork:
    """A network from a table of links.

    `links`: supplier, buyer (firms counted from 0) and w (sales in one currency and year). `sectors`: p (counted from
    1), one row per firm. `essentiality`: supplying sector x buying sector, 2 essential, 1 non-essential, 0 negligible.

    Raises BadQuestion where a column is missing, BadRows with every problem in the rows.
    """
    for table, wanted in ((links, _LINK_COLUMNS), (sectors, ("p",))):
        missing = [name for name in wanted if name not in table.columns]
        if missing:
            said = f"There is no column {', '.join(missing)}."
            raise BadQuestion(problem=said, remedy=f"Give the columns {', '.join(wanted)}.", valid=tuple(table.columns))
    _nothing_empty(links.select(_LINK_COLUMNS), sectors.select("p"))
    supplier, buyer, value = (links[name].to_numpy() for name in _LINK_COLUMNS)
    return risk_network(supplier, buyer, value, _from_0(sectors["p"]), essentiality)


def systemic_risk_of_links(
    links: pl.DataFrame,
    sectors: pl.DataFrame,
    essentiality: np.ndarray,
    question: Question | None = None,
    *,
    threads: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> pl.DataFrame:
    """Every firm stops once, alone: RISK_SCHEMA, by firm. Tables as in `network_of_links`."""
    network = network_of_links(links, sectors, essentiality)
    return risk_table(risk_of_each(network, question, threads=threads, progress=progress))


def risk_table(chunks: Iterator[Risks] | Sequence[Risks]) -> pl.DataFrame:
    """Chunks of `risk_of_each` as one table, by firm."""
    tables = [
        pl.DataFrame(
            {
                "firm": risks.shock + 1,
                "esri": risks.esri,
                "esri_down": risks.down,
                "esri_up": risks.up,
                "rounds": risks.rounds,
            },
            schema=RISK_SCHEMA,
        )
        for risks in chunks
    ]
    return pl.concat([RISK_SCHEMA.to_frame(), *tables]).sort("firm")


def _nothing_empty(*tables: pl.DataFrame) -> None:
    problems = [
        Problem(
            f"Column {name} is empty in {table[name].null_count()} rows.", "Fill or leave out these rows.", column=name
        )
        for table in tables
        for name in table.columns
        if table[name].null_count()
    ]
    if problems:
        said = " ".join(problem.problem for problem in problems)
        raise BadRows(problem=said, remedy="Fill or leave out these rows.", problems=problems)


def _from_0(sector: pl.Series) -> np.ndarray:
    """Sectors counted from 0, where they are numbers."""
    return (sector - 1).to_numpy() if sector.dtype.is_numeric() else sector.to_numpy()
