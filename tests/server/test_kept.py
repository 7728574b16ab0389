"""Kept answers: the same bytes without asking again, never after the log has changed, and bounded."""

from datetime import UTC, datetime

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from headwater.bootstrap.workspace import create_store
from headwater.errors import StoreDamaged
from headwater.server.kept import KeptAnswersMiddleware
from headwater.workflows.record import add


class Asked:
    """An application that counts how often it was asked, over a log whose stamp the test sets."""

    def __init__(self, headers=(("ETag", 'W/"one"'),), status=200, most_bytes=1_000, size=100):
        self.times = 0
        self.stamp: object = 0

        async def answer(_: Request) -> Response:
            self.times += 1
            return Response(f"{self.times}".ljust(size), status, dict(headers))

        app = Starlette(routes=[Route("/api/{rest:path}", answer, methods=["GET", "POST"]), Route("/page", answer)])
        app.add_middleware(KeptAnswersMiddleware, stamp=self._stamp, most_bytes=most_bytes)
        self.client = TestClient(app)

    def _stamp(self):
        if isinstance(self.stamp, Exception):
            raise self.stamp
        return self.stamp

    def get(self, path="/api/a", **headers):
        return self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})


def test_an_answer_is_given_again_as_it_was_until_the_log_changes():
    asked = Asked()
    first, again = asked.get(), asked.get()
    assert (first.content, first.headers) == (again.content, again.headers)
    assert asked.times == 1
    asked.stamp = 1
    assert asked.get().text.strip() == "2"


def test_who_has_it_is_told_so():
    asked = Asked()
    asked.get()
    told = asked.get(If_None_Match='"other", W/"one"')
    assert (told.status_code, told.content, told.headers["etag"]) == (304, b"", 'W/"one"')
    assert asked.get(If_None_Match='W/"another"').status_code == 200


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/api/b", {}), ("/api/a?x=1", {}), ("/api/a", {"Accept": "text/csv"}), ("/api/a", {"Accept_Encoding": "br"})],
)
def test_another_question_or_form_is_asked_anew(path, headers):
    asked = Asked()
    asked.get()
    asked.get(path, **headers)
    assert asked.times == 2


@pytest.mark.parametrize(
    "made",
    [
        {"headers": ()},
        {"status": 404},
        {"headers": (("ETag", 'W/"one"'), ("Cache-Control", "no-store"))},
    ],
)
def test_what_has_no_tag_failed_or_must_not_be_kept_is_not(made):
    asked = Asked(**made)
    asked.get()
    asked.get()
    assert asked.times == 2


def test_only_reading_under_api_is_kept():
    asked = Asked()
    for _ in range(2):
        asked.client.post("/api/a")
        asked.get("/page")
    assert asked.times == 4


def test_what_was_asked_longest_ago_goes_first():
    asked = Asked(most_bytes=250, size=100)
    for path in ("/api/a", "/api/b", "/api/a", "/api/c", "/api/a"):
        asked.get(path)
    assert asked.times == 3  # a is still there
    asked.get("/api/b")
    assert asked.times == 4


def test_a_log_that_cannot_be_read_is_told_by_the_answer_itself():
    asked = Asked()
    asked.get()
    asked.stamp = StoreDamaged("x", "y")
    asked.get()
    assert asked.times == 2


def test_over_a_store_the_next_answer_after_a_contribution_is_new(tmp_path, tiny_world, client_for):
    space = create_store(tmp_path / "store")
    client = client_for("owner", space)
    before = client.get("/api/products")
    assert client.get("/api/products").content == before.content
    assert before.json()["rows"] == []
    add(space.log, space.readers, [tiny_world], contributor="t", clock=lambda: datetime(2025, 7, 1, tzinfo=UTC))
    after = client.get("/api/products", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert len(after.json()["rows"]) == 5
