import polars as pl
import pytest

from headwater.assessments.chokepoints import ChokepointThresholds, chokepoints
from headwater.claims.model import View
from headwater.errors import BadQuestion
from headwater.resolution import resolve
from headwater.standard.findings import FINDING_SCHEMA
from tests.doubles import InMemoryLog, frame

AT = {"source": "source:s", "locator": "p. 1"}


@pytest.fixture
def findings():
    """Ore (CHL 0.7) -> wafer (JPN 0.5, KOR 0.5) -> chip (only VNM, all of it); paint is not essential to chip."""
    shares = [
        ("ore", "country:CHL", 0.7),
        ("ore", "country:AUS", 0.2),
        ("wafer", "country:JPN", 0.5),
        ("wafer", "country:KOR", 0.5),
        ("chip", "country:VNM", 1.0),
        ("paint", "country:DEU", 0.4),
        ("paint", "remainder:others", 0.6),
    ]
    needs = [("chip", "wafer", "essential"), ("wafer", "ore", None), ("chip", "paint", "non-essential")]
    log = InMemoryLog()
    log.add(
        {
            "provisions": frame(
                "provisions",
                [
                    {**AT, "product": f"product:{p}", "provider": c, "share": s, "basis": "site", "period": "2024"}
                    for p, c, s in shares
                ],
            ),
            "requirements": frame(
                "requirements",
                [{**AT, "product": f"product:{p}", "input": f"product:{i}", "kind": k} for p, i, k in needs],
            ),
        }
    )
    return chokepoints(resolve(log, View()))


def value(findings: pl.DataFrame, indicator: str) -> dict[str, float]:
    return dict(findings.filter(pl.col("indicator") == indicator).select("subject", "value").iter_rows())


def test_findings_have_the_common_shape(findings):
    assert dict(findings.schema) == dict(FINDING_SCHEMA)


def test_the_loss_of_one_provider_is_its_share(findings):
    losses = value(findings, "n_minus_1_loss")
    assert losses["country:CHL > product:ore"] == 0.7
    assert losses["country:JPN > product:wafer"] == 0.5
    assert not any(subject.startswith("remainder:") for subject in losses)


def test_products_that_lose_half(findings):
    assert value(findings, "products_losing_half") == {
        "country:VNM": 1,
        "country:JPN": 1,
        "country:KOR": 1,
        "country:CHL": 1,
        "country:AUS": 0,
        "country:DEU": 0,
    }


def test_what_hangs_on_a_provider_at_any_tier(findings):
    exposed = value(findings, "products_exposed")
    assert exposed["country:CHL"] == 2  # wafer, and chip through it
    assert exposed["country:JPN"] == 1
    assert exposed["country:VNM"] == 0
    assert exposed["country:DEU"] == 0


def test_how_many_tiers_up(findings):
    assert value(findings, "tiers_to_chokepoint") == {"product:chip": 1, "product:wafer": 1}


def test_only_one_can_supply_it(findings):
    assert value(findings, "sole_provider") == {"product:chip": 1}


def test_every_loss_says_what_is_not_known(findings):
    losses = findings.filter(pl.col("indicator") == "n_minus_1_loss")
    assert losses["method"].str.contains("spare capacity elsewhere unknown, taken as 0").all()


def test_the_threshold_is_a_share():
    with pytest.raises(BadQuestion, match="loss"):
        ChokepointThresholds(loss=50)


def test_the_only_one_named_is_not_the_only_one_there_is():
    log = InMemoryLog()
    row = {**AT, "product": "product:p", "provider": "country:TWN", "share": 0.78, "basis": "value", "period": "2023"}
    log.add({"provisions": frame("provisions", [row])})
    supply_map = resolve(log, View())
    assert value(chokepoints(supply_map), "sole_provider") == {}
    assert value(chokepoints(supply_map, thresholds=ChokepointThresholds(sole=0.7)), "sole_provider") == {
        "product:p": 1
    }


@pytest.mark.parametrize(
    ("shares", "verdict"), [([0.3, 0.3], "no chokepoint above it"), ([], "unknown: no shares of 1 of its inputs")]
)
def test_no_chokepoint_above_is_said_only_where_every_input_is_known(shares, verdict):
    log = InMemoryLog()
    base = {**AT, "product": "product:input", "basis": "value", "period": "2023"}
    rows = [
        {**base, "provider": f"country:{code}", "share": share}
        for code, share in zip(("CHN", "USA"), shares, strict=False)
    ]
    log.add(
        {
            "provisions": frame("provisions", rows),
            "requirements": frame("requirements", [{**AT, "product": "product:p", "input": "product:input"}]),
        }
    )
    found = chokepoints(resolve(log, View())).filter(pl.col("indicator") == "tiers_to_chokepoint")
    assert found.select("subject", "value", "verdict").rows() == [("product:p", None, verdict)]
