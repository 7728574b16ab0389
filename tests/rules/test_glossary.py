"""The glossary has every word the code and the page are made of, in order, each with its line."""

import re

from headwater.standard.tables import TABLE_NAMES
from tests.rules.repository import ROOT

ROWS = re.findall(
    r"^\| ([a-z][a-z ]*) \| (.*?) \|", (ROOT / "GLOSSARY.md").read_text(encoding="utf-8"), flags=re.MULTILINE
)
WORDS = [word for word, _ in ROWS if word != "word"]

# Things that are recorded, assessed and shown; a word added to the code or the page is added here and explained there.
NEEDED = {
    "entity", "claim", "source", "contribution", "judgement", "view", "supply map", "provider", "supplier", "buyer",
    "facility", "product", "requirement", "provision", "flow", "basis", "reliance", "finding", "concentration",
    "dependency", "chokepoint", "systemic risk", "shock", "scenario", "outcome", "loss", "measure", "commitment",
    "agreement", "stage", "viewer", "disclosure", "remainder", "unknown", "verdict", "known on", "valid on",
}  # fmt: skip


def test_every_word_is_explained_once_and_in_order():
    assert sorted(WORDS) == WORDS
    assert len(set(WORDS)) == len(WORDS)
    assert sorted(NEEDED - set(WORDS)) == []
    assert [word for word, said in ROWS if word != "word" and not said.endswith(".")] == []


def test_every_table_of_the_standard_has_its_word():
    singular = {name: re.sub(r"ies$", "y", name).removesuffix("s") for name in TABLE_NAMES}
    assert {name: word for name, word in singular.items() if word not in WORDS} == {}
