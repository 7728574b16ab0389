"""The map beyond shading: arcs, countries chosen together, the same as a table; every state of it is an address."""

import re

import pytest
from playwright.sync_api import expect

REFINED = "?product=product:glimmerite-refined"
ORE = "?product=product:glimmerite-ore"
CHINA, CHILE, VIETNAM = (f'path[data-id="country:{code}"]' for code in ("CHN", "CHL", "VNM"))


def test_arcs_lead_from_the_suppliers_of_an_input_to_where_the_product_is_made(visit):
    page = visit.open(REFINED)
    arc = page.locator("path[data-arc]").first
    expect(arc).to_have_attribute("aria-label", "Chile → China: Glimmerite ore 60%")
    expect(page.locator("path[data-arc]")).to_have_count(2)
    expect(page.locator(".legend")).to_contain_text("no delivery")
    page.get_by_label("Arcs").select_option("none")
    expect(page.locator("path[data-arc]")).to_have_count(0)
    assert "arcs=none" in page.url
    page.reload()
    expect(page.locator(CHINA)).to_be_visible()
    expect(page.locator("path[data-arc]")).to_have_count(0)


def test_an_arc_opens_its_claims_by_keyboard(visit):
    page = visit.open(REFINED)
    arcs = page.locator("path[data-arc]")
    expect(arcs).to_have_count(2)
    expect(page.locator('path[data-arc][tabindex="0"]')).to_have_count(1)
    arcs.first.focus()
    page.keyboard.press("ArrowRight")
    expect(arcs.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog", name="Who says so")
    expect(drawer).to_contain_text("chapter 4 figure 1")  # the requirement
    expect(drawer).to_contain_text("chapter 4 row 2")  # the share of Viet Nam in the ore


def test_a_country_keeps_the_focus_when_the_map_is_laid_out_anew(visit):
    page = visit.open(REFINED)
    page.locator(CHINA).focus()
    before = page.locator(CHINA).get_attribute("d")
    page.set_viewport_size({"width": 1100, "height": 700})
    expect(page.locator(CHINA)).not_to_have_attribute("d", before)
    expect(page.locator(CHINA)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Who says so")).to_be_visible()


def test_several_countries_are_chosen_and_added_up(visit):
    page = visit.open(ORE)
    page.locator(CHILE).dispatch_event("click", {"shiftKey": True, "bubbles": True})
    page.locator(VIETNAM).focus()
    page.keyboard.press("Shift+Enter")
    chosen = page.get_by_role("region", name="Chosen together")
    expect(chosen).to_contain_text("Chile")
    expect(chosen).to_contain_text("85% together, by volume, 2024")  # 60 % and 25 %
    expect(page.locator(VIETNAM)).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#panel li.marked")).to_have_count(2)
    assert "chosen=country:CHL,country:VNM" in page.url
    page.reload()
    expect(chosen).to_contain_text("85% together")
    chosen.get_by_role("button", name="Leave out Chile").click()
    expect(chosen).to_contain_text("25% together")
    page.get_by_role("button", name="Choose none").click()
    expect(chosen).to_have_count(0)
    assert "chosen=" not in page.url


def test_an_unknown_share_leaves_a_least_and_is_named(visit):
    page = visit.open(f"{REFINED}&chosen=country:CHN,country:JPN,country:FRA")
    chosen = page.get_by_role("region", name="Chosen together")
    # China is said to have 80 to 90 %: at least 80; Japan is withheld, France is not named
    expect(chosen).to_contain_text("at least 80% together")
    expect(chosen).to_contain_text("unknown: Japan")
    expect(chosen).to_contain_text("not named by this source, so unknown: France")


def test_shares_of_firms_are_not_added_up_for_countries(visit):
    page = visit.open("?product=product:lumen-wafer&market=organization~sales~2023&chosen=country:NLD")
    expect(page.get_by_role("region", name="Chosen together")).to_contain_text("shares are of firms")


def test_a_plain_click_chooses_one_again_and_opens_its_claims(visit):
    page = visit.open(f"{ORE}&chosen=country:CHL,country:VNM")
    page.locator(VIETNAM).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("chapter 4 row 2")
    assert "chosen=" not in page.url


def test_the_map_as_a_table_says_the_same_and_chooses(visit):
    page = visit.open(REFINED)
    figure = page.locator("figure")
    figure.get_by_role("button", name="As table").click()
    row = figure.get_by_role("row").filter(has_text="China").first
    expect(row).to_contain_text("90%")
    expect(figure.get_by_role("row").filter(has_text="Chile → China")).to_contain_text("Glimmerite ore 60%")
    figure.get_by_role("checkbox", name="Choose China too").check()
    expect(page.get_by_role("region", name="Chosen together")).to_contain_text("90% together")
    figure.get_by_role("button", name="Chile → China").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_countries_chosen_on_the_opening_map_say_what_they_lead(visit):
    page = visit.open("?chosen=country:CHN,country:CHL")
    expect(page.get_by_role("region", name="Chosen together")).to_contain_text(
        "largest supplier of 2 products together"
    )


@pytest.mark.parametrize("what", ["SVG", "PNG"])
@pytest.mark.parametrize("place", ["figure", "#panel"])
def test_every_chart_is_taken_away_as_a_picture(visit, what, place):
    page = visit.open(f"{REFINED}&chosen=country:CHN")
    expect(page.locator(".sources", has_text="Survey of Glimmering Minerals 2025")).to_be_visible()
    with page.expect_download() as found:
        page.locator(place).get_by_role("button", name=what, exact=True).click()
    data = found.value.path().read_bytes()
    if what == "PNG":
        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        assert len(data) > 5_000
        return
    text = data.decode()
    assert "Survey of Glimmering Minerals 2025" in re.sub(r"</text>\s*<text[^>]*>", " ", text)
    for said in ("Glimmerite, refined", "by volume, 2024", "Known on"):
        assert said in text
    assert "class=" not in text
    if place == "#panel":
        assert ">China<" in text
        assert ">90%<" in text
        assert ">Japan<" in text
