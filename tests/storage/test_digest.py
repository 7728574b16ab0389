"""The canonical form of rows: nothing but their values and their order decides the digest."""

import hashlib
import io
import struct
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.storage.digest import TableDigest, table_digest

SCHEMA = {
    "text": pl.String(),
    "texts": pl.List(pl.String),
    "number": pl.Float64(),
    "integer": pl.Int64(),
    "boolean": pl.Boolean(),
    "instant": pl.Datetime("us", "UTC"),
}
TEXT = st.text(st.characters(codec="utf-8"), max_size=6)
ROW = st.fixed_dictionaries(
    {
        "text": st.none() | TEXT,
        "texts": st.none() | st.lists(st.none() | TEXT, max_size=3),
        "number": st.none() | st.floats(),
        "integer": st.none() | st.integers(-(2**63), 2**63 - 1),
        "boolean": st.none() | st.booleans(),
        "instant": st.none() | st.datetimes(datetime(1800, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - UTC is added
    }
)
ROWS = st.lists(ROW, max_size=8)


def frame_of(rows):
    return pl.DataFrame(rows, schema=SCHEMA)


def slow_digest(rows):
    """The definition at the top of `digest.py`, cell by cell."""
    kinds = dict(zip(SCHEMA, SCHEMA, strict=True))
    whole = hashlib.sha256(f"rows {len(rows)}\n".encode())
    for name in sorted(SCHEMA):
        column = [row[name] for row in rows]
        if all(value is None for value in column):
            continue
        shape, items, values = b"", b"", b""
        for value in column:
            if name == "text":
                shape += struct.pack("<i", -1 if value is None else len(value.encode()))
                values += (value or "").encode()
            elif name == "texts":
                shape += struct.pack("<i", -1 if value is None else len(value))
                for item in value or []:
                    items += struct.pack("<i", -1 if item is None else len(item.encode()))
                    values += (item or "").encode()
            else:
                shape += struct.pack("<i", -1 if value is None else 0)
                values += slow_value(name, value)
        streams = (shape, items, values) if name == "texts" else (shape, values)
        column_digest = hashlib.sha256(f"{name}\n{kinds[name]}\n".encode())
        for stream in streams:
            column_digest.update(hashlib.sha256(stream).digest())
        whole.update(column_digest.digest())
    return whole.hexdigest()


def slow_value(name, value):
    if name == "number":
        number = 0.0 if value is None else value
        return b"\0\0\0\0\0\0\xf8\x7f" if number != number else struct.pack("<d", number)  # noqa: PLR0124 - NaN
    if name == "boolean":
        return struct.pack("<B", bool(value))
    if name == "instant":
        since = datetime(1970, 1, 1, tzinfo=UTC)
        microseconds = 0 if value is None else round((value - since).total_seconds() * 10**6)
        exact = 0 if value is None else (value - since).days * 86_400_000_000 + (value - since).seconds * 10**6
        return struct.pack("<q", exact + (0 if value is None else (value - since).microseconds) or microseconds)
    return struct.pack("<q", value or 0)


@given(ROWS)
def test_the_digest_is_what_its_definition_says(rows):
    assert table_digest(frame_of(rows)) == slow_digest(rows)


@given(ROWS, st.lists(st.integers(0, 8), max_size=3), st.booleans())
def test_how_rows_come_in_batches_does_not_matter(rows, cuts, side_by_side):
    whole = frame_of(rows)
    edges = [0, *sorted(cuts), len(rows)]
    digest = TableDigest()
    with ThreadPoolExecutor(2) as pool:
        for start, end in pairwise(edges):
            digest.update(whole[start : max(start, end)], pool if side_by_side else None)
    assert digest.hexdigest() == table_digest(whole)


@settings(max_examples=50)
@given(ROWS)
def test_a_parquet_round_trip_does_not_matter(rows):
    whole = frame_of(rows)
    for group in (1, 1000):
        buffer = io.BytesIO()
        whole.write_parquet(buffer, row_group_size=group)
        buffer.seek(0)
        assert table_digest(pl.read_parquet(buffer)) == table_digest(whole)


@given(st.lists(ROW, min_size=1, max_size=6), st.data())
def test_every_cell_matters(rows, data):
    place = data.draw(st.integers(0, len(rows) - 1))
    name = data.draw(st.sampled_from(list(SCHEMA)))
    other = data.draw(ROW)[name]
    changed = [*rows[:place], {**rows[place], name: other}, *rows[place + 1 :]]
    assert (table_digest(frame_of(changed)) == table_digest(frame_of(rows))) == same(rows[place][name], other)


def same(one, other):
    """Whether two cells are the same to the bit, any NaN like any other."""
    if isinstance(one, float) and isinstance(other, float):
        return (one != one and other != other) or struct.pack("<d", one) == struct.pack("<d", other)  # noqa: PLR0124
    return one == other


@given(st.lists(ROW, min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_row_order_matters(rows, random):
    shuffled = random.sample(rows, len(rows))
    told, told_shuffled = ([[repr(row[name]) for name in SCHEMA] for row in some] for some in (rows, shuffled))
    assert (table_digest(frame_of(shuffled)) == table_digest(frame_of(rows))) == (told == told_shuffled)


@given(ROWS)
def test_the_order_of_columns_and_empty_ones_do_not_matter(rows):
    whole = frame_of(rows)
    wider = whole.select(reversed(whole.columns)).with_columns(pl.lit(None, dtype=pl.String).alias("later"))
    assert table_digest(wider) == table_digest(whole)


def test_where_a_text_ends_matters():
    cells = [["ab", "c"], ["a", "bc"], ["abc", ""], ["abc", None]]
    assert len({table_digest(pl.DataFrame({"x": column})) for column in cells}) == 4


def test_a_column_may_first_speak_late():
    late = pl.DataFrame({"x": pl.Series([None] * 5 + ["a"], dtype=pl.String)})
    digest = TableDigest()
    for row in range(6):
        digest.update(late[row : row + 1])
    assert digest.hexdigest() == table_digest(late)


def test_a_slice_of_a_frame_is_hashed_as_what_it_shows():
    whole = pl.DataFrame(
        {"x": ["long text number one", None, "b", "long text number two"], "y": [["a"], [], None, ["b"]]}
    )
    part = whole[1:3]
    assert table_digest(part) == table_digest(pl.DataFrame({"x": [None, "b"], "y": [[], None]}, schema=whole.schema))


def test_a_type_without_a_canonical_form_is_refused():
    with pytest.raises(TypeError, match="canonical"):
        table_digest(pl.DataFrame({"x": [1.5]}, schema={"x": pl.Float32}))


def test_numbers_of_which_the_sum_is_beyond_all_numbers_are_hashed_without_a_warning():
    huge = pl.DataFrame({"n": [1.7e308, 1.7e308, -1.0]})
    assert table_digest(huge) == table_digest(huge.clone())
    assert table_digest(huge) != table_digest(huge.reverse())
