"""Languages by kinds by statuses: a sentence for each, as press and announcements say it, becomes its one record."""

from pathlib import Path

import pytest

from headwater.reading import Article, read_article
from headwater.standard.yaml_files import read_yaml

GRID = read_yaml((Path(__file__).parent / "grid.yaml").read_text(encoding="utf-8"))
CASES = [(language, *case) for language, cases in GRID.items() for case in cases]


@pytest.mark.parametrize(("language", "kind", "status", "text"), CASES, ids=[case[3] for case in CASES])
def test_a_sentence_is_the_record_it_tells_of(language, kind, status, text):
    read = read_article(Article("a", text, language=language, published_on="2026-04-20")).candidates
    assert [(one.kind.value, one.status.value) for one in read] == ([] if kind == "none" else [(kind, status)])


BARE = {
    "en": {
        "Halden Electronics": "Brelvia",
        "Orrin Mining": "Tansolo",
        "Orrin Motors": "Tansolo",
        "Volta Cells": "Kerano",
    },
    "fr": {
        "Le groupe Halden": "Brelvia",
        "le groupe Halden": "Brelvia",
        "du groupe Halden": "de Brelvia",
        "au groupe Halden": "à Brelvia",
        "Le groupe Orrin": "Tansolo",
        "le groupe Orrin": "Tansolo",
        "du groupe Orrin": "de Tansolo",
    },
    "vi": {"Tập đoàn Halden": "Brelvia", "Tập đoàn Orrin": "Tansolo"},
    "ko": {"할덴전자": "브렐비아", "할덴머티리얼즈": "브렐비아", "오린모터스": "탄솔로"},
    "ja": {"ハルデン電機": "ブレルビア", "オリン自動車": "タンソロ", "ハルデンマテリアルズ": "ブレルビア"},
    "zh": {"哈尔登电子": "布雷维亚", "奥林汽车": "坦索罗", "奥林集团": "坦索罗"},
}
"""Names with nothing in them that says a firm, in place of those with a sort or a form."""


@pytest.mark.parametrize("language", BARE)
def test_most_sentences_are_read_where_a_firm_has_a_bare_name(language):
    told = read = 0
    for kind, _, text in GRID[language]:
        bare = text
        for name, plain in BARE[language].items():
            bare = bare.replace(name, plain)
        if bare != text and kind != "none":
            found = read_article(Article("a", bare, language=language, published_on="2026-04-20")).candidates
            told, read = told + 1, read + ([one.kind.value for one in found] == [kind])
    assert told >= 20
    assert read >= 0.8 * told
