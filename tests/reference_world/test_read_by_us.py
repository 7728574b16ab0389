"""Our own reader and checks take the shipped world whole, and its judgements meet the identifiers of readers."""

import polars as pl
import pytest

from headwater.intake.own.reader import OwnReader
from headwater.intake.registry import READERS
from headwater.reference_world import folder
from headwater.standard.check import Checker
from tests.reference_world.world import read_world

SHIPPED = read_world(folder())


def nothing_to_tell(done: int, total: int | None, unit: str) -> None:
    """Progress that nobody watches."""


def frames(reader, path) -> dict[str, pl.DataFrame]:
    batches: dict[str, list[pl.DataFrame]] = {}
    for name, frame in reader.read([path], nothing_to_tell).batches:
        batches.setdefault(name, []).append(frame)
    return {name: pl.concat(parts) for name, parts in batches.items()}


def problems_in(world: dict[str, pl.DataFrame]) -> list[str]:
    checker = Checker(known_ids=())
    return [problem.problem for name, frame in world.items() for problem in checker.check(name, frame).problems]


def test_the_own_reader_recognises_the_folder():
    assert OwnReader().recognises([folder()])


def test_every_row_is_read_and_none_breaks_the_standard():
    world = frames(OwnReader(), folder())
    assert {name: frame.height for name, frame in world.items()} == {
        name: len(rows) for name, rows in SHIPPED.items() if rows
    }
    assert problems_in(world) == []


def test_a_row_that_breaks_the_standard_would_be_found():
    world = frames(OwnReader(), folder())
    world["provisions"] = world["provisions"].with_columns(share=pl.lit(1.5))
    assert problems_in(world) != []


DATA_SETS = {
    "eto": ["eto_chip_explorer"],
    "usgs": ["minerals_usgs_bgs/MCS2025_World_Data.csv", "minerals_usgs_bgs/MCS2026_Commodities_Data.csv"],
    "bgs": ["minerals_usgs_bgs/BGS_*.csv"],
}


@pytest.mark.parametrize("scope", DATA_SETS)
def test_judgements_name_identifiers_that_the_reader_of_the_data_set_mints(shared_data, scope):
    reader = next(reader for reader in READERS if reader.name == scope)
    minted = set()
    for pattern in DATA_SETS[scope]:
        for path in (shared_data / "data").glob(pattern):
            world = frames(reader, path)
            minted |= {
                identity for table in ("products", "organizations") if table in world for identity in world[table]["id"]
            }
    judged = {row["left"] for row in SHIPPED["judgements"] if row["left"].partition(":")[2].startswith(f"{scope}.")}
    assert judged
    assert judged <= minted


def test_no_judgement_is_about_a_data_set_that_nobody_reads():
    scopes = {row["left"].partition(":")[2].partition(".")[0] for row in SHIPPED["judgements"]}
    sources = {row["id"].removeprefix("source:") for row in SHIPPED["sources"]}
    assert scopes <= {*DATA_SETS, *sources}
