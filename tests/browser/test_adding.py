"""Adding on the page in real Chromium: a file from the drop zone to the map and back, and each error a person can make.

Every test has a store of its own, since adding changes it. Figures are those of the tiny world: of refined glimmerite
China supplies 90 % by the survey.
"""

from __future__ import annotations

import re
import shutil
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import expect

from headwater.bootstrap.workspace import create_store, open_workspace
from headwater.claims.model import Viewer
from headwater.server import create_app
from headwater.server.page_files import PAGE_FOLDER, page_is_built
from headwater.server.writing import Writing
from headwater.workflows.record import add
from tests.browser.conftest import RECORDED, Visit, _absent
from tests.browser.looking import serious, too_wide
from tests.browser.test_reading import LANGUAGES

SOURCES = "id,title,kind,source,locator\nsource:census,Census of 2026,official-statistics,source:census,title page\n"
HEAD = "product,provider,share,basis,period,source,locator,stated_on\n"
SHARES = f"{HEAD}product:glimmerite-refined,country:CHN,0.5,volume,2024,source:census,row 1,2026-01-01\n"
BAD = f"{HEAD}product:glimmerite-refined,country:VNM,98,volume,2024,source:census,row 2,2026-01-01\n"


@dataclass
class Served:
    """A server over a store of its own; `server` can be stopped, and `again` started at the same address."""

    folder: Path
    writing: Writing
    port: int = 0
    server: uvicorn.Server | None = None
    thread: threading.Thread | None = None

    def start(self):
        app = create_app(open_workspace(self.folder), Viewer.parse("owner"), loopback_only=True, writing=self.writing)
        self.server = uvicorn.Server(uvicorn.Config(app, port=self.port, log_level="error", lifespan="off"))
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)
        self.port = self.server.servers[0].sockets[0].getsockname()[1]
        return self

    def stop(self):
        self.server.should_exit = True
        self.server.force_exit = True
        self.thread.join()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self):
        return open_workspace(self.folder).log


@pytest.fixture(scope="module")
def filled(tmp_path_factory, tiny_world):
    if not page_is_built(PAGE_FOLDER):
        _absent("the page is not built: run `make page`")
    folder = tmp_path_factory.mktemp("adding") / "store"
    space = create_store(folder)
    add(space.log, space.readers, [tiny_world], contributor="the tests", clock=lambda: RECORDED)
    return folder


@pytest.fixture
def served(request, filled, tmp_path):
    """Parametrise indirectly with a `Writing`."""
    writing = getattr(request, "param", Writing(allowed=True, contributor="Ada"))
    made = Served(shutil.copytree(filled, tmp_path / "store"), writing).start()
    yield made
    made.stop()


@pytest.fixture
def open_page(browser, served):
    """Open tabs of one browser; each is watched, and nothing may be wrong at the end."""
    contexts, visits = [], []

    def make(query="?view=add", **options):
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", **options)
        visit = Visit(context.new_page(), served.address)
        contexts.append(context)
        visits.append(visit)
        visit.watch()
        visit.allow("Failed to load resource")  # the browser reports every answer that is an error
        visit.open(query)
        return visit.page

    yield make
    for context in contexts:
        context.close()
    assert [wrong for visit in visits for wrong in visit.wrong] == []


def choose(page, **files):
    page.locator("input[type=file]").set_input_files(
        [{"name": f"{name}.csv", "mimeType": "text/csv", "buffer": text.encode()} for name, text in files.items()]
    )


def record_button(page):
    return page.get_by_role("button", name=re.compile(r"^Record \d"))


def test_a_file_is_looked_at_recorded_and_taken_back(open_page, served):
    page = open_page()
    choose(page, sources=SOURCES, provisions=SHARES)
    expect(page.get_by_text("China’s share of Glimmerite, refined: 90% → 50%")).to_be_visible()
    expect(page.get_by_text("2 good rows")).to_be_visible()
    expect(page.get_by_text("No problem was found.")).to_be_visible()
    assert len(served.log.contributions()) == 1  # nothing yet
    expect(page.get_by_label("Who records it")).to_have_value("Ada")
    record_button(page).click()
    expect(page.get_by_text("2 rows count from now on")).to_be_visible()
    entry = served.log.contributions()[-1]
    assert (entry.contributor, [stamp.rows for stamp in entry.tables]) == ("Ada", [1, 1])
    page.get_by_role("link", name="See its rows").click()
    expect(page.get_by_role("heading", level=2)).to_contain_text(entry.id)

    page.get_by_role("link", name="Map", exact=True).click()
    page.get_by_role("row").filter(has_text="Glimmerite, refined").first.click()
    expect(page.locator("#panel")).to_contain_text("50")

    page.get_by_role("link", name="Sources", exact=True).click()
    page.get_by_role("button", name=f"Take back contribution {entry.id}").click()
    page.get_by_text("What is different without it").click()
    expect(page.get_by_text("China’s share of Glimmerite, refined: 50% → 90%")).to_be_visible()
    page.get_by_label("Why", exact=True).fill("a wrong file")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text(f"Contribution {entry.id} was taken back")).to_be_visible()
    assert served.log.contributions()[-1].note == "a wrong file"
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_text(re.compile("Its rows count again, as contribution"))).to_be_visible()
    assert served.log.contributions()[-1].kind == "add"


def test_bad_rows_are_shown_one_by_one_and_can_be_left_out(open_page, served):
    page = open_page()
    choose(page, sources=SOURCES, provisions=SHARES + BAD.removeprefix(HEAD))
    row = page.get_by_role("row").filter(has_text="provisions.csv")
    expect(row).to_contain_text("98")
    expect(row).to_contain_text("Shares are 0..1")
    expect(record_button(page)).to_be_disabled()
    page.get_by_label(re.compile("Leave out 1 bad row")).check()
    record_button(page).click()
    expect(page.get_by_text("1 bad row was left out.")).to_be_visible()
    with page.expect_download() as found:
        page.get_by_role("link", name="Bad rows as CSV").click()
    assert "98" in Path(found.value.path()).read_text(encoding="utf-8")
    assert [stamp.rows for stamp in served.log.contributions()[-1].tables] == [1, 1]


def test_a_wrong_file_is_told_with_why_no_format_takes_it(open_page, served):
    page = open_page()
    choose(page, holiday="who,where\nAda,Rome\n")
    expect(page.get_by_role("heading", name="In which format are these files?")).to_be_visible()
    expect(page.get_by_text("No format recognises these files.")).to_be_visible()
    own = page.locator("label").filter(has_text="tables of the standard")
    expect(own).to_contain_text("The first line holds no columns of the standard")
    own.click()
    page.get_by_role("button", name="Read them so").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The files cannot be read")
    alert.get_by_role("button", name="Choose other files").click()
    expect(page.get_by_role("button", name="Choose files")).to_be_visible()
    assert len(served.log.contributions()) == 1


def test_a_connection_lost_while_sending_says_so_and_goes_on(open_page):
    page = open_page()
    page.route("**/files?name=provisions.csv", lambda route: route.abort())
    choose(page, sources=SOURCES, provisions=SHARES)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("The connection was lost while sending")
    expect(alert).to_contain_text("Nothing was recorded")
    page.unroute("**/files?name=provisions.csv")
    sent = []
    page.on("request", lambda request: sent.append(request.url) if "/files?" in request.url else None)
    alert.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("90% → 50%")).to_be_visible()
    assert [url.partition("name=")[2] for url in sent] == ["provisions.csv"]  # what came whole is not sent twice


def test_a_server_that_was_started_anew_gets_the_files_once_more(open_page, served):
    page = open_page()
    choose(page, sources=SOURCES, provisions=SHARES)
    expect(record_button(page)).to_be_enabled()
    served.stop()
    record_button(page).click()
    expect(page.get_by_role("alert")).to_contain_text("Whether the rows were recorded is not known here")
    served.writing = Writing(allowed=True, contributor="Ada")  # a new process has a new token
    served.start()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("alert")).to_contain_text("The server has forgotten these files")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("90% → 50%")).to_be_visible()
    record_button(page).click()
    expect(page.get_by_text("2 rows count from now on")).to_be_visible()
    assert len(served.log.contributions()) == 2


def test_an_answer_lost_after_recording_does_not_record_twice(open_page, served):
    page = open_page()
    choose(page, sources=SOURCES, provisions=SHARES)

    def lose(route):
        route.fetch()  # the server does its work, and nobody hears of it
        route.abort()

    page.route("**/record", lose)
    record_button(page).click()
    expect(page.get_by_role("alert")).to_contain_text("The connection was lost while recording")
    page.unroute("**/record")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Nothing new: these very rows")).to_be_visible()
    assert len(served.log.contributions()) == 2


def test_of_two_tabs_the_slower_one_is_told_to_look_again(open_page, served):
    first, second = open_page(), open_page()
    choose(first, sources=SOURCES, provisions=SHARES)
    choose(
        second,
        sources=SOURCES.replace("census", "poll"),
        provisions=SHARES.replace("census", "poll").replace("0.5", "0.7"),
    )
    expect(record_button(first)).to_be_enabled()
    expect(record_button(second)).to_be_enabled()
    record_button(first).click()
    expect(first.get_by_text("2 rows count from now on")).to_be_visible()
    record_button(second).click()
    alert = second.get_by_role("alert")
    expect(alert).to_contain_text("Somebody was faster")
    assert len(served.log.contributions()) == 2
    alert.get_by_role("button", name="Look again").click()
    expect(alert).to_be_hidden()
    record_button(second).click()
    expect(second.get_by_text("2 rows count from now on")).to_be_visible()
    assert len(served.log.contributions()) == 3


def test_the_same_file_again_is_recognised(open_page, served):
    page = open_page()
    for _ in range(2):
        choose(page, sources=SOURCES, provisions=SHARES)
        record_button(page).click()
        expect(page.get_by_role("heading", name="Recorded")).to_be_visible()
        page.get_by_role("button", name="Add more files").click()
    choose(page, sources=SOURCES, provisions=SHARES)
    expect(page.get_by_text("The same files were recorded by Ada")).to_be_visible()
    assert len(served.log.contributions()) == 2


@pytest.mark.parametrize("served", [Writing(allowed=True, contributor="Ada", upload_bytes=50)], indirect=True)
def test_what_is_too_large_is_told_before_it_is_sent(open_page):
    page = open_page()
    sent = []
    page.on("request", lambda request: sent.append(request.url) if "/files?" in request.url else None)
    choose(page, sources=SOURCES)
    expect(page.get_by_role("alert")).to_contain_text("Too large")
    assert sent == []


@pytest.mark.parametrize("served", [Writing()], indirect=True)
def test_a_read_only_server_says_how_it_is_done_instead(open_page):
    page = open_page()
    expect(page.get_by_role("heading", name="This server takes no files")).to_be_visible()
    expect(page.get_by_text("headwater add FILE")).to_be_visible()
    assert page.locator("input[type=file]").count() == 0
    page.get_by_role("link", name="Sources", exact=True).click()
    expect(page.get_by_text("the tests", exact=True)).to_be_visible()
    assert page.get_by_role("button", name=re.compile("Take back")).count() == 0


@pytest.mark.parametrize("served", [Writing(allowed=True, key="a key of many letters")], indirect=True)
def test_where_a_key_is_asked_for_it_is_typed_in_and_a_wrong_one_is_told(open_page):
    """Without the right key not even an upload begins, so the key is asked for before files are."""
    page = open_page()
    expect(page.get_by_role("button", name="Choose files")).to_be_disabled()
    page.get_by_label("Key for writing").fill("another key of letters")
    choose(page, sources=SOURCES)
    expect(page.get_by_role("alert")).to_contain_text("The key is not right")
    page.get_by_label("Key for writing").fill("a key of many letters")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("1 good row")).to_be_visible()


def test_the_whole_way_by_keyboard(open_page, served):
    page = open_page()
    page.get_by_role("link", name="Add", exact=True).focus()
    with page.expect_file_chooser() as chooser:
        for _ in range(3):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.textContent") == "Choose files":
                break
        page.keyboard.press("Enter")
    files = [
        {"name": f"{name}.csv", "mimeType": "text/csv", "buffer": text.encode()}
        for name, text in (("sources", SOURCES), ("provisions", SHARES))
    ]
    chooser.value.set_files(files)
    expect(record_button(page)).to_be_enabled()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Record 2"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 rows count from now on")).to_be_visible()
    assert len(served.log.contributions()) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_step(open_page, scheme):
    page = open_page(color_scheme=scheme)
    assert serious(page) == []
    choose(page, holiday="who,where\nAda,Rome\n")
    expect(page.get_by_role("button", name="Read them so")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("button", name="Choose other files").click()
    choose(page, sources=SOURCES, provisions=SHARES + BAD.removeprefix(HEAD))
    expect(record_button(page)).to_be_visible()
    assert serious(page) == []
    page.get_by_label(re.compile("Leave out")).check()
    record_button(page).click()
    expect(page.get_by_role("heading", name="Recorded")).to_be_visible()
    assert serious(page) == []
    page.get_by_role("button", name=re.compile("Take back")).click()
    expect(page.get_by_label("Why", exact=True)).to_be_visible()
    assert serious(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_the_window_in_any_language(open_page, language):
    page = open_page(f"?view=add&lang={language}")
    choose(page, sources=SOURCES, provisions=SHARES + BAD.removeprefix(HEAD))
    expect(page.locator("form .primary")).to_be_visible()
    assert too_wide(page) == {}
