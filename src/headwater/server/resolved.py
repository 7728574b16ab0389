"""Resolved maps kept while they are asked for: resolving is the slow step, and many requests ask for the same view."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from headwater.claims.log import ClaimLog
from headwater.claims.model import View, Viewer, active_contributions
from headwater.supply_map import SupplyMap
from headwater.workflows.explain import Explainer
from headwater.workflows.ledger import Ledger
from headwater.workflows.panels import Panels
from headwater.workflows.panels.doubts import Doubts
from headwater.workflows.panels.ledger import LedgerPanels
from headwater.workflows.panels.trade import TradePanels
from headwater.workflows.recorded import Recorded
from headwater.workflows.search import SearchIndex
from headwater.workflows.systemic_risk import RiskOfMap
from headwater.workflows.view import build_map

_LEDGERS = 8  # days of which the ledger is kept
_Key = tuple[frozenset[str], date | None]


@dataclass(frozen=True)
class Resolved:
    """A map, its digest, and what is made from it once: the digest never depends on what the viewer may not see."""

    supply_map: SupplyMap
    digest: str
    explainer: Explainer

    @cached_property
    def search(self) -> SearchIndex:
        """All names of the map, ready to be searched."""
        return SearchIndex.of(self.supply_map)

    @cached_property
    def panels(self) -> Panels:
        """What is shown of the map's entities; what several panels need is worked out once."""
        return Panels(self.supply_map)

    @cached_property
    def risk(self) -> RiskOfMap:
        """Networks compiled from the map and what was asked of them."""
        return RiskOfMap(self.supply_map)

    def ledger_on(self, day: date) -> LedgerPanels:
        """The ledger of the map as on a day; of the days asked for lately it is kept."""
        kept = self._ledgers
        if day not in kept:
            if len(kept) >= _LEDGERS:
                kept.pop(next(iter(kept)), None)
            kept[day] = LedgerPanels(self._ledger, day)
        return kept[day]

    @cached_property
    def _ledger(self) -> Ledger:
        return Ledger(self.supply_map)

    @cached_property
    def _ledgers(self) -> dict[date, LedgerPanels]:
        return {}

    @cached_property
    def doubts(self) -> Doubts:
        """Where sources disagree, and what is unknown."""
        return self.panels.doubts(self.explainer)

    @cached_property
    def trade(self) -> TradePanels:
        """What is asked of its flows, year by year."""
        return self.panels.trade(self.explainer.log, self.explainer.view)

    @cached_property
    def recorded(self) -> Recorded:
        """The claims the map is made of, as they were recorded."""
        return Recorded(self.explainer.log, self.explainer.view, self.supply_map)


class ResolvedMaps:
    """The last `size` maps of one viewer. Requests for one view at the same time resolve it once and share it."""

    def __init__(self, log: ClaimLog, viewer: Viewer, size: int = 8) -> None:
        self.log = log
        self.viewer = viewer
        self._size = size
        self._lock = threading.Lock()
        self._kept: OrderedDict[_Key, Future[Resolved]] = OrderedDict()

    def view(self, known_on: date | None, valid_on: date | None) -> View:
        """The view these days ask for."""
        return View(known_on, valid_on, self.viewer)

    def stamp(self) -> tuple[int, str]:
        """Which log this is: changes with every contribution, and with nothing else."""
        log = self.log.contributions()
        return len(log), log[-1].hash if log else ""

    def get(self, view: View) -> Resolved:
        """The map for `view`, resolved now unless some request did so since the log last changed.

        Views on different days of knowledge that the same contributions make are one map.
        """
        key = (active_contributions(self.log.contributions(), view.known_on), view.valid_on)
        with self._lock:
            promise = self._kept.get(key)
            mine = promise is None
            if promise is None:
                promise = self._kept[key] = Future()
                if len(self._kept) > self._size:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
        if mine:
            self._resolve(key, view, promise)
        return promise.result()

    def _resolve(self, key: _Key, view: View, promise: Future[Resolved]) -> None:
        try:
            supply_map = build_map(self.log, view)
            explainer = Explainer(self.log, view, supply_map)
            promise.set_result(Resolved(supply_map, supply_map.digest(), explainer))
        except BaseException as error:  # noqa: BLE001 - whoever waits for the promise must hear of anything
            with self._lock:
                self._kept.pop(key, None)  # a failure is told to those who wait, and not kept
            promise.set_exception(error)
