"""Flows of whole years with a number for every text: a year of world trade is grouped by numbers, not by words.

A text is a place in one of four lists. Partners known to the code lists come first, in their order, so that a
partner's number is the same in every question. On Polars the numbers are those of its categories; on any other engine
small tables of numbers are joined. Grouping by importer, product and year then costs a third of what it costs by texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from headwater.supply_map.flows import Flows

Frame = nw.LazyFrame[Any]

_ENDS = ("supplier", "buyer", "reporter")
_LISTS = ("product", "period", "source")
_ANNUAL = 4
_SQL_TYPES = {pl.String: "string", pl.Float64: "double", pl.Boolean: "boolean", pl.Int32: "int", pl.Int64: "long"}


@dataclass(frozen=True, slots=True)
class NumberedFlows:
    """`frame` has supplier, buyer, reporter (null where nobody reports), product, period, source as numbers, and value.

    The lists say what each number means.
    """

    frame: Frame
    partners: pl.Series
    products: pl.Series
    periods: pl.Series
    sources: pl.Series


def numbered(flows: Flows, known: Sequence[str], period: str | None = None) -> NumberedFlows:
    """The flows of whole years with a value, of one period where named; `known`: partners that are numbered first."""
    texts = nw.from_native(flows.mentions)
    whole = texts.filter(~nw.col("value").is_null(), nw.col("period").str.len_chars() == _ANNUAL)
    if period is not None:
        whole = whole.filter(nw.col("period") == period)
    if not whole.implementation.is_polars():
        return _by_joins(whole.select(*_ENDS, *_LISTS, "value"), flows, known)
    return _on_polars(whole.to_native(), known, _alike(flows, period), flows.identities)


def _alike(flows: Flows, period: str | None) -> Mapping[str, str | None]:
    """What is the same in every row, as in a year that one source published: nobody need look at it again."""
    sources = flows.coverage["source"].unique().to_list()
    periods = flows.coverage["period"].unique().to_list() if period is None else [period]
    found: dict[str, str | None] = {"source": sources[0]} if len(sources) == 1 else {}
    found |= {"period": periods[0]} if len(periods) == 1 else {}
    return found | ({"reporter": None} if flows.one_series else {})


def on_engine(frame: pl.DataFrame, like: Frame) -> Frame:
    """A small table where the engine of another can join it."""
    if like.implementation.is_polars():
        return nw.from_native(frame.lazy())
    session = like.to_native().sparkSession
    types = ", ".join(f"`{name}` {_SQL_TYPES[dtype.base_type()]}" for name, dtype in frame.schema.items())
    there: Frame = nw.from_native(session.createDataFrame(frame.rows(), types))
    return there


def identified(flows: Flows) -> Frame:
    """The flows with who is meant in place of mentions; on an engine that is not in this process by joins."""
    rows: Frame = nw.from_native(flows.frame)
    if rows.implementation.is_polars():
        return rows
    for end in _ENDS:
        pairs = pl.DataFrame([(told, who) for told, who in flows.identities.items() if told != who],
                             schema={end: pl.String, "_meant": pl.String}, orient="row")  # fmt: skip
        meant = nw.when(nw.col("_meant").is_null()).then(nw.col(end)).otherwise(nw.col("_meant"))
        rows = rows.join(on_engine(pairs, rows), on=end, how="left").with_columns(meant.alias(end)).drop("_meant")
    return rows


def _on_polars(
    whole: pl.LazyFrame, known: Sequence[str], alike: Mapping[str, str | None], identities: Mapping[str, str]
) -> NumberedFlows:
    categories = pl.Categorical(pl.Categories.random(physical=pl.UInt32))
    names = [name for name in (*_ENDS, *_LISTS) if name not in alike]
    rows = whole.select(*(pl.col(name).cast(categories) for name in names), "value").collect(engine="streaming")
    seen = {name: rows[name].unique().drop_nulls() for name in names}
    mentioned = {text for name in names if name in _ENDS for text in seen[name].cast(pl.String)}
    partners = _partners((identities.get(text, text) for text in mentioned), known)
    lists = {name: seen[name].cast(pl.String).sort() for name in names if name in _LISTS}
    for name in names:
        numbers = (
            _numbers_of(seen[name], partners, identities) if name in _ENDS else _numbers_of(seen[name], lists[name])
        )
        rows = rows.with_columns(numbers.gather(rows[name].to_physical()).alias(name))
    for name, text in alike.items():
        rows = rows.with_columns(pl.lit(None if text is None else 0, pl.Int32).alias(name))
        lists |= {} if name in _ENDS else {name: pl.Series([text], dtype=pl.String)}
    return NumberedFlows(nw.from_native(rows.lazy()), partners, *(lists[name] for name in _LISTS))


def _numbers_of(categories: pl.Series, texts: pl.Series, meant: Mapping[str, str] = MappingProxyType({})) -> pl.Series:
    """By the engine's own number of a category, the place of what it means in the list."""
    places = {text: place for place, text in enumerate(texts.to_list())}
    own = categories.to_physical().to_numpy()
    by_own = np.zeros(int(own.max()) + 1 if len(own) else 1, np.int32)
    by_own[own] = [places[meant.get(text, text)] for text in categories.cast(pl.String).to_list()]
    return pl.Series(by_own)


def _by_joins(wanted: Frame, flows: Flows, known: Sequence[str]) -> NumberedFlows:
    """The same on an engine that is not in this process: lists are fetched, and joined as small tables."""
    lists = {name: _distinct(wanted, name).sort() for name in _LISTS}
    mentions = pl.concat([_distinct(wanted, name) for name in _ENDS]).unique().sort()
    identities = [flows.identities.get(mention, mention) for mention in mentions.to_list()]
    partners = _partners(identities, known)
    places = {text: place for place, text in enumerate(partners.to_list())}
    of_mention = pl.DataFrame({"text": mentions, "number": [places[identity] for identity in identities]})
    rows = wanted
    for name in (*_ENDS, *_LISTS):
        table = of_mention if name in _ENDS else lists[name].rename("text").to_frame().with_row_index("number")
        pairs = table.select(pl.col("text").alias(name), pl.col("number").cast(pl.Int64).alias(f"_{name}"))
        rows = rows.join(on_engine(pairs, wanted), on=name, how="left")
    numbers = (nw.col(f"_{name}").alias(name) for name in (*_ENDS, *_LISTS))
    return NumberedFlows(rows.select(*numbers, "value"), partners, *(lists[name] for name in _LISTS))


def _partners(texts: Iterable[str], known: Sequence[str]) -> pl.Series:
    """The known ones, then whoever else is named, A to Z."""
    return pl.Series("partner", [*known, *sorted(set(texts) - set(known))], dtype=pl.String)


def _distinct(frame: Frame, name: str) -> pl.Series:
    native: pl.DataFrame = frame.select(name).unique().collect(backend="polars").to_native()
    return native[name].drop_nulls().cast(pl.String)
