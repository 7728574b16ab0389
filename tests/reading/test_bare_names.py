"""Firms whose names say nothing of what they are: read by where they stand, in the plain sentences of the press."""

from pathlib import Path

import pytest

from headwater.reading import Article, Gazetteer, read_article
from headwater.standard.yaml_files import read_yaml

GIVEN = read_yaml((Path(__file__).parent / "bare_names.yaml").read_text(encoding="utf-8"))
ENOUGH = 0.8
CASES = [(language, sentence) for language, given in GIVEN.items() for sentence in given["sentences"]]
HANGUL, FINALS = 0xAC00, 28


def with_particle(name: str, particle: str) -> str:
    """The form of a Korean particle behind a name: 은 or 는, by whether its last syllable is closed."""
    open_form = {"은": "는", "이": "가", "과": "와"}[particle]
    last = name[-1]
    closed = (ord(last) - HANGUL) % FINALS != 0 if "가" <= last <= "힣" else last in "LMNR"
    return particle if closed else open_form


def told_of(sentence: str, name: str) -> str:
    """The sentence with a name put in."""
    for particle in "은이과":
        sentence = sentence.replace(f"{{{particle}}}", with_particle(name, particle))
    return sentence.replace("{X}", name)


def is_party(sentence: str, name: str) -> bool:
    read = read_article(Article("x", told_of(sentence, name), None, "2030-03-10"), Gazetteer())
    written = [span.text for one in read.candidates for party in one.parties for span in party.spans]
    return any(name in text or (len(text) > 1 and text in name and len(text) >= len(name) - 3) for text in written)


@pytest.mark.parametrize(("language", "sentence"), CASES)
def test_a_firm_is_read_by_where_its_name_stands(language, sentence):
    names = GIVEN[language]["names"]
    missed = [name for name in names if not is_party(sentence, name)]
    assert len(missed) <= (1 - ENOUGH) * len(names), missed


def test_a_name_that_is_not_there_is_no_party():
    assert not is_party("The company will invest $2 billion in Ohio, it said on Monday.", "Umicore")
