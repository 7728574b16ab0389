"""A supply network laid out for the cascade: links grouped by buyer and by supplier, nodes in order of sector."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]
Nodes = np.ndarray[Any, np.dtype[np.int32]]
Offsets = np.ndarray[Any, np.dtype[np.int64]]
Ranks = np.ndarray[Any, np.dtype[np.int8]]

ESSENTIAL, NON_ESSENTIAL, NEGLIGIBLE = 2, 1, 0


class CascadeNetwork(NamedTuple):
    """Who supplies whom, twice: what each buyer needs (down), where each supplier's sales go (up).

    Nodes are renumbered so that a sector's nodes stand together (`original[position]` is the caller's number): what a
    buyer's sector needs comes from few sectors, so their losses stay in the cache.
    """

    original: Nodes
    sector: Nodes
    sector_first: Offsets  # sector k holds positions sector_first[k] .. sector_first[k + 1]
    out_strength: Floats
    down_first: Offsets  # per buyer
    down_supplier: Nodes
    down_share: Floats  # D of METHODS.md; negative where a group (one essential sector, or all non-essential) begins
    up_first: Offsets  # per supplier
    up_buyer: Nodes
    up_share: Floats  # U of METHODS.md


class PushLinks(NamedTuple):
    """The same links from the other end, for spreading only what changed.

    Each buyer has a record: its number (counted from 1), its next loss, and one place per group of inputs in which what
    is missing is added up. A single essential supplier needs no place (0): its loss is the buyer's.
    """

    down_first: Offsets  # per supplier
    down_record: Nodes  # where the buyer's record begins
    down_place: Nodes  # where the group's place is
    down_share: Floats
    record_first: Offsets  # per buyer
    up_first: Offsets  # per buyer
    up_supplier: Nodes
    up_share: Floats


def lay_out(
    supplier: Nodes, buyer: Nodes, value: Floats, sector: Nodes, essentiality: Ranks, sectors: int
) -> CascadeNetwork:
    """Lay out links (int32, no link twice, no self-link, value > 0) of nodes with sectors 0 .. `sectors` - 1.

    `essentiality[k, l]` is 2, 1 or 0 for supplying sector k and buying sector l.
    """
    size = len(sector)
    original = np.argsort(sector, kind="stable").astype(np.int32)
    position = np.empty(size, np.int32)
    position[original] = np.arange(size, dtype=np.int32)
    sector = sector[original].astype(np.int32)
    supplier, buyer = position[supplier], position[buyer]
    out_strength = sums(supplier, value, size)
    sales = np.argsort(supplier * np.int64(size) + buyer, kind="stable")
    supplier, buyer, value = supplier[sales], buyer[sales], value[sales]
    down_first, down_supplier, down_share = _needs(supplier, buyer, value, sector, essentiality)
    return CascadeNetwork(
        original=original,
        sector=sector,
        sector_first=offsets(sector, sectors),
        out_strength=out_strength,
        down_first=down_first,
        down_supplier=down_supplier,
        down_share=down_share,
        up_first=offsets(supplier, size),
        up_buyer=buyer,
        up_share=value / one_if_zero(out_strength)[supplier],
    )


def _needs(
    supplier: Nodes, buyer: Nodes, value: Floats, sector: Nodes, essentiality: Ranks
) -> tuple[Offsets, Nodes, Floats]:
    """Each buyer's links, its groups one after another, with their shares."""
    size, sectors = len(sector), essentiality.shape[0]
    in_strength = sums(buyer, value, size)
    rank = essentiality[sector[supplier], sector[buyer]]
    group = np.where(rank == ESSENTIAL, sector[supplier] + 1, 0)
    key = buyer * np.int64(sectors + 1) + group
    matters = np.flatnonzero(rank != NEGLIGIBLE)
    order = matters[np.argsort(key[matters], kind="stable")]
    supplier, buyer, value, rank, key = supplier[order], buyer[order], value[order], rank[order], key[order]
    starts = np.concatenate([np.ones(min(1, len(key)), bool), key[1:] != key[:-1]])
    which = np.cumsum(starts) - 1
    in_group = np.bincount(which, value)[which] if len(key) else value
    share = value / np.where(rank == ESSENTIAL, in_group, in_strength[buyer])
    return offsets(buyer, size), supplier, np.where(starts, -share, share)


def push_links(network: CascadeNetwork) -> PushLinks:
    """Turn a network's links round."""
    size = len(network.sector)
    nodes = np.arange(size, dtype=np.int32)
    buyer = np.repeat(nodes, np.diff(network.down_first))
    place, record_first = _records(network.down_share, buyer, size)
    by_supplier = np.argsort(network.down_supplier, kind="stable")
    by_buyer = np.argsort(network.up_buyer, kind="stable")
    seller = np.repeat(nodes, np.diff(network.up_first))
    return PushLinks(
        down_first=offsets(network.down_supplier, size),
        down_record=record_first[buyer[by_supplier]].astype(np.int32),
        down_place=place[by_supplier],
        down_share=np.abs(network.down_share[by_supplier]),
        record_first=record_first,
        up_first=offsets(network.up_buyer, size),
        up_supplier=seller[by_buyer],
        up_share=network.up_share[by_buyer],
    )


def _records(share: Floats, buyer: Nodes, size: int) -> tuple[Nodes, Offsets]:
    """The place of each downstream link's group, and where each buyer's record begins."""
    starts = share < 0.0
    group = np.cumsum(starts) - 1
    alone = (np.bincount(group, minlength=1)[group] == 1) & (share == -1.0)
    placed = starts & ~alone
    record_first = np.zeros(size + 1, np.int64)
    np.cumsum(2 + np.bincount(buyer[placed], minlength=size), out=record_first[1:])
    # the k-th placed group of all stands after k groups and after two numbers of each buyer up to its own
    place = np.cumsum(placed) - 1 + 2 * (buyer.astype(np.int64) + 1)
    return np.where(alone, 0, place).astype(np.int32), record_first


def offsets(ordered: Nodes, count: int) -> Offsets:
    """Where each of `count` keys begins in a sorted array of keys; the last entry is its length."""
    first = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(ordered, minlength=count), out=first[1:])
    return first


def sums(key: Nodes, value: Floats, count: int) -> Floats:
    """The values added up by key, for each of `count` keys."""
    return np.bincount(key, value, minlength=count).astype(np.float64, copy=False)


def one_if_zero(values: Floats) -> Floats:
    """A zero denominator counts as 1."""
    return np.where(values == 0.0, 1.0, values)
