"""The supply map: read-only tables for one view, and nothing that decides what they hold."""

from headwater.supply_map.supply_map import MAP_TABLES, SupplyMap

__all__ = ["MAP_TABLES", "SupplyMap"]
