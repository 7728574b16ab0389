"""The world against what it was made from: nothing lost, nothing blurred, and the same bytes again."""

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from headwater.reference_world import folder
from headwater.standard.countries import country_of
from headwater.standard.names import exact_key
from tests.reference_world.world import read_world, spellings

ROOT = Path(__file__).parents[2]
DECISIONS = ROOT / "tools" / "reference_world"
SHIPPED = read_world(folder())
NOT_A_FIRM = {"7 global companies (unnamed subset)"}
PERSON = re.compile(r"President of Korea|Prime Minister|^Xi Jinping$|^Donald Trump$|^Joe Biden$|^Yoon Suk-yeol$")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def facts(shared_data):
    return shared_data / "facts"


@pytest.fixture(scope="module")
def seed_records(shared_data):
    lines = (shared_data / "articles" / "seeds_annotations.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def known(table: str) -> set[str]:
    return {exact_key(name) for row in SHIPPED[table] for name in spellings(row)}


def parts_of_a_name(name: str) -> list[str]:
    """The name as annotated, without remarks in brackets, and what stands in the brackets."""
    inner = re.findall(r"\(([^()]*)\)", name)
    bare = re.sub(r"\s*\([^()]*\)", "", name)
    pieces = [bare, *bare.split(", "), *inner, *re.findall(r'"([^"]+)"', name)]
    return [piece.removeprefix("text: ").strip() for piece in pieces if piece]


def missing_firms(records, names: set[str]) -> list[str]:
    parties = {party["name"] for record in records for party in record["parties"]} - NOT_A_FIRM
    return [
        name
        for name in sorted(parties)
        if not PERSON.search(name)
        and not country_of(name)
        and not any(exact_key(part) in names for part in parts_of_a_name(name))
    ]


def missing_places(records, names: set[str]) -> list[str]:
    places = {record["place"] for record in records if record["place"]}
    singles = {part for place in places for part in re.split(r" and |, KR$", place) if part and not country_of(part)}
    return [place for place in sorted(singles) if exact_key(place) not in names]


def test_every_firm_and_body_of_the_seed_articles_is_there(seed_records):
    assert missing_firms(seed_records, known("organizations")) == []


def test_every_place_of_the_seed_articles_is_there(seed_records):
    assert missing_places(seed_records, known("facilities")) == []


def test_a_missing_firm_or_place_of_the_seeds_would_be_noticed(seed_records):
    assert "Umicore" in missing_firms(seed_records, known("organizations") - {"umicore"})
    assert "Gyeonggi" in missing_places(seed_records, known("facilities") - {"gyeonggi"})


def test_spellings_met_in_the_seed_articles_lead_to_their_firm():
    """Read off the five texts by hand: what they call the firms, and which firm that is."""
    ours = [row for row in SHIPPED["organizations"] if "." not in row["id"]]
    owner = {exact_key(name): row["id"] for row in ours for name in spellings(row)}
    met = {
        "Amkory": "org:amkor",
        "Amkor Technology": "org:amkor",
        "Cục CNCNTT": "org:it-industry-vietnam",
        "Renesas Electronics": "org:renesas",
        "USI Electronic": "org:usi",
        "FPT Semiconductor": "org:fpt-semiconductor",
        "Văn phòng Tổng thống Hàn Quốc": "org:presidential-office-korea",
        "Hội đồng An ninh Quốc gia Nhà Trắng": "org:nsc-usa",
        "Bộ Khoa học và Công nghệ Việt Nam": "org:most-vietnam",
    }
    assert {name: owner.get(exact_key(name)) for name in met} == met


def test_every_statement_about_a_commitment_is_kept(facts):
    ours = {(row["id"], row["stage"], row["stage_on"], row["amount"], row["source"]) for row in SHIPPED["commitments"]}
    lost = [
        row
        for row in rows(facts / "ledger" / "commitment_stages.csv")
        if (
            row["commitment"].replace("com:", "commitment:"),
            row["stage"].replace("_", "-"),
            row["on"],
            row["amount"],
            row["source"],
        )
        not in ours
    ]
    assert lost == []


def test_every_statement_about_a_measure_or_an_agreement_is_kept(facts):
    for ledger_name, of, prefix, name in (
        ("measure_status", "measure", "m:", "measures"),
        ("agreement_status", "agreement", "agr:", "agreements"),
    ):
        kind = "measure:" if prefix == "m:" else "agreement:"
        merged = {row["facts_id"]: row["id"] for row in rows(DECISIONS / "identities.csv") if row["kind"] == "source"}
        ours = {(row["id"], row["status"], row["status_on"], row["source"]) for row in SHIPPED[name]}
        stated = [
            (
                kind + row[of].removeprefix(prefix),
                row["status"].replace("_", "-"),
                row["on"],
                merged.get(row["source"], row["source"]),
            )
            for row in rows(facts / "ledger" / f"{ledger_name}.csv")
        ]
        assert [one for one in stated if one not in ours] == []


def test_every_stated_share_is_kept_and_only_derived_ones_are_left_out(facts):
    stated = [row for row in rows(facts / "chain" / "provisions.csv") if "computed: sum of" not in row["locator"]]
    assert len(rows(facts / "chain" / "provisions.csv")) - len(stated) == 95
    ours = {
        (row["provider"], row["basis"], row["period"], row["source"], float(row["share"]))
        for row in SHIPPED["provisions"]
        if row["share"]
    }
    merged = {row["facts_id"]: row["id"] for row in rows(DECISIONS / "identities.csv")}
    lost = [
        row
        for row in stated
        if (
            merged.get(row["provider"], row["provider"]),
            row["basis"],
            row["period"],
            row["source"],
            float(row["share"]),
        )
        not in ours
    ]
    assert lost == []


def rivals(conflict: dict[str, str], world) -> tuple[set[str], set[str]]:
    """What each side's source says in the column the contradiction is about."""
    found = world[conflict["table"]]
    identities = conflict["id"].split(";")
    about = [row for row in found if row.get("id", row.get("supplier")) in identities]
    said = [
        {row[conflict["column"]] for row in about if row["source"] == conflict[side]}
        for side in ("source_a", "source_b")
    ]
    return said[0], said[1]


def test_every_contradiction_of_the_facts_stands_as_rival_claims(facts):
    told = rows(DECISIONS / "conflicts.csv")
    assert {row["conflict"] for row in told} == {row["id"] for row in rows(facts / "ledger" / "conflicts.csv")}
    for conflict in told:
        said_a, said_b = rivals(conflict, SHIPPED)
        assert conflict["value_a"] in said_a, conflict
        assert conflict["value_b"] in said_b, conflict
        assert conflict["value_a"] != conflict["value_b"], conflict


def test_a_lost_side_of_a_contradiction_would_be_noticed():
    conflict = rows(DECISIONS / "conflicts.csv")[0]
    without = {name: [row for row in table if row["source"] != conflict["source_b"]] for name, table in SHIPPED.items()}
    assert conflict["value_b"] not in rivals(conflict, without)[1]


def test_building_again_gives_the_same_bytes(facts, tmp_path):
    tool = ROOT / "tools" / "build_reference_world.py"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, tool, facts, tmp_path], check=True, capture_output=True, env=environment)
    built = {path.name: path.read_bytes() for path in tmp_path.glob("*.csv")}
    assert built == {path.name: path.read_bytes() for path in folder().glob("*.csv")}


@pytest.mark.parametrize(
    "name", ["identities", "vocabulary", "corrections", "source_kinds", "dropped_aliases", "conflicts"]
)
def test_decisions_are_taken_once_each(name):
    keys = {"identities": 3, "vocabulary": 2, "corrections": 4, "source_kinds": 1, "dropped_aliases": 2, "conflicts": 1}
    taken = [tuple(row.values())[: keys[name]] for row in rows(DECISIONS / f"{name}.csv")]
    assert len(taken) == len(set(taken))


def unused(
    decisions: list[dict[str, str]], keys: tuple[str, ...], facts_rows: list[dict[str, str]], names: tuple[str, ...]
):
    met = {tuple(row[name] for name in names) for row in facts_rows}
    return [row for row in decisions if tuple(row[key] for key in keys) not in met]


def test_no_decision_speaks_of_something_the_facts_do_not_hold(facts):
    chain, ledger = facts / "chain", facts / "ledger"
    links = rows(chain / "requirements.csv")
    shares = rows(chain / "provisions.csv")
    market = ("provider", "product", "basis", "period")
    assert (
        unused(rows(DECISIONS / "requirement_documents.csv"), ("product", "input"), links, ("product", "input")) == []
    )
    assert unused(rows(DECISIONS / "provision_bounds.csv"), market, shares, market) == []
    named = [row for folder in (chain, ledger) for path in folder.glob("*.csv") for row in rows(path) if "id" in row]
    assert unused(rows(DECISIONS / "identities.csv"), ("facts_id",), named, ("id",)) == []


def test_a_decision_about_nothing_would_be_noticed():
    decision = {"product": "product:dram", "input": "product:nothing"}
    assert unused(
        [decision], ("product", "input"), [{"product": "product:dram", "input": "product:hbm"}], ("product", "input")
    )


def test_every_source_can_be_found_again():
    """By an address, or by the hash of a text that was read; the project's own lists stand in the repository."""
    own = {"source:headwater-reference-world", "source:headwater-judgement", "source:common-engineering-knowledge"}
    lost = [row["id"] for row in SHIPPED["sources"] if not row["url"] and not row["sha256"] and row["id"] not in own]
    assert lost == []
