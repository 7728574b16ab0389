"""Headers, caching, HEAD, compression and hosts."""

import pytest

from headwater.server.headers import STRICT_HEADERS

PATHS = ["/", "/api/view", "/api/nothing", "/icon.svg", "/product/product:lumen-wafer"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_strict_headers(client, path):
    answer = client.get(path)
    assert {name: answer.headers[name] for name in STRICT_HEADERS} == dict(STRICT_HEADERS)
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", PATHS)
def test_head_is_get_without_the_body(client, path):
    head, get = client.head(path), client.get(path)
    assert head.status_code == get.status_code
    assert head.content == b""
    assert {k: v for k, v in head.headers.items() if k != "date"} == {
        k: v for k, v in get.headers.items() if k != "date"
    }


def test_what_the_client_has_is_not_sent_again(client):
    first = client.get("/api/products")
    again = client.get("/api/products", headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == first.headers["etag"]


def test_another_question_has_another_tag(client):
    tags = {
        client.get(path, headers={"Accept": accept}).headers["etag"]
        for path in ("/api/products", "/api/view", "/api/view?valid_on=2024-01-01", "/api/tables/products?limit=1")
        for accept in ("application/json", "*/*")
    }
    assert len(tags) == 8


def test_long_answers_are_compressed(client):
    answer = client.get("/api/schema", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.json()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8765", "[::1]:8765"])
def test_a_server_on_loopback_answers_to_its_own_names(client, host):
    assert client.get("/api/view", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example"])
def test_a_server_on_loopback_refuses_names_others_point_at_it(client, host):
    assert client.get("/api/view", headers={"Host": host}).status_code == 400


def test_another_site_may_not_read_answers(client):
    answer = client.get("/api/view", headers={"Origin": "https://evil.example"})
    assert not [name for name in answer.headers if name.startswith("access-control-")]
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
