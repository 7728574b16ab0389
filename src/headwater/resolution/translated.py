"""Flows told in several editions of the HS, brought to one: nobody knows how the trade of a split code divides.

Where all goods of an old code went into one new code, its flows are the new code's for certain. Where they were split,
each new code may have none of its trade or all of it: `sure` leaves such flows out, otherwise every code that may have
them gets them whole. Codes that the concordance does not have, and codes of another length than its own, stay as they
are. Written in Narwhals, for whatever engine holds the flows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import narwhals as nw
import polars as pl

from headwater.standard.concordance import Concordance
from headwater.supply_map.flows import Flows
from headwater.supply_map.numbered_flows import on_engine

Frame = nw.LazyFrame[Any]


def translated(flows: Flows, edition: str, others: Sequence[str], concordance: Concordance, *, sure: bool) -> Flows:
    """The flows with products of `others` as codes of `edition`. Several of them may then be of one flow: `merged`."""
    table = code_table(edition, others, concordance)
    kept = table.filter("certain") if sure else table
    split = table.filter(~pl.col("certain"))["product"].unique().to_list() if sure else []

    def bring(frame: Any) -> Any:  # noqa: ANN401 - a frame of whichever engine
        rows: Frame = nw.from_native(frame)
        if split:
            rows = rows.filter(~nw.col("product").is_in(split))
        named = on_engine(kept.select("product", "becomes"), rows)
        brought = rows.join(named, on="product", how="left")
        product = nw.when(nw.col("becomes").is_null()).then(nw.col("product")).otherwise(nw.col("becomes"))
        return brought.with_columns(product.alias("product")).drop("becomes").to_native()

    told = None if flows.told is None else bring(flows.told)
    return replace(flows, frame=bring(flows.frame), told=told, merged=True)


def code_table(edition: str, others: Sequence[str], concordance: Concordance) -> pl.DataFrame:
    """Columns product and becomes (as flows name them), and certain: all of the old code's goods are in that one."""
    rows = []
    for (told_in, code), there in sorted(concordance.pairs.items()):
        new = sorted(other for other_edition, other in there if other_edition == edition)
        if told_in in others and told_in != edition:
            rows += [(f"hs:{told_in}.{code}", f"hs:{edition}.{each}", len(new) == 1) for each in new]
    return pl.DataFrame(rows, schema={"product": pl.String, "becomes": pl.String, "certain": pl.Boolean}, orient="row")
