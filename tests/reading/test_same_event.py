"""Records of one event in several articles and languages are suggested, with reasons, and nothing else is."""

from __future__ import annotations

from itertools import permutations

import pytest

from headwater.reading import Article, Entry, Gazetteer, read_article
from headwater.reading.same_event import suggested_duplicates
from headwater.workflows.read import records_of

HALDEN = Gazetteer((Entry("org:halden", "Halden Electronics", ("할덴전자", "ハルデン電機"), "company", None),))
ENGLISH = "Halden Electronics said on Tuesday it will invest 2.4 trillion won in a battery plant in Kestrel by 2036."
KOREAN = "할덴전자는 1일 2036년까지 2조 4천억 원을 투자해 배터리 공장을 건설할 계획이라고 밝혔다."


def records(*texts: tuple[str, str]) -> list[dict[str, object]]:
    return [
        record
        for number, (text, day) in enumerate(texts)
        for record in records_of(read_article(Article(f"a{number}", text, None, day), HALDEN))
    ]


def made(number: int, **fields: object) -> dict[str, object]:
    party = {"name": "Halden", "country": None, "role": "investor", "kind": "organization", "identity": None}
    given: dict[str, object] = {
        "record_id": f"a{number}-1", "doc_id": f"a{number}", "kind": "investment", "parties": [party],
        "amount": None, "currency": None, "date": None, "products": [], "place": None, "period": None,
        "status": "planned",
    }  # fmt: skip
    return {**given, **fields}


def test_one_promise_in_two_languages_is_suggested_with_its_reasons() -> None:
    found = suggested_duplicates(records((ENGLISH, "2031-04-02"), (KOREAN, "2031-04-02"))).to_dicts()
    assert [(pair["record_id"], pair["other_id"]) for pair in found] == [("a0-1", "a1-1")]
    told = " | ".join(found[0]["reasons"])
    for reason in ("same party: halden", "same sum: 2,400,000,000,000 KRW", "same technology: batteries", "until 2036"):
        assert reason in told


def test_records_of_one_article_are_never_suggested_with_each_other() -> None:
    twice = records((f"{ENGLISH}", "2031-04-02"))
    assert suggested_duplicates([*twice, *twice]).is_empty()


@pytest.mark.parametrize(
    "other",
    [
        {"amount": 3.0e9, "currency": "USD"},  # another sum
        {"date": "2031-08-01"},  # months later
        {"kind": "measure"},
        {"parties": [{"name": "Moss", "country": None, "role": "investor", "kind": "organization", "identity": None}]},
    ],
)
def test_what_differs_is_not_suggested(other: dict[str, object]) -> None:
    same = {"amount": 2.4e9, "currency": "USD", "date": "2031-04-02", "products": ["batteries"]}
    assert suggested_duplicates([made(0, **same), made(1, **same)]).height == 1
    assert suggested_duplicates([made(0, **same), made(1, **{**same, **other})]).is_empty()


def test_figures_that_differ_a_little_are_suggested_and_the_difference_is_said() -> None:
    one = made(0, amount=1.2e12, currency="KRW", date="2031-04-02", products=["wafers"])
    other = made(1, amount=1.236e12, currency="KRW", date="2031-04-02", products=["wafers"])
    (pair,) = suggested_duplicates([one, other]).to_dicts()
    assert any("sums differ: 1,200,000,000,000 KRW, 1,236,000,000,000 KRW" in each for each in pair["against"])


def test_an_agreement_needs_both_its_parties() -> None:
    def agreement(number: int, *countries: str) -> dict[str, object]:
        parties = [
            {"name": country, "country": country, "role": "party", "kind": "nation", "identity": None}
            for country in countries
        ]
        return made(number, kind="agreement", parties=parties, date="2031-04-02", products=["AI"], status="signed")

    assert suggested_duplicates([agreement(0, "JP", "US"), agreement(1, "US", "JP")]).height == 1
    assert suggested_duplicates([agreement(0, "JP", "US"), agreement(1, "US", "GB")]).is_empty()


def test_the_same_pairs_come_whatever_the_order() -> None:
    given = [made(number, amount=2.4e9, currency="USD", date="2031-04-02", products=["AI"]) for number in range(3)]
    pairs = {
        frozenset(
            frozenset(pair) for pair in suggested_duplicates(list(order)).select("record_id", "other_id").iter_rows()
        )
        for order in permutations(given)
    }
    assert len(pairs) == 1
    assert len(next(iter(pairs))) == 3


def test_nothing_in_nothing_out() -> None:
    assert suggested_duplicates([]).columns[:2] == ["record_id", "other_id"]
