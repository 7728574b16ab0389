"""The cascade of METHODS.md as it stands, slow and obvious: sparse matrices, every node in every round."""

from __future__ import annotations

import numpy as np
from scipy import sparse


class NoRest(Exception):
    """The cascade had not settled after the last round allowed."""


class ReferenceNetwork:
    """The network's matrices, made once.

    `sales[i, j]` are the sales of i to j; `sector` counts from 0; `essentiality[k, l]` is 2, 1 or 0 for supplying
    sector k and buying sector l.
    """

    def __init__(self, sales: sparse.sparray, sector, essentiality):
        sales = sparse.csr_array(sales)
        sector = np.asarray(sector)
        self.size, self.sectors = sales.shape[0], essentiality.shape[0]
        self.sector = sector
        self.out_strength = np.asarray(sales.sum(axis=1)).ravel()
        in_strength = np.asarray(sales.sum(axis=0)).ravel()
        links = sales.tocoo()
        supplier, buyer, value = links.row, links.col, links.data
        kind = essentiality[sector[supplier], sector[buyer]]
        from_sector = np.zeros((self.sectors, self.size))
        np.add.at(from_sector, (sector[supplier], buyer), value)
        share = np.where(
            kind == 2,
            value / one_if_zero(from_sector[sector[supplier], buyer]),
            value / one_if_zero(in_strength[buyer]),
        )
        # one matrix per kind: row = (buyer, supplying sector), so that the essential sectors stay apart
        essential, linear = kind == 2, kind == 1
        self.pairs, row = np.unique(
            buyer[essential].astype(np.int64) * self.sectors + sector[supplier[essential]], return_inverse=True
        )
        self.essential = sparse.csr_array(
            (share[essential], (row, supplier[essential])), shape=(len(self.pairs), self.size)
        )
        self.linear = sparse.csr_array((share[linear], (buyer[linear], supplier[linear])), shape=(self.size, self.size))
        self.upstream = sparse.csr_array(
            (value / one_if_zero(self.out_strength[supplier]), (supplier, buyer)), shape=(self.size, self.size)
        )
        self.weights = self.out_strength / one_if_zero(np.array([self.out_strength.sum()]))[0]


def one_if_zero(values):
    return np.where(values == 0, 1.0, values)


def cascade(network, psi, psi_up=None, *, substitution=True, weights=None, eps=1e-2, cap=1000):
    """Return (esri, down, up, rounds, hd, hu) for one shock; `psi` is the loss put on each node."""
    weights = network.weights if weights is None else weights
    psi_up = psi if psi_up is None else psi_up
    hd, hu = 1.0 - psi, 1.0 - psi_up
    rounds, change = 0, np.inf
    while change > eps:
        rounds += 1
        if rounds > cap:
            raise NoRest
        replaceable = np.ones(network.size)
        if substitution:
            available = np.bincount(network.sector, hd * network.out_strength, minlength=network.sectors)
            available[available < 1e-10] = 1.0
            replaceable = np.minimum(1.0, network.out_strength / available[network.sector])
        missing = replaceable * (1.0 - hd)
        scarcest = np.zeros(network.size)
        np.maximum.at(scarcest, network.pairs // network.sectors, network.essential @ missing)
        new_hd = np.minimum(1.0 - psi, np.minimum(1.0 - scarcest, 1.0 - network.linear @ missing)).clip(min=0.0)
        new_hu = np.minimum(1.0 - psi_up, 1.0 - network.upstream @ (1.0 - hu)).clip(min=0.0)
        change = max(np.max(hd - new_hd), np.max(hu - new_hu))
        hd, hu = new_hd, new_hu
    return (
        float(weights @ (1.0 - np.minimum(hd, hu))),
        float(weights @ (1.0 - hd)),
        float(weights @ (1.0 - hu)),
        rounds,
        hd,
        hu,
    )
