"""Trade statistics in the panel of a product: who exports it, by which codes, and what is said where nothing is."""

import csv

import pytest
from playwright.sync_api import expect

from headwater.bootstrap.workspace import create_store
from headwater.claims.model import Viewer
from headwater.server import create_app
from headwater.server.page_files import PAGE_FOLDER, page_is_built
from headwater.workflows.record import add
from tests.browser.conftest import RECORDED, _absent
from tests.browser.looking import serious, too_wide
from tests.browser.test_reading import LANGUAGES
from tests.server.trade import FILM, GALLIUM, NICKEL, product_folder
from tools.browsing import serving

COUNTED = "&counted=recorded"  # two countries report: not the world
PANELS = {
    "exact": f"?product={NICKEL}{COUNTED}",
    "split": f"?product={GALLIUM}{COUNTED}",
    "too few": f"?product={NICKEL}",
    "no code": f"?product={FILM}",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A server over products with trade; in this file it stands in for the one without."""
    if not page_is_built(PAGE_FOLDER):
        _absent("the page is not built: run `make page`")
    home = tmp_path_factory.mktemp("product-trade")
    space = create_store(home / "store")
    add(space.log, space.readers, [product_folder(home / "trade")], contributor="the tests", clock=lambda: RECORDED)
    with serving(create_app(space, Viewer.parse("owner"), loopback_only=True)) as answering:
        yield answering


def trade(page):
    part = page.locator("section.trade")
    expect(part.locator("[aria-busy=true]")).to_have_count(0)
    return part


def test_from_too_few_countries_to_an_exporters_claims(visit):
    part = trade(visit.open(PANELS["too few"]))
    expect(part).to_contain_text("too few countries report their trade here")
    part.get_by_role("button", name="Count what is recorded").click()
    expect(part).to_contain_text("In 2023, 90.0% of the exports recorded of it came from Indonesia.")
    expect(part).to_contain_text("That is not the whole world.")
    assert "counted=recorded" in visit.page.url
    part.get_by_role("button", name="Indonesia 90.0%").click()
    drawer = visit.page.get_by_role("dialog")
    expect(drawer).to_contain_text("Customs of everybody")
    visit.page.keyboard.press("Escape")
    part.get_by_role("button", name="Only years of the whole world").click()
    expect(part).to_contain_text("too few countries report their trade here")


def test_another_year(visit):
    page = visit.open(PANELS["exact"])
    part = trade(page)
    part.get_by_role("combobox").select_option("2022")
    expect(part).to_contain_text("In 2022, 70.0% of the exports recorded of it came from Indonesia.")
    assert "traded=2022" in page.url
    part.get_by_text("Year by year").click()
    expect(part.get_by_role("row").filter(has_text="2023")).to_contain_text("Indonesia 90.0%")


def test_split_codes_say_that_the_product_alone_is_unknown(visit):
    part = trade(visit.open(PANELS["split"]))
    expect(part).to_contain_text("In 2022, 80.0% of the exports recorded under its codes came from China.")
    expect(part).to_contain_text("how much of that is this product, the figures cannot say")
    part.get_by_text("Its HS codes, and why").click()
    expect(part).to_contain_text("HS2017 8112.92 was split later: counts in the high only")
    expect(part).to_contain_text("unwrought gallium, germanium, indium")
    expect(part).to_contain_text("Harmonized System 2022, subheading 8112.92")


def test_the_exporters_can_be_taken_away_with_all_years(visit, tmp_path):
    part = trade(visit.open(PANELS["exact"]))
    for kind in ("CSV", "SVG", "PNG"):
        with visit.page.expect_download() as caught:
            part.get_by_role("button", name=kind, exact=True).click()
        caught.value.save_as(tmp_path / f"e.{kind.lower()}")
    rows = list(csv.DictReader((tmp_path / "e.csv").read_text(encoding="utf-8").splitlines()))
    assert {(row["period"], row["exporter"]): float(row["high"]) for row in rows} == {
        ("2022", "country:IDN"): 70, ("2022", "country:PHL"): 30,
        ("2023", "country:IDN"): 90, ("2023", "country:PHL"): 10,
    }  # fmt: skip
    drawn = (tmp_path / "e.svg").read_text(encoding="utf-8")
    assert "Who exports Nickel ore, 2023" in drawn
    assert "Indonesia" in drawn
    assert (tmp_path / "e.png").read_bytes().startswith(b"\x89PNG")
    part.get_by_role("button", name="As table").click()
    expect(part.get_by_role("row").filter(has_text="Philippines")).to_contain_text("10.0%")


def test_a_code_leads_to_who_depends_on_it(visit):
    page = visit.open(PANELS["exact"])
    part = trade(page)
    part.get_by_text("Its HS codes, and why").click()
    part.get_by_role("link", name="Who depends on imports of 2604.00").click()
    page.get_by_label("Who imports").select_option(label="China")
    expect(page.get_by_label("HS code begins with")).to_have_value("2604.00")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_a_product_without_a_code_says_so(visit):
    expect(trade(visit.open(PANELS["no code"]))).to_contain_text("No HS code is linked with this product")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("panel", PANELS)
def test_nothing_serious_for_assistive_technology(visit, language, panel):
    page = visit.open(f"{PANELS[panel]}&lang={language}")
    trade(page)
    assert serious(page) == []


@pytest.mark.parametrize("visit", [{"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}], indirect=True)
@pytest.mark.parametrize("panel", PANELS)
def test_narrow_and_dark(visit, panel):
    page = visit.open(PANELS[panel])
    trade(page)
    assert not too_wide(page)
    assert serious(page) == []


@pytest.mark.parametrize(("language", "said"), [("en", "several editions of the HS"), ("ko", "여러 HS 판")])
def test_years_told_in_several_editions_are_named(visit, language, said):
    page = visit.open(f"?view=dependencies&importer=JPN&years=2022-2023&lang={language}")
    expect(page.locator(".rests")).to_contain_text(said)
    expect(page.locator(".rests")).to_contain_text("HS2017 (2022), HS2022 (2022, 2023)")
