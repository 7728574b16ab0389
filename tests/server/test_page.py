"""The built page is served with the right types and cache rules, and says so where it was not built."""

import pytest
from starlette.testclient import TestClient

from headwater.server import create_app


@pytest.mark.parametrize(
    ("path", "media", "cache"),
    [
        ("/", "text/html; charset=utf-8", "no-cache"),
        ("/assets/main-Ab3dE_9x.js", "text/javascript; charset=utf-8", "public, max-age=31536000, immutable"),
        ("/icon.svg", "image/svg+xml", "no-cache"),
        ("/product/product:lumen-wafer", "text/html; charset=utf-8", "no-cache"),
    ],
)
def test_files_have_their_type_and_cache_rule(client, path, media, cache):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media
    assert answer.headers["cache-control"] == cache


def test_a_file_that_is_not_there_is_404(client):
    assert client.get("/assets/gone-Ab3dE_9x.js").status_code == 404


def test_a_file_is_not_sent_again(client):
    first = client.get("/icon.svg")
    assert client.get("/icon.svg", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(
    "path", ["/..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/hosts.txt", "/assets/..%2f..%2fsecret.txt"]
)
def test_nothing_outside_the_page_is_served(client, page_folder, path):
    (page_folder.parent / "secret.txt").write_text("secret", encoding="utf-8")
    answer = client.get(path)
    assert "secret" not in answer.text
    assert "root:" not in answer.text


def test_a_page_that_was_not_built_says_what_to_do(space, tmp_path):
    client = TestClient(create_app(space, page_folder=tmp_path), base_url="http://localhost")
    answer = client.get("/")
    assert answer.status_code == 503
    assert "make page" in answer.text
    assert client.get("/api/view").status_code == 200
