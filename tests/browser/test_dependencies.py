"""The screen of dependencies over a small trade record: from an importer to the claims behind one supplier."""

import csv
import threading
import time

import pytest
import uvicorn
from playwright.sync_api import expect

from headwater.bootstrap.workspace import create_store
from headwater.claims.model import Viewer
from headwater.server import create_app
from headwater.server.page_files import PAGE_FOLDER, page_is_built
from headwater.workflows.record import add
from tests.browser.conftest import RECORDED, _absent
from tests.browser.looking import serious, too_wide
from tests.browser.test_reading import LANGUAGES
from tests.server.trade import MAGNETS, PRODUCT_ROWS, ROWS, WAFERS, trade_folder

LIST = "?view=dependencies&importer=KOR"
ITEM = f"{LIST}&item={WAFERS}"
SCREENS = {
    "nobody chosen": "?view=dependencies",
    "products": LIST,
    "limits": f"{LIST}&limits=early_warning~0.65",
    "one product": ITEM,
    "compared": f"{LIST}&show=compare&partner=JPN",
    "bloc": "?view=dependencies&importer=JPN,KOR,VNM&weights=CHN~0.9",
    "supplied": "?view=dependencies&importer=CHN&show=supplied",
    "country": "?about=country:KOR",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory, tiny_world):
    """A server over the tiny world with trade; in this file it stands in for the one without."""
    if not page_is_built(PAGE_FOLDER):
        _absent("the page is not built: run `make page`")
    home = tmp_path_factory.mktemp("traded")
    space = create_store(home / "store")
    for folder in (tiny_world, trade_folder(home / "trade")):
        add(space.log, space.readers, [folder], contributor="the tests", clock=lambda: RECORDED)
    server = uvicorn.Server(
        uvicorn.Config(
            create_app(space, Viewer.parse("owner"), loopback_only=True), port=0, log_level="error", lifespan="off"
        )
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


def test_from_the_importer_to_the_claim_in_three_clicks(visit):
    page = visit.open("?view=dependencies")
    page.get_by_label("Who imports").select_option(label="South Korea")
    page.get_by_role("link", name="HS2022 3818.00").click()
    expect(page.get_by_role("heading", name="HS2022 3818.00")).to_be_visible()
    expect(page.locator("#panel")).to_contain_text("Largest supplier: Japan, 60.0%.")
    page.get_by_role("button", name="Show 2 claims: Japan").or_(
        page.locator("li").filter(has_text="Japan").get_by_role("button")
    ).first.click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("Customs of everybody")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def test_lines_are_sorted_and_filtered_and_the_address_says_so(visit):
    page = visit.open(LIST)
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(2)
    page.get_by_label("Verdict").select_option("grade-a")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("8505.11")
    page.reload()
    expect(rows).to_have_count(1)
    page.get_by_label("Verdict").select_option("")
    page.get_by_role("button", name="Largest supplier").click()
    expect(page.get_by_role("columnheader", name="Largest supplier")).to_have_attribute("aria-sort", "descending")
    expect(rows.first).to_contain_text("95.0%")
    page.get_by_label("HS code begins with").fill("38")
    expect(rows).to_have_count(1)
    page.get_by_label("HS code begins with").fill("99")
    page.get_by_role("button", name="Show all").click()
    expect(rows).to_have_count(2)


def test_a_changed_limit_changes_the_verdicts_and_stands_in_the_address(visit):
    page = visit.open(LIST)
    expect(page.locator("tbody tr").filter(has_text="3818.00")).to_contain_text("Early warning D")
    page.get_by_text("Change the limits").click()
    page.get_by_label("Early warning above").fill("0.65")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator("tbody tr").filter(has_text="3818.00")).not_to_contain_text("Early warning")
    assert "limits=early_warning~0.65" in page.url
    page.go_back()
    expect(page.locator("tbody tr").filter(has_text="3818.00")).to_contain_text("Early warning D")


def test_every_verdict_names_its_limit_and_whose_it_is(visit):
    page = visit.open(ITEM)
    row = page.get_by_role("row").filter(has_text="Import HHI (CDI1)")
    expect(row).to_contain_text("0.4 EU SWD(2021) 352; CEPII GeoDep")
    row.get_by_text("why").click()
    expect(row).to_contain_text("cdi1 = sum of squared shares of the origins of imports")


def test_suppliers_can_be_taken_away(visit, tmp_path):
    page = visit.open(ITEM)
    part = page.locator("section").filter(has=page.get_by_role("heading", name="Suppliers in 2023", exact=True)).last
    for kind in ("CSV", "SVG", "PNG"):
        with page.expect_download() as caught:
            part.get_by_role("button", name=kind, exact=True).click()
        caught.value.save_as(tmp_path / f"s.{kind.lower()}")
    rows = list(csv.DictReader((tmp_path / "s.csv").read_text(encoding="utf-8").splitlines()))
    bought = {row["supplier"]: float(row["value"]) for row in rows if row["period"] == "2023"}
    wanted = {
        f"country:{who}": value
        for who, buyer, what, by, value, _, year in ROWS
        if (buyer, what, by, year) == ("KOR", WAFERS, "KOR", 2023)
    }
    assert bought == wanted
    assert "Japan" in (tmp_path / "s.svg").read_text(encoding="utf-8")
    assert (tmp_path / "s.png").read_bytes().startswith(b"\x89PNG")
    part.get_by_role("button", name="As table").click()
    expect(part.get_by_role("row").filter(has_text="Japan")).to_contain_text("60")


def test_exporters_to_the_world_can_be_taken_away(visit, tmp_path):
    page = visit.open(f"?view=dependencies&importer=KOR&item={MAGNETS}&limits=enough_exporters~2")
    part = page.locator("section").filter(has=page.get_by_role("heading", name="Who exports it to the world")).last
    for kind in ("CSV", "SVG", "PNG"):
        with page.expect_download() as caught:
            part.get_by_role("button", name=kind, exact=True).click()
        caught.value.save_as(tmp_path / f"x.{kind.lower()}")
    rows = list(csv.DictReader((tmp_path / "x.csv").read_text(encoding="utf-8").splitlines()))
    # CHN to KOR 95, JPN 30, VNM 8; JPN to KOR 5; VNM to JPN 10
    assert {row["exporter"]: float(row["value"]) for row in rows} == {
        "country:CHN": 133, "country:VNM": 10, "country:JPN": 5,
    }  # fmt: skip
    assert "Who exports HS2022 8505.11 to the world, 2023" in (tmp_path / "x.svg").read_text(encoding="utf-8")
    assert (tmp_path / "x.png").read_bytes().startswith(b"\x89PNG")
    part.get_by_role("button", name="As table").click()
    expect(part.get_by_role("row").filter(has_text="China")).to_contain_text("89.9%")


def test_a_bloc_says_on_how_many_members_it_rests(visit):
    page = visit.open("?view=dependencies&importer=ipef")
    panel = page.locator("#panel")
    expect(panel).to_contain_text(
        "For 2023 this rests on the imports of 3 of 14 members: Japan, South Korea and Vietnam."
    )
    expect(panel).to_contain_text("Members recorded, year by year: 2022: 1, 2023: 3.")
    page = visit.open("?view=dependencies&importer=ipef&years=2022-2022")
    expect(panel).to_contain_text("For 2022 this rests on the imports of one member alone, South Korea.")
    page.goto(f"{visit.address}/{LIST}")
    expect(page.locator("tbody tr")).to_have_count(2)
    expect(panel).not_to_contain_text("this rests on")


def test_countries_put_together_as_one_importer(visit):
    page = visit.open("?view=dependencies")
    page.get_by_text("A bloc of your own").click()
    for country in ("South Korea", "Vietnam", "Japan"):
        page.get_by_label("Add a country").select_option(label=country)
    page.get_by_role("button", name="Take Japan out").click()
    page.get_by_role("button", name="Show as one importer").click()
    assert "importer=KOR,VNM" in page.url
    expect(page.get_by_label("Who imports").locator("option:checked")).to_have_text("South Korea and Vietnam")
    # wafers: Korea's 100 from outside, Viet Nam's come from Korea
    expect(page.locator("tbody tr").filter(has_text="3818.00")).to_contain_text("USD 100")
    expect(page.locator("#panel")).to_contain_text("Imports in 2023 are recorded of all 2 members.")


def test_weights_are_pasted_and_stand_in_the_address(visit):
    page = visit.open(LIST)
    page.get_by_text("Weigh suppliers by risk").click()
    field = page.get_by_label("Country and weight, one a line")
    field.fill("China 0.9\nAtlantis 1")
    page.get_by_role("button", name="Apply").last.click()
    expect(page.get_by_role("alert")).to_contain_text("Not understood: Atlantis 1")
    field.fill("country,weight\nChina,0.9\nJPN,0.1")
    page.get_by_role("button", name="Apply").last.click()
    expect(page.get_by_role("columnheader", name="Governance-weighted HHI")).to_be_visible()
    assert "weights=CHN~0.9,JPN~0.1" in page.url
    magnets = page.locator("tbody tr").filter(has_text="8505.11")
    expect(magnets).to_contain_text("0.81")  # 0.95 squared times 0.9, and a little
    expect(page.locator("tbody tr").filter(has_text="3818.00")).to_contain_text("a supplier has no weight")
    magnets.get_by_role("link").click()
    expect(page.get_by_role("row").filter(has_text="Governance-weighted HHI")).to_contain_text("risky")


def test_arcs_lead_from_the_suppliers(visit):
    page = visit.open(ITEM)
    expect(page.locator(".map .arcs, .map svg").first).to_be_visible()
    expect(
        page.locator(".map")
        .get_by_role("button", name="Japan → South Korea")
        .or_(page.locator(".map [aria-label*='Japan → South Korea']"))
        .first
    ).to_be_attached()


def test_two_partners_side_by_side(visit):
    page = visit.open(f"{LIST}&show=compare")
    page.get_by_label("The partner").select_option(label="Japan")
    expect(page.locator("#panel")).to_contain_text(
        "1 product is critical to both; for 1 of them the largest supplier is the same"
    )
    expect(page.locator("tbody tr").first).to_contain_text("8505.11")


def test_a_country_shows_what_it_depends_on_and_what_others_buy_there(visit):
    page = visit.open("?about=country:KOR")
    panel = page.locator("#panel")
    expect(panel).to_contain_text("2 of 2 imported products are early-warning items")
    panel.get_by_role("link", name="HS 8505.11").click()
    expect(page.get_by_role("heading", name="HS2022 8505.11")).to_be_visible()
    assert f"item={MAGNETS}" in page.url


def test_what_was_asked_and_is_not_there_is_said(visit):
    visit.allow("Failed to load resource")
    page = visit.open("?view=dependencies&importer=USA")
    expect(page.locator("#panel")).to_contain_text("No imports of United States are recorded")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_serious_for_assistive_technology(visit, language, screen):
    page = visit.open(f"{SCREENS[screen]}&lang={language}")
    page.wait_for_timeout(200)
    assert serious(page) == []


@pytest.mark.parametrize("visit", [{"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"}], indirect=True)
@pytest.mark.parametrize("screen", SCREENS)
def test_narrow_and_dark(visit, screen):
    page = visit.open(SCREENS[screen])
    assert too_wide(page) == {}
    assert serious(page) == []


def test_by_keyboard(visit):
    page = visit.open(LIST)
    page.get_by_role("link", name="HS2022 8505.11").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="HS2022 8505.11")).to_be_visible()
    page.go_back()
    expect(page.locator("tbody tr")).to_have_count(2)


@pytest.mark.parametrize("years", [[], [2025]], ids=["no flows", "flows to nobody"])
def test_without_flows_it_says_what_to_add(visit, years):
    visit.page.route(
        "**/api/dependency",
        lambda route: route.fulfill(
            json={"years": years, "importers": [], "blocs": [], "thresholds": [], "sources": []}
        ),
    )
    page = visit.open("?view=dependencies")
    expect(page.locator("#panel")).to_contain_text("No trade statistics are recorded yet.")
    expect(page.locator("#panel")).to_contain_text("headwater --store STORE add TradeData.csv")
    page.locator("#panel").get_by_role("link", name="Add").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add data")


def test_years_in_two_editions_are_brought_to_one_and_shown_as_told_again(served, space, tmp_path):
    """Japan's gallium of 2022 is told under a code that was split: brought to HS 2022 nobody knows what it bought."""
    folder = trade_folder(tmp_path / "trade", PRODUCT_ROWS)
    add(space.log, space.readers, [folder], contributor="the tests", clock=lambda: RECORDED)
    visit = served()
    visit.allow("Failed to load resource")
    page = visit.open("?view=dependencies&importer=JPN&years=2022-2022&limits=enough_exporters~1")
    expect(page.get_by_text("Told in several editions of the HS: HS2017 (2022), HS2022 (2022)")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="8112.92")
    expect(row).to_contain_text("China 80.0%")
    page.get_by_role("button", name="Bring the years to one edition").click()
    expect(page.get_by_text("Here all years are brought to HS2022.")).to_be_visible()
    assert "edition=newest" in page.url
    expect(row).to_contain_text("unknown")
    expect(row).to_contain_text("Uncertain: split codes")
    for language in LANGUAGES:
        visit.open(f"{page.url.partition('/?')[2].join(['?', ''])}&lang={language}")
        assert too_wide(page) == {}, language
        page.set_viewport_size({"width": 1440, "height": 900})
    assert serious(page) == []
    visit.open("?view=dependencies&importer=JPN&years=2022-2022&limits=enough_exporters~1&edition=newest")
    row.get_by_role("link").first.click()
    expect(page.get_by_text("This code is not told as such in the last of these years")).to_be_visible()
    page.get_by_role("link", name="All products", exact=True).click()
    page.get_by_role("button", name="Show the codes as told").click()
    expect(row).to_contain_text("China 80.0%")
    assert "edition" not in page.url
