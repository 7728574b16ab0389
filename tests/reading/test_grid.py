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
