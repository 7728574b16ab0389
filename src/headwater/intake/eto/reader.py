"""The reader of the data set's folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from headwater.errors import UnreadableFile
from headwater.intake.checking import checked
from headwater.intake.eto.data_set import COLUMNS, DataSet
from headwater.intake.files import head_of, of_format, stamp_text
from headwater.intake.rows import header_of, lines_of
from headwater.workflows.reading import Progress, Reading, no_progress


class EtoReader:
    """Reads the folder of the five files."""

    name = "eto"
    title = "ETO semiconductor supply chain: inputs, stages, sequence, providers and provision (CSV)"

    def recognises(self, paths: Sequence[Path]) -> bool:
        """Whether provision.csv is there with the columns of this data set."""
        try:
            files = _files(paths)
        except (UnreadableFile, OSError):
            return False
        if "provision.csv" not in files:
            return False
        return set(COLUMNS["provision.csv"]) <= set(header_of(head_of(files["provision.csv"])))

    def read(self, paths: Sequence[Path], progress: Progress = no_progress) -> Reading:
        """Read all five files; `UnreadableFile` names one that is missing."""
        files = _files(paths)
        missing = [name for name in COLUMNS if name not in files]
        if missing:
            raise UnreadableFile(
                f"The data set lacks {', '.join(missing)}.",
                "Give the folder with all five files.",
                valid=tuple(COLUMNS),
            )
        stamps = tuple(stamp_text(files[name], progress) for name in COLUMNS)
        lines = {name: list(lines_of(files[name], "utf-8", columns)) for name, columns in COLUMNS.items()}
        return checked(Reading(stamps, DataSet(lines).tables(progress)))


def _files(paths: Sequence[Path]) -> dict[str, Path]:
    return {path.name: path for path in of_format(paths, lambda path: path.name in COLUMNS, "file of this data set")}
