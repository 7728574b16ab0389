"""A claim the viewer may not see reaches no answer: the same bytes come out whether or not it was ever recorded."""

import shutil

import pytest

from headwater.bootstrap.workspace import create_store, open_workspace
from headwater.claims.model import Viewer
from headwater.server import create_app
from headwater.workflows.record import add
from tests.server.conftest import clock
from tests.server.trade import HEAD, WAFERS, lines, trade_folder

PUBLIC_ROUTES = [
    "/api/view", "/api/products", "/api/products/product:beacon-chip", "/api/map?product=product:beacon-chip",
    "/api/search?q=secret", "/api/search?q=beacon", "/api/countries/country:KOR", "/api/organizations/org:secret-maker",
    "/api/organizations/org:quillon", "/api/facilities/facility:secret-site", "/api/facilities/facility:quillon-hall",
    "/api/findings/concentration", "/api/findings/chokepoints", "/api/findings/concentration?by=organization",
    "/api/contributions", "/api/sources", "/api/conflicts", "/api/view?known_on=2025-07-01",
    "/api/export/csv", "/api/export/parquet", "/api/export/graphml", "/api/export/geojson", "/api/export/ftm",
    "/api/tables/provisions", "/api/tables/organizations", "/api/tables/facilities", "/api/tables/sources",
    "/api/tables/unresolved", "/api/unknown", "/api/names", "/api/sources/source:secret/rows",
    "/api/sources/source:survey/rows", "/api/ledger/commitments", "/api/ledger/measures", "/api/ledger/agreements",
    "/api/ledger/totals", "/api/ledger/totals?by=stage", "/api/ledger/overdue", "/api/ledger/events",
    "/api/ledger/export/csv", "/api/ledger/export/xlsx", "/api/ledger/export/jsonld",
    "/api/ledger/commitments/commitment:quillon-hall", "/api/ledger/commitments/commitment:secret",
    "/api/sources/source:survey/rows", "/api/dependency", "/api/findings/dependency?country=KOR",
    "/api/findings/dependency?bloc=ipef", "/api/dependency/products?country=KOR",
    "/api/dependency/products?country=AUS",
    "/api/dependency/products?country=KOR&years=2022", f"/api/dependency/product?country=KOR&product={WAFERS}",
    f"/api/dependency/product?country=KOR&product={WAFERS}&threshold=enough_exporters=2",
    "/api/dependency/compare?left=KOR&right=JPN", "/api/dependency/supplied?country=CHN",
    "/api/dependency/supplied?country=AUS", "/api/export/xlsx", "/api/export/sdmx-csv",
]  # fmt: skip

HIDDEN_FLOWS = (
    ("AUS", "KOR", WAFERS, "KOR", 900, "cif", 2023), ("KOR", "AUS", WAFERS, "AUS", 70, "cif", 2023),
    ("CHN", "KOR", WAFERS, "KOR", 1, "cif", 2021), ("KOR", "CHN", WAFERS, "KOR", 12, "fob", 2023),
)  # fmt: skip

SECRETS = {
    "sources": "id,title,kind,source,locator,disclosure\nsource:secret,Secret paper,press,source:secret,p 1,{0}\n",
    "organizations": "id,name,source,locator,disclosure\norg:secret-maker,Secret Maker,source:secret,p 2,{0}\n",
    "facilities": "id,name,operator,latitude,longitude,source,locator,disclosure\n"
    "facility:secret-site,Secret Site,org:secret-maker,10,20,source:secret,p 3,{0}\n",
    "commitments": "id,title,recipient,products,stage,stage_on,amount,currency,source,locator,disclosure\n"
    "commitment:secret,Secret plan,country:VNM,product:beacon-chip,announced,2025-01-01,7000000,USD,"
    "source:secret,p 6,{0}\n"
    "commitment:quillon-hall,Secret rise,country:VNM,product:beacon-chip,announced,2025-02-01,9000000,USD,"
    "source:secret,p 7,{0}\n",
    "flows": HEAD + lines(HIDDEN_FLOWS, "{0}"),
    "provisions": "product,provider,share,basis,period,source,locator,disclosure\n"
    "product:beacon-chip,country:KOR,0.35,site,2024,source:secret,p 4,{0}\n"
    "product:beacon-chip,country:VNM,0.9,site,2024,source:secret,p 5,{0}\n",
}


def record(space, folder):
    add(space.log, space.readers, [folder], contributor="tester", clock=clock)
    return space


@pytest.fixture(scope="module", params=["own", "aggregate", "group:inner", "partners"])
def stores(request, tmp_path_factory, tiny_world):
    """A store, and a copy of it that holds hidden claims besides."""
    home = tmp_path_factory.mktemp("hidden")
    secrets = home / "secrets"
    secrets.mkdir()
    for name, text in SECRETS.items():
        (secrets / f"{name}.csv").write_text(text.format(request.param), encoding="utf-8")
    without = record(record(create_store(home / "without"), tiny_world), trade_folder(home / "trade"))
    shutil.copytree(home / "without", home / "with")
    return without, record(open_workspace(home / "with"), secrets)


@pytest.mark.parametrize("path", PUBLIC_ROUTES)
def test_hidden_claims_change_no_byte(client_for, stores, path):
    without, having = (client_for("public", space).get(path) for space in stores)
    assert (having.status_code, dict(having.headers)) == (without.status_code, dict(without.headers))
    assert having.content == without.content


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
    known = record(record(create_store(tmp_path / "store"), tiny_world), trade_folder(tmp_path / "trade"))
    space = record(known, secrets)
    found = {
        viewer: client_for(viewer, space).get("/api/organizations/org:secret-maker")
        for viewer in ("partners", "group:inner")
    }
    assert {viewer: answer.status_code for viewer, answer in found.items()} == {"partners": 404, "group:inner": 200}


def test_the_viewer_cannot_be_chosen_by_the_client(client_for):
    assert client_for("public").get("/api/view?viewer=owner").status_code == 422


def test_public_is_what_a_server_shows_unless_told_otherwise(space):
    assert create_app(space).state.maps.viewer == Viewer.parse("public")
