"""Sixteen shocks side by side.

The batched cascade carries `LANES` shocks at once, so that a link is read once for all of them. Numba does not turn
sixteen scalars into vectors by itself, so the vector is spelled out: a type for "one number per lane" and the few
things that are done with it. Without the JIT
the same names are plain numpy.

A loss array in lanes is flat: node i has its lanes at `16 i .. 16 i + 15`, aligned to a cache line. It is float64, or
uint32 in steps of `1 / FIXED`: half the memory to fetch, and no value further than 1.2e-10 from its float64. Numbers
in a register are float64 always, in units of what 1 is stored as.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numba
import numpy as np

if TYPE_CHECKING or numba.config.DISABLE_JIT:
    from headwater.kernels.lanes_plain import (
        add,
        divide,
        larger,
        load,
        multiply,
        one_if_below,
        prefetch,
        smaller,
        splat,
        store,
        subtract,
    )
else:
    from headwater.kernels.lanes_vector import (
        add,
        divide,
        larger,
        load,
        multiply,
        one_if_below,
        prefetch,
        smaller,
        splat,
        store,
        subtract,
    )
from headwater.kernels.lanes_plain import LANES

__all__ = [
    "FIXED",
    "LANES",
    "add",
    "aligned_zeros",
    "divide",
    "larger",
    "load",
    "multiply",
    "one_if_below",
    "prefetch",
    "smaller",
    "splat",
    "store",
    "subtract",
]

FIXED = 2.0**32 - 1.0
_CACHE_LINE = 64


def aligned_zeros(nodes: int, kind: type[np.generic] = np.float64) -> np.ndarray[Any, np.dtype[Any]]:
    """A flat array of `nodes * LANES` zeros that starts on a cache line."""
    size = np.dtype(kind).itemsize
    block = np.zeros(nodes * LANES + _CACHE_LINE // size, kind)
    skip = (-block.ctypes.data % _CACHE_LINE) // size
    return block[skip : skip + nodes * LANES]
