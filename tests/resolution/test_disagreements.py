"""What stays open is shown: facts that differ, the rule that chose, and mentions nobody could place."""

import polars as pl

from headwater.claims.model import View
from headwater.resolution import resolve
from tests.doubles import InMemoryLog, frame

AT = {"source": "source:s", "locator": "p. 1"}
LATER = {"source": "source:t", "locator": "p. 2"}
SOURCES = [
    {**AT, "id": "source:s", "title": "S", "kind": "press", "published_on": "2024-01-01"},
    {**LATER, "id": "source:t", "title": "T", "kind": "press", "published_on": "2025-01-01"},
]


def resolved(**tables: list[dict]):
    log = InMemoryLog()
    log.add({"sources": frame("sources", SOURCES), **{name: frame(name, rows) for name, rows in tables.items()}})
    return resolve(log, View())


def conflicts(**tables: list[dict]) -> list[tuple]:
    return resolved(**tables)["conflicts"].select("table", "subject", "field", "rule", "values").rows()


def commitment(**facts) -> dict:
    return {"id": "commitment:hall", "title": "Hall", "investors": ["org:a"], "stage": "announced", **facts}


def test_two_amounts_for_one_stage_stand_side_by_side():
    rows = [commitment(**AT, amount=5.0, currency="USD"), commitment(**LATER, amount=6.0, currency="USD")]
    assert conflicts(commitments=rows) == [
        ("commitments", "commitment:hall > announced > USD", "amount", "recency", ["6.0", "5.0"])
    ]


def test_two_currencies_or_two_stages_are_no_contradiction():
    rows = [
        commitment(**AT, amount=5.0, currency="USD"),
        commitment(**LATER, amount=7000.0, currency="KRW"),
        commitment(**LATER, amount=4.0, currency="USD") | {"stage": "disbursed"},
    ]
    assert conflicts(commitments=rows) == []


def agreement(**facts) -> dict:
    return {"id": "agreement:a", "title": "A", "parties": ["country:KOR"], "status": "signed", **facts}


def test_a_more_exact_day_is_no_contradiction():
    rows = [agreement(**AT, signed_on="2025-04"), agreement(**LATER, signed_on="2025-04-04")]
    assert conflicts(agreements=rows) == []


def test_another_day_is_one():
    rows = [agreement(**AT, signed_on="2025-04-03"), agreement(**LATER, signed_on="2025-04-04")]
    assert conflicts(agreements=rows)[0][2:] == ("signed_on", "recency", ["2025-04-04", "2025-04-03"])


def test_the_better_source_decides_a_fact_of_an_entity():
    official = {**LATER, "id": "source:t", "title": "T", "kind": "official-text", "published_on": "2020"}
    log = InMemoryLog()
    log.add(
        {
            "sources": frame("sources", [SOURCES[0], official]),
            "products": frame(
                "products",
                [
                    {**AT, "id": "product:p", "name": "P", "kind": "good"},
                    {**LATER, "id": "product:p", "name": "P", "kind": "material"},
                ],
            ),
        }
    )
    supply_map = resolve(log, View())
    assert supply_map["products"]["kind"].to_list() == ["material"]
    assert supply_map["conflicts"].select("field", "rule").rows() == [("kind", "source kind")]


def test_what_nobody_describes_is_kept_and_said():
    row = {
        **AT,
        "product": "product:unheard",
        "provider": "country:Atlantis",
        "share": 0.5,
        "basis": "site",
        "period": "2024",
    }
    supply_map = resolved(provisions=[row])
    reasons = dict(supply_map["unresolved"].select("mention", "reason").iter_rows())
    assert reasons.keys() == {"product:unheard", "country:Atlantis"}
    assert "country" in reasons["country:Atlantis"]
    assert supply_map["products"]["name"].to_list() == ["unheard"]
    assert supply_map["provisions"]["provider"].to_list() == ["country:Atlantis"]


def test_names_that_point_both_ways_are_named_as_doubt():
    rows = [{**AT, "id": "org:x", "name": "Sk", "home_country": "country:KOR"}]
    other = [{**LATER, "id": "org:eto.sk", "name": "SK", "home_country": "country:JPN"}]
    log = InMemoryLog()
    log.add({"organizations": frame("organizations", rows)})
    log.add({"organizations": frame("organizations", other)})
    doubt = resolve(log, View())["unresolved"].row(0, named=True)
    assert {doubt["mention"], *doubt["suggestions"]} == {"org:x", "org:eto.sk"}
    assert "country:JPN and country:KOR" in doubt["reason"]


def test_the_map_has_its_columns_even_when_empty():
    supply_map = resolve(InMemoryLog(), View())
    assert all(table.is_empty() for table in supply_map.tables.values())
    assert isinstance(supply_map["provisions"], pl.DataFrame)
