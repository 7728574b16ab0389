"""The reader of the Mineral Commodity Summaries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from headwater.claims.model import FileStamp
from headwater.intake.checking import checked
from headwater.intake.files import head_of, holds_format, of_format, stamp_text
from headwater.intake.rows import Line, frame_of, header_of, lines_of
from headwater.intake.usgs import release_2025, release_2026
from headwater.intake.usgs.entry import Entry, apart, products, provisions
from headwater.workflows.reading import Progress, Reading, no_progress


@dataclass(frozen=True, slots=True)
class _Release:
    """One layout of the release: how it is recognised, and how its lines become entries."""

    year: str
    encoding: str
    columns: tuple[str, ...]
    entries: Callable[[Sequence[Line], str], Iterator[Entry]]

    @property
    def source(self) -> str:
        return f"source:usgs.mcs-{self.year}"


RELEASES = (
    _Release("2025", release_2025.ENCODING, release_2025.COLUMNS, release_2025.entries),
    _Release("2026", release_2026.ENCODING, release_2026.COLUMNS, release_2026.entries),
)


_WORDS = "data release of the Mineral Commodity Summaries"


class UsgsReader:
    """Reads world production and capacity. Reserves, import sources and statistics of one country are no supply."""

    name = "usgs"
    title = "USGS Mineral Commodity Summaries: world tables of the 2025 and 2026 data releases (CSV)"

    def recognises(self, paths: Sequence[Path]) -> bool:
        """Whether the files, or some of the folder, have the header of a release."""
        return holds_format(paths, _is_release, _WORDS)

    def read(self, paths: Sequence[Path], progress: Progress = no_progress) -> Reading:
        """Read every release; `UnreadableFile` where there is none, or a named file is something else."""
        files = of_format(paths, _is_release, _WORDS)
        found = [(path, release) for path in files if (release := _release(path)) is not None]
        stamps = tuple(stamp_text(path, progress, release.encoding) for path, release in found)
        return checked(Reading(stamps, _tables(found, stamps, progress)))


def _is_release(path: Path) -> bool:
    return _release(path) is not None


def _release(path: Path) -> _Release | None:
    if path.suffix.lower() != ".csv":
        return None
    head = head_of(path, 4096)
    return next(
        (release for release in RELEASES if set(release.columns) <= set(header_of(head, release.encoding))), None
    )


def _tables(
    found: list[tuple[Path, _Release]], stamps: tuple[FileStamp, ...], progress: Progress
) -> Iterator[tuple[str, pl.DataFrame]]:
    yield (
        "sources",
        frame_of("sources", (_source(release, stamp) for (_, release), stamp in zip(found, stamps, strict=True))),
    )
    read = []
    for path, release in found:
        lines = list(lines_of(path, release.encoding, release.columns))
        read.append((release, list(apart(release.entries(lines, path.name)))))
        progress(len(lines), len(lines), "rows")
    yield (
        "products",
        _once(pl.concat([frame_of("products", products(entries, release.source)) for release, entries in read])),
    )
    for release, entries in read:
        yield "provisions", frame_of("provisions", provisions(entries, release.source))


def _once(frame: pl.DataFrame) -> pl.DataFrame:
    """Products that two releases name alike are one; the first naming stays."""
    return frame.unique("id", keep="first", maintain_order=True)


def _source(release: _Release, stamp: FileStamp) -> dict[str, str]:
    return {
        "id": release.source,
        "title": f"Mineral Commodity Summaries {release.year}, data release",
        "kind": "official-statistics",
        "publisher": "U.S. Geological Survey",
        "published_on": release.year,
        "url": "https://www.usgs.gov/centers/national-minerals-information-center/mineral-commodity-summaries",
        "language": "en",
        "licence": "public domain",
        "sha256": stamp.sha256,
        "source": release.source,
        "locator": stamp.name,
    }
