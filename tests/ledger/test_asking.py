"""The same filters for every table of the ledger."""

from datetime import date

import pytest

from headwater.errors import BadQuestion, NotFound
from headwater.workflows.ledger import Ledger, LedgerFilter
from tests.ledger.worlds import map_of, promise

ORGS = [
    {"id": "org:maker", "name": "Máker Inc.", "home_country": "country:KOR", "aliases": ["메이커"]},
    {"id": "org:other", "name": "Other", "home_country": "country:USA"},
]
PRODUCTS = [{"id": "product:chip", "name": "Chip", "technology": "semiconductors"}]
SITES = [
    {"id": "place:town", "name": "Town", "country": "country:VNM"},
    {"id": "facility:fab", "name": "Fab", "country": "country:VNM", "in_place": "place:town"},
]
WORLD = {
    "organizations": ORGS,
    "products": PRODUCTS,
    "facilities": SITES,
    "agreements": [
        {"id": "agreement:a", "title": "Accord", "kind": "memorandum", "parties": ["org:maker", "country:VNM"],
         "areas": ["semiconductor research"], "status": "signed", "status_on": "2024-07-01"},
    ],
    "measures": [
        {"id": "measure:m", "title": "Licence", "kind": "export-control", "imposers": ["country:CHN"],
         "affected": ["org:maker"], "products": ["product:chip"], "status": "in-force", "status_on": "2023-08-01"},
    ],
    "events": [
        {"id": "event:e", "title": "Fire", "kind": "accident", "status": "occurred", "starts_on": "2021-03-19",
         "places": ["facility:fab"], "organizations": ["org:maker"], "products": ["product:chip"]},
    ],
    "programmes": [
        {"id": "programme:p", "title": "School", "kinds": ["training"], "partners": ["org:maker"],
         "areas": ["semiconductors"], "starts_on": "2024", "status": "running"},
    ],
}  # fmt: skip
PROMISES = (
    promise("fab", 5.0, on="2021-11", investors=["org:maker"], facility="facility:fab", products=["product:chip"]),
    promise("fab", 5.0, stage="in-operation", on="2023-10"),
    promise("other", 1.0, on="2025", investors=["org:other"], recipient="country:USA"),
)


@pytest.fixture(scope="module")
def ledger():
    return Ledger(map_of(*PROMISES, **WORLD))


def ids(ledger, table, **asked):
    return [identity.partition(":")[2] for identity in ledger.listed(table, LedgerFilter(**asked))["id"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["fab", "other"]),
        ({"country": "Viet Nam"}, ["fab"]),  # nobody names a recipient: the site stands there
        ({"country": "USA"}, ["other"]),
        ({"party": "메이커"}, ["fab"]),
        ({"party": "country:KOR"}, ["fab"]),  # a country's firms
        ({"technology": "semiconductors"}, ["fab"]),
        ({"product": "chip"}, ["fab"]),
        ({"state": "in-operation"}, ["fab"]),
        ({"state": "announced"}, ["other"]),
        ({"place": "Town"}, ["fab"]),  # the site lies in it
        ({"since": date(2023, 1, 1), "until": date(2023, 12, 31)}, ["fab"]),
        ({"until": date(2020, 1, 1)}, []),
        ({"text": "MAKER"}, ["fab"]),
        ({"country": "Viet Nam", "party": "Other"}, []),
    ],
)
def test_commitments(ledger, asked, found):
    assert ids(ledger, "commitments", **asked) == found


@pytest.mark.parametrize("table", ["agreements", "measures", "events", "programmes"])
def test_a_firm_is_found_by_its_name_and_stands_for_its_country(ledger, table):
    assert len(ids(ledger, table, party="org:maker")) == 1
    assert len(ids(ledger, table, technology="semiconductors")) == 1
    assert ids(ledger, table, party="Other") == []


def test_the_country_of_each(ledger):
    assert ids(ledger, "agreements", country="Korea") == ["a"]
    assert ids(ledger, "measures", country="China") == ["m"]
    assert ids(ledger, "events", country="Viet Nam") == ["e"]
    assert ids(ledger, "programmes", country="Korea") == ["p"]
    assert ids(ledger, "programmes", country="Japan") == []


def test_kinds(ledger):
    assert ids(ledger, "programmes", kind="training") == ["p"]
    assert ids(ledger, "agreements", kind="treaty") == []


def test_what_no_row_can_have_is_refused_with_what_it_can(ledger):
    with pytest.raises(BadQuestion, match="no kind") as refused:
        ids(ledger, "measures", kind="tarif")
    assert "tariff" in refused.value.valid
    with pytest.raises(BadQuestion, match="A commitment has no kind"):
        ids(ledger, "commitments", kind="deal")
    with pytest.raises(NotFound, match="Did you mean other"):
        ids(ledger, "commitments", party="Othr")
    with pytest.raises(NotFound, match="no table"):
        ledger.listed("promises")
    with pytest.raises(BadQuestion, match="before they begin"):
        LedgerFilter(since=date(2025, 1, 2), until=date(2025, 1, 1))
