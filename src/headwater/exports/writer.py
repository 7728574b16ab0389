"""What a writer is. Writers are pure in what they write: the same map gives the same bytes, and no clock is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import polars as pl

from headwater.supply_map import SupplyMap


class Writer(Protocol):
    """One format of the resolved map."""

    @property
    def name(self) -> str:
        """The word after `export --to`."""
        ...

    @property
    def title(self) -> str:
        """One line for help."""
        ...

    @property
    def suffix(self) -> str:
        """Ending of the one file it writes, dot included; empty where it writes a folder."""
        ...

    @property
    def media_type(self) -> str:
        """Media type of the one file it writes; that of a zip where it writes a folder."""
        ...

    def write(self, supply_map: SupplyMap, target: Path, *, force: bool = False) -> list[Path]:
        """Write the map to `target`, whole or not at all; return the files written.

        Raises `BadQuestion` where something is in the way (`force` replaces an earlier export, nothing else) and
        `StoreUnwritable` where the disk is full or may not be written.
        """
        ...


class ClaimWriter(Protocol):
    """A format that can hold claims as own tables."""

    @property
    def name(self) -> str:
        """The word after `export --claims --to`."""
        ...

    def write_claims(
        self, parts: Sequence[Mapping[str, pl.DataFrame]], target: Path, *, force: bool = False
    ) -> list[Path]:
        """Write claims (table -> columns of `frames.reader_schema`) as own tables that `add` reads back.

        The first part goes into the folder `target` itself, the n-th into its folder `part-n`; add them in that order.
        Tables without rows are left out. Raises as `Writer.write` does, and `BadInput` where the format cannot hold
        a value without changing it.
        """
        ...
