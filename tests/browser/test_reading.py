"""Languages, keyboard, widths, accessibility: whoever reads, on whatever, can."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import in_both_colours, serious, too_wide

REFINED = "?product=product:glimmerite-refined"
VIEWS = {
    "list": "",
    "product": REFINED,
    "firms": "?product=product:lumen-wafer",
    "country": "?about=country:VNM",
    "nothing known": "?known_on=2025-06-01",
}
LANGUAGES = {
    "en": ("Search: product, firm, site, country", "Largest supplier"),
    "ko": ("검색: 품목, 기업, 시설, 국가", "최대 공급자"),
    "vi": ("Tìm: sản phẩm, doanh nghiệp, cơ sở, quốc gia", "Nguồn cung lớn nhất"),
    "fr": ("Chercher : produit, entreprise, site, pays", "Premier fournisseur"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_everything(visit, language):
    placeholder, column = LANGUAGES[language]
    page = visit.open(f"?lang={language}")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("combobox").first).to_have_attribute("placeholder", placeholder)
    expect(page.get_by_role("button", name=column, exact=True)).to_be_visible()
    english = LANGUAGES["en"][1]
    if language != "en":
        expect(page.get_by_role("button", name=english, exact=True)).to_have_count(0)


@pytest.mark.parametrize("visit", [{"locale": "fr-FR"}], indirect=True)
def test_the_readers_own_language_comes_first(visit):
    page = visit.open("?product=product:glimmerite-ore")
    expect(page.get_by_role("heading", level=1)).to_have_text("minerai de glimmérite")
    expect(page.get_by_role("link", name="Chili")).to_be_visible()
    page.get_by_title("English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Glimmerite ore")


def test_search_choose_open_and_close_by_keyboard_alone(visit):
    page = visit.open()
    page.keyboard.press("/")
    page.keyboard.type("glimmerit")
    expect(page.locator("#hits [role=option]")).not_to_have_count(0)
    page.keyboard.press("ArrowDown")
    expect(page.locator("#hits [aria-selected=true]")).to_have_count(1)
    chosen = page.locator("#hits [aria-selected=true] .name").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(chosen)

    button = page.locator("#panel .claims-count:enabled").first
    button.focus()
    page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    expect(drawer).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("!document.activeElement || document.activeElement === document.body || "
                             "document.activeElement.closest('dialog') !== null")  # fmt: skip
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(button).to_be_focused()


def test_escape_leaves_the_search_and_nothing_found_is_said(visit):
    page = visit.open()
    field = page.get_by_role("combobox").first
    field.fill("xyzzyxyzzy")
    expect(page.get_by_text("Nothing is recorded under")).to_be_visible()
    field.press("Escape")
    expect(page.get_by_text("Nothing is recorded under")).to_be_hidden()


def test_the_map_is_steered_by_keyboard(visit):
    page = visit.open(REFINED)
    group = page.locator(".frame > svg > g")
    before = group.get_attribute("transform")
    page.locator('path[data-id="country:CHN"]').focus()
    page.keyboard.press("+")
    expect(group).not_to_have_attribute("transform", before)
    page.keyboard.press("0")
    expect(group).to_have_attribute("transform", before)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()


@pytest.mark.parametrize("view", VIEWS)
@in_both_colours
def test_axe_finds_nothing_serious(visit, view):
    page = visit.open(VIEWS[view])
    assert serious(page) == []


@in_both_colours
def test_axe_finds_nothing_serious_in_the_drawer(visit):
    page = visit.open(REFINED)
    page.get_by_role("button", name="2 claims behind China 90%").click()
    expect(page.get_by_role("dialog")).to_contain_text("chapter 5 row 1")
    assert serious(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_the_window(visit, language):
    for query in VIEWS.values():
        page = visit.open(f"{query}{'&' if query else '?'}lang={language}")
        assert too_wide(page) == {}, query
