"""Systemic risk: the ranking with both sides, a cascade step by step on map and chain, by mouse and by keyboard."""

import csv
import io
import re
import xml.etree.ElementTree as ET

import pytest
from playwright.sync_api import expect

from tests.browser.looking import in_both_colours, serious, too_wide
from tests.browser.test_taking_away import SVG, taken

RISK = "?view=risk"
ORE, REFINED, WAFER = (f"product:{name}" for name in ("glimmerite-ore", "glimmerite-refined", "lumen-wafer"))
CHINA = "?view=risk&stop=country%3ACHN"
WORDS = {
    "en": ("Systemic risk", "Which nodes may not fail", "China: all of it stops", "Play"),
    "ko": ("시스템 위험", "멈추면 안 되는 노드", "중국: 모두 멈춤", "재생"),
    "vi": ("Rủi ro hệ thống", "Những nút không được phép dừng", "Trung Quốc: dừng toàn bộ", "Chạy"),
    "fr": ("Risque systémique", "Quels nœuds ne doivent pas tomber", "Chine : arrêt complet", "Lire"),
}


def opened(visit, query=CHINA):
    page = visit.open(query)
    page.locator("section table").first.wait_for()
    return page


def ranking(page, heading="Which nodes may not fail"):
    return page.get_by_role("region", name=heading).get_by_role("table")


def country(page, code):
    return page.locator(f'.frame [data-id="country:{code}"]').first


def slider(page):
    return page.get_by_role("slider", name="Steps of the cascade")


@pytest.mark.parametrize("language", WORDS)
def test_from_the_tab_to_a_cascade_in_every_language(visit, language):
    tab, heading, stopped, _play = WORDS[language]
    page = visit.open(f"?lang={language}")
    page.get_by_role("link", name=tab, exact=True).click()
    table = ranking(page, heading)
    expect(table.get_by_role("row")).not_to_have_count(1)
    first = (
        table.locator("tbody tr")
        .filter(has=page.locator("th", has_text=re.compile("China|중국|Trung Quốc|Chine")))
        .first
    )
    first.get_by_role("button").first.click()
    assert "stop=country:CHN" in page.url
    page.goto(f"{visit.address}/{CHINA}&lang={language}")
    expect(page.get_by_role("heading", name=stopped)).to_be_visible()


def test_the_ranking_has_what_the_server_says(visit):
    page = opened(visit, RISK)
    files = page.get_by_role("group", name="Take away: Which nodes may not fail")
    rows = list(csv.DictReader(io.StringIO(taken(files, "CSV"))))
    answer = page.request.get(f"{visit.address}/api/findings/systemic-risk?top=1000").json()
    assert [row["node"] for row in rows] == [node["node"] for node in answer["ranked"]]
    assert [float(row["esri_up"]) for row in rows] == [node["esri_up"] for node in answer["ranked"]]
    cells = ranking(page).locator("tbody tr").first.get_by_role("cell").all_inner_texts()
    assert f"{100 * answer['ranked'][0]['esri']:.1f}%" in cells
    expect(page.locator("article")).to_contain_text("every figure is a lower bound")


def test_sorted_and_filtered_in_the_address(visit):
    page = opened(visit, RISK)
    whole = ranking(page).locator("tbody tr").count()
    page.get_by_role("button", name="through suppliers").click()
    assert "rank=esri_up" in page.url
    figures = [
        float(text.rstrip("%")) for text in ranking(page).locator("tbody tr td:nth-last-child(2)").all_inner_texts()
    ]
    assert figures == sorted(figures, reverse=True)
    page.get_by_label("Country").select_option("country:CHN")
    expect(ranking(page).locator("tbody th")).to_have_text(re.compile("China"))
    page.get_by_label("Country").select_option("")
    page.get_by_label("Filter by name").fill("nothing of the kind")
    expect(page.get_by_text("No node fits.")).to_be_visible()
    page.get_by_role("button", name="Clear the filters").click()
    expect(ranking(page).locator("tbody tr")).to_have_count(whole)


def test_one_side_only_asks_anew(visit):
    page = opened(visit, RISK)
    page.get_by_label("Losses spread").select_option("down")
    assert "sides=down" in page.url
    expect(ranking(page).locator("tbody tr td:nth-last-child(2)").first).to_have_text("–")
    page.get_by_role("checkbox", name="Others of the same product fill in").uncheck()
    assert "substitution=off" in page.url
    page.go_back()
    expect(page.get_by_role("checkbox")).to_be_checked()


def test_why_tells_the_method_and_the_claims(visit):
    page = opened(visit, RISK)
    ranking(page).locator("tbody tr").first.get_by_role(
        "button", name=re.compile("^Why|why", re.IGNORECASE)
    ).last.click()
    drawer = page.get_by_role("dialog", name="Who says so")
    expect(drawer).to_contain_text("Systemic risk (ESRI)")
    expect(drawer).to_contain_text("Diem et al. 2022")
    expect(drawer.get_by_role("article")).not_to_have_count(0)


def test_a_cascade_goes_step_by_step_on_the_map_and_in_the_chain(visit):
    page = opened(visit, f"{CHINA}&step=0")
    told = page.request.get(f"{visit.address}/api/what-if?node=country:CHN").json()
    expect(slider(page)).to_have_attribute("max", str(told["rounds"]))
    expect(country(page, "CHN")).to_have_class(re.compile("fill-step-5"))
    wafer = page.locator(f'[id="chain-{WAFER}"]')
    expect(wafer.locator(".edge")).to_have_class(re.compile("fill-zero"))
    expect(page.locator(f'[id="chain-{REFINED}"]').get_by_role("button")).to_have_attribute(
        "aria-label", re.compile("loses 90")
    )
    slider(page).focus()
    page.keyboard.press("End")
    assert "step=" not in page.url  # the end needs no number
    expect(wafer.locator(".edge")).not_to_have_class(re.compile("fill-zero"))
    page.keyboard.press("Home")
    expect(slider(page)).to_have_value("0")
    page.keyboard.press("ArrowRight")
    assert "step=1" in page.url
    page.keyboard.press(" ")
    expect(slider(page)).to_have_value(str(told["rounds"]), timeout=30_000)
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_who_is_hit_and_how_far_away(visit):
    page = opened(visit)
    told = page.request.get(f"{visit.address}/api/what-if?node=country:CHN").json()
    table = page.get_by_role("table", name=re.compile("^Who is hit"))
    rows = table.locator("tbody tr")
    expect(rows).to_have_count(min(12, told["hit_in_all"]))
    expect(rows.filter(has_text="China").first).to_contain_text("stops")
    wafers = next(hit for hit in told["hit"] if hit["product"] == WAFER)
    expect(rows.filter(has_text="Lumen wafer").first).to_contain_text(f"{100 * wafers['loss']:.1f}%")


def test_another_country_or_a_part_of_it(visit):
    page = opened(visit)
    outcome = page.locator(".outcome")
    whole = outcome.inner_text()
    page.get_by_label("How much of it stops").select_option("0.5")
    expect(page.get_by_role("heading", name="China: 50% of it stops")).to_be_visible()
    assert "psi=0.5" in page.url
    assert outcome.inner_text() != whole
    page.get_by_label("What stops").select_option(WAFER)
    assert "Lumen wafer" in page.get_by_role("heading", level=2).nth(1).inner_text()
    page.get_by_role("button", name="Let it run again: China").click()
    expect(page.get_by_role("heading", name="Lumen wafer: 50% of it stops")).to_be_visible()
    page.get_by_role("button", name="Back to the ranking alone").click()
    expect(slider(page)).to_have_count(0)


def test_files_of_a_cascade_stand_alone(visit):
    page = opened(visit)
    country(page, "CHN").wait_for()
    for figure, said in (
        ("loss by country", "Part lost of what the country makes"),
        ("loss by product", "lose something in the end"),
    ):
        take = page.get_by_role("group", name=re.compile(f"Take away: China: {figure}"))
        with page.expect_download() as waiting:
            take.get_by_role("button", name="SVG").click()
        text = waiting.value.path().read_text(encoding="utf-8")
        words = " ".join(node.text or "" for node in ET.fromstring(text).iter(f"{SVG}text"))
        assert said in words
        assert page.url.rpartition("/")[2] in words.replace(" ", "")
        assert "var(--" not in text
    with page.expect_download() as waiting:
        page.get_by_role("group", name="Take away: Which nodes may not fail").get_by_role("button", name="PNG").click()
    assert waiting.value.path().read_bytes().startswith(b"\x89PNG")


def test_what_is_unknown_is_told_in_full(visit):
    page = opened(visit, RISK)
    notes = page.get_by_role("region", name="What is unknown, and what was assumed")
    notes.locator("summary").first.click()
    expect(notes.get_by_role("listitem").first).to_be_visible()


def test_firms_without_deliveries_rank_nobody_and_say_why(visit):
    page = visit.open(f"{RISK}&network=firms")
    expect(page.get_by_text("No node can be ranked in this network.")).to_be_visible()
    expect(page.get_by_role("region", name="What is unknown, and what was assumed")).to_be_visible()


def test_silence_and_a_node_nobody_knows_are_said(visit):
    visit.answer_with("/api/findings/systemic-risk", 0)
    page = visit.open(RISK)
    expect(page.get_by_role("alert").filter(has_text="The server did not answer.")).to_have_count(1)
    expect(page.get_by_role("alert").filter(has_text="It is asked again")).to_have_count(1)
    page.unroute("**/api/findings/systemic-risk*")
    page.get_by_role("button", name="Try again").click()
    expect(ranking(page)).to_be_visible()
    page = visit.open(f"{RISK}&stop=country%3AATL")
    expect(page.get_by_role("alert")).to_contain_text("No node of the network")


@in_both_colours
@pytest.mark.parametrize("query", [RISK, f"{CHINA}&step=1"])
def test_axe_finds_nothing_serious(visit, query):
    page = opened(visit, query)
    assert serious(page) == []
    for _ in range(page.get_by_role("button", name="As table").count()):
        page.get_by_role("button", name="As table").first.click()
    assert serious(page) == []


@pytest.mark.parametrize("language", WORDS)
def test_no_wider_than_the_window(visit, language):
    page = opened(visit, f"{CHINA}&lang={language}")
    expect(page.get_by_role("button", name=re.compile(WORDS[language][3]))).to_be_visible()
    assert too_wide(page) == {}


def test_print_has_the_step_and_no_controls(visit):
    page = opened(visit, f"{CHINA}&step=1")
    page.emulate_media(media="print")
    expect(slider(page)).to_be_hidden()
    expect(page.get_by_role("heading", name="China: all of it stops")).to_be_visible()
    expect(page.get_by_text("Step 1 of").first).to_be_visible()
