"""What holds on every screen, whichever there are: keyboard, no other host, nothing kept by the browser, print.

The screens are those of the navigation, so that a new one is held to the same.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.looking import in_both_colours, serious
from tools.browsing import WITH_WEBGL, WITHOUT_WEBGL, launch

REFINED = "product:glimmerite-refined"
MOST_STOPS = 250
CONTROLS = ", ".join(f"main {kind}:visible" for kind in ("a[href]", "button", "input", "select", '[tabindex="0"]'))
STOP = """() => {
  const at = document.activeElement;
  if (at === null || at === document.body) return null;
  const box = at.getBoundingClientRect();
  const ids = (at.getAttribute('aria-labelledby') ?? '').split(' ');
  const byId = ids.map((id) => document.getElementById(id)?.textContent);
  const said = ['aria-label', 'title', 'placeholder'].map((name) => at.getAttribute(name));
  const name = [...said, ...byId, ...[...(at.labels ?? [])].map((label) => label.textContent), at.textContent];
  return {
    name: name.filter(Boolean).join(' ').trim(), seen: box.width > 0 || box.height > 0,
    inHeader: at.closest('header') !== null, inTabs: at.closest('nav') !== null, inside: at.closest('main') !== null,
    inFooter: at.closest('footer') !== null, path: at.outerHTML.slice(0, 120),
  };
}"""


@pytest.fixture
def screens(visit):
    """Addresses of all screens, as the navigation of the page has them."""
    page = visit.open()
    links = page.locator('nav[aria-label="Views"] a')
    return [href.removeprefix("./") for href in links.evaluate_all("all => all.map(a => a.getAttribute('href'))")]


def _shown(page):
    """Wait until the screen on show says something."""
    page.wait_for_load_state("networkidle")
    expect(page.locator("main")).not_to_be_empty()
    expect(page.locator("p.waiting, [aria-busy=true]")).to_have_count(0)


def test_every_screen_is_walked_by_keyboard(visit, screens):
    for screen in screens:
        page = visit.open(screen)
        _shown(page)
        stops = []
        for _ in range(MOST_STOPS):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop is None:
                break
            stops.append(stop)
        assert [stop["path"] for stop in stops if not stop["name"]] == [], screen
        assert [stop["path"] for stop in stops if not stop["seen"]] == [], screen
        controls = page.locator(CONTROLS)  # an empty screen may only say what to do
        for place in ("inHeader", "inTabs", *(["inside"] if controls.count() > 0 else [])):
            assert any(stop[place] for stop in stops), (screen, place)
        paths = [stop["path"] for stop in stops]
        assert len(stops) == MOST_STOPS or any(stop["inFooter"] for stop in stops), (screen, paths[-3:])


def test_every_screen_is_opened_from_the_navigation_by_keyboard(visit, screens):
    page = visit.open()
    for index, screen in enumerate(screens):
        link = page.locator('nav[aria-label="Views"] a').nth(index)
        link.focus()
        page.keyboard.press("Enter")
        expect(link).to_have_attribute("aria-current", "page")
        _shown(page)
        assert screen.removeprefix("./") in page.url


@in_both_colours
def test_axe_finds_nothing_serious_on_any_screen(visit, screens):
    for screen in screens:
        page = visit.open(screen)
        _shown(page)
        assert serious(page) == [], screen


def test_no_screen_asks_another_host_or_keeps_anything(visit, screens):
    asked = set()
    visit.page.on("request", lambda request: asked.add(request.url))
    for screen in [*screens, f"?product={REFINED}", "?about=country:VNM", f"?view=chain&product={REFINED}"]:
        page = visit.open(screen)
        _shown(page)
    assert len(asked) > 10
    assert {url for url in asked if not url.startswith((f"{visit.address}/", "blob:", "data:"))} == set()
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_every_printed_screen_ends_with_the_question_the_days_the_sources_and_its_address(visit, screens):
    for screen in [*screens, f"?product={REFINED}", "?about=country:CHN", f"?view=chain&product={REFINED}"]:
        page = visit.open(screen)
        _shown(page)
        page.emulate_media(media="print")
        end = page.locator("#panel footer.print-only")
        expect(end).to_be_visible()
        expect(end).to_contain_text(re.compile(r"Known on: \d+ \w+ \d{4}"))
        expect(end).to_contain_text(re.compile(r"Survey of Glimmering Minerals|\d+ sources"))
        expect(end).to_contain_text(page.url)
        page.emulate_media(media="screen")


WORDS = {
    "en": ("Glimmerite, refined", "China", "Who says so"),
    "ko": ("Glimmerite, refined", "중국", None),
    "vi": ("Glimmerite, refined", "Trung Quốc", None),
    "fr": ("Glimmerite, refined", "Chine", None),
}


@pytest.mark.parametrize("flags", [WITH_WEBGL, WITHOUT_WEBGL], ids=["with WebGL", "without WebGL"])
def test_from_a_country_to_the_source_of_a_claim_in_every_language(address, driver, flags):
    """Two Chromium of their own: one that can draw in three dimensions, one that can not. The page needs neither."""
    own = launch(driver, flags)
    try:
        has = own.new_page()
        has.goto("about:blank")
        able = has.evaluate("document.createElement('canvas').getContext('webgl') !== null")
        assert able == (flags is WITH_WEBGL)
        for language, (product, country, title) in WORDS.items():
            context = own.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
            visit = Visit(context.new_page(), address)
            visit.watch()
            page = visit.open(f"?lang={language}")
            page.locator('path[data-id="country:CHN"]').focus()
            page.keyboard.press("Enter")
            expect(page.get_by_role("heading", level=1)).to_have_text(country)
            page.locator("#panel").get_by_role("link", name=product).click()
            page.locator(f'path[data-id="country:CHN"][aria-label^="{country}: 90"]').focus()
            page.keyboard.press("Enter")
            drawer = page.get_by_role("dialog")
            expect(drawer).to_contain_text("Survey of Glimmering Minerals 2025")
            expect(drawer).to_contain_text("chapter 5 row 1")
            if title is not None:
                expect(drawer).to_contain_text(title)
            assert visit.wrong == []
            context.close()
    finally:
        own.close()


def test_a_server_that_is_gone_is_said_and_asked_again_by_itself(visit):
    page = visit.open()
    expect(page.get_by_role("link", name="Beacon chip")).to_be_visible()
    visit.allow("Failed to load resource")
    page.route("**/api/**", lambda route: route.abort())
    page.get_by_role("link", name="Beacon chip").click()
    lost = page.locator(".lost")
    expect(lost).to_contain_text("The server does not answer.")
    expect(page.locator("#panel").get_by_role("alert")).to_contain_text("The server did not answer.")
    expect(page.locator("path.land").first).to_be_visible()  # what was drawn stays
    page.unroute("**/api/**")
    expect(page.get_by_role("heading", level=1)).to_have_text("Beacon chip", timeout=20_000)
    expect(lost).to_have_count(0)


def test_an_address_that_is_not_understood_is_said_and_mended(visit):
    page = visit.open(f"?product={REFINED}&prodct=x&lang=xx&valid_on=tomorrow")
    notice = page.locator("p.notice")
    expect(notice).to_contain_text("“prodct”, “lang” and “valid_on”")
    expect(page.get_by_role("heading", level=1)).to_have_text("Glimmerite, refined")
    notice.get_by_role("button").click()
    expect(notice).to_have_count(0)
    assert page.url.endswith(f"?product={REFINED}")
    page.go_back()
    page = visit.open(f"?product={REFINED}&chosen=country:CHN&arcs=none&by=country&page=1")
    expect(notice).to_have_count(0)


def test_what_was_taken_back_is_said_with_what_to_do(visit):
    visit.allow("404")
    page = visit.open("?about=org:gone-with-its-contribution")
    notice = page.locator("#panel").get_by_role("alert")
    expect(notice).to_contain_text("taken back")
    expect(notice).to_contain_text("known on")
    expect(notice.get_by_role("link", name="All products")).to_be_visible()


def test_claims_that_are_no_longer_there_are_said(visit):
    visit.allow("404")
    page = visit.open(f"?product={REFINED}&claims=20200101-00000000:provisions:3")
    expect(page.get_by_role("dialog")).to_contain_text(re.compile("retracted|taken back|recorded this"))
