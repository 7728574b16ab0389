"""Sixteen shocks side by side.

The batched cascade carries `LANES` shocks at once, so that a link is read once for all of them. Numba does not turn
sixteen scalars into vectors by itself, so the vector is spelled out here: a type for "one number per lane" and the few
things that are done with it. Without the JIT the same names are plain numpy.

A loss array in lanes is flat: node i has its lanes at `16 i .. 16 i + 15`, aligned to a cache line. It is float64, or
uint32 in steps of `1 / FIXED`: half the memory to fetch, and no value further than 1.2e-10 from its float64. Numbers
in a register are float64 always, in units of what 1 is stored as.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numba.core import types
from numba.extending import intrinsic, models, register_model

LANES = 16
FIXED = 2.0**32 - 1.0
_CACHE_LINE = 64


def aligned_zeros(nodes: int, kind: type[np.generic] = np.float64) -> np.ndarray[Any, np.dtype[Any]]:
    """A flat array of `nodes * LANES` zeros that starts on a cache line."""
    size = np.dtype(kind).itemsize
    block = np.zeros(nodes * LANES + _CACHE_LINE // size, kind)
    skip = (-block.ctypes.data % _CACHE_LINE) // size
    return block[skip : skip + nodes * LANES]


if numba.config.DISABLE_JIT:

    def load(array, node):
        """The lanes of one node."""
        return array[node * LANES : node * LANES + LANES].astype(np.float64)

    def store(array, node, value):
        """Put the lanes of one node."""
        array[node * LANES : node * LANES + LANES] = value if array.dtype == np.float64 else value + 0.5

    def splat(value):
        """The same number in every lane."""
        return np.full(LANES, value)

    def add(left, right):
        """Sum, lane by lane."""
        return left + right

    def subtract(left, right):
        """Difference, lane by lane."""
        return left - right

    def multiply(left, right):
        """Product, lane by lane."""
        return left * right

    def divide(left, right):
        """Quotient, lane by lane."""
        return left / right

    def larger(left, right):
        """The larger one, lane by lane."""
        return np.maximum(left, right)

    def smaller(left, right):
        """The smaller one, lane by lane."""
        return np.minimum(left, right)

    def one_if_below(value, limit):
        """1 where the value is below the limit."""
        return np.where(value < limit, 1.0, value)

else:
    from llvmlite import ir

    _VECTOR = ir.VectorType(ir.DoubleType(), LANES)
    _FUSE = ("contract",)

    class LanesType(types.Type):
        """One number per lane."""

        def __init__(self):
            super().__init__(name=f"Lanes{LANES}")

    lanes_type = LanesType()

    @register_model(LanesType)
    class LanesModel(models.PrimitiveModel):
        """Held as one LLVM vector."""

        def __init__(self, manager, kind):
            super().__init__(manager, kind, _VECTOR)

    _WORDS = ir.VectorType(ir.IntType(32), LANES)

    def _place(context, builder, array_type, array, node, node_type):
        data = context.make_array(array_type)(context, builder, array).data
        first = builder.mul(context.cast(builder, node, node_type, types.intp), ir.Constant(ir.IntType(64), LANES))
        held = _VECTOR if array_type.dtype == types.float64 else _WORDS
        return builder.bitcast(builder.gep(data, [first]), held.as_pointer())

    @intrinsic
    def load(_typing, array, node):
        """The lanes of one node."""

        def emit(context, builder, signature, values):
            loaded = builder.load(_place(context, builder, signature.args[0], *values, signature.args[1]))
            loaded.align = 8
            return loaded if loaded.type == _VECTOR else builder.uitofp(loaded, _VECTOR)

        return lanes_type(array, node), emit

    @intrinsic
    def store(_typing, array, node, value):
        """Put the lanes of one node."""

        def emit(context, builder, signature, values):
            array, node, value = values
            target = _place(context, builder, signature.args[0], array, node, signature.args[1])
            if signature.args[0].dtype != types.float64:
                half = ir.Constant(_VECTOR, [0.5] * LANES)
                value = builder.fptoui(builder.fadd(value, half), _WORDS)
            builder.store(value, target).align = 8
            return context.get_dummy_value()

        return types.void(array, node, value), emit

    @intrinsic
    def splat(_typing, value):
        """The same number in every lane."""

        def emit(context, builder, signature, values):
            number = context.cast(builder, values[0], signature.args[0], types.float64)
            single = builder.insert_element(ir.Constant(_VECTOR, ir.Undefined), number, ir.Constant(ir.IntType(32), 0))
            spread = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
            return builder.shuffle_vector(single, ir.Constant(_VECTOR, ir.Undefined), spread)

        return lanes_type(value), emit

    def _lane_by_lane(make):
        def typed(_typing, left, right):
            def emit(_context, builder, _signature, values):
                return make(builder, *values)

            return lanes_type(left, right), emit

        return intrinsic(typed)

    add = _lane_by_lane(lambda builder, a, b: builder.fadd(a, b, flags=_FUSE))
    subtract = _lane_by_lane(lambda builder, a, b: builder.fsub(a, b, flags=_FUSE))
    multiply = _lane_by_lane(lambda builder, a, b: builder.fmul(a, b, flags=_FUSE))
    divide = _lane_by_lane(lambda builder, a, b: builder.fdiv(a, b))
    larger = _lane_by_lane(lambda builder, a, b: builder.select(builder.fcmp_ordered(">", a, b), a, b))
    smaller = _lane_by_lane(lambda builder, a, b: builder.select(builder.fcmp_ordered("<", a, b), a, b))

    @intrinsic
    def one_if_below(_typing, value, limit):
        """1 where the value is below the limit."""

        def emit(_context, builder, _signature, values):
            ones = ir.Constant(_VECTOR, [1.0] * LANES)
            return builder.select(builder.fcmp_ordered("<", values[0], values[1]), ones, values[0])

        return lanes_type(value, limit), emit
