"""What is lost through inputs when a provider stops: small chains worked out by hand."""

import pytest

from headwater.assessments.indirect_exposure import indirect_exposure
from headwater.supply_map.cell_network import cell_network
from tests.supply_map.maps import made, needs, small_map

ORE, METAL, CHIP, GAS = "product:ore", "product:metal", "product:chip", "product:gas"


def found(world, by="country", **more):
    rows = indirect_exposure(cell_network(world, by), **more).iter_rows(named=True)
    return {(row["subject"], row["indicator"]): row for row in rows}


def chain(chip=(("country:KOR", 0.5), ("country:CHL", 0.5)), requirements=()):
    return small_map(
        [
            *made(ORE, ("country:CHL", 0.6), ("country:PER", 0.4)),
            *made(METAL, ("country:JPN", 1.0)),
            *made(CHIP, *chip),
        ],
        [needs(METAL, ORE), needs(CHIP, METAL), *requirements],
    )


def test_a_loss_two_tiers_up_arrives_and_says_from_where():
    rows = found(chain())
    metal, chip = (rows[f"country:CHL > {product}", "indirect_loss"] for product in (METAL, CHIP))
    assert metal["value"] == pytest.approx(0.6)
    assert rows[f"country:CHL > {METAL}", "indirect_loss_tier_1"]["value"] == pytest.approx(0.6)
    # Chile makes half of the chips itself: of the other half six tenths are lost for want of metal
    assert chip["value"] == pytest.approx(0.3)
    assert rows[f"country:CHL > {CHIP}", "indirect_loss_tier_2"]["value"] == pytest.approx(0.3)
    assert (f"country:CHL > {CHIP}", "indirect_loss_tier_1") not in rows
    assert chip["verdict"] == "chokepoint: 0.8 lost in all, 0.5 of it directly"
    assert chip["claims"] == [f"c:{CHIP}:country:CHL", f"c:{ORE}:country:CHL"]


def test_tiers_add_up_to_the_whole():
    rows = found(chain(requirements=[needs(CHIP, ORE)]))
    for (subject, indicator), row in rows.items():
        if indicator == "indirect_loss" and row["value"] is not None:
            tiers = [part["value"] for (other, name), part in rows.items() if other == subject and "tier_" in name]
            assert sum(tiers) == pytest.approx(row["value"])


def test_an_input_that_is_not_essential_costs_its_part_and_a_negligible_one_nothing():
    def loss(kind):
        world = small_map(
            [*made(ORE, ("country:CHL", 1.0)), *made(GAS, ("country:QAT", 1.0)), *made(METAL, ("country:JPN", 1.0))],
            [needs(METAL, ORE, kind), needs(METAL, GAS)],
        )
        row = found(world).get((f"country:CHL > {METAL}", "indirect_loss"))
        return 0.0 if row is None else row["value"]

    assert loss("essential") == pytest.approx(1.0)
    assert loss(None) == pytest.approx(1.0)
    assert loss("non-essential") == pytest.approx(0.5)  # one of two inputs, which cost the same
    assert loss("negligible") == 0.0


def test_what_nobody_names_widens_the_range_and_is_listed():
    world = small_map(
        [*made(ORE, ("country:CHL", 0.3)), *made(METAL, ("country:JPN", 0.9), ("country:CHL", None))],
        [needs(METAL, ORE)],
    )
    rows = found(world)
    metal = rows[f"country:CHL > {METAL}", "indirect_loss"]
    # sure: three tenths of all metal; at most: the tenth of metal that may be Chile's own, and the same of the rest
    assert (metal["value"], metal["low"]) == (pytest.approx(0.3), pytest.approx(0.3))
    assert metal["high"] == pytest.approx(0.1 + 0.9 * 0.3)
    assert rows[METAL, "indirect_loss_unnamed"]["value"] == pytest.approx(0.9 * 0.7)
    assert rows[ORE, "indirect_loss"]["value"] is None
    assert rows[ORE, "indirect_loss"]["verdict"].startswith("unknown")


def test_a_verdict_that_hangs_on_the_unknown_says_so():
    world = small_map([*made(ORE, ("country:CHL", 0.3)), *made(METAL, ("country:JPN", 1.0))], [needs(METAL, ORE)])
    assert (
        found(world)[f"country:CHL > {METAL}", "indirect_loss"]["verdict"]
        == "no chokepoint: 0.3 lost in all, 0 of it directly"
    )
    hidden = small_map(
        [*made(ORE, ("country:CHL", 0.3)), *made(METAL, ("country:CHL", None), ("country:JPN", 0.2))],
        [needs(METAL, ORE)],
    )
    said = found(hidden)[f"country:CHL > {METAL}", "indirect_loss"]["verdict"]
    assert said == "no chokepoint as far as is known: 0.3 lost in all, 0 of it directly, at most 0.86"


@pytest.mark.parametrize("by", ["organization", "facility", "headquarters"])
def test_other_kinds_of_provider(by):
    kind = "facility" if by == "facility" else "organization"
    provider = "facility:mine" if by == "facility" else "org:mine"
    world = small_map(
        [*made(ORE, (provider, 1.0), kind=kind), *made(METAL, ("country:JPN", 1.0))],
        [needs(METAL, ORE)],
        organizations=[{"id": "org:mine", "name": "Mine", "home_country": "country:CHL"}],
        facilities=[{"id": "facility:mine", "name": "Mine", "country": "country:CHL"}],
    )
    stops = "country:CHL" if by == "headquarters" else provider
    assert found(world, by)[f"{stops} > {METAL}", "indirect_loss"]["value"] == pytest.approx(1.0)


def test_without_requirements_every_product_is_unknown():
    rows = found(small_map(made(ORE, ("country:CHL", 1.0))))
    assert [(key, row["value"]) for key, row in rows.items()] == [((ORE, "indirect_loss"), None)]
