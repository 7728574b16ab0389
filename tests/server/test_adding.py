"""From files to a contribution over HTTP: sent, looked at, recorded, taken back; and whatever can go wrong on the way.

Figures are those of the tiny world's README: of refined glimmerite China supplies 0.9 (survey) or 0.8 (press).
"""

import csv
import hashlib
import io
import shutil
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from starlette.testclient import TestClient

from headwater.bootstrap.workspace import create_store, open_workspace
from headwater.claims.model import Viewer
from headwater.server import create_app
from headwater.server.uploads import LONGEST_NAME_BYTES
from headwater.server.writing import TOKEN_HEADER, Writing
from headwater.workflows.record import add
from tests.server.conftest import clock

REFINED = "product:glimmerite-refined"
SOURCES = "id,title,kind,source,locator\nsource:census,Census of 2026,official-statistics,source:census,title page\n"
SHARES = (
    "product,provider,share,basis,period,source,locator,stated_on\n"
    f"{REFINED},country:CHN,0.5,volume,2024,source:census,row 1,2026-01-01\n"
    f"{REFINED},country:VNM,0.3,volume,2024,source:census,row 2,2026-01-01\n"
    "product:dusk-lens,country:KOR,1,volume,2024,source:census,row 3,2026-01-01\n"
)
BAD = (
    "product,provider,share,basis,period,source,locator\nproduct:dusk-lens,country:KOR,98,volume,2024,source:census,x\n"
)


class Adder:
    """A client that carries the token, and the steps of adding."""

    def __init__(self, space, viewer="owner", **writing):
        self.space = space
        app = create_app(
            space, Viewer.parse(viewer), loopback_only=True, writing=Writing(allowed=True, contributor="Ada", **writing)
        )
        self.client = TestClient(app, base_url="http://localhost")
        self.client.headers[TOKEN_HEADER] = self.ok(self.client.get("/api/session"))["token"]

    @staticmethod
    def ok(answer, status=200):
        assert answer.status_code == status, answer.text
        return answer.json()

    def get(self, path, **parameters):
        return self.ok(self.client.get(path, params=parameters))

    def begin(self):
        return self.ok(self.client.post("/api/uploads"))["id"]

    def put(self, upload, name, content):
        data = content.encode() if isinstance(content, str) else content
        return self.client.put(f"/api/uploads/{upload}/files", params={"name": name}, content=data)

    def send(self, **files):
        upload = self.begin()
        for name, content in files.items():
            self.ok(self.put(upload, f"{name}.csv", content))
        return upload

    def look(self, upload, **order):
        return self.client.post(f"/api/uploads/{upload}/preview", json=order)

    def record(self, upload, seen, contributor="Ada", **order):
        return self.client.post(
            f"/api/uploads/{upload}/record", json={"contributor": contributor, "seen": seen, **order}
        )

    def share(self, provider="country:CHN", product=REFINED):
        rows = self.get("/api/map", product=product)["market"]["rows"]
        return next((row["share"] for row in rows if row["provider"] == provider), None)


@pytest.fixture(scope="module")
def filled(tmp_path_factory, tiny_world):
    folder = tmp_path_factory.mktemp("adding") / "store"
    made = create_store(folder)
    add(made.log, made.readers, [tiny_world], contributor="tester", clock=clock)
    return folder


@pytest.fixture
def store(filled, tmp_path):
    """A store of the tiny world that may be changed."""
    return shutil.copytree(filled, tmp_path / "store")


@pytest.fixture
def adder(store):
    return Adder(open_workspace(store))


def failed(answer, status, code):
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert error["code"] == code
    assert error["problem"]
    assert error["remedy"]
    return error


def test_files_are_sent_looked_at_recorded_and_taken_back(adder):
    upload = adder.send(sources=SOURCES, provisions=SHARES)
    state = adder.get(f"/api/uploads/{upload}")
    assert state["recognised"] == "own"
    assert [file["name"] for file in state["files"]] == ["provisions.csv", "sources.csv"]
    before = adder.get("/api/view")["digest"]

    seen = adder.ok(adder.look(upload))
    assert (seen["rows"], seen["problems"], seen["recorded_before"]) == ({"sources": 1, "provisions": 3}, 0, [])
    assert seen["seen"] == before
    assert adder.get("/api/view")["digest"] == before  # looking changes nothing

    done = adder.ok(adder.record(upload, seen["seen"], note="a test"))
    assert done["rows"] == {"sources": 1, "provisions": 3}
    assert done["already_recorded"] is False
    assert adder.share() == pytest.approx(0.5)  # official as the survey is, and stated later
    entry = adder.get("/api/contributions")["rows"][-1]
    assert (entry["id"], entry["contributor"], entry["note"]) == (done["contribution"], "Ada", "a test")
    assert entry["files"] == ["sources.csv", "provisions.csv"] or entry["files"] == ["provisions.csv", "sources.csv"]

    back = adder.client.post(
        f"/api/contributions/{done['contribution']}/retract", json={"contributor": "Ada", "why": "a test file"}
    )
    assert adder.ok(back)["retracts"] == done["contribution"]
    assert adder.get("/api/view")["digest"] == before


def test_the_preview_says_what_the_map_then_shows(adder):
    upload = adder.send(sources=SOURCES, provisions=SHARES)
    changes = adder.ok(adder.look(upload))["changes"]
    shares = {(row["product"]["id"], row["provider"]["id"]): row for row in changes["shares"]}
    china = shares[REFINED, "country:CHN"]
    assert (china["kind"], china["before"]["share"], china["after"]["share"]) == ("changed", 0.9, 0.5)
    assert (china["after"]["low"], china["after"]["high"]) == (0.5, 0.9)
    assert shares["product:dusk-lens", "country:KOR"]["kind"] == "new"
    assert changes["shares"][0] == china  # what moves most comes first
    assert {row["id"] for row in changes["new"]} == {"product:dusk-lens"}
    verdict = next(
        row for row in changes["verdicts"] if row["subject"]["id"] == REFINED and row["indicator"] == "top_share"
    )
    assert verdict["before"]["value"] == pytest.approx(0.9)
    assert verdict["after"]["value"] == pytest.approx(0.5)
    adder.ok(adder.record(upload, adder.ok(adder.look(upload))["seen"]))
    assert adder.share() == pytest.approx(china["after"]["share"])
    assert adder.get("/api/products/product:dusk-lens")["product"]["name"]


def test_a_share_that_becomes_unknown_and_a_conflict_that_appears_are_told(adder):
    text = (
        "product,provider,share,basis,period,source,locator,qualifier\n"
        "product:dusk-lens,country:VNM,,volume,2024,source:census,row 1,withheld\n"
        "product:lumen-wafer,org:quillon,0.4,sales,2024,source:census,row 2,\n"
    )
    changes = adder.ok(adder.look(adder.send(sources=SOURCES, provisions=text)))["changes"]
    assert changes["counts"]["shares.unknown"] == 1
    assert [row["after"]["share"] for row in changes["shares"] if row["kind"] == "unknown"] == [None]
    before = adder.get("/api/conflicts")["total"]
    assert changes["counts"]["conflicts"] == len(changes["conflicts"])
    for row in changes["conflicts"]:
        assert row["kind"] == "appears"
    upload = adder.send(sources=SOURCES, provisions=text)
    adder.ok(adder.record(upload, adder.ok(adder.look(upload))["seen"]))
    assert adder.get("/api/conflicts")["total"] == before + changes["counts"]["conflicts"]


def test_bad_rows_are_told_row_by_row_and_refuse_the_whole(adder):
    upload = adder.send(sources=SOURCES, provisions=BAD)
    seen = adder.ok(adder.look(upload))
    assert (seen["problems"], seen["rejected"]) == (1, 1)
    page = adder.get(f"/api/uploads/{upload}/problems", limit=1)
    assert page["total"] == 1
    row = page["rows"][0]
    assert (row["file"], row["row"], row["column"], row["value"]) == ("provisions.csv", 2, "share", "98.0")
    assert row["remedy"]
    as_csv = adder.client.get(f"/api/uploads/{upload}/problems.csv")
    assert [line["column"] for line in csv.DictReader(io.StringIO(as_csv.text))] == ["share"]
    error = failed(adder.record(upload, seen["seen"]), 400, "bad-rows")
    assert len(error["problems"]) == 1
    assert adder.get("/api/contributions")["total"] == 1


def test_bad_rows_can_be_skipped_and_taken_home(adder):
    upload = adder.send(
        sources=SOURCES, provisions=SHARES + "product:dusk-lens,country:CHN,98,volume,2024,source:census,x,\n"
    )
    seen = adder.ok(adder.look(upload))
    done = adder.ok(adder.record(upload, seen["seen"], skip_bad=True))
    assert (done["skipped"], done["rows"]["provisions"]) == (1, 3)
    rejected = list(csv.DictReader(io.StringIO(adder.client.get(f"/api/uploads/{upload}/rejected.csv").text)))
    assert [(row["_row"], float(row["share"]), row["_column"]) for row in rejected] == [("5", 98, "share")]


def test_a_file_of_no_format_is_answered_with_why_none_fits(adder):
    upload = adder.begin()
    adder.ok(adder.put(upload, "holiday.csv", "who,where\nAda,Rome\n"))
    state = adder.get(f"/api/uploads/{upload}")
    assert state["recognised"] is None
    assert {each["name"] for each in state["formats"]} == {reader.name for reader in adder.space.readers}
    assert not any(each["fits"] for each in state["formats"])
    assert all(each["why_not"] for each in state["formats"])
    failed(adder.look(upload), 400, "unknown-format")
    failed(adder.look(upload, format="own"), 400, "unknown-format")


def test_a_format_can_be_chosen_by_hand_and_told_what_its_files_leave_out(adder):
    upload = adder.send(sources=SOURCES, provisions=SHARES)
    assert adder.ok(adder.look(upload, format="own"))["format"] == "own"
    failed(adder.look(upload, format="own", options={"hs": "HS2022"}), 400, "bad-question")
    failed(adder.look(upload, format="nonsense"), 400, "unknown-format")


def test_the_same_rows_twice_are_nothing_new(adder):
    first = adder.send(sources=SOURCES, provisions=SHARES)
    seen = adder.ok(adder.look(first))["seen"]
    done = adder.ok(adder.record(first, seen))
    again = adder.ok(adder.record(first, seen))  # the answer was lost on the way: try again
    assert (again["already_recorded"], again["contribution"]) == (True, done["contribution"])
    second = adder.send(sources=SOURCES, provisions=SHARES)
    looked = adder.ok(adder.look(second))
    assert [each["id"] for each in looked["recorded_before"]] == [done["contribution"]]
    assert adder.ok(adder.record(second, looked["seen"]))["already_recorded"] is True
    assert adder.get("/api/contributions")["total"] == 2


def test_who_looked_before_somebody_recorded_must_look_again(adder):
    mine, other = adder.send(sources=SOURCES, provisions=SHARES), adder.send(sources=SOURCES)
    seen = adder.ok(adder.look(mine))["seen"]
    adder.ok(adder.record(other, adder.ok(adder.look(other))["seen"], contributor="Grace"))
    error = failed(adder.record(mine, seen), 409, "outdated")
    assert "Look again" in error["remedy"]
    assert adder.get("/api/contributions")["total"] == 2
    adder.ok(adder.record(mine, adder.ok(adder.look(mine))["seen"]))


def test_what_another_process_recorded_is_noticed(adder, store, tmp_path):
    mine = adder.send(sources=SOURCES, provisions=SHARES)
    seen = adder.ok(adder.look(mine))["seen"]
    other = open_workspace(store)
    file = tmp_path / "sources.csv"
    file.write_text(SOURCES, encoding="utf-8")
    add(other.log, other.readers, [file], contributor="another process", clock=clock)
    failed(adder.record(mine, seen), 409, "outdated")


def test_two_tabs_at_once_record_one_after_the_other_or_not_at_all(adder):
    uploads = [
        adder.send(sources=SOURCES.replace("census", name), provisions=SHARES.replace("census", name))
        for name in ("left", "right")
    ]
    seen = [adder.ok(adder.look(upload))["seen"] for upload in uploads]
    assert seen[0] == seen[1]
    gate = Barrier(2)

    def press(upload):
        gate.wait()
        return adder.record(upload, seen[0])

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(press, uploads), key=lambda answer: answer.status_code)
    assert [answer.status_code for answer in answers] == [200, 409]
    failed(answers[1], 409, "outdated")
    assert adder.get("/api/contributions")["total"] == 2


def test_nothing_is_recorded_that_nobody_looked_at(adder):
    upload = adder.send(sources=SOURCES, provisions=SHARES)
    failed(adder.record(upload, adder.get("/api/view")["digest"]), 409, "outdated")
    seen = adder.ok(adder.look(upload))["seen"]
    adder.ok(adder.put(upload, "provisions.csv", SHARES.replace("0.5", "0.6")))
    failed(adder.record(upload, seen), 409, "outdated")


@pytest.mark.parametrize("contributor", ["", "   ", "a\nb", "x" * 201, None, 7])
def test_a_contribution_needs_a_name(adder, contributor):
    upload = adder.send(sources=SOURCES)
    seen = adder.ok(adder.look(upload))["seen"]
    failed(adder.record(upload, seen, contributor=contributor), 422, "bad-question")


@pytest.mark.parametrize(
    "name",
    ["../provisions.csv", "a/b.csv", "a\\b.csv", "/etc/passwd", "..", ".", ".hidden.csv", "a\0.csv", "a\n.csv", " ",
     "C:x.csv", "\u202egpj.csv", "x" * (LONGEST_NAME_BYTES + 1)],
)  # fmt: skip
def test_a_name_is_data_and_never_a_path(adder, name):
    upload = adder.begin()
    failed(adder.put(upload, name, SOURCES), 400, "bad-question")
    folder = adder.client.app.state.uploads.get(upload).folder
    assert list(folder.iterdir()) == []


def test_names_of_any_language_are_taken(adder):
    upload = adder.begin()
    assert adder.ok(adder.put(upload, "공급 현황 – đất hiếm.csv", SOURCES))["name"] == "공급 현황 – đất hiếm.csv"


def test_what_is_too_large_is_refused_whether_or_not_its_length_is_announced(store):
    adder = Adder(open_workspace(store), upload_bytes=1_000)
    upload = adder.begin()
    failed(adder.put(upload, "big.csv", "x" * 1_001), 413, "too-large")
    pieces = (b"x" * 100 for _ in range(11))
    failed(adder.put(upload, "big.csv", pieces), 413, "too-large")
    adder.ok(adder.put(upload, "half.csv", "x" * 600))
    failed(adder.put(upload, "other.csv", "x" * 401), 413, "too-large")
    adder.ok(adder.put(upload, "half.csv", "y" * 900))  # replaces, and so has room
    assert [file["size"] for file in adder.get(f"/api/uploads/{upload}")["files"]] == [900]
    assert adder.get("/api/session")["upload_bytes"] == 1_000


def test_a_large_file_is_streamed_and_hashed(adder):
    block = b"0123456789abcdef" * 4096
    upload = adder.begin()
    sent = adder.ok(adder.put(upload, "large.bin", (block for _ in range(64))))
    assert sent["size"] == 64 * len(block)
    assert sent["sha256"] == hashlib.sha256(block * 64).hexdigest()


def test_an_upload_that_is_forgotten_is_gone_and_says_so(adder):
    upload = adder.send(sources=SOURCES)
    folder = adder.client.app.state.uploads.get(upload).folder
    adder.ok(adder.client.delete(f"/api/uploads/{upload}"))
    assert not folder.exists()
    for answer in (adder.look(upload), adder.put(upload, "a.csv", ""), adder.record(upload, "x")):
        error = failed(answer, 404, "not-found")
        assert "Send the files again" in error["remedy"]


def test_taking_back_twice_or_what_is_not_there_is_404(adder):
    order = {"contributor": "Ada", "why": "twice"}
    entry = adder.get("/api/contributions")["rows"][0]["id"]
    assert adder.client.post(f"/api/contributions/{entry}/retract", json=order).status_code == 200
    failed(adder.client.post(f"/api/contributions/{entry}/retract", json=order), 404, "not-found")
    failed(adder.client.post("/api/contributions/nobody/retract", json=order), 404, "not-found")
    failed(adder.client.post(f"/api/contributions/{entry}/retract", json={"contributor": "Ada"}), 422, "bad-question")


def test_what_was_taken_back_can_be_restored(adder):
    entry = adder.get("/api/contributions")["rows"][0]
    before = adder.get("/api/map", product=REFINED)["market"]["rows"]
    without = adder.get(f"/api/contributions/{entry['id']}/without")
    assert without["counts"]["shares.gone"] == without["counts"]["shares"] > 0
    failed(
        adder.client.post(f"/api/contributions/{entry['id']}/restore", json={"contributor": "Ada"}), 404, "not-found"
    )
    adder.ok(adder.client.post(f"/api/contributions/{entry['id']}/retract", json={"contributor": "Ada", "why": "oops"}))
    assert adder.client.get("/api/map", params={"product": REFINED}).status_code == 404
    again = adder.ok(adder.client.post(f"/api/contributions/{entry['id']}/restore", json={"contributor": "Ada"}))
    assert again["contribution"] != entry["id"]
    after = adder.get("/api/map", product=REFINED)["market"]["rows"]
    figures = [[(row["provider"], row["share"], row["low"], row["high"]) for row in rows] for rows in (before, after)]
    assert figures[0] == figures[1]
    assert adder.get("/api/contributions")["rows"][-1]["rows"] == entry["rows"]


def test_what_was_recorded_is_there_after_the_server_is_gone(adder, store):
    upload = adder.send(sources=SOURCES, provisions=SHARES)
    done = adder.ok(adder.record(upload, adder.ok(adder.look(upload))["seen"]))
    other = Adder(open_workspace(store))
    assert done["contribution"] in {row["id"] for row in other.get("/api/contributions")["rows"]}
    assert other.space.log.verify().sound


def test_a_read_only_server_takes_no_step(store):
    app = create_app(open_workspace(store), Viewer.parse("owner"), loopback_only=True)
    client = TestClient(app, base_url="http://localhost")
    for method, path in [
        ("POST", "/api/uploads"), ("PUT", "/api/uploads/x/files?name=a.csv"), ("DELETE", "/api/uploads/x"),
    ]:  # fmt: skip
        failed(client.request(method, path), 403, "read-only")
    assert app.state.uploads._home is None
