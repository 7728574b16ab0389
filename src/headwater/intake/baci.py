"""BACI of CEPII: reconciled trade by year, exporter, importer and six-digit product; one file a year.

Columns t, i, j, k, v (thousand USD, fob), q (tonnes). The country codes stand in a file of their own, which must lie
beside; so may the product codes. Product codes that lost their leading zero get it back. The edition of the HS is in
the names of files as published; for others it must be told. What identifies a row in the file is t, i, j and k: the
locator says so instead of numbering eleven million lines. Rows are given by product (see `baci_rows`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from headwater.claims.model import FileStamp
from headwater.errors import UnreadableFile
from headwater.intake.baci_rows import COLUMNS, FIRST_YEAR, LAST_YEAR, MOST_CODE, refuse_year_twice, rows_of
from headwater.intake.checking import Checking
from headwater.intake.files import of_format
from headwater.intake.rows import frame_of, header_of, lines_of
from headwater.intake.trade_rows import (
    BATCH_ROWS,
    HS_OPTION,
    Partners,
    edition_in_name,
    edition_told,
    flow_frame,
    header_and_width,
    stamp_either,
)
from headwater.workflows.reading import Progress, Reading, no_progress

_WORDS = "year file of BACI (columns t, i, j, k, v, q)"


@dataclass(frozen=True, slots=True)
class _Release:
    """What the file names say of a set of files: edition of the HS and version, and the code tables beside."""

    edition: str
    version: str | None
    country_table: Path
    product_table: Path | None

    @property
    def source(self) -> str:
        version = f"-{self.version.lower()}" if self.version else ""
        return f"source:baci.{self.edition.lower()}{version}"


class BaciReader:
    """Reads year files. `edition` is what the user says of files whose names do not state their edition of the HS."""

    name = "baci"
    title = (
        "BACI (CEPII): reconciled trade by exporter, importer and HS code, one file a year with its code tables (CSV)"
    )
    options = (HS_OPTION,)

    def __init__(self, edition: str | None = None) -> None:
        self._edition = edition

    def told(self, options: Mapping[str, str]) -> BaciReader:
        """The same reader, knowing the edition of the HS that `hs` names; `BadQuestion` where it is none."""
        return BaciReader(edition_told(options[HS_OPTION]) if HS_OPTION in options else None)

    def recognises(self, paths: Sequence[Path]) -> bool:
        """Whether the files, or some of the folder, have the columns of a year file."""
        try:
            return any(_is_year(path) for path in _files(paths))
        except (UnreadableFile, OSError):
            return False

    def read(self, paths: Sequence[Path], progress: Progress = no_progress) -> Reading:
        """Read every year; `UnreadableFile` where the code table is missing or editions are mixed."""
        years = of_format(_without_tables(paths), _is_year, _WORDS)
        release = _release(years, _tables_beside(paths, years), self._edition)
        tables = [release.country_table, *([release.product_table] if release.product_table else [])]
        stamps = tuple(stamp_either(path, progress) for path in [*years, *tables])
        reading = Reading(stamps, iter(()))
        reading.batches = _batches(years, release, reading, progress)
        return reading

    def belong_together(self, paths: Sequence[Path]) -> None:
        """Raise `UnreadableFile` where the names of year files state several editions or releases."""
        _release(paths, _tables_beside(paths, paths), self._edition)


def _files(paths: Sequence[Path]) -> list[Path]:
    return [inner for path in paths for inner in (sorted(path.iterdir()) if path.is_dir() else [path])]


def _is_year(path: Path) -> bool:
    return path.suffix.lower() == ".csv" and tuple(header_and_width(path)[0]) == COLUMNS


def _is_table(path: Path, kind: str) -> bool:
    return path.is_file() and path.name.lower().startswith(f"{kind}_codes") and path.suffix.lower() == ".csv"


def _without_tables(paths: Sequence[Path]) -> list[Path]:
    """Code tables may be named beside the years; they are found by themselves too."""
    return [path for path in paths if not _is_table(path, "country") and not _is_table(path, "product")]


def _tables_beside(paths: Sequence[Path], years: Sequence[Path]) -> list[Path]:
    folders = {year.parent for year in years}
    beside = [inner for folder in sorted(folders) for inner in sorted(folder.iterdir())]
    named = [path for path in paths if path.is_file()]
    return [p for p in dict.fromkeys([*named, *beside]) if _is_table(p, "country") or _is_table(p, "product")]


def _release(years: Sequence[Path], tables: Sequence[Path], told: str | None) -> _Release:
    countries = [path for path in tables if _is_table(path, "country")]
    products = [path for path in tables if _is_table(path, "product")]
    if not countries:
        raise UnreadableFile(
            "The table of country codes is missing.",
            "Put country_codes_V....csv of the same release beside the year files.",
            years[0].parent.name,
        )
    stated = {path.name: edition for path in [*years, *products] if (edition := edition_in_name(path.name))}
    found = set(stated.values()) | ({told} if told else set())
    if len(found) > 1:
        said = ", ".join(f"{name}: {edition}" for name, edition in sorted(stated.items()))
        raise UnreadableFile(
            f"The files are of several editions of the HS ({said}{', told: ' + told if told else ''}).",
            "Codes of two editions do not mean the same: add each edition by itself.",
            years[0].parent.name,
        )
    if not found:
        raise UnreadableFile(
            "Neither the file nor its name says of which edition of the HS its codes are.",
            "Say it with --hs, as --hs HS2017.",
            years[0].name,
        )
    return _Release(found.pop(), _version(years), countries[-1], products[-1] if products else None)


def _version(years: Sequence[Path]) -> str | None:
    versions = {match[1] for path in years if (match := re.search(r"_(V\d{6}[a-z]?)", path.name))}
    if len(versions) > 1:
        raise UnreadableFile(
            f"The files are of several releases ({', '.join(sorted(versions))}).",
            "Releases revise each other: add each by itself.",
            years[0].parent.name,
        )
    return versions.pop() if versions else None


def _batches(
    years: Sequence[Path], release: _Release, reading: Reading, progress: Progress
) -> Iterator[tuple[str, pl.DataFrame]]:
    checking, done = Checking(reading), 0
    yield "sources", checking.good("sources", frame_of("sources", [_source(release, reading.files)]))
    partners = Partners(checking, _iso3_by_code(release.country_table))
    names = partners.mentions(pl.int_range(MOST_CODE + 1, eager=True).cast(pl.String))  # by code
    products = _product_codes(release.product_table)
    taken: dict[int, str] = {}
    for path in years:
        for rows in rows_of(path, partners, products, checking):
            refuse_year_twice(rows.frame, path.name, taken)
            for part in rows.frame.iter_slices(BATCH_ROWS):
                flows = _flows(part, names, release, path.name)
                good = checking.good("flows", flows, path.name, part["row"], keys_differ=rows.differ)
                done += good.height
                progress(done, None, "rows")
                if good.height:
                    yield "flows", good


def _flows(part: pl.DataFrame, names: pl.Series, release: _Release, file: str) -> pl.DataFrame:
    """The rows of one batch as the standard has them; texts are looked up by code, never put together row by row."""
    codes = part["k"].unique(maintain_order=True)
    products = f"hs:{release.edition}." + codes.cast(pl.String).str.zfill(6)
    years = pl.int_range(FIRST_YEAR, LAST_YEAR + 1, eager=True).cast(pl.String)
    cells = part.select(
        names.gather(part["i"]).alias("supplier"),
        names.gather(part["j"]).alias("buyer"),
        products.gather(codes.search_sorted(part["k"])).alias("product"),
        (pl.col("v") * 1000).round(3).alias("value"),  # v is printed to a thousandth: dollars, exactly
        pl.lit("USD").alias("currency"),
        pl.lit("fob").alias("valuation"),
        pl.col("q").alias("quantity"),
        pl.when(pl.col("q").is_not_null()).then(pl.lit("t")).alias("unit"),
        years.gather(part["t"] - FIRST_YEAR).alias("period"),
        pl.lit(release.source).alias("source"),
        pl.lit(f"{file}, the line of t, i, j and k").alias("locator"),
    )
    return flow_frame(cells)


def _iso3_by_code(path: Path) -> dict[str, str]:
    """The table's alpha-3 code by numeric code, whatever the release calls its columns."""
    encoding = "utf-8"
    try:
        path.read_text(encoding=encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"
    with path.open("rb") as file:
        names = header_of(file.read(4096), encoding)
    column = next((name for name in names if "iso3" in name or "iso_3" in name), None)
    if "country_code" not in names or column is None:
        raise UnreadableFile(
            f"The table of country codes has other columns: {', '.join(names)}.",
            "It needs country_code and one with the three-letter code.",
            path.name,
        )
    return {
        line.cells["country_code"].strip().lstrip("0"): line.cells[column].strip()
        for line in lines_of(path, encoding, names)
    }


def _product_codes(path: Path | None) -> pl.Series | None:
    if path is None:
        return None
    return pl.Series(
        "code", sorted({line.cells["code"].strip().zfill(6) for line in lines_of(path, "utf-8", ("code",))})
    )


def _source(release: _Release, stamps: Sequence[FileStamp]) -> dict[str, object]:
    version = release.version or "version not stated"
    published = f"{release.version[1:5]}-{release.version[5:7]}" if release.version else None
    return {
        "id": release.source,
        "title": f"BACI, {release.edition}, {version}",
        "kind": "research",
        "publisher": "CEPII",
        "published_on": published,
        "url": "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
        "language": "en",
        "licence": "Etalab Open Licence 2.0",
        "source": release.source,
        "locator": ", ".join(stamp.name for stamp in stamps),
    }
