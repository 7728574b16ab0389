"""Flows without the rest of the map, and without ever holding them: trade statistics have millions of rows a year.

Suppliers, buyers and reporters of trade statistics are countries and areas; those resolve by code and name. Where
several contributions speak of one source and period, the row of the latest contribution that counts is the source's
word: it is the same file again, or its revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

import polars as pl

from headwater.claims.log import ClaimLog
from headwater.claims.model import View, active_contributions
from headwater.resolution.selection import selected
from headwater.resolution.traders import editions_told, pairs, periods_told
from headwater.standard.codes import code_list
from headwater.standard.countries import resolve_areas, resolve_countries
from headwater.standard.tables import table
from headwater.standard.units import base_unit, to_base
from headwater.supply_map.flows import COVERAGE, EXPORTING, FLOW_COLUMNS, TELLING, Flows

ENDS = ("supplier", "buyer", "reporter")
_EDITIONS = code_list("hs_edition").codes()
SERIES = ("source", "period", "contribution")


class RecordedFlows:
    """The flows of `log` for `view`, of these periods only where given.

    What is known of them as a whole (who trades in each period, as each source tells it) comes of `resolution.traders`.
    Flows of one product then cost what that product's rows cost.
    """

    def __init__(self, log: ClaimLog, view: View, periods: Sequence[str] | None = None) -> None:
        contributions = log.contributions()
        active = active_contributions(contributions, view.known_on)
        self._log, self._view, self._periods = log, view, None if periods is None else list(periods)
        self._active = sorted(active)
        self._order = [entry.id for entry in contributions if entry.id in active]

    def flows(
        self, periods: Sequence[str] | None = None, hs: str | None = None, products: Sequence[str] | None = None
    ) -> Flows:
        """The flows of these periods, of HS codes that begin with `hs`, or of some products, where given.

        Who exports anything is told beside flows of some codes, for which dependency needs it, and not beside products.
        """
        seen, identity_of = self.seen, self.identities
        if periods is not None:
            seen = seen.filter(pl.col("period").is_in(list(periods)))
        quantity, unit = pl.col("quantity"), pl.col("unit")
        told = _latest(self.claims(periods, hs, products), seen, self._order)
        rows = told.with_columns(
            *(pl.col(end).replace(list(identity_of), list(identity_of.values())) for end in ENDS),
            pl.coalesce(to_base(quantity, unit), quantity).alias("quantity"),
            pl.coalesce(base_unit(unit), unit).alias("unit"),
        )
        counts = seen.group_by("source", "period").agg(pl.col("suppliers", "buyers", "reporters").max())
        exporting = self._exporting.filter(pl.col("period").is_in(seen["period"].implode())) if hs is not None else None
        return Flows(
            rows.select(list(FLOW_COLUMNS)),
            counts.select(list(COVERAGE)).sort("source", "period"),
            merged=self.merged,
            one_series=_one_series(seen),
            identities=identity_of,
            exporting=exporting,
            told=told,
            telling=telling(seen, identity_of),
        )

    @cached_property
    def merged(self) -> bool:
        """Whether several mentions are one country here."""
        return len(set(self.identities.values())) < len(self.identities)

    @cached_property
    def plain(self) -> bool:
        """Whether all in codes of the HS is one series, nobody's own report, told once, each partner one mention."""
        told = _seen(frame.filter(pl.col("edition").is_not_null()) for frame in self._pairs())
        return _one_series(told) and not self.merged and not told.select("source", "period").is_duplicated().any()

    @cached_property
    def seen(self) -> pl.DataFrame:
        """Per source, period and contribution, every mention and the counts of coverage."""
        return _seen(self._pairs())

    @cached_property
    def editions(self) -> tuple[str, ...]:
        """Editions of the HS in which flows are told, earliest first."""
        return tuple(editions_told(self._log, self._view, self._periods))

    def _pairs(self) -> Iterator[pl.DataFrame]:
        wanted = pl.lit(value=True) if self._periods is None else pl.col("period").is_in(list(self._periods))
        return (frame.filter(wanted) for frame in pairs(self._log, self._view))

    @cached_property
    def identities(self) -> dict[str, str]:
        """Mentions of countries and areas, each with its identity."""
        return identities_of(self.seen)

    @cached_property
    def _exporting(self) -> pl.DataFrame:
        found = [_exporting(frame, self.identities) for frame in self._pairs()]
        return pl.concat([pl.DataFrame(schema=dict(EXPORTING)), *found]).unique()

    def claims(
        self,
        periods: Sequence[str] | None = None,
        hs: str | None = None,
        products: Sequence[str] | None = None,
        edition: str | None = None,
    ) -> pl.LazyFrame:
        """The claims of the view, from the files that hold such products and periods."""
        within: dict[str, list[tuple[str, str]]] = {}
        if periods is not None:
            within["period"] = [(period, period) for period in periods]
        if hs is not None:
            within["product"] = [
                (f"hs:{edition}.{hs}", f"hs:{edition}.{hs}~") for edition in ([edition] if edition else _EDITIONS)
            ]
        if products is not None:
            within["product"] = [(product, product) for product in products]
        claims = selected(self._log.claims("flows", within=within), "flows", self._active, self._view)
        for column, ranges in within.items():
            claims = claims.filter(_inside(pl.col(column), ranges))
        return claims


def _one_series(seen: pl.DataFrame) -> bool:
    return seen["source"].n_unique() < 2 and not (seen["reporters"] > 0).any()


def _inside(column: pl.Expr, ranges: Sequence[tuple[str, str]]) -> pl.Expr:
    """As comparisons, which the statistics of a file can answer for all of its rows."""
    parts = [column == first if first == last else (column >= first) & (column <= last) for first, last in ranges]
    return pl.any_horizontal(parts) if len(parts) != 1 else parts[0]


def resolve_flows(log: ClaimLog, view: View, periods: Sequence[str] | None = None, hs: str | None = None) -> Flows:
    """The flows of `log` for `view`; of these periods only, and of HS codes that begin with `hs`, where given."""
    return RecordedFlows(log, view, periods).flows(periods, hs)


def recorded_periods(log: ClaimLog, view: View) -> list[str]:
    """Periods of which `view` has any flow, earliest first."""
    return periods_told(log, view)


def recorded_ends(recorded: RecordedFlows) -> pl.DataFrame:
    """Who trades in what a view records: source, period, contribution, and lists of suppliers, buyers and reporters.

    Identities, as far as codes and names of countries and areas go. Columns `COVERAGE` besides. No row without flows.
    """
    seen = recorded.seen
    found = identities_of(seen)
    names = list(found), list(found.values())
    return seen.with_columns(
        pl.col(end).list.eval(pl.element().replace(*names)).list.unique().list.sort() for end in ENDS
    ).drop("mention")


def _seen(traders: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Per source, period and contribution, every mention and the counts of coverage."""
    grouped = [
        frame.group_by(SERIES).agg(pl.col(end).drop_nulls().unique().sort() for end in ENDS) for frame in traders
    ]
    empty = pl.DataFrame(schema=dict.fromkeys(SERIES, pl.String) | dict.fromkeys(ENDS, pl.List(pl.String)))
    return counted(pl.concat([empty, *grouped]).sort(SERIES))


def counted(found: pl.DataFrame) -> pl.DataFrame:
    """The lists of `SERIES` and `ENDS` with all mentions together, and how many there are of each end."""
    counts = zip(ENDS, ("suppliers", "buyers", "reporters"), strict=True)
    return found.with_columns(
        pl.concat_list(ENDS).alias("mention"), *(pl.col(end).list.len().alias(name) for end, name in counts)
    )


def _exporting(traders: pl.DataFrame, identity_of: dict[str, str]) -> pl.DataFrame:
    """Who exports anything: a product nobody exports is one thing, exports nobody recorded are another."""
    names = list(identity_of), list(identity_of.values())
    ends = [pl.col(end).replace(*names) for end in ENDS]
    own = (pl.col("reporter") == pl.col("supplier")).fill_null(value=False).alias("own")
    sold = traders.filter("valued").select("period", "source", *ends).filter(pl.col("supplier") != pl.col("buyer"))
    return sold.select("supplier", "period", "source", own).unique()


def telling(seen: pl.DataFrame, identity_of: dict[str, str]) -> pl.DataFrame:
    """Who buys and who reports in what `counted` gives (columns `supply_map.flows.TELLING`)."""
    names = list(identity_of), list(identity_of.values())
    lists = (pl.col(end).explode().drop_nulls().replace(*names).unique().sort() for end in ("buyer", "reporter"))
    grouped = seen.group_by("source", "period").agg(*lists).sort("source", "period")
    return grouped.rename({"buyer": "buyers", "reporter": "reporters"}).select(list(TELLING))


def identities_of(seen: pl.DataFrame) -> dict[str, str]:
    """Mentions of countries and areas in what `counted` gives, each with its identity."""
    mentions = seen["mention"].explode().drop_nulls().unique()
    asked = mentions.filter(mentions.str.contains("^(country|area):"))
    found = resolve_countries(asked).fill_null(resolve_areas(asked)).fill_null(asked)
    return dict(sorted(zip(asked.to_list(), found.to_list(), strict=True)))


def _latest(claims: pl.LazyFrame, seen: pl.DataFrame, order: list[str]) -> pl.LazyFrame:
    """Rows told twice only once; nothing is compared where every period of a source is in one contribution."""
    several = (
        seen.group_by("source", "period").agg(pl.col("contribution").n_unique()).filter(pl.col("contribution") > 1)
    )
    if several.is_empty():
        return claims
    place = pl.col("contribution").replace_strict(order, list(range(len(order))), return_dtype=pl.Int64)
    told = claims.join(several.select("source", "period").lazy(), on=["source", "period"], how="semi")
    once = told.sort(place, descending=True, maintain_order=True).unique(list(table("flows").key), keep="first")
    others = claims.join(several.select("source", "period").lazy(), on=["source", "period"], how="anti")
    return pl.concat([others, once])
