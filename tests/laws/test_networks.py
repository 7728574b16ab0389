"""Laws of compiled networks: the unknown is never safe, more reliance never means less loss, names do not matter."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.assessments.systemic_risk import systemic_risk, what_if
from headwater.kernels.steps import losses_by_round
from headwater.kernels.systemic_risk import Question, Shock, risk_network
from headwater.supply_map.cell_network import cell_network
from tests.supply_map.maps import made, needs, small_map

COUNTRIES = [f"country:{code}" for code in ("CHL", "CHN", "JPN", "KOR")]
PRODUCTS = [f"product:p{number}" for number in range(4)]
FINE = Question(
    eps=1e-9
)  # shares are whole hundredths: with eps 0.01 a rounding error could decide when a cascade rests
DIRECT = Question(substitution=False, sides="down", eps=1e-9)


@st.composite
def worlds(draw):
    """Shares in hundredths per product and country, and which product needs which (never in a circle), and how much."""
    shares = {}
    for product in PRODUCTS:
        cuts = sorted(draw(st.lists(st.integers(0, 100), min_size=4, max_size=4)))
        shares[product] = dict(zip(COUNTRIES, np.diff([0, *cuts]).tolist(), strict=True))
    kinds = st.sampled_from(["essential", "non-essential", "negligible", None])
    pairs = [(high, low) for high in range(4) for low in range(high)]
    chosen = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=6, unique=True))
    return shares, [(PRODUCTS[high], PRODUCTS[low], draw(kinds)) for high, low in chosen]


def compiled(shares, requirements, hidden=frozenset()):
    provisions = [
        row
        for product, by_country in shares.items()
        for row in made(
            product, *((one, None if (product, one) in hidden else part / 100) for one, part in by_country.items())
        )
    ]
    return cell_network(small_map(provisions, [needs(*row) for row in requirements]))


def lost(network, stopped):
    """Per product what is lost in the end, as a share of it."""
    shares, sector = network.nodes["share"].fill_null(0.0).to_numpy(), network.nodes["sector"].to_numpy()
    if not stopped.any():
        return dict.fromkeys(network.sectors, 0.0)
    laid_out = risk_network(network.supplier, network.buyer, network.value, sector, network.essentiality)
    (steps,) = losses_by_round(laid_out, [Shock(np.flatnonzero(stopped))], DIRECT)
    return dict(zip(network.sectors, np.bincount(sector, shares * steps.down[-1], len(network.sectors)), strict=True))


@settings(max_examples=50)
@given(worlds(), st.sampled_from(PRODUCTS), st.sampled_from(COUNTRIES), st.integers(1, 100))
def test_more_reliance_never_means_less_loss(world, product, country, more):
    """A provider takes over a part of what nobody names: its failure never costs any product less."""
    shares, requirements = world
    free = 100 - sum(shares[product].values())
    raised = {**shares, product: {**shares[product], country: shares[product][country] + min(more, free)}}
    before, after = (compiled(each, requirements) for each in (shares, raised))
    less, rather = (lost(network, network.stops(country)) for network in (before, after))
    assert all(rather.get(one, 0.0) >= less.get(one, 0.0) - 1e-7 for one in PRODUCTS)


@given(
    worlds(),
    st.sets(st.tuples(st.sampled_from(PRODUCTS), st.sampled_from(COUNTRIES)), max_size=6),
    st.sampled_from(COUNTRIES),
)
def test_what_is_hidden_is_never_taken_for_safe(world, hidden, country):
    """Whatever shares are withheld, the loss that was there stays below what may be lost."""
    shares, requirements = world
    known, veiled = compiled(shares, requirements), compiled(shares, requirements, hidden)
    true, at_most = lost(known, known.stops(country)), lost(veiled, veiled.may_stop(country))
    assert all(at_most.get(one, 0.0) >= true.get(one, 0.0) - 1e-7 for one in PRODUCTS)
    for product, by_country in shares.items():
        if all((product, one) in hidden for one in by_country):
            assert product in veiled.unknown()


@settings(max_examples=50)
@given(worlds(), st.permutations(COUNTRIES), st.permutations(PRODUCTS))
def test_names_do_not_matter(world, countries, products):
    shares, requirements = world
    other = dict(zip([*COUNTRIES, *PRODUCTS], [*countries, *products], strict=True))
    renamed = {other[product]: {other[one]: part for one, part in row.items()} for product, row in shares.items()}
    again = compiled(renamed, [(other[high], other[low], kind) for high, low, kind in requirements])

    def ranked(network, names):
        rows = systemic_risk(network, FINE).select("subject", "indicator", "value").iter_rows()
        return {
            (" > ".join(names[part] for part in subject.split(" > ")), indicator): value
            for subject, indicator, value in rows
        }

    first = ranked(compiled(shares, requirements), {name: other[name] for name in other})
    second = ranked(again, {name: name for name in other})
    assert first.keys() == second.keys()
    assert all(value is None or abs(value - second[key]) < 1e-9 for key, value in first.items())


@settings(max_examples=50)
@given(worlds(), st.sampled_from(COUNTRIES))
def test_losses_only_grow_and_stay_within_the_whole(world, country):
    network = compiled(*world)
    if network.stops(country).any():
        answer = what_if(network, country)
        assert answer.steps["esri"].diff().drop_nulls().min() >= -1e-12
        assert 0.0 <= answer.esri <= 1.0 + 1e-12
        assert max(answer.esri_down, answer.esri_up) <= answer.esri + 1e-12
