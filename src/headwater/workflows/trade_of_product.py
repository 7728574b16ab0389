"""Where trade and the chain meet: who exports a product of the map, as far as HS codes can say.

A product is linked with codes of one edition (`standard.hs_products`). In years told in another edition the
concordance says which codes hold its goods: those that went into the product's codes alone count for certain, those
that were split count in the high only. Of each year one edition counts, the product's own where there is one, else the
newest. A code may hold more than the product; then all figures are of the code, and say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from headwater.assessments.dependency import DependencyThresholds, partners, world_exporters
from headwater.assessments.dependency.importers import others
from headwater.errors import NotFound
from headwater.resolution.flows import RecordedFlows
from headwater.standard.concordance import Concordance, shipped_concordance
from headwater.standard.findings import FINDING_SCHEMA
from headwater.standard.hs_products import HsLink, links_of

_YEAR = 4
_NEEDED = ["product", "period", "supplier", "buyer", "value", "currency", "claim"]
_EXPORTERS = {
    "period": pl.String(), "edition": pl.String(), "exporter": pl.String(), "low": pl.Float64(), "high": pl.Float64(),
    "share_low": pl.Float64(), "share_high": pl.Float64(), "share_of_codes": pl.Float64(), "currency": pl.String(),
    "claims": pl.List(pl.String),
}  # fmt: skip
_PARTS = {name: dtype for name, dtype in _EXPORTERS.items() if not name.startswith("share")}


@dataclass(frozen=True, slots=True)
class CodeOfProduct:
    """A code whose trade is counted: `certain` where all of it is the linked codes', else only the high has it."""

    edition: str
    code: str
    certain: bool

    @property
    def product(self) -> str:
        """As flows name it."""
        return f"hs:{self.edition}.{self.code}"


@dataclass(frozen=True, slots=True)
class TradeOfProduct:
    """What trade statistics say of a product.

    `exporters`: period, edition, exporter, low and high of its exports in `currency` and of its share in the world's,
    its share in the trade of the codes as recorded (split ones whole), claims; largest of each year first. `links` give
    the reason and source of each code; `whole`: the codes hold nothing else. `untranslated`: editions in the flows of
    which no concordance speaks, so that their years are missing.
    """

    product: str
    links: tuple[HsLink, ...]
    codes: tuple[CodeOfProduct, ...]
    exporters: pl.DataFrame
    concordance: str
    untranslated: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether the linked codes hold this product and nothing else."""
        return all(link.whole for link in self.links)


def nothing_linked(product: str) -> TradeOfProduct:
    """What is known of a product where no flow is recorded, or no HS code linked with it: its links, if any."""
    table = shipped_concordance()
    links = links_of(product)
    codes = _codes(links, table) if links else ()
    return TradeOfProduct(product, links, codes, pl.DataFrame(schema=_EXPORTERS), table.source, ())


def trade_of_product(
    flows: RecordedFlows,
    product: str,
    concordance: Concordance | None = None,
    periods: Sequence[str] | None = None,
    thresholds: DependencyThresholds = DependencyThresholds(),  # noqa: B008 - frozen
) -> TradeOfProduct:
    """Exporters of a product of the reference world, year by year. `NotFound` where no HS code is linked with it."""
    links = links_of(product)
    if not links:
        raise NotFound(f"No HS code is linked with {product}.", "Ask for another product.")
    table = concordance or shipped_concordance()
    codes = _codes(links, table)
    ask = _quickly if flows.plain else _by_series
    found = ask(flows, codes, periods, thresholds)
    editions = {code.edition for code in codes}
    silent = tuple(sorted(set(flows.editions) - editions))
    return TradeOfProduct(product, links, codes, _together(found, links[0].edition), table.source, silent)


def _by_series(
    flows: RecordedFlows, codes: Sequence[CodeOfProduct], periods: Sequence[str] | None, limits: DependencyThresholds
) -> pl.DataFrame:
    """Exports of each code, where several series may tell the same flow."""
    recorded = flows.flows(periods, products=[code.product for code in codes])
    rows: pl.DataFrame = recorded.frame.collect()
    parts = [
        _of_code(code, world_exporters(recorded.only(own.lazy()), limits))
        for code in codes
        if not (own := rows.filter(pl.col("product") == code.product)).is_empty()
    ]
    return pl.concat([pl.DataFrame(schema=_PARTS), *parts])


def _quickly(
    flows: RecordedFlows, codes: Sequence[CodeOfProduct], periods: Sequence[str] | None, limits: DependencyThresholds
) -> pl.DataFrame:
    """The same of one series that is nobody's own report: nothing to choose, and mentions are partners."""
    known = _known(flows)
    years = _told_as_a_whole(flows, limits.enough_exporters)
    rows = flows.claims(periods, products=[code.product for code in codes]).select(_NEEDED).collect()
    sold = rows.filter(
        pl.col("value").is_not_null(), pl.col("period").is_in(years), pl.col("supplier") != pl.col("buyer"),
        pl.col("supplier").is_in(known.sells), pl.col("buyer").is_in(known.buys),
    )  # fmt: skip
    added = sold.group_by("product", "period", "supplier").agg(
        pl.col("value").sum(), pl.col("currency").min(), pl.col("claim").sort().alias("claims")
    )
    exporter, product = pl.col("supplier").replace(*known.identities), pl.col("product")
    certain = product.is_in([code.product for code in codes if code.certain])
    return added.select(
        "period",
        product.replace_strict({code.product: code.edition for code in codes}, return_dtype=pl.String).alias("edition"),
        exporter.alias("exporter"),
        pl.when(certain).then("value").otherwise(0.0).alias("low"),
        pl.col("value").alias("high"),
        "currency",
        "claims",
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """Mentions that count as an exporter, mentions that count as somebody to sell to (lists of one), and who is who."""

    sells: pl.Series
    buys: pl.Series
    identities: tuple[pl.Series, pl.Series]


@lru_cache(maxsize=4)
def _known(flows: RecordedFlows) -> _Known:
    named, rest = set(partners().filter("named")["supplier"]), set(others())
    meant = flows.identities
    sells = [mention for mention, who in meant.items() if who in named]
    buys = [mention for mention, who in meant.items() if who in rest or who.startswith("country:")]
    return _Known(
        pl.Series(sells, dtype=pl.String).implode(),
        pl.Series(buys, dtype=pl.String).implode(),
        (pl.Series(list(meant), dtype=pl.String), pl.Series(list(meant.values()), dtype=pl.String)),
    )


@lru_cache(maxsize=16)
def _told_as_a_whole(flows: RecordedFlows, enough: float) -> list[str]:
    """Years of which enough exporters and importers are known."""
    whole = flows.seen.filter(pl.min_horizontal("suppliers", "buyers") >= enough)["period"]
    return [period for period in whole.to_list() if len(period) == _YEAR]


def findings_on_trade(found: TradeOfProduct, period: str | None = None) -> pl.DataFrame:
    """The exporters of one year (the last) as findings; subjects read EXPORTER > PRODUCT."""
    rows = found.exporters
    if rows.is_empty():
        return pl.DataFrame(schema=dict(FINDING_SCHEMA))
    of = rows.filter(pl.col("period") == (period or rows["period"].max()))
    exact = pl.col("share_low") == pl.col("share_high")
    return of.select(
        pl.concat_str("exporter", pl.lit(f" > {found.product}")).alias("subject"),
        pl.lit("world_export_share").alias("indicator"),
        pl.when(exact).then("share_low").alias("value"),
        pl.col("share_low").alias("low"),
        pl.col("share_high").alias("high"),
        pl.lit("share").alias("unit"),
        pl.concat_str(
            (pl.col("share_of_codes") * 100).round(1).cast(pl.String),
            pl.lit(f" % of the trade of the codes{'' if found.whole else ', which hold other goods too'}"),
        ).alias("verdict"),
        pl.col("period").alias("as_of"),
        pl.concat_str(pl.lit(f"world_export_share = exports of {_said(found)}; told in "), "edition").alias("method"),
        "claims",
    ).cast(pl.Schema(FINDING_SCHEMA))


def _said(found: TradeOfProduct) -> str:
    links = "; ".join(f"{link.edition} {link.code} ({link.reason} {link.source})" for link in found.links)
    return f"{links}. Other editions by {found.concordance}: codes that were split count in high only"


def _codes(links: Sequence[HsLink], table: Concordance) -> tuple[CodeOfProduct, ...]:
    edition = links[0].edition
    own = [link.code for link in links]
    found = [CodeOfProduct(edition, code, certain=True) for code in own]
    for other in table.editions():
        if other != edition:
            found += [CodeOfProduct(o.edition, o.code, o.certain) for o in table.origins(edition, own, other)]
    return tuple(found)


def _of_code(code: CodeOfProduct, exporters: pl.DataFrame) -> pl.DataFrame:
    value = pl.col("value")
    return exporters.select(
        "period", pl.lit(code.edition).alias("edition"), "exporter",
        (value if code.certain else pl.lit(0.0)).alias("low"), value.alias("high"), "currency", "claims",
    )  # fmt: skip


def _together(found: pl.DataFrame, own: str) -> pl.DataFrame:
    """Codes added up, one edition a year, with shares: its low sets all others high, and back."""
    if found["edition"].n_unique() > 1:
        best = pl.when(pl.col("edition") == own).then(pl.lit("~")).otherwise("edition")  # the own one, else the newest
        found = found.filter(best == best.max().over("period"))
    added = found.group_by("period", "edition", "exporter").agg(
        pl.col("low", "high").sum(), pl.col("currency").min(), pl.col("claims").explode().sort()
    )
    ordered = added.sort("period", "exporter")  # sums are taken in one order
    whole = ordered.group_by("period").agg(pl.col("low").sum().alias("_low"), pl.col("high").sum().alias("_high"))

    def part(side: str, other: str) -> pl.Expr:
        rest = pl.col(f"_{other}") - pl.col(other)
        return pl.when(pl.col(side) + rest > 0).then(pl.col(side) / (pl.col(side) + rest)).otherwise(0.0)

    shared = ordered.join(whole, on="period", how="left").select(
        "period", "edition", "exporter", "low", "high",
        part("low", "high").alias("share_low"), part("high", "low").alias("share_high"),
        part("high", "high").alias("share_of_codes"), "currency", "claims",
    )  # fmt: skip
    return shared.sort("period", "high", "exporter", descending=[False, True, False])
