import polars as pl
import pytest

from headwater.standard.codes import code_list
from headwater.standard.units import base_unit, conversions, to_base, unit_of

# Independent of our list: NIST SP 811 (pound, ton, ounce, barrel), metric carat 200 mg, flask of mercury 76 lb.
KNOWN = [
    (1, "kt", 1000.0, "t"),
    (1, "kg", 0.001, "t"),
    (2000, "lb", 0.90718474, "t"),
    (1, "short-ton", 0.90718474, "t"),
    (32150.7, "troy-oz", 1.0, "t"),
    (5_000_000, "carat", 1.0, "t"),
    (1, "flask", 76 * 0.00045359237, "t"),
    (1, "TWh", 1000.0, "GWh"),
    (1000, "kW", 1.0, "MW"),
    (1, "barrel", 0.158987, "m3"),
    (20, "thousand-wafers/month", 20_000.0, "wafers/month"),
]


@pytest.mark.parametrize(("quantity", "unit", "expected", "base"), KNOWN)
def test_known_conversions(quantity, unit, expected, base):
    frame = pl.DataFrame({"quantity": [float(quantity)], "unit": [unit]})
    done = frame.select(to_base(pl.col("quantity"), pl.col("unit")), base=base_unit(pl.col("unit"))).row(0)
    assert done[0] == pytest.approx(expected, rel=1e-5)
    assert done[1] == base


def test_unknown_units_and_quantities_stay_unknown():
    frame = pl.DataFrame(
        {"quantity": [1.0, None, 1.0], "unit": ["heaps", "t", None]}, schema={"quantity": pl.Float64, "unit": pl.String}
    )
    assert frame.select(to_base(pl.col("quantity"), pl.col("unit"))).to_series().to_list() == [None, None, None]


def test_every_base_unit_is_itself_one_of_the_list_or_stands_alone():
    table = conversions()
    assert table["unit"].is_unique().all()
    assert (table["factor"] > 0).all()
    own = table.filter(pl.col("unit") == pl.col("base_unit"))
    assert (own["factor"] == 1).all()
    assert set(table["unit"]) == set(code_list("unit").codes())


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("metric tons", "t"),
        ("thousand metric tons", "kt"),
        (" thousands of carats", "thousand-carats"),
        ("tonnes (metal content)", "t"),
        ("kilograms (metal content)", "kg"),
        ("million cubic meters", "million-m3"),
        ("million liters", "million-L"),
        ("T", "t"),
        ("MW", "MW"),
        ("tons", None),  # of which there are three
    ],
)
def test_units_in_words(words, unit):
    assert unit_of(words) == unit
