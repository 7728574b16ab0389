"""Resolution: who is who, which of several conflicting claims counts, and the supply map that follows."""

from headwater.resolution.resolve import resolve

__all__ = ["resolve"]
