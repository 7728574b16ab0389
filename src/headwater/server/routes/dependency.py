"""`/findings/dependency` and `/dependency`: on whom an importer depends, from trade statistics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BeforeValidator

from headwater.server.asking import FAILURES, IN_DIGITS, AskedTrade, Limit, Offset, only_known_parameters
from headwater.server.routes.downloads import ARROW, TWO_FORMS, accepted, arrow_stream, not_acceptable
from headwater.server.trade_models import Comparison, FindingPage, ImportLines, ProductImports, Supplied, TradeChoices
from headwater.standard.blocs import bloc_names
from headwater.workflows.assess import DependencyQuestion
from headwater.workflows.panels.trade_lines import Choice, Flag, Order
from headwater.workflows.trade_words import bloc_named, limits_of, thresholds_of, weights_of, years_of

router = APIRouter(
    prefix="/api", tags=["dependency"], responses=FAILURES, dependencies=[Depends(only_known_parameters)]
)
_COUNTRIES = "[A-Za-z]{3}(,[A-Za-z]{3}){1,79}"
_WEIGHT = r"[A-Za-z]{3}:[0-9]{1,6}(\.[0-9]{1,9})?"


def _yes_or_no(value: object) -> object:
    """Only the two words; `1` and `on` are neither."""
    if isinstance(value, str) and value not in ("true", "false"):
        raise ValueError("say true or false")
    return value


Country = Annotated[str | None, Query(min_length=2, max_length=100, description="Whose imports: a code or a name.")]
OneBloc = Annotated[
    str | None,
    Query(
        pattern=f"^({'|'.join(bloc_names())}|{_COUNTRIES})$",
        description="A bloc as one importer, instead of a country: by key, or a list of countries of your own.",
        examples=["ipef", "KOR,JPN,VNM"],
    ),
]
Hs = Annotated[str | None, Query(pattern="^[0-9]{2,10}$", description="Only codes that begin so.")]
Years = Annotated[
    str | None,
    Query(pattern="^[0-9]{4}(-[0-9]{4})?$", description="First and last year; the last three where left out."),
]
Thresholds = Annotated[
    Sequence[Annotated[str, Query(pattern=r"^[a-z0-9_]{1,40}=[0-9]{1,9}(\.[0-9]{1,12})?$")]],
    Query(max_length=20, description="Another threshold as NAME=VALUE; may be repeated."),
]
Weights = Annotated[
    str | None,
    Query(
        pattern=f"^{_WEIGHT}(,{_WEIGHT}){{0,299}}$",
        description="Risk weights by country, for the governance-weighted HHI. Nothing of them is recorded.",
        examples=["CHN:0.8,JPN:0.1"],
    ),
]
Edition = Annotated[
    str | None,
    Query(
        pattern="^(newest|HS[0-9]{4})$",
        description="Bring all years to this edition of the HS by the shipped concordance, split codes as a range.",
        examples=["newest", "HS2022"],
    ),
]
Verdict = Annotated[Flag | None, Query(description="Only products with this verdict.")]
Technology = Annotated[str | None, Query(min_length=1, max_length=60, description="Only products of this technology.")]
Chapter = Annotated[str | None, Query(pattern="^[0-9]{2}$", description="Only codes of this HS chapter.")]
Words = Annotated[
    str | None, Query(pattern=r"^[0-9.]{1,12}$", description="Only codes that begin so; dots do not count.")
]
HsCode = Annotated[
    str,
    Query(
        pattern=r"^hs:HS[0-9]{4}\.[0-9]{2,10}$", examples=["hs:HS2022.854231"], description="HS code with its edition."
    ),
]
Partner = Annotated[
    str,
    Query(min_length=2, max_length=400, description="A country by code or name, a bloc by key or as a list of codes."),
]
Supplier = Annotated[str, Query(min_length=2, max_length=100, description="The supplier, by code or name.")]
OneYear = Annotated[int | None, Query(ge=1900, le=2200, description="The last recorded where left out."), IN_DIGITS]
Sort = Annotated[Order, Query(description="By what the products are sorted.")]
Down = Annotated[bool, BeforeValidator(_yes_or_no), Query(description="Largest first.")]


def whose(
    country: Country = None,
    bloc: OneBloc = None,
    years: Years = None,
    threshold: Thresholds = (),
    weights: Weights = None,
) -> DependencyQuestion:
    """The importer, years, thresholds and weights that a request names."""
    asked = DependencyQuestion(country, bloc_named(bloc), years=years_of(years), limits=limits_of(threshold))
    return replace(asked, weights=weights_of(weights))


def question(
    asked: Annotated[DependencyQuestion, Depends(whose)], hs: Hs = None, edition: Edition = None
) -> DependencyQuestion:
    """The same, of codes that begin in some way, in one edition of the HS or as told."""
    return replace(asked, hs=hs, edition=edition)


def choice(
    verdict: Verdict = None,
    technology: Technology = None,
    chapter: Chapter = None,
    code: Words = None,
    sort: Sort = "imports",
    descending: Down = True,
) -> Choice:
    """Which lines a request asks for, and in which order."""
    return Choice(technology, chapter, verdict, code, sort, descending)


def sides(
    left: Partner,
    right: Partner,
    hs: Hs = None,
    years: Years = None,
    threshold: Thresholds = (),
    edition: Edition = None,
) -> tuple[DependencyQuestion, DependencyQuestion]:
    """The two importers a request names, each a country or a bloc."""

    def side(words: str) -> DependencyQuestion:
        as_bloc = words.lower() in bloc_names() or re.fullmatch(_COUNTRIES, words) is not None
        country, bloc = (None, bloc_named(words)) if as_bloc else (words, None)
        return DependencyQuestion(country, bloc, hs, years_of(years), limits=limits_of(threshold), edition=edition)

    return side(left), side(right)


Whose = Annotated[DependencyQuestion, Depends(whose)]
Question = Annotated[DependencyQuestion, Depends(question)]
Sides = Annotated[tuple[DependencyQuestion, DependencyQuestion], Depends(sides)]
Lines = Annotated[Choice, Depends(choice)]


@router.get("/dependency", response_model=TradeChoices, summary="What can be asked about trade")
def choices(asked: AskedTrade) -> dict[str, Any]:
    """Years with flows, importers, blocs with their members, and thresholds; no years where no flow is recorded."""
    return asked.resolved.trade.choices()


@router.get(
    "/findings/dependency", response_model=FindingPage, summary="On whom does an importer depend?", responses=TWO_FORMS
)
def findings(
    request: Request,
    asked: AskedTrade,
    question: Question,
    verdict: Verdict = None,
    offset: Offset = 0,
    limit: Limit = 100,
) -> Any:  # noqa: ANN401 - a page to validate, or an answer of its own
    """The findings of `headwater assess dependency`: a page as JSON; all of them with the Arrow media type."""
    form = accepted(request.headers.get("accept", "*/*"))
    if form is None:
        return not_acceptable()
    found = asked.resolved.trade.findings(question, verdict)
    if form == ARROW:
        return arrow_stream(found, asked)
    return {"rows": found.slice(offset, limit).to_dicts(), "total": found.height}


@router.get("/dependency/products", response_model=ImportLines, summary="An importer's products, one line each")
def products(
    asked: AskedTrade, question: Question, lines: Lines, offset: Offset = 0, limit: Limit = 50
) -> dict[str, Any]:
    """Imports, largest supplier, indices, verdicts and their course over the years, filtered, sorted and paged."""
    return asked.resolved.trade.products(question, lines, offset, limit)


@router.get("/dependency/product", response_model=ProductImports, summary="One product of one importer")
def product(asked: AskedTrade, whose: Whose, product: HsCode) -> dict[str, Any]:
    """Its suppliers year by year with what both sides report, the world's exporters, its findings, and the claims."""
    return asked.resolved.trade.product(whose, product)


@router.get("/dependency/compare", response_model=Comparison, summary="Two partners side by side")
def compare(asked: AskedTrade, sides: Sides, lines: Lines, offset: Offset = 0, limit: Limit = 50) -> dict[str, Any]:
    """Products with the verdict (early-warning items where left out) on either side, those of both first."""
    return asked.resolved.trade.compare(sides[0], sides[1], lines, offset, limit)


@router.get("/dependency/supplied", response_model=Supplied, summary="What the world depends on a country for")
def supplied(asked: AskedTrade, country: Supplier, year: OneYear = None, threshold: Thresholds = ()) -> dict[str, Any]:
    """Products of which importers buy most from it, by how many importers do."""
    return asked.resolved.trade.supplied(country, thresholds_of(threshold), year)
