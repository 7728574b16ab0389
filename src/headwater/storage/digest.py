"""SHA-256 of a table's rows in a canonical form that no engine, file format or split into batches can change.

Every column is two or three streams of bytes, little-endian, in row order:

    shape   int32 per row: -1 where null; else bytes of a text, number of items of a list, 0 for anything else
    items   int32 per item of a list: -1 where null, else bytes of the item (lists only)
    values  UTF-8 of the texts and items one after another; 8 bytes per number, integer or instant (microseconds
            since 1970, UTC), 1 byte per boolean; nulls count as zero, any NaN as the one quiet NaN

The digest of a column is SHA-256 over its name, its kind and the SHA-256 of each stream; that of a table is SHA-256
over the number of rows and the digests of its columns by name. A column that is null in every row is left out, so that
a column the standard gains later changes no digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

_NULL = -1
_OLDEST = pl.CompatLevel.oldest()
_KINDS: dict[type[pl.DataType], str] = {
    pl.String: "text",
    pl.List: "texts",
    pl.Float64: "number",
    pl.Int64: "integer",
    pl.Boolean: "boolean",
    pl.Datetime: "instant",
}
_NUMPY: dict[str, str] = {"number": "<f8", "integer": "<i8", "instant": "<i8", "boolean": "u1"}


def _kind(dtype: pl.DataType) -> str:
    try:
        return _KINDS[dtype.base_type()]
    except KeyError:
        raise TypeError(f"no canonical form is defined for {dtype}") from None


def _texts(series: pl.Series) -> tuple[npt.NDArray[np.int32], memoryview]:
    """Bytes of each text (-1 where null), and all texts one after another; `series` is String."""
    if series.null_count():  # bytes behind a null are nobody's word
        lengths, values = _texts(series.fill_null(""))
        return np.where(series.is_null().to_numpy(), np.int32(_NULL), lengths).astype("<i4"), values
    if _is_one_text(series):
        text = str(series[0]).encode()
        return np.full(len(series), len(text), dtype="<i4"), memoryview(text * len(series))
    array = series.to_arrow(compat_level=_OLDEST)
    offsets, data = array.buffers()[1:]
    ends = np.frombuffer(offsets, dtype=np.int64)[array.offset : array.offset + len(array) + 1]
    whole = memoryview(data if data is not None else b"")
    return np.diff(ends).astype("<i4"), whole[int(ends[0]) : int(ends[-1])]


def _is_one_text(series: pl.Series) -> bool:
    """Whether all rows say the same, as in columns of provenance; no null is there."""
    return len(series) > 1 and series[0] == series[-1] and bool((series == series[0]).all())


def _lists(series: pl.Series) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], memoryview]:
    """Number of items per row (-1 where null), bytes per item, and all items one after another."""
    counts = series.list.len().cast(pl.Int32).fill_null(_NULL).to_numpy()
    array = series.to_arrow(compat_level=_OLDEST)
    items = pl.Series("item", pa.chunked_array([array.flatten()]), dtype=pl.String)
    lengths, values = _texts(items)
    return counts.astype("<i4"), lengths, values


def _shape(series: pl.Series) -> npt.NDArray[np.int32]:
    """-1 where null, else 0."""
    if not series.null_count():
        return np.zeros(len(series), dtype="<i4")
    return np.where(series.is_null().to_numpy(), np.int32(_NULL), np.int32(0)).astype("<i4", copy=False)


def _numbers(series: pl.Series, kind: str) -> npt.NDArray[Any]:
    physical = series.to_physical() if kind == "instant" else series
    filled = physical.fill_null(False if kind == "boolean" else 0) if series.null_count() else physical
    values = filled.to_numpy().astype(_NUMPY[kind], copy=False)
    if kind == "number":
        with np.errstate(over="ignore", invalid="ignore"):  # a sum beyond all numbers is no NaN, which alone matters
            doubtful = np.isnan(values.sum())  # infinities of both signs too, and then nothing is replaced
        if doubtful:
            values = np.where(np.isnan(values), np.float64("nan"), values)
    return np.ascontiguousarray(values)


class _ColumnDigest:
    """The streams of one column; nothing is hashed before its first value that is not null."""

    def __init__(self, name: str, kind: str, rows_before: int) -> None:
        self.name = name
        self.kind = kind
        self._rows_before = rows_before
        self._streams: list[Any] = []

    def update(self, series: pl.Series) -> None:
        if not self._streams:
            if series.null_count() == len(series):
                self._rows_before += len(series)
                return
            self._streams = [hashlib.sha256() for _ in range(3 if self.kind == "texts" else 2)]
            self._feed(self._of_nulls())
        self._feed(self._parts(series))

    def _of_nulls(self) -> Sequence[Any]:
        """The streams of the null rows that were held back."""
        shape = np.full(self._rows_before, _NULL, dtype="<i4")
        if self.kind in _NUMPY:
            return [shape, np.zeros(self._rows_before, dtype=_NUMPY[self.kind])]
        return [shape]

    def _parts(self, series: pl.Series) -> Sequence[Any]:
        if self.kind == "texts":
            return _lists(series)
        if self.kind == "text":
            return _texts(series)
        return [_shape(series), _numbers(series, self.kind)]

    def _feed(self, parts: Sequence[Any]) -> None:
        for stream, part in zip(self._streams, parts, strict=False):
            stream.update(part)

    def digest(self) -> bytes | None:
        """None where every row is null."""
        if not self._streams:
            return None
        whole = hashlib.sha256(f"{self.name}\n{self.kind}\n".encode())
        for stream in self._streams:
            whole.update(stream.digest())
        return whole.digest()


class TableDigest:
    """Digest of one table, fed frame by frame in row order; columns are hashed side by side."""

    def __init__(self) -> None:
        self.rows = 0
        self._columns: dict[str, _ColumnDigest] = {}

    def update(self, frame: pl.DataFrame, pool: ThreadPoolExecutor | None = None) -> None:
        """Add rows. `TypeError` for a column of a type the standard does not have."""
        tasks = [(self._column(series), series) for series in frame.get_columns()]
        run = map if pool is None else pool.map
        list(run(lambda task: task[0].update(task[1]), tasks))
        self.rows += frame.height

    def _column(self, series: pl.Series) -> _ColumnDigest:
        if series.name not in self._columns:
            self._columns[series.name] = _ColumnDigest(series.name, _kind(series.dtype), self.rows)
        return self._columns[series.name]

    def hexdigest(self) -> str:
        """The digest so far, as 64 hexadecimal digits."""
        whole = hashlib.sha256(f"rows {self.rows}\n".encode())
        for name in sorted(self._columns):
            part = self._columns[name].digest()
            if part is not None:
                whole.update(part)
        return whole.hexdigest()


def table_digest(frame: pl.DataFrame) -> str:
    """SHA-256 of the rows of a frame in canonical form, as 64 hexadecimal digits."""
    digest = TableDigest()
    digest.update(frame)
    return digest.hexdigest()
