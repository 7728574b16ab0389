"""A claim the viewer may not see reaches no answer: the same bytes come out whether or not it was ever recorded."""

import pytest

from headwater.bootstrap.workspace import create_store
from headwater.claims.model import Viewer
from headwater.server import create_app
from headwater.workflows.record import add
from tests.server.conftest import clock

PUBLIC_ROUTES = [
    "/api/view", "/api/products", "/api/products/product:beacon-chip", "/api/map?product=product:beacon-chip",
    "/api/search?q=secret", "/api/search?q=beacon", "/api/countries/country:KOR", "/api/organizations/org:secret-maker",
    "/api/organizations/org:quillon", "/api/facilities/facility:secret-site", "/api/facilities/facility:quillon-hall",
    "/api/findings/concentration", "/api/findings/chokepoints", "/api/findings/concentration?by=organization",
    "/api/contributions", "/api/sources", "/api/conflicts", "/api/view?known_on=2025-07-01",
    "/api/export/csv", "/api/export/parquet", "/api/export/graphml", "/api/export/geojson", "/api/export/ftm",
    *(f"/api/tables/{name}" for name in ("provisions", "organizations", "facilities", "sources", "unresolved", "events")),
]  # fmt: skip

SECRETS = {
    "sources": "id,title,kind,source,locator,disclosure\nsource:secret,Secret paper,press,source:secret,p 1,{0}\n",
    "organizations": "id,name,source,locator,disclosure\norg:secret-maker,Secret Maker,source:secret,p 2,{0}\n",
    "facilities": "id,name,operator,latitude,longitude,source,locator,disclosure\n"
    "facility:secret-site,Secret Site,org:secret-maker,10,20,source:secret,p 3,{0}\n",
    "provisions": "product,provider,share,basis,period,source,locator,disclosure\n"
    "product:beacon-chip,country:KOR,0.35,site,2024,source:secret,p 4,{0}\n"
    "product:beacon-chip,country:VNM,0.9,site,2024,source:secret,p 5,{0}\n",
}


def make(path, *folders):
    space = create_store(path)
    for folder in folders:
        add(space.log, space.readers, [folder], contributor="tester", clock=clock)
    return space


@pytest.fixture(scope="module", params=["own", "aggregate", "group:inner", "partners"])
def stores(request, tmp_path_factory, tiny_world):
    """A store, and one that holds hidden claims besides."""
    home = tmp_path_factory.mktemp("hidden")
    secrets = home / "secrets"
    secrets.mkdir()
    for name, text in SECRETS.items():
        (secrets / f"{name}.csv").write_text(text.format(request.param), encoding="utf-8")
    return make(home / "without", tiny_world), make(home / "with", tiny_world, secrets)


def normal(space, answer):
    """The answer with the ids of the world's contribution as one word: they differ from store to store by design."""
    first = space.log.contributions()[0].id
    return answer.status_code, answer.content.replace(first.encode(), b"CONTRIBUTION")


@pytest.mark.parametrize("path", PUBLIC_ROUTES)
def test_hidden_claims_change_no_byte(client_for, stores, path):
    without, having = stores
    first, second = (client_for("public", space).get(path) for space in stores)
    assert normal(without, first) == normal(having, second)


def test_the_owner_does_see_them(client_for, stores):
    _, having = stores
    assert client_for("owner", having).get("/api/organizations/org:secret-maker").status_code == 200


def test_a_hidden_claim_is_answered_like_one_never_recorded(client_for, stores):
    _, having = stores
    hidden = having.log.contributions()[-1].id
    client = client_for("public", having)
    answers = [client.get("/api/claims", params={"id": f"{name}:provisions:0"}) for name in (hidden, "0" * len(hidden))]
    texts = [answer.text.replace(hidden, "ID").replace("0" * len(hidden), "ID") for answer in answers]
    assert texts[0] == texts[1]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert {name: value for name, value in answers[0].headers.items() if name != "date"} == dict(answers[1].headers)


def test_a_member_of_the_group_sees_what_the_group_may(tmp_path, tiny_world, client_for):
    secrets = tmp_path / "secrets"
    secrets.mkdir()
    for name, text in SECRETS.items():
        (secrets / f"{name}.csv").write_text(text.format("group:inner"), encoding="utf-8")
    space = make(tmp_path / "store", tiny_world, secrets)
    found = {
        viewer: client_for(viewer, space).get("/api/organizations/org:secret-maker")
        for viewer in ("partners", "group:inner")
    }
    assert {viewer: answer.status_code for viewer, answer in found.items()} == {"partners": 404, "group:inner": 200}


def test_the_viewer_cannot_be_chosen_by_the_client(client_for):
    assert client_for("public").get("/api/view?viewer=owner").status_code == 422


def test_public_is_what_a_server_shows_unless_told_otherwise(space):
    assert create_app(space).state.maps.viewer == Viewer.parse("public")
