"""Storage: places that keep claims, behind the protocol in `claims.log`."""

from headwater.storage.delta_log import DeltaLog

__all__ = ["DeltaLog"]
