"""Adding articles on the review screen: files, pasted text, bad files among good ones, a lost answer, and taking back.

Halden's article tells of one investment and one agreement, and its French copy of one investment (see `review_world`).
"""

import re
from base64 import b64encode

import pytest
from playwright.sync_api import expect

from headwater.server.writing import Writing
from headwater.workflows.review import additions
from headwater.workflows.review.fill import article_id
from tests.browser.looking import serious, too_wide
from tests.browser.test_reading import LANGUAGES
from tests.doubles.review_world import BARE, HALDEN, HALDEN_FR, desk_of, fill

ADDING = "?view=review&adding=articles"
GERMAN = "Der Konzern baut die Fabrik und das ist gut für die Stadt."
WEATHER = "The weather was fine on Monday and the river was calm. People walked in the park with their dogs."


def choose(page, **files):
    page.locator("input[type=file]").first.set_input_files(
        [
            {
                "name": f"{name}.txt",
                "mimeType": "text/plain",
                "buffer": text if isinstance(text, bytes) else text.encode(),
            }
            for name, text in files.items()
        ]
    )


def put_button(page):
    return page.get_by_role("button", name=re.compile(r"^Put .*in the queue$"))


def articles(space):
    return [head.id for head in space.review_queue().heads()]


@pytest.fixture
def visit(served):
    found = served()
    found.allow("Failed to load resource")  # the browser reports every answer that is an error
    return found


def test_files_are_looked_at_put_in_the_queue_and_taken_back(visit, space):
    page = visit.open("?view=review")
    page.get_by_role("button", name="Add articles").click()
    assert "adding=articles" in page.url
    choose(page, halden=HALDEN, french=HALDEN_FR)
    table = page.get_by_role("table", name="2 articles were read")
    row = table.get_by_role("row").filter(has_text="halden.txt")
    expect(row).to_contain_text("Halden Electronics said on Tuesday")
    expect(row).to_contain_text("English")
    expect(row).to_contain_text("4 Apr 2031")
    expect(row).to_contain_text("1\u00a0investment · 1\u00a0agreement")
    expect(table.get_by_role("row").filter(has_text="french.txt")).to_contain_text("Français")
    assert articles(space) == []  # looking keeps nothing
    page.get_by_role("button", name="Put 2 articles with 3 candidates in the queue").click()
    expect(page.get_by_text("2 articles with 3 candidates came into the queue.")).to_be_visible()
    first = space.review_queue().candidates()[0].id
    expect(page).to_have_url(re.compile(f"candidate={first}"))
    expect(page.get_by_role("region", name="Text of the article")).to_contain_text("Halden Electronics")
    expect(page.locator("tr[aria-current]")).to_have_count(1)
    assert {article.queued_by for article in space.review_queue().articles()} == {"Ann Lee"}
    page.get_by_role("button", name="Take back", exact=True).click()
    expect(page.get_by_text("Taken back: 2 articles with 3 candidates left the queue.")).to_be_visible()
    expect(page.get_by_text("Nothing is in the queue")).to_be_visible()
    assert articles(space) == []


def test_a_text_is_pasted_with_title_address_and_day(visit, space):
    page = visit.open(ADDING)
    page.get_by_label("Text of the article").fill(BARE)
    page.get_by_label("Title (not required)").fill("Halden builds")
    page.get_by_label("Address (not required)").fill("nonsense")
    expect(page.get_by_text("This is no address of a page.")).to_be_visible()
    expect(page.get_by_role("button", name="Read this text")).to_be_disabled()
    page.get_by_label("Address (not required)").fill("news.example/halden")
    page.get_by_label("Published on (not required)").fill("2031-11-02")
    page.get_by_role("button", name="Read this text").click()
    row = page.get_by_role("row").filter(has_text="Halden builds")
    expect(row).to_contain_text("2 Nov 2031 given by you")
    put_button(page).click()
    expect(page.get_by_role("heading", name="In the queue", exact=True)).to_be_visible()
    (article,) = space.review_queue().articles()
    assert (article.text, article.title, article.url) == (BARE, "Halden builds", "https://news.example/halden")
    assert [one.record["date"] for one in space.review_queue().candidates()] == ["2031-10-29"]


def test_a_day_given_afterwards_reads_them_again(visit):
    page = visit.open(ADDING)
    choose(page, bare=BARE)
    row = page.get_by_role("row").filter(has_text="bare.txt")
    expect(row).to_contain_text("not said")
    expect(row).to_contain_text("It does not say when it was published")
    again = page.get_by_role("button", name="Read again with this day")
    expect(again).to_be_disabled()
    page.get_by_label("Day of publication").fill("2031-11-02")
    again.click()
    expect(row).to_contain_text("2 Nov 2031 given by you")


def test_one_bad_file_never_loses_the_others(visit, space):
    page = visit.open(ADDING)
    choose(page, empty="", picture=b"\x89PNG" + bytes(40), german=GERMAN, halden=HALDEN, weather=WEATHER)
    problems = page.get_by_role("region", name="3 things could not be read")
    expect(problems.get_by_role("listitem").filter(has_text="empty.txt")).to_contain_text("The file is empty.")
    expect(problems.get_by_role("listitem").filter(has_text="picture.txt")).to_contain_text("The file is a picture")
    expect(problems.get_by_role("listitem").filter(has_text="german.txt")).to_contain_text("The language is not one")
    weather = page.get_by_role("row").filter(has_text="weather.txt")
    expect(weather).to_contain_text("there is nothing to review")
    expect(weather.get_by_role("checkbox")).not_to_be_checked()
    page.get_by_role("button", name="Put 1 article with 2 candidates in the queue").click()
    expect(page.get_by_text("1 article with 2 candidates came into the queue.")).to_be_visible()
    assert articles(space) == [article_id(HALDEN)]


def test_what_is_there_already_is_not_added_again(visit, space):
    fill(space.review_queue(), HALDEN, by="Bo Kim")
    page = visit.open(ADDING)
    choose(page, halden=HALDEN)
    row = page.get_by_role("row").filter(has_text="halden.txt")
    expect(row).to_contain_text("It is in the queue already and is not added again. Put in by Bo Kim")
    expect(row.get_by_role("checkbox")).to_be_disabled()
    expect(page.get_by_text("Nothing is chosen that is not in the queue already.")).to_be_visible()
    expect(page.get_by_role("button", name="Put in the queue")).to_be_disabled()
    page.get_by_text("Add more articles").click()
    page.get_by_label("Text of the article").fill(HALDEN_FR)
    page.get_by_role("button", name="Read this text").click()
    page.get_by_role("button", name="Put 1 article with 1 candidate in the queue").click()
    expect(page.get_by_text("1 was there before and was not added again.")).to_be_visible()
    assert len(articles(space)) == 2


def test_articles_are_left_out_and_files_of_one_name_are_told_apart(visit, space):
    page = visit.open(ADDING)
    choose(page, news=HALDEN)
    expect(page.get_by_role("row").filter(has_text="news.txt")).to_be_visible()
    page.get_by_text("Add more articles").click()
    choose(page, news=HALDEN_FR)
    expect(page.get_by_role("row").filter(has_text="news (2).txt")).to_contain_text("Français")
    page.get_by_role("row").filter(has_text="news.txt").get_by_role("checkbox").uncheck()
    page.get_by_role("button", name="Put 1 article with 1 candidate in the queue").click()
    expect(page.get_by_role("heading", name="In the queue", exact=True)).to_be_visible()
    assert articles(space) == [article_id(HALDEN_FR)]


def test_files_are_dropped(visit):
    page = visit.open(ADDING)
    drop = """([zone, data]) => {
      const given = new DataTransfer();
      given.items.add(new File([Uint8Array.from(atob(data), each => each.charCodeAt(0))], 'dropped.txt'));
      zone.dispatchEvent(new DragEvent('drop', { dataTransfer: given, bubbles: true, cancelable: true }));
    }"""
    zone = page.get_by_role("group", name="Drop articles here")
    page.evaluate(drop, [zone.element_handle(), b64encode(HALDEN.encode()).decode()])
    expect(page.get_by_role("row").filter(has_text="dropped.txt")).to_contain_text("English")


def test_a_lost_answer_adds_nothing_twice(visit, space):
    page = visit.open(ADDING)
    choose(page, halden=HALDEN)
    expect(put_button(page)).to_be_enabled()
    lost = []

    def lose_the_answer(route):
        if not lost:
            lost.append(route.fetch().status)  # it arrives, and the answer is lost
            route.abort()
        else:
            route.continue_()

    page.route("**/queue", lose_the_answer)
    put_button(page).click()
    expect(page.get_by_role("alert")).to_contain_text("no article is ever added twice")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("1 article with 2 candidates came into the queue.")).to_be_visible()
    assert (lost, len(articles(space)), len(additions(space.review_queue()))) == ([200], 1, 1)


def test_what_the_server_forgot_is_sent_once_more(visit, space):
    page = visit.open(ADDING)
    page.get_by_label("Text of the article").fill(HALDEN_FR)
    page.get_by_role("button", name="Read this text").click()
    expect(put_button(page)).to_be_enabled()
    page.get_by_text("Add more articles").click()
    gone = []

    def forget(route):
        if not gone:
            gone.append(route.request.url)
            route.fulfill(
                status=404, json={"error": {"code": "not-found", "problem": "Gone.", "remedy": "Send again."}}
            )
        else:
            route.continue_()

    page.route("**/articles", forget)
    choose(page, halden=HALDEN)
    expect(page.get_by_role("alert")).to_contain_text("The server has forgotten these articles")
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("button", name="Put 2 articles with 3 candidates in the queue").click()
    expect(page.get_by_role("heading", name="In the queue", exact=True)).to_be_visible()
    assert len(articles(space)) == 2


def test_what_somebody_decided_about_stays(visit, space):
    page = visit.open(ADDING)
    choose(page, halden=HALDEN)
    put_button(page).click()
    expect(page.get_by_role("heading", name="In the queue", exact=True)).to_be_visible()
    queue = space.review_queue()
    desk_of(queue, space.log, "Bo Kim").reject(queue.candidates()[1].id)
    page.get_by_role("button", name="Take back", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("somebody has decided about part of it")
    page.get_by_text("What was added").click()
    row = page.get_by_role("table", name="What was added").get_by_role("row").last
    expect(row).to_contain_text("Something of it is decided: it stays.")
    assert articles(space) == [article_id(HALDEN)]


def test_an_earlier_addition_is_taken_back_from_the_list(visit, space):
    fill(space.review_queue(), HALDEN, by="Bo Kim", addition="add-0123456789")
    page = visit.open(ADDING)
    page.get_by_text("What was added").click()
    page.get_by_role("button", name=re.compile("^Take back what was added")).click()
    expect(page.get_by_text("Taken back: 1 article with 2 candidates left the queue.")).to_be_visible()
    expect(page.get_by_text("Nothing that can be taken back was added here yet.")).to_be_visible()
    assert articles(space) == []


def test_with_keys_alone(visit, space):
    page = visit.open("?view=review")
    page.get_by_role("button", name="Add articles").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Text of the article").focus()
    page.keyboard.insert_text(HALDEN)
    for _ in range(4):
        page.keyboard.press("Tab")  # title, address, day (its first part), ...
    page.get_by_role("button", name="Read this text").focus()
    page.keyboard.press("Enter")
    expect(put_button(page)).to_be_enabled()
    expect(page.locator(".adding .work")).to_be_focused()  # what was read is the next thing to read
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name=re.compile("^Put “Halden Electronics"))).to_be_focused()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Put in the queue")).to_be_disabled()
    page.keyboard.press("Space")
    put_button(page).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="In the queue", exact=True)).to_be_visible()
    page.get_by_role("button", name="Take back", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".adding .work")).to_be_focused()
    assert articles(space) == []


def test_where_nothing_is_written_nothing_can_be_added(served):
    page = served(Writing()).open(ADDING)
    expect(page.get_by_text("This server only answers questions")).to_be_visible()
    expect(page.get_by_role("button", name="Add articles")).to_have_count(0)
    expect(page.locator("input[type=file]")).to_have_count(0)


def test_without_a_key_or_a_name_nothing_is_sent(served, space):
    visit = served(Writing(allowed=True, key="a key of many letters"))
    visit.allow("Failed to load resource")
    page = visit.open(ADDING)
    expect(page.get_by_role("button", name="Choose files")).to_be_disabled()
    page.get_by_label("Key for writing").fill("a key of many letters")
    choose(page, halden=HALDEN)
    expect(page.get_by_text("Say above who reviews")).to_be_visible()
    page.get_by_label("Reviewer").fill("Ann Lee")
    put_button(page).click()
    expect(page.get_by_role("heading", name="In the queue", exact=True)).to_be_visible()
    assert articles(space) == [article_id(HALDEN)]


def test_markup_in_an_article_stays_text(visit):
    page = visit.open(ADDING)
    choose(page, hostile=f"<b onclick=alert(1)>{HALDEN}")
    expect(page.get_by_role("row").filter(has_text="hostile.txt")).to_contain_text("<b onclick=alert(1)>")


@pytest.mark.parametrize(
    "served", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True, ids=["light", "dark"]
)
def test_axe_finds_nothing_serious(visit):
    page = visit.open(ADDING)
    assert serious(page) == []
    choose(page, halden=HALDEN, bare=BARE, empty="", german=GERMAN)
    expect(put_button(page)).to_be_enabled()
    assert serious(page) == []
    put_button(page).click()
    expect(page.get_by_role("heading", name="In the queue", exact=True)).to_be_visible()
    page.get_by_text("What was added").click()
    expect(page.get_by_role("table", name="What was added")).to_be_visible()
    assert serious(page) == []


def test_nothing_is_wider_than_the_window(visit):
    for language in LANGUAGES:
        page = visit.open(f"{ADDING}&lang={language}")
        assert too_wide(page) == {}, language
        page.set_viewport_size({"width": 1440, "height": 900})
        choose(page, halden=HALDEN, **{"a-name-without-any-place-to-break-it-" * 3: BARE}, empty="", german=GERMAN)
        expect(page.locator("form.put button").first).to_be_enabled()
        assert too_wide(page) == {}, language
