"""docs/methods.md has every indicator, threshold and rule there is, with the value it has in the code."""

import re
from dataclasses import fields

import pytest

from headwater.claims.model import View
from headwater.resolution import policy
from headwater.workflows.assess import ChokepointThresholds, ConcentrationThresholds, chokepoints, concentration
from headwater.workflows.ledger import REASONS, StageDiscounts
from headwater.workflows.review import DuplicateThresholds
from headwater.workflows.systemic_risk import systemic_risk
from headwater.workflows.view import build_map
from tests.doubles import InMemoryLog, rows_of_folder
from tests.rules.repository import ROOT

PAGE = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")


def rows(first_column):
    """Table rows of the page whose first cell matches, as cells."""
    lines = [line.strip().strip("|").split("|") for line in PAGE.splitlines() if line.strip().startswith("|")]
    return [[cell.strip() for cell in cells] for cells in lines if re.fullmatch(first_column, cells[0].strip())]


def dependency_indicators():
    """Names in the source of `assess dependency`: the tiny world holds no trade. Options have rows of their own."""
    folder = ROOT / "src" / "headwater" / "assessments" / "dependency"
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))
    return set(re.findall(r'(?:_Indicator\(|_found\(grouped,)\s*"(\w+)"', source))


def test_every_indicator_has_its_row(tiny_world):
    log = InMemoryLog()
    log.add(rows_of_folder(tiny_world))
    supply_map = build_map(log, View())
    asked = [ask(supply_map)["indicator"] for ask in (concentration, chokepoints, systemic_risk)]
    found = {re.sub(r"tier_\d+$", "tier_n", name) for names in asked for name in names} | {"sole_provider"}
    found |= dependency_indicators()
    explained = {cells[0].strip("`") for cells in rows(r"`[a-z0-9_]+`")}
    assert found == explained


THRESHOLDS = [ConcentrationThresholds(), ChokepointThresholds(), DuplicateThresholds(), StageDiscounts()]


@pytest.mark.parametrize("thresholds", THRESHOLDS)
def test_every_threshold_has_its_row_and_default(thresholds):
    name = type(thresholds).__name__
    explained = {cells[0].strip("`"): float(cells[1]) for cells in rows(rf"`{name}\.\w+`")}
    assert explained == {f"{name}.{field.name}": getattr(thresholds, field.name) for field in fields(thresholds)}


def test_every_rule_has_its_row():
    rules = {value for name, value in vars(policy).items() if name.startswith("RULE_")}
    explained = {cells[0] for cells in rows(r"[a-z][a-z :,]+")}
    assert rules <= explained


def test_every_reason_of_the_ledger_has_its_row():
    explained = {word for cells in rows(r"[a-z\-]+(, [a-z\-]+)*") for word in cells[0].split(", ")}
    assert sorted(REASONS.keys() - explained) == []
