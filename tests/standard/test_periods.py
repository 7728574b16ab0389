from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.errors import BadQuestion
from headwater.standard.periods import bounds, first_day, last_day


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2023-12", date(2023, 12, 1), date(2023, 12, 31)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_bounds(period, first, last):
    assert bounds(period) == (first, last)


@pytest.mark.parametrize("period", ["", "24", "2024-Q5", "2024-13", "2023-02-29", "2024/05", "2024-1", "0000", "٢٠٢٤"])
def test_what_is_no_period_says_so(period):
    with pytest.raises(BadQuestion, match="2024-Q3"):
        bounds(period)


PERIODS = st.one_of(
    st.integers(1900, 2200).map(str),
    st.builds("{}-Q{}".format, st.integers(1900, 2200), st.integers(1, 4)),
    st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(lambda day: day.isoformat()[:7]),
    st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(date.isoformat),
)


@given(st.lists(PERIODS, min_size=1, max_size=20))
def test_columns_give_the_same_as_single_values(periods):
    frame = pl.DataFrame({"period": periods}).select(first=first_day(pl.col("period")), last=last_day(pl.col("period")))
    assert frame.rows() == [bounds(period) for period in periods]


def test_columns_are_null_where_there_is_no_period():
    frame = pl.DataFrame({"period": ["2024-Q5", "nonsense", None, "2023-02-30"]})
    assert frame.select(first_day(pl.col("period"))).to_series().null_count() == 4
    assert frame.select(last_day(pl.col("period"))).to_series().null_count() == 4
