"""How kernels are compiled: once per machine, without the interpreter's lock, kept on disk."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from numba import njit
from numba.core.cpu import CPUTargetOptions

Kernel = TypeVar("Kernel", bound=Callable[..., Any])

# kernels allocate nothing, so counting references to their arrays is a quarter of the time to compile, for nothing
_uncounted = {"_nrt": False} if hasattr(CPUTargetOptions, "_nrt") else {}
_njit: Callable[..., Any] = partial(njit, nogil=True, error_model="numpy", boundscheck=False, **_uncounted)


def compiled(kernel: Kernel) -> Kernel:
    """Compile a kernel at its first call.

    The machine code is kept beside the source, or in the user's cache folder (NUMBA_CACHE_DIR) where the install folder
    is read-only; where nothing can be written, it is compiled in each process.
    """
    try:
        ready: Kernel = _njit(cache=True)(kernel)
    except RuntimeError:  # numba finds no folder to write to
        ready = _njit()(kernel)
    return ready


def part(kernel: Kernel) -> Kernel:
    """Compile a part of a kernel, which only kernels call: without the door for Python, half the time goes."""
    ready: Kernel = _njit(no_cpython_wrapper=True, no_cfunc_wrapper=True)(kernel)
    return ready
