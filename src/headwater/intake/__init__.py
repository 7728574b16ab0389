"""Intake: one reader per format. Bytes in, rows of the standard out, in the words of the source."""

from headwater.intake.registry import READERS

__all__ = ["READERS"]
