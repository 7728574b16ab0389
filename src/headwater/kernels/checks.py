"""What is asked of links, sectors and essentiality before a kernel sees them; all problems are reported together."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from headwater.errors import BadInput, BadRows, Problem
from headwater.kernels.network import Floats, Nodes, Ranks


class CheckedLinks(NamedTuple):
    """Links as the kernels want them: each pair once, no node with itself, values above 0; `notes` say what changed."""

    supplier: Nodes
    buyer: Nodes
    value: Floats
    sector: Nodes
    essentiality: Ranks
    notes: tuple[str, ...]


def check_links(
    supplier: ArrayLike, buyer: ArrayLike, value: ArrayLike, sector: ArrayLike, essentiality: ArrayLike
) -> CheckedLinks:
    """Check a network given as plain arrays.

    `supplier`, `buyer`: numbers of nodes from 0; `value`: sales, in one currency and year. `sector`: per node, the row
    of `essentiality` from 0. `essentiality[k, l]`: 2, 1 or 0 for supplying sector k and buying sector l.

    Raises BadRows with every problem, BadInput where there is nothing to run on.
    """
    problems: list[Problem] = []
    essentiality = _essentiality(essentiality, problems)
    sector = _whole(sector, "sector", "node", problems)
    suppliers = _whole(supplier, "supplier", "link", problems)
    buyers = _whole(buyer, "buyer", "link", problems)
    values = np.asarray(value, np.float64)
    _same_length(suppliers, buyers, values, problems)
    if not problems:
        _sectors_known(sector, essentiality, problems)
        _inside(suppliers, "supplier", len(sector), problems)
        _inside(buyers, "buyer", len(sector), problems)
        _values_fit(values, problems)
    if problems:
        raise BadRows(
            problem=" ".join(problem.problem for problem in problems),
            remedy=" ".join(dict.fromkeys(problem.remedy for problem in problems)),
            problems=problems,
        )
    return _clean(suppliers, buyers, values, sector, essentiality)


def _clean(supplier: Nodes, buyer: Nodes, value: Floats, sector: Nodes, essentiality: Ranks) -> CheckedLinks:
    notes = []
    kept = (supplier != buyer) & (value > 0.0)
    for count, what in (
        (int((supplier == buyer).sum()), "from a node to itself dropped"),
        (int(((value == 0.0) & (supplier != buyer)).sum()), "without value dropped"),
    ):
        if count:
            notes.append(f"{_links(count)} {what}.")
    supplier, buyer, value = supplier[kept], buyer[kept], value[kept]
    if len(value) == 0:
        raise BadInput(
            problem=f"The network is empty: {len(sector)} nodes and no link between two of them.",
            remedy="Give links with a value above 0 between different nodes.",
        )
    pairs, which = np.unique(supplier.astype(np.int64) * len(sector) + buyer, return_inverse=True)
    if len(pairs) < len(value):
        notes.append(f"{_links(len(value) - len(pairs))} given more than once: their values were summed.")
        value = np.bincount(which, value).astype(np.float64, copy=False)
        supplier, buyer = (pairs // len(sector)).astype(np.int32), (pairs % len(sector)).astype(np.int32)
    return CheckedLinks(supplier, buyer, value, sector, essentiality, tuple(notes))


def _links(count: int) -> str:
    return "1 link" if count == 1 else f"{count} links"


def _whole(numbers: ArrayLike, name: str, each: str, problems: list[Problem]) -> Nodes:
    """The numbers as int32; a problem where they are no whole numbers."""
    given = np.asarray(numbers)
    if given.ndim == 1 and given.dtype.kind in "iu":
        fits = len(given) == 0 or (given.min() >= -(2**31) and given.max() < 2**31)
        return given.astype(np.int32) if fits else np.where(abs(given) < 2**31, given, -1).astype(np.int32)
    if given.ndim == 1 and given.dtype.kind == "f":
        whole = np.isfinite(given) & (given == np.floor(given)) & (abs(given) < 2**31)
        if whole.all():
            return given.astype(np.int32)
        places = np.flatnonzero(~whole)
        said = f"Column {name} has no whole number at {_some(places, each)}."
    else:
        said = f"Column {name} is not one whole number per {each}."
    problems.append(Problem(said, f"Give each {each} a {name}, numbered from 0.", column=name))
    return np.zeros(0, np.int32)


def _same_length(supplier: Nodes, buyer: Nodes, value: Floats, problems: list[Problem]) -> None:
    if not problems and (value.ndim != 1 or not len(supplier) == len(buyer) == len(value)):
        said = f"There are {len(supplier)} suppliers, {len(buyer)} buyers and {value.size} values."
        problems.append(Problem(said, "Give one of each per link."))


def _essentiality(given: ArrayLike, problems: list[Problem]) -> Ranks:
    ranks = np.asarray(given)
    square = ranks.ndim == 2 and ranks.shape[0] == ranks.shape[1]
    if not square:
        said = f"Essentiality has the shape {' x '.join(map(str, ranks.shape))}."
        problems.append(Problem(said, "Give a square table: supplying sector x buying sector.", column="essentiality"))
        return np.zeros((0, 0), np.int8)
    wrong = ~np.isin(ranks, (0, 1, 2))
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        said = f"Essentiality of supplying sector {row} for buying sector {column} is {ranks[row, column]}."
        problems.append(
            Problem(said, "Use 2 for essential, 1 for non-essential, 0 for negligible.", column="essentiality")
        )
    return np.where(wrong, 0, ranks).astype(np.int8)


def _sectors_known(sector: Nodes, essentiality: Ranks, problems: list[Problem]) -> None:
    unknown = np.unique(sector[(sector < 0) | (sector >= len(essentiality))])
    if len(unknown):
        said = f"Sectors without a row of essentiality: {_listed(unknown)}; it has rows 0 to {len(essentiality) - 1}."
        problems.append(Problem(said, "Add their rows and columns, or correct the sectors.", column="sector"))


def _inside(nodes: Nodes, name: str, size: int, problems: list[Problem]) -> None:
    outside = np.unique(nodes[(nodes < 0) | (nodes >= size)])
    if len(outside):
        said = f"Column {name} names nodes without a sector: {_listed(outside)}; nodes are 0 to {size - 1}."
        problems.append(Problem(said, "Give every node a sector.", column=name))


def _values_fit(value: Floats, problems: list[Problem]) -> None:
    for wrong, what in ((~np.isfinite(value), "no finite number"), (value < 0.0, "negative")):
        places = np.flatnonzero(wrong)
        if len(places):
            said = f"Values are {what} at {_some(places, 'link')}."
            problems.append(Problem(said, "A link's value is its sales, 0 or more.", column="value"))


def _some(places: np.ndarray, each: str) -> str:
    return f"{each} {_listed(places)} (counted from 0)"


def _listed(numbers: np.ndarray) -> str:
    shown = ", ".join(str(int(number)) for number in numbers[:5])
    return shown if len(numbers) <= 5 else f"{shown} and {len(numbers) - 5} more"
