"""The map of a store for one view."""

from __future__ import annotations

from headwater.claims.log import ClaimLog
from headwater.claims.model import View
from headwater.resolution import resolve
from headwater.supply_map import SupplyMap


def build_map(log: ClaimLog, view: View) -> SupplyMap:
    """Resolve the claims of `log` for `view`; the same claims, judgements and view always give the same map."""
    return resolve(log, view)


def log_stamp(log: ClaimLog) -> str:
    """Hash of the newest entry: what a map resolved from this log may be remembered by. Empty for an empty log."""
    entries = log.contributions()
    return entries[-1].hash if entries else ""
