"""A claim the viewer may not see reaches no answer: the same bytes come out whether or not it was ever recorded."""

import re
import shutil

import pytest
from starlette.testclient import TestClient

from headwater.bootstrap.workspace import create_store, open_workspace
from headwater.claims.model import Viewer
from headwater.server import create_app
from headwater.server.writing import TOKEN_HEADER, Writing
from headwater.workflows.record import add
from tests.server.conftest import clock
from tests.server.trade import HEAD, WAFERS, lines, trade_folder

LINKED = "product:silicon-wafer"  # a product of the reference world; WAFERS is its code

PUBLIC_ROUTES = [
    "/api/view", "/api/products", "/api/products/product:beacon-chip", "/api/map?product=product:beacon-chip",
    "/api/search?q=secret", "/api/search?q=beacon", "/api/countries/country:KOR", "/api/organizations/org:secret-maker",
    "/api/organizations/org:quillon", "/api/facilities/facility:secret-site", "/api/facilities/facility:quillon-hall",
    "/api/findings/concentration", "/api/findings/chokepoints", "/api/findings/concentration?by=organization",
    "/api/contributions", "/api/sources", "/api/conflicts", "/api/view?known_on=2025-07-01",
    "/api/export/csv", "/api/export/parquet", "/api/export/graphml", "/api/export/geojson", "/api/export/ftm",
    "/api/tables/provisions", "/api/tables/organizations", "/api/tables/facilities", "/api/tables/sources",
    "/api/tables/unresolved", "/api/unknown", "/api/names", "/api/sources/source:secret/rows",
    "/api/sources/source:survey/rows", "/api/contributions/FIRST/rows",
    "/api/contributions/FIRST/rows?table=provisions", "/api/contributions/HIDDEN/rows",
    "/api/contributions/FIRST/without", "/api/contributions/HIDDEN/without",
    "/api/ledger/commitments", "/api/ledger/measures", "/api/ledger/agreements",
    "/api/ledger/totals", "/api/ledger/totals?by=stage", "/api/ledger/overdue", "/api/ledger/events",
    "/api/ledger/export/csv", "/api/ledger/export/xlsx", "/api/ledger/export/jsonld",
    "/api/ledger/commitments/commitment:quillon-hall", "/api/ledger/commitments/commitment:secret",
    "/api/dependency", "/api/findings/dependency?country=KOR",
    "/api/findings/dependency?bloc=ipef", "/api/dependency/products?country=KOR",
    "/api/dependency/products?country=AUS",
    "/api/dependency/products?country=KOR&years=2022", f"/api/dependency/product?country=KOR&product={WAFERS}",
    f"/api/dependency/product?country=KOR&product={WAFERS}&threshold=enough_exporters=2",
    "/api/dependency/compare?left=KOR&right=JPN", "/api/dependency/supplied?country=CHN",
    "/api/dependency/supplied?country=AUS", "/api/export/xlsx", "/api/export/sdmx-csv",
    "/api/dependency/products?bloc=KOR,AUS", f"/api/products/{LINKED}/trade",
    f"/api/products/{LINKED}/trade?threshold=enough_exporters=1&years=2022-2023",
    f"/api/products/{LINKED}/trade?threshold=enough_exporters=1&years=2021",
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
    trade = trade_folder(home / "trade")
    known = f"id,name,kind,source,locator\n{LINKED},Silicon wafers,material,source:customs,p 1\n"
    (trade / "products.csv").write_text(known, encoding="utf-8")
    without = record(record(create_store(home / "without"), tiny_world), trade)
    shutil.copytree(home / "without", home / "with")
    return without, record(open_workspace(home / "with"), secrets)


@pytest.mark.parametrize("path", PUBLIC_ROUTES)
def test_hidden_claims_change_no_byte(client_for, stores, path):
    first, *_, hidden = (entry.id for entry in stores[1].log.contributions())
    path = path.replace("FIRST", first).replace("HIDDEN", hidden)
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


OPEN_ROWS = "product,provider,share,basis,period,source,locator\n"
ADDED = {
    "a file on a source they see": {
        "provisions": f"{OPEN_ROWS}product:beacon-chip,country:VNM,0.2,site,2024,source:survey,p 9\n"
    },
    "a file on the hidden source": {
        "provisions": f"{OPEN_ROWS}product:beacon-chip,country:VNM,0.2,site,2024,source:secret,p 9\n"
    },
    "a file on a source spelt like the hidden one": {
        "provisions": f"{OPEN_ROWS}product:beacon-chip,country:VNM,0.2,site,2024,source:secre,p 9\n"
    },
    "the hidden firm by name": {
        "organizations": "id,name,home_country,source,locator\norg:mine,Secret Maker,country:KOR,source:survey,p 9\n"
    },
    "the hidden rows as if they were open": {name: text.format("open") for name, text in SECRETS.items()},
    "the hidden rows themselves": {name: text.format("own") for name, text in SECRETS.items()},
}


class Public:
    """Somebody who may write and is not the owner, at a copy of a store."""

    def __init__(self, space, folder):
        shutil.copytree(space.path, folder)
        app = create_app(
            open_workspace(folder), Viewer.parse("public"), loopback_only=True, writing=Writing(allowed=True)
        )
        self.client = TestClient(app, base_url="http://localhost")
        self.client.headers[TOKEN_HEADER] = app.state.writing.token

    def steps(self, files):
        """Send, look, see what is wrong, and record as whoever recorded the hidden rows; every answer."""
        upload = self.client.post("/api/uploads").json()["id"]
        for name, text in files.items():
            self.client.put(f"/api/uploads/{upload}/files?name={name}.csv", content=text.encode())
        seen = self.client.post(f"/api/uploads/{upload}/preview", json={})
        order = {"contributor": "tester", "seen": seen.json()["seen"], "skip_bad": False}
        yield seen
        yield self.client.get(f"/api/uploads/{upload}/problems")
        yield self.client.get(f"/api/uploads/{upload}/rejected.csv")
        yield self.client.post(f"/api/uploads/{upload}/record", json=order)
        yield self.client.post(f"/api/uploads/{upload}/record", json={**order, "skip_bad": True})
        yield self.client.get("/api/map?product=product:beacon-chip")


def plain(answer):
    """Status and text without the ids of contributions, which are drawn by chance, and the digest made of them."""
    text = re.sub(r"[0-9]{8}-[0-9a-f]{8}", "CONTRIBUTION", answer.text)
    return answer.status_code, text


@pytest.mark.parametrize("files", ADDED.values(), ids=ADDED)
def test_adding_tells_nothing_about_hidden_claims(stores, tmp_path, files):
    without, having = (
        [plain(answer) for answer in Public(space, tmp_path / str(number)).steps(files)]
        for number, space in enumerate(stores)
    )
    assert having == without


def test_who_is_not_the_owner_adds_only_what_they_may_see(stores, tmp_path):
    public = Public(stores[0], tmp_path / "copy")
    first, problems, *_ = public.steps(ADDED["the hidden rows themselves"])
    assert first.json()["rows"] == {}
    assert {row["column"] for row in problems.json()["rows"]} == {"disclosure"}


def test_taking_back_what_is_hidden_is_answered_like_what_was_never_recorded(stores, tmp_path):
    _, having = stores
    public, hidden = Public(having, tmp_path / "copy"), having.log.contributions()[-1].id
    order = {"contributor": "tester", "why": "to find out"}
    for step in ("retract", "restore"):
        answers = [
            public.client.post(f"/api/contributions/{name}/{step}", json=order)
            for name in (hidden, "20200101-00000000")
        ]
        assert plain(answers[0]) == plain(answers[1])
        assert answers[0].status_code == 404
    assert len(open_workspace(tmp_path / "copy").log.contributions()) == len(having.log.contributions())
