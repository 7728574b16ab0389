"""The routes, one module per family of questions. Each asks one workflow and hands on what it says."""

from __future__ import annotations

from fastapi import APIRouter

from headwater.server.routes import (
    chain,
    downloads,
    entities,
    evidence,
    findings,
    ledger,
    lists,
    products,
    session,
    standard,
    view,
)

ROUTERS: tuple[APIRouter, ...] = (
    session.router,
    view.router,
    products.router,
    chain.router,
    entities.router,
    findings.router,
    ledger.router,
    evidence.router,
    lists.router,
    standard.router,
    downloads.router,
)
