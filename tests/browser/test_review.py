"""The review screen: with the mouse, with keys alone, with a lost connection, and when somebody else was first."""

import re

import pytest
from playwright.sync_api import expect

from headwater.bootstrap.known import known_organizations
from headwater.reading import Article, read_article
from headwater.server.writing import Writing
from headwater.workflows.review import queue_articles
from tests.browser.looking import serious, too_wide
from tests.browser.test_reading import LANGUAGES
from tests.doubles.review_world import BARE, HALDEN, HALDEN_FR, desk_of, fill

QUEUE = "?view=review"
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"


@pytest.fixture
def visit(served, space):
    fill(space.review_queue(), HALDEN, HALDEN_FR)
    return served()


def open_first(visit):
    page = visit.open(QUEUE)
    page.get_by_role("link", name="Halden Electronics").first.click()
    expect(page.get_by_role("region", name="Text of the article")).to_contain_text("plans to invest")
    return page


def test_an_empty_queue_says_how_to_fill_it(served):
    page = served().open(QUEUE)
    expect(page.get_by_text("headwater read ./articles --queue")).to_be_visible()


def test_a_server_that_only_answers_shows_no_article(served, space):
    fill(space.review_queue(), HALDEN)
    page = served(Writing()).open(QUEUE)
    expect(page.get_by_text("This server only answers questions")).to_be_visible()
    expect(page.get_by_text("Halden")).to_have_count(0)


def test_a_record_is_corrected_and_accepted_and_taken_back(visit, space):
    page = open_first(visit)
    mark = page.locator("mark", has_text="more than $2.4 billion")
    page.get_by_label("Amount", exact=True).hover()
    expect(mark).to_have_class(re.compile("lit"))
    page.get_by_label("Place", exact=True).fill("Lowmere")
    expect(page.get_by_text("Reviewer’s own, not in the text")).to_be_visible()
    page.get_by_role("button", name="Keep corrections and accept").click()
    expect(page.get_by_text("Recorded as a claim.")).to_be_visible()
    page.get_by_role("button", name="Show the claim").click()
    expect(page.get_by_role("dialog")).to_contain_text("more than $2.4 billion")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Take back: retract the claim").click()
    expect(page.get_by_role("button", name="Accept", exact=True)).to_be_visible()
    assert [entry.kind for entry in space.log.contributions()] == ["add", "add", "retract"]


PLACE_OF = """words => {
  const texts = document.createTreeWalker(document.querySelector('.text'), NodeFilter.SHOW_TEXT);
  for (let at = texts.nextNode(); at !== null; at = texts.nextNode()) {
    const start = at.textContent.indexOf(words);
    if (start < 0 || at.parentElement.closest('.tag, .visually-hidden') !== null) continue;
    const range = document.createRange();
    range.setStart(at, start);
    range.setEnd(at, start + words.length);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    return { left, right, middle: (top + bottom) / 2 };
  }
}"""


def drag_over(page, first, last):
    """Select words of the article with the mouse, from the first letter of `first` to the last of `last`."""
    start, end = (page.evaluate(PLACE_OF, words) for words in (first, last))
    page.mouse.move(start["left"] + 1, start["middle"])
    page.mouse.down()
    page.mouse.move(end["right"] - 1, end["middle"], steps=4)
    page.mouse.up()


def test_words_are_picked_with_the_mouse_and_read_by_the_readers(visit, space):
    page = open_first(visit)
    page.get_by_label("Amount", exact=True).focus()
    drag_over(page, "$2.4", "billion")
    group = page.get_by_role("group", name="Pick words")
    expect(group).to_contain_text("$2.4 billion")
    expect(group.get_by_label("These words say")).to_have_value("amount")
    group.get_by_role("button", name="Use these words").click()
    expect(group.get_by_role("status")).to_have_text("Amount, read from the words: USD 2.4bn")
    expect(page.get_by_label("Said of the amount")).to_have_value("")  # "more than" was not picked
    expect(page.get_by_text("From the words you picked").first).to_be_visible()
    drag_over(page, "chip", "Kestrel")
    group.get_by_label("These words say").select_option(label="Title")
    group.get_by_role("button", name="Use these words").click()
    expect(page.get_by_label("Title", exact=True)).to_have_value("chip plant in Kestrel")
    group.get_by_role("button", name="Undo the last picking").click()
    expect(page.get_by_label("Title", exact=True)).to_have_value("")
    page.reload()  # what was picked is a draft like what was typed
    expect(page.get_by_label("Said of the amount")).to_have_value("")
    page.get_by_role("button", name="Keep corrections and accept").click()
    expect(page.get_by_text("Recorded as a claim.")).to_be_visible()
    record = space.review_queue().candidates()[0].record
    start = HALDEN.index("$2.4")
    assert record["spans"]["amount"] == [{"start": start, "end": start + 12, "text": "$2.4 billion"}]
    assert (record["amount"], record["amount_qualifier"], record["currency"]) == (2.4e9, None, "USD")
    page.get_by_role("button", name="Take back: retract the claim").click()
    expect(page.get_by_role("button", name="Take the decision back")).to_be_visible()
    page.get_by_role("button", name="Take the decision back").click()
    expect(page.get_by_label("Said of the amount")).to_have_value("more_than")


def test_words_are_picked_with_keys_alone(visit, space):
    page = open_first(visit)
    page.get_by_role("button", name="Select with the keyboard").focus()
    page.keyboard.press("Enter")
    text = page.get_by_role("textbox", name="Text of the article, to select in")
    expect(text).to_be_focused()
    page.keyboard.type("no letter is changed")
    expect(text).to_have_value(HALDEN)
    page.keyboard.press("Control+Home")
    start = HALDEN.index("Kestrel by 2036")
    for _ in range(start):
        page.keyboard.press("ArrowRight")
    for _ in range(len("Kestrel")):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    choice = page.get_by_label("These words say")
    expect(choice).to_be_focused()
    choice.select_option(label="Title")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Title", exact=True)).to_have_value("Kestrel")
    expect(page.get_by_label("Title", exact=True)).to_be_focused()
    text.focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Select with the keyboard")).to_be_focused()
    page.get_by_role("button", name="Keep corrections", exact=True).click()
    expect(page.get_by_role("button", name="Accept", exact=True)).to_be_visible()
    span = space.review_queue().candidates()[0].record["spans"]["title"]
    assert span == [{"start": start, "end": start + 7, "text": "Kestrel"}]


def test_words_in_which_nothing_is_read_leave_the_value_to_the_reviewer(visit, space):
    page = open_first(visit)
    drag_over(page, "chip", "plant")
    group = page.get_by_role("group", name="Pick words")
    group.get_by_label("These words say").select_option(label="Day")
    group.get_by_role("button", name="Use these words").click()
    expect(group.get_by_role("status")).to_contain_text("nothing can be read in these words")
    day = page.get_by_label("Day", exact=True)
    expect(day).to_be_focused()
    expect(day).to_have_value("2031-04-01")
    drag_over(page, "Japan", "Chile")
    group.get_by_label("These words say").select_option(label="Quote")
    group.get_by_role("button", name="Use these words").click()
    expect(page.locator("#review-quote")).to_have_text("Japan and Chile")
    page.get_by_role("button", name="Keep corrections", exact=True).click()
    expect(page.get_by_role("button", name="Accept", exact=True)).to_be_visible()
    record = space.review_queue().candidates()[0].record
    assert (record["quote"], record["quote_start"]) == ("Japan and Chile", HALDEN.index("Japan"))


def test_an_article_without_a_day_is_given_one(served, space):
    fill(space.review_queue(), BARE)
    page = served().open(QUEUE)
    page.get_by_role("link", name="Halden Electronics").click()
    expect(page.get_by_label("Day", exact=True)).to_have_value("--10-29")
    page.get_by_label("Published on").fill("2031-11-02")
    page.get_by_role("button", name="Give the day").click()
    expect(page.get_by_label("Day", exact=True)).to_have_value("2031-10-29")


def test_accepting_without_recording_and_recording_later(visit, space):
    page = open_first(visit)
    page.get_by_label("accept without recording yet").check()
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text("Accepted, and not recorded yet")).to_be_visible()
    assert len(space.log.contributions()) == 1
    page.get_by_role("button", name="Record as a claim").click()
    expect(page.get_by_text("Recorded as a claim.")).to_be_visible()
    assert len(space.log.contributions()) == 2


def test_a_duplicate_in_another_language_is_merged(visit, space):
    page = open_first(visit)
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text("Recorded as a claim.")).to_be_visible()
    page.goto(f"{visit.address}/{QUEUE}&tongue=fr")
    page.get_by_role("link", name="Halden Electronics").click()
    suggested = page.get_by_role("region", name="May be the same as")
    expect(suggested).to_contain_text("same amount: 2,400,000,000 USD")
    suggested.get_by_role("button", name="Merge with this").first.click()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Recorded as one more statement about")).to_be_visible()
    assert len({one.subject for one in space.review_queue().candidates() if one.state == "recorded"}) == 1


def test_with_keys_alone(visit, space):
    page = visit.open(QUEUE)
    page.keyboard.press("a")  # shortcuts are off until somebody switches them on
    page.get_by_label("Single-key shortcuts").focus()
    page.keyboard.press("Space")
    page.get_by_role("link", name="Halden Electronics").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Accept", exact=True)).to_be_visible()
    page.get_by_label("Remark").focus()
    page.keyboard.type("a clear text")  # while typing, letters are letters
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("a")
    expect(page.get_by_text("Recorded as a claim.")).to_be_visible()
    page.keyboard.press("u")
    expect(page.get_by_role("button", name="Accept", exact=True)).to_be_visible()
    page.keyboard.press("r")
    expect(page.get_by_text("rejected · Ann Lee").first).to_be_visible()
    first = space.review_queue().candidates()[0]
    assert first.state == "rejected"
    assert space.review_queue().decisions(first.id)[0].note == "a clear text"


def test_what_is_accepted_shows_up_in_the_ledger_with_its_quote_in_the_original(served, space, shared_data):
    (seed,) = (shared_data / "articles" / "seeds").glob("000_*.txt")
    text = seed.read_text(encoding="utf-8")
    found = read_article(Article("000", text, given_on="2025-10-29"), known_organizations())
    queue_articles(space.review_queue(), [found], by="ann", clock=space.clock)
    visit = served()
    total, cloud, earlier, registered = (
        next(one.id for one in space.review_queue().candidates() if one.record["amount"] == amount)
        for amount in (9e9, 5e9, 4e9, 660e6)
    )
    for one in (total, cloud, earlier, registered):
        page = visit.open(f"{QUEUE}&candidate={one}")
        page.get_by_role("button", name="Accept", exact=True).click()
        expect(page.get_by_text("Recorded as a claim.")).to_be_visible()
    page = visit.open("?view=ledger&since=2025-10-29&group=all")
    totals = page.get_by_role("region", name="Totals")
    expect(totals.get_by_role("link", name="New since 29 Oct 2025")).to_contain_text("USD 9bn")
    lines = totals.locator("ol li")
    new = lines.filter(has_text="USD 9bn")
    expect(new).to_contain_text("counted")
    expect(lines.filter(has_text="USD 5bn")).to_contain_text("part of Amazon Web Services, Siemens Healthineers")
    expect(lines.filter(has_text="USD 4bn")).to_contain_text("first told earlier")
    new.get_by_role("button").click()
    drawer = page.get_by_role("dialog")
    quote = "đã công bố kế hoạch đầu tư tổng cộng 9 tỷ USD (bao gồm cả đầu tư của AWS) trong vòng 5 năm tới"
    expect(drawer.locator("blockquote")).to_contain_text(quote)
    expect(drawer.locator("blockquote mark").first).to_contain_text("9 tỷ")
    start = text.index(quote)
    expect(drawer).to_contain_text(f"characters {start}-")


def test_a_lost_connection_loses_nothing_and_sending_again_does_it_once(visit, space):
    page = open_first(visit)
    visit.allow("Failed to load resource")
    page.get_by_label("Horizon").fill("until 2040")
    lost = []

    def lose_the_answer(route):
        if not lost:
            lost.append(route.fetch().status)  # it arrives, and the answer is lost
            route.abort()
        else:
            route.continue_()

    page.route("**/decisions", lose_the_answer)
    page.get_by_role("button", name="Keep corrections", exact=True).click()
    expect(page.get_by_text("The server did not answer.")).to_be_visible()
    expect(page.get_by_label("Horizon")).to_have_value("until 2040")
    page.get_by_role("button", name="Send again").click()
    expect(page.get_by_text("The server did not answer.")).to_be_hidden()
    first = space.review_queue().candidates()[0]
    assert (lost, first.version, first.record["period"]) == ([200], 1, "until 2040")


def test_a_draft_outlives_a_reload(visit):
    page = open_first(visit)
    page.get_by_label("Horizon").fill("until 2041")
    page.reload()
    expect(page.get_by_label("Horizon")).to_have_value("until 2041")
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_label("Horizon")).to_have_value("until 2036")


def test_who_comes_second_sees_who_was_first(visit, space):
    page = open_first(visit)
    visit.allow("Failed to load resource")
    page.get_by_label("Horizon").fill("until 2040")
    queue = space.review_queue()
    desk_of(queue, space.log, "Bo Kim").reject(queue.candidates()[0].id)
    page.get_by_role("button", name="Keep corrections and accept").click()
    expect(page.get_by_role("alert")).to_contain_text("Bo Kim was first")
    expect(page.get_by_label("Horizon")).to_have_value("until 2040")
    page.get_by_role("button", name="Show what is there now").click()
    expect(page.get_by_text("rejected · Bo Kim").first).to_be_visible()


def test_markup_in_an_article_stays_text(served, space):
    fill(space.review_queue(), HALDEN + HOSTILE)
    page = open_first(served())
    expect(page.get_by_role("region", name="Text of the article")).to_contain_text(HOSTILE)
    assert page.locator(".text img, .text script").count() == 0


@pytest.mark.parametrize(
    "served", [{"color_scheme": "light"}, {"color_scheme": "dark"}], indirect=True, ids=["light", "dark"]
)
def test_axe_finds_nothing_serious(visit):
    assert serious(visit.open(QUEUE)) == []
    assert serious(open_first(visit)) == []


def test_nothing_is_wider_than_the_window(visit, space):
    one = space.review_queue().candidates()[0].id
    for language in LANGUAGES:
        page = visit.open(f"{QUEUE}&candidate={one}&lang={language}")
        expect(page.locator("mark").first).to_be_visible()
        assert too_wide(page) == {}, language
        article = page.locator(".text")
        assert (article.get_attribute("lang"), article.get_attribute("dir")) == ("en", "ltr")
