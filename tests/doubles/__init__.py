"""Stand-ins for what does input and output: a log in memory, and rows read with nothing but Polars."""

from tests.doubles.in_memory_log import InMemoryLog, WithoutRows
from tests.doubles.rows import frame, rows_of_folder

__all__ = ["InMemoryLog", "WithoutRows", "frame", "rows_of_folder"]
