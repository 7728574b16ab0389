"""The organizations that reading knows by name: those of the reference world shipped with the package."""

from __future__ import annotations

import csv

from headwater.reading import Gazetteer
from headwater.reference_world import folder
from headwater.workflows.read import gazetteer_of


def known_organizations() -> Gazetteer:
    """The organizations of the reference world as a gazetteer."""
    with (folder() / "organizations.csv").open(encoding="utf-8", newline="") as file:
        return gazetteer_of(csv.DictReader(file))
