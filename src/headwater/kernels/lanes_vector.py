"""One number per lane as LLVM vectors: what `lanes` means to compiled kernels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic, models, register_model

from headwater.kernels.lanes_plain import LANES

_VECTOR = ir.VectorType(ir.DoubleType(), LANES)
_WORDS = ir.VectorType(ir.IntType(32), LANES)
_FUSE = ("contract",)


class LanesType(types.Type):
    """One number per lane."""

    def __init__(self) -> None:
        super().__init__(name=f"Lanes{LANES}")


lanes_type = LanesType()


@register_model(LanesType)
class LanesModel(models.PrimitiveModel):
    """Held as one LLVM vector."""

    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _VECTOR)  # type: ignore[no-untyped-call]


def _place(context: Any, builder: Any, kinds: Any, array: Any, node: Any) -> Any:
    """Where the lanes of a node begin."""
    data = context.make_array(kinds[0])(context, builder, array).data
    first = builder.mul(context.cast(builder, node, kinds[1], types.intp), ir.Constant(ir.IntType(64), LANES))
    held = _VECTOR if kinds[0].dtype == types.float64 else _WORDS
    return builder.bitcast(builder.gep(data, [first]), held.as_pointer())


@intrinsic
def load(_typing: Any, array: Any, node: Any) -> Any:
    """The lanes of one node."""

    def emit(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        loaded = builder.load(_place(context, builder, signature.args, *values))
        loaded.align = 8
        return loaded if loaded.type == _VECTOR else builder.uitofp(loaded, _VECTOR)

    return lanes_type(array, node), emit


@intrinsic
def store(_typing: Any, array: Any, node: Any, value: Any) -> Any:
    """Put the lanes of one node."""

    def emit(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        array, node, value = values
        target = _place(context, builder, signature.args, array, node)
        if signature.args[0].dtype != types.float64:
            half = ir.Constant(_VECTOR, [0.5] * LANES)
            value = builder.fptoui(builder.fadd(value, half), _WORDS)
        builder.store(value, target).align = 8
        return context.get_dummy_value()

    return types.void(array, node, value), emit


@intrinsic
def prefetch(_typing: Any, array: Any, node: Any) -> Any:
    """Say that the lanes of a node will be wanted soon."""

    def emit(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        place = builder.bitcast(_place(context, builder, signature.args, *values), byte)
        called = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        fetch = builder.module.declare_intrinsic("llvm.prefetch", [byte], called)
        builder.call(fetch, [place, number(0), number(3), number(1)])  # to read, into every cache, data
        return context.get_dummy_value()

    return types.void(array, node), emit


@intrinsic
def splat(_typing: Any, value: Any) -> Any:
    """The same number in every lane."""

    def emit(context: Any, builder: Any, signature: Any, values: Any) -> Any:
        number = context.cast(builder, values[0], signature.args[0], types.float64)
        nothing = ir.Constant(_VECTOR, ir.Undefined)
        single = builder.insert_element(nothing, number, ir.Constant(ir.IntType(32), 0))
        spread = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
        return builder.shuffle_vector(single, nothing, spread)

    return lanes_type(value), emit


@intrinsic
def one_if_below(_typing: Any, value: Any, limit: Any) -> Any:
    """1 where the value is below the limit."""

    def emit(_context: Any, builder: Any, _signature: Any, values: Any) -> Any:
        ones = ir.Constant(_VECTOR, [1.0] * LANES)
        return builder.select(builder.fcmp_ordered("<", *values), ones, values[0])

    return lanes_type(value, limit), emit


def _lane_by_lane(make: Callable[[Any, Any, Any], Any]) -> Any:
    """An operation on two numbers per lane."""

    def typed(_typing: Any, left: Any, right: Any) -> Any:
        def emit(_context: Any, builder: Any, _signature: Any, values: Any) -> Any:
            return make(builder, *values)

        return lanes_type(left, right), emit

    return intrinsic(typed)


add = _lane_by_lane(lambda builder, a, b: builder.fadd(a, b, flags=_FUSE))
subtract = _lane_by_lane(lambda builder, a, b: builder.fsub(a, b, flags=_FUSE))
multiply = _lane_by_lane(lambda builder, a, b: builder.fmul(a, b, flags=_FUSE))
divide = _lane_by_lane(lambda builder, a, b: builder.fdiv(a, b))
larger = _lane_by_lane(lambda builder, a, b: builder.select(builder.fcmp_ordered(">", a, b), a, b))
smaller = _lane_by_lane(lambda builder, a, b: builder.select(builder.fcmp_ordered("<", a, b), a, b))
