"""What both readers of UN Comtrade do: find their files, stamp them, and give source and flows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from headwater.intake.checking import Checking
from headwater.intake.comtrade_rows import Layout, Told, flows_of, refuse_told_twice, source_row, told_in
from headwater.intake.files import holds_format, of_format
from headwater.intake.rows import frame_of
from headwater.intake.trade_rows import HS_OPTION, edition_told, header_and_width, stamp_either
from headwater.workflows.reading import Progress, Reading, no_progress


class ComtradeLayoutReader:
    """Reads one layout. `edition` is what the user says of files that do not state their edition of the HS."""

    name: str
    title: str
    options = (HS_OPTION,)
    layout: Layout
    needed: frozenset[str]
    words: str

    def __init__(self, edition: str | None = None) -> None:
        self._edition = edition

    def told(self, options: Mapping[str, str]) -> ComtradeLayoutReader:
        """The same reader, knowing the edition of the HS that `hs` names; `BadQuestion` where it is none."""
        return type(self)(edition_told(options[HS_OPTION]) if HS_OPTION in options else None)

    def recognises(self, paths: Sequence[Path]) -> bool:
        """Whether the files, or some of the folder, have the columns of the layout."""
        return holds_format(paths, self._is_one, self.words)

    def read(self, paths: Sequence[Path], progress: Progress = no_progress) -> Reading:
        """Read every file; `UnreadableFile` where columns are shifted, or the edition of the HS is unknown or mixed."""
        files = of_format(paths, self._is_one, self.words)
        self.belong_together(files)
        stamps = tuple(stamp_either(path, progress) for path in files)
        reading = Reading(stamps, iter(()))
        reading.batches = self._batches(files, reading, progress)
        return reading

    def belong_together(self, paths: Sequence[Path]) -> None:
        """Raise `UnreadableFile` where a reporter's period is told in two editions of the HS; names the files.

        Years may be of several editions, as they were reported: each row says which.
        """
        taken: dict[tuple[str, str], Told] = {}
        for path in paths:
            refuse_told_twice(path, told_in(path, self.layout, self._edition), taken)

    def _batches(
        self, files: Sequence[Path], reading: Reading, progress: Progress
    ) -> Iterator[tuple[str, pl.DataFrame]]:
        checking, done = Checking(reading), 0
        source = frame_of("sources", [source_row(self.layout, f"UN Comtrade ({self.words})", reading.files)])
        yield "sources", checking.good("sources", source)
        for path in files:
            frame = flows_of(path, self.layout, self._edition, checking)
            done += frame.height
            progress(done, None, "rows")
            if frame.height:
                yield "flows", frame

    def _is_one(self, path: Path) -> bool:
        return path.suffix.lower() in {".csv", ".txt"} and self.needed <= set(header_and_width(path)[0])
