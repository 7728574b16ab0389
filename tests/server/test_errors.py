"""Every error is {"error": ...} with the status its kind has, and tells nothing it should not."""

import pytest
from starlette.testclient import TestClient

from headwater import errors
from headwater.claims.model import Viewer
from headwater.server import create_app
from headwater.server.faults import STATUSES

FIELDS = {"code", "problem", "remedy", "where", "valid", "retry"}


def failed(answer, status):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    assert set(answer.json()) == {"error"}
    assert set(answer.json()["error"]) >= FIELDS
    return answer.json()["error"]


@pytest.mark.parametrize(
    "path",
    [
        "/api", "/api/", "/api/nothing", "/api/view/",
        "/api/products/product:unobtainium", "/api/countries/country:ATL",
        "/api/organizations/org:nobody", "/api/facilities/facility:nowhere", "/api/claims?id=none:provisions:0",
    ],
)  # fmt: skip
def test_what_is_not_there_is_404(client, path):
    failed(client.get(path), 404)


@pytest.mark.parametrize(
    "path",
    [
        "/api/view?known_on=2025", "/api/view?known_on=1751328000", "/api/view?valid_on=2025-02-30",
        "/api/view?valid_on=2025-07-01T00:00:00", "/api/view?knownon=2025-07-01", "/api/sources?limit=false",
        "/api/sources?limit=1.0", "/api/sources?limit=1_0", "/api/sources?limit=+1", "/api/sources?limit=0",
        "/api/sources?limit=1001", "/api/sources?offset=-1", "/api/search?q=", "/api/search", "/api/claims",
        "/api/claims?id=nonsense", "/api/findings/concentration?by=planet", "/api/tables/secrets",
        "/api/schema/secrets", "/api/export/exe", "/api/map",
    ],
)  # fmt: skip
def test_a_parameter_that_is_not_valid_is_422(client, path):
    assert failed(client.get(path), 422)["code"] == "bad-question"


def test_too_many_claims_at_once_are_refused(client):
    failed(client.get("/api/claims", params={"id": ["a:provisions:0"] * 501}), 422)


def test_a_table_in_a_form_nobody_makes_is_406(client):
    failed(client.get("/api/tables/products", headers={"Accept": "text/html"}), 406)


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("*/*", "application/json"), ("application/*", "application/json"),
        ("application/json;q=0.5", "application/json"),
        ("application/json;q=0.1, application/vnd.apache.arrow.stream", "application/vnd.apache.arrow.stream"),
        ("text/html, */*;q=0.1", "application/json"),
    ],
)  # fmt: skip
def test_the_form_follows_what_is_accepted(client, accept, media):
    assert client.get("/api/tables/products", headers={"Accept": accept}).headers["content-type"] == media


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    answer = getattr(client, method)("/api/view")
    failed(answer, 405)
    assert answer.headers["allow"] == "GET"


def test_every_error_of_the_tree_has_a_status():
    def tree(kind):
        yield kind
        for below in kind.__subclasses__():
            yield from tree(below)

    for kind in tree(errors.HeadwaterError):
        assert next(status for above, status in STATUSES.items() if issubclass(kind, above)) in (
            400, 403, 404, 409, 413, 500, 503,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.BadQuestion("no"), 400), (errors.BasisMismatch("no"), 400), (errors.NotFound("no"), 404),
        (errors.StoreBusy("no"), 503), (errors.StoreDamaged("no"), 500), (errors.NoStore("no"), 500),
    ],
)  # fmt: skip
def test_an_error_below_becomes_its_status(space, monkeypatch, error, status):
    def fail(*_):
        raise error

    monkeypatch.setattr("headwater.server.resolved.build_map", fail)
    client = TestClient(create_app(space, Viewer.parse("owner")), base_url="http://localhost")
    assert failed(client.get("/api/view"), status) == error.as_dict()


def test_a_bug_tells_the_client_nothing_about_itself(space, monkeypatch, caplog):
    def fail(*_):
        raise RuntimeError("the secret is 42")

    monkeypatch.setattr("headwater.server.resolved.build_map", fail)
    client = TestClient(create_app(space), base_url="http://localhost", raise_server_exceptions=False)
    answer = client.get("/api/view")
    assert failed(answer, 500)["code"] == "internal"
    assert "42" not in answer.text
    assert "the secret is 42" in caplog.text
    assert "Content-Security-Policy" in answer.headers
