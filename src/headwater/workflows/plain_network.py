"""A network that researchers bring along, without a store: links between firms, their sectors, essentiality.

Files, frames and arrays all become a `PlainNetwork`; whether its parts fit together is checked by the kernels, once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from headwater.errors import BadQuestion, BadRows, Problem
from headwater.kernels.systemic_risk import Question, risk_network
from headwater.supply_map.network import NODE_SCHEMA, SupplyNetwork, notes_of

Array = np.ndarray[Any, np.dtype[Any]]
Links = pl.DataFrame | tuple[ArrayLike, ArrayLike, ArrayLike]
Sectors = pl.DataFrame | Mapping[object, int] | ArrayLike

_FILL = "Fill or leave out these rows."


@dataclass(frozen=True)
class PlainNetwork:
    """Links between firms (counted from 0) with their sales, each firm's sector (from 0), and essentiality.

    `names`: what the firms are called, where they are not numbers.
    """

    supplier: Array
    buyer: Array
    value: Array
    sector: Array
    essentiality: Array
    names: tuple[object, ...] | None = None

    @property
    def size(self) -> int:
        """How many firms there are."""
        return len(self.sector)

    @property
    def arrays(self) -> tuple[Array, Array, Array, Array, Array]:
        """The five arrays in the order in which the kernels take them."""
        return self.supplier, self.buyer, self.value, self.sector, self.essentiality


def plain_network(links: Links, sectors: Sectors, essentiality: ArrayLike) -> PlainNetwork:
    """A network from tables or arrays.

    `links`: a frame with supplier, buyer and w (or value: sales in one currency and year), or three arrays; firms are
    numbers from 0. `sectors`: a frame with column p (or sector) counted from 1, one row per firm; or an array counted
    from 0; or a mapping from firm to sector counted from 0, and then firms are whatever its keys are. `essentiality`:
    supplying sector x buying sector, 2 essential, 1 non-essential, 0 negligible.

    Raises BadQuestion where a column is missing or a firm has no sector, BadRows where a cell is empty.
    """
    supplier, buyer, value = _link_columns(links)
    ranks = np.asarray(essentiality)
    if isinstance(sectors, Mapping):
        return _named(supplier, buyer, value, sectors, ranks)
    sector = _from_0(sectors) if isinstance(sectors, pl.DataFrame) else np.asarray(sectors)
    return PlainNetwork(supplier, buyer, value, sector, ranks)


def _link_columns(links: Links) -> tuple[Array, Array, Array]:
    if not isinstance(links, pl.DataFrame):
        supplier, buyer, values = cast("Sequence[ArrayLike]", links)
        return np.asarray(supplier), np.asarray(buyer), np.asarray(values, np.float64)
    _nothing_empty(table := _chosen(links, ("supplier",), ("buyer",), ("w", "value")))
    return table["supplier"].to_numpy(), table["buyer"].to_numpy(), table.to_series(2).to_numpy()


def _from_0(sectors: pl.DataFrame) -> Array:
    """Sectors counted from 0, where they are numbers."""
    _nothing_empty(table := _chosen(sectors, ("p", "sector")))
    column = table.to_series()
    return (column - 1).to_numpy() if column.dtype.is_numeric() else column.to_numpy()


def _chosen(table: pl.DataFrame, *columns: tuple[str, ...]) -> pl.DataFrame:
    """The first of each group of names that the table has."""
    found = [next((name for name in names if name in table.columns), None) for names in columns]
    missing = [" or ".join(names) for names, name in zip(columns, found, strict=True) if name is None]
    if missing:
        remedy = f"Give the columns {', '.join(' or '.join(names) for names in columns)}."
        raise BadQuestion(f"There is no column {', '.join(missing)}.", remedy, valid=tuple(table.columns))
    return table.select(name for name in found if name is not None)


def _nothing_empty(table: pl.DataFrame) -> None:
    problems = [
        Problem(f"Column {name} is empty in {table[name].null_count()} rows.", _FILL, column=name)
        for name in table.columns
        if table[name].null_count()
    ]
    if problems:
        raise BadRows(" ".join(problem.problem for problem in problems), _FILL, problems=problems)


def _named(supplier: Array, buyer: Array, value: Array, sectors: Mapping[object, int], ranks: Array) -> PlainNetwork:
    number = {firm: place for place, firm in enumerate(sectors)}
    strangers = sorted({str(firm) for end in (supplier, buyer) for firm in end.tolist() if firm not in number})
    if strangers:
        raise BadQuestion(
            f"{len(strangers)} firms have no sector: {', '.join(strangers[:5])}.",
            "Give every firm of the links a sector.",
        )
    ends = [np.array([number[firm] for firm in end.tolist()], np.int64) for end in (supplier, buyer)]
    return PlainNetwork(ends[0], ends[1], value, np.array(list(sectors.values())), ranks, tuple(number))


def heaviest(network: PlainNetwork, count: int) -> Array:
    """Which are the `count` firms with the largest sales; of equals the first."""
    sales = np.bincount(network.supplier, network.value, minlength=network.size)
    chosen = np.zeros(network.size, np.bool_)
    chosen[np.argsort(-sales, kind="stable")[:count]] = True
    return chosen


def larger_strength(network: PlainNetwork) -> Array:
    """Weights by the larger of sales and purchases."""
    sold, bought = (
        np.bincount(end, network.value, minlength=network.size) for end in (network.supplier, network.buyer)
    )
    return np.maximum(sold, bought)


def fingerprint(network: PlainNetwork, question: Question) -> str:
    """SHA-256 of everything that decides the results: results of another network or question are never mixed in."""
    whole = hashlib.sha256()
    for array in (*network.arrays, np.zeros(0) if question.weights is None else np.asarray(question.weights)):
        whole.update(f"{array.dtype} {array.shape} ".encode())
        whole.update(np.ascontiguousarray(array).tobytes())
    whole.update(
        f"{question.substitution} {question.eps!r} {question.cap} {question.sides} {question.strategy}".encode()
    )
    return whole.hexdigest()


def as_supply_network(network: PlainNetwork, names: Sequence[object] | None = None) -> SupplyNetwork:
    """The same network with named nodes, for `what_if`; without `names`, firms are their numbers from 1."""
    laid_out = risk_network(*network.arrays)
    sales = np.bincount(network.supplier, network.value, minlength=network.size)
    called = pl.Series("node", [str(name) for name in names or network.names or range(1, network.size + 1)])
    sectors = tuple(f"sector:{number}" for number in range(1, len(network.essentiality) + 1))
    blank = {name: pl.lit(None) for name in ("country", "share", "basis", "period")}
    nodes = pl.DataFrame({"node": called, "sector": network.sector, "size": sales}).with_columns(
        pl.col("node").alias("provider"), pl.col("node").alias("organization"), pl.lit("named").alias("state"),
        pl.format("sector:{}", pl.col("sector") + 1).alias("product"),
        pl.lit([], pl.List(pl.String)).alias("claims"), **blank,
    )  # fmt: skip
    return SupplyNetwork(
        kind="firms", by="organization", nodes=nodes.select(pl.col(c).cast(t) for c, t in NODE_SCHEMA.items()),
        supplier=network.supplier.astype(np.int32), buyer=network.buyer.astype(np.int32),
        value=network.value.astype(np.float64), unit="as given", sectors=sectors,
        essentiality=network.essentiality.astype(np.int8), named=frozenset(), recorded=frozenset(sectors),
        notes=notes_of(("left-out", "links", note) for note in laid_out.notes),
    )  # fmt: skip
