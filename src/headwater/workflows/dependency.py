"""Dependency on imports, as command line, server and Python ask for it: who, which products, years and limits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import narwhals as nw
import polars as pl

from headwater.assessments.dependency import DependencyThresholds, Importers, common_goods, mirror_gaps
from headwater.assessments.dependency import dependency as findings_of
from headwater.claims.log import ClaimLog
from headwater.claims.model import View
from headwater.errors import BadQuestion, NotFound
from headwater.resolution.flows import RecordedFlows, recorded_periods
from headwater.standard.blocs import Bloc
from headwater.standard.countries import country_of
from headwater.supply_map.flows import Flows
from headwater.workflows.trade_words import country_named

RECENT_YEARS = 3
"""How many years are asked for where none are named: as many as the flags of GeoDep need."""


@dataclass(frozen=True, slots=True)
class DependencyQuestion:
    """`country` (any code or name) or `bloc`; `hs` the first digits of a code; `years` first and last.

    `weights` are risk weights by country, for the governance-weighted HHI; `limits` are thresholds by name.
    """

    country: str | None = None
    bloc: Bloc | None = None
    hs: str | None = None
    years: tuple[int, int] | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise `BadQuestion` where it asks for nobody, for two, or for what no code begins with."""
        if (self.country is None) == (self.bloc is None):
            raise BadQuestion("Dependency is of one country or of one bloc.", "Name either.")
        if self.hs is not None and not re.fullmatch("[0-9]{2,10}", self.hs):
            raise BadQuestion(f"{self.hs!r} is no beginning of an HS code.", "Give two to ten digits, such as 8542.")
        if self.years is not None and self.years[0] > self.years[1]:
            raise BadQuestion("The first year comes after the last.", "Write 2021-2023.")


def dependency(log: ClaimLog, view: View, asked: DependencyQuestion) -> pl.DataFrame:
    """Findings on every product that the country or the bloc imports. `NotFound` where nothing of it is recorded."""
    limits = DependencyThresholds().changed(asked.limits)
    flows, last = asked_flows(log, view, asked)
    found = findings_of(flows, importers_of(asked, last), _weights(asked.weights), limits)
    if found.is_empty():
        raise nothing_found(asked)
    return found


def nothing_found(asked: DependencyQuestion) -> NotFound:
    """The error where flows of the years are recorded, but none that says enough of what was asked."""
    whose = f"No imports of HS {asked.hs}" if asked.hs is not None else "No imports of it"
    return NotFound(
        f"{whose} are recorded in these years that could be assessed.",
        "Add its own trade statistics, or BACI of the whole world (a part of BACI says nothing of the whole).",
    )


def common_critical_goods(
    log: ClaimLog, view: View, asked: DependencyQuestion, critical_by: str = "early_warning"
) -> pl.DataFrame:
    """Products that `critical_by` names for enough members of the bloc, each assessed by itself."""
    if asked.bloc is None:
        raise BadQuestion("Goods in common are those of several partners.", "Name a bloc.")
    limits = DependencyThresholds().changed(asked.limits)
    flows, last = asked_flows(log, view, asked)
    members = asked.bloc.members_on(date(last, 12, 31))
    return common_goods([findings_of(flows, Importers(m, (m,)), None, limits) for m in members], critical_by, limits)


def mirror(log: ClaimLog, view: View, asked: DependencyQuestion) -> pl.DataFrame:
    """Findings on every flow into the country, or the bloc's members, that both sides report."""
    flows, last = asked_flows(log, view, asked)
    who = importers_of(asked, last)
    return mirror_gaps(nw.from_native(flows.frame), who, DependencyThresholds().changed(asked.limits))


def asked_flows(
    log: ClaimLog,
    view: View,
    asked: DependencyQuestion,
    periods: Sequence[str] | None = None,
    flows: RecordedFlows | None = None,
) -> tuple[Flows, int]:
    """The flows of the years asked for, and the last of these.

    `periods` are those recorded, and `flows` the view's flows of which more was asked before, where they are known.
    """
    known = recorded_periods(log, view) if periods is None else periods
    recorded = [int(period) for period in known if len(period) == 4]
    if not recorded:
        raise NotFound("No yearly flows are recorded.", "Add trade statistics: headwater add FILE.")
    first, last = asked.years or (recorded[-1] - RECENT_YEARS + 1, recorded[-1])
    years = [str(year) for year in recorded if first <= year <= last]
    missing = sorted({first, last} - set(recorded)) if asked.years else []
    if missing or not years:
        raise NotFound(
            f"No flows are recorded for {', '.join(map(str, missing)) or f'{first}-{last}'}.",
            "Ask for other years, or add theirs.",
            valid=tuple(map(str, recorded)),
        )
    return (flows or RecordedFlows(log, view, years)).flows(years, asked.hs), last


def importers_of(asked: DependencyQuestion, last: int) -> Importers:
    """Whose imports are meant: the country, or the bloc's members of the last day of the year `last`."""
    if asked.bloc is not None:
        members = asked.bloc.members_on(date(last, 12, 31))
        said = f"its {len(members)} members of 31 December {last}, trade among them left out"
        return Importers(asked.bloc.id, members, as_bloc=True, said=said)
    country = country_named(asked.country or "")
    return Importers(country, (country,))


def _weights(given: Mapping[str, float]) -> dict[str, float]:
    found = {}
    for name, weight in given.items():
        country = country_of(name)
        if country is None:
            raise BadQuestion(f"The table of weights names {name!r}, which is no country.", "Use codes or names.")
        if not weight >= 0:
            raise BadQuestion(f"The weight of {name} is {weight}.", "A weight is a number of at least 0.")
        found[country] = float(weight)
    return found
