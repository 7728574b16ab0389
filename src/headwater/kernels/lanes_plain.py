"""One number per lane as a numpy array: what `lanes` means where the JIT is off."""

from __future__ import annotations

from typing import Any

import numpy as np

LANES = 16

Lane = np.ndarray[Any, np.dtype[np.float64]]
Held = np.ndarray[Any, np.dtype[Any]]


def load(array: Held, node: int) -> Lane:
    """The lanes of one node."""
    lanes: Lane = array[node * LANES : node * LANES + LANES].astype(np.float64)
    return lanes


def store(array: Held, node: int, value: Lane) -> None:
    """Put the lanes of one node."""
    array[node * LANES : node * LANES + LANES] = value if array.dtype == np.float64 else value + 0.5


def prefetch(array: Held, node: int) -> None:
    """Say that the lanes of a node will be wanted soon."""


def splat(value: float) -> Lane:
    """The same number in every lane."""
    return np.full(LANES, value)


def add(left: Lane, right: Lane) -> Lane:
    """Sum, lane by lane."""
    return left + right


def subtract(left: Lane, right: Lane) -> Lane:
    """Difference, lane by lane."""
    return left - right


def multiply(left: Lane, right: Lane) -> Lane:
    """Product, lane by lane."""
    return left * right


def divide(left: Lane, right: Lane) -> Lane:
    """Quotient, lane by lane."""
    return left / right


def larger(left: Lane, right: Lane) -> Lane:
    """The larger one, lane by lane."""
    lanes: Lane = np.maximum(left, right)
    return lanes


def smaller(left: Lane, right: Lane) -> Lane:
    """The smaller one, lane by lane."""
    lanes: Lane = np.minimum(left, right)
    return lanes


def one_if_below(value: Lane, limit: Lane) -> Lane:
    """1 where the value is below the limit."""
    return np.where(value < limit, 1.0, value)
