"""One line a product that somebody imports: what was found of it, side by side, to be filtered, sorted and paged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

import polars as pl

from headwater.assessments.dependency.bounds import UNCERTAIN
from headwater.errors import BadQuestion
from headwater.standard.findings import UNKNOWN
from headwater.workflows.panels.hs_products import HsProducts

Order = Literal["imports", "top_share", "cdi1", "cdi3", "world_hhi", "code", "persistence", "governance_hhi"]
ORDERS: tuple[Order, ...] = get_args(Order)

Flag = Literal[
    "early-warning", "grade-a", "grade-b", "grade-c", "grade-d", "strategic", "geodep", "concentrated", "persistent",
    "flips", "unknown",
]  # fmt: skip
FLAGS: tuple[Flag, ...] = get_args(Flag)


def _says(indicator: str, words: str) -> Callable[[], pl.Expr]:
    return lambda: pl.col(f"said {indicator}").str.starts_with(words).fill_null(value=False)


_HOLDS: Mapping[Flag, Callable[[], pl.Expr]] = MappingProxyType(
    {
        "early-warning": _says("early_warning", "early-warning item"),
        "grade-a": _says("early_warning", "early-warning item, grade A"),
        "grade-b": _says("early_warning", "early-warning item, grade B"),
        "grade-c": _says("early_warning", "early-warning item, grade C"),
        "grade-d": _says("early_warning", "early-warning item, grade D"),
        "strategic": _says("strategic_dependency", "strategic dependency"),
        "geodep": _says("geodep", "dependent"),
        "concentrated": _says("cdi1", "concentrated"),
        "persistent": _says("persistence", "persistent"),
        "flips": lambda: pl.any_horizontal(
            pl.col(f"said {name}").str.contains("conflicting claims").fill_null(value=False)
            for name in ("cdi1", "early_warning")
        ),
        "unknown": lambda: pl.any_horizontal(
            pl.col(f"said {name}").str.contains(f"^({UNKNOWN}|{UNCERTAIN})").fill_null(value=True)
            for name in ("strategic_dependency", "geodep")
        ),
    }
)
"""What a flag means, in the verdicts of the findings."""

_MEASURED = (
    "product", "period", "imports", "exports", "suppliers", "top_supplier", "top_share", "top_share_high", "cdi1",
    "cdi1_high", "cdi2", "cdi3", "world_hhi",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """Which lines, in which order: of a technology, an HS chapter (two digits), with a flag, with words in the code."""

    technology: str | None = None
    chapter: str | None = None
    flag: str | None = None
    words: str | None = None
    order: str = "imports"
    descending: bool = True

    def __post_init__(self) -> None:
        """Raise `BadQuestion` for an order or flag there is not."""
        if self.order not in ORDERS:
            raise BadQuestion(f"Lines are not sorted by {self.order!r}.", valid=ORDERS)
        if self.flag is not None and self.flag not in FLAGS:
            raise BadQuestion(f"There is no verdict {self.flag!r}.", valid=FLAGS)


def products_with(findings: pl.DataFrame, flag: Flag) -> list[str]:
    """The products on which the findings of one importer say so."""
    return _verdicts(_by_product(findings)).filter(_HOLDS[flag]())["product"].to_list()


def _by_product(findings: pl.DataFrame) -> pl.DataFrame:
    return findings.with_columns(product=pl.col("subject").str.split(" > ").list.last())


def _verdicts(said: pl.DataFrame) -> pl.DataFrame:
    """One row a product, a column `said INDICATOR` for each verdict."""
    verdicts = said.pivot("indicator", index="product", values="verdict", aggregate_function="first")
    return verdicts.rename({name: f"said {name}" for name in verdicts.columns if name != "product"})


def lines_of(measured: pl.DataFrame, findings: pl.DataFrame) -> pl.DataFrame:
    """One row a product of the last year: what was measured, `code`, `edition`, `persistence`, and a column per flag.

    `years`, `top_shares`, `hhis` and `values` are lists over the years measured, null where a year is not known.
    """
    years = sorted(measured["period"].unique())
    latest = measured.filter(pl.col("period") == years[-1])
    said = _by_product(findings)
    verdicts = _verdicts(said)
    persistence = said.filter(pl.col("indicator") == "persistence").select("product", persistence_share="value")
    code = pl.col("product").str.split(":").list.last().str.split(".")
    return (
        latest.select(*_MEASURED, "governance")
        .join(verdicts, on="product", how="left")
        .join(persistence, on="product", how="left")
        .join(_over_years(measured, years), on="product", how="left")
        .select(
            *_MEASURED,
            code.list.last().alias("code"),
            code.list.first().alias("edition"),
            pl.col("persistence_share").alias("persistence"),
            pl.col("governance").alias("governance_hhi"),
            "years",
            "top_shares",
            "hhis",
            "values",
            *(holds().alias(flag) for flag, holds in _HOLDS.items()),
        )
        .sort("imports", "product", descending=[True, False])
    )


def certain_figures(sure: pl.DataFrame, whole: pl.DataFrame) -> pl.DataFrame:
    """What was measured with split codes' trade left out and with all of it: where the two differ it is unknown."""
    keys = ["importer", "product", "period"]
    figures = [name for name in whole.columns if name not in keys]
    both = whole.join(sure, on=keys, how="left", suffix="_sure", maintain_order="left")
    return both.select(
        *keys, *(pl.when(pl.col(name).eq_missing(pl.col(f"{name}_sure"))).then(name).alias(name) for name in figures)
    ).select(whole.columns)


def _over_years(measured: pl.DataFrame, years: list[str]) -> pl.DataFrame:
    """Per product a list a figure, one entry a year, in order."""
    products = measured.select(pl.col("product").unique())
    every = products.join(pl.DataFrame({"period": years}), how="cross")
    full = every.join(
        measured.select("product", "period", "top_share", "cdi1", "imports"), on=["product", "period"], how="left"
    )
    return full.sort("product", "period").group_by("product", maintain_order=True).agg(
        pl.col("period").alias("years"), pl.col("top_share").alias("top_shares"), pl.col("cdi1").alias("hhis"),
        pl.col("imports").alias("values"),
    )  # fmt: skip


def chosen(lines: pl.DataFrame, choice: Choice, hs: HsProducts) -> pl.DataFrame:
    """The lines asked for, in their order; what has no value comes last, and the largest import first among equals."""
    if choice.technology is not None:
        lines = lines.filter(pl.col("code").is_in(hs.codes_of(choice.technology, lines["code"].to_list())))
    if choice.chapter is not None:
        lines = lines.filter(pl.col("code").str.starts_with(choice.chapter))
    if choice.flag is not None:
        lines = lines.filter(pl.col(choice.flag))
    if choice.words:
        digits = choice.words.replace(".", "").strip()
        lines = lines.filter(pl.col("code").str.starts_with(digits))
    keys = [choice.order, "imports", "product"]
    return lines.sort(keys, descending=[choice.descending, True, False], nulls_last=True)


def facets(lines: pl.DataFrame, hs: HsProducts) -> dict[str, dict[str, int]]:
    """How many lines there are with each flag, in each HS chapter and of each technology."""
    chapters = lines.group_by(pl.col("code").str.slice(0, 2).alias("chapter")).len().sort("chapter")
    technologies: dict[str, int] = {}
    for code in lines["code"]:
        for technology in hs.technologies(code):
            technologies[technology] = technologies.get(technology, 0) + 1
    return {
        "flags": {flag: int(lines[flag].sum()) for flag in FLAGS},
        "chapters": dict(chapters.iter_rows()),
        "technologies": dict(sorted(technologies.items())),
    }
