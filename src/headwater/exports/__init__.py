"""Exports: one writer per format. A supply map in, files others can open out."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from headwater.exports.csv_tables import CsvWriter
from headwater.exports.ftm import FtmWriter
from headwater.exports.geojson import GeojsonWriter
from headwater.exports.graphml import GraphmlWriter
from headwater.exports.parquet import ParquetWriter
from headwater.exports.sdmx import SdmxWriter
from headwater.exports.writer import ClaimWriter, Writer
from headwater.exports.xlsx import XlsxWriter

WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        writer.name: writer
        for writer in (
            ParquetWriter(), CsvWriter(), XlsxWriter(), SdmxWriter(), GraphmlWriter(), GeojsonWriter(), FtmWriter(),
        )
    }
)  # fmt: skip
"""Every writer of the resolved map by its name, in the order in which help lists them."""

CLAIM_WRITERS: Mapping[str, ClaimWriter] = MappingProxyType(
    {writer.name: writer for writer in (ParquetWriter(), CsvWriter())}
)
"""The writers that can also write claims as own tables, so that another store can add them."""

__all__ = ["CLAIM_WRITERS", "WRITERS", "ClaimWriter", "Writer"]
