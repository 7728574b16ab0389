"""A server over a store with the tiny fictional world, for any viewer."""

from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from headwater.bootstrap.workspace import create_store
from headwater.claims.model import Viewer
from headwater.server import create_app
from headwater.workflows.record import add


def clock():
    return datetime(2025, 7, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def space(tmp_path_factory, tiny_world):
    made = create_store(tmp_path_factory.mktemp("served") / "store")
    add(made.log, made.readers, [tiny_world], contributor="tester", clock=clock)
    return made


@pytest.fixture(scope="session")
def page_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    (folder / "assets").mkdir()
    (folder / "index.html").write_text("<!doctype html><title>Headwater</title>", encoding="utf-8")
    (folder / "assets" / "main-Ab3dE_9x.js").write_text("export {};", encoding="utf-8")
    (folder / "icon.svg").write_text("<svg/>", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def app(space, page_folder):
    return create_app(space, Viewer.parse("owner"), page_folder, loopback_only=True)


@pytest.fixture
def client(app):
    with TestClient(app, base_url="http://localhost") as found:
        yield found


@pytest.fixture
def client_for(space, page_folder):
    """A client of a server for the viewer named."""

    def make(viewer, workspace=space):
        return TestClient(create_app(workspace, Viewer.parse(viewer), page_folder), base_url="http://localhost")

    return make
