"""The ledger of the reference world: the known case, names for identities, and what a viewer may not see."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from headwater.claims.model import View, Viewer
from headwater.errors import NotFound
from headwater.reference_world import folder
from headwater.workflows.ledger import LEDGER_TABLES, Ledger, LedgerFilter
from headwater.workflows.panels.ledger import LedgerPanels
from headwater.workflows.view import build_map
from tests.doubles import InMemoryLog, rows_of_folder

DAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def rows():
    return rows_of_folder(Path(folder()))


def ledger_of(rows, view=None):
    log = InMemoryLog()
    log.add(rows)
    return Ledger(build_map(log, view or View()))


@pytest.fixture(scope="module")
def ledger(rows):
    return ledger_of(rows)


@pytest.fixture(scope="module")
def panels(ledger):
    return LedgerPanels(ledger, DAY)


def test_the_new_total_of_that_day_is_nine_billion(ledger):
    asked = LedgerFilter(country="Korea", since=date(2025, 10, 29), until=date(2025, 10, 29))
    found = ledger.totals(asked).rows
    assert found.filter(pl.col("total").is_not_null()).select("currency", "total").rows() == [("USD", 9e9)]


def test_of_korea_six_hundred_and_sixty_million_of_it_are_registered(ledger):
    asked = LedgerFilter(country="KOR", text="seven foreign firms")
    found = {row["group"]: row for row in ledger.totals(asked, by="stage").rows.iter_rows(named=True)}
    assert {stage: row["total"] for stage, row in found.items()} == {"announced": 9e9, "registered": 0.66e9}
    assert found["registered"]["high"] == 6.6e9  # one page says ten times that


def test_there_are_as_many_rows_as_things(ledger, rows):
    things = {name: rows[name]["id"].n_unique() for name in LEDGER_TABLES}
    assert {name: ledger.listed(name).height for name in LEDGER_TABLES} == things


def test_every_row_has_its_panel_with_names_and_claims(panels):
    for name in LEDGER_TABLES:
        for row in panels.rows(name, panels.ledger.listed(name)):
            assert row["claims"]
            assert row["title"]


def test_one_commitment_tells_its_parts_stages_and_conflicts(panels):
    row = panels.one("commitments", "commitment:seven-firms-korea-2025")
    assert {mark["stage"]: mark["amount"] for mark in row["stages"]} == {"announced": 9e9, "registered": 0.66e9}
    assert [mark["conflict"] for mark in row["stages"]] == [False, True]
    assert len(row["parts"]) == 8
    assert len(row["statements_told"]) == 4
    assert "Amazon Web Services" in [one["name"] for one in row["investors"]]


def test_one_memorandum_has_its_six_areas(panels):
    row = panels.one("agreements", "agreement:vn-kfia-mou-2025")
    assert (row["status"], len(row["areas"])) == ("signed", 6)


def test_agreements_carry_their_obligations_and_say_what_is_late(panels):
    row = panels.one("agreements", "agreement:ipef-supply-chain")
    late = {each["id"]: each["overdue"] for each in row["obligations"]}
    assert late["obligation:ipef-chairs"] is True
    assert late["obligation:ipef-crn-meeting"] is False  # only a rule, no day


def test_a_measure_tells_what_it_touches(panels):
    edges = panels.one("measures", "measure:chn-gallium-germanium-2023")["edges"]
    first = edges[0]
    assert (first["supplier"]["id"], first["product"]["id"], first["tier"]) == ("country:CHN", "product:gallium", 0)
    assert {edge["tier"] for edge in edges} == {0, 1, 2}


def test_names_do_as_well_as_identities_and_a_wrong_one_is_said(ledger):
    by_name = ledger.commitments(LedgerFilter(party="삼성전자"))
    assert by_name["id"].to_list() == ledger.commitments(LedgerFilter(party="org:samsung-electronics"))["id"].to_list()
    with pytest.raises(NotFound, match="called 'Amazn'"):
        ledger.commitments(LedgerFilter(party="Amazn"))
    with pytest.raises(NotFound, match="no commitment:none"):
        ledger.row("commitments", "commitment:none")


def test_what_a_viewer_may_not_see_reaches_no_total_list_or_delay(rows):
    hidden = pl.col("id") == "commitment:seven-firms-korea-2025"
    own = pl.when(hidden).then(pl.lit("own")).otherwise("disclosure").alias("disclosure")
    told = {**rows, "commitments": rows["commitments"].with_columns(own)}
    without = {**rows, "commitments": rows["commitments"].filter(~hidden)}
    public = View(viewer=Viewer("public"))
    seen, alone = ledger_of(told, public), ledger_of(without, public)
    for by in ("all", "country", "stage"):
        assert seen.totals(by=by).rows.equals(alone.totals(by=by).rows)
    assert (
        seen.commitments().drop("claims", "amount_claims").equals(alone.commitments().drop("claims", "amount_claims"))
    )
    assert seen.overdue(DAY)["id"].to_list() == alone.overdue(DAY)["id"].to_list()
