"""Laws of the supply map: what must hold for any claims whatever."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.claims.model import View, Viewer
from headwater.workflows.view import build_map
from tests.doubles import InMemoryLog, WithoutRows
from tests.laws.worlds import SOURCES, contributions, disclosed, frames

VIEWERS = ["public", "partners", "group:guild", "group:guild,group:other"]
OWNER = View()


def all_bytes(supply_map):
    """The map, as bytes that differ wherever anything in it does."""
    return {name: table.write_ndjson() for name, table in supply_map.tables.items()}


def log_of(contributed, ids=None):
    log = InMemoryLog(iter(ids) if ids is not None else None)
    for tables in contributed:
        log.add(frames(tables))
    return log


@settings(max_examples=25)
@given(contributed=st.lists(contributions(), min_size=1, max_size=3))
def test_shares_stay_between_zero_and_one_and_inside_their_range(contributed):
    rows = build_map(log_of(contributed), OWNER)["provisions"]
    known = rows.filter(pl.col("share").is_not_null())
    assert known.filter(~pl.col("share").is_between(pl.col("low"), pl.col("high"))).is_empty()
    assert known.filter((pl.col("low") < 0) | (pl.col("high") > 1)).is_empty()
    assert rows.filter(pl.col("share").is_null() & (pl.col("state").is_in(["measured", "zero"]))).is_empty()
    assert rows.filter((pl.col("share") == 0) & (pl.col("state") == "measured")).is_empty()


@settings(max_examples=25)
@given(contributed=contributions(sources=("source:survey",)))
def test_shares_of_one_source_add_up_to_at_most_one(contributed):
    rows = build_map(log_of([contributed]), OWNER)["provisions"]
    totals = rows.group_by("product", "provider_kind", "basis", "period").agg(pl.col("share").sum())
    # Two markets of the same key may both have been drawn; then the source contradicts itself, and nothing adds up.
    drawn = pl.DataFrame(contributed["provisions"]).group_by("product", "basis", "period").agg(pl.col("share").sum())
    consistent = set(drawn.filter(pl.col("share") <= 1 + 1e-9).select("product", "basis", "period").iter_rows())
    for product, _, basis, period, total in totals.iter_rows():
        if (product, basis, period) in consistent:
            assert total <= 1 + 1e-9


@settings(max_examples=25)
@given(quantities=st.lists(st.floats(0.001, 1e9), min_size=1, max_size=4), rest=st.floats(0, 1e9))
def test_shares_from_quantities_add_up_to_one(quantities, rest):
    names = ["country:CHL", "country:CHN", "country:JPN", "country:KOR"][: len(quantities)]
    common = {"product": "product:p0", "basis": "volume", "period": "2023", "unit": "t", "source": "source:survey"}
    rows = [
        {**common, "provider": provider, "quantity": quantity, "locator": provider}
        for provider, quantity in [*zip(names, quantities, strict=True), ("remainder:Others", rest)]
    ]
    rows.append({**common, "provider": "world:World total", "quantity": sum(quantities) + rest, "locator": "total"})
    found = build_map(log_of([{"provisions": rows}]), OWNER)["provisions"]
    assert abs(found["share"].sum() - 1) < 1e-9
    assert "world" not in {provider.partition(":")[0] for provider in found["provider"]}


@settings(max_examples=25)
@given(contributed=st.lists(contributions(), min_size=2, max_size=3), data=st.data())
def test_the_order_of_contributions_does_not_matter(contributed, data):
    ids = [f"c{number}" for number in range(len(contributed))]
    order = data.draw(st.permutations(range(len(contributed))))
    straight = log_of(contributed, ids)
    shuffled = log_of([contributed[index] for index in order], [ids[index] for index in order])
    assert all_bytes(build_map(straight, OWNER)) == all_bytes(build_map(shuffled, OWNER))


@settings(max_examples=25)
@given(contributed=st.lists(contributions(), min_size=1, max_size=2), mistake=contributions())
def test_retracting_what_was_added_restores_the_map_byte_for_byte(contributed, mistake):
    log = log_of(contributed)
    before = build_map(log, OWNER)
    added = log.add(frames(mistake))
    assert build_map(log, OWNER)["sources"].height == len(SOURCES)
    log.take_back(added.id)
    after = build_map(log, OWNER)
    assert all_bytes(after) == all_bytes(before)
    assert after.digest() == before.digest()


@settings(max_examples=25)
@given(contributed=st.lists(contributions(), min_size=2, max_size=3))
def test_a_map_as_known_on_an_earlier_day_is_the_map_of_that_day(contributed):
    log = log_of(contributed[:-1])
    then = build_map(log, OWNER)
    day = log.contributions()[-1].recorded_at.date()
    log.add(frames(contributed[-1]))
    assert all_bytes(build_map(log, View(known_on=day))) == all_bytes(then)


@settings(max_examples=40)
@given(data=st.data(), viewer=st.sampled_from(VIEWERS).map(Viewer.parse))
def test_hidden_claims_change_no_byte_of_a_viewers_map(data, viewer):
    contributed = [
        data.draw(disclosed(tables)) for tables in data.draw(st.lists(contributions(), min_size=1, max_size=2))
    ]
    log = log_of(contributed)
    view = View(viewer=viewer)
    assert all_bytes(build_map(log, view)) == all_bytes(build_map(WithoutRows(log, viewer.may_see()), view))


@settings(max_examples=15)
@given(data=st.data())
def test_who_sees_more_sees_at_least_the_same_claims(data):
    contributed = [data.draw(disclosed(data.draw(contributions())))]
    log = log_of(contributed)

    def seen(viewer):
        supply_map = build_map(log, View(viewer=Viewer.parse(viewer)))
        tables = (supply_map[name] for name in ("provisions", "requirements", "products", "organizations"))
        return {claim for table in tables for claims in table["claims"] for claim in claims}

    assert seen("public") <= seen("partners") <= seen("group:guild") <= seen("owner")
