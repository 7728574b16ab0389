"""How kernels are compiled: once per machine, without the interpreter's lock, kept on disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit

Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def compiled(kernel: Kernel) -> Kernel:
    """Compile a kernel at its first call.

    The machine code is kept beside the source, or in the user's cache folder (NUMBA_CACHE_DIR) where the install folder
    is read-only; where nothing can be written, it is compiled in each process.
    """
    how = {"nogil": True, "error_model": "numpy", "boundscheck": False}
    try:
        ready: Kernel = njit(cache=True, **how)(kernel)
    except RuntimeError:  # numba finds no folder to write to
        ready = njit(**how)(kernel)
    return ready
