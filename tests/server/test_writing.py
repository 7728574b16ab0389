"""Who may write: each check refuses alone, whatever the others would say."""

import json

import pytest
from starlette.testclient import TestClient

from headwater.claims.model import Viewer
from headwater.errors import BadQuestion
from headwater.server import create_app
from headwater.server.bodies import MOST_BODY_BYTES
from headwater.server.writing import KEY_HEADER, TOKEN_HEADER, MayWrite, Writing

KEY = "a key of many letters"


def served(space, page_folder, writing, **how):
    """A client of a server with one route more, which notes that it was reached."""
    app = create_app(space, Viewer.parse("owner"), page_folder, writing=writing, **how)
    reached = []

    @app.post("/api/probe")
    def probe(_: MayWrite, body: dict[str, str] | None = None) -> dict[str, int]:
        reached.append(body)
        return {"reached": len(reached)}

    client = TestClient(app, base_url="http://localhost")
    client.reached = reached
    return client


@pytest.fixture
def open_here(space, page_folder):
    return served(space, page_folder, Writing(allowed=True, contributor="Ada"), loopback_only=True)


@pytest.fixture
def open_to_others(space, page_folder):
    return served(space, page_folder, Writing(allowed=True, key=KEY))


def good(client, **headers):
    """What the page sends, with some headers changed; None leaves one out."""
    token = client.get("/api/session").json()["token"]
    host = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    sent = {TOKEN_HEADER: token, **host, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return {name: value for name, value in sent.items() if value is not None}


def refused(client, answer, code, status=403):
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert error["code"] == code
    assert error["remedy"]
    assert client.reached == []


def test_the_page_and_a_program_may_write(open_here):
    assert open_here.post("/api/probe", headers=good(open_here)).status_code == 200
    program = good(open_here, Origin=None, Sec_Fetch_Site=None)
    assert open_here.post("/api/probe", headers=program).status_code == 200
    assert len(open_here.reached) == 2


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example", "http://evil.example", "null", "http://localhost.evil.example", "http://localhost:1",
        "http://127.0.0.1", "http://[::1", "localhost", "", "file://",
    ],
)  # fmt: skip
def test_a_page_of_another_origin_may_not(open_here, origin):
    refused(open_here, open_here.post("/api/probe", headers=good(open_here, Origin=origin)), "foreign-origin")


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", ""])
def test_what_the_browser_says_comes_from_elsewhere_may_not(open_here, site):
    refused(open_here, open_here.post("/api/probe", headers=good(open_here, Sec_Fetch_Site=site)), "foreign-origin")


@pytest.mark.parametrize("token", [None, "", "x" * 43, "é"])
def test_without_the_token_of_this_process_nothing_is_written(open_here, token):
    headers = {name.encode(): value.encode() for name, value in good(open_here, **{TOKEN_HEADER: token}).items()}
    answer = open_here.post("/api/probe", headers=headers)
    refused(open_here, answer, "no-token")
    assert answer.json()["error"]["retry"] is True


def test_the_token_of_another_process_is_no_token(open_here, space, page_folder):
    other = served(space, page_folder, Writing(allowed=True), loopback_only=True)
    token = other.get("/api/session").json()["token"]
    refused(open_here, open_here.post("/api/probe", headers=good(open_here, **{TOKEN_HEADER: token})), "no-token")


def test_a_plain_form_of_another_site_may_not(open_here):
    """What a browser sends for such a form: a body type that needs no question first, and no header of ours."""
    for media in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"):
        headers = {"Content-Type": media, "Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
        answer = open_here.post("/api/probe", headers=headers, content=b'{"a": "b"}')
        assert answer.status_code in (403, 422)
        alone = open_here.post("/api/probe", headers={"Content-Type": media}, content=b'{"a": "b"}')
        assert alone.status_code in (403, 422)
    assert open_here.reached == []


def test_a_name_pointed_at_this_machine_does_not_reach_the_check(open_here):
    """DNS rebinding: to the browser, page and server are of one origin, and only the host gives it away."""
    headers = good(open_here, Host="evil.example", Origin="http://evil.example")
    assert open_here.post("/api/probe", headers=headers).status_code == 400
    assert open_here.get("/api/session", headers={"Host": "evil.example"}).status_code == 400
    assert open_here.reached == []


def test_a_read_only_server_writes_nothing_and_gives_no_token(space, page_folder):
    writing = Writing()
    client = served(space, page_folder, writing, loopback_only=True)
    session = client.get("/api/session").json()
    assert (session["writable"], session["token"]) == (False, None)
    answer = client.post("/api/probe", headers={TOKEN_HEADER: writing.token, "Sec-Fetch-Site": "same-origin"})
    refused(client, answer, "read-only")
    assert "headwater add" in answer.json()["error"]["remedy"]


def test_nothing_is_written_unless_it_was_said(space):
    assert create_app(space).state.writing.allowed is False


@pytest.mark.parametrize("key", [None, "", "another key of many letters", KEY + " ", "é" * 20])
def test_beyond_this_machine_a_write_needs_the_key(open_to_others, key):
    headers = {name.encode(): value.encode() for name, value in good(open_to_others, **{KEY_HEADER: key}).items()}
    refused(open_to_others, open_to_others.post("/api/probe", headers=headers), "wrong-key")


def test_beyond_this_machine_the_key_lets_write(open_to_others):
    assert open_to_others.get("/api/session").json()["needs_key"] is True
    assert open_to_others.post("/api/probe", headers=good(open_to_others, **{KEY_HEADER: KEY})).status_code == 200


def test_a_gateway_that_ends_tls_is_the_same_origin(open_to_others):
    headers = good(open_to_others, Host="map.example", Origin="https://map.example", **{KEY_HEADER: KEY})
    assert open_to_others.post("/api/probe", headers=headers).status_code == 200


def test_a_server_others_reach_is_never_writable_without_a_key(space):
    with pytest.raises(ValueError, match="key"):
        create_app(space, writing=Writing(allowed=True))
    with pytest.raises(BadQuestion):
        Writing(allowed=True, key="short")


def test_the_session_says_who_is_offered_and_is_never_kept(open_here):
    answer = open_here.get("/api/session")
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    assert answer.json() == {
        "writable": True,
        "token": open_here.app.state.writing.token,
        "needs_key": False,
        "contributor": "Ada",
        "viewer": "owner",
        "upload_bytes": 200 * 1024 * 1024,
    }


def test_tokens_and_keys_are_not_printed():
    writing = Writing(allowed=True, key=KEY)
    assert KEY not in repr(writing)
    assert writing.token not in repr(writing)
    assert writing.token != Writing().token


def test_a_body_that_is_read_whole_is_small(open_here):
    body = json.dumps({"a": "b" * MOST_BODY_BYTES}).encode()
    headers = {**good(open_here), "Content-Type": "application/json"}
    assert open_here.post("/api/probe", headers=headers, content=body).status_code == 413
    pieces = (body[start : start + 65_536] for start in range(0, len(body), 65_536))
    assert open_here.post("/api/probe", headers=headers, content=pieces).status_code == 413  # length not announced
    assert open_here.reached == []
    assert open_here.post("/api/probe", headers=headers, content=b'{"a": "b"}').status_code == 200
