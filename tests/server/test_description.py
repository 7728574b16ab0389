"""The OpenAPI description is complete: every route says what it is for and how it may fail, every field what it is."""

import pytest


@pytest.fixture(scope="module")
def description(app):
    return app.openapi()


def operations(description):
    return {path: item["get"] for path, item in description["paths"].items()}


def test_nothing_but_get_is_described(description):
    assert all(set(item) == {"get"} for item in description["paths"].values())


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
