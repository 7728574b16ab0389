"""Adding to the review queue over HTTP: sent or pasted, looked at, put in, taken back; and whatever can go wrong.

Halden's article tells of one investment and one agreement, and its French copy of one investment (see `review_world`).
"""

import json

import pytest
from starlette.testclient import TestClient

from headwater.bootstrap.workspace import create_store
from headwater.claims.model import Viewer
from headwater.server import create_app
from headwater.server.writing import TOKEN_HEADER, Writing
from headwater.workflows.review import additions
from headwater.workflows.review.fill import article_id
from tests.doubles.review_world import BARE, HALDEN, HALDEN_FR

GERMAN = "Der Konzern baut die Fabrik und das ist gut für die Stadt.\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
PAGE = f"<html lang='en'><head><title>Plant</title></head><body><article><p>{HALDEN}</p></article></body></html>"
FEED = (
    "<rss version='2.0'><channel><title>News</title>"
    "<item><title>Halden plans</title><description>Halden Electronics plans to invest $3 billion in a chip plant in "
    "Kestrel.</description><pubDate>Fri, 04 Apr 2031 08:00:00 GMT</pubDate></item>"
    "<item><title>Orrin plans</title><description>Orrin Energy plans to invest $1 billion in a battery plant in "
    "Lowmere.</description><pubDate>Sat, 05 Apr 2031 08:00:00 GMT</pubDate></item></channel></rss>"
)
KEY = "a-key-of-my-own"


def pdf(text):
    """The smallest PDF that says the text, by the file structure of ISO 32000-1, 7.5."""
    stream = f"BT /F1 11 Tf 40 700 Td ({text}) Tj ET".encode()
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    fonts = b"<< /Font << /F1 5 0 R >> >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 792] /Contents 4 0 R /Resources %s >>" % fonts
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream), font,
    ]  # fmt: skip
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + head + table + tail


class Adder:
    """A client that carries the token, and the steps of adding."""

    def __init__(self, space, page_folder, writing=Writing(allowed=True, contributor="Ada")):  # noqa: B008 - frozen
        self.space = space
        app = create_app(space, Viewer.parse("owner"), page_folder, loopback_only=True, writing=writing)
        self.client = TestClient(app, base_url="http://localhost")
        self.client.headers[TOKEN_HEADER] = writing.token

    @staticmethod
    def ok(answer, status=200):
        assert answer.status_code == status, answer.text
        return answer.json()

    def begin(self):
        return self.ok(self.client.post("/api/uploads"))["id"]

    def put(self, upload, name, content):
        data = content.encode() if isinstance(content, str) else content
        return self.client.put(f"/api/uploads/{upload}/files", params={"name": name}, content=data)

    def send(self, files):
        upload = self.begin()
        for name, content in files.items():
            self.ok(self.put(upload, name, content))
        return upload

    def paste(self, upload, **said):
        return self.client.post(f"/api/uploads/{upload}/texts", json=said)

    def look(self, upload, **order):
        return self.client.post(f"/api/uploads/{upload}/articles", json=order)

    def put_in(self, upload, seen, **order):
        order = {"contributor": "Ada", "seen": seen, "key": KEY, **order}
        return self.client.post(f"/api/uploads/{upload}/queue", json=order)

    def add(self, files, **order):
        upload = self.send(files)
        return self.ok(self.put_in(upload, self.ok(self.look(upload))["seen"], **order))

    @property
    def counts(self):
        return self.ok(self.client.get("/api/review"))["counts"]


@pytest.fixture
def adder(tmp_path, page_folder):
    return Adder(create_store(tmp_path / "store"), page_folder)


def failed(answer, status, code):
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert error["code"] == code
    assert error["problem"]
    assert error["remedy"]
    return error


def codes(found):
    return [each["code"] for each in found["notices"]]


def test_articles_are_sent_looked_at_put_in_and_taken_back(adder):
    upload = adder.send({"halden.txt": HALDEN, "halden-fr.txt": HALDEN_FR})
    looked = adder.ok(adder.look(upload))
    assert (looked["new"], looked["candidates"], looked["problems"]) == (2, 3, [])
    french, english = sorted(looked["articles"], key=lambda each: each["language"], reverse=True)
    assert (english["language"], english["dated"], english["kinds"]) == (
        "en", "2031-04-04", {"investment": 1, "agreement": 1},
    )  # fmt: skip
    assert (french["language"], french["kinds"], french["characters"]) == ("fr", {"investment": 1}, len(HALDEN_FR))
    assert english["opening"].startswith("Halden Electronics said on Tuesday it plans")  # not its header
    assert english["opening"].endswith("Kestrel by 2036. Japan …")
    assert adder.counts["articles"] == 0  # looking keeps nothing

    done = adder.ok(adder.put_in(upload, looked["seen"]))
    assert (len(done["articles"]), done["candidates"], done["known"]) == (2, 3, 0)
    page = adder.ok(adder.client.get("/api/review"))
    assert (page["counts"]["articles"], page["counts"]["open"]) == (2, 3)
    assert done["first"] == page["rows"][0]["id"]
    shown = adder.ok(adder.client.get(f"/api/review/{article_id(HALDEN)}-1"))
    assert (shown["article_text"]["text"], shown["article_text"]["queued_by"]) == (HALDEN, "Ada")

    (row,) = adder.ok(adder.client.get("/api/review/additions"))["rows"]
    assert (row["id"], row["by"], row["articles"], row["candidates"], row["decided"]) == (
        done["addition"], "Ada", 2, 3, 0,
    )  # fmt: skip
    gone = adder.ok(adder.client.delete(f"/api/review/additions/{done['addition']}"))
    assert gone == {"articles": 2, "candidates": 3}
    assert adder.counts["articles"] == 0
    failed(adder.client.delete(f"/api/review/additions/{done['addition']}"), 404, "not-found")


def test_every_format_that_the_command_reads_is_taken(adder):
    lines = "\n".join(json.dumps({"text": text, "date": "2031-04-04"}) for text in (HALDEN_FR, BARE))
    printed = pdf("Halden Electronics plans to invest $7 billion in a chip plant in Kestrel.")
    upload = adder.send({"page.html": PAGE, "feed.xml": FEED, "many.jsonl": lines, "printed.pdf": printed})
    looked = adder.ok(adder.look(upload))
    assert looked["problems"] == []
    assert sorted((each["file"], each["language"]) for each in looked["articles"]) == [
        ("feed.xml", "en"), ("feed.xml", "en"), ("many.jsonl", "en"), ("many.jsonl", "fr"), ("page.html", "en"),
        ("printed.pdf", "en"),
    ]  # fmt: skip
    feed = [each for each in looked["articles"] if each["file"] == "feed.xml"]
    assert [(each["title"], each["dated"]) for each in feed] == [
        ("Halden plans", "2031-04-04"), ("Orrin plans", "2031-04-05"),
    ]  # fmt: skip


def test_a_pasted_text_has_title_address_and_day(adder):
    upload = adder.begin()
    url = "https://news.example/halden"
    adder.ok(adder.paste(upload, text=BARE, title="Halden plans", url=url, published="2031-11-02"))
    adder.ok(adder.paste(upload, text=HALDEN))
    looked = adder.ok(adder.look(upload))
    first, second = looked["articles"]
    assert (first["name"], first["title"], first["url"]) == ("Halden plans", "Halden plans", url)
    assert (first["dated"], first["dated_by_hand"], codes(first)) == ("2031-11-02", True, ["day-by-hand"])
    assert (second["name"], second["dated"], codes(second)) == ("pasted-2", "2031-04-04", [])
    adder.ok(adder.put_in(upload, looked["seen"]))
    record = adder.ok(adder.client.get(f"/api/review/{article_id(BARE)}-1"))["record"]
    assert record["date"] == "2031-10-29"  # 29 October, in the year of the day given


def test_a_day_for_all_counts_where_no_nearer_one_was_given(adder):
    upload = adder.send({"halden.txt": HALDEN})
    adder.ok(adder.paste(upload, text=BARE, published="2031-11-02"))
    adder.ok(adder.paste(upload, text=BARE.replace("$2 billion", "$3 billion")))
    looked = adder.ok(adder.look(upload, published="2029-11-02"))
    assert [each["dated"] for each in looked["articles"]] == ["2031-04-04", "2031-11-02", "2029-11-02"]
    contradictions = looked["articles"][0]["contradictions"]
    assert [each.split(" by ")[0] for each in contradictions] == ["published on 2029-11-02"]


def test_one_bad_file_never_loses_the_others(adder):
    upload = adder.begin()
    failed(adder.put(upload, "empty.txt", b""), 400, "unreadable-file")
    failed(adder.put(upload, "../over.txt", HALDEN), 400, "bad-question")
    for name, content in {
        "halden.txt": HALDEN,
        "blank.txt": "  \n ",
        "picture.txt": PNG,
        "german.txt": GERMAN,
        "broken.pdf": b"%PDF-1.7\n nothing",
        "latin.txt": "Halden prévoit".encode("latin-1"),
        "book.docx": b"PK\x03\x04" + bytes(32),
        "large.html": b"<html><p>" + b"a " * 9_000_000,
    }.items():
        adder.ok(adder.put(upload, name, content))
    looked = adder.ok(adder.look(upload))
    said = {each["file"]: each["problem"] for each in looked["problems"]}
    assert said["blank.txt"] == "The file is empty."
    assert said["picture.txt"] == "The file is a PNG image, not text."
    assert said["broken.pdf"].startswith("The PDF is broken")
    assert said["latin.txt"].startswith("Line 1 is not UTF-8")
    assert said["book.docx"] == "The file is a zip archive or an office document, not text."
    assert said["large.html"] == "The file is larger than 16 MiB; no article is."
    assert all(each["remedy"] for each in looked["problems"])
    assert said["german.txt"] == "Article german: the language is none of en, fr, ja, ko, vi, zh."
    assert {each["file"]: each["reason"] for each in looked["problems"]} == {
        "blank.txt": "empty", "picture.txt": "binary", "broken.pdf": "broken", "latin.txt": "encoding",
        "book.docx": "binary", "large.html": "large", "german.txt": "language",
    }  # fmt: skip
    assert [each["file"] for each in looked["articles"]] == ["halden.txt"]
    done = adder.ok(adder.put_in(upload, looked["seen"]))
    assert (done["articles"], done["candidates"]) == ([article_id(HALDEN)], 2)


def test_the_same_article_twice_makes_one_and_the_answer_says_so(adder):
    wrapped = HALDEN.replace("plans to invest", "plans\nto invest")
    upload = adder.send({"a.txt": HALDEN, "b.txt": wrapped})
    looked = adder.ok(adder.look(upload))
    assert [(codes(each), each["can_be_queued"]) for each in looked["articles"]] == [([], True), (["twice"], False)]
    assert (looked["new"], looked["candidates"]) == (1, 2)
    first = adder.ok(adder.put_in(upload, looked["seen"]))
    upload = adder.send({"c.txt": HALDEN, "d.txt": HALDEN_FR})
    looked = adder.ok(adder.look(upload))
    again, new = looked["articles"]
    assert (codes(again), again["queued"]["by"], again["can_be_queued"]) == (["queued-before"], "Ada", False)
    done = adder.ok(adder.put_in(upload, looked["seen"], key="another-key"))
    assert (done["articles"], done["candidates"], done["known"]) == ([new["id"]], 1, 1)
    assert done["addition"] != first["addition"]
    assert adder.counts["articles"] == 2


def test_asked_again_after_a_lost_answer_the_answer_is_the_same(adder):
    upload = adder.send({"halden.txt": HALDEN})
    seen = adder.ok(adder.look(upload))["seen"]
    first, again = (adder.ok(adder.put_in(upload, seen)) for _ in range(2))
    assert first == again
    assert first["addition"] is not None
    assert adder.counts == {"open": 2, "accepted": 0, "recorded": 0, "rejected": 0, "articles": 1}


def test_articles_can_be_left_out(adder):
    done = adder.add({"a.txt": HALDEN, "b.txt": HALDEN_FR}, without=[article_id(HALDEN)])
    assert done["articles"] == [article_id(HALDEN_FR)]


def test_nothing_new_makes_no_addition(adder):
    adder.add({"a.txt": HALDEN})
    done = adder.add({"a.txt": HALDEN}, key="another-key")
    assert (done["addition"], done["articles"], done["first"], done["known"]) == (None, [], None, 1)


def test_an_undated_article_of_the_queue_gets_the_day_given_now(adder):
    adder.add({"bare.txt": BARE})
    upload = adder.send({"bare.txt": BARE})
    looked = adder.ok(adder.look(upload, published="2031-11-02"))
    assert codes(looked["articles"][0]) == ["queued-before", "gets-day"]
    done = adder.ok(adder.put_in(upload, looked["seen"], key="another-key"))
    assert (done["known"], done["dated"]) == (1, 1)
    assert adder.space.review_queue().article(article_id(BARE)).dated == "2031-11-02"


def test_only_what_was_looked_at_is_put_in(adder):
    upload = adder.send({"halden.txt": HALDEN})
    failed(adder.put_in(upload, "x"), 409, "outdated")  # nobody looked
    seen = adder.ok(adder.look(upload))["seen"]
    failed(adder.put_in(upload, "x"), 409, "outdated")
    adder.ok(adder.put(upload, "halden.txt", HALDEN_FR))  # changed since
    failed(adder.put_in(upload, seen), 409, "outdated")
    assert adder.counts["articles"] == 0


def test_what_was_decided_is_never_taken_back(adder):
    done = adder.add({"a.txt": HALDEN, "b.txt": HALDEN_FR})
    one = f"{article_id(HALDEN)}-1"
    order = {"action": "accept", "seen": 0, "key": "key-0001"}
    adder.ok(adder.client.post(f"/api/review/{one}/decisions", json=order))
    error = failed(adder.client.delete(f"/api/review/additions/{done['addition']}"), 409, "outdated")
    assert "1 candidate was decided about" in error["problem"]
    failed(adder.client.delete(f"/api/review/articles/{article_id(HALDEN)}"), 409, "outdated")
    assert adder.counts == {"open": 2, "accepted": 0, "recorded": 1, "rejected": 0, "articles": 2}
    gone = adder.ok(adder.client.delete(f"/api/review/articles/{article_id(HALDEN_FR)}"))
    assert gone == {"articles": 1, "candidates": 1}
    (row,) = adder.ok(adder.client.get("/api/review/additions"))["rows"]
    assert (row["articles"], row["candidates"], row["decided"]) == (1, 2, 1)


@pytest.mark.parametrize(
    ("path", "order"),
    [
        ("texts", {"text": " \n"}),
        ("texts", {"text": HALDEN, "url": "javascript:alert(1)"}),
        ("texts", {"text": HALDEN, "title": "a\nb"}),
        ("texts", {"text": HALDEN, "published": "2 November"}),
        ("articles", {"published": "yesterday"}),
        ("queue", {"seen": "x", "key": "short", "contributor": "Ada"}),
        ("queue", {"seen": "x", "key": KEY, "contributor": " "}),
        ("queue", {"seen": "x", "key": KEY, "contributor": "Ada", "without": ["../x"]}),
    ],
)
def test_what_is_no_order_is_refused(adder, path, order):
    upload = adder.send({"halden.txt": HALDEN})
    failed(adder.client.post(f"/api/uploads/{upload}/{path}", json=order), 422, "bad-question")


def test_a_day_that_is_none_is_refused(adder):
    upload = adder.send({"halden.txt": HALDEN})
    failed(adder.look(upload, published="2031-02-30"), 400, "bad-question")
    failed(adder.paste(upload, text=BARE, published="2031-02-30"), 400, "bad-question")
    assert [each["name"] for each in adder.ok(adder.client.get(f"/api/uploads/{upload}"))["files"]] == ["halden.txt"]


def test_signs_that_no_database_keeps_are_boxed(adder):
    text = HALDEN.replace("Kestrel", "Kes\x00trel")
    upload = adder.begin()
    adder.ok(adder.paste(upload, text=text))
    adder.ok(adder.put(upload, "half.jsonl", rb'{"text": "Halden Electronics plans to invest $2 billion. \ud83d"}'))
    looked = adder.ok(adder.look(upload))
    adder.ok(adder.put_in(upload, looked["seen"]))
    kept = [article.text for article in adder.space.review_queue().articles()]
    assert sorted(each.count("\ufffd") for each in kept) == [1, 1]


def test_more_articles_than_a_person_looks_at_are_said(adder, monkeypatch):
    monkeypatch.setattr("headwater.workflows.review.look.MOST_ARTICLES", 2)
    lines = "\n".join(json.dumps({"text": HALDEN.replace("2.4", f"{n}.4")}) for n in range(4))
    looked = adder.ok(adder.look(adder.send({"many.jsonl": lines})))
    assert len(looked["articles"]) == 2
    assert "more than 2 articles" in looked["problems"][0]["problem"]


def test_where_nothing_is_written_nothing_is_added_or_shown(tmp_path, page_folder):
    closed = Adder(create_store(tmp_path / "store"), page_folder, Writing())
    for method, path in (
        ("POST", "/api/uploads"), ("POST", "/api/uploads/x/texts"), ("POST", "/api/uploads/x/articles"),
        ("POST", "/api/uploads/x/queue"), ("GET", "/api/review/additions"),
        ("DELETE", "/api/review/additions/add-0123456789"), ("DELETE", "/api/review/articles/0123456789ab"),
    ):  # fmt: skip
        body = {"json": {}} if method == "POST" else {}
        failed(closed.client.request(method, path, **body), 403, "read-only")


def test_writes_need_the_token_and_the_servers_own_page(adder):
    done = adder.add({"a.txt": HALDEN})
    path = f"/api/review/additions/{done['addition']}"
    failed(adder.client.delete(path, headers={TOKEN_HEADER: "no"}), 403, "no-token")
    failed(adder.client.delete(path, headers={"Origin": "https://elsewhere.example"}), 403, "foreign-origin")
    upload = adder.send({"b.txt": HALDEN_FR})
    for step in ("texts", "articles", "queue"):
        answer = adder.client.post(f"/api/uploads/{upload}/{step}", json={}, headers={TOKEN_HEADER: "no"})
        failed(answer, 403, "no-token")
    assert len(additions(adder.space.review_queue())) == 1
