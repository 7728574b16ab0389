"""What readers of one kind of CSV file share: recognise it by its columns, stamp every file, check every row."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path

from headwater.claims.model import FileStamp
from headwater.intake.checking import Batch, checked
from headwater.intake.files import holds_format, of_format, stamp_text
from headwater.intake.rows import is_csv_with
from headwater.workflows.reading import Progress, Reading, no_progress


class CsvListReader(ABC):
    """Reads files, or a folder of them, that all have `columns`; `words` is what a message calls such a file."""

    name: str
    title: str
    columns: Sequence[str]
    words: str

    def recognises(self, paths: Sequence[Path]) -> bool:
        """Whether the files, or some of the folder, have the columns."""
        return holds_format(paths, self._is_one, self.words)

    def read(self, paths: Sequence[Path], progress: Progress = no_progress) -> Reading:
        """Read every file; `UnreadableFile` where there is none, or a named file is something else."""
        files = of_format(paths, self._is_one, self.words)
        stamps = tuple(stamp_text(path, progress) for path in files)
        reading = Reading(stamps, iter(()))
        reading.batches = self.tables(files, stamps, reading, progress)
        return checked(reading)

    @abstractmethod
    def tables(
        self, files: Sequence[Path], stamps: Sequence[FileStamp], reading: Reading, progress: Progress
    ) -> Iterator[Batch]:
        """The rows, table by table, the source first; rows set aside and their problems are noted in `reading`."""

    def _is_one(self, path: Path) -> bool:
        return is_csv_with(path, self.columns)
