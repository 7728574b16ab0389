"""The chain: what leads to what, focus, folding, lighting up; the same as a table, as files, and by keyboard."""

import csv
import io
import re
import xml.etree.ElementTree as ET

import pytest
from playwright.sync_api import expect

from tests.browser.looking import in_both_colours, serious, too_wide
from tests.browser.test_taking_away import SVG, taken

CHAIN = "?view=chain"
ORE, REFINED, WAFER = (f"product:{name}" for name in ("glimmerite-ore", "glimmerite-refined", "lumen-wafer"))
WORDS = {
    "en": ("Map", "Chain", "Glimmerite ore", "Show the whole chain", "Light up what comes from", "China"),
    "fr": (
        "Carte",
        "Chaîne",
        "minerai de glimmérite",
        "Montrer la chaîne entière",
        "Éclairer ce qui vient de",
        "Chine",
    ),
}


def box(page, product):
    return page.locator(f'[id="chain-{product}"]')


def press(page, product):
    return box(page, product).get_by_role("button")


def opened(visit, query=CHAIN):
    page = visit.open(query)
    page.locator(".node").first.wait_for()
    return page


@pytest.mark.parametrize("language", WORDS)
def test_from_the_map_to_a_product_in_focus_and_back(visit, language):
    map_, chain, ore, clear, choice, china = WORDS[language]
    page = visit.open(f"?lang={language}")
    page.get_by_role("link", name=chain, exact=True).click()
    expect(page.locator(".node")).to_have_count(5)
    assert "view=chain" in page.url

    press(page, ORE).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ore)
    expect(page.locator(".node")).not_to_have_count(5)
    expect(press(page, ORE)).to_have_attribute("aria-pressed", "true")
    expect(box(page, REFINED)).to_be_visible()

    page.get_by_label(choice).select_option("country:CHN")
    expect(box(page, REFINED)).to_have_class(re.compile(r"\blit\b"))
    expect(press(page, REFINED)).to_have_attribute("aria-label", re.compile(f"{china} 90"))
    expect(box(page, ORE)).to_have_class(re.compile(r"\bunlit\b"))

    page.get_by_role("button", name=clear).click()
    expect(page.locator(".node")).to_have_count(5)
    for _ in range(3):
        page.go_back()
    expect(page.locator(".node")).to_have_count(5)
    page.go_back()
    expect(page.get_by_role("link", name=map_, exact=True)).to_have_attribute("aria-current", "page")
    expect(page.locator(".node")).to_have_count(0)


def test_an_address_gives_the_same_picture(visit):
    page = opened(visit, f"?view=chain&product={REFINED}&marked=country:CHN")
    expect(press(page, REFINED)).to_have_attribute("aria-pressed", "true")
    expect(box(page, REFINED)).to_have_class(re.compile(r"\blit\b"))
    expect(page.get_by_label("Light up what comes from")).to_have_value("country:CHN")


def test_a_firm_of_the_panel_lights_up(visit):
    page = opened(visit, "?view=chain&about=org:halden-forge")
    expect(box(page, WAFER)).to_have_class(re.compile(r"\blit\b"))
    expect(box(page, WAFER)).to_contain_text("55%")


def test_inputs_stand_left_of_what_needs_them_and_no_box_lies_on_another(visit):
    page = opened(visit)
    places = page.evaluate(
        "[...document.querySelectorAll('.node')].map(node => { const {x, y, width, height} ="
        " node.querySelector('.paper').getBoundingClientRect(); return {id: node.id, x, y, width, height} })"
    )
    left = {place["id"].removeprefix("chain-"): place["x"] for place in places}
    assert left[ORE] < left[REFINED] < left[WAFER]
    for one in places:
        for other in places:
            apart = (
                one["x"] + one["width"] <= other["x"]
                or other["x"] + other["width"] <= one["x"]
                or one["y"] + one["height"] <= other["y"]
                or other["y"] + other["height"] <= one["y"]
            )
            assert apart or one is other
    wide = page.evaluate(
        "[...document.querySelectorAll('.node')].flatMap(node => [...node.querySelectorAll('.name')]"
        ".filter(text => text.getBoundingClientRect().right >"
        " node.querySelector('.paper').getBoundingClientRect().right).map(text => text.textContent))"
    )
    assert wide == []


def test_walked_by_keyboard(visit):
    page = opened(visit)
    press(page, REFINED).focus()
    page.keyboard.press("ArrowLeft")
    expect(press(page, ORE)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(press(page, REFINED)).to_be_focused()
    expect(page.locator('.node [tabindex="0"]')).to_have_count(1)
    page.keyboard.press("c")
    folded = page.locator('.tiers button[aria-expanded="false"]')
    expect(folded).to_have_count(1)
    page.keyboard.press("c")
    expect(folded).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Glimmerite, refined")
    press(page, REFINED).focus()
    page.keyboard.press("Escape")
    expect(page.locator(".node")).to_have_count(5)
    assert "product=" not in page.url


def test_a_double_click_folds_the_tier_and_does_not_leave_it(visit):
    page = opened(visit)
    press(page, REFINED).dblclick()
    expect(page.locator('.tiers button[aria-expanded="false"]')).to_have_count(1)
    expect(box(page, REFINED).locator(".name")).to_have_count(0)
    assert "product=" not in page.url
    page.locator('.tiers button[aria-expanded="false"]').click()
    expect(box(page, REFINED).locator(".name")).not_to_have_count(0)


def test_a_link_opens_who_says_so(visit):
    page = opened(visit)
    page.locator(f'[data-link="{ORE} {REFINED}"]').dispatch_event("click")
    expect(page.get_by_role("dialog", name="Who says so").get_by_role("article")).not_to_have_count(0)


def test_the_claims_of_a_link_open_by_keyboard(visit):
    page = opened(visit)
    press(page, REFINED).focus()
    page.keyboard.press("Tab")
    link = page.locator("path.grip:focus")
    expect(link).to_have_attribute(
        "aria-label", re.compile("Glimmerite ore → Glimmerite, refined|Glimmerite, refined → Lumen wafer")
    )
    stops = page.locator('path.grip[tabindex="0"]')
    expect(stops).to_have_count(2)  # what leads to it and what it leads to, not every line
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Who says so").get_by_role("article")).not_to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_folded_tiers_stand_in_the_address(visit):
    page = opened(visit)
    page.locator(".tiers button").first.click()
    expect(page.locator('.tiers button[aria-expanded="false"]')).to_have_count(1)
    assert "folded=0" in page.url
    page.reload()
    page.locator(".node").first.wait_for()
    expect(page.locator('.tiers button[aria-expanded="false"]')).to_have_count(1)
    page.locator(".tiers button").first.click()
    assert "folded" not in page.url


@pytest.mark.parametrize("what", ["PNG"])
def test_the_whole_chain_as_a_picture(visit, what):
    page = opened(visit)
    with page.expect_download() as found:
        page.locator("figure").get_by_role("button", name=what, exact=True).click()
    data = found.value.path().read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(data) > 20_000


def test_the_table_and_the_csv_say_the_same(visit):
    page = opened(visit, "?view=chain&marked=country:CHN")
    expect(box(page, REFINED)).to_have_class(re.compile(r"\blit\b"))
    rows = list(csv.DictReader(io.StringIO(taken(page.locator("figure"), "CSV"))))
    links = {(row["input"], row["product"]): row for row in rows if row["product"]}
    assert (ORE, REFINED) in links
    assert links[REFINED, WAFER]["supplier_share_of_input"] == "0.9"
    page.locator("figure").get_by_role("button", name="As table").click()
    table = page.locator("figure").get_by_role("table")
    row = (
        table.get_by_role("row")
        .filter(has=page.get_by_role("link", name="Lumen wafer"))
        .filter(has_text="Glimmerite, refined")
    )
    expect(row).to_contain_text("90%")
    expect(table.get_by_role("row")).to_have_count(len(rows) + 1)
    row.get_by_role("button").click()
    expect(page.get_by_role("dialog", name="Who says so")).to_be_visible()


def test_the_drawing_as_a_file_stands_alone(visit):
    page = opened(visit, f"?view=chain&product={REFINED}&marked=country:CHN")
    expect(box(page, REFINED)).to_have_class(re.compile(r"\blit\b"))
    expect(page.locator("figure")).to_contain_text("Survey of Glimmering Minerals 2025")
    text = taken(page.locator("figure"), "SVG")
    words = " ".join(node.text or "" for node in ET.fromstring(text).iter(f"{SVG}text"))
    for said in (
        "Glimmerite, refined: what leads to it",
        "Known on",
        "Survey of Glimmering Minerals 2025",
        page.url,
        "China",
    ):
        assert said in words
    assert "class=" not in text
    assert "var(--" not in text


def test_silence_emptiness_and_a_browser_without_workers_are_said(visit):
    visit.answer_with("/api/chain", 0)
    page = visit.open(CHAIN)
    alert = page.locator("figure").get_by_role("alert")
    expect(alert).to_contain_text("The server did not answer.")
    page.unroute("**/api/chain*")
    alert.get_by_role("button", name="Try again").click()
    expect(page.locator(".node")).to_have_count(5)
    page = visit.open("?view=chain&known_on=2025-06-01")
    expect(page.get_by_text("No chain is recorded yet.")).to_be_visible()


def test_without_the_worker_the_chain_stands_as_a_table(visit):
    visit.page.add_init_script("window.Worker = class { constructor() { throw new Error('none here') } }")
    page = visit.open(CHAIN)
    expect(page.get_by_role("alert")).to_contain_text("could not be laid out")
    expect(page.locator("figure").get_by_role("link", name="Glimmerite ore").first).to_be_visible()


@in_both_colours
@pytest.mark.parametrize("query", [CHAIN, f"?view=chain&product={REFINED}&marked=country:CHN"])
def test_axe_finds_nothing_serious_on_the_chain(visit, query):
    page = opened(visit, query)
    assert serious(page) == []
    page.locator("figure").get_by_role("button", name="As table").click()
    page.locator("figure").get_by_role("table").wait_for()
    assert serious(page) == []


@pytest.mark.parametrize("language", ["en", "ko", "vi", "fr"])
def test_the_chain_is_no_wider_than_the_window(visit, language):
    page = opened(visit, f"{CHAIN}&lang={language}&marked=country:CHN")
    assert too_wide(page) == {}


def test_print_has_the_whole_drawing_and_no_controls(visit):
    page = opened(visit)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator("g.drawn")).not_to_have_attribute("transform", re.compile("."))
    expect(page.get_by_role("group", name="Chain controls")).to_be_hidden()
    expect(page.locator("figure")).to_contain_text("What leads to what")
