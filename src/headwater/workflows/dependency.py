"""Dependency on imports, as command line, server and Python ask for it: who, which products, years and limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import narwhals as nw
import polars as pl

from headwater.assessments.dependency import (
    OVER_YEARS,
    DependencyThresholds,
    Importers,
    bounds,
    common_goods,
    mirror_gaps,
)
from headwater.assessments.dependency import dependency as findings_of
from headwater.claims.log import ClaimLog
from headwater.claims.model import View
from headwater.errors import BadQuestion, NotFound
from headwater.resolution.flows import RecordedFlows, recorded_ends, recorded_periods, resolve_flows
from headwater.resolution.traders import editions_told
from headwater.resolution.translated import translated
from headwater.standard.blocs import Bloc
from headwater.standard.codes import code_list
from headwater.standard.concordance import Concordance, shipped_concordance
from headwater.standard.countries import country_of
from headwater.supply_map.flows import Flows
from headwater.supply_map.numbered_flows import identified
from headwater.workflows.trade_words import country_named

RECENT_YEARS = 3
"""How many years are asked for where none are named: as many as the flags of GeoDep need."""

NEWEST = "newest"
"""Stands for the newest edition of the HS in which flows of the years asked for are told."""

_LOOKED_AT_FIRST = 6  # of the last years, before all are: who trades in a year takes a look at every row of it
_YEAR = 4


@dataclass(frozen=True, slots=True)
class DependencyQuestion:
    """`country` (any code or name) or `bloc`; `hs` the first digits of a code; `years` first and last.

    `weights` are risk weights by country, for the governance-weighted HHI; `limits` are thresholds by name.
    `edition` of the HS, or `newest`: years told in another are brought to it by `concordance`, or the shipped one.
    """

    country: str | None = None
    bloc: Bloc | None = None
    hs: str | None = None
    years: tuple[int, int] | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    limits: Mapping[str, float] = field(default_factory=dict)
    edition: str | None = None
    concordance: Concordance | None = None

    def __post_init__(self) -> None:
        """Raise `BadQuestion` where it asks for nobody, for two, or for what no code begins with."""
        if (self.country is None) == (self.bloc is None):
            raise BadQuestion("Dependency is of one country or of one bloc.", "Name either.")
        if self.hs is not None and not re.fullmatch("[0-9]{2,10}", self.hs):
            raise BadQuestion(f"{self.hs!r} is no beginning of an HS code.", "Give two to ten digits, such as 8542.")
        if self.edition is not None and self.edition not in (NEWEST, *code_list("hs_edition").codes()):
            raise BadQuestion(
                f"{self.edition!r} is no edition of the HS.", valid=(NEWEST, *code_list("hs_edition").codes())
            )
        if self.years is not None and self.years[0] > self.years[1]:
            raise BadQuestion("The first year comes after the last.", "Write 2021-2023.")


FlowsOf = Callable[[ClaimLog, View, Sequence[str], str | None], Flows]
"""Gives the flows of some years and of HS codes that begin so; another engine than this process has its own."""


def dependency(log: ClaimLog, view: View, asked: DependencyQuestion, flows_of: FlowsOf = resolve_flows) -> pl.DataFrame:
    """Findings on every product that the country or the bloc imports. `NotFound` where nothing of it is recorded."""
    years, last = asked_years(log, view, asked)
    found = _found(log, view, asked, years, importers_of(asked, last), flows_of)
    if found.is_empty():
        raise nothing_found(asked)
    return found


def _found(
    log: ClaimLog, view: View, asked: DependencyQuestion, years: Sequence[str], who: Importers, flows_of: FlowsOf
) -> pl.DataFrame:
    """The findings on one importer, its years brought to one edition of the HS where that was asked for."""
    limits, weights = DependencyThresholds().changed(asked.limits), _weights(asked.weights)
    told = editions_told(log, view, list(years))
    bringing = Bringing.asked_for(asked, told)
    if bringing is None:
        found = findings_of(flows_of(log, view, years, asked.hs), who, weights, limits)
        return found if len(told) == 1 else _marked(found, f"{said_of_editions(told)}, not translated")
    flows = flows_of(log, view, years, "")  # of all codes: an old one may begin otherwise
    sure, whole = (findings_of(each, who, weights, limits) for each in bringing.flows(flows, asked.hs))
    return bringing.findings(sure, whole)


@dataclass(frozen=True, slots=True)
class Bringing:
    """Years that are `told` in several editions of the HS, brought to one: `edition`."""

    edition: str
    told: Mapping[str, Sequence[str]]
    table: Concordance

    @classmethod
    def asked_for(cls, asked: DependencyQuestion, told: Mapping[str, Sequence[str]]) -> Bringing | None:
        """None where nothing is to be brought: no edition was asked for, or all is told in it."""
        edition = next(reversed(list(told)), None) if asked.edition == NEWEST else asked.edition
        if edition is None or set(told) <= {edition}:
            return None
        return cls(edition, told, asked.concordance or shipped_concordance())

    def flows(self, flows: Flows, hs: str | None) -> tuple[Flows, Flows]:
        """Flows of all codes in that edition: those that are certain, and those with all that split codes may hold."""
        others = [other for other in self.told if other != self.edition]
        sure, whole = (
            _with_digits(translated(flows, self.edition, others, self.table, sure=each), hs) for each in (True, False)
        )
        return sure, whole

    def findings(self, sure: pl.DataFrame, whole: pl.DataFrame) -> pl.DataFrame:
        """What both allow to say; see `assessments.dependency.bounds`."""
        said = f"{said_of_editions(self.told)}, brought to {self.edition} by {self.table.source}"
        return bounds(
            _marked(sure, said), _marked(whole, said), "low and high: codes that were split with none and all"
        )


def said_of_editions(told: Mapping[str, Sequence[str]]) -> str:
    """Which years are told in which edition, in words."""
    return "years told in " + ", ".join(f"{edition} ({', '.join(periods)})" for edition, periods in told.items())


def editions_asked(log: ClaimLog, view: View, asked: DependencyQuestion) -> dict[str, list[str]]:
    """Editions of the HS in which the flows of the years asked for are told, earliest first, each with its years."""
    years, _ = asked_years(log, view, asked)
    return editions_told(log, view, years)


def _with_digits(flows: Flows, hs: str | None) -> Flows:
    """Only codes that begin so, in whichever edition."""
    if hs is None:
        return flows
    begins = nw.col("product").str.contains(f"^hs:[^.]+[.]{hs}")
    told = None if flows.told is None else nw.from_native(flows.told).filter(begins).to_native()
    return replace(flows, frame=nw.from_native(flows.frame).filter(begins).to_native(), told=told)


def _marked(found: pl.DataFrame, said: str) -> pl.DataFrame:
    """What holds over several years says in which editions these are told: a code that changed begins anew."""
    over_years = pl.col("indicator").is_in(OVER_YEARS)
    method = pl.when(over_years).then(pl.concat_str("method", pl.lit(f"; {said}"))).otherwise("method")
    return found.with_columns(method.alias("method"))


def nothing_found(asked: DependencyQuestion) -> NotFound:
    """The error where flows of the years are recorded, but none that says enough of what was asked."""
    whose = f"No imports of HS {asked.hs}" if asked.hs is not None else "No imports of it"
    return NotFound(
        f"{whose} are recorded in these years that could be assessed.",
        "Add its own trade statistics, or BACI of the whole world (a part of BACI says nothing of the whole).",
    )


def common_critical_goods(
    log: ClaimLog,
    view: View,
    asked: DependencyQuestion,
    critical_by: str = "early_warning",
    flows_of: FlowsOf = resolve_flows,
) -> pl.DataFrame:
    """Products that `critical_by` names for enough members of the bloc, each assessed by itself."""
    if asked.bloc is None:
        raise BadQuestion("Goods in common are those of several partners.", "Name a bloc.")
    years, last = asked_years(log, view, asked)
    each = [Importers(member, (member,)) for member in asked.bloc.members_on(date(last, 12, 31))]
    kept: dict[str | None, Flows] = {}

    def flows_once(log: ClaimLog, view: View, years: Sequence[str], hs: str | None) -> Flows:
        """The flows of all members: what is known of them as a whole is asked of the engine once."""
        return kept[hs] if hs in kept else kept.setdefault(hs, flows_of(log, view, years, hs))

    found = [_found(log, view, asked, years, who, flows_once) for who in each]
    return common_goods(found, critical_by, DependencyThresholds().changed(asked.limits))


def mirror(log: ClaimLog, view: View, asked: DependencyQuestion, flows_of: FlowsOf = resolve_flows) -> pl.DataFrame:
    """Findings on every flow into the country, or the bloc's members, that both sides report.

    Each code as both report it: `BadQuestion` where another edition is asked for.
    """
    if asked.edition is not None:
        raise BadQuestion("What both sides report is compared code by code, as told.", "Leave the edition away.")
    years, last = asked_years(log, view, asked)
    rows = identified(flows_of(log, view, years, asked.hs))
    return mirror_gaps(rows, importers_of(asked, last), DependencyThresholds().changed(asked.limits))


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
    years, last = asked_years(log, view, asked, periods, flows)
    return (flows or RecordedFlows(log, view, years)).flows(years, asked.hs), last


def asked_years(
    log: ClaimLog,
    view: View,
    asked: DependencyQuestion,
    periods: Sequence[str] | None = None,
    flows: RecordedFlows | None = None,
) -> tuple[list[str], int]:
    """The recorded years that are asked for, and the last of these; `NotFound` where there are none.

    `periods` and `flows` as in `asked_flows`.
    """
    known = recorded_periods(log, view) if periods is None else periods
    recorded = [int(period) for period in known if len(period) == _YEAR]
    if not recorded:
        raise NotFound("No yearly flows are recorded.", "Add trade statistics: headwater add FILE.")
    first, last = asked.years or usual_years(log, view, asked, recorded, flows)
    years = [str(year) for year in recorded if first <= year <= last]
    missing = sorted({first, last} - set(recorded)) if asked.years else []
    if missing or not years:
        raise NotFound(
            f"No flows are recorded for {', '.join(map(str, missing)) or f'{first}-{last}'}.",
            "Ask for other years, or add theirs.",
            valid=tuple(map(str, recorded)),
        )
    return years, last


def usual_years(
    log: ClaimLog,
    view: View,
    asked: DependencyQuestion,
    recorded: Sequence[int],
    flows: RecordedFlows | None = None,
) -> tuple[int, int]:
    """First and last year where none are named: the last ones in which the importer's trade is told as a whole.

    That is: all who import report themselves, or a source knows enough of the world. A year of which somebody else's
    report is the newest file would otherwise hide the importer's own. Where there is no such year, the last recorded.
    """
    enough = DependencyThresholds().changed(asked.limits).enough_exporters
    for looked_at in (recorded[-_LOOKED_AT_FIRST:], recorded):
        ends = recorded_ends(flows or RecordedFlows(log, view, [str(year) for year in looked_at]))
        told = [year for year in looked_at if _told(ends.filter(pl.col("period") == str(year)), asked, year, enough)]
        if told:
            return told[-1] - RECENT_YEARS + 1, told[-1]
    return recorded[-1] - RECENT_YEARS + 1, recorded[-1]


def _told(ends: pl.DataFrame, asked: DependencyQuestion, year: int, enough: float) -> bool:
    """Whether the year's flows tell all that the importer buys."""
    if not ends.filter(speaking() >= enough).is_empty():
        return True
    members = asked.bloc.members_on(date(year, 12, 31)) if asked.bloc else importers_of(asked, year).members
    return bool(members) and set(members) <= {who for reporters in ends["reporter"] for who in reporters}


def speaking() -> pl.Expr:
    """How many countries a source knows in a period: those that report, or all that sell in a reconciled source."""
    return pl.max_horizontal("reporters", pl.when(pl.col("reporters") == 0).then("suppliers").otherwise(0))


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
