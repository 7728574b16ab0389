"""The routes, one module per family of questions. Each asks one workflow and hands on what it says."""

from __future__ import annotations

from fastapi import APIRouter

from headwater.server.routes import (
    additions,
    chain,
    contributions,
    dependency,
    downloads,
    entities,
    evidence,
    findings,
    ledger,
    lists,
    product_trade,
    products,
    review,
    session,
    standard,
    uploads,
    view,
)

ROUTERS: tuple[APIRouter, ...] = (
    session.router,
    uploads.router,
    contributions.router,
    additions.router,
    review.router,
    view.router,
    product_trade.router,  # before the products, whose ids may hold a slash
    products.router,
    chain.router,
    entities.router,
    findings.router,
    ledger.router,
    dependency.router,
    evidence.router,
    lists.router,
    standard.router,
    downloads.router,
)
