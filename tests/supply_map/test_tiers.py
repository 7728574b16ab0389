import polars as pl
import pytest

from headwater.supply_map.tiers import tiers_below


def tiers(*links):
    rows = [
        (product, needed, kind)
        for product, needed, kind in (link if len(link) == 3 else (*link, None) for link in links)
    ]
    return tiers_below(
        pl.DataFrame(rows, schema={"product": pl.String, "input": pl.String, "kind": pl.String}, orient="row")
    )


CHAIN = [("car", "battery"), ("battery", "cell"), ("cell", "lithium"), ("battery", "case")]


def test_the_nearest_input_is_found_with_its_tier():
    found = tiers(*CHAIN).nearest("car", {"lithium", "cell"})
    assert (found.product, found.tier) == ("cell", 2)


def test_nothing_wanted_upstream_is_none():
    assert tiers(*CHAIN).nearest("cell", {"case"}) is None
    assert tiers(*CHAIN).nearest("case", {"case"}) is None


def test_exposure_counts_every_buyer_once_at_any_tier():
    assert tiers(*CHAIN, ("phone", "battery")).exposed_to(["lithium", "cell"]) == 4  # cell, battery, car, phone
    assert tiers(*CHAIN).exposed_to([]) == 0


@pytest.mark.parametrize("kind", ["non-essential", "negligible"])
def test_inputs_that_do_not_limit_output_are_left_out(kind):
    assert tiers(("car", "paint", kind)).exposed_to(["paint"]) == 0


@pytest.mark.parametrize("kind", ["essential", None])
def test_essential_and_unknown_inputs_limit_output(kind):
    assert tiers(("car", "engine", kind)).exposed_to(["engine"]) == 1


def test_a_cycle_ends():
    loop = tiers(("a", "b"), ("b", "c"), ("c", "a"))
    assert loop.exposed_to(["a"]) == 3
    assert loop.nearest("a", {"zz"}) is None
