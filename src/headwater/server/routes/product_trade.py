"""`/products/{identity}/trade`: who exports a product of the map, from trade statistics."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi import Path as InPath

from headwater.server.asking import FAILURES, AskedTrade, Limit, Offset, only_known_parameters
from headwater.server.product_trade_models import ProductTradeAnswer
from headwater.server.routes.dependency import Thresholds
from headwater.server.routes.downloads import ARROW, TWO_FORMS, accepted, arrow_stream, not_acceptable
from headwater.workflows.trade_words import thresholds_of, years_of

router = APIRouter(
    prefix="/api", tags=["dependency"], responses=FAILURES, dependencies=[Depends(only_known_parameters)]
)
Identity = Annotated[
    str, InPath(min_length=1, max_length=500, description="A product.", examples=["product:gallium-refined"])
]
Years = Annotated[
    str | None,
    Query(pattern="^[0-9]{4}(-[0-9]{4})?$", description="Years of the exporters; the last there are where left out."),
]


@router.get(
    "/products/{identity:path}/trade",
    response_model=ProductTradeAnswer,
    summary="Who exports a product of the map",
    responses=TWO_FORMS,
)
def trade_of_product(
    request: Request,
    asked: AskedTrade,
    identity: Identity,
    years: Years = None,
    threshold: Thresholds = (),
    offset: Offset = 0,
    limit: Limit = 100,
) -> Any:  # noqa: ANN401 - a page to validate, or an answer of its own
    """Exporters by the HS codes linked with it: a page as JSON; all of these years with the Arrow media type."""
    form = accepted(request.headers.get("accept", "*/*"))
    if form is None:
        return not_acceptable()
    trade, span, limits = asked.resolved.trade, years_of(years), thresholds_of(threshold)
    if form == ARROW:
        return arrow_stream(trade.exporters(identity, span, limits), asked)
    return trade.of_product(identity, span, limits, offset, limit)
