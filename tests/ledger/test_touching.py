"""The edges of the map a measure touches, one and two requirements away."""

from headwater.ledger.things import thing_table
from headwater.ledger.touching import touched
from tests.ledger.worlds import map_of


def needs(product, needed):
    return {"product": f"product:{product}", "input": f"product:{needed}", "kind": "essential", "locator": "1"}


def provided(provider, product, share):
    return {
        "product": f"product:{product}", "provider": provider, "share": share, "basis": "volume", "period": "2024",
        "locator": "1",
    }  # fmt: skip


WORLD = {
    "products": [
        {"id": "product:ore", "name": "ore", "hs_codes": ["260400"], "hs_edition": "HS2022"},
        *({"id": f"product:{name}", "name": name} for name in ("metal", "magnet", "motor", "car")),
    ],
    "requirements": [needs("metal", "ore"), needs("magnet", "metal"), needs("motor", "magnet"), needs("car", "motor")],
    "provisions": [
        provided("country:CHN", "metal", 0.9), provided("country:JPN", "magnet", 0.3),
        provided("country:CHN", "motor", 0.4), provided("country:JPN", "car", 0.5),
    ],
    "organizations": [{"id": "org:maker", "name": "maker", "home_country": "country:JPN"}],
}  # fmt: skip


def edges(**measure):
    row = {"id": "measure:m", "title": "m", "imposers": ["country:CHN"], "status": "in-force", **measure}
    supply_map = map_of(measures=[row], **WORLD)
    found = touched(supply_map, thing_table(supply_map, "measures").row(0, named=True))
    return [
        (r["tier"], r["edge"], r["supplier"], r["product"].removeprefix("product:"), r["side"])
        for r in found.iter_rows(named=True)
    ]


def test_two_requirements_up_and_no_third():
    assert edges(products=["product:metal"], affected=["country:JPN"]) == [
        (0, "provision", "country:CHN", "metal", "imposing"),
        (1, "provision", "country:JPN", "magnet", "affected"),
        (1, "requirement", "product:metal", "magnet", None),
        (2, "provision", "country:CHN", "motor", "imposing"),
        (2, "requirement", "product:magnet", "motor", None),
    ]


def test_a_firm_stands_for_its_country():
    assert (1, "provision", "country:JPN", "magnet", "affected") in edges(
        products=["product:metal"], affected=["org:maker"]
    )


def test_codes_of_the_same_edition_name_products_too():
    first = (1, "requirement", "product:ore", "metal", None)
    assert first in edges(hs_codes=["2604"], hs_edition="HS2022")
    assert edges(hs_codes=["2604"], hs_edition="HS2017") == []


def test_a_measure_on_nothing_touches_nothing():
    assert edges() == []
