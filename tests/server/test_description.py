"""The OpenAPI description is complete: every route says what it is for and how it may fail, every field what it is."""

import re

import pytest
from starlette.testclient import TestClient

from headwater.server import create_app
from headwater.server.writing import KEY_HEADER, TOKEN_HEADER


@pytest.fixture(scope="module")
def description(app):
    return app.openapi()


def operations(description):
    return {
        f"{method.upper()} {path}": operation
        for path, item in description["paths"].items()
        for method, operation in item.items()
    }


def writes(description):
    return {name: operation for name, operation in operations(description).items() if not name.startswith("GET ")}


def test_whatever_writes_says_what_it_must_carry_and_how_it_is_refused(description):
    for name, operation in writes(description).items():
        headers = {each["name"] for each in operation.get("parameters", ()) if each["in"] == "header"}
        assert headers >= {TOKEN_HEADER, KEY_HEADER}, name
        assert {"403", "409", "413"} <= set(operation["responses"]), name


def test_whatever_writes_is_guarded(space, page_folder, description):
    """Every such route, whatever it is for: a server that is read only refuses it before anything else."""
    client = TestClient(create_app(space, page_folder=page_folder), base_url="http://localhost")
    for name in writes(description):
        method, path = name.split(" ", 1)
        answer = client.request(method, re.sub(r"\{.*?\}", "x", path))
        assert answer.status_code in (403, 422), name  # 422: what it asks for was not there to be read
        if answer.status_code == 422:
            assert "body" in answer.json()["error"]["where"], name


def test_every_route_says_what_it_is_for_and_how_it_may_fail(description):
    for path, operation in operations(description).items():
        assert operation["summary"], path
        assert operation["description"], path
        assert {"200", "400", "404", "422", "500"} <= set(operation["responses"]), path


def test_every_answer_and_every_parameter_is_typed(description):
    for path, operation in operations(description).items():
        content = operation["responses"]["200"]["content"]
        assert all(form["schema"] for form in content.values()), path
        for parameter in operation.get("parameters", ()):
            assert parameter["schema"] not in ({}, None), (path, parameter["name"])
            assert parameter.get("description") or parameter["schema"].get("$ref"), (path, parameter["name"])


def test_the_page_of_documents_that_loads_from_elsewhere_is_off(client):
    assert client.get("/api/docs").status_code == 404
    assert client.get("/api/openapi.json").json()["openapi"].startswith("3.1")
