"""What leaves the page: links, CSV, the map as SVG, print. Each carries what was asked and who says so."""

import csv
import io
import xml.etree.ElementTree as ET

from playwright.sync_api import expect

REFINED = "?product=product:glimmerite-refined"
SVG = "{http://www.w3.org/2000/svg}"


def taken(place, button):
    with place.page.expect_download() as download:
        place.get_by_role("button", name=button, exact=True).click()
    return download.value.path().read_text(encoding="utf-8")


def test_csv_has_every_row_with_basis_range_state_and_claims(visit):
    rows = list(csv.DictReader(io.StringIO(taken(visit.open(REFINED).locator("#panel"), "CSV"))))
    by_provider = {row["provider"]: row for row in rows}
    assert set(by_provider) == {"country:CHN", "country:VNM", "country:JPN"}
    china = by_provider["country:CHN"]
    assert (china["share"], china["low"], china["high"], china["basis"], china["period"]) == (
        "0.9", "0.8", "0.9", "volume", "2024",
    )  # fmt: skip
    assert len(china["claims"].split()) == 2
    assert (by_provider["country:JPN"]["share"], by_provider["country:JPN"]["state"]) == ("", "unknown")


def test_the_map_as_a_file_stands_alone(visit):
    page = visit.open(REFINED)
    expect(page.locator(".sources", has_text="Survey of Glimmering Minerals 2025")).to_be_visible()
    text = taken(page.locator("figure"), "SVG")
    drawing = ET.fromstring(text)
    words = " ".join(node.text or "" for node in drawing.iter(f"{SVG}text"))
    assert "Glimmerite, refined: where it comes from" in words
    assert "by volume, 2024" in words
    assert "Survey of Glimmering Minerals 2025" in words
    assert "Known on" in words
    assert page.url in words
    assert "class=" not in text
    assert "var(--" not in text
    assert sum(1 for _ in drawing.iter(f"{SVG}path")) > 200


def test_as_table_says_the_same(visit):
    page = visit.open(REFINED)
    page.locator("#panel").get_by_role("button", name="As table").click()
    row = page.get_by_role("row").filter(has_text="China")
    expect(row).to_contain_text("90.0%")
    expect(row).to_contain_text("80.0%")


def test_print_names_the_question_the_days_and_the_sources(visit):
    page = visit.open(REFINED)
    expect(page.locator(".sources", has_text="Survey of Glimmering Minerals 2025")).to_be_visible()
    page.emulate_media(media="print")
    end = page.locator("#panel footer")
    expect(end).to_be_visible()
    for words in ("Glimmerite, refined", "Known on", "Survey of Glimmering Minerals 2025", page.url):
        expect(end).to_contain_text(words)
    expect(page.get_by_role("combobox").first).to_be_hidden()


def test_copied_link_says_the_figure_its_basis_and_where_it_stands(visit):
    visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.open(REFINED)
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_text("Link copied")).to_be_visible()
    assert (
        page.evaluate("navigator.clipboard.readText()")
        == f"Glimmerite, refined: China 90% (by volume, 2024)\n{page.url}"
    )
