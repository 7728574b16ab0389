"""The routes, one module per family of questions. Each asks one workflow and hands on what it says."""

from __future__ import annotations

from fastapi import APIRouter

from headwater.server.routes import (
    chain,
    dependency,
    downloads,
    entities,
    evidence,
    findings,
    lists,
    products,
    review,
    session,
    standard,
    view,
)

ROUTERS: tuple[APIRouter, ...] = (
    session.router,
    review.router,
    view.router,
    products.router,
    chain.router,
    entities.router,
    findings.router,
    dependency.router,
    evidence.router,
    lists.router,
    standard.router,
    downloads.router,
)
