"""One row per identity: facts from the claim that counts, names gathered from all."""

from headwater.claims.model import View
from headwater.resolution import resolve
from tests.doubles import InMemoryLog, frame

OURS = {"source": "source:ours", "locator": "row 1"}
THEIRS = {"source": "source:theirs", "locator": "row 9"}
SOURCES = [
    {**OURS, "id": "source:ours", "title": "Ours", "kind": "general-knowledge"},
    {**THEIRS, "id": "source:theirs", "title": "Theirs", "kind": "official-statistics"},
]


def organization(*rows: dict) -> dict:
    log = InMemoryLog()
    for row in rows:
        log.add({"sources": frame("sources", SOURCES), "organizations": frame("organizations", [row])})
    table = resolve(log, View())["organizations"]
    assert table.height == 1
    return table.row(0, named=True)


def test_facts_come_from_the_better_source_and_the_name_from_its_own_row():
    row = organization(
        {
            **OURS,
            "id": "org:halden",
            "name": "Halden",
            "names": ["ko:할덴"],
            "kind": "other",
            "aliases": ["Halden Works"],
        },
        {**THEIRS, "id": "org:stat.halden", "name": "HALDEN INC.", "kind": "company", "identifiers": ["stat:7"]},
    )
    assert (row["id"], row["name"], row["kind"]) == ("org:halden", "Halden", "company")
    assert row["names"] == ["ko:할덴"]
    assert row["aliases"] == ["Halden Works", "HALDEN INC."]
    assert row["identifiers"] == ["stat:7"]
    assert row["members"] == ["org:halden", "org:stat.halden"]
    assert row["claims"] == ["c0:organizations:0", "c1:organizations:0"]


def test_a_fact_only_the_weaker_source_knows_is_kept():
    row = organization(
        {**OURS, "id": "org:halden", "name": "Halden", "home_country": "country:일본"},
        {**THEIRS, "id": "org:halden", "name": "Halden"},
    )
    assert row["home_country"] == "country:JPN"
