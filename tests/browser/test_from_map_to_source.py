"""From a country to who says so, in three clicks; every state is an address."""

import re

from playwright.sync_api import expect

REFINED = "?product=product:glimmerite-refined"


def test_a_newcomer_finds_who_says_so(visit):
    page = visit.open()
    page.get_by_role("link", name="Glimmerite, refined").click()
    page.get_by_role("button", name=re.compile(r"^China: 90%")).click()
    drawer = page.get_by_role("dialog", name="Who says so")

    expect(drawer).to_contain_text("Survey of Glimmering Minerals 2025")
    expect(drawer).to_contain_text("Office of Imagined Statistics")
    expect(drawer).to_contain_text("chapter 5 row 1")
    expect(drawer).to_contain_text("This one counts")
    expect(drawer).to_contain_text("the kind of source: official before press")
    expect(drawer).to_contain_text("The Lantern Gazette")
    expect(drawer).to_contain_text("Does not count")
    expect(drawer).to_contain_text("by the tests")
    expect(page.locator("li.marked")).to_contain_text("China")


def test_back_closes_the_drawer_then_the_product(visit):
    page = visit.open()
    page.get_by_role("link", name="Glimmerite, refined").click()
    page.get_by_role("button", name="2 claims behind China 90%").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_have_text("Glimmerite, refined")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("products with figures")


def test_the_address_of_a_drawer_opens_it(visit):
    page = visit.open(REFINED)
    page.get_by_role("button", name="2 claims behind China 90%").click()
    expect(page.get_by_role("dialog")).to_contain_text("chapter 5 row 1")
    page.reload()
    expect(page.get_by_role("dialog")).to_contain_text("chapter 5 row 1")
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert "claims=" not in page.url


def test_measured_unknown_and_remainder_look_different(visit):
    page = visit.open(REFINED)
    china, japan = (page.locator(f'path[data-id="country:{code}"]') for code in ("CHN", "JPN"))
    expect(china).to_have_class(re.compile("fill-step-5"))
    expect(japan).to_have_attribute("fill", "url(#hatch)")
    expect(page.locator('li[data-provider="country:JPN"]')).to_contain_text("unknown")
    expect(page.locator('li[data-provider="country:CHN"]')).to_contain_text("sources differ")
    expect(page.get_by_text("range over the claims that differ")).to_be_visible()

    page = visit.open("?product=product:glimmerite-ore")
    expect(page.locator('path[data-id="country:KOR"]')).to_have_class(re.compile("fill-zero"))
    expect(page.locator('li[data-provider="country:KOR"]')).to_contain_text("zero")
    expect(page.locator("li.remainder")).to_contain_text("Others, not named")
    expect(page.get_by_text("No place of their own on the map")).to_contain_text("15%")


def test_sums_by_head_office_say_that_they_are_computed(visit):
    page = visit.open("?product=product:lumen-wafer")
    expect(page.get_by_text("computed by Headwater", exact=True)).to_be_visible()
    page.get_by_text("by firm", exact=True).click()
    expect(page.get_by_text("computed by Headwater", exact=True)).to_be_hidden()
    expect(page.locator('li[data-provider="org:halden-forge"]')).to_contain_text("55%")
    page.get_by_text("by firms’ home country").click()
    expect(page.get_by_text("computed by Headwater", exact=True)).to_be_visible()
    assert "computed" in page.url


def test_why_opens_the_method_and_the_claims(visit):
    page = visit.open(REFINED)
    page.get_by_role("button", name="Why: Concentration (HHI)").click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("sum of squared shares")
    expect(drawer).to_contain_text("highly concentrated")
    expect(drawer.get_by_role("article")).not_to_have_count(0)


def test_a_site_opens_its_claims(visit):
    page = visit.open("?product=product:lumen-wafer")
    page.get_by_role("button", name=re.compile("^Halden Mill")).click()
    expect(page.get_by_role("dialog")).to_contain_text("firm 7 site 1")


def test_a_country_of_the_opening_map_shows_what_it_supplies(visit):
    page = visit.open()
    # Chile is so narrow that the middle of its outline lies in Argentina
    page.get_by_role("button", name=re.compile("^Chile: largest supplier")).dispatch_event("click")
    expect(page.get_by_role("heading", level=1)).to_have_text("Chile")
    expect(page.get_by_role("link", name="Glimmerite ore")).to_be_visible()


def test_an_earlier_day_knows_nothing_and_says_what_to_do(visit):
    page = visit.open("?known_on=2025-06-01")
    expect(page.get_by_role("heading", level=1)).to_have_text("This map has no products yet.")
    expect(page.get_by_text("headwater add FILE")).to_be_visible()
    expect(page.get_by_role("contentinfo").filter(has_text="Known on").first).to_contain_text("1 Jun 2025")


def test_what_nobody_recorded_is_said_with_a_way_out(visit):
    visit.allow("404")
    page = visit.open("?product=product:unobtainium")
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text("Nobody has recorded this")
    notice.get_by_role("link", name="All products").click()
    expect(page.get_by_role("link", name="Beacon chip")).to_be_visible()


def test_a_silent_server_is_said_and_asked_again(visit):
    visit.answer_with("/api/products", 0)
    page = visit.open()
    expect(page.get_by_role("alert").filter(has_text="The server did not answer.")).to_have_count(1)
    expect(page.get_by_role("alert").filter(has_text="It is asked again")).to_have_count(1)
    page.unroute("**/api/products*")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("link", name="Beacon chip")).to_be_visible()
