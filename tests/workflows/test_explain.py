"""From a figure back to who said it, and no further than the viewer may see."""

import pytest

from headwater.claims.model import View, Viewer
from headwater.errors import BadQuestion, NotFound
from headwater.workflows.explain import Explainer
from headwater.workflows.view import build_map
from tests.doubles import InMemoryLog, rows_of_folder


@pytest.fixture(scope="module")
def log(tiny_world):
    filled = InMemoryLog()
    filled.add(rows_of_folder(tiny_world))
    return filled


def explainer(log, viewer="owner") -> Explainer:
    view = View(viewer=Viewer.parse(viewer))
    return Explainer(log, view, build_map(log, view))


def test_a_claim_is_told_with_source_place_and_rivals(log):
    told = explainer(log).explain("c0:provisions:4")  # China's share of refined glimmerite, by the survey
    assert told["row"]["share"] == 0.9
    assert told["row"]["figure"] == "90"
    assert told["source"]["title"] == "Survey of Glimmering Minerals 2025"
    assert told["locator"] == "chapter 5 row 1"
    assert told["contribution"] == {
        "id": "c0",
        "contributor": "tester",
        "recorded_at": "2026-01-01T00:00:00+00:00",
        "format": "own",
        "files": [],
    }
    assert (told["chosen"], told["rule"], told["rivals"]) == (True, "source kind", ["c0:provisions:5"])


def test_the_rival_knows_that_it_was_not_chosen(log):
    assert explainer(log).explain("c0:provisions:5")["chosen"] is False


def test_claims_come_in_the_order_asked(log):
    asked = ["c0:products:1", "c0:provisions:0", "c0:products:0"]
    assert [told["id"] for told in explainer(log).explain_all(asked)] == asked


def test_hidden_retracted_and_never_recorded_read_alike(log):
    hidden, never = "c0:provisions:13", "c0:provisions:99"
    assert explainer(log).explain(hidden)["row"]["provider"] == "country:KOR"
    said = {}
    for claim in (hidden, never):
        with pytest.raises(NotFound) as caught:
            explainer(log, "public").explain(claim)
        said[claim] = str(caught.value).replace(claim, "X")
    assert said[hidden] == said[never]


@pytest.mark.parametrize("text", ["", "c0", "c0:wafers:1", "c0:provisions:-1", "c0:provisions:1e3"])
def test_what_is_no_claim_id_is_said(log, text):
    with pytest.raises(BadQuestion, match="CONTRIBUTION:TABLE:ROW"):
        explainer(log).explain(text)
