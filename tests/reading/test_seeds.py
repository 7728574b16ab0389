"""The five articles the project started from: what must come out of them, said in issue and annotations."""

import json
import re

import pytest

from headwater.reading import Article, Gazetteer, read_article
from headwater.workflows.read import records_of
from tools import eval_articles


@pytest.fixture(scope="module")
def seeds(shared_data):
    folder = shared_data / "articles" / "seeds"
    return {
        f"s{path.name[:3]}": Article(f"s{path.name[:3]}", path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.txt"))
    }


@pytest.fixture(scope="module")
def records(seeds):
    return {name: records_of(read_article(article)) for name, article in seeds.items()}


def test_all_annotated_records_are_found_without_knowing_a_name(shared_data, seeds, records):
    path = shared_data / "articles" / "seeds_annotations.jsonl"
    said = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(said) == 17
    _, aliases = eval_articles.known_aliases()
    found = [
        pair
        for name in seeds
        for pair in eval_articles.pairs(records[name], [one for one in said if one["doc_id"] == name], aliases)
    ]
    assert len(found) == 17


def by_amount(records, amount):
    (found,) = [one for one in records if one["amount"] == amount]
    return found


def test_nine_includes_five_and_two_thirds_and_the_earlier_four_is_apart(records):
    total, cloud, registered, earlier = (by_amount(records["s000"], amount) for amount in (9e9, 5e9, 660e6, 4e9))
    assert set(total["relation"]["includes"]) == {cloud["record_id"], registered["record_id"]}
    assert cloud["relation"] == registered["relation"] == {"part_of": total["record_id"]}
    assert earlier["relation"] is None
    assert (total["amount_qualifier"], registered["status"]) == ("total_including_others", "registered")
    new = [
        one["amount"]
        for one in records["s000"]
        if one["amount"] and not (one["relation"] or {}).get("part_of") and one is not earlier
    ]
    assert sum(new) == 9e9


def test_the_memorandum_has_its_six_areas(records):
    (memorandum,) = [one for one in records["s001"] if one["kind"] == "agreement"]
    assert memorandum["status"] == "signed"
    assert len(memorandum["areas"]) == 6


def test_what_is_expected_to_be_signed_stays_that(records):
    agreements = [one for one in records["s002"] if one["kind"] == "agreement"]
    first = next(one for one in agreements if {party["country"] for party in one["parties"]} == {"KR", "US"})
    assert first["status"] == "expected_to_be_signed"
    (proposed,) = [one for one in records["s003"] if one["kind"] == "agreement"]
    assert proposed["status"] == "proposed"


def test_the_day_of_the_header_and_a_later_day_in_the_text_are_reported(seeds):
    (found,) = read_article(seeds["s002"]).contradictions
    assert found.spans[0].text == "2025-10-27"
    assert re.search(r"28/10", found.spans[1].text)


def test_every_quote_and_span_is_verbatim_with_its_place(seeds, records):
    for name, article in seeds.items():
        for one in records[name]:
            assert article.text[one["quote_start"] :].startswith(one["quote"])
            for spans in one["spans"].values():
                assert all(article.text[span["start"] : span["end"]] == span["text"] for span in spans)


def test_the_same_comes_out_twice(seeds, records):
    again = {name: records_of(read_article(article, Gazetteer())) for name, article in seeds.items()}
    assert again == records
