"""The stages of a commitment in their order, and how likely each is taken to end in delivery.

    announced, agreed, registered, disbursed, under construction, in operation; besides: suspended, cancelled

Amounts may differ from stage to stage in either direction: within one period arrivals may exceed notifications, so
nothing here asserts that a later stage has no more than an earlier one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import polars as pl

from headwater.errors import BadQuestion
from headwater.standard.codes import code_list

STAGES: tuple[str, ...] = code_list("commitment_stage").codes()
PROMISES: tuple[str, ...] = ("announced", "agreed")
"""Stages at which a sum is promised, and nothing registered or paid yet."""
ENDED: tuple[str, ...] = ("suspended", "cancelled")
"""What may befall a commitment at any stage; no step further."""

_RANKS: Mapping[str, int] = {stage: rank for rank, stage in enumerate(STAGES)}


def rank_of(stage: pl.Expr) -> pl.Expr:
    """Place of a stage in the order, 0 first; a stage the code list lacks comes last."""
    return stage.replace_strict(_RANKS, default=len(STAGES), return_dtype=pl.Int64)


@dataclass(frozen=True, slots=True)
class StageDiscounts:
    """Part of a promised share that is taken to be delivered, by stage, each 0..1.

    All are assumptions, chosen only so that a firmer stage never counts for less than a looser one: no published rate
    of delivery by stage is known to hold across countries and technologies. Give others where you know better.
    """

    announced: float = 0.3
    agreed: float = 0.5
    registered: float = 0.6
    disbursed: float = 0.8
    under_construction: float = 0.9
    in_operation: float = 1.0
    suspended: float = 0.1
    cancelled: float = 0.0

    def __post_init__(self) -> None:
        """Raise `BadQuestion` unless every discount is a share."""
        for field in fields(self):
            if not 0 <= getattr(self, field.name) <= 1:
                raise BadQuestion(f"The discount {field.name} is {getattr(self, field.name)}; it must be 0 to 1.")

    def of(self, stage: str) -> float:
        """The discount of a stage of the code list; `BadQuestion` lists them."""
        if stage not in _RANKS:
            raise BadQuestion(f"{stage!r} is no stage.", valid=STAGES)
        value: float = getattr(self, stage.replace("-", "_"))
        return value


ASSUMED_DISCOUNTS = StageDiscounts()
