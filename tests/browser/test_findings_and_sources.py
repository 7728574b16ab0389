"""The whole-page lists: findings that can be sorted, filtered, taken away and opened; sources and what is in doubt."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.looking import in_both_colours, serious, too_wide
from tests.browser.test_reading import LANGUAGES

FINDINGS = "?view=findings"
SCREENS = {
    "findings": FINDINGS,
    "findings by firm": "?view=findings&by=organization",
    "contributions": "?view=sources",
    "sources": "?view=sources&part=sources",
    "conflicts": "?view=sources&part=conflicts",
    "unknown": "?view=sources&part=unknown",
    "rows": "?view=sources&part=sources&opened=source:survey&table=provisions",
}


def test_a_finding_is_a_sentence_and_why_opens_method_and_claims(visit):
    page = visit.open(f"{FINDINGS}&indicator=top_share")
    row = page.get_by_role("row").filter(has_text="90% of Glimmerite, refined comes from China, by volume, 2024.")
    expect(row).to_contain_text("near monopoly: China")
    expect(row).to_contain_text("80.0–90.0%")
    row.get_by_role("button", name=re.compile("^Why: 90%")).click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("top_share = largest share")
    expect(drawer).to_contain_text("Survey of Glimmering Minerals 2025")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def test_findings_are_sorted_filtered_and_shared_by_address(visit):
    page = visit.open(FINDINGS)
    page.get_by_role("link", name="Findings").focus()
    page.get_by_label("Indicator").select_option(label="Loss if the largest supplier stops")
    page.get_by_label("Country", exact=True).select_option(label="China")
    page.get_by_role("button", name="Value").click()
    expect(page.get_by_role("columnheader", name="Value")).to_have_attribute("aria-sort", "descending")
    expect(page.locator("tbody tr").first).to_contain_text("If China stopped, 90% of Glimmerite, refined would be lost")
    shown = page.locator(".controls [role=status]").inner_text()
    page.reload()
    expect(page.locator(".controls [role=status]")).to_have_text(shown)
    page.get_by_label("Filter by product or supplier").fill("no such thing")
    expect(page.get_by_text("No finding matches.")).to_be_visible()
    page.get_by_role("button", name="Clear the filter").click()
    expect(page.locator("tbody tr").first).to_be_visible()


def test_findings_are_taken_away_as_csv_and_json(visit):
    page = visit.open(f"{FINDINGS}&indicator=hhi")
    expect(page.locator("tbody tr").first).to_be_visible()
    served = json.loads(page.request.get(f"{visit.address}/api/findings/concentration?by=country").text())["rows"]
    hhi = [row for row in served if row["indicator"] == "hhi"]
    with page.expect_download() as found:
        page.get_by_role("button", name="JSON").click()
    taken = json.loads(Path(found.value.path()).read_text(encoding="utf-8"))
    assert sorted(taken, key=lambda row: row["subject"]) == sorted(hhi, key=lambda row: row["subject"])
    values = [row["value"] for row in taken if row["verdict"] == "highly concentrated"]
    assert values == sorted(values, reverse=True)  # as shown: gravest first
    assert len(values) > 1
    with page.expect_download() as found:
        page.get_by_role("button", name="CSV", exact=True).click()
    rows = list(csv.DictReader(io.StringIO(Path(found.value.path()).read_text(encoding="utf-8"))))
    assert [float(row["value"]) for row in rows] == pytest.approx([row["value"] for row in taken])


def test_a_contribution_opens_its_rows_and_a_row_its_claim(visit):
    page = visit.open()
    page.get_by_role("link", name=re.compile("claims?$")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sources and contributions")
    page.get_by_role("link", name=re.compile("firm 4 · .* supply 14")).click()
    page.get_by_role("link", name=re.compile("^supply 14")).click()
    page.get_by_role("button", name=re.compile("^Open claim .*:provisions:")).first.click()
    expect(page.get_by_role("dialog")).to_contain_text("by the tests")
    page.go_back()
    page.get_by_role("link", name="Back to the list").click()
    expect(page.get_by_text("the tests", exact=True)).to_be_visible()


def test_a_conflict_shows_both_sides_and_the_rule(visit):
    page = visit.open()
    page.get_by_role("link", name=re.compile("in conflict$")).click()
    conflict = page.locator("ol > li").filter(has_text="Glimmerite, refined").filter(has_text="China")
    expect(conflict).to_contain_text("the kind of source: official before press")
    sides = conflict.locator("ul li")
    expect(sides.nth(0)).to_contain_text("90%")
    expect(sides.nth(0)).to_contain_text("Survey of Glimmering Minerals 2025")
    expect(sides.nth(1)).to_contain_text("does not count")
    sides.nth(1).get_by_role("button").click()
    expect(page.get_by_role("dialog")).to_contain_text("The Lantern Gazette")


def test_sources_say_how_much_rests_on_them(visit):
    page = visit.open("?view=sources&part=sources")
    row = page.get_by_role("row").filter(has_text="The Lantern Gazette")
    expect(row).to_contain_text("press")
    expect(row).to_contain_text("CC0-1.0")
    page.get_by_label("Filter by title or publisher").fill("guild")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_the_unknown_is_listed(visit):
    page = visit.open()
    page.get_by_role("link", name=re.compile("unknown$")).click()
    expect(page.get_by_role("row").filter(has_text="Glimmerite, refined")).to_contain_text("Japan")


def test_the_map_as_png(visit):
    page = visit.open("?product=product:glimmerite-refined")
    with page.expect_download() as found:
        page.locator("figure").get_by_role("button", name="PNG").click()
    data = Path(found.value.path()).read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(data[16:20], "big") > 1000  # pixels wide
    assert len(data) > 20_000  # something is painted


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
