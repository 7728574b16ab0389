"""Records of candidates: their fields, the ledger's stages, known organizations."""

import pytest

from headwater.reading import Article
from headwater.reading.lexicon import word_file
from headwater.standard.codes import code_list
from headwater.workflows.read import gazetteer_of, read_articles, records_of, stage_of

ROWS = [
    {
        "id": "org:halden",
        "name": "Halden Electronics",
        "names": "ko:할덴",
        "aliases": "HLD;ko:할덴일렉",
        "kind": "company",
        "home_country": "country:KOR",
    }
]
LISTS = {
    "investment": "commitment_stage",
    "agreement": "agreement_status",
    "measure": "measure_status",
    "event": "event_status",
    "programme": "programme_status",
}


def records(text, rows=()):
    return records_of(next(iter(read_articles([Article("a", text, published_on="2030-04-05")], gazetteer_of(rows)))))


def test_a_record_has_the_fields_that_people_annotate():
    (record,) = records("Halden Electronics plans to invest more than $2 billion in a chip plant in Kestrel by 2036.")
    assert record["kind"] == "investment"
    assert (record["amount"], record["currency"], record["amount_qualifier"]) == (2e9, "USD", "more_than")
    assert (record["period"], record["place"], record["status"], record["stage"]) == (
        "until 2036",
        "Kestrel",
        "planned",
        "announced",
    )
    assert record["products"] == ["semiconductors"]
    assert [party["name"] for party in record["parties"]] == ["Halden Electronics"]
    assert set(record["spans"]) >= {"kind", "status", "parties", "amount", "period", "place", "products"}


@pytest.mark.parametrize("text", ["할덴은 2조원을 투자할 계획이다.", "할덴일렉은 2조원을 투자할 계획이다."])
def test_a_known_organization_is_known_by_every_name(text):
    (record,) = records(text, ROWS)
    assert [(party["name"], party["country"], party["identity"]) for party in record["parties"]] == [
        ("Halden Electronics", "KR", "org:halden")
    ]


@pytest.mark.parametrize("kind", LISTS)
def test_stages_are_codes_of_the_standard(kind):
    stages = {stage for stage in word_file("stages")[kind].values() if stage is not None}
    assert stages <= set(code_list(LISTS[kind]).codes())


def test_a_status_nobody_knows_has_no_stage():
    assert stage_of("investment", "considering") is None
    assert stage_of("agreement", "rumoured") is None
