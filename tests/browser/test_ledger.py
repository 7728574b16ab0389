"""The ledger's screen: the timeline, its totals line by line, the other lists, and everything from the keyboard."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.looking import in_both_colours, serious, too_wide
from tests.browser.test_reading import LANGUAGES

LEDGER = "?view=ledger"
HALL = "Quillon builds a hall for beacon chips"
SCREENS = {
    "timeline": LEDGER,
    "commitment": f"{LEDGER}&opened=commitment:quillon-hall",
    "totals": f"{LEDGER}&total=stage&group=announced",
    "measures": f"{LEDGER}&list=measures&opened=measure:refined-glimmerite-licence",
    "agreements": f"{LEDGER}&list=agreements",
    "events": f"{LEDGER}&list=events",
    "overdue": f"{LEDGER}&list=overdue",
}


def test_a_mark_opens_the_claims_behind_its_stage(visit):
    page = visit.open(LEDGER)
    page.get_by_role("button", name=re.compile(f"{HALL}: announced, 1 Feb 2024, USD")).click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("table 5")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def test_a_line_opens_the_commitment_from_the_keyboard(visit):
    page = visit.open(LEDGER)
    line = page.get_by_role("button", name=re.compile(f"^{HALL} *USD 200m"))
    line.focus()
    page.keyboard.press("Enter")
    opened = page.get_by_role("region", name=HALL)
    expect(opened).to_contain_text("Every statement")
    expect(opened).to_contain_text("USD")
    assert "opened=commitment:quillon-hall" in page.url
    page.go_back()
    expect(opened).to_be_hidden()


def test_a_total_opens_line_by_line_and_its_lines_are_a_file(visit):
    page = visit.open(f"{LEDGER}&total=stage")
    expect(page.get_by_text("Stages are not added")).to_be_visible()
    page.get_by_role("link", name=re.compile("^announced")).click()
    lines = page.get_by_role("region", name="Totals").get_by_role("listitem").filter(has_text=HALL)
    expect(lines.last).to_contain_text("counted")
    with page.expect_download() as found:
        page.get_by_role("region", name="Totals").get_by_role("button", name="CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(found.value.path()).read_text(encoding="utf-8"))))
    assert [(row["reason"], row["counts"]) for row in rows] == [("counted", "200000000")]


def test_filters_stand_in_the_address_and_are_cleared(visit):
    page = visit.open(LEDGER)
    page.get_by_label("Stage", exact=True).select_option(label="cancelled")
    expect(page.get_by_text("Nothing matches.")).to_be_visible()
    assert "state=cancelled" in page.url
    page.reload()
    expect(page.get_by_text("Nothing matches.")).to_be_visible()
    page.get_by_role("button", name="Clear the filters").click()
    expect(page.get_by_role("button", name=re.compile(f"^{HALL}: announced"))).to_be_visible()


def test_the_timeline_as_table_csv_svg_and_png(visit):
    page = visit.open(LEDGER)
    tools = page.get_by_role("group", name=re.compile("Commitments over time$"))
    with page.expect_download() as found:
        tools.get_by_role("button", name="SVG").click()
    drawn = Path(found.value.path()).read_text(encoding="utf-8")
    assert HALL[:20] in drawn
    assert "var(--" not in drawn
    with page.expect_download() as found:
        tools.get_by_role("button", name="PNG").click()
    assert Path(found.value.path()).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    with page.expect_download() as found:
        tools.get_by_role("button", name="CSV").click()
    (row,) = csv.DictReader(io.StringIO(Path(found.value.path()).read_text(encoding="utf-8")))
    assert (row["id"], row["amount"], row["stage"]) == ("commitment:quillon-hall", "200000000", "under-construction")
    page.get_by_role("button", name="As table").first.click()
    expect(page.get_by_role("row").filter(has_text=HALL)).to_contain_text("Vietnam")


def test_a_measure_says_what_it_touches(visit):
    page = visit.open(f"{LEDGER}&list=measures")
    page.get_by_role("link", name="Export licence for refined glimmerite").click()
    opened = page.get_by_role("region", name="Export licence for refined glimmerite")
    expect(opened).to_contain_text("China (imposing): Glimmerite, refined, supplies 90%")


def test_the_whole_ledger_is_taken_away_as_json_ld(visit):
    page = visit.open(LEDGER)
    with page.expect_download() as found:
        page.get_by_role("link", name="JSON-LD").click()
    assert "urn:headwater:commitment:quillon-hall" in Path(found.value.path()).read_text(encoding="utf-8")


def test_a_server_that_fails_is_said(visit):
    visit.answer_with("/api/ledger/commitments", 500)
    page = visit.open(LEDGER)
    expect(page.get_by_role("alert").first).to_be_visible()


@pytest.mark.parametrize("screen", SCREENS)
@in_both_colours
def test_axe_finds_nothing_serious(visit, screen):
    page = visit.open(SCREENS[screen])
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert serious(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_the_window(visit, language):
    for query in SCREENS.values():
        page = visit.open(f"{query}&lang={language}")
        assert too_wide(page) == {}, query
