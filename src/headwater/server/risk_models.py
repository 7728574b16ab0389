"""What systemic risk looks like: the ranking, and one what-if. See `models`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from headwater.server.models import Answer, ClaimIds, Finding, Names


class RankedNode(Answer):
    """A node of the network: what is lost of all output when it stops, and through which side (null: not asked)."""

    node: str
    provider: str
    provider_name: str
    provider_names: Names
    product: str
    product_name: str
    product_names: Names
    country: str | None
    organization: str | None
    share: float | None
    basis: str | None
    period: str | None
    esri: float
    esri_down: float | None
    esri_up: float | None
    claims: ClaimIds


class NetworkNote(Answer):
    """What the network could not know, or had to assume, about a product or organization."""

    what: Literal["unknown", "default", "flows", "left-out"]
    subject: str
    name: str
    names: Names
    said: str


class RiskRanking(Answer):
    """The nodes whose failure costs most, worst first; with anything unknown, every value is a lower bound."""

    network: Literal["firms", "cells"]
    nodes: int
    links: int
    ranked: list[RankedNode]
    rows: list[Finding]
    notes: list[NetworkNote]


class HitNode(Answer):
    """A node that loses output; tiers count links from what stopped (0: it stopped; null: not hit on that side)."""

    node: str
    provider: str
    provider_name: str
    provider_names: Names
    product: str
    product_name: str
    product_names: Names
    country: str | None
    organization: str | None
    state: Literal["named", "flow", "rest", "unknown"]
    loss: float = Field(description="Part of its output lost, 0..1: the larger side.")
    loss_down: float
    loss_up: float
    lost: float = Field(description="Part of all output: what the node counts times its loss.")
    tier_down: int | None
    tier_up: int | None
    claims: ClaimIds


class NodeLoss(Answer):
    """What a node has lost by a step."""

    node: str
    loss_down: float
    loss_up: float


class ProductLossSoFar(Answer):
    """The part of a product that is lost by a step."""

    product: str
    loss: float


class CountryLossSoFar(Answer):
    """The part of what a country makes that is lost by a step, each product counting as in the index."""

    country: str
    loss: float


class CascadeStep(Answer):
    """One step of the cascade: the index so far, and the nodes, products and countries whose loss grew."""

    step: int
    esri: float
    esri_down: float
    esri_up: float
    nodes: list[NodeLoss]
    products: list[ProductLossSoFar]
    countries: list[CountryLossSoFar]


class ProductLoss(Answer):
    """The part of a product that is lost: with what stopped, and through its inputs and buyers."""

    product: str
    name: str
    names: Names
    direct: float
    indirect: float
    loss: float


class Stopping(Answer):
    """What was asked to stop, by name."""

    id: str
    name: str
    names: Names


class WhatIfAnswer(Answer):
    """The cascade when something stops: step 0 is the stop itself."""

    subjects: list[Stopping]
    psi: float
    psi_up: float
    stopped: list[str]
    esri: float
    esri_down: float
    esri_up: float
    rounds: int
    method: str
    hit_in_all: int
    hit: list[HitNode]
    steps: list[CascadeStep]
    products: list[ProductLoss]
    unknown: list[str]
