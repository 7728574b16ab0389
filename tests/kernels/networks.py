"""Networks for the cascade's tests: the golden ones, and small random ones that have every oddity."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from scipy import sparse

from headwater.kernels.systemic_risk import RiskNetwork, Shock, risk_network, systemic_risk
from tests.kernels.reference import ReferenceNetwork


@dataclass(frozen=True)
class Links:
    """A network as plain arrays, nodes and sectors from 0."""

    supplier: np.ndarray
    buyer: np.ndarray
    value: np.ndarray
    sector: np.ndarray
    essentiality: np.ndarray

    @property
    def size(self):
        return len(self.sector)

    def ours(self) -> RiskNetwork:
        return risk_network(self.supplier, self.buyer, self.value, self.sector, self.essentiality)

    def reference(self) -> ReferenceNetwork:
        pairs = (self.value, (self.supplier, self.buyer))
        return ReferenceNetwork(sparse.csr_array(pairs, shape=(self.size, self.size)), self.sector, self.essentiality)


def golden(folder: Path, firms: int) -> tuple[Links, pl.DataFrame]:
    """A published network and what the published code found in it."""
    base = folder / "golden" / "systemic_risk" / f"network_{firms}"
    edges = pl.read_parquet(f"{base}_edges.parquet")
    sector = pl.read_csv(f"{base}_sector.csv")["p"].to_numpy() - 1
    essentiality = np.loadtxt(f"{base}_essentiality.csv", delimiter=",", dtype=int)
    columns = (edges[name].to_numpy() for name in ("supplier", "buyer", "w"))
    return Links(*columns, sector, essentiality), pl.read_csv(f"{base}_expected.csv")


def toy(folder: Path) -> tuple[dict, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """The example of 11 firms: what is expected, its links, sectors from 0, and larger of in- and out-strength."""
    expected = json.loads((folder / "golden" / "toys" / "toys.json").read_text())["esri_toy"]
    supplier, buyer, value = np.array(expected["edges_supplier_buyer_w"]).T
    sector = np.array(expected["sector"]) - 1
    weights = np.maximum(np.bincount(supplier - 1, value, 11), np.bincount(buyer - 1, value, 11))
    return expected, np.array([supplier - 1, buyer - 1, value]), sector, weights, weights / weights.sum()


def random_links(seed: int, most: int = 40) -> Links:
    """A small network: with cycles, nodes that buy or sell nothing, isolated nodes, sectors of one node or of none."""
    random = np.random.default_rng(seed)
    size, sectors = int(random.integers(2, most)), int(random.integers(1, 8))
    count = int(random.integers(1, 4 * size))
    supplier, buyer = random.integers(0, size, count), random.integers(0, size, count)
    supplier, buyer = (ends[supplier != buyer] for ends in (supplier, buyer))
    if len(supplier) == 0:
        supplier, buyer = np.array([0]), np.array([1])
    pairs = np.unique(supplier * size + buyer)
    supplier, buyer = pairs // size, pairs % size
    value = np.exp(random.normal(0, 2, len(pairs)))
    sector = random.integers(0, sectors, size)
    sector[random.random(size) < 0.1] = sectors  # a market of few, often of one
    share = random.dirichlet((1, 1, 1))  # from all essential to all negligible
    essentiality = random.choice(3, (sectors + 1, sectors + 1), p=share)
    return Links(supplier, buyer, value, sector, essentiality)


def esri_of_node_0(seed: int) -> float:
    """One small answer, on two threads; other processes ask for it too."""
    return float(systemic_risk(random_links(seed).ours(), [Shock([0])], threads=2).esri[0])
