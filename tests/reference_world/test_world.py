"""The shipped world keeps the rules, and every rule is able to fail: each is shown a planted violation."""

import copy
from collections.abc import Callable

import pytest

from headwater.reference_world import folder
from headwater.standard.tables import table as definition
from tests.reference_world import world as rules
from tests.reference_world.world import World, read_world

Row = dict[str, str]
SHIPPED = read_world(folder())


def change(table: str, **cells: str) -> Callable[[World], None]:
    """A violation: other cells in the first row of a table."""
    return lambda world: world[table][0].update(cells)


def add(table: str, **cells: str) -> Callable[[World], None]:
    """A violation: the first row of a table once more, with other cells."""
    return lambda world: world[table].append(world[table][0] | cells)


def back_to_start(table: str, start: str, end: str) -> Callable[[World], None]:
    """A violation: the way of the first row, backwards."""
    return lambda world: world[table].append(
        world[table][0] | {start: world[table][0][end], end: world[table][0][start]}
    )


def part_that_counts(world: World) -> None:
    """A violation: a part of a total that totals count."""
    next(row for row in world["commitments"] if row["part_of"])["counts_in_totals"] = "true"


RULES_AND_VIOLATIONS = [
    (rules.without_provenance, change("events", source="")),
    (rules.without_provenance, change("requirements", locator="")),
    (rules.without_basis, change("provisions", share="0.5", basis="")),
    (rules.overfull, add("provisions", share="0.9", provider="org:a-second-maker")),
    (rules.requirement_cycles, back_to_start("requirements", "product", "input")),
    (rules.variant_cycles, add("products", id="product:dram", variant_of="product:hbm")),
    (rules.dangling, change("facilities", operator="org:nobody-knows")),
    (rules.dangling, change("organizations", home_country="country:Atlantis")),
    (rules.dangling, add("judgements", left="product:nobody-knows")),
    (rules.wrong_kinds, change("requirements", input="org:asml")),
    (rules.wrong_codes, change("agreements", status="in_force")),
    (rules.missing_cells, change("obligations", owners="")),
    (rules.repeated_keys, add("sources")),
    (rules.derived_headquarters, change("provisions", basis="headquarters", locator="computed: sum of org:asml")),
    (rules.shared_names, add("organizations", id="org:samsung-electronics-again", name="samsung  ELECTRONICS")),
    (rules.shared_names, add("organizations", id="org:tsmc-again", aliases="ko:삼성전자")),
    (rules.leaks, change("sources", url="seed:000.txt")),
    (rules.counted_twice, part_that_counts),
]


@pytest.mark.parametrize(
    "rule", dict.fromkeys(rule for rule, _ in RULES_AND_VIOLATIONS), ids=lambda rule: rule.__name__
)
def test_the_shipped_world_keeps_the_rule(rule):
    assert rule(SHIPPED) == []


@pytest.mark.parametrize(
    ("rule", "violate"),
    RULES_AND_VIOLATIONS,
    ids=[f"{rule.__name__}-{n}" for n, (rule, _) in enumerate(RULES_AND_VIOLATIONS)],
)
def test_the_rule_finds_a_planted_violation(rule, violate):
    world = copy.deepcopy(SHIPPED)
    violate(world)
    assert rule(world) != []


def test_rows_are_sorted_by_key_and_columns_are_those_of_the_standard():
    for name, rows in SHIPPED.items():
        if rows:
            assert list(rows[0]) == [column.name for column in definition(name).columns]
            keys = [[row[column] for column in definition(name).key] for row in rows]
            assert keys == sorted(keys), name


def test_files_are_utf_8_with_unix_line_ends():
    for path in folder().glob("*.csv"):
        data = path.read_bytes()
        assert b"\r" not in data, path.name
        assert not data.startswith(b"\xef\xbb\xbf"), path.name
        assert data.endswith(b"\n"), path.name


@pytest.mark.parametrize(
    ("table", "column", "at_least"),
    [
        ("products", "id", 111),
        ("agreements", "id", 43),
        ("commitments", "id", 73),
        ("measures", "id", 65),
        ("events", "id", 30),
        ("programmes", "id", 22),
        ("obligations", "id", 27),
    ],
)
def test_at_least_as_many_things_as_the_facts_name(table, column, at_least):
    assert len({row[column] for row in SHIPPED[table]}) >= at_least


@pytest.mark.parametrize(
    ("table", "at_least"), [("requirements", 147), ("provisions", 849), ("commitments", 123), ("measures", 72)]
)
def test_at_least_as_many_statements_as_the_facts_hold(table, at_least):
    assert len(SHIPPED[table]) >= at_least


def test_seed_sources_carry_the_hash_of_what_was_read():
    seeds = {
        row["id"]: row["sha256"] for row in SHIPPED["sources"] if row["id"] in {f"source:s00{n}" for n in range(5)}
    }
    assert len(seeds) == 5
    assert all(len(sha256) == 64 for sha256 in seeds.values())


def test_links_without_a_document_stay_marked_as_weak():
    unread = [row for row in SHIPPED["requirements"] if row["source"] == "source:common-engineering-knowledge"]
    assert unread
    assert {row["confidence"] for row in unread} == {"low"}
    kinds = {row["id"]: row["kind"] for row in SHIPPED["sources"]}
    assert kinds["source:common-engineering-knowledge"] == "general-knowledge"


def test_what_a_table_withholds_is_unknown_and_not_zero():
    withheld = [row for row in SHIPPED["provisions"] if row["qualifier"] in ("withheld", "not-available")]
    assert withheld
    assert {row["share"] for row in withheld} == {""}
